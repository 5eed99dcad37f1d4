//! The pages of legal holds.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::form::{self, Offered};
use super::{Ending, Hold, HoldError, Kind, On, end, get, may, needs, put, seen_by};
use crate::access::two_people::{Needs, REASON_LETTERS};
use crate::access::{Action, Member, Role};
use crate::db::Tenant;
use crate::db::ids::{IncidentId, LegalHoldId, PersonId, PolicyId};
use crate::incidents;
use crate::messages::args;
use crate::people::{Labels, homes, store as people};
use crate::policies::store as policies;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Visit, see_other};

/// The URLs of this sub-slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/settings/retention/holds", DOOR, || web::to(list)),
    Route::get("/o/{slug}/settings/retention/holds/add", DOOR, || web::to(add_form)),
    Route::post("/o/{slug}/settings/retention/holds/add", DOOR, || web::to(add)),
    Route::get("/o/{slug}/settings/retention/holds/{hold}/end", DOOR, || web::to(end_form)),
    Route::post("/o/{slug}/settings/retention/holds/{hold}/end", DOOR, || web::to(end_hold)),
];

const DOOR: Door = Door::Member(Action::HoldRecords);
const FORM: &str = "retention/hold_add.html";
const END: &str = "retention/hold_end.html";

impl From<HoldError> for Error {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::Database(fault) => fault.into(),
            HoldError::Keys(fault) => fault.into(),
            HoldError::Seal(fault) => Self::Internal(fault.to_string()),
            HoldError::Case(fault) => fault.into(),
            HoldError::People(fault) => fault.into(),
            HoldError::NotFound => Self::NotFound,
            HoldError::Ended => Self::Conflict("retention-hold-error-ended"),
            HoldError::SomebodyElse => Self::Conflict("retention-hold-error-somebody"),
            HoldError::Reason => Self::Conflict("retention-hold-error-reason"),
        }
    }
}

/// The names of what holds may be on.
#[derive(Default)]
struct Names {
    people: BTreeMap<PersonId, String>,
    policies: BTreeMap<PolicyId, String>,
    cases: BTreeMap<IncidentId, String>,
}

fn names(tenant: &mut Tenant<'_>, member: &Member) -> Result<Names, HoldError> {
    let (who, people) = (member.person(), people::list(tenant)?);
    let labels = Labels::by_home(Some(member), homes(tenant)?, &people);
    Ok(Names {
        people: people.iter().map(|person| (person.id, labels.label(person))).collect(),
        policies: policies::all(tenant)?.into_iter().map(|policy| (policy.id, policy.title)).collect(),
        cases: incidents::seen_by(tenant, who)?.into_iter().map(|case| (case.id, case.reference)).collect(),
    })
}

/// What a hold is on, in words.
fn on(visit: &Visit, names: &Names, on: On) -> String {
    let kind = visit.words(&format!("retention-hold-on-{}", on.kind().as_str()));
    let name = match on {
        On::Person(id) => names.people.get(&id).cloned(),
        On::Policy(id) => names.policies.get(&id).cloned(),
        On::Case(id) => names.cases.get(&id).cloned(),
        On::Days(from, until) => {
            let day = |day: crate::clock::Day| {
                crate::web::dates::written(&day.to_string(), "day", visit.language).unwrap_or_default()
            };
            Some(format!("{} – {}", day(from), day(until)))
        }
        On::Organisation => None,
    };
    name.map_or(kind.clone(), |name| format!("{kind}: {name}"))
}

/// The roles by which a member acts here.
fn roles(member: &Member) -> Vec<Role> {
    member.grants().iter().map(|grant| grant.role).collect()
}

