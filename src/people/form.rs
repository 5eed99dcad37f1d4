//! What people send about people, and what it means.

use std::collections::BTreeSet;

use super::{Details, WorkerType};
use crate::access::email::Email;
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::messages::Language;
use crate::web::{Fields, FormErrors};

/// Reads the form of a person. `offered` are the services that the form offered, `kept` those where the
/// person works beyond them: a manager of one service can't take somebody off another.
///
/// # Errors
/// Empty or impossible fields.
pub fn details(
    fields: &Fields,
    offered: &BTreeSet<ServiceId>,
    kept: &BTreeSet<ServiceId>,
    needs_service: bool,
) -> Result<Details, FormErrors> {
    let mut errors = FormErrors::default();
    let given_name = line(fields, "given-name", 80, "people-error-given-name", &mut errors);
    let family_name = line(fields, "family-name", 80, "people-error-family-name", &mut errors);
    for (name, key) in
        [("given-name", "people-error-given-name"), ("family-name", "people-error-family-name")]
    {
        if fields.text(name).is_empty() {
            errors.add(name, key);
        }
    }
    let job_title = line(fields, "job-title", 120, "people-error-job-title", &mut errors);
    let phone = line(fields, "phone", 30, "people-error-phone", &mut errors);
    if !phone.chars().all(|letter| letter.is_ascii_digit() || " +()-".contains(letter)) {
        errors.add("phone", "people-error-phone");
    }
    let email = Email::parse(fields.text("email"));
    if email.is_none() && fields.has("email") {
        errors.add("email", "people-error-email");
    }
    let worker_type = WorkerType::from_word(fields.text("worker-type"));
    if worker_type.is_none() {
        errors.add("worker-type", "people-error-worker-type");
    }
    let started_on = fields.day("started").unwrap_or_else(|_not| {
        errors.add("started", "people-error-started");
        None
    });
    let ticked: BTreeSet<ServiceId> =
        fields.all("services").iter().filter_map(|text| ServiceId::parse(text)).collect();
    if !ticked.is_subset(offered) || (needs_service && ticked.is_empty()) {
        errors.add("services", "people-error-services");
    }
    let language = Language::from_code(fields.text("language")).unwrap_or(Language::English);
    let services = ticked.union(kept).copied().collect();
    errors.or(worker_type.map(|worker_type| Details {
        given_name,
        family_name,
        email,
        phone: (!phone.is_empty()).then_some(phone),
        job_title,
        worker_type,
        language,
        started_on,
        services,
    }))
}

fn line(fields: &Fields, name: &str, most: usize, key: &'static str, errors: &mut FormErrors) -> String {
    let text = fields.text(name);
    if text.chars().count() > most || text.contains('\n') {
        errors.add(name, key);
    }
    text.to_owned()
}

/// Reads the last day of a leaver: today or before, and not before the first day.
///
/// # Errors
/// No day, or one that can't be.
pub fn last_day(fields: &Fields, today: Day, started_on: Option<Day>) -> Result<Day, FormErrors> {
    let day = fields.day("left").ok().flatten();
    let fits = |day: &Day| *day <= today && started_on.is_none_or(|started| started <= *day);
    day.filter(fits).ok_or_else(|| FormErrors::one("left", "people-error-left"))
}

/// Why somebody's second factor is taken away, on one line.
///
/// # Errors
/// Nothing, or too much.
pub fn factor_reason(fields: &Fields) -> Result<String, FormErrors> {
    let reason = fields.text("reason");
    let fits = !reason.is_empty() && reason.chars().count() <= 300 && !reason.contains('\n');
    if fits { Ok(reason.to_owned()) } else { Err(FormErrors::one("reason", "people-error-reason")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str, needs_service: bool) -> Result<Details, Vec<String>> {
        let nothing = BTreeSet::new();
        details(&Fields::parse(query.as_bytes()), &nothing, &nothing, needs_service)
            .map_err(|errors| errors.0.into_iter().map(|problem| problem.field).collect())
    }

    #[test]
    fn reads_people_with_and_without_an_address() {
        let siân = "given-name=Si%C3%A2n&family-name=%C5%B4yr&worker-type=bank&language=cy";
        let read_siân = read(siân, false).unwrap();
        assert_eq!((read_siân.given_name.as_str(), read_siân.family_name.as_str()), ("Siân", "Ŵyr"));
        assert_eq!((read_siân.email, read_siân.language), (None, Language::Welsh));
        for (query, wrong) in [
            ("family-name=B&worker-type=bank", vec!["given-name"]),
            ("given-name=A&family-name=B", vec!["worker-type"]),
            ("given-name=A&family-name=B&worker-type=bank&email=x", vec!["email"]),
            ("given-name=A&family-name=B&worker-type=bank&phone=call", vec!["phone"]),
            ("given-name=A&family-name=B&worker-type=bank&started=soon", vec!["started"]),
            (
                "given-name=A&family-name=B&worker-type=bank&services=01890000-0000-7000-8000-000000000000",
                vec!["services"],
            ),
        ] {
            let wrong: Vec<String> = wrong.into_iter().map(str::to_owned).collect();
            assert_eq!(read(query, false), Err(wrong), "{query}");
        }
        assert!(read(siân, true).is_err(), "a manager adds people to a service of theirs");
    }

    #[test]
    fn nobody_leaves_tomorrow() {
        let day = |text: &str| Day::parse(text).unwrap();
        let last = |text: &str| {
            last_day(&Fields::parse(text.as_bytes()), day("2026-11-21"), Some(day("2026-01-05"))).ok()
        };
        assert_eq!(last("left=2026-11-20"), Some(day("2026-11-20")));
        for wrong in ["left=2026-11-22", "left=2026-01-04", "left=", "left=x"] {
            assert_eq!(last(wrong), None, "{wrong}");
        }
    }
}
