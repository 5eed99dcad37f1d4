//! The cases that somebody was told of. Who was told of none sees what everybody sees who was told of none.

use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::incidents::status::State;
use crate::incidents::{self, Case, IncidentError};
use crate::web::{Answer, Visit};

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let person = member.person();
    let (cases, services) = visit
        .app
        .read(&member, move |tenant| {
            Ok::<_, IncidentError>((incidents::seen_by(tenant, person)?, shown::service_names(tenant)?))
        })
        .await?;
    let wanted = State::from_word(visit.query.text("state"));
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
    let chosen = cases.iter().filter(|case| wanted.is_none_or(|state| case.state == state));
    let rows: Vec<Value> = chosen.map(row).collect();
    let option = |state: &State| {
        let tag = shown::state_tag(*state);
        let words = visit.words(tag.get("key").and_then(Value::as_str).unwrap_or_default());
        json!({ "value": state.as_str(), "label": words })
    };
    let context = json!({
        "title": visit.words("incidents-title"),
        "any": !cases.is_empty(),
        "rows": rows,
        "state": wanted.map(State::as_str),
        "state_options": State::ALL.iter().map(option).collect::<Vec<_>>(),
    });
    visit.page(&member, "incidents/list.html", context)
}
