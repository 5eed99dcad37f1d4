//! A request with its clock, steps and records, and handing it on.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::answering::{self, Held, Summary};
use super::super::bench::candidates;
use super::super::collecting::{Others, not_looked, others};
use super::super::requests::{self, Opened, Viewer};
use super::super::{Request, RightsError, State, Step, What, deadline, form, waiting};
use super::{One, asks, opened, stands};
use crate::access::Member;
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::people::{self, Person};
use crate::web::{Answer, Body, Error, FormErrors, Visit, dates, see_other};

const PAGE: &str = "rights/request.html";
const HAND_ON: &str = "rights/hand_on.html";

/// What the page of a request shows.
struct Shown {
    one: Opened,
    words: Vec<String>,
    held: Vec<Held>,
    names: BTreeMap<PersonId, String>,
    made: Option<Summary>,
    others: Others,
}

async fn shown(visit: &Visit, member: &Member, text: &str) -> Result<Shown, Error> {
    let (mut one, today) = (opened(visit, member, text).await?, visit.now.day());
    let look = move |tenant: &mut Tenant<'_>| {
        let candidates = candidates(tenant, today)?;
        let runner = waiting::runner(&candidates, &one.request, &one.barred);
        one.request.runner = runner.unwrap_or(one.request.runner);
        let mut words = Vec::new();
        for step in &one.steps {
            words.push(requests::words_of(tenant, step)?);
        }
        let held = answering::held(tenant, one.request.id)?;
        let made = answering::made(tenant, one.request.id)?;
        let others = match one.request.person {
            Some(person) => others(tenant, person)?,
            None => Others::default(),
        };
        Ok::<_, RightsError>(Shown { words, held, made, names: people::present_names(tenant)?, others, one })
    };
    Ok(visit.app.read(member, look).await?)
}

fn context(visit: &Visit, member: &Member, shown: &Shown) -> Json {
    let one = &shown.one;
    let (kind, state) = stands(visit, one);
    let path = |rest: &str| member.path(&format!("rights/{}{rest}", one.request.id));
    let name = |id: PersonId| shown.names.get(&id).cloned();
    let conflicts: Vec<Json> = one
        .conflicts
        .iter()
        .map(|(person, why)| {
            let key = format!("rights-conflict-{}", why.as_str());
            json!({ "name": name(*person), "why": visit.words(&key) })
        })
        .collect();
    let is_open = one.request.state == State::Open;
    json!({
        "title": visit.app.messages.format(visit.language, "rights-request-title", &args([("name", one.contents.name.clone())])),
        "back": member.path("rights"),
        "kind": kind,
        "state": state,
        "asks": asks(visit, &one.request.asks),
        "received": one.request.received_on,
        "way": visit.words(&format!("rights-way-{}", one.request.way.as_str().replace('_', "-"))),
        "contents": {
            "on_behalf": one.contents.on_behalf, "contact": one.contents.contact, "words": one.contents.words,
            "outside": one.contents.outside, "outside_reason": one.contents.outside_reason,
        },
        "runner": name(one.request.runner),
        "conflicts": conflicts,
        "is_open": is_open,
        "has_person": one.request.person.is_some(),
        "others": list(&shown.others.same),
        "alike": list(&shown.others.alike),
        "not_looked": not_looked(|key| visit.words(key)),
        "steps": steps(visit, shown),
        "possible": options(visit, one),
        "extend_until": deadline::extend_until(&one.facts()),
        "records": records(visit, member, shown),
        "missing": answering::missing(one, &shown.held).filter(|_| is_open).map(|key| visit.words(key)),
        "made": made(visit, shown),
        "today": dates::boxes(visit.now.day()),
        "step": path("/step"),
        "hand_on": path("/hand-on"),
        "search": path("/search"),
        "add": path("/add"),
        "answer": path("/answer"),
        "paper": path("/answer.pdf"),
        "data": path("/answer.json"),
    })
}

/// Records by name and last day.
fn list(records: &[Person]) -> Vec<Json> {
    records.iter().map(|one| json!({ "name": one.name(), "left": one.left_on })).collect()
}

fn steps(visit: &Visit, shown: &Shown) -> Vec<Json> {
    let each = shown.one.steps.iter().zip(&shown.words);
    each.map(|(step, words)| {
        json!({
            "what": visit.words(&format!("rights-step-{}", step.what.as_str().replace('_', "-"))),
            "day": counts_from(step, &shown.one.request),
            "at": step.at,
            "by": step.by.and_then(|id| shown.names.get(&id).cloned()),
            "words": words,
        })
    })
    .collect()
}

/// From when a step counts for the clock; nothing for those that leave it as it is.
fn counts_from(step: &Step, request: &Request) -> Option<Day> {
    match step.what {
        What::Recorded => Some(request.received_on),
        what => requests::BY_HAND.contains(&what).then_some(step.day),
    }
}

