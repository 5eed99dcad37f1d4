//! A case, for those who were told of it.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::incidents::sealed::Outcome;
use crate::incidents::status::{self, State, Step};
use crate::incidents::{self, Happened, IncidentError, Opened, TimelineEntry, form, rules};
use crate::organisations;
use crate::people;
use crate::web::{Answer, Body, Fields, FormErrors, Visit, see_other};

const PAGE: &str = "incidents/case.html";

type Address = web::Path<(String, String)>;

/// A case with what the page needs beside it.
pub(super) struct Page {
    opened: Opened,
    names: BTreeMap<PersonId, String>,
    homes: people::Homes,
    service: Option<String>,
    contacts: Vec<Value>,
}

/// Opens the case. The view is in its log before anything is shown.
async fn open(visit: &Visit, member: &Member, reference: String) -> Result<Page, IncidentError> {
    let (now, person) = (visit.now, member.person());
    visit
        .app
        .write(member, move |tenant| {
            let opened = incidents::open(tenant, now, person, &reference)?;
            with_names(tenant, now, opened)
        })
        .await
}

/// What a case needs beside it.
pub(super) fn with_names(
    tenant: &mut Tenant<'_>,
    now: Moment,
    opened: Opened,
) -> Result<Page, IncidentError> {
    let (names, homes) = (people::present_names(tenant)?, people::homes(tenant)?);
    let service = organisations::service(tenant, opened.case.service)?;
    let contacts = match &service {
        Some(service) => shown::contact_rows(&shown::contacts(tenant, service, now.day())?),
        None => Vec::new(),
    };
    Ok(Page { opened, names, homes, service: service.map(|service| service.name), contacts })
}

pub(super) async fn show(visit: Visit, member: Member, path: Address) -> Answer {
    let (_, reference) = path.into_inner();
    let page = open(&visit, &member, reference).await?;
    visit.page(&member, PAGE, context(&visit, &member, &page))
}

pub(super) fn context(visit: &Visit, member: &Member, page: &Page) -> Value {
    let case = &page.opened.case;
    let name = |person: Option<PersonId>| person.and_then(|id| page.names.get(&id));
    let can = |step| status::after(case.state, step).is_some();
    let told: Vec<Value> = page
        .opened
        .told
        .iter()
        .map(|told| json!({ "name": name(Some(told.person)), "at": told.told_at, "opened_at": told.opened_at }))
        .collect();
    let entry = |entry: &TimelineEntry| {
        json!({ "key": format!("incidents-happened-{}", entry.what.as_str()), "at": entry.at,
            "who": name(entry.person), "words": entry_words(visit, entry) })
    };
    let (views, happened): (Vec<_>, Vec<_>) =
        page.opened.timeline.iter().partition(|entry| entry.what == Happened::Viewed);
    let outcome = |outcome: &Outcome| json!({ "value": outcome.as_str(), "label": visit.words(&outcome_key(*outcome)) });
    json!({
        "title": case.reference,
        "here": member.path(&format!("incidents/{}", case.reference)),
        "facts": facts(visit, page),
        "stranded": case.stranded,
        "names_the_line": page.opened.names_the_line,
        "danger": case.danger,
        "rows": rows(visit, member, page),
        "told": told,
        "timeline": happened.into_iter().rev().map(entry).collect::<Vec<_>>(),
        "views": views.into_iter().rev().map(entry).collect::<Vec<_>>(),
        "contacts": page.contacts,
        "can_look": can(Step::Look),
        "can_close": can(Step::Close),
        "outcome_options": Outcome::ALL.iter().map(outcome).collect::<Vec<_>>(),
        "note_limit": form::NOTE_MOST,
    })
}

fn outcome_key(outcome: Outcome) -> String {
    format!("incidents-outcome-{}", outcome.as_str().replace('_', "-"))
}

/// The words beside an entry; those of the end begin with the outcome.
fn entry_words(visit: &Visit, entry: &TimelineEntry) -> Vec<String> {
    let mut lines = entry.words.iter().flat_map(|words| words.lines()).map(str::to_owned);
    match entry.what {
        Happened::Closed => {
            let outcome = lines.next().and_then(|word| Outcome::from_word(&word));
            outcome.map(|outcome| visit.words(&outcome_key(outcome))).into_iter().chain(lines).collect()
        }
        _ => lines.collect(),
    }
}

fn facts(visit: &Visit, page: &Page) -> Vec<Value> {
    let case = &page.opened.case;
    let tag = shown::state_tag(case.state);
    let key = |name: &str| tag.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let severity = visit.words(&format!("incidents-rules-severity-{}", case.severity.as_str()));
    let received = crate::web::dates::written(&case.received_at.to_string(), "datetime", visit.language);
    let mut facts = vec![
        json!({ "label": visit.words("report-status-label"), "text": visit.words(&key("key")), "kind": key("kind") }),
        json!({ "label": visit.words("incidents-severity-label"), "text": severity }),
        json!({ "label": visit.words("incidents-received-label"), "text": received }),
    ];
    if let Some(service) = &page.service {
        facts.push(json!({ "label": visit.words("incidents-service-label"), "text": service }));
    }
    facts
}

