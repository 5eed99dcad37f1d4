//! What a row will write, in words: all of somebody new, of others what is changed.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::checking::{Checked, Verdict};
use super::super::records::Record;
use super::check::Held;
use super::name_of;
use crate::web::{Visit, dates};

/// The fields of somebody new in the order of the page: what is easily taken for another column stands first.
const FIELDS: &[&str] = &[
    "given_name",
    "family_name",
    "staff_number",
    "job_title",
    "worker_type",
    "agency",
    "services",
    "line_manager",
    "started_on",
    "ends_on",
    "phone",
    "email",
    "language",
    "regulator",
    "register_number",
];
/// Fields of few people: they aren't named where they are empty.
const OF_FEW: &[&str] = &["agency", "ends_on", "regulator", "register_number"];

/// Fields that stay empty for everybody new: said once, not in every row.
pub(super) fn of_nobody(visit: &Visit, held: &Held) -> BTreeSet<&'static str> {
    let new = held.report.rows.iter().filter(|checked| checked.verdict == Verdict::New);
    let new: Vec<&Record> = new.filter_map(|checked| checked.record.as_ref()).collect();
    let is_empty = |field: &str| {
        new.iter().all(|record| after(visit, held, record, field).is_none_or(|value| value.is_empty()))
    };
    FIELDS.iter().filter(|field| !OF_FEW.contains(field) && is_empty(field)).copied().collect()
}

/// Fields in words.
pub(super) fn labels(visit: &Visit, fields: &BTreeSet<&'static str>) -> String {
    let labels = FIELDS.iter().filter(|field| fields.contains(*field)).map(|field| label(visit, field));
    labels.collect::<Vec<_>>().join(", ")
}

fn label(visit: &Visit, field: &str) -> String {
    visit.words(&format!("people-field-{}", field.replace('_', "-")))
}

/// Everything that will be kept of somebody new, and what stays empty that others of the list have.
pub(super) fn says(
    visit: &Visit,
    held: &Held,
    checked: &Checked,
    of_nobody: &BTreeSet<&'static str>,
) -> Option<Json> {
    let record = checked.record.as_ref().filter(|_| checked.verdict == Verdict::New)?;
    let (mut told, mut empty) = (Vec::new(), Vec::new());
    for field in FIELDS {
        let label = label(visit, field);
        match after(visit, held, record, field).filter(|value| !value.is_empty()) {
            Some(value) => told.push(json!({ "label": label, "text": value })),
            None if OF_FEW.contains(field) || of_nobody.contains(field) => {}
            None => empty.push(label),
        }
    }
    Some(json!({ "told": told, "empty": empty.join(", ") }))
}

/// What a row changes: before and after.
pub(super) fn changes(visit: &Visit, held: &Held, checked: &Checked) -> Vec<Json> {
    let Some(record) = checked.record.as_ref() else { return Vec::new() };
    let Some(known) = record.person.and_then(|id| held.world.known.iter().find(|one| one.person.id == id))
    else {
        return Vec::new();
    };
    let (person, mut before) = (&known.person, record.clone());
    before.details = person.details(&known.places);
    (before.standing, before.leader) = (person.standing.clone(), None);
    let change = |field: &&'static str| {
        json!({
            "label": label(visit, field),
            "before": after(visit, held, &before, field),
            "after": after(visit, held, record, field),
        })
    };
    record.fields.iter().map(change).collect()
}

/// What a field will say, in words.
fn after(visit: &Visit, held: &Held, record: &Record, field: &str) -> Option<String> {
    let (details, standing) = (&record.details, &record.standing);
    let day = |day: Option<crate::clock::Day>| {
        day.and_then(|day| dates::written(&day.to_string(), "day", visit.language))
    };
    let in_row = |line: i64| {
        let row = held.rows.binary_search_by_key(&line, |row| row.line).ok();
        row.and_then(|at| held.rows.get(at)).map(name_of)
    };
    match field {
        "given_name" => Some(details.given_name.clone()),
        "family_name" => Some(details.family_name.clone()),
        "email" => details.email.as_ref().map(|email| email.as_str().to_owned()),
        "phone" => details.phone.clone(),
        "job_title" => Some(details.job_title.clone()),
        "worker_type" => Some(visit.words(&format!("people-worker-{}", details.worker_type.as_str()))),
        "language" => Some(visit.app.messages.get(details.language, "language-name")),
        "started_on" => day(details.started_on),
        "services" => {
            let told = details.services.iter().filter_map(|id| held.world.places.names.get(id));
            let mut told: Vec<&str> = told.map(String::as_str).collect();
            told.sort_unstable();
            Some(told.join(", "))
        }
        "staff_number" => standing.staff_number.as_ref().map(|number| number.as_str().to_owned()),
        "line_manager" => {
            record.leader.and_then(in_row).or_else(|| Some(held.person_name(standing.line_manager)))
        }
        "ends_on" => day(standing.ends_on),
        "agency" => standing.agency.clone(),
        "regulator" => standing.regulator.as_ref().map(|word| crate::people::pages::regulator(visit, word)),
        "register_number" => standing.register_number.clone(),
        _ => None,
    }
}