async fn list(visit: Visit, member: Member, _slug: web::Path<String>) -> Answer {
    let who = member.clone();
    let look = move |tenant: &mut Tenant<'_>| {
        Ok::<_, HoldError>((seen_by(tenant, who.person())?, names(tenant, &who)?))
    };
    let (mut holds, names) = visit.app.read(&member, look).await?;
    let roles = roles(&member);
    holds.retain(|hold| may(&roles, hold.row.on.kind()));
    let of = |is_over: bool| -> Vec<Json> {
        let rows = holds.iter().filter(|hold| hold.row.ended.is_some() == is_over);
        rows.map(|hold| row(&visit, &member, &names, hold)).collect()
    };
    let context = json!({
        "title": visit.words("retention-holds-title"),
        "back": member.path("settings/retention"),
        "settings": member.may(Action::SeeRetention),
        "add": member.path("settings/retention/holds/add"),
        "standing": of(false),
        "over": of(true),
    });
    visit.page(&member, "retention/holds.html", context)
}

fn row(visit: &Visit, member: &Member, names: &Names, hold: &Hold) -> Json {
    let name = |id: PersonId| names.people.get(&id).cloned().unwrap_or_default();
    json!({
        "on": on(visit, names, hold.row.on),
        "reason": hold.reason,
        "end_reason": hold.end_reason,
        "made_at": hold.row.made_at,
        "made_by": name(hold.row.made_by),
        "review_on": hold.row.review_on,
        "late": hold.row.ended.is_none() && hold.row.review_on <= visit.now.day(),
        "asked_by": hold.row.asked.map(|(_, by)| name(by)),
        "ended_at": hold.row.ended.map(|(at, _)| at),
        "ended_by": hold.row.ended.map(|(_, by)| name(by)),
        "end": member.path(&format!("settings/retention/holds/{}/end", hold.row.id)),
    })
}

async fn offered(visit: &Visit, member: &Member) -> Result<Offered, Error> {
    let (who, me, roles) = (member.clone(), member.person(), roles(member));
    let found = visit.app.read(member, move |tenant| names(tenant, &who)).await?;
    let mut kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| may(&roles, *kind)).collect();
    kinds.retain(|kind| *kind != Kind::Case || !found.cases.is_empty());
    kinds.retain(|kind| *kind != Kind::Policy || !found.policies.is_empty());
    Ok(Offered {
        kinds,
        // Whoever is held may not know of it: nobody holds themselves.
        people: found.people.into_iter().filter(|(id, _)| *id != me).collect(),
        policies: found.policies.into_iter().collect(),
        cases: found.cases.into_iter().collect(),
    })
}

fn context(visit: &Visit, member: &Member, offered: &Offered) -> Json {
    let kinds: Vec<Json> = offered
        .kinds
        .iter()
        .map(|kind| {
            let label = visit.words(&format!("retention-hold-on-{}", kind.as_str()));
            json!({ "value": kind, "label": label })
        })
        .collect();
    let has = |kind: Kind| offered.kinds.contains(&kind);
    json!({
        "title": visit.words("retention-hold-add"),
        "back": member.path("settings/retention/holds"),
        "action": visit.address,
        "kinds": kinds,
        "people": has(Kind::Person).then(|| options(&offered.people)),
        "policies": has(Kind::Policy).then(|| options(&offered.policies)),
        "cases": has(Kind::Case).then(|| options(&offered.cases)),
        "days": has(Kind::Days),
    })
}

fn options<T: Copy + std::fmt::Display>(rows: &[(T, String)]) -> Vec<Json> {
    let mut rows: Vec<&(T, String)> = rows.iter().collect();
    rows.sort_by(|one, other| one.1.cmp(&other.1));
    rows.into_iter().map(|(id, label)| json!({ "value": id.to_string(), "label": label })).collect()
}

async fn add_form(visit: Visit, member: Member, _slug: web::Path<String>) -> Answer {
    let offered = offered(&visit, &member).await?;
    visit.page(&member, FORM, context(&visit, &member, &offered))
}