fn rows(visit: &Visit, member: &Member, page: &Page) -> Vec<Value> {
    let (case, contents) = (&page.opened.case, &page.opened.contents);
    let danger = visit.words(if case.danger { "report-yes" } else { "report-no" });
    let called = (&page.names, &page.homes);
    let reporter = shown::name(&contents.subject, contents.reporter, called).into_iter().collect();
    let mut rows = vec![
        ("report-danger-now-label", vec![danger]),
        ("report-category-title", vec![visit.words(&rules::words("category", &case.category))]),
        ("report-story-label", contents.narrative.lines().map(str::to_owned).collect()),
        ("report-who-title", shown::subject_lines(visit, &contents.subject, called)),
        (
            "report-affected-title",
            shown::affected_lines(visit, &contents.affected, member.organisation_name()),
        ),
        ("incidents-reporter-label", reporter),
    ];
    if let Some(closing) = &page.opened.closing {
        rows.push(("incidents-outcome-label", vec![visit.words(&outcome_key(closing.outcome))]));
        rows.push(("incidents-reason-label", closing.reason.lines().map(str::to_owned).collect()));
    }
    rows.into_iter().map(|(key, lines)| json!({ "label": visit.words(key), "lines": lines })).collect()
}

fn done(member: &Member, reference: &str, what: &str) -> Answer {
    Ok(see_other(&member.path(&format!("incidents/{}?done={what}", incidents::normal_reference(reference)))))
}

/// The form again, over the case. That is a view too.
async fn again(
    visit: &Visit,
    member: &Member,
    reference: String,
    fields: &Fields,
    errors: &FormErrors,
) -> Answer {
    let page = open(visit, member, reference).await?;
    visit.page_again(member, PAGE, context(visit, member, &page), fields, errors)
}

/// Refuses whoever may not know of the case, before the body is read.
async fn check(visit: &Visit, member: &Member, reference: &str) -> Result<(), IncidentError> {
    let (person, reference) = (member.person(), reference.to_owned());
    visit.app.read(member, move |tenant| incidents::check_known(tenant, person, &reference)).await
}

/// Where a case stands, for somebody who was told of it.
async fn stands(visit: &Visit, member: &Member, reference: &str) -> Result<Option<State>, IncidentError> {
    let (person, reference) = (member.person(), incidents::normal_reference(reference));
    let seen = visit.app.read(member, move |tenant| incidents::seen_by(tenant, person)).await?;
    Ok(seen.into_iter().find(|case| case.reference == reference).map(|case| case.state))
}

pub(super) async fn look(visit: Visit, member: Member, path: Address) -> Answer {
    let (_, reference) = path.into_inner();
    // Pressed twice: the case is being looked at already, which is what was wanted.
    if stands(&visit, &member, &reference).await? == Some(State::Looking) {
        return done(&member, &reference, "incidents-looking");
    }
    let (now, person, asked) = (visit.now, member.person(), reference.clone());
    visit.app.write(&member, move |tenant| incidents::look(tenant, now, person, &asked)).await?;
    done(&member, &reference, "incidents-looking")
}

pub(super) async fn note(visit: Visit, member: Member, path: Address, body: Body) -> Answer {
    let (_, reference) = path.into_inner();
    check(&visit, &member, &reference).await?;
    let fields = body.fields().await?;
    let note = match form::note(&fields) {
        Ok(note) => note,
        Err(errors) => return again(&visit, &member, reference, &fields, &errors).await,
    };
    let (now, person, asked) = (visit.now, member.person(), reference.clone());
    visit.app.write(&member, move |tenant| incidents::note(tenant, now, person, &asked, &note)).await?;
    done(&member, &reference, "incidents-noted")
}

pub(super) async fn close(visit: Visit, member: Member, path: Address, body: Body) -> Answer {
    let (_, reference) = path.into_inner();
    check(&visit, &member, &reference).await?;
    if stands(&visit, &member, &reference).await? == Some(State::Closed) {
        return done(&member, &reference, "incidents-closed");
    }
    let fields = body.fields().await?;
    let closing = match form::closing(&fields) {
        Ok(closing) => closing,
        Err(errors) => return again(&visit, &member, reference, &fields, &errors).await,
    };
    let (now, person, asked) = (visit.now, member.person(), reference.clone());
    visit.app.write(&member, move |tenant| incidents::close(tenant, now, person, &asked, &closing)).await?;
    done(&member, &reference, "incidents-closed")
}
