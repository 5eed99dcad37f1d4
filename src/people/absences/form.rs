//! What people send about being away, and what it means.

use super::{NewAbsence, Reason};
use crate::clock::Day;
use crate::web::{Fields, FormErrors};

/// Reads the form.
///
/// # Errors
/// No first day, an end before it, or days that are over: no list would show them.
pub fn absence(fields: &Fields, today: Day) -> Result<NewAbsence, FormErrors> {
    let mut errors = FormErrors::default();
    let from = fields.day("from").ok().flatten();
    if from.is_none() {
        errors.add("from", "people-error-away-from");
    }
    let until = fields.day("until").unwrap_or_else(|_not| {
        errors.add("until", "people-error-away-until");
        None
    });
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        errors.add("until", "people-error-away-until");
    } else if until.is_some_and(|until| until < today) {
        errors.add("until", "people-error-away-over");
    }
    let reason = Reason::from_word(fields.text("reason"));
    errors.or(from.map(|from| NewAbsence { from, until, reason }))
}

#[cfg(test)]
mod tests {
    use super::absence;
    use crate::clock::Day;
    use crate::web::Fields;

    #[test]
    fn an_end_stands_behind_its_beginning_and_is_not_over() {
        let today = Day::parse("2026-11-21").unwrap();
        let read = |query: &str| {
            absence(&Fields::parse(query.as_bytes()), today)
                .map_err(|errors| errors.0.iter().map(|problem| problem.key).collect::<Vec<_>>())
        };
        assert!(read("from=2026-11-21").unwrap().until.is_none());
        assert!(read("from=2026-11-21&until=2026-11-21&reason=leave").unwrap().reason.is_some());
        // Since before, and still away.
        assert!(read("from=2026-10-01").is_ok() && read("from=2026-10-01&until=2026-11-21").is_ok());
        for (wrong, key) in [
            ("", "people-error-away-from"),
            ("from=x", "people-error-away-from"),
            ("from=2026-11-21&until=2026-11-20", "people-error-away-until"),
            ("from=2026-11-21&until=soon", "people-error-away-until"),
            ("from=2026-11-01&until=2026-11-20", "people-error-away-over"),
            ("from=2025-11-21&until=2025-12-01", "people-error-away-over"),
        ] {
            assert_eq!(read(wrong), Err(vec![key]), "{wrong}");
        }
    }
}
