//! Somebody is away, and back.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, managed};
use crate::access::{Member, Role};
use crate::db::ids::AbsenceId;
use crate::messages::args;
use crate::people::Held;
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
    let said = said(visit, member, known).await?;
    let cover = said.cover.then(|| member.path(&format!("covers/add?person={}", known.person.id)));
    Ok(json!({
        "title": visit.app.messages.format(visit.language, "people-away-title", &args([("name", name)])),
        "back": path,
        "cover": cover,
        "reports": said.reports,
        "ask": said.ask,
        "action": format!("{path}/away"),
        "from": dates::boxes(visit.now.day()),
        "reasons": Reason::ALL.iter().map(reason).collect::<Vec<_>>(),
    }))
}

/// What follows from somebody's being away, which passes no role on.
struct Said {
    /// They hold a role for which the reader may say who stands in, and nobody does or will.
    cover: bool,
    /// They are told of reports: whoever follows them is told too.
    reports: bool,
    /// Nobody stands in for them in that, and somebody else would have to say who does.
    ask: bool,
}

async fn said(visit: &Visit, member: &Member, known: &Known) -> Result<Said, Error> {
    let (person, today) = (known.person.id, visit.now.day());
    let covers = visit.app.read(member, move |tenant| covers::around(tenant, person, today)).await?;
    let lacks = |held: &&Held| !covers.iter().any(|cover| cover.is_of(held));
    let is_told = |held: &&Held| matches!(held.role, Role::SafeguardingLead | Role::SafeguardingDeputy);
    Ok(Said {
        cover: known.roles.iter().filter(lacks).any(|held| may_arrange(member, held)),
        reports: known.roles.iter().any(|held| is_told(&held)),
        ask: known.roles.iter().filter(lacks).filter(is_told).any(|held| !may_arrange(member, held)),
    })
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
    let done = match said(&visit, &member, &known).await? {
        Said { cover: true, .. } => "person-away-roles",
        Said { ask: true, .. } => "person-away-reports",
        Said { .. } => "person-away",
    };
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
