//! What those who have a case are asked to answer for. For everybody else the page is empty.

use serde_json::{Value as Json, json};

use super::super::cases::{self, Asked};
use super::super::{RightsError, form};
use super::{One, asks};
use crate::access::Member;
use crate::db::Tenant;
use crate::db::ids::RightsTaskId;
use crate::web::{Answer, Body, Error, Visit, see_other};

const PAGE: &str = "rights/cases.html";

async fn asked(visit: &Visit, member: &Member) -> Result<Vec<Asked>, Error> {
    let (person, today) = (member.person(), visit.now.day());
    let look = move |tenant: &mut Tenant<'_>| cases::asked_of(tenant, person, today);
    Ok(visit.app.read(member, look).await.map_err(|fault: RightsError| fault)?)
}

fn context(visit: &Visit, member: &Member, all: &[Asked], faulty: Option<RightsTaskId>) -> Json {
    let row = |one: &Asked| {
        json!({
            "id": one.task.id,
            "field": if faulty == Some(one.task.id) { "f-words".to_owned() } else { format!("words-{}", one.task.id) },
            "faulty": faulty == Some(one.task.id),
            "reference": one.reference,
            "case": member.path(&format!("incidents/{}", one.reference)),
            "asks": asks(visit, &one.asks).join(", "),
            "name": one.contents.name,
            "on_behalf": one.contents.on_behalf,
            "contact": one.contents.contact,
            "words": one.contents.words,
            "due": one.due_on,
            "done": one.task.done_at,
            "action": member.path(&format!("rights/cases/{}", one.task.id)),
        })
    };
    json!({
        "title": visit.words("rights-cases-title"),
        "back": member.path("incidents"),
        "rows": all.iter().map(row).collect::<Vec<_>>(),
    })
}

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let all = asked(&visit, &member).await?;
    visit.page(&member, PAGE, context(&visit, &member, &all, None))
}

pub(super) async fn done(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let all = asked(&visit, &member).await?;
    let id = RightsTaskId::parse(&path.1).ok_or(Error::NotFound)?;
    if all.iter().all(|one| one.task.id != id) {
        return Err(Error::NotFound);
    }
    let fields = body.fields().await?;
    let words = match form::case_words(&fields, "words") {
        Ok(words) => words,
        Err(errors) => {
            return visit.page_again(
                &member,
                PAGE,
                context(&visit, &member, &all, Some(id)),
                &fields,
                &errors,
            );
        }
    };
    let (now, person) = (visit.now, member.person());
    let write = move |tenant: &mut Tenant<'_>| cases::done(tenant, now, person, id, &words);
    visit.app.write(&member, write).await.map_err(|fault: RightsError| Error::from(fault))?;
    Ok(see_other(&member.path("rights/cases?done=rights-saved")))
}
