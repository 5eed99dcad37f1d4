//! What is asked of a value before it is kept. Formats that change are only warned about.

use jiff::civil::Date;

use super::catalogue::{Check, Field, Kind};

/// Why a value is refused: the key of the message, which may take `$limit`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}")]
pub struct Problem {
    /// The message.
    pub key: &'static str,
    /// The longest length in characters, where that is the problem.
    pub limit: Option<usize>,
}

/// A value that is kept, with a note: the key of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning(pub &'static str);

const fn problem(key: &'static str) -> Problem {
    Problem { key, limit: None }
}

/// Judges a value as typed. An empty one is a matter of gaps, not of form: [`Problem`]
/// `field-problem-empty` only says so.
///
/// # Errors
/// The value cannot be kept.
pub fn check(field: &Field, value: &str) -> Result<Option<Warning>, Problem> {
    let value = value.trim();
    if value.is_empty() {
        return Err(problem("field-problem-empty"));
    }
    if field.of_printing() {
        return Err(problem("field-problem-derived"));
    }
    line(field, value)?;
    kind(field, value)?;
    detail(&field.check, value)
}

/// A value as it is kept: a web address that begins with "www." gets its "https://".
#[must_use]
pub fn completed(field: &Field, value: &str) -> String {
    if field.kind == Kind::Url { web_address(value) } else { value.to_owned() }
}

/// A web address as people write it, with the "https://" that they leave out.
#[must_use]
pub fn web_address(value: &str) -> String {
    let begins = value.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."));
    let whole = format!("https://{value}");
    if begins && is_web_address(&whole) { whole } else { value.to_owned() }
}

fn line(field: &Field, value: &str) -> Result<(), Problem> {
    let lines = matches!(field.kind, Kind::Lines | Kind::List);
    if !lines && value.contains(['\n', '\r']) {
        return Err(problem("field-problem-line"));
    }
    let strange = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\r'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if value.contains(strange) { Err(problem("field-problem-control")) } else { Ok(()) }
}

fn kind(field: &Field, value: &str) -> Result<(), Problem> {
    match field.kind {
        Kind::Text | Kind::Lines | Kind::List | Kind::Choice => Ok(()),
        Kind::Email => holds(is_email(value), "field-problem-email"),
        Kind::Tel => holds(is_phone(value), "field-problem-tel"),
        Kind::Url => holds(is_web_address(value), "field-problem-url"),
        Kind::Date => holds(value.parse::<Date>().is_ok(), "field-problem-date"),
        Kind::Year => holds(value.len() == 4 && digits(value), "field-problem-year"),
        Kind::Image => Err(problem("field-problem-image")),
    }
}

fn detail(check: &Check, value: &str) -> Result<Option<Warning>, Problem> {
    let warn = |fits: bool, key: &'static str| Ok((!fits).then_some(Warning(key)));
    match check {
        Check::None => Ok(None),
        Check::Length(_, to) => length(value, *to),
        Check::OneOf(answers) => {
            holds(answers.iter().any(|answer| answer == value), "field-problem-choice").map(|()| None)
        }
        Check::Postcode => length(value, 12).and_then(|_| warn(is_postcode(value), "field-warning-postcode")),
        Check::Registration => {
            length(value, 40).and_then(|_| warn(is_registration(value), "field-warning-registration"))
        }
        Check::Provider => length(value, 40).and_then(|_| warn(is_provider(value), "field-warning-provider")),
        Check::Company => {
            holds(value.len() == 8 && capitals_or_digits(value), "field-problem-company").map(|()| None)
        }
        Check::Charity => {
            let plain = value.len() <= 20 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            holds(plain, "field-problem-charity").map(|()| None)
        }
        Check::Ico => length(value, 20).and_then(|_| {
            warn(value.len() == 8 && value.starts_with('Z') && capitals_or_digits(value), "field-warning-ico")
        }),
        Check::Prefix => {
            let plain = value.len() <= 6 && value.bytes().all(|b| b.is_ascii_uppercase());
            holds(plain, "field-problem-prefix").map(|()| None)
        }
    }
}

fn holds(fits: bool, key: &'static str) -> Result<(), Problem> {
    if fits { Ok(()) } else { Err(problem(key)) }
}

fn length(value: &str, to: usize) -> Result<Option<Warning>, Problem> {
    if value.chars().count() > to {
        return Err(Problem { key: "field-problem-long", limit: Some(to) });
    }
    Ok(None)
}

