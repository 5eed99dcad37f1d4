//! Coming and going: invitations, leavers, and those who come back.

use std::sync::Arc;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Known, Staff, managed, may_let_go};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::PersonId;
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
    visit.app.write(&member, move |tenant| invitations::invite(tenant, now, &post, &by, id)).await?;
    Ok(see_other(&back_to(&visit, &member, &known, "person-invited")))
}

pub(super) async fn withdraw(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, known) = managed(&visit, &member, &path.1).await?;
    let (now, id) = (visit.now, known.person.id);
    visit.app.write(&member, move |tenant| invitations::withdraw(tenant, now, id)).await?;
    Ok(see_other(&back_to(&visit, &member, &known, "invitation-withdrawn")))
}

/// What who leaves would leave behind.
pub(super) struct Behind {
    /// Rounds that wait for them, as links for who may read policies.
    pub(super) rounds: Vec<Json>,
    /// How many policies they answer for.
    pub(super) owned: usize,
}

pub(super) async fn behind(visit: &Visit, member: &Member, id: PersonId) -> Result<Behind, Error> {
    let look = move |tenant: &mut Tenant<'_>| {
        Ok::<_, crate::db::Error>((reactions::rounds_of(tenant, id)?, reactions::owned_by(tenant, id)?))
    };
    let (rounds, owned) = visit.app.read(member, look).await?;
    let reads = member.may(Action::ReadPolicies);
    let row = |(title, address): (String, String)| json!({ "title": title, "href": reads.then(|| member.path(&address)) });
    Ok(Behind { rounds: rounds.into_iter().map(row).collect(), owned: if reads { owned } else { 0 } })
}

/// A role of theirs, with the page that gives it to somebody else.
fn role(visit: &Visit, member: &Member, staff: &Staff, held: &Held) -> Json {
    json!({ "text": staff.role(visit, held), "href": hands_over(member, held) })
}

/// The page that gives a role to somebody else, for who may.
pub(super) fn hands_over(member: &Member, held: &Held) -> Option<String> {
    let service = held.service.map(|service| format!("service={service}&")).unwrap_or_default();
    let page = format!("settings/people/{}?{service}end={}", held.role.as_str(), held.id);
    member.may_give(held.role).then(|| member.path(&page))
}

fn context(visit: &Visit, member: &Member, (staff, known): (&Staff, &Known), behind: &Behind) -> Json {
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
        "rounds": behind.rounds,
        "owned": behind.owned,
        "register": member.path(&format!("policies?owner={}", known.person.id)),
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
