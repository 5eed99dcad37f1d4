//! Reads the form for a period.

use crate::web::{Fields, FormErrors, Value};

/// The most letters of a reason.
const REASON_LETTERS: usize = 500;
/// The longest period: nobody keeps longer by a rule.
const MOST_MONTHS: i64 = 1_200;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The months.
    pub months: i64,
    /// Why.
    pub reason: String,
}

/// Reads a period in months and the reason for it.
///
/// # Errors
/// What is wrong, by field.
pub fn period(fields: &Fields, minimum: i64) -> Result<Typed, FormErrors> {
    let mut errors = FormErrors::default();
    let months = fields.text("months").parse::<i64>().ok();
    match months {
        Some(months) if months < minimum => {
            errors.add_with("months", "retention-error-minimum", vec![("minimum", Value::Number(minimum))]);
        }
        Some(months) if months <= MOST_MONTHS => {}
        _ => {
            errors.add_with("months", "retention-error-months", vec![("most", Value::Number(MOST_MONTHS))]);
        }
    }
    let reason = fields.text("reason").to_owned();
    if reason.is_empty() {
        errors.add("reason", "retention-error-reason");
    } else if reason.chars().count() > REASON_LETTERS {
        let limit = i64::try_from(REASON_LETTERS).unwrap_or(i64::MAX);
        errors.add_with("reason", "policies-error-long", vec![("limit", Value::Number(limit))]);
    }
    errors.or(months.map(|months| Typed { months, reason }))
}
