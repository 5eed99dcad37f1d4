//! Whom an unclear row may mean, told so that two people of one name are told apart.

use serde_json::{Value as Json, json};

use super::super::ImportRow;
use super::super::checking::{Checked, Verdict};
use super::super::matching::{Known, SOMEBODY_NEW};
use super::check::Held;
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::web::{Visit, dates};

/// The people to choose from; nothing where it is clear who is meant.
pub(super) fn asked(visit: &Visit, held: &Held, row: &ImportRow, checked: &Checked) -> Json {
    if checked.verdict != Verdict::Ask && !checked.may_be_new {
        return Json::Null;
    }
    let known = |id: PersonId| held.world.known.iter().find(|known| known.person.id == id);
    let people = checked.candidates.iter().filter_map(|id| known(*id));
    let mut options: Vec<Json> =
        people.map(|known| json!({ "value": known.person.id, "label": told(visit, held, known) })).collect();
    if checked.may_be_new {
        options.push(json!({ "value": SOMEBODY_NEW, "label": visit.words("staff-import-somebody-new") }));
    }
    json!({ "name": format!("r{}-who", row.line), "options": options })
}

/// Somebody by name, number, services, job title, e-mail, first and last day.
fn told(visit: &Visit, held: &Held, known: &Known) -> String {
    let person = &known.person;
    let number = person.standing.staff_number.as_ref().map(|number| number.as_str().to_owned());
    let email = person.email.as_ref().map(|email| email.as_str().to_owned());
    let services = known.places.iter().filter_map(|id| held.world.places.names.get(id));
    let mut services: Vec<String> = services.cloned().collect();
    services.sort_unstable();
    let job = Some(person.job_title.clone()).filter(|job| !job.is_empty());
    let started = day(visit, person.started_on);
    let on = |key: &str, date: Option<String>| {
        date.map(|date| visit.app.messages.format(visit.language, key, &args([("date", date)])))
    };
    let ends = match person.left_on {
        Some(left) => on("staff-import-who-left", day(visit, Some(left))),
        None => on("staff-import-who-ends", day(visit, person.standing.ends_on)),
    };
    let more = [number].into_iter().chain(services.into_iter().map(Some)).chain([job, email, started, ends]);
    let more: Vec<String> = more.flatten().collect();
    if more.is_empty() { person.name() } else { format!("{} ({})", person.name(), more.join(", ")) }
}

fn day(visit: &Visit, day: Option<Day>) -> Option<String> {
    dates::written(&day?.to_string(), "day", visit.language)
}
