//! Reads the forms about legal holds.

use super::{Kind, NewHold, On};
use crate::clock::Day;
use crate::db::ids::{IncidentId, PersonId, PolicyId};
use crate::web::{Fields, FormErrors, Value};

/// The most letters of a reason.
pub const REASON_LETTERS: usize = 1_000;
/// The longest time until somebody looks at a hold again.
const REVIEW_MONTHS: i32 = 12;

/// What may be held.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    /// The kinds.
    pub kinds: Vec<Kind>,
    /// People with their names.
    pub people: Vec<(PersonId, String)>,
    /// Policies with their titles.
    pub policies: Vec<(PolicyId, String)>,
    /// Cases with their references.
    pub cases: Vec<(IncidentId, String)>,
}

/// Reads a new hold.
///
/// # Errors
/// What is wrong, by field.
pub fn new(fields: &Fields, offered: &Offered, today: Day) -> Result<NewHold, FormErrors> {
    let mut errors = FormErrors::default();
    let kind = Kind::from_word(fields.text("on")).filter(|kind| offered.kinds.contains(kind));
    if kind.is_none() {
        errors.add("on", "retention-hold-error-on");
    }
    let on = kind.and_then(|kind| on(fields, offered, kind, &mut errors));
    let reason = fields.text("reason").to_owned();
    if reason.is_empty() {
        errors.add("reason", "retention-hold-error-reason");
    } else if reason.chars().count() > REASON_LETTERS {
        let limit = i64::try_from(REASON_LETTERS).unwrap_or(i64::MAX);
        errors.add_with("reason", "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    let review_on = fields.day("review").ok().flatten();
    let review_on = review_on.filter(|day| *day > today && *day <= today.plus_months(REVIEW_MONTHS));
    if review_on.is_none() {
        errors.add("review", "retention-hold-error-review");
    }
    let new = on.zip(review_on).map(|(on, review_on)| NewHold { on, reason, review_on });
    errors.or(new)
}

fn on(fields: &Fields, offered: &Offered, kind: Kind, errors: &mut FormErrors) -> Option<On> {
    match kind {
        Kind::Organisation => Some(On::Organisation),
        Kind::Person => chosen(fields, "person", &offered.people, errors).map(On::Person),
        Kind::Policy => chosen(fields, "policy", &offered.policies, errors).map(On::Policy),
        Kind::Case => chosen(fields, "case", &offered.cases, errors).map(On::Case),
        Kind::Days => {
            let mut day = |name| {
                let read = fields.day(name).ok().flatten();
                if read.is_none() {
                    errors.add(name, "retention-hold-error-day");
                }
                read
            };
            let days = day("from").zip(day("until"));
            if days.is_some_and(|(from, until)| until < from) {
                errors.add("until", "retention-hold-error-order");
                return None;
            }
            days.map(|(from, until)| On::Days(from, until))
        }
    }
}

/// One of the rows that are offered.
fn chosen<T: Copy + std::fmt::Display>(
    fields: &Fields,
    name: &'static str,
    offered: &[(T, String)],
    errors: &mut FormErrors,
) -> Option<T> {
    let typed = fields.text(name);
    let found = offered.iter().find(|(id, _)| id.to_string() == typed).map(|(id, _)| *id);
    if found.is_none() {
        errors.add(name, "retention-hold-error-row");
    }
    found
}
