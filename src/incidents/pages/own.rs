//! What a reporter sees of own reports: the reference, and a word for where it stands.

use actix_web::web;
use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::clock::Moment;
use crate::incidents::escalation::MINUTES_TO_OPEN;
use crate::incidents::status::State;
use crate::incidents::{self, IncidentError, Mine};
use crate::organisations;
use crate::web::{Answer, Visit};

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let person = member.person();
    let mine = visit.app.read(&member, move |tenant| incidents::mine(tenant, person)).await?;
    let rows: Vec<Value> = mine
        .iter()
        .map(|mine| {
            json!({
                "reference": mine.reference,
                "href": member.path(&format!("incidents/received/{}", mine.reference)),
                "received_at": mine.received_at,
                "state": shown::state_tag(mine.state),
            })
        })
        .collect();
    let context = json!({ "title": visit.words("report-yours-title"), "rows": rows });
    visit.page(&member, "incidents/mine.html", context)
}

pub(super) async fn received(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (person, day) = (member.person(), visit.now.day());
    let (_, reference) = path.into_inner();
    let (mine, places) = visit
        .app
        .read(&member, move |tenant| {
            let mine = incidents::own(tenant, person, &reference)?;
            let service = organisations::service(tenant, mine.service)?;
            let places = match service {
                Some(service) => {
                    let contacts = shown::contacts(tenant, &service, day)?;
                    vec![shown::outside_entry(&service, &contacts)]
                }
                None => Vec::new(),
            };
            Ok::<_, IncidentError>((mine, places))
        })
        .await?;
    let context = context(&visit, &mine, places, visit.now);
    let template = if mine.sealed { "incidents/outside.html" } else { "incidents/received.html" };
    visit.page(&member, template, context)
}

fn context(visit: &Visit, mine: &Mine, places: Vec<Value>, now: Moment) -> Value {
    let state = shown::state_tag(mine.state);
    let hint = state.get("key").and_then(Value::as_str).map(|key| format!("{key}-hint"));
    let until = mine.received_at.plus_minutes(MINUTES_TO_OPEN);
    json!({
        "title": visit.words("report-received-title"),
        "why": "sealed",
        "reference": mine.reference,
        "received_at": mine.received_at,
        "until": (now < until).then_some(until),
        "state": state,
        "waiting": mine.state == State::Received,
        "hint": hint,
        "places": places,
    })
}
