//! What the form of a reference says.

use super::{Kind, NewReference};
use crate::documents::checks;
use crate::web::{Fields, FormErrors, Value};

const TITLE_LETTERS: usize = 300;
const CODE_LETTERS: usize = 20;
const ADDRESS_LETTERS: usize = 500;

/// Reads a reference.
///
/// # Errors
/// What is missing or wrong, by field.
pub fn parse(fields: &Fields) -> Result<NewReference, FormErrors> {
    let mut errors = FormErrors::default();
    let kind = Kind::from_word(fields.text("kind"));
    if kind.is_none() {
        errors.add("kind", "references-error-kind");
    }
    let title = short(fields, &mut errors, "title", TITLE_LETTERS);
    if title.is_empty() {
        errors.add("title", "references-error-title");
    }
    let code = Some(short(fields, &mut errors, "code", CODE_LETTERS)).filter(|code| !code.is_empty());
    let dated_on = fields.day("dated").unwrap_or_else(|_not| {
        errors.add("dated", "references-error-day");
        None
    });
    let address = checks::web_address(short(fields, &mut errors, "address", ADDRESS_LETTERS));
    let address = Some(address).filter(|text| !text.is_empty());
    if address.as_deref().is_some_and(|address| !is_readable(address)) {
        errors.add("address", "references-error-address");
    }
    let said = kind.map(|kind| NewReference {
        kind,
        title: title.to_owned(),
        code: code.filter(|_| kind == Kind::Policy).map(str::to_owned),
        dated_on,
        address,
    });
    errors.or(said)
}

fn short<'a>(fields: &'a Fields, errors: &mut FormErrors, name: &'static str, most: usize) -> &'a str {
    let text = fields.text(name);
    if text.chars().count() > most {
        let limit = Value::Number(i64::try_from(most).unwrap_or(i64::MAX));
        errors.add_with(name, "policies-error-long", vec![("limit", limit)]);
    }
    text
}

/// A whole https address of a host, without a name and password in it.
fn is_readable(address: &str) -> bool {
    !address.contains(char::is_whitespace)
        && url::Url::parse(address).is_ok_and(|url| {
            url.scheme() == "https" && url.has_host() && url.username().is_empty() && url.password().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::{Kind, parse};
    use crate::web::Fields;

    #[test]
    fn reads_what_people_type_and_says_what_is_wrong() {
        let keys = |query: &str| match parse(&Fields::parse(query.as_bytes())) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.0.into_iter().map(|problem| problem.key).collect(),
        };
        let long = format!("kind=law&title={}", "a".repeat(301));
        for (query, expected) in [
            ("kind=law&title=Equality+Act+2010&dated=2010-04-08", vec![]),
            ("kind=document&title=Staff+handbook", vec![]),
            ("", vec!["references-error-kind", "references-error-title"]),
            ("kind=law&title=A&dated=soon", vec!["references-error-day"]),
            ("kind=law&title=A&address=www.legislation.gov.uk", vec![]),
            ("kind=law&title=A&address=http://a.example", vec!["references-error-address"]),
            ("kind=law&title=A&address=https://x.example/a+b", vec!["references-error-address"]),
            ("kind=law&title=A&address=javascript:alert(1)", vec!["references-error-address"]),
            ("kind=law&title=A&address=https://me:secret@a.example", vec!["references-error-address"]),
            ("kind=law&title=A&address=https://www.legislation.gov.uk/ukpga/2010/15", vec![]),
            (&long, vec!["policies-error-long"]),
        ] {
            assert_eq!(keys(query), expected, "{query}");
        }
    }

    #[test]
    fn only_another_policy_has_a_code() {
        let code = |kind: Kind| {
            let query = format!("kind={}&title=A&code=DCW13", kind.as_str());
            parse(&Fields::parse(query.as_bytes())).unwrap().code
        };
        assert_eq!(code(Kind::Policy).as_deref(), Some("DCW13"));
        assert_eq!(code(Kind::Law), None);
    }
}