async fn add(visit: Visit, member: Member, _slug: web::Path<String>, body: Body) -> Answer {
    let offered = offered(&visit, &member).await?;
    let fields = body.fields().await?;
    let new = match form::new(&fields, &offered, visit.now.day()) {
        Ok(new) => new,
        Err(errors) => {
            return visit.page_again(&member, FORM, context(&visit, &member, &offered), &fields, &errors);
        }
    };
    let (now, who) = (visit.now, member.person());
    visit.app.write(&member, move |tenant| put(tenant, now, who, &new)).await?;
    Ok(see_other(&member.path("settings/retention/holds?done=hold-put")))
}

/// The hold of the address, when this member may end it.
async fn endable(visit: &Visit, member: &Member, text: &str) -> Result<(Hold, Needs, Names), Error> {
    let id = LegalHoldId::parse(text).ok_or(Error::NotFound)?;
    let of = member.clone();
    let look = move |tenant: &mut Tenant<'_>| {
        let who = of.person();
        let hold = get(tenant, who, id)?;
        let needs = needs(tenant, who, &hold.row)?;
        Ok::<_, HoldError>((hold, needs, names(tenant, &of)?))
    };
    let (hold, needs, names) = visit.app.read(member, look).await?;
    if !may(&roles(member), hold.row.on.kind()) {
        return Err(Error::NotFound);
    }
    if hold.row.ended.is_some() {
        return Err(Error::Conflict("retention-hold-error-ended"));
    }
    Ok((hold, needs, names))
}

fn end_context(visit: &Visit, member: &Member, (hold, needs, names): &(Hold, Needs, Names)) -> Json {
    let agrees = *needs == Needs::Nothing;
    let waits = hold.row.asked.is_some() && *needs == Needs::SomebodyElse;
    let alone = args([("count", i64::try_from(REASON_LETTERS).unwrap_or(i64::MAX))]);
    let hint = visit.app.messages.format(visit.language, "retention-hold-end-alone", &alone);
    json!({
        "title": visit.words("retention-hold-end-title"),
        "back": member.path("settings/retention/holds"),
        "action": visit.address,
        "on": on(visit, names, hold.row.on),
        "reason": hold.reason,
        "agrees": agrees,
        "waits": waits,
        "asked_by": hold.row.asked.and_then(|(_, by)| names.people.get(&by)),
        "end_reason": hold.end_reason,
        "what": visit.words(match needs {
            Needs::Nothing => "retention-hold-end-agree",
            Needs::Reason => "retention-hold-end-nobody",
            Needs::SomebodyElse => "retention-hold-end-ask",
        }),
        "hint": hint,
    })
}

async fn end_form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let found = endable(&visit, &member, &path.1).await?;
    visit.page(&member, END, end_context(&visit, &member, &found))
}

async fn end_hold(visit: Visit, member: Member, path: web::Path<(String, String)>, body: Body) -> Answer {
    let found = endable(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let typed = fields.text("reason").to_owned();
    if typed.chars().count() > form::REASON_LETTERS {
        let errors = FormErrors::one("reason", "retention-hold-error-long");
        return visit.page_again(&member, END, end_context(&visit, &member, &found), &fields, &errors);
    }
    let (now, post, who, id) = (visit.now, visit.app.post.clone(), member.person(), found.0.row.id);
    let write = move |tenant: &mut Tenant<'_>| end(tenant, now, &post, who, (id, &typed));
    match visit.app.write(&member, write).await {
        Ok(Ending::Ended) => Ok(see_other(&member.path("settings/retention/holds?done=hold-ended"))),
        Ok(Ending::Asked) => Ok(see_other(&member.path("settings/retention/holds?done=hold-asked"))),
        Err(HoldError::Reason) => {
            let errors = FormErrors::one("reason", "retention-hold-error-short");
            visit.page_again(&member, END, end_context(&visit, &member, &found), &fields, &errors)
        }
        Err(other) => Err(other.into()),
    }
}
