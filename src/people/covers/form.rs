//! Reads the form for a cover.

use std::collections::BTreeSet;

use super::Naming;
use crate::clock::Day;
use crate::db::ids::{GrantId, PersonId};
use crate::people::Held;
use crate::web::{Fields, FormErrors, Value};

/// The most letters of a reason.
const REASON_LETTERS: usize = 500;

/// Reads who stands in for which of the roles offered, and when.
///
/// # Errors
/// What is wrong, by field.
pub fn naming(fields: &Fields, offered: &[Held], people: &BTreeSet<PersonId>) -> Result<Naming, FormErrors> {
    let mut errors = FormErrors::default();
    let ticked: BTreeSet<GrantId> = fields.all("grants").iter().filter_map(|id| GrantId::parse(id)).collect();
    let grants: BTreeSet<GrantId> =
        offered.iter().map(|held| held.id).filter(|id| ticked.contains(id)).collect();
    if grants.is_empty() || grants.len() != ticked.len() {
        errors.add("grants", "covers-error-role");
    }
    let cover = PersonId::parse(fields.text("cover")).filter(|id| people.contains(id));
    if cover.is_none() {
        errors.add("cover", "covers-error-cover");
    }
    let from_on = day(fields, &mut errors, "from", "covers-error-from");
    let until_on = day(fields, &mut errors, "until", "covers-error-until");
    let reason = fields.text("reason").to_owned();
    if reason.chars().count() > REASON_LETTERS {
        let limit = i64::try_from(REASON_LETTERS).unwrap_or(i64::MAX);
        errors.add_with("reason", "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    let all = cover.zip(from_on).zip(until_on);
    let naming = all.map(|((cover, from_on), until_on)| Naming { grants, cover, from_on, until_on, reason });
    errors.or(naming)
}

fn day(fields: &Fields, errors: &mut FormErrors, name: &'static str, key: &'static str) -> Option<Day> {
    let read = fields.day(name).ok().flatten();
    if read.is_none() {
        errors.add(name, key);
    }
    read
}
