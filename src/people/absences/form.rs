//! What people send about being away, and what it means.

use super::{NewAbsence, Reason};
use crate::web::{Fields, FormErrors};

/// Reads the form.
///
/// # Errors
/// No first day, or an end before it.
pub fn absence(fields: &Fields) -> Result<NewAbsence, FormErrors> {
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
    }
    let reason = Reason::from_word(fields.text("reason"));
    errors.or(from.map(|from| NewAbsence { from, until, reason }))
}

#[cfg(test)]
mod tests {
    use super::absence;
    use crate::web::Fields;

    #[test]
    fn an_end_stands_behind_its_beginning() {
        let read = |query: &str| absence(&Fields::parse(query.as_bytes())).map_err(|errors| errors.0.len());
        assert!(read("from=2026-11-21").unwrap().until.is_none());
        assert!(read("from=2026-11-21&until=2026-11-21&reason=leave").unwrap().reason.is_some());
        for wrong in ["", "from=x", "from=2026-11-21&until=2026-11-20", "from=2026-11-21&until=soon"] {
            assert_eq!(read(wrong), Err(1), "{wrong}");
        }
    }
}
