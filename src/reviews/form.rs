//! What the form of a review says.

use super::{Answers, LookedAt, NextReview};
use crate::clock::Day;
use crate::db::ids::VersionId;
use crate::web::{Fields, FormErrors, Value};

/// Letters that a reason has at least: fewer say nothing to an inspector.
pub const REASON_AT_LEAST: usize = 10;
/// Letters that a reason has at most.
pub const REASON_AT_MOST: usize = 2_000;
/// Months after which a policy must have been looked at again.
pub const MONTHS_AT_MOST: i32 = 36;

/// Reads the form of a review that is recorded today.
///
/// # Errors
/// What is missing or wrong, by field.
pub fn parse(fields: &Fields, today: Day) -> Result<Answers, FormErrors> {
    let mut errors = FormErrors::default();
    let looked_at = looked_at(fields);
    if looked_at.is_empty() {
        errors.add("looked_at", "reviews-error-looked-at");
    }
    let reason = reason(fields, &mut errors);
    let next_on = next_on(fields, today, &mut errors);
    let version = VersionId::parse(fields.text("version"));
    let due_on = Day::parse(fields.text("due"));
    if version.is_none() || due_on.is_none() {
        errors.add("reason", "reviews-error-page");
    }
    let answers = version.zip(due_on).zip(next_on).map(|((version, due_on), next_on)| Answers {
        version,
        due_on,
        looked_at,
        reason,
        next_on,
    });
    errors.or(answers)
}

fn looked_at(fields: &Fields) -> Vec<LookedAt> {
    let ticked = fields.all("looked_at");
    LookedAt::ALL.iter().copied().filter(|each| ticked.iter().any(|word| word == each.as_str())).collect()
}

fn reason(fields: &Fields, errors: &mut FormErrors) -> String {
    let reason = fields.text("reason");
    let count = |limit: usize| vec![("count", Value::Number(i64::try_from(limit).unwrap_or(i64::MAX)))];
    match reason.chars().count() {
        0 => errors.add("reason", "reviews-error-reason"),
        length if length < REASON_AT_LEAST => {
            errors.add_with("reason", "reviews-error-reason-short", count(REASON_AT_LEAST));
        }
        length if length > REASON_AT_MOST => {
            errors.add_with("reason", "reviews-error-reason-long", count(REASON_AT_MOST));
        }
        _ => {}
    }
    reason.to_owned()
}

fn next_on(fields: &Fields, today: Day, errors: &mut FormErrors) -> Option<Day> {
    let day = match NextReview::from_word(fields.text("next")) {
        Some(NextReview::Year) => return Some(today.plus_months(12)),
        Some(NextReview::HalfYear) => return Some(today.plus_months(6)),
        Some(NextReview::Other) => fields.day("other"),
        None => {
            errors.add("next", "reviews-error-next");
            return None;
        }
    };
    let fault = match day {
        Err(_not) => "reviews-error-date",
        Ok(None) => "reviews-error-date-missing",
        Ok(Some(day)) if day <= today => "reviews-error-date-past",
        Ok(Some(day)) if day > today.plus_months(MONTHS_AT_MOST) => "reviews-error-date-far",
        Ok(Some(day)) => return Some(day),
    };
    errors.add("other", fault);
    None
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::clock::Day;
    use crate::db::ids::VersionId;
    use crate::web::Fields;

    fn errors_of(query: &str) -> Vec<(String, &'static str)> {
        let today = Day::parse("2026-11-21").unwrap();
        let version = VersionId::new(today.at(9, 0));
        let whole = format!("version={version}&due=2026-11-11&{query}");
        match parse(&Fields::parse(whole.as_bytes()), today) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.0.into_iter().map(|problem| (problem.field, problem.key)).collect(),
        }
    }

    #[test]
    fn says_what_is_missing() {
        assert_eq!(
            errors_of(""),
            [
                ("looked_at".to_owned(), "reviews-error-looked-at"),
                ("reason".to_owned(), "reviews-error-reason"),
                ("next".to_owned(), "reviews-error-next"),
            ]
        );
    }

    #[test]
    fn dates_lie_in_the_next_three_years() {
        let start = "looked_at=law&reason=Nothing+has+changed&next=";
        for (rest, key) in [
            ("year", None),
            ("half-year", None),
            ("other&other=2026-11-22", None),
            ("other&other=2029-11-21", None),
            ("other", Some("reviews-error-date-missing")),
            ("other&other=soon", Some("reviews-error-date")),
            ("other&other=2026-11-21", Some("reviews-error-date-past")),
            ("other&other=2029-11-22", Some("reviews-error-date-far")),
        ] {
            let found = errors_of(&format!("{start}{rest}"));
            assert_eq!(found.first().map(|(_, key)| *key), key, "{rest}");
        }
    }

    #[test]
    fn reasons_say_something() {
        let long = "a".repeat(2_001);
        for (reason, key) in [
            ("too+short", "reviews-error-reason-short"),
            (long.as_str(), "reviews-error-reason-long"),
            ("+++", "reviews-error-reason"),
        ] {
            let found = errors_of(&format!("looked_at=law&next=year&reason={reason}"));
            assert_eq!(found, [("reason".to_owned(), key)]);
        }
    }
}
