//! `/o/{slug}/settings/closing`: asking, confirming, undoing.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use crate::access::Member;
use crate::closing::rules::{self, Second};
use crate::closing::{self, Closing, Who, form, store};
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people;
use crate::web::{Answer, Body, Error, Visit, see_other};

const PAGE: &str = "closing/owner.html";

struct Found {
    closing: Option<Closing>,
    asked_by: Option<String>,
    confirmed_by: Option<String>,
    can_confirm: bool,
    owners: usize,
}

async fn found(visit: &Visit, member: &Member) -> Result<Found, Error> {
    let person = member.person();
    let look = move |tenant: &mut Tenant<'_>| {
        let closing = store::current(tenant)?;
        let owners = closing::deciders(tenant, closing.as_ref())?;
        let names = people::present_names(tenant)?;
        let name = |id: Option<PersonId>| id.and_then(|id| names.get(&id)).cloned();
        let can = |one: &Closing| rules::check(one.asker(), Second::Owner(person), &owners).is_ok();
        Ok::<_, DbError>(Found {
            asked_by: closing.as_ref().and_then(|one| name(one.asked_by)),
            confirmed_by: closing.as_ref().and_then(|one| name(one.confirmed_by)),
            can_confirm: closing.as_ref().is_some_and(can),
            owners: owners.len(),
            closing,
        })
    };
    Ok(visit.app.read(member, look).await?)
}

fn context(visit: &Visit, member: &Member, found: &Found) -> Json {
    let closing = found.closing.as_ref().map(|one| {
        json!({
            "reason": one.reason,
            "asked_at": one.asked_at,
            "asked_by": found.asked_by.clone().unwrap_or_else(|| visit.words("closing-operator")),
            "confirmed_at": one.confirmed_at,
            "confirmed_by": found.confirmed_by.clone().unwrap_or_else(|| visit.words("closing-operator")),
            "closes_on": one.closes_on,
            "is_due": one.closes_on.is_some_and(|day| day <= visit.now.day()),
        })
    });
    json!({
        "title": visit.words("closing-title"),
        "back": member.path("settings"),
        "action": member.path("settings/closing"),
        "export": member.path("settings/export"),
        "name": member.organisation_name(),
        "closing": closing,
        "can_confirm": found.can_confirm,
        "alone": found.owners < 2,
        "days": rules::DAYS,
    })
}

pub(super) async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let found = found(&visit, &member).await?;
    visit.page(&member, PAGE, context(&visit, &member, &found))
}

fn back(member: &Member, done: &str) -> Answer {
    Ok(see_other(&member.path(&format!("settings/closing?done={done}"))))
}

pub(super) async fn ask(visit: Visit, member: Member, _slug: Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let reason = match form::ask(&fields, member.organisation_name()) {
        Ok(reason) => reason,
        Err(errors) => {
            let found = found(&visit, &member).await?;
            return visit.page_again(&member, PAGE, context(&visit, &member, &found), &fields, &errors);
        }
    };
    let (now, by, post) = (visit.now, Who::Owner(member.person()), visit.app.post.clone());
    visit.app.write(&member, move |tenant| closing::ask(tenant, now, &by, &reason, &post)).await?;
    back(&member, "closing-asked")
}

pub(super) async fn confirm(visit: Visit, member: Member, _slug: Path<String>, body: Body) -> Answer {
    body.fields().await?;
    let (now, by, post) = (visit.now, Who::Owner(member.person()), visit.app.post.clone());
    visit.app.write(&member, move |tenant| closing::confirm(tenant, now, &by, None, &post)).await?;
    back(&member, "closing-confirmed")
}

pub(super) async fn undo(visit: Visit, member: Member, _slug: Path<String>, body: Body) -> Answer {
    body.fields().await?;
    let (now, by, post) = (visit.now, Who::Owner(member.person()), visit.app.post.clone());
    visit.app.write(&member, move |tenant| closing::undo(tenant, now, &by, &post)).await?;
    back(&member, "closing-undone")
}
