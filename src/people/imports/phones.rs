//! Telephone numbers in a list of staff: as they are written, and as they are dialled. Pure.

/// A telephone number as people dial it here: a spreadsheet takes the 0 from the beginning.
#[must_use]
pub fn written(text: &str) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let begins = |with: &[char]| text.starts_with(with);
    if digits == 10 && begins(&['1', '2', '3', '7', '8']) {
        return format!("0{text}");
    }
    if digits == 12 && text.starts_with("44") { format!("+{text}") } else { text.to_owned() }
}

/// What is dialled, however a telephone number is written: "+44 (0)7700 900123" and "07700 900123".
fn dialled(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let abroad = digits.strip_prefix("44").map(|rest| rest.trim_start_matches('0'));
    abroad.filter(|rest| rest.len() >= FEWEST_DIGITS).unwrap_or(digits).to_owned()
}

/// The fewest digits of a telephone number behind its first 0.
const FEWEST_DIGITS: usize = 9;

/// Whether both telephone numbers are said, and are the same one.
#[must_use]
pub fn is_one_phone(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other)
        .map(|(one, other)| (dialled(one), dialled(other)))
        .is_some_and(|(one, other)| !one.is_empty() && one == other)
}

/// Whether both telephone numbers are said, and are others. One without its area code is no other one.
#[must_use]
pub fn are_two_phones(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other)
        .map(|(one, other)| (dialled(one), dialled(other)))
        .is_some_and(|(one, other)| !one.ends_with(&other) && !other.ends_with(&one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_get_back_what_a_spreadsheet_took() {
        for (text, wanted) in [
            ("7700900123", "07700900123"),
            ("1632 960123", "01632 960123"),
            ("2079460123", "02079460123"),
            ("07700 900123", "07700 900123"),
            ("+44 7700 900123", "+44 7700 900123"),
            ("447700900123", "+447700900123"),
            ("(0)7700 900123", "(0)7700 900123"),
            ("4915112345678", "4915112345678"),
            ("999", "999"),
            ("0800 001066", "0800 001066"),
        ] {
            assert_eq!(written(text), wanted, "{text}");
        }
    }

    #[test]
    fn telephone_numbers_are_compared_as_they_are_dialled() {
        for (one, other, same, others) in [
            (Some("07700 900123"), Some("+44 (0)7700-900123"), true, false),
            (Some("07700900123"), Some("0044 7700 900123"), true, false),
            (Some("07700 900123"), Some("07700 900124"), false, true),
            (Some("01248 900303"), Some("900303"), false, false),
            (Some("07700 900123"), None, false, false),
            (None, None, false, false),
            (Some("0"), Some("00"), false, false),
        ] {
            assert_eq!(
                (is_one_phone(one, other), are_two_phones(one, other)),
                (same, others),
                "{one:?} {other:?}"
            );
        }
    }
}
