//! The words of a line of the log about somebody: their name first, and how it is read again.

use super::Details;
use super::search::fold;
use crate::access::email::Email;
use crate::access::names;

/// What stands between the name and the rest in the words of a line about somebody.
const BETWEEN: &str = ", ";
/// What stands in its place where the name itself holds it: the gap is one at which no line breaks.
const WITHIN: &str = ",\u{a0}";

/// What the list says of somebody, in words.
pub(super) fn words(details: &Details) -> String {
    let email = details.email.as_ref().map_or("", Email::as_str);
    let name = names::whole(&details.given_name, &details.family_name).replace(BETWEEN, WITHIN);
    let all = [name.as_str(), details.job_title.as_str(), email];
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// The name in the words of a line about somebody, of whom the name of today is known. Older lines have a comma
/// in a name as one between the name and the rest: what begins with the name of today says that name.
pub(super) fn name_in(words: &str, today: Option<&str>) -> String {
    let first = words.split(BETWEEN).next().unwrap_or_default().replace(WITHIN, BETWEEN);
    match today {
        Some(today) if is_same_name(&first, today) || begins_with(words, today) => today.to_owned(),
        _ => first,
    }
}

/// The address in the words of a line about somebody: it stands last.
pub(super) fn address_in(words: &str) -> Option<Email> {
    words.rsplit(BETWEEN).next().and_then(Email::parse)
}

/// Whether two names are one, however they are written.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| fold(&name.replace(WITHIN, BETWEEN));
    plain(one) == plain(other)
}

fn begins_with(words: &str, name: &str) -> bool {
    let (words, name) = (fold(words), fold(name));
    words.strip_prefix(&name).is_some_and(|rest| rest.is_empty() || rest.starts_with(BETWEEN))
}

#[cfg(test)]
mod tests {
    use super::{address_in, name_in, words};
    use crate::access::email::Email;
    use crate::messages::Language;
    use crate::people::Details;

    #[test]
    fn the_name_of_a_line_is_read_from_its_words() {
        for (words, today, expected) in [
            // As lines were written before a comma in a name was told apart.
            ("Siân Ŵyr, Care worker, sian@prawf.example", Some("Siân Ŵyr"), "Siân Ŵyr"),
            ("Siân Ŵyr, Care worker", Some("Siân Puw"), "Siân Ŵyr"),
            ("Siân Ŵyr", Some("Siân"), "Siân Ŵyr"),
            ("Siân Ŵyr", None, "Siân Ŵyr"),
            (
                "Mockford Priya Ashworth-Sample, BA, HR, hr@prawf.example",
                Some("Mockford Priya Ashworth-Sample, BA"),
                "Mockford Priya Ashworth-Sample, BA",
            ),
            ("MOCKFORD, BA", Some("Mockford, BA"), "Mockford, BA"),
            ("Mockford, BA, HR", Some("Mockford, B"), "Mockford"),
            (
                "Mockford (cc Priya A, Dawn F, Beatrix S), HR",
                Some("Mockford (cc Priya A, Dawn F, Beatrix S)"),
                "Mockford (cc Priya A, Dawn F, Beatrix S)",
            ),
            // As they are written now: the name is told apart, whatever it is today.
            ("Mockford (cc Priya A,\u{a0}Dawn F), HR", Some("Mockford"), "Mockford (cc Priya A, Dawn F)"),
            ("Mockford,\u{a0}BA, HR", Some("Mockford, BA"), "Mockford, BA"),
            ("", Some("Siân"), ""),
        ] {
            assert_eq!(name_in(words, today), expected, "{words}");
        }
    }

    #[test]
    fn a_comma_in_a_name_is_told_apart_from_what_follows_it() {
        for (given, family, title) in [
            ("Siân", "Ŵyr", "Care worker"),
            ("Priya", "Ashworth-Sample, BA", "HR, and more"),
            ("Mockford", "(cc Priya A, Dawn F, Beatrix S)", ""),
            ("A,", "B", "C"),
            ("Sukarno", "", ""),
        ] {
            let names = [given.to_owned(), family.to_owned()];
            let email = Email::parse("somebody@prawf.example");
            let newcomer = Details::of_newcomer(names, email, Language::English);
            let details = Details { job_title: title.to_owned(), ..newcomer };
            assert_eq!(name_in(&words(&details), None), details.name());
            assert_eq!(address_in(&words(&details)), details.email);
            assert_eq!(address_in(&words(&Details { email: None, ..details })), None);
        }
    }
}
