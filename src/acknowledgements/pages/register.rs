//! The register of requests, and the signatures that are outstanding by person and by policy.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::access::{Action, Member};
use crate::acknowledgements::{self, Assignment, Request, State};
use crate::clock::Day;
use crate::db::Error as DbError;
use crate::web::{Answer, Visit, csv};

/// Rows on one page.
const PAGE: usize = 50;

/// What the rows of the list are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Request,
    Person,
    Policy,
    Assignment,
}

impl Group {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Request, "request"),
        (Self::Person, "person"),
        (Self::Policy, "policy"),
        (Self::Assignment, "assignment"),
    ];

    fn of(visit: &Visit) -> Self {
        let word = visit.query.text("group");
        Self::ALL.iter().find(|(_, name)| *name == word).map_or(Self::Request, |(group, _)| *group)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(group, _)| *group == self).map_or("", |(_, name)| name)
    }
}

/// What the list is made from.
struct Found {
    requests: Vec<Request>,
    outstanding: Vec<Assignment>,
}

async fn found(visit: &Visit, member: &Member) -> Result<Found, DbError> {
    let reach = member.reach(Action::SeeSigning);
    let mut found = visit
        .app
        .read(member, move |tenant| {
            let requests = acknowledgements::visible(tenant, &reach)?;
            let outstanding = acknowledgements::outstanding(tenant, &reach)?;
            Ok::<_, DbError>(Found { requests, outstanding })
        })
        .await?;
    let search = visit.query.text("q").to_lowercase();
    let state = State::ALL.into_iter().find(|state| state.as_str() == visit.query.text("state"));
    let matches = |text: &str| text.to_lowercase().contains(&search);
    found.requests.retain(|request| {
        state.is_none_or(|state| state == request.state())
            && (matches(&request.title) || matches(&request.code))
    });
    found.outstanding.retain(|duty| matches(&duty.title) || matches(&duty.code) || matches(&duty.name()));
    Ok(found)
}

/// The list.
pub(super) async fn index(visit: Visit, member: Member) -> Answer {
    let found = found(&visit, &member).await?;
    let today = visit.now.day();
    let group = Group::of(&visit);
    let rows: Vec<Value> = match group {
        Group::Request => found.requests.iter().map(|request| request_row(&member, request)).collect(),
        Group::Assignment => found.outstanding.iter().map(|duty| duty_row(&member, duty, today)).collect(),
        Group::Person => summed(&found.outstanding, today, |duty| (duty.person.any(), duty.name())),
        Group::Policy => summed(&found.outstanding, today, |duty| (duty.policy.any(), duty.title.clone())),
    };
    let total = rows.len();
    let page = visit.query.text("page").parse::<usize>().unwrap_or(1).max(1);
    let first = PAGE.saturating_mul(page - 1);
    let shown: Vec<Value> = rows.into_iter().skip(first).take(PAGE).collect();
    let turn = |page: usize| Some(address(&visit, &[("page", &page.to_string())]));
    let own = json!({
        "title": visit.words("acknowledgements-title"),
        "group": group.word(),
        "groups": Group::ALL.map(|(each, word)| json!({
            "word": word, "href": address(&visit, &[("group", word), ("page", "")]), "current": each == group,
        })),
        "states": State::ALL.map(|state| json!({
            "value": state.as_str(),
            "label": visit.words(&format!("acknowledgements-state-{}", state.as_str())),
        })),
        "state": visit.query.text("state"),
        "q": visit.query.text("q"),
        "total": total,
        "outstanding": found.outstanding.len(),
        "pages": { "first": first + 1, "last": first + shown.len() },
        "previous": (page > 1).then(|| turn(page - 1)).flatten(),
        "next": (first + shown.len() < total).then(|| turn(page + 1)).flatten(),
        "rows": shown,
        "action": visit.path,
        "new": member.may(Action::AskToSign).then(|| member.path("acknowledgements/new")),
        "csv": address(&visit, &[]).replacen("/acknowledgements", "/acknowledgements.csv", 1),
    });
    visit.page(&member, "acknowledgements/index.html", own)
}

/// This list with some values of its query changed.
fn address(visit: &Visit, changed: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in ["group", "state", "q", "page"] {
        let new = changed.iter().find(|(each, _)| *each == name).map(|(_, value)| *value);
        let value = new.unwrap_or_else(|| visit.query.text(name));
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    format!("{}?{}", visit.path, query.finish())
}

fn request_row(member: &Member, request: &Request) -> Value {
    json!({
        "title": request.title, "code": request.code, "version": request.label,
        "href": member.path(&format!("acknowledgements/{}", request.id)),
        "asked": request.asked, "signed": request.signed, "due_on": request.due_on,
        "sent_on": request.created_at.day(), "state": request.state().as_str(),
    })
}

fn duty_row(member: &Member, duty: &Assignment, today: Day) -> Value {
    json!({
        "name": duty.name(), "title": duty.title, "version": duty.label, "service": duty.service_name,
        "due_on": duty.due_on, "overdue": duty.days_overdue(today).max(0),
        "href": member.path(&format!("acknowledgements/{}", duty.request)),
    })
}

/// Outstanding signatures summed by a key, those with most first.
fn summed<K: Ord>(
    outstanding: &[Assignment],
    today: Day,
    key: impl Fn(&Assignment) -> (K, String),
) -> Vec<Value> {
    let mut sums: BTreeMap<K, (String, usize, Day)> = BTreeMap::new();
    for duty in outstanding {
        let (key, name) = key(duty);
        let sum = sums.entry(key).or_insert((name, 0, duty.due_on));
        sum.1 += 1;
        sum.2 = sum.2.min(duty.due_on);
    }
    let mut sums: Vec<_> = sums.into_values().collect();
    sums.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    sums.into_iter()
        .map(|(name, count, due)| {
            json!({ "name": name, "count": count, "due_on": due, "overdue": due.days_until(today).max(0) })
        })
        .collect()
}

/// The same list as a file: requests, or the outstanding signatures.
pub(super) async fn export(visit: Visit, member: Member) -> Answer {
    let found = found(&visit, &member).await?;
    let heads = |keys: &[&str]| -> Vec<String> {
        keys.iter().map(|key| visit.words(&format!("acknowledgements-col-{key}"))).collect()
    };
    if Group::of(&visit) == Group::Request {
        let heads = heads(&["policy", "code", "version", "sent", "due", "signed", "asked", "state"]);
        let rows = found.requests.iter().map(|request| {
            let state = visit.words(&format!("acknowledgements-state-{}", request.state().as_str()));
            vec![
                request.title.clone(),
                request.code.clone(),
                request.label.clone(),
                request.created_at.day().to_string(),
                request.due_on.to_string(),
                request.signed.to_string(),
                request.asked.to_string(),
                state,
            ]
        });
        return Ok(csv::file("acknowledgements", &heads, rows));
    }
    let heads = heads(&["person", "service", "policy", "code", "version", "due"]);
    let rows = found.outstanding.iter().map(|duty| {
        vec![
            duty.name(),
            duty.service_name.clone(),
            duty.title.clone(),
            duty.code.clone(),
            duty.label.clone(),
            duty.due_on.to_string(),
        ]
    });
    Ok(csv::file("outstanding", &heads, rows))
}
