//! Somebody is away, and back.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, managed};
use crate::access::Member;
use crate::db::ids::AbsenceId;
use crate::messages::args;
use crate::people::absences::{self, Reason, form as away_form};
use crate::people::covers::{self, rules::may_arrange};
use crate::web::{Answer, Body, Error, Visit, dates, see_other};

const FORM: &str = "people/away.html";

async fn context(visit: &Visit, member: &Member, known: &Known) -> Result<Json, Error> {
    let name = known.person.name();
    let path = member.path(&format!("people/{}", known.person.id));
    let reason = |reason: &Reason| {
        let word = reason.as_str();
        json!({ "value": word, "label": visit.words(&format!("people-away-{}", word.replace('_', "-"))) })
    };
    let cover = needs_cover(visit, member, known).await?;
    let cover = cover.then(|| member.path(&format!("covers/add?person={}", known.person.id)));
    Ok(json!({
        "title": visit.app.messages.format(visit.language, "people-away-title", &args([("name", name)])),
        "back": path,
        "cover": cover,
        "action": format!("{path}/away"),
        "from": dates::boxes(visit.now.day()),
        "reasons": Reason::ALL.iter().map(reason).collect::<Vec<_>>(),
    }))
}

/// Whether they hold a role for which the reader may say who stands in, and nobody does or will: being away passes no
/// role on.
async fn needs_cover(visit: &Visit, member: &Member, known: &Known) -> Result<bool, Error> {
    let (person, today) = (known.person.id, visit.now.day());
    let covers = visit.app.read(member, move |tenant| covers::around(tenant, person, today)).await?;
    let mut held = known.roles.iter().filter(|held| may_arrange(member, held));
    Ok(held.any(|held| !covers.iter().any(|cover| cover.is_of(held))))
}

async fn present(visit: &Visit, member: &Member, text: &str) -> Result<Known, Error> {
    let (_, known) = managed(visit, member, text).await?;
    if known.person.is_present() { Ok(known) } else { Err(Error::NotFound) }
}

/// `GET …/people/{id}/away`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let known = present(&visit, &member, &path.1).await?;
    visit.page(&member, FORM, context(&visit, &member, &known).await?)
}

/// `POST …/people/{id}/away`
pub(super) async fn enter(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let known = present(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let new = match away_form::absence(&fields) {
        Ok(new) => new,
        Err(errors) => {
            return visit.page_again(
                &member,
                FORM,
                context(&visit, &member, &known).await?,
                &fields,
                &errors,
            );
        }
    };
    let (now, id) = (visit.now, known.person.id);
    visit.app.write(&member, move |tenant| absences::enter(tenant, now, id, new)).await?;
    let done = if needs_cover(&visit, &member, &known).await? { "person-away-roles" } else { "person-away" };
    Ok(see_other(&member.path(&format!("people/{id}?done={done}"))))
}

/// `POST …/people/{id}/away/{absence}/back`
pub(super) async fn end(visit: Visit, member: Member, path: web::Path<(String, String, String)>) -> Answer {
    let (_, known) = managed(&visit, &member, &path.1).await?;
    let absence = AbsenceId::parse(&path.2).ok_or(Error::NotFound)?;
    let (now, id) = (visit.now, known.person.id);
    visit.app.write(&member, move |tenant| absences::end(tenant, now, id, absence)).await?;
    Ok(see_other(&member.path(&format!("people/{id}?done=person-not-away"))))
}
