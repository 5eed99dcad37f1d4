//! The pages of covers.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Cover, CoverError, Names, form, rules, saying, store};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::{CoverId, PersonId};
use crate::messages::args;
use crate::people::{Held, Labels, PeopleError, Person, store as people};
use crate::reactions;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Sensitivity, Visit, see_other};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/covers", DOOR, || web::to(list)),
    Route::get("/o/{slug}/covers/add", DOOR, || web::to(add_form)).with(Sensitivity::Fresh),
    Route::post("/o/{slug}/covers/add", DOOR, || web::to(add)).with(Sensitivity::Fresh),
    Route::get("/o/{slug}/covers/{cover}/end", DOOR, || web::to(end_form)),
    Route::post("/o/{slug}/covers/{cover}/end", DOOR, || web::to(end)),
];

const DOOR: Door = Door::Member(Action::StandIn);
const FORM: &str = "people/cover_add.html";

/// Covers that are over, on the list.
const OVER: i64 = 50;

impl From<CoverError> for Error {
    fn from(error: CoverError) -> Self {
        match error {
            CoverError::People(fault) => fault.into(),
            CoverError::Refused(fault) => Self::Conflict(fault.shown().1),
        }
    }
}

/// A cover in words, for a page that tells of it.
#[must_use]
pub fn line(visit: &Visit, names: &Names, cover: &Cover, reader: Option<PersonId>) -> String {
    saying::line(&visit.app.messages, visit.language, names, cover, (reader, visit.now.day()))
}

/// Covers that a member sees: all of them in the office, elsewhere their own.
fn is_seen(member: &Member, cover: &Cover) -> bool {
    member.may(Action::ReadPolicies) || [cover.holder, cover.cover].contains(&member.person())
}

async fn list(visit: Visit, member: Member) -> Answer {
    let today = visit.now.day();
    let look = move |tenant: &mut Tenant<'_>| {
        let covers = (store::ahead(tenant, today)?, store::over(tenant, today, OVER)?);
        Ok::<_, crate::db::Error>((covers, Names::read(tenant)?))
    };
    let ((ahead, over), names) = visit.app.read(&member, look).await?;
    let row = |cover: &Cover| row(&visit, &member, &names, cover);
    let of = |is_meant: &dyn Fn(&&Cover) -> bool, covers: &[Cover]| -> Vec<Json> {
        covers.iter().filter(|cover| is_seen(&member, cover)).filter(is_meant).map(row).collect()
    };
    let context = json!({
        "title": visit.words("covers-title"),
        "now": of(&|cover| cover.from_on <= today, &ahead),
        "coming": of(&|cover| cover.from_on > today, &ahead),
        "over": of(&|_| true, &over),
        "add": member.path("covers/add"),
        "roles": member.may(Action::ReadPolicies).then(|| member.path("settings/roles")),
    });
    visit.page(&member, "people/covers.html", context)
}

fn row(visit: &Visit, member: &Member, names: &Names, cover: &Cover) -> Json {
    let name = |id: PersonId| names.people.get(&id).cloned().unwrap_or_default();
    // Why somebody is away is for both of them and who arranges it.
    let concerns = rules::may_end(member, cover);
    let ends = cover.is_ahead(visit.now.day()) && concerns;
    json!({
        "cover": name(cover.cover),
        "holder": name(cover.holder),
        "role": saying::role(&visit.app.messages, visit.language, names, (cover.role, cover.service)),
        "from": cover.from_on,
        "until": cover.until_on,
        "ended": cover.ended_at,
        "reason": if concerns { cover.reason.as_str() } else { "" },
        "end": ends.then(|| member.path(&format!("covers/{}/end", cover.id))),
    })
}

/// What the form offers.
struct Offer {
    held: Vec<Held>,
    people: Vec<Person>,
    names: Names,
}

fn offer(tenant: &mut Tenant<'_>, member: &Member, of: Option<PersonId>) -> Result<Offer, Error> {
    let members = people::members(tenant)?;
    let mut held = people::all_grants(tenant)?;
    held.retain(|held| rules::may_arrange(member, held) && of.is_none_or(|person| held.person == person));
    // One's own first.
    held.sort_by_key(|held| held.person != member.person());
    let mut people = people::list(tenant)?;
    people.retain(|person| person.is_present() && members.contains(&person.id));
    Ok(Offer { held, people, names: Names::read(tenant)? })
}

