//! Asking people to read and sign: choose the policy, choose the people, check, send.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::acknowledgements::{self, AcknowledgementError, Candidate, Offer, Order, Plan, form as forms};
use crate::clock::Day;
use crate::db::ids::PolicyId;
use crate::organisations;
use crate::people::WorkerType;
use crate::policies;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const NEW: &str = "acknowledgements/new.html";

/// Without a policy: which one? With one: the form; with `check`: the answers, before anything is sent.
pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    if !visit.query.has("policy") {
        return choose(&visit, &member).await;
    }
    let policy = PolicyId::parse(visit.query.text("policy")).ok_or(Error::NotFound)?;
    let offer = offer(&visit, &member, policy).await?;
    if !visit.query.has("check") {
        let mut context = form_context(&visit, &member, &offer);
        if let Some(context) = context.as_object_mut() {
            context.insert("form".to_owned(), json!(visit.query.typed()));
        }
        return visit.page(&member, NEW, context);
    }
    let order = match forms::order(&visit.query, policy, visit.now.day()) {
        Ok(order) => order,
        Err(errors) => return again(&visit, &member, &offer, &visit.query, &errors),
    };
    check(&visit, &member, order).await
}

async fn offer(visit: &Visit, member: &Member, policy: PolicyId) -> Result<Offer, Error> {
    let reach = member.reach(Action::AskToSign);
    let found = visit.app.read(member, move |tenant| acknowledgements::offer(tenant, policy, &reach)).await?;
    Ok(found)
}

async fn choose(visit: &Visit, member: &Member) -> Answer {
    let reach = member.reach(Action::AskToSign);
    let found = visit
        .app
        .read(member, move |tenant| {
            let services = organisations::service_ids(tenant)?;
            let mine: BTreeSet<_> = services.into_iter().filter(|id| reach.holds_at(*id)).collect();
            policies::in_force(tenant, &mine)
        })
        .await?;
    let mut seen = BTreeSet::new();
    let rows: Vec<Value> = found
        .iter()
        .filter(|text| seen.insert(text.policy))
        .map(|text| {
            json!({
                "title": text.title, "code": text.code, "version": text.label,
                "href": member.path(&format!("acknowledgements/new?policy={}", text.policy)),
            })
        })
        .collect();
    let own = json!({ "title": visit.words("acknowledgements-choose-title"), "policies": rows,
        "back": member.path("acknowledgements"), "register": member.path("policies") });
    visit.page(member, "acknowledgements/choose.html", own)
}

fn form_context(visit: &Visit, member: &Member, offer: &Offer) -> Value {
    json!({
        "title": visit.words("acknowledgements-new-title"),
        "policy": policy(offer),
        "action": member.path("acknowledgements/new"),
        "back": member.path("acknowledgements/new"),
        "groups": groups(visit, offer),
        "people": offer.candidates.iter().map(|one| person(visit, one, offer)).collect::<Vec<_>>(),
        "people_href": member.path("people"),
        "note_limit": forms::NOTE_LIMIT,
        "nowhere": nowhere(visit, member, offer),
    })
}

/// That some can't be asked because they work nowhere, and which, for who reads the whole list.
fn nowhere(visit: &Visit, member: &Member, offer: &Offer) -> Option<Value> {
    if offer.nowhere == 0 || member.reach(Action::ReadPeople) != Reach::Everywhere {
        return None;
    }
    let mut args = fluent_bundle::FluentArgs::new();
    args.set("count", offer.nowhere);
    let text = visit.app.messages.format(visit.language, "acknowledgements-nowhere", &args);
    Some(json!({ "text": text, "href": member.path("people?service=none") }))
}

/// A box for everyone at each service, and for each way of working that somebody has.
fn groups(visit: &Visit, offer: &Offer) -> Vec<Value> {
    let label = |key: &str, service: &str, count: usize| {
        let mut args = fluent_bundle::FluentArgs::new();
        args.set("service", service.to_owned());
        args.set("count", count);
        visit.app.messages.format(visit.language, key, &args)
    };
    let at = offer.services.iter().map(|service| {
        let count = offer.candidates.iter().filter(|one| one.services.contains(&service.id)).count();
        let label = label("acknowledgements-everyone-at", &service.name, count);
        json!({ "value": format!("service:{}", service.id), "label": label })
    });
    let of = WorkerType::ALL.iter().filter_map(|kind| {
        let count = offer.candidates.iter().filter(|one| one.person.worker_type == *kind).count();
        let label = label(&format!("acknowledgements-everyone-{}", kind.as_str()), "", count);
        (count > 0).then(|| json!({ "value": format!("type:{}", kind.as_str()), "label": label }))
    });
    at.chain(of).collect()
}