fn digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn capitals_or_digits(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_email(value: &str) -> bool {
    value.len() <= 254
        && value.parse::<lettre::Address>().is_ok()
        && value.rsplit('@').next().is_some_and(|d| d.contains('.'))
}

fn is_phone(value: &str) -> bool {
    let plain = value.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c));
    plain && value.len() <= 20 && value.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_web_address(value: &str) -> bool {
    let parsed = url::Url::parse(value).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    value.len() <= 400 && parsed.is_some_and(|url| url.has_host() && url.username().is_empty())
}

// Letters and digits in the order of the British postcode; the inward part is a digit and two letters.
fn is_postcode(value: &str) -> bool {
    let tight: String = value.to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    let shape: String = tight
        .chars()
        .map(|c| {
            if c.is_ascii_digit() {
                '9'
            } else if c.is_ascii_alphabetic() {
                'A'
            } else {
                '?'
            }
        })
        .collect();
    let Some(outward) = shape.strip_suffix("9AA") else { return false };
    ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(&outward)
}

// The forms of the four regulators' numbers (domain notes 2.8); they change, so this only warns.
fn is_registration(value: &str) -> bool {
    let rest_digits = |prefix: &str| value.strip_prefix(prefix).is_some_and(digits);
    value.starts_with("SIN-") || rest_digits("1-") || rest_digits("CS") || digits(value)
}

fn is_provider(value: &str) -> bool {
    value.strip_prefix("1-").is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::catalogue;

    fn answer(name: &str, value: &str) -> String {
        match check(catalogue::find(name).unwrap(), value) {
            Ok(None) => String::new(),
            Ok(Some(Warning(key))) => key.to_owned(),
            Err(problem) => problem.key.to_owned(),
        }
    }

    #[test]
    fn a_web_address_gets_its_beginning() {
        let kept = |name: &str, value: &str| completed(catalogue::find(name).unwrap(), value);
        for (value, expected) in [
            ("www.home.example", "https://www.home.example"),
            ("WWW.home.example/a", "https://WWW.home.example/a"),
            ("http://www.home.example", "http://www.home.example"),
            ("www. home", "www. home"),
            ("home.example", "home.example"),
            ("ŵŷw", "ŵŷw"),
        ] {
            assert_eq!(kept("org_field_website", value), expected);
        }
        assert_eq!(kept("org_field_name", "www.home.example"), "www.home.example");
    }

    #[test]
    fn judges_values_by_their_kind() {
        let long = "n".repeat(121);
        let cases = [
            ("org_field_name", "Gofal Pen-y-Wennol Cyf", ""),
            ("org_field_name", "Smith & Daughters <Care> {{x}} ŵŷ", ""),
            ("org_field_name", "  ", "field-problem-empty"),
            ("org_field_name", "a\nb", "field-problem-line"),
            ("org_field_name", "a\u{202e}b", "field-problem-control"),
            ("org_field_name", &long, "field-problem-long"),
            ("org_field_registered_address", "1 Street\nTown", ""),
            ("org_field_email", "office@home.example", ""),
            ("org_field_email", "office@home", "field-problem-email"),
            ("org_field_phone", "+44 (0)1632 960101", ""),
            ("org_field_phone", "call us", "field-problem-tel"),
            ("org_field_website", "https://home.example/a", ""),
            ("org_field_website", "javascript:alert(1)", "field-problem-url"),
            ("org_field_address_postcode", "ZZ1 1AA", ""),
            ("org_field_address_postcode", "12345", "field-warning-postcode"),
            ("org_field_registration_no", "SIN-00009901-DEMO", ""),
            ("org_field_registration_no", "ABC", "field-warning-registration"),
            ("org_field_company_no", "99000001", ""),
            ("org_field_company_no", "9900", "field-problem-company"),
            ("org_field_nation", "wales", ""),
            ("org_field_nation", "france", "field-problem-choice"),
            ("last_update_date", "2025-12-02", ""),
            ("last_update_date", "2025-02-30", "field-problem-date"),
            ("current_year", "2025", ""),
            ("current_year", "25", "field-problem-year"),
            ("org_field_policy_prefix", "DCW", ""),
            ("org_field_policy_prefix", "dcw", "field-problem-prefix"),
            ("page_no", "1", "field-problem-derived"),
            ("org_field_custom_beds", "12", ""),
        ];
        for (name, value, expected) in cases {
            assert_eq!(answer(name, value), expected, "{name} {value}");
        }
    }
}
