//! What people send when they sign up, and what it means.

use std::collections::BTreeSet;

use super::Beginner;
use crate::access::breached::Breached;
use crate::access::email::Email;
use crate::access::passwords::Password;
use crate::accounts::form::{email, new_password, required};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::people::form::line;
use crate::terms::{Document, Versions, pages::tick_error};
use crate::web::{Fields, FormErrors};

/// The word for a service of a kind that we don't know.
pub const OTHER: &str = "other";

/// Reads the first page.
///
/// # Errors
/// Empty or impossible fields, or a document that isn't accepted.
pub fn begin(
    fields: &Fields,
    language: Language,
    breached: &Breached,
) -> Result<(Beginner, Password), FormErrors> {
    let mut errors = FormErrors::default();
    let email = email(fields, &mut errors);
    let (given, family) = names(fields, &mut errors);
    let password = new_password(fields, &[&given, &family, fields.text("email")], breached, &mut errors);
    let versions = versions(fields, &mut errors);
    errors.or(email.zip(password).map(|(email, password)| {
        (Beginner { given_name: given, family_name: family, email, language, versions }, password)
    }))
}

/// Reads the first page of somebody who is signed in.
///
/// # Errors
/// Empty or impossible fields, or a document that isn't accepted.
pub fn begin_known(fields: &Fields, language: Language, email: Email) -> Result<Beginner, FormErrors> {
    let mut errors = FormErrors::default();
    let (given_name, family_name) = names(fields, &mut errors);
    let versions = versions(fields, &mut errors);
    errors.or(Some(Beginner { given_name, family_name, email, language, versions }))
}

fn names(fields: &Fields, errors: &mut FormErrors) -> (String, String) {
    (
        required(fields, "given-name", 80, "signup-error-given-name", errors),
        line(fields, "family-name", 80, "signup-error-family-name", errors),
    )
}

/// What is accepted are the versions that the page showed, as long as they hold.
fn versions(fields: &Fields, errors: &mut FormErrors) -> Versions {
    let current = Versions::current();
    for document in Document::ALL {
        let name = document.as_str().replace('_', "-");
        if fields.text(&name) != current.of(*document).to_string() {
            errors.add(name, tick_error(*document));
        }
    }
    current
}

/// Reads who inspects them.
///
/// # Errors
/// Nothing was chosen.
pub fn nation(fields: &Fields) -> Result<Nation, FormErrors> {
    Nation::from_word(fields.text("nation")).ok_or_else(|| FormErrors::one("nation", "begin-error-nation"))
}

/// Reads what they run; something else alone is an empty set.
///
/// # Errors
/// Nothing was chosen.
pub fn types(fields: &Fields) -> Result<BTreeSet<ServiceType>, FormErrors> {
    let ticked = fields.all("types");
    let known: BTreeSet<ServiceType> =
        ticked.iter().filter_map(|word| ServiceType::from_word(word)).collect();
    if known.is_empty() && !ticked.iter().any(|word| word == OTHER) {
        return Err(FormErrors::one("types", "begin-error-types"));
    }
    Ok(known)
}

/// Reads the name of the organisation.
///
/// # Errors
/// None, or too long.
pub fn organisation(fields: &Fields) -> Result<String, FormErrors> {
    let mut errors = FormErrors::default();
    let name = required(fields, "organisation", 120, "signup-error-organisation", &mut errors);
    errors.or(Some(name))
}

#[cfg(test)]
mod tests {
    use super::{begin, types};
    use crate::access::breached::Breached;
    use crate::messages::Language;
    use crate::web::Fields;

    #[test]
    fn names_what_is_missing_and_takes_only_the_versions_that_hold() {
        let right = "email=a%40care.example&given-name=A&family-name=B&new-password=slate+kettle+orchard\
                     &terms=1&data-processing=1";
        let faults = |query: &str| {
            let read = begin(&Fields::parse(query.as_bytes()), Language::English, &Breached::default());
            read.err().map(|errors| errors.0.into_iter().map(|fault| fault.field).collect::<Vec<_>>())
        };
        assert_eq!(faults(right), None);
        assert_eq!(faults(&right.replace("family-name=B", "family-name=")), None, "one name is enough");
        for (query, wrong) in [
            (right.replace("terms=1", "terms=0"), "terms"),
            (right.replace("&data-processing=1", ""), "data-processing"),
            (right.replace("slate+kettle+orchard", "password1234"), "new-password"),
            (right.replace("family-name=B", &format!("family-name={}", "b".repeat(81))), "family-name"),
            (right.replace("a%40care.example", "a"), "email"),
        ] {
            assert_eq!(faults(&query), Some(vec![wrong.to_owned()]), "{query}");
        }
    }

    #[test]
    fn something_else_is_an_answer_and_nothing_is_none() {
        for (query, count) in [
            ("types=care_home&types=domiciliary", Some(2)),
            ("types=care_home&types=other", Some(1)),
            ("types=other", Some(0)),
            ("types=castle", None),
            ("", None),
        ] {
            let read = types(&Fields::parse(query.as_bytes())).ok().map(|kinds| kinds.len());
            assert_eq!(read, count, "{query}");
        }
    }
}
