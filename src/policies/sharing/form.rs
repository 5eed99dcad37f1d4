//! What the form of a link for somebody outside says.

use super::{MOST_DAYS, NewShare};
use crate::access::email::Email;
use crate::clock::Day;
use crate::web::{Fields, FormErrors, Value};

const NAME_LETTERS: usize = 160;
const NOTE_LETTERS: usize = 500;

/// Reads it.
///
/// # Errors
/// What is missing or wrong, by field.
pub fn parse(fields: &Fields, today: Day) -> Result<NewShare, FormErrors> {
    let mut errors = FormErrors::default();
    let recipient = text(fields, &mut errors, "recipient", NAME_LETTERS, "shares-error-recipient");
    let note = text(fields, &mut errors, "note", NOTE_LETTERS, "shares-error-note");
    let last_day = last_day(fields, today, &mut errors);
    let typed = fields.text("email");
    let email = Email::parse(typed);
    if !typed.is_empty() && email.is_none() {
        errors.add("email", "shares-error-email");
    }
    errors.or(last_day.map(|last_day| NewShare { recipient, note, last_day, email }))
}

fn text(
    fields: &Fields,
    errors: &mut FormErrors,
    name: &'static str,
    most: usize,
    missing: &'static str,
) -> String {
    let text = fields.text(name);
    if text.is_empty() {
        errors.add(name, missing);
    } else if text.chars().count() > most {
        let limit = Value::Number(i64::try_from(most).unwrap_or(i64::MAX));
        errors.add_with(name, "policies-error-long", vec![("limit", limit)]);
    }
    text.to_owned()
}

fn last_day(fields: &Fields, today: Day, errors: &mut FormErrors) -> Option<Day> {
    let fault = match fields.day("until") {
        Err(_) | Ok(None) => "shares-error-day",
        Ok(Some(day)) if day < today => "shares-error-past",
        Ok(Some(day)) if day > today.plus_days(MOST_DAYS) => {
            errors.add_with("until", "shares-error-far", vec![("days", Value::Number(MOST_DAYS))]);
            return None;
        }
        Ok(Some(day)) => return Some(day),
    };
    errors.add("until", fault);
    None
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::clock::Day;
    use crate::web::Fields;

    #[test]
    fn a_link_names_somebody_a_reason_and_a_day() {
        let today = Day::parse("2026-11-21").unwrap();
        let keys = |query: &str| match parse(&Fields::parse(query.as_bytes()), today) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.0.into_iter().map(|problem| problem.key).collect::<Vec<_>>(),
        };
        let whole = "recipient=Ann&note=Asked+for+it&until=";
        for (query, expected) in [
            (format!("{whole}2026-11-21"), vec![]),
            (format!("{whole}2027-02-19"), vec![]),
            (format!("{whole}2027-02-20"), vec!["shares-error-far"]),
            (format!("{whole}2026-11-20"), vec!["shares-error-past"]),
            (format!("{whole}soon"), vec!["shares-error-day"]),
            (format!("{whole}2026-12-01&email=ann@home.example"), vec![]),
            (format!("{whole}2026-12-01&email=ann"), vec!["shares-error-email"]),
            (String::new(), vec!["shares-error-recipient", "shares-error-note", "shares-error-day"]),
        ] {
            assert_eq!(keys(&query), expected, "{query}");
        }
    }
}
