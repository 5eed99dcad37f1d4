//! Taking a list back: what will go back, and what stands against it.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::undo::{self, Plan};
use super::super::{ImportError, Rights, StaffImport};
use super::{address, find};
use crate::access::Member;
use crate::messages::args;
use crate::web::{Answer, Body, Error, Visit, see_other};

/// Names on the page; more are counted.
const SHOWN: usize = 100;

/// A list that can be taken back, and what would go back.
async fn planned(visit: &Visit, member: &Member, id: &str) -> Result<Option<(StaffImport, Plan)>, Error> {
    let (import, rows) = find(visit, member, id).await?;
    if !undo::is_offered(&import, &rows, visit.now) {
        return Ok(None);
    }
    let (rights, today) = (Rights::of(member), visit.now.day());
    let plan = visit.app.read(member, move |tenant| undo::plan(tenant, today, &rights, &rows)).await?;
    Ok(Some((import, plan)))
}

/// `GET …/people/import/{import}/undo`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let Some((import, plan)) = planned(&visit, &member, &path.1).await? else {
        return Err(ImportError::MovedOn.into());
    };
    visit.page(&member, "people/import_undo.html", context(&visit, &member, &import, &plan))
}

fn context(visit: &Visit, member: &Member, import: &StaffImport, plan: &Plan) -> Json {
    let here = address(member, import.id);
    let fields = |fields: &[&'static str]| {
        let word = |field: &&str| visit.words(&format!("people-field-{}", field.replace('_', "-")));
        fields.iter().map(word).collect::<Vec<_>>().join(", ")
    };
    let back = plan.back.iter().take(SHOWN);
    let back = back.map(|(_, name, of)| json!({ "name": name, "fields": fields(of) }));
    let against = plan.obstacles.iter().take(SHOWN).map(|(name, obstacle)| {
        let key = format!("staff-import-undo-{}", obstacle.word());
        visit.app.messages.format(visit.language, &key, &args([("name", name.as_str())]))
    });
    json!({
        "title": visit.words("staff-import-undo"),
        "caption": import.name,
        "back": here,
        "action": format!("{here}/undo"),
        "until": import.finished_at.map(undo::last_day),
        "against": against.collect::<Vec<_>>(),
        "off": plan.off.iter().take(SHOWN).map(|(_, name)| name).collect::<Vec<_>>(),
        "off_count": plan.off.len(),
        "off_more": plan.off.len().saturating_sub(SHOWN),
        "changes": back.collect::<Vec<_>>(),
        "changes_count": plan.back.len(),
        "changes_more": plan.back.len().saturating_sub(SHOWN),
        "people": member.path("people"),
    })
}

/// `POST …/people/import/{import}/undo`
pub(super) async fn undo(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let (import, _) = find(&visit, &member, &path.1).await?;
    body.fields().await?;
    let here = address(&member, import.id);
    if import.undone_at.is_some() {
        return Ok(see_other(&here));
    }
    let (now, id, rights, post) = (visit.now, import.id, Rights::of(&member), visit.app.post.clone());
    let done = visit.app.write(&member, move |tenant| undo::undo(tenant, now, &post, id, &rights)).await;
    match done {
        Ok(_) => Ok(see_other(&format!("{here}?done=staff-import-undone"))),
        // The page says what stands against it now.
        Err(ImportError::Changed | ImportError::People(_)) => Ok(see_other(&format!("{here}/undo"))),
        Err(other) => Err(other.into()),
    }
}
