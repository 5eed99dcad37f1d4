//! The register of reviews.

use std::collections::BTreeMap;

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::may_review;
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::reviews::register::{self, Due, Duty, Filter, Sort};
use crate::web::listing::{Paging, address};
use crate::web::{Answer, Error, FormErrors, Value, Visit, csv};

struct Found {
    all: Vec<Duty>,
    services: Vec<Service>,
}

async fn find(visit: &Visit, member: &Member) -> Result<Found, Error> {
    visit
        .app
        .read(member, |tenant| {
            let (all, services) = (register::duties(tenant)?, organisations::services(tenant)?);
            Ok::<_, Error>(Found { all, services })
        })
        .await
}

/// Shows the register.
pub async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let found = find(&visit, &member).await?;
    let (filter, today) = (Filter::parse(&visit.query), visit.now.day());
    let total = found.all.len();
    let owners = owners(&found.all);
    let unread = Filter::unread_month(&visit.query);
    let shown = if unread.is_some() { Vec::new() } else { filter.select(found.all, today) };
    let paging = Paging::of(&visit.query, shown.len());
    let count = visit.app.messages.format(
        visit.language,
        "reviews-count",
        &args([("shown", number(shown.len())), ("total", number(total))]),
    );
    let path = member.path("reviews");
    let rows: Vec<Json> = paging.cut(shown).iter().map(|duty| row(&visit, &member, duty, today)).collect();
    let sorts: Vec<Json> = Sort::ALL.iter().map(|sort| sort_head(&visit, &path, &filter, *sort)).collect();
    let context = json!({
        "title": visit.words("reviews-title"),
        "rows": rows,
        "total": total,
        "count": count,
        "narrowed": filter.narrows(),
        "chips": chips(&visit, &path, &filter, &found.services, &owners),
        "filter": {
            "q": filter.search, "due": filter.due, "month": if unread.is_some() { "" } else { visit.query.text("month") },
            "service": filter.service, "owner": filter.owner, "sort": filter.sort,
        },
        "dues": Due::ALL.iter().map(|due| json!({ "value": due, "label": due_words(&visit, *due) })).collect::<Vec<_>>(),
        "services": found.services.iter().map(|each| json!({ "value": each.id, "label": each.name })).collect::<Vec<_>>(),
        "owners": owners.iter().map(|(id, name)| json!({ "value": id, "label": name })).collect::<Vec<_>>(),
        "sorts": sorts,
        "csv": query(&member.path("reviews.csv"), &filter, filter.sort, ""),
        "pages": paging.json(|page| query(&path, &filter, filter.sort, page)),
    });
    let Some(month) = unread else { return visit.page(&member, "reviews/list.html", context) };
    let mut errors = FormErrors::default();
    let typed = Value::Text(month.chars().take(80).collect());
    errors.add_with("", "reviews-error-month", vec![("typed", typed)]);
    visit.page_again(&member, "reviews/list.html", context, &visit.query, &errors)
}

/// The register for a spreadsheet, with the filter of the list.
pub async fn csv(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    if Filter::unread_month(&visit.query).is_some() {
        return Err(Error::Unreadable("reviews-error-file"));
    }
    let found = find(&visit, &member).await?;
    let names: BTreeMap<ServiceId, String> =
        found.services.into_iter().map(|service| (service.id, service.name)).collect();
    let today = visit.now.day();
    let rows = Filter::parse(&visit.query).select(found.all, today).into_iter().map(|duty| {
        let services: Vec<&str> =
            duty.services.iter().filter_map(|id| names.get(id).map(String::as_str)).collect();
        vec![
            duty.due_on.to_string(),
            duty.due_on.days_until(today).max(0).to_string(),
            duty.code,
            duty.title,
            duty.owner_name,
            services.join("; "),
            duty.last_reminder.map(|at| at.day().to_string()).unwrap_or_default(),
        ]
    });
    let heads = ["due", "days", "code", "policy", "owner", "services", "last-reminder"]
        .map(|head| visit.words(&format!("reviews-csv-{head}")));
    Ok(csv::file(&format!("reviews-{today}"), &heads, rows))
}

