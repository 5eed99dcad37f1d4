//! Two texts side by side: what was typed and what is saved. One chooses; nothing is lost before.

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::edit::no_thread;
use super::super::find_to_change;
use super::Opened;
use crate::access::Member;
use crate::db::Error as DbError;
use crate::people;
use crate::policies::drafts::differences;
use crate::policies::drafts::editing::{self, Choice, Copy};
use crate::web::bounded;
use crate::web::{Answer, Body, Visit, see_other};

/// Lines that are the same on both sides and more than this are folded.
const UNFOLDED: usize = 3;

/// The page with both.
pub(super) async fn page(
    visit: &Visit,
    member: &Member,
    opened: &Opened,
    copy: &Copy,
    status: StatusCode,
) -> Answer {
    let (mine, theirs) = (copy.source.clone(), opened.editable.source.clone());
    let rows =
        bounded::block(move || differences::rows(&mine, &theirs)).await.map_err(|_gone| no_thread())?;
    let names: Result<_, DbError> = visit.app.read(member, people::store::present_names).await;
    let names = names?;
    let base = member.path(&format!("policies/{}", opened.policy.id));
    let own = opened.is_saved_by(member);
    let by = opened.draft.as_ref().filter(|_| !own).and_then(|draft| names.get(&draft.updated_by));
    let stale = copy.stamp != opened.editable.stamp;
    let title = match (stale, own) {
        (true, true) => "editor-choose-own",
        (true, false) => "editor-choose-stale",
        (false, _) => "editor-choose",
    };
    let context = json!({
        "title": visit.words(title),
        "caption": opened.policy.title,
        "back": base,
        "action": format!("{base}/edit"),
        "discard": format!("{base}/edit/discard"),
        "resume": format!("{base}/edit?copy=1"),
        "stale": stale,
        "mine": copy.source,
        "mine_at": copy.at,
        "kept": copy.token(),
        "theirs_at": opened.draft.as_ref().map(|draft| draft.updated_at),
        "theirs_by": by,
        "stamp": opened.editable.stamp,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    });
    visit.render("policies/edit_choose.html", status, visit.inside(member, context), &[])
}

fn row(row: &differences::Row) -> Json {
    let folded = row.same.len() > UNFOLDED;
    json!({ "same": row.same, "folded": folded, "mine": row.mine, "theirs": row.theirs })
}

/// `POST …/policies/{id}/edit/discard`: what was typed is thrown away, or taken back.
pub(in crate::policies::pages) async fn discard(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let (id, by, kept) = (policy.id, member.person(), fields.text("kept").to_owned());
    let back = fields.text("then") == "back";
    let choice = if back { Choice::Back } else { Choice::Aside };
    let write = move |tenant: &mut crate::db::Tenant<'_>| editing::choose(tenant, id, by, &kept, choice);
    let chosen: Result<bool, DbError> = visit.app.write(&member, write).await;
    let rest = match (chosen?, back) {
        (true, true) => "?copy=1",
        (true, false) => "?done=editor-thrown",
        (false, _) => "",
    };
    Ok(see_other(&member.path(&format!("policies/{id}/edit{rest}"))))
}
