//! What an operator asks for.

use super::Wish;
use crate::operator::form::reason;
use crate::web::{Fields, FormErrors};

/// How long a visit may be, in minutes.
pub const LENGTHS: [i64; 3] = [15, 30, 60];

/// Reads a request.
///
/// # Errors
/// No reason, or another length.
pub fn wish(fields: &Fields) -> Result<Wish, FormErrors> {
    let mut errors = FormErrors::default();
    let reason = reason(fields);
    errors.0.extend(reason.as_ref().err().into_iter().flat_map(|wrong| wrong.0.clone()));
    let minutes = fields.text("minutes").parse().ok().filter(|minutes| LENGTHS.contains(minutes));
    if minutes.is_none() {
        errors.add("minutes", "support-error-minutes");
    }
    let emergency = fields.has("emergency");
    errors.or(reason.ok().zip(minutes).map(|(reason, minutes)| Wish { reason, minutes, emergency }))
}

#[cfg(test)]
mod tests {
    use super::{Fields, Wish, wish};

    #[test]
    fn reads_a_request() {
        let read = |query: &str| wish(&Fields::parse(query.as_bytes()));
        let wanted = |minutes, emergency| Wish { reason: "Because".to_owned(), minutes, emergency };
        assert_eq!(read("reason=Because&minutes=15").unwrap(), wanted(15, false));
        assert_eq!(read("reason=Because&minutes=60&emergency=1").unwrap(), wanted(60, true));
        for (query, field) in [
            ("reason=&minutes=15", "reason"),
            ("reason=R&minutes=90", "minutes"),
            ("reason=R&minutes=-15", "minutes"),
            ("reason=R", "minutes"),
        ] {
            let fields: Vec<String> = read(query).unwrap_err().0.into_iter().map(|one| one.field).collect();
            assert_eq!(fields, [field], "{query}");
        }
    }
}