async fn offered(visit: &Visit, member: &Member) -> Result<Offer, Error> {
    let (of, person) = (member.clone(), PersonId::parse(visit.query.text("person")));
    visit.app.read(member, move |tenant| offer(tenant, &of, person)).await
}

async fn add_form(visit: Visit, member: Member) -> Answer {
    let offer = offered(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &offer))
}

fn context(visit: &Visit, member: &Member, offer: &Offer) -> Json {
    let grants: Vec<Json> = offer.held.iter().map(|held| option(visit, member, offer, held)).collect();
    let labels = Labels::read_by(member, &offer.people);
    let person = |one: &Person| json!({ "value": one.id, "label": labels.label(one) });
    let people: Vec<Json> = offer.people.iter().map(person).collect();
    json!({
        "title": visit.words("covers-add"),
        "back": member.path("covers"),
        "action": visit.address,
        "grants": grants,
        "only": match offer.held.as_slice() { [one] => Some(one.id), _ => None },
        "people": people,
        "months": rules::MONTHS,
    })
}

fn option(visit: &Visit, member: &Member, offer: &Offer, held: &Held) -> Json {
    let role = saying::role(&visit.app.messages, visit.language, &offer.names, (held.role, held.service));
    let label = if held.person == member.person() {
        visit.app.messages.format(visit.language, "covers-option-own", &args([("role", role)]))
    } else {
        let name = offer.names.people.get(&held.person).cloned().unwrap_or_default();
        visit.app.messages.format(visit.language, "covers-option", &args([("role", role), ("name", name)]))
    };
    json!({ "value": held.id, "label": label })
}

async fn add(visit: Visit, member: Member, body: Body) -> Answer {
    let offer = offered(&visit, &member).await?;
    if offer.held.is_empty() {
        // The page had no form.
        return Err(Error::Conflict("covers-no-role-title"));
    }
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, FORM, context(&visit, &member, &offer), &fields, errors)
    };
    let ids: BTreeSet<PersonId> = offer.people.iter().map(|person| person.id).collect();
    let naming = match form::naming(&fields, &offer.held, &ids) {
        Ok(naming) => naming,
        Err(errors) => return again(&errors),
    };
    let (now, post, who) = (visit.now, visit.app.post.clone(), member.clone());
    let write = move |tenant: &mut Tenant<'_>| super::name(tenant, now, &post, &who, &naming);
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&member.path("covers?done=cover-named"))),
        Err(CoverError::Refused(fault)) => {
            let (field, key) = fault.shown();
            again(&FormErrors::one(field, key))
        }
        Err(other) => Err(other.into()),
    }
}

/// The cover of the address, when this member may end it.
async fn endable(visit: &Visit, member: &Member, text: &str) -> Result<(Cover, Names), Error> {
    let id = CoverId::parse(text).ok_or(Error::NotFound)?;
    let look = move |tenant: &mut Tenant<'_>| {
        Ok::<_, crate::db::Error>((store::get(tenant, id)?, Names::read(tenant)?))
    };
    let (found, names) = visit.app.read(member, look).await?;
    let cover = found.filter(|cover| is_seen(member, cover)).ok_or(Error::NotFound)?;
    if !rules::may_end(member, &cover) {
        return Err(Error::Forbidden);
    }
    if !cover.is_ahead(visit.now.day()) {
        return Err(Error::Conflict("covers-error-over"));
    }
    Ok((cover, names))
}

async fn end_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (cover, names) = endable(&visit, &member, &path.1).await?;
    let today: Day = visit.now.day();
    let context = json!({
        "title": visit.words("covers-end-title"),
        "back": member.path("covers"),
        "line": line(&visit, &names, &cover, Some(member.person())),
        "begun": cover.from_on <= today,
        "action": member.path(&format!("covers/{}/end", cover.id)),
    });
    visit.page(&member, "people/cover_end.html", context)
}

async fn end(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (cover, _names) = endable(&visit, &member, &path.1).await?;
    let (now, post, who) = (visit.now, visit.app.post.clone(), member.clone());
    let write = move |tenant: &mut Tenant<'_>| {
        let ended = super::end(tenant, now, &post, &who, cover.id)?;
        Ok::<_, PeopleError>(reactions::cover_ended(tenant, now, &ended, &post)?)
    };
    visit.app.write(&member, write).await.map_err(Error::from)?;
    Ok(see_other(&member.path("covers?done=cover-ended")))
}
