//! What a reporter sees of own reports: the reference, and a word for where it stands.

use actix_web::web;
use serde_json::{Value, json};

use super::shown;
use crate::access::Member;
use crate::db::Entry;
use crate::db::ids::PersonId;
use crate::incidents::escalation::MINUTES_TO_OPEN;
use crate::incidents::status::State;
use crate::incidents::{self, IncidentError, Mine};
use crate::organisations;
use crate::web::{Answer, Error, Visit};

pub(super) async fn list(visit: Visit, member: Member) -> Answer {
    let (now, person) = (visit.now, member.person());
    let mine = visit.app.read(&member, move |tenant| incidents::mine(tenant, now, person)).await?;
    let rows: Vec<Value> = mine
        .iter()
        .map(|mine| {
            json!({
                "reference": mine.reference,
                "href": member.path(&format!("incidents/received/{}", mine.reference)),
                "received_at": mine.received_at,
                "state": shown::own_tag(mine),
            })
        })
        .collect();
    let context = json!({ "title": visit.words("report-yours-title"), "rows": rows });
    visit.page(&member, "incidents/mine.html", context)
}

pub(super) async fn received(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, reference) = path.into_inner();
    let (template, context) = received_by(&visit, &member, member.person(), reference).await?;
    visit.page(&member, template, context)
}

/// The page of an own report, whoever asks: which one, and what it says.
pub(crate) async fn received_by<E>(
    visit: &Visit,
    entry: &E,
    person: PersonId,
    reference: String,
) -> Result<(&'static str, Value), Error>
where
    E: Entry + Clone + Send + 'static,
{
    let now = visit.now;
    let (mine, unopened, places) = visit
        .app
        .read(entry, move |tenant| {
            let mine = incidents::own(tenant, now, person, &reference)?;
            let service = organisations::service(tenant, mine.service)?;
            let unopened = incidents::is_unopened(tenant, &mine)?;
            let places = match service {
                Some(service) => {
                    let contacts = shown::contacts(tenant, &service, now.day())?;
                    vec![shown::outside_entry(&service, &contacts)]
                }
                None => Vec::new(),
            };
            Ok::<_, IncidentError>((mine, unopened, places))
        })
        .await?;
    let template = if mine.sealed { "incidents/outside.html" } else { "incidents/received.html" };
    Ok((template, context(visit, &mine, unopened, places)))
}

fn context(visit: &Visit, mine: &Mine, unopened: bool, places: Vec<Value>) -> Value {
    let state = shown::own_tag(mine);
    let hint = state.get("key").and_then(Value::as_str).map(|key| format!("{key}-hint"));
    let until = mine.received_at.plus_minutes(MINUTES_TO_OPEN);
    json!({
        "title": visit.words("report-received-title"),
        "why": "sealed",
        "reference": mine.reference,
        "received_at": mine.received_at,
        // Opening it ends the telling; who is gone opens nothing; and after the hour there is nothing to wait for.
        "until": (unopened && mine.is_held && mine.state == State::Received && visit.now < until)
            .then_some(until),
        "state": state,
        "hint": hint,
        "places": places,
    })
}
