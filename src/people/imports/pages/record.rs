//! What a row will write, in words: all of somebody new, of others what is changed.

use std::collections::{BTreeMap, BTreeSet};

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
/// Fields that tell a row from another: they stand in each.
const NAMES: &[&str] = &["given_name", "family_name"];
/// Fields of few people: they aren't named where they are empty.
const OF_FEW: &[&str] = &["agency", "ends_on", "regulator", "register_number"];

/// From so many new people on, what they have in common is said once.
const MANY: usize = 3;

/// What holds for everybody new: said once, not in every row.
pub(super) struct OfAll {
    /// Fields that stay empty.
    empty: BTreeSet<&'static str>,
    /// Fields that say the same, and what.
    same: BTreeMap<&'static str, String>,
    /// How many are new.
    count: usize,
}

impl OfAll {
    pub(super) fn of(visit: &Visit, held: &Held) -> Self {
        let new = held.report.rows.iter().filter(|checked| checked.verdict == Verdict::New);
        let new: Vec<&Record> = new.filter_map(|checked| checked.record.as_ref()).collect();
        let count = new.len();
        let mut of = Self { empty: BTreeSet::new(), same: BTreeMap::new(), count };
        for field in FIELDS.iter().copied() {
            let mut values = new.iter().map(|record| after(visit, held, record, field).unwrap_or_default());
            let first = values.next();
            // A long list is read only as far as the first that differs.
            let Some(value) = first.filter(|first| values.all(|other| other == *first)) else { continue };
            if value.is_empty() {
                of.empty.insert(field);
            } else if count >= MANY && !NAMES.contains(&field) {
                of.same.insert(field, value);
            }
        }
        of
    }

    /// For the page; nothing when nobody is new.
    pub(super) fn context(&self, visit: &Visit) -> Json {
        if self.count == 0 {
            return Json::Null;
        }
        let same = FIELDS.iter().filter_map(|field| Some(told(visit, field, self.same.get(field)?)));
        let named = |field: &&&str| self.empty.contains(**field) && !OF_FEW.contains(field);
        let empty = FIELDS.iter().filter(named).map(|field| label(visit, field));
        json!({
            "count": self.count,
            "same": same.collect::<Vec<_>>(),
            "empty": empty.collect::<Vec<_>>().join(", "),
        })
    }

    fn says(&self, field: &str) -> bool {
        self.empty.contains(field) || self.same.contains_key(field)
    }
}

fn told(visit: &Visit, field: &str, value: &str) -> Json {
    json!({ "label": label(visit, field), "text": value })
}

fn label(visit: &Visit, field: &str) -> String {
    visit.words(&format!("people-field-{}", field.replace('_', "-")))
}

/// What will be kept of somebody new that isn't said of all, and what stays empty that others of the list have.
pub(super) fn says(visit: &Visit, held: &Held, checked: &Checked, of_all: &OfAll) -> Option<Json> {
    let record = checked.record.as_ref().filter(|_| checked.verdict == Verdict::New)?;
    let (mut says, mut empty) = (Vec::new(), Vec::new());
    for field in FIELDS.iter().filter(|field| !of_all.says(field)) {
        match after(visit, held, record, field).filter(|value| !value.is_empty()) {
            Some(value) => says.push(told(visit, field, &value)),
            None if OF_FEW.contains(field) => {}
            None => empty.push(label(visit, field)),
        }
    }
    Some(json!({ "told": says, "empty": empty.join(", ") }))
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
