//! Somebody is away, and back.

use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, managed};
use crate::access::{Member, Role};
use crate::db::Tenant;
use crate::db::ids::AbsenceId;
use crate::messages::args;
use crate::people::absences::{self, Absence, Reason, form as away_form};
use crate::people::covers::{self, rules::may_arrange};
use crate::people::{Held, PeopleError};
use crate::reactions;
use crate::web::{Answer, Body, Error, Visit, dates, see_other};

const FORM: &str = "people/away.html";

async fn context(visit: &Visit, member: &Member, known: &Known) -> Result<Json, Error> {
    let name = known.person.name();
    let path = member.path(&format!("people/{}", known.person.id));
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
        "reasons": reasons(visit),
    }))
}

/// The reasons for being away, for radios.
pub(super) fn reasons(visit: &Visit) -> Vec<Json> {
    let option = |reason: &Reason| json!({ "value": reason.as_str(), "label": reason_words(visit, *reason) });
    Reason::ALL.iter().map(option).collect()
}

fn reason_words(visit: &Visit, reason: Reason) -> String {
    visit.words(&format!("people-away-{}", reason.as_str().replace('_', "-")))
}

/// The times of being away that aren't over.
pub(super) fn ahead(visit: &Visit, away: &[Absence]) -> Vec<Json> {
    let today = visit.now.day();
    let row = |absence: &Absence| {
        json!({
            "id": absence.id,
            "from": absence.from,
            "until": absence.until,
            "now": absence.holds_on(today),
            "reason": absence.reason.map(|reason| reason_words(visit, reason)),
        })
    };
    away.iter().filter(|absence| absence.is_ahead(today)).map(row).collect()
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
    let new = match away_form::absence(&fields, visit.now.day()) {
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
    let (now, id, post) = (visit.now, known.person.id, Arc::clone(&visit.app.post));
    let write = move |tenant: &mut Tenant<'_>| {
        let absence = absences::enter(tenant, now, id, new)?;
        Ok::<_, PeopleError>(reactions::noted_away(tenant, now, &post, (id, absence, new))?)
    };
    visit.app.write(&member, write).await?;
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
    let still = visit.app.write(&member, move |tenant| absences::end(tenant, now, id, absence)).await?;
    let done = if still { "person-still-away" } else { "person-not-away" };
    Ok(see_other(&member.path(&format!("people/{id}?done={done}"))))
}
