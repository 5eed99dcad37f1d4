//! What the list says of somebody, field by field, in words.

use serde_json::{Value as Json, json};

use super::{Known, Staff, regulator, worker_key};
use crate::clock::Day;
use crate::messages::args;
use crate::people::{self, Details, Standing};
use crate::web::Visit;
use crate::web::dates::written;

/// The fields of the staff list by the names of their columns, with what the form calls them; in the order of the
/// sheet that can be brought in again.
pub(super) const FIELDS: [(&str, &str); 15] = [
    ("staff_number", "people-staff-number"),
    ("given_name", "people-given-name"),
    ("family_name", "people-family-name"),
    ("email", "people-email"),
    ("phone", "people-phone"),
    ("worker_type", "people-worker"),
    ("job_title", "people-job-title"),
    ("services", "people-services"),
    ("line_manager", "people-line-manager"),
    ("started_on", "people-started"),
    ("ends_on", "people-left"),
    ("agency", "people-agency"),
    ("language", "people-language"),
    ("regulator", "people-regulator"),
    ("register_number", "people-register-number"),
];

/// What stands in a field (by the name of its column), or is about to; empty when nothing does.
pub(super) fn said(visit: &Visit, staff: &Staff, field: &str, of: (&Details, &Standing)) -> String {
    let (details, standing) = of;
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    match field {
        "given_name" => details.given_name.clone(),
        "family_name" => details.family_name.clone(),
        "email" => details.email.as_ref().map_or(String::new(), |email| email.as_str().to_owned()),
        "phone" => text(details.phone.as_ref()),
        "job_title" => details.job_title.clone(),
        "worker_type" => visit.words(&worker_key(details.worker_type)),
        "language" => visit.app.messages.get(details.language, "language-name"),
        "started_on" => day(details.started_on),
        "services" => {
            let names: Vec<&str> = details.services.iter().map(|id| staff.service_name(*id)).collect();
            names.join("; ")
        }
        "staff_number" => {
            standing.staff_number.as_ref().map_or(String::new(), |number| number.as_str().to_owned())
        }
        "line_manager" => text(standing.line_manager.and_then(|id| staff.names.get(&id))),
        "ends_on" => day(standing.ends_on),
        "agency" => text(standing.agency.as_ref()),
        "regulator" => standing.regulator.as_deref().map_or(String::new(), |word| regulator(visit, word)),
        "register_number" => text(standing.register_number.as_ref()),
        _ => String::new(),
    }
}

/// What a form would change: each field with what stands there now and what it would be.
pub(super) fn differs(visit: &Visit, staff: &Staff, known: &Known, new: (&Details, &Standing)) -> Json {
    let person = &known.person;
    let stands = person.details(&known.services);
    let fields = people::changed(person, &known.services, new.0, new.1);
    let line = |field: &str| {
        let shown = |of| match said(visit, staff, field, of) {
            nothing if nothing.is_empty() => visit.words("people-changed-empty"),
            words if field.ends_with("_on") => written(&words, "day", visit.language).unwrap_or(words),
            words => words,
        };
        let label = FIELDS.iter().find(|(known, _)| *known == field).map_or("", |(_, label)| *label);
        let name = visit.words(label);
        let (now, then) = (shown((&stands, &person.standing)), shown(new));
        let args = args([("field", name.as_str()), ("now", now.as_str()), ("then", then.as_str())]);
        visit.app.messages.format(visit.language, "people-changed-line", &args)
    };
    fields.into_iter().map(|field| json!(line(field))).collect()
}