fn options(visit: &Visit, one: &Opened) -> Vec<Json> {
    let possible = requests::possible(one, visit.now.day());
    let option = |what: &super::super::What| {
        let key = format!("rights-do-{}", what.as_str().replace('_', "-"));
        json!({ "value": what, "label": visit.words(&key), "hint": visit.words(&format!("{key}-hint")) })
    };
    possible.iter().map(option).collect()
}

fn records(visit: &Visit, member: &Member, shown: &Shown) -> Vec<Json> {
    let row = |one: &Held| {
        let decision = one.record.decision.map_or("open", super::super::Decision::as_str);
        json!({
            "title": one.found.title,
            "href": member.path(&format!("rights/{}/records/{}", shown.one.request.id, one.record.id)),
            "source": visit.words(&format!("rights-source-{}", one.record.source.as_str().replace('_', "-"))),
            "kind": if one.record.decision.is_some() { "ok" } else { "due" },
            "decision": visit.words(&format!("rights-decision-{decision}")),
        })
    };
    shown.held.iter().map(row).collect()
}

fn made(visit: &Visit, shown: &Shown) -> Option<Json> {
    let made = shown.made.as_ref()?;
    Some(json!({
        "outcome": visit.words(&format!("rights-outcome-{}", made.outcome.as_str())),
        "included": made.included,
        "withheld": made.withheld,
        "at": made.at,
        "by": shown.names.get(&made.by),
    }))
}

pub(super) async fn show(visit: Visit, member: Member, path: One) -> Answer {
    let shown = shown(&visit, &member, &path.1).await?;
    visit.page(&member, PAGE, context(&visit, &member, &shown))
}

pub(super) async fn step(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let shown = shown(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, PAGE, context(&visit, &member, &shown), &fields, errors)
    };
    let (what, day, words) = match form::step(&fields, visit.now.day()) {
        Ok(step) => step,
        Err(errors) => return again(&errors),
    };
    let (now, viewer, id) = (visit.now, Viewer::of(&member), shown.one.request.id);
    let write = move |tenant: &mut Tenant<'_>| requests::step(tenant, now, viewer, id, (what, day), &words);
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&member.path(&format!("rights/{id}?done=rights-saved")))),
        Err(RightsError::Refused(key)) => {
            again(&FormErrors::one(if key == "rights-error-step" { "what" } else { "day" }, key))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Those who could run it, without who does and who may not.
async fn able(visit: &Visit, member: &Member, one: &Opened) -> Result<Vec<(PersonId, String)>, Error> {
    let barred = one.barred.clone();
    let (runner, today) = (one.request.runner, visit.now.day());
    let look = move |tenant: &mut Tenant<'_>| {
        let names = people::present_names(tenant)?;
        let able: BTreeSet<PersonId> = candidates(tenant, today)?.into_iter().map(|one| one.person).collect();
        let able = able.into_iter().filter(|id| *id != runner && !barred.contains(id));
        Ok::<_, RightsError>(able.filter_map(|id| names.get(&id).map(|name| (id, name.clone()))).collect())
    };
    Ok(visit.app.read(member, look).await?)
}

fn hand_on_context(visit: &Visit, member: &Member, one: &Opened, able: &[(PersonId, String)]) -> Json {
    let people: Vec<Json> = able.iter().map(|(id, name)| json!({ "value": id, "label": name })).collect();
    json!({
        "title": visit.words("rights-hand-on-title"),
        "back": member.path(&format!("rights/{}", one.request.id)),
        "action": visit.path,
        "people": people,
    })
}

pub(super) async fn hand_on_form(visit: Visit, member: Member, path: One) -> Answer {
    let one = opened(&visit, &member, &path.1).await?;
    let able = able(&visit, &member, &one).await?;
    visit.page(&member, HAND_ON, hand_on_context(&visit, &member, &one, &able))
}

pub(super) async fn hand_on(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let one = opened(&visit, &member, &path.1).await?;
    let able = able(&visit, &member, &one).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        let context = hand_on_context(&visit, &member, &one, &able);
        visit.page_again(&member, HAND_ON, context, &fields, errors)
    };
    let ids: BTreeSet<PersonId> = able.iter().map(|(id, _)| *id).collect();
    let (to, conflict, words) = match form::hand_on(&fields, &ids) {
        Ok(read) => read,
        Err(errors) => return again(&errors),
    };
    let (now, viewer, id, post) = (visit.now, Viewer::of(&member), one.request.id, visit.app.post.clone());
    let write = move |tenant: &mut Tenant<'_>| {
        requests::hand_on(tenant, now, &post, viewer, id, (to, conflict, &words))
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other(&member.path("rights?done=rights-handed-on"))),
        Err(RightsError::Nobody) => again(&FormErrors::one("to", "rights-error-nobody")),
        Err(fault) => Err(fault.into()),
    }
}
