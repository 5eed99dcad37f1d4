//! What was in force on a day.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::history::{Issue, as_at};
use super::{language_words, service_options};
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::db::{Error as DbError, Tenant};
use crate::organisations::{self, Service};
use crate::web::{Answer, Error, Visit, csv, dates};

struct Found {
    issues: Vec<Issue>,
    services: Vec<Service>,
    names: BTreeMap<ServiceId, String>,
}

struct Asked {
    day: Option<Day>,
    // What stands in the three boxes.
    boxes: Json,
    service: String,
}

// Three boxes, or one ISO date in an address that somebody kept. An empty day is today; one that is no day is
// asked for again, as it was typed.
fn asked(visit: &Visit) -> Asked {
    let day = visit.query.day("day").map(|day| day.unwrap_or_else(|| visit.now.day())).ok();
    let part = |name: &str| visit.query.text(&format!("day-{name}")).to_owned();
    let typed = || json!({ "day": part("day"), "month": part("month"), "year": part("year") });
    let boxes = day.map_or_else(typed, dates::boxes);
    Asked { day, boxes, service: visit.query.text("service").trim().to_owned() }
}

async fn found(visit: &Visit, member: &Member, day: Day, service: &str) -> Result<Found, DbError> {
    // A service that isn't known here has nothing in force.
    let (any, service) = (service.is_empty(), ServiceId::parse(service));
    let read = move |tenant: &mut Tenant<'_>| {
        let mut issues = as_at(tenant, day)?;
        issues.retain(|issue| any || service == Some(issue.service));
        let names = organisations::store::service_names(tenant)?;
        issues.sort_by_cached_key(|issue| (issue.title.clone(), names.get(&issue.service).cloned()));
        Ok(Found { issues, services: organisations::services(tenant)?, names })
    };
    visit.app.read(member, read).await
}

impl Found {
    fn service(&self, id: ServiceId) -> &str {
        self.names.get(&id).map_or("", String::as_str)
    }
}

/// `GET …/policies/as-at?day-day=14&day-month=3&day-year=2026&service=…`, or `?day=2026-03-14`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let asked = asked(&visit);
    let day = asked.day.unwrap_or_else(|| visit.now.day());
    let found = found(&visit, &member, day, &asked.service).await?;
    let row = |issue: &Issue| row(&visit, &member, issue, &found, day);
    let rows: Vec<Json> =
        if asked.day.is_some() { found.issues.iter().map(row).collect() } else { Vec::new() };
    let service = ServiceId::parse(&asked.service).map(|service| service.to_string()).unwrap_or_default();
    let context = json!({
        "title": visit.words("policies-as-at"),
        "back": member.path("policies"),
        "no_day": asked.day.is_none(),
        "in_future": day > visit.now.day(),
        "day": day,
        "boxes": asked.boxes,
        "service": service,
        "services": service_options(&visit, &found.services),
        "rows": rows,
        "csv": member.path(&format!("policies/as-at.csv?day={day}&service={service}")),
    });
    visit.page(&member, "policies/as_at.html", context)
}

fn row(visit: &Visit, member: &Member, issue: &Issue, found: &Found, day: Day) -> Json {
    let address = format!(
        "policies/{}/versions/{}?service={}&rendition={}",
        issue.policy, issue.number, issue.service, issue.rendition
    );
    json!({
        "title": issue.title,
        "href": member.path(&address),
        "code": issue.code,
        "label": issue.label,
        "issue": (issue.issue > 1).then_some(issue.issue),
        "service": found.service(issue.service),
        "effective_on": issue.effective_known.then_some(issue.effective_on),
        "known_on": issue.effective_on,
        "published_on": issue.published_on,
        "adopted": issue.adopted,
        "later": issue.brought_in_later(day),
        "language": (issue.language != visit.language).then(|| language_words(visit, issue.language)),
    })
}

/// When it came into force, as the file says it.
fn since(visit: &Visit, issue: &Issue) -> String {
    if issue.effective_known { issue.effective_on.to_string() } else { visit.words("document-not-recorded") }
}

/// `GET …/policies/as-at.csv?day=2026-03-14&service=…`
pub(super) async fn file(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let asked = asked(&visit);
    let day = asked.day.ok_or(Error::NotFound)?;
    let found = found(&visit, &member, day, &asked.service).await?;
    let heads = [
        "policies-head-code",
        "policies-title",
        "policies-service",
        "policies-version",
        "policies-head-issue",
        "policies-effective",
        "policies-published-at",
        "policies-head-adopted",
        "policies-head-language",
    ];
    let heads: Vec<String> = heads.iter().map(|key| visit.words(key)).collect();
    let yes = |is: bool| visit.words(if is { "policies-yes" } else { "policies-no" });
    let row = |issue: &Issue| {
        vec![
            issue.code.clone(),
            issue.title.clone(),
            found.service(issue.service).to_owned(),
            issue.label.clone(),
            issue.issue.to_string(),
            since(&visit, issue),
            issue.published_on.to_string(),
            yes(issue.adopted),
            language_words(&visit, issue.language),
        ]
    };
    Ok(csv::file(&format!("policies-{day}"), &heads, found.issues.iter().map(row)))
}