fn policy(offer: &Offer) -> Value {
    json!({
        "id": offer.policy.id, "title": offer.version.title, "code": offer.version.code,
        "version": offer.version.label,
        "services": offer.services.iter().map(|service| &service.name).collect::<Vec<_>>(),
    })
}

fn person(visit: &Visit, candidate: &Candidate, offer: &Offer) -> Value {
    let works = offer.services.iter().filter(|service| candidate.services.contains(&service.id));
    let places: Vec<&str> = works.map(|service| service.name.as_str()).collect();
    let known = &candidate.person;
    let mut about = vec![known.job_title.clone(), places.join(", ")];
    if candidate.asked_before {
        about.push(visit.words("acknowledgements-asked-before"));
    } else if known.email.is_none() {
        about.push(visit.words("acknowledgements-no-email"));
    }
    about.retain(|words| !words.is_empty());
    json!({
        "value": known.id, "label": known.name(), "hint": about.join(". "),
        "disabled": candidate.asked_before,
    })
}

fn again(visit: &Visit, member: &Member, offer: &Offer, typed: &Fields, errors: &FormErrors) -> Answer {
    visit.page_again(member, NEW, form_context(visit, member, offer), typed, errors)
}

async fn check(visit: &Visit, member: &Member, order: Order) -> Answer {
    let (reach, asked) = (member.reach(Action::AskToSign), order.clone());
    let plan = visit.app.read(member, move |tenant| acknowledgements::plan(tenant, &asked, &reach)).await?;
    if let Some(errors) = faults(&plan) {
        return again(visit, member, &plan.offer, &visit.query, &errors);
    }
    visit.page(member, "acknowledgements/check.html", check_context(visit, member, &order, &plan))
}

/// What the plan shows to be wrong with the choice.
fn faults(plan: &Plan) -> Option<FormErrors> {
    if plan.elsewhere > 0 {
        return Some(FormErrors::one("people", "acknowledgements-error-elsewhere"));
    }
    let nobody = plan.by_mail.is_empty() && plan.unreachable.is_empty();
    nobody.then(|| FormErrors::one("people", "acknowledgements-error-all-asked"))
}

fn check_context(visit: &Visit, member: &Member, order: &Order, plan: &Plan) -> Value {
    let names = |people: &[Candidate]| -> Vec<String> {
        people.iter().map(|candidate| candidate.person.name()).collect()
    };
    let kept = ["groups", "people", "due", "date", "date-day", "date-month", "date-year", "note"];
    let hidden: Vec<Value> = kept
        .iter()
        .flat_map(|name| {
            visit.query.all(name).iter().map(move |value| json!({ "name": name, "value": value }))
        })
        .collect();
    json!({
        "title": visit.words("acknowledgements-check-title"),
        "policy": policy(&plan.offer),
        "due_on": order.due_on,
        "ends_on": last_day(order.due_on),
        "note": order.note,
        "by_mail": names(&plan.by_mail),
        "unreachable": names(&plan.unreachable),
        "slips": member.may(crate::access::Action::ManagePeople).then(|| member.path("slips")),
        "asked_before": plan.asked_before,
        "hidden": hidden,
        "action": member.path("acknowledgements/new"),
        "change": visit.address.replace("check=", "edit="),
    })
}

fn last_day(due_on: Day) -> Day {
    due_on.plus_days(acknowledgements::DAYS_AFTER_DUE)
}

/// Sends the request.
pub(super) async fn answer(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let policy = PolicyId::parse(fields.text("policy")).ok_or(Error::NotFound)?;
    let offer = offer(&visit, &member, policy).await?;
    let order = match forms::order(&fields, policy, visit.now.day()) {
        Ok(order) => order,
        Err(errors) => return again(&visit, &member, &offer, &fields, &errors),
    };
    let (reach, post, now) = (member.reach(Action::AskToSign), visit.app.post.clone(), visit.now);
    let done = visit.promised("acknowledgements-sent").await?;
    let sent = visit
        .app
        .write(&member, move |tenant| acknowledgements::send(tenant, now, &post, &order, &reach))
        .await;
    match sent {
        Ok(id) => Ok(see_other(&member.path(&format!("acknowledgements/{id}?done={done}")))),
        Err(AcknowledgementError::Nobody) => {
            let errors = FormErrors::one("people", "acknowledgements-error-all-asked");
            again(&visit, &member, &offer, &fields, &errors)
        }
        Err(other) => Err(other.into()),
    }
}
