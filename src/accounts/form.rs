//! What people send about accounts, and what it means.

use super::words;
use crate::access::breached::Breached;
use crate::access::email::Email;
use crate::access::passwords::{FEWEST_CHARACTERS, MOST_CHARACTERS, Password, Weakness};
use crate::messages::Language;
use crate::organisations::{Founding, slug_of};
use crate::people::form::line;
use crate::people::{Details, WorkerType};
use crate::web::{Fields, FormErrors, Value};

/// What the sign-in form says.
pub struct SignIn {
    /// The address.
    pub email: Email,
    /// The password.
    pub password: Password,
}

/// Reads the sign-in form.
///
/// # Errors
/// Empty or impossible fields.
pub fn sign_in(fields: &Fields) -> Result<SignIn, FormErrors> {
    let mut errors = FormErrors::default();
    let email = email(fields, &mut errors);
    if fields.raw("password").is_empty() {
        errors.add("password", "signin-error-password-empty");
    }
    errors.or(email.map(|email| SignIn { email, password: Password::typed(fields.raw("password")) }))
}

/// Reads an address.
pub fn email(fields: &Fields, errors: &mut FormErrors) -> Option<Email> {
    let email = Email::parse(fields.text("email"));
    if email.is_none() {
        let empty = fields.text("email").is_empty();
        errors.add("email", if empty { "signin-error-email-empty" } else { "signin-error-email-form" });
    }
    email
}

/// Reads a new password; `around` are texts whose words an attacker would try first.
pub fn new_password(
    fields: &Fields,
    around: &[&str],
    breached: &Breached,
    errors: &mut FormErrors,
) -> Option<Password> {
    let typed = fields.raw("new-password");
    let password = Password::typed(typed);
    let words = words::of_texts(around.iter().copied());
    match password.check(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => match breached.has(&password) {
            Ok(false) => return Some(password),
            Ok(true) => errors.add("new-password", "signin-reset-error-breached"),
            Err(fault) => {
                tracing::error!(%fault, "the list of breached passwords can't be used");
                errors.add("new-password", "signin-reset-error-unchecked");
            }
        },
        Err(_) if typed.is_empty() => errors.add("new-password", "signin-reset-error-empty"),
        Err(Weakness::Short) => {
            let fewest = i64::try_from(FEWEST_CHARACTERS).unwrap_or_default();
            let args = vec![("length", Value::Number(fewest))];
            errors.add_with("new-password", "signin-reset-error-short", args);
        }
        Err(Weakness::Long) => {
            let most = i64::try_from(MOST_CHARACTERS).unwrap_or_default();
            errors.add_with("new-password", "signin-reset-error-long", vec![("length", Value::Number(most))]);
        }
        Err(Weakness::Common) => errors.add("new-password", "signin-reset-error-common"),
    }
    None
}

/// What the form of the first organisation says.
pub struct First {
    /// The organisation and its owner.
    pub founding: Founding,
    /// The owner's address.
    pub email: Email,
    /// The owner's password.
    pub password: Password,
}

/// Reads the form of the first organisation.
///
/// # Errors
/// Empty or impossible fields.
pub fn first(fields: &Fields, language: Language, breached: &Breached) -> Result<First, FormErrors> {
    let mut errors = FormErrors::default();
    let name = required(fields, "organisation", 120, "signup-error-organisation", &mut errors);
    let given_name = required(fields, "given-name", 80, "signup-error-given-name", &mut errors);
    let family_name = line(fields, "family-name", 80, "signup-error-family-name", &mut errors);
    let email = email(fields, &mut errors);
    let password = new_password(
        fields,
        &[&name, &given_name, &family_name, fields.text("email")],
        breached,
        &mut errors,
    );
    let slug = slug_of(&name);
    let slug = if slug.is_empty() { "organisation".to_owned() } else { slug };
    let owner = Details {
        job_title: fields.text("job-title").to_owned(),
        worker_type: WorkerType::Director,
        ..Details::of_newcomer([given_name, family_name], email.clone(), language)
    };
    let founding = Founding { name, slug, owner };
    errors.or(email.zip(password).map(|(email, password)| First { founding, email, password }))
}

/// A text that must be there, on one line, with no more than `most` characters.
pub(super) fn required(
    fields: &Fields,
    name: &str,
    most: usize,
    key: &'static str,
    errors: &mut FormErrors,
) -> String {
    let text = fields.text(name);
    if text.is_empty() || text.chars().count() > most || text.contains('\n') {
        errors.add(name, key);
    }
    text.to_owned()
}

/// Where to go after signing in: an address of ours, never another site's.
#[must_use]
pub fn destination(fields: &Fields) -> Option<&str> {
    own_address(fields.text("to"))
}

/// Where to go back to instead, under the same rule.
#[must_use]
pub fn way_back(fields: &Fields) -> Option<&str> {
    own_address(fields.text("back"))
}

/// Endings of the addresses that give a file.
const FILES: &[&str] = &[".csv", ".json", ".pdf", ".txt", ".zip"];

/// Whether an address gives a file: a browser that is led there stays on the page where it is.
#[must_use]
pub fn is_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    FILES.iter().any(|ending| path.ends_with(ending))
}

fn own_address(to: &str) -> Option<&str> {
    // As a browser would read it: it takes tabs and line ends out, and a backslash for a slash.
    let own = url::Url::parse("https://own.invalid").ok()?;
    let read = own.join(to).ok()?;
    (to.starts_with('/') && read.origin() == own.origin() && !to.contains(char::is_control)).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::{destination, is_file};
    use crate::web::Fields;

    #[test]
    fn files_are_known_by_the_end_of_their_address() {
        for (address, expected) in [
            ("/o/care/activity.csv", true),
            ("/o/care/activity.csv?who=me", true),
            ("/o/care/settings/export/01.zip", true),
            ("/o/care/rights/01/answer.pdf#2", true),
            ("/o/care/activity", false),
            ("/o/care/activity?file=a.csv", false),
            ("/sign-in/kept", false),
            ("", false),
        ] {
            assert_eq!(is_file(address), expected, "{address}");
        }
    }

    #[test]
    fn never_leads_to_another_site() {
        for (to, kept) in [
            ("/o/care/", true),
            ("/o/care/?due=30", true),
            ("//evil.example", false),
            ("https://evil.example", false),
            ("/\\evil.example", false),
            ("\\\\evil.example", false),
            ("/\t/evil.example", false),
            ("\t//evil.example", false),
            ("/\r\nSet-Cookie: a=b", false),
            ("///evil.example", false),
            ("https:evil.example", false),
            ("data:text/html,x", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("to", to).finish();
            assert_eq!(destination(&Fields::parse(query.as_bytes())).is_some(), kept, "{to}");
        }
    }
}
