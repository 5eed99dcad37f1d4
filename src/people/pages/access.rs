//! Coming and going: invitations, leavers, and those who come back.

use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, Staff, managed, may_let_go};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::people::covers::{Cover, Names};
use crate::people::invitations::{self, Inviter};
use crate::people::{self, Held, PeopleError, form};
use crate::reactions;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const LEFT: &str = "people/left.html";

fn person_path(member: &Member, known: &Known, done: &str) -> String {
    member.path(&format!("people/{}?done={done}", known.person.id))
}

/// Back to the list of invitations for who came from there.
fn back_to(visit: &Visit, member: &Member, known: &Known, done: &str) -> String {
    match visit.query.text("from") {
        "list" => member.path(&format!("people/invitations?done={done}")),
        _ => person_path(member, known, done),
    }
}

pub(super) async fn invite(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, known) = managed(&visit, &member, &path.1).await?;
    let by = Inviter::of(&member);
    let (now, post, id) = (visit.now, Arc::clone(&visit.app.post), known.person.id);
    let done = visit.promised("person-invited").await?;
    visit.app.write(&member, move |tenant| invitations::invite(tenant, now, &post, &by, id)).await?;
    Ok(see_other(&back_to(&visit, &member, &known, &done)))
}

pub(super) async fn withdraw(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, known) = managed(&visit, &member, &path.1).await?;
    let (now, id) = (visit.now, known.person.id);
    visit.app.write(&member, move |tenant| invitations::withdraw(tenant, now, id)).await?;
    Ok(see_other(&back_to(&visit, &member, &known, "invitation-withdrawn")))
}

/// What who leaves would leave behind, for the pages that say so; policies for who may read them.
pub(super) async fn behind(visit: &Visit, member: &Member, id: PersonId) -> Result<Json, Error> {
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let left = reactions::left_by(tenant, today, id)?;
        Ok::<_, crate::db::Error>((left, Names::read(tenant)?))
    };
    let (left, names) = visit.app.read(member, look).await?;
    let reads = member.may(Action::ReadPolicies);
    let round = |(title, address): &(String, String)| json!({ "title": title, "href": reads.then(|| member.path(address)) });
    let cover = |cover: &Cover| {
        json!({
            "name": names.people.get(&cover.holder),
            "role": visit.words(&format!("role-{}", cover.role.as_str().replace('_', "-"))),
            "until": cover.until_on,
        })
    };
    let manages = member.may(Action::ManagePeople);
    let led = |one: &PersonId| {
        let href = manages.then(|| member.path(&format!("people/{one}")));
        json!({ "name": names.people.get(one), "href": href })
    };
    Ok(json!({
        "rounds": left.rounds.iter().map(round).collect::<Vec<_>>(),
        "owned": if reads { left.owned } else { 0 },
        "register": member.path(&format!("policies?owner={id}")),
        "stops": left.stops,
        "covers": left.covers.iter().map(cover).collect::<Vec<_>>(),
        "team": left.team.iter().map(led).collect::<Vec<_>>(),
    }))
}

/// A role of theirs, with the page that gives it to somebody else.
pub(super) fn role(visit: &Visit, member: &Member, staff: &Staff, held: &Held) -> Json {
    json!({ "text": staff.role(visit, held), "href": hands_over(member, held) })
}

/// The page that gives a role to somebody else, for who may.
pub(super) fn hands_over(member: &Member, held: &Held) -> Option<String> {
    let service = held.service.map(|service| format!("service={service}&")).unwrap_or_default();
    let page = format!("settings/people/{}?{service}end={}", held.role.as_str(), held.id);
    member.may_give(held.role).then(|| member.path(&page))
}

fn context(visit: &Visit, member: &Member, (staff, known): (&Staff, &Known), behind: &Json) -> Json {
    let today = visit.now.day();
    let roles: Vec<Json> = known.roles.iter().map(|held| role(visit, member, staff, held)).collect();
    json!({
        "title": visit.app.messages.format(
            visit.language,
            "people-left-title",
            &crate::messages::args([("name", known.person.name())]),
        ),
        "back": member.path(&format!("people/{}", known.person.id)),
        "action": member.path(&format!("people/{}/left", known.person.id)),
        "roles": roles,
        "behind": behind,
        "is_member": known.is_member,
        "day": today.of_month(),
        "month": today.month(),
        "year": today.year(),
    })
}

async fn leaver(visit: &Visit, member: &Member, text: &str) -> Result<(Staff, Known), Error> {
    let (staff, known) = managed(visit, member, text).await?;
    if !known.person.is_present() {
        return Err(Error::NotFound);
    }
    if may_let_go(member, &known) { Ok((staff, known)) } else { Err(Error::Forbidden) }
}

pub(super) async fn left_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (staff, known) = leaver(&visit, &member, &path.1).await?;
    let behind = behind(&visit, &member, known.person.id).await?;
    visit.page(&member, LEFT, context(&visit, &member, (&staff, &known), &behind))
}

pub(super) async fn left(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let (staff, known) = leaver(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let behind = behind(&visit, &member, known.person.id).await?;
    let again = |errors: &FormErrors| {
        let context = context(&visit, &member, (&staff, &known), &behind);
        visit.page_again(&member, LEFT, context, &fields, errors)
    };
    let (now, id, post) = (visit.now, known.person.id, Arc::clone(&visit.app.post));
    if id == member.person() {
        return again(&FormErrors::one("left", "people-error-left-self"));
    }
    let on = match form::last_day(&fields, now.day(), known.person.started_on) {
        Ok(day) => day,
        Err(errors) => return again(&errors),
    };
    let later = on > now.day();
    let write = move |tenant: &mut Tenant<'_>| {
        if later {
            // The daily work ends their access after that day.
            return people::set_end(tenant, now, id, on);
        }
        reactions::telling_of_roles(tenant, now, &post, |tenant| {
            people::leave(tenant, now, id, on)?;
            Ok::<_, PeopleError>(reactions::left(tenant, now, id)?)
        })
    };
    let done = if later { "person-leaves" } else { "person-left" };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&person_path(&member, &known, done))),
        Err(PeopleError::LastOwner) => again(&FormErrors::one("left", "people-error-last-owner")),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn back(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, known) = managed(&visit, &member, &path.1).await?;
    let (now, id) = (visit.now, known.person.id);
    visit.app.write(&member, move |tenant| people::come_back(tenant, now, id)).await?;
    Ok(see_other(&person_path(&member, &known, "person-back")))
}
