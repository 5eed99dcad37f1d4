//! Check and publish.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::super::readiness::Readiness;
use super::super::versions::publishing::{
    self, Basis, Terms, USUAL_REVIEW_MONTHS, proposed_label, proposed_major,
};
use super::super::{Policy, PolicyError, drafts, form};
use super::edit::no_thread;
use super::preview::{where_to_fill, wrong_place};
use super::{field_words, find_to_change};
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::documents::State;
use crate::organisations::Service;
use crate::policies;
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

async fn basis_of(visit: &Visit, member: &Member, policy: &Policy) -> Result<Basis, Error> {
    let id = policy.id;
    let read = visit.app.read(member, move |tenant| {
        let services = drafts::services(tenant, id)?;
        publishing::basis(tenant, id, &services)
    });
    Ok(read.await?)
}

async fn readiness_of(basis: &Basis) -> Result<Vec<(Service, Readiness)>, Error> {
    let basis = basis.clone();
    let done = web::block(move || {
        let ready = basis.readiness()?;
        Ok::<_, PolicyError>(
            ready.into_iter().map(|(site, ready)| (site.service.clone(), ready)).collect::<Vec<_>>(),
        )
    });
    Ok(done.await.map_err(|_gone| no_thread())??)
}

async fn context(visit: &Visit, member: &Member, basis: &Basis) -> Result<Json, Error> {
    let ready = readiness_of(basis).await?;
    let policy = &basis.policy;
    let base = member.path(&format!("policies/{}", policy.id));
    let rows: Vec<Json> =
        ready.iter().map(|(service, ready)| row(visit, member, policy, service, ready)).collect();
    let today = visit.now.day();
    let next = today.plus_months(USUAL_REVIEW_MONTHS);
    Ok(json!({
        "title": visit.words("policies-publish"),
        "caption": policy.title,
        "back": base,
        "details_href": format!("{base}/details"),
        "preview_href": format!("{base}/preview"),
        "rows": rows,
        "ready": ready.iter().filter(|(_, ready)| ready.is_ready()).count(),
        "not_ready": ready.iter().filter(|(_, ready)| !ready.is_ready()).count(),
        "services": ready.iter().filter(|(_, ready)| ready.is_ready())
            .map(|(service, _)| json!({"value": service.id, "label": service.name})).collect::<Vec<_>>(),
        "ticked": ready.iter().filter(|(_, ready)| ready.is_ready())
            .map(|(service, _)| service.id).collect::<Vec<_>>(),
        "basis": basis.digest(),
        "label": proposed_label(basis.before.as_deref()),
        "major": basis.before.as_deref().and_then(proposed_major),
        "first": basis.before.is_none(),
        "today": parts(today),
        "next": parts(next),
        "approver": member.name(),
    }))
}

fn parts(day: Day) -> Json {
    json!({ "day": day.of_month(), "month": day.month(), "year": day.year() })
}

fn row(visit: &Visit, member: &Member, policy: &Policy, service: &Service, ready: &Readiness) -> Json {
    let open = |(name, count): &(String, usize), state: &State| {
        json!({
            "label": if *state == State::Unknown { name.clone() } else { field_words(visit, name) },
            "count": count,
            "href": where_to_fill(member, policy, name, state, Some(service)),
        })
    };
    json!({
        "name": service.name,
        "ready": ready.is_ready(),
        "missing": ready.missing.iter().map(|gap| open(gap, &State::Missing)).collect::<Vec<_>>(),
        "unknown": ready.unknown.iter().map(|gap| open(gap, &State::Unknown)).collect::<Vec<_>>(),
        "undescribed": ready.undescribed,
        "text": member.path(&format!("policies/{}/text", policy.id)),
        "wrong": wrong_place(visit, ready, Some(service)),
        "preview": member.path(&format!("policies/{}/preview?service={}", policy.id, service.id)),
    })
}

/// `GET …/policies/{id}/publish`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let basis = basis_of(&visit, &member, &policy).await?;
    let context = context(&visit, &member, &basis).await?;
    visit.page(&member, "policies/publish.html", context)
}

/// `POST …/policies/{id}/publish`
pub(super) async fn publish(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    if let Some(number) = just_published(&visit, &member, &policy, fields.text("label")).await? {
        return Ok(published(&member, &policy, number));
    }
    let basis = basis_of(&visit, &member, &policy).await?;
    if fields.text("basis") != basis.digest() {
        return Err(PolicyError::Changed.into());
    }
    let chosen = form::services(&fields);
    match decided(&visit, &fields, &basis, &chosen).await? {
        Err(errors) => {
            let context = context(&visit, &member, &basis).await?;
            visit.page_again(&member, "policies/publish.html", context, &fields, &errors)
        }
        Ok(terms) => {
            let number = done(&visit, &member, &policy, chosen, terms).await?;
            Ok(published(&member, &policy, number))
        }
    }
}

fn published(member: &Member, policy: &Policy, number: i64) -> HttpResponse {
    see_other(&member.path(&format!("policies/{}/versions/{number}?done=policies-published", policy.id)))
}

/// The number of the version that this person published a moment ago under this label: the button was
/// pressed twice, and the second press leads to the same result.
async fn just_published(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    label: &str,
) -> Result<Option<i64>, Error> {
    if policy.has_draft {
        return Ok(None);
    }
    let (id, now, person, label) = (policy.id, visit.now, member.person(), label.to_owned());
    let newest =
        visit.app.read(member, move |tenant| policies::versions(tenant, id)).await?.into_iter().next();
    let mine = newest.filter(|version| version.published_by == person && version.label == label);
    Ok(mine.filter(|version| now < version.published_at.plus_minutes(10)).map(|version| version.number))
}

async fn decided(
    visit: &Visit,
    fields: &Fields,
    basis: &Basis,
    chosen: &BTreeSet<ServiceId>,
) -> Result<Result<Terms, FormErrors>, Error> {
    let ready = readiness_of(basis).await?;
    let open: BTreeSet<ServiceId> =
        ready.iter().filter(|(_, ready)| ready.is_ready()).map(|(service, _)| service.id).collect();
    let mut errors = FormErrors::default();
    if chosen.is_empty() {
        errors.add("services", "policies-error-no-service");
    } else if !chosen.is_subset(&open) {
        errors.add("services", "policies-not-ready");
    }
    let terms = form::terms(fields, visit.now.day());
    if let Err(more) = &terms {
        errors.0.extend(more.0.iter().cloned());
    }
    Ok(errors.or(terms.ok()))
}

/// Reads, prints outside any transaction, then writes if nothing changed meanwhile.
async fn done(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    chosen: BTreeSet<ServiceId>,
    terms: Terms,
) -> Result<i64, PolicyError> {
    let (member, id, now) = (member.clone(), policy.id, visit.now);
    let messages = visit.app.messages.clone();
    let work = move |database: &crate::db::Database| {
        let basis = database.read(&member, |tenant| publishing::basis(tenant, id, &chosen))?;
        let prepared = publishing::prepare(&basis, &terms, now, member.person(), &messages)?;
        database.write(member, move |tenant| {
            let version = publishing::publish(tenant, now, &prepared)?;
            reactions::published(tenant, now, id)?;
            Ok(version.number)
        })
    };
    visit.app.work(work).await
}
