//! The cases that somebody was told of. Who was told of none sees what everybody sees who was told of none.

use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::incidents::status::State;
use crate::incidents::{self, Case, IncidentError};
use crate::web::{Answer, Error, Visit, csv};

/// Which cases the list shows: all, those not closed, or those in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    All,
    Open,
    In(State),
}

impl Wanted {
    fn parse(word: &str) -> Self {
        if word == "open" { Self::Open } else { State::from_word(word).map_or(Self::All, Self::In) }
    }

    fn keeps(self, case: &Case) -> bool {
        match self {
            Self::All => true,
            Self::Open => case.state != State::Closed,
            Self::In(state) => case.state == state,
        }
    }

    const fn word(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Open => Some("open"),
            Self::In(state) => Some(state.as_str()),
        }
    }
}

type Found = (Vec<Case>, shown::ServiceNames);

async fn find(visit: &Visit, member: &Member) -> Result<Found, Error> {
    let person = member.person();
    let found = visit.app.read(member, move |tenant| {
        Ok::<_, IncidentError>((incidents::seen_by(tenant, person)?, shown::service_names(tenant)?))
    });
    Ok(found.await?)
}

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let (cases, services) = find(&visit, &member).await?;
    let wanted = Wanted::parse(visit.query.text("state"));
    let row = |case: &Case| {
        json!({
            "reference": case.reference,
            "href": member.path(&format!("incidents/{}", case.reference)),
            "received_at": case.received_at,
            "service": services.get(&case.service),
            "severity": format!("incidents-rules-severity-{}", case.severity.as_str()),
            "state": shown::state_tag(case.state),
        })
    };
    let rows: Vec<Value> = cases.iter().filter(|case| wanted.keeps(case)).map(row).collect();
    let context = json!({
        "title": visit.words("incidents-title"),
        "any": !cases.is_empty(),
        "rows": rows,
        "state": wanted.word(),
        "state_options": options(&visit),
        "csv": wanted.word().map_or_else(String::new, |word| format!("?state={word}")),
    });
    visit.page(&member, "incidents/list.html", context)
}

fn options(visit: &Visit) -> Vec<Value> {
    let open = json!({ "value": "open", "label": visit.words("incidents-not-closed") });
    let state = |state: &State| json!({ "value": state.as_str(), "label": state_words(visit, *state) });
    std::iter::once(open).chain(State::ALL.iter().map(state)).collect()
}

fn state_words(visit: &Visit, state: State) -> String {
    let tag = shown::state_tag(state);
    visit.words(tag.get("key").and_then(Value::as_str).unwrap_or_default())
}

/// The same rows as a file: references and states, never what a case says.
pub(super) async fn export(visit: Visit, member: Member) -> Answer {
    let (cases, services) = find(&visit, &member).await?;
    let wanted = Wanted::parse(visit.query.text("state"));
    let heads = [
        "report-follow-reference",
        "incidents-received-label",
        "incidents-service-label",
        "incidents-severity-label",
        "report-status-label",
    ]
    .map(|key| visit.words(key));
    let row = |case: &Case| {
        vec![
            case.reference.clone(),
            case.received_at.to_string(),
            services.get(&case.service).cloned().unwrap_or_default(),
            visit.words(&format!("incidents-rules-severity-{}", case.severity.as_str())),
            state_words(&visit, case.state),
        ]
    };
    let rows: Vec<Vec<String>> = cases.iter().filter(|case| wanted.keeps(case)).map(row).collect();
    Ok(csv::file(&format!("incidents-{}", visit.now.day()), &heads, rows))
}
