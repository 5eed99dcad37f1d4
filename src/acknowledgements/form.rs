//! What the forms of requests say.

use std::collections::BTreeSet;

use super::{Group, Order};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::people::WorkerType;
use crate::web::{Fields, FormErrors, Value};

/// The most letters of a note to staff.
pub const NOTE_LIMIT: i64 = 300;
/// The most letters of a reason.
pub const REASON_LIMIT: i64 = 300;
/// The most days that a request may run.
const LONGEST_DAYS: i64 = 366;

/// Reads the form for a request.
///
/// # Errors
/// Nobody chosen; no day, or one that is not in the coming year; a note that is too long.
pub fn order(fields: &Fields, policy: PolicyId, today: Day) -> Result<Order, FormErrors> {
    let mut errors = FormErrors::default();
    let groups: BTreeSet<Group> = fields.all("groups").iter().filter_map(|word| group(word)).collect();
    let people: BTreeSet<PersonId> =
        fields.all("people").iter().filter_map(|id| PersonId::parse(id)).collect();
    if groups.is_empty() && people.is_empty() {
        errors.add("people", "acknowledgements-error-nobody");
    }
    let due_on = due(fields, today, &mut errors);
    let note = limited(fields, "note", NOTE_LIMIT, &mut errors);
    errors.or(due_on.map(|due_on| Order { policy, groups, people, due_on, note }))
}

/// Reads why a request is withdrawn.
///
/// # Errors
/// No reason, or one that is too long.
pub fn reason(fields: &Fields) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = limited(fields, "reason", REASON_LIMIT, &mut errors);
    if reason.is_empty() {
        errors.add("reason", "acknowledgements-error-reason");
    }
    errors.or(Some(reason))
}

fn limited(fields: &Fields, name: &'static str, limit: i64, errors: &mut FormErrors) -> String {
    let text = fields.text(name).to_owned();
    if i64::try_from(text.chars().count()).unwrap_or(i64::MAX) > limit {
        errors.add_with(name, "acknowledgements-error-long", vec![("limit", Value::Number(limit))]);
    }
    text
}

/// The last day: a number of days from today, or a date.
fn due(fields: &Fields, today: Day, errors: &mut FormErrors) -> Option<Day> {
    let word = fields.text("due");
    let day = match word {
        "7" | "14" | "30" => word.parse().ok().map(|days| today.plus_days(days)),
        "date" => fields.day("date").unwrap_or_default(),
        _ => {
            errors.add("due", "acknowledgements-error-due");
            return None;
        }
    };
    match day {
        Some(day) if (0..=LONGEST_DAYS).contains(&today.days_until(day)) => Some(day),
        _ => {
            errors.add("date", "acknowledgements-error-date");
            None
        }
    }
}

/// A group as the form names it: `service:<id>` or `type:<word>`.
fn group(word: &str) -> Option<Group> {
    match word.split_once(':')? {
        ("service", id) => ServiceId::parse(id).map(Group::At),
        ("type", kind) => WorkerType::from_word(kind).map(Group::Of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn read(query: &str) -> Result<Order, Vec<&'static str>> {
        let now = Moment::parse("2026-11-23T10:00:00Z").unwrap();
        let fields = Fields::parse(query.as_bytes());
        order(&fields, PolicyId::new(now), now.day())
            .map_err(|errors| errors.0.iter().map(|problem| problem.key).collect())
    }

    #[test]
    fn reads_groups_and_days() {
        let order = read("groups=type:agency&due=14").unwrap();
        assert_eq!(order.due_on.to_string(), "2026-12-07");
        assert_eq!(order.groups.into_iter().collect::<Vec<_>>(), [Group::Of(WorkerType::Agency)]);
        let order = read("groups=type:bank&due=date&date-day=1&date-month=1&date-year=2027").unwrap();
        assert_eq!(order.due_on.to_string(), "2027-01-01");
    }

    #[test]
    fn says_what_is_missing() {
        assert_eq!(read("due=14").unwrap_err(), ["acknowledgements-error-nobody"]);
        assert_eq!(read("groups=type:bank").unwrap_err(), ["acknowledgements-error-due"]);
        for date in ["", "&date=2026-11-22", "&date=2028-01-01", "&date=soon"] {
            let faults = read(&format!("groups=type:bank&due=date{date}")).unwrap_err();
            assert_eq!(faults, ["acknowledgements-error-date"], "{date}");
        }
        let long = format!("groups=type:bank&due=7&note={}", "a".repeat(301));
        assert_eq!(read(&long).unwrap_err(), ["acknowledgements-error-long"]);
    }
}