fn row(visit: &Visit, member: &Member, duty: &Duty, today: Day) -> Json {
    let (kind, state) = state(visit, duty, today);
    json!({
        "date": duty.due_on,
        "kind": kind,
        "state": state,
        "title": duty.title,
        "code": duty.code,
        "href": member.path(&format!("reviews/{}", duty.policy)),
        "owner": duty.owner_name,
        "reachable": duty.owner_has_email,
        "last_reminder": duty.last_reminder,
        "may_review": may_review(member, duty),
    })
}

/// The kind of tag, and the words: "Overdue by 12 days".
pub(super) fn state(visit: &Visit, duty: &Duty, today: Day) -> (&'static str, String) {
    let days = today.days_until(duty.due_on);
    let (kind, key) = match days {
        ..0 => ("late", "reviews-state-overdue"),
        0..=register::SOON_DAYS => ("due", "reviews-state-due"),
        _ => ("ok", "reviews-state-due"),
    };
    (kind, visit.app.messages.format(visit.language, key, &args([("days", days.abs())])))
}

fn owners(duties: &[Duty]) -> Vec<(PersonId, String)> {
    let mut owners: Vec<(PersonId, String)> =
        duties.iter().map(|duty| (duty.owner, duty.owner_name.clone())).collect();
    owners.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(&other.0)));
    owners.dedup_by_key(|owner| owner.0);
    owners
}

fn due_words(visit: &Visit, due: Due) -> String {
    visit.words(&format!("reviews-filter-{}", due.as_str()))
}

fn sort_head(visit: &Visit, path: &str, filter: &Filter, sort: Sort) -> Json {
    let mut head = json!({
        "label": visit.words(&format!("reviews-head-{}", sort.as_str())),
        "href": query(path, filter, sort, ""),
    });
    if let (true, Some(head)) = (filter.sort == sort, head.as_object_mut()) {
        head.insert("sorted".to_owned(), json!("ascending"));
    }
    head
}

fn chips(
    visit: &Visit,
    path: &str,
    filter: &Filter,
    services: &[Service],
    owners: &[(PersonId, String)],
) -> Vec<Json> {
    let mut chips = Vec::new();
    let mut chip = |label: String, without: Filter| {
        chips.push(json!({ "label": label, "href": query(path, &without, without.sort, "") }));
    };
    if filter.due != Due::All {
        chip(due_words(visit, filter.due), Filter { due: Due::All, ..filter.clone() });
    }
    if let Some(first) = filter.month.and_then(|(year, month)| Day::new(year, month, 1)) {
        let month = crate::web::dates::written(&first.to_string(), "month", visit.language);
        chip(month.unwrap_or_default(), Filter { month: None, ..filter.clone() });
    }
    if let Some(service) = services.iter().find(|each| Some(each.id) == filter.service) {
        chip(service.name.clone(), Filter { service: None, ..filter.clone() });
    }
    if let Some((_, name)) = owners.iter().find(|(id, _)| Some(*id) == filter.owner) {
        chip(name.clone(), Filter { owner: None, ..filter.clone() });
    }
    if !filter.search.is_empty() {
        chip(filter.search.clone(), Filter { search: String::new(), ..filter.clone() });
    }
    chips
}

fn query(path: &str, filter: &Filter, sort: Sort, page: &str) -> String {
    let due = if filter.due == Due::All { "" } else { filter.due.as_str() };
    let sort = if sort == Sort::Date { "" } else { sort.as_str() };
    let month = filter.month.map(|(year, month)| format!("{year}-{month:02}")).unwrap_or_default();
    let service = filter.service.map(|id| id.to_string()).unwrap_or_default();
    let owner = filter.owner.map(|id| id.to_string()).unwrap_or_default();
    let pairs = [
        ("due", due),
        ("month", &month),
        ("service", &service),
        ("owner", &owner),
        ("q", &filter.search),
        ("sort", sort),
        ("page", page),
    ];
    address(path, &pairs)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
