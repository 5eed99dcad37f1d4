//! What people send about people, and what it means.

use std::collections::BTreeSet;

use super::standing::{AGENCY_MONTHS, StaffNumber, Standing};
use super::{Details, WorkerType, registers};
use crate::access::email::Email;
use crate::access::names;
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
    let [given_name, family_name] = names(fields, &mut errors);
    let job_title = line(fields, "job-title", 120, "people-error-job-title", &mut errors);
    let phone = phone(fields, &mut errors);
    let email = email(fields, &mut errors);
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
        phone,
        job_title,
        worker_type,
        language,
        started_on,
        services,
    }))
}

/// Reads the names and the address of somebody of whom no more is asked.
///
/// # Errors
/// A name that is empty or too long, or an impossible address.
pub fn newcomer(fields: &Fields) -> Result<([String; 2], Option<Email>), FormErrors> {
    let mut errors = FormErrors::default();
    let names = names(fields, &mut errors);
    let email = email(fields, &mut errors);
    errors.or(Some((names, email)))
}

fn names(fields: &Fields, errors: &mut FormErrors) -> [String; 2] {
    let given = line(fields, "given-name", 80, "people-error-given-name", errors);
    if given.is_empty() {
        errors.add("given-name", "people-error-given-name");
    }
    [given, line(fields, "family-name", 80, "people-error-family-name", errors)]
}

fn email(fields: &Fields, errors: &mut FormErrors) -> Option<Email> {
    let email = Email::parse(fields.text("email"));
    if email.is_none() && fields.has("email") {
        errors.add("email", "people-error-email");
    }
    email
}

/// Reads what somebody changes of their own record: the telephone, and the language they read where one was chosen.
///
/// # Errors
/// An impossible telephone number.
pub fn own(fields: &Fields) -> Result<(Option<String>, Option<Language>), FormErrors> {
    let mut errors = FormErrors::default();
    let phone = phone(fields, &mut errors);
    errors.or(Some((phone, Language::from_code(fields.text("language")))))
}

fn phone(fields: &Fields, errors: &mut FormErrors) -> Option<String> {
    let phone = Some(fields.text("phone").to_owned()).filter(|phone| !phone.is_empty());
    if phone.as_ref().is_some_and(|phone| !is_phone(phone)) {
        errors.add("phone", "people-error-phone");
    }
    phone
}

/// Whether a text can be a telephone number.
#[must_use]
pub fn is_phone(text: &str) -> bool {
    let known = |letter: char| letter.is_ascii_digit() || " +()-".contains(letter);
    text.chars().count() <= 30
        && text.chars().all(known)
        && text.chars().any(|letter| letter.is_ascii_digit())
}

/// The word of the choice of another professional register.
pub const OTHER: &str = "other";

/// Reads how somebody stands in the organisation; the line manager is found by the page. `kept` is the last day that
/// stands there already: it may stay, whatever it is.
///
/// # Errors
/// Impossible fields.
pub fn standing(
    fields: &Fields,
    started: Option<Day>,
    kept: Option<Day>,
    today: Day,
) -> Result<Standing, FormErrors> {
    let mut errors = FormErrors::default();
    let staff_number = StaffNumber::parse(fields.text("staff-number"));
    if staff_number.is_none() && fields.has("staff-number") {
        errors.add("staff-number", "people-error-staff-number");
    }
    let ends_on = ends(fields, started, kept, today).unwrap_or_else(|key| {
        errors.add("ends", key);
        None
    });
    let agency = line(fields, "agency", 120, "people-error-agency", &mut errors);
    let other = line(fields, "regulator-other", 120, "people-error-regulator", &mut errors);
    let register = line(fields, "register-number", 40, "people-error-register-number", &mut errors);
    let regulator = match fields.text("regulator") {
        OTHER if other.is_empty() => {
            errors.add("regulator-other", "people-error-regulator");
            String::new()
        }
        OTHER => registers::kept(&other),
        word => registers::of_word(word).map(|keeper| keeper.word.to_owned()).unwrap_or_default(),
    };
    let filled = |text: String| (!text.is_empty()).then_some(text);
    errors.or(Some(Standing {
        staff_number,
        line_manager: None,
        ends_on,
        agency: filled(agency),
        regulator: filled(regulator),
        register_number: filled(register),
    }))
}

/// What a last day says that is over: it would end nothing before midnight, and the page would say that it has.
pub const ENDS_PAST: &str = "people-error-ends-past";
/// Months ahead that a last day of a contract can be: beyond it is a slip of the year.
const MOST_MONTHS_AHEAD: i32 = 60;

/// The last day of a contract; why not, where it can't be.
fn ends(
    fields: &Fields,
    started: Option<Day>,
    kept: Option<Day>,
    today: Day,
) -> Result<Option<Day>, &'static str> {
    let day = fields.day("ends").map_err(|_not| "people-error-ends")?;
    let Some(on) = day else { return Ok(None) };
    if started.is_some_and(|started| on < started) {
        return Err("people-error-ends");
    }
    match on {
        _ if day == kept => Ok(day),
        on if on < today => Err(ENDS_PAST),
        on if on > today.plus_months(MOST_MONTHS_AHEAD) => Err("people-error-ends"),
        _ => Ok(day),
    }
}

/// Reads the quick record of an agency worker: the agency must be named, and the time ends within a year.
///
/// # Errors
/// Empty or impossible fields.
pub fn agency(
    fields: &Fields,
    offered: &BTreeSet<ServiceId>,
    needs_service: bool,
    today: Day,
) -> Result<(Details, Standing), FormErrors> {
    let details = details(fields, offered, &BTreeSet::new(), needs_service);
    let begins = fields.day("started").ok().flatten().unwrap_or(today);
    let mut errors = FormErrors::default();
    let standing = standing(fields, Some(begins), None, today).unwrap_or_else(|wrong| {
        errors = wrong;
        Standing::default()
    });
    if !fields.has("agency") {
        errors.add("agency", "people-error-agency");
    }
    let latest = begins.plus_months(AGENCY_MONTHS);
    let is_wrong =
        !fields.day("ends").is_ok_and(|on| on.is_some_and(|on| on <= latest && on >= today.max(begins)));
    if is_wrong {
        // Left empty it would give access for a year to somebody who comes for a week.
        errors.0.retain(|error| error.field != "ends");
        errors.add("ends", "people-error-agency-ends");
    }
    match details {
        Ok(details) => errors.or(Some((details, standing))),
        Err(FormErrors(mut wrong)) => {
            wrong.extend(errors.0);
            Err(FormErrors(wrong))
        }
    }
}

/// One line that may be empty, such as the last name of somebody who has one name only.
pub fn line(fields: &Fields, name: &str, most: usize, key: &'static str, errors: &mut FormErrors) -> String {
    let text = names::seen(fields.text(name)).trim().to_owned();
    if text.chars().count() > most || text.contains('\n') {
        errors.add(name, key);
    }
    text
}

/// Days that a last day can lie ahead, or back.
const MOST_DAYS: i64 = 366;

/// Reads the last day of a leaver: not before the first day, and within a year from today, ahead or back. How long
/// records are kept counts from it: a slip of the year would end them too soon.
///
/// # Errors
/// No day, or one that can't be.
pub fn last_day(fields: &Fields, today: Day, started_on: Option<Day>) -> Result<Day, FormErrors> {
    let day = fields.day("left").ok().flatten();
    let fits = |day: &Day| *day <= today.plus_days(MOST_DAYS) && is_after_first(started_on, *day);
    let day = day.filter(fits).ok_or_else(|| FormErrors::one("left", "people-error-left"))?;
    if day >= today.plus_days(-MOST_DAYS) {
        Ok(day)
    } else {
        Err(FormErrors::one("left", "people-error-left-long-ago"))
    }
}

/// Whether a last day is none before the first, where that is known.
#[must_use]
pub fn is_after_first(started_on: Option<Day>, last: Day) -> bool {
    started_on.is_none_or(|started| started <= last)
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
        let one = read("given-name=Sukarno&family-name=&worker-type=bank", false).unwrap();
        assert_eq!((one.given_name.as_str(), one.family_name.as_str()), ("Sukarno", ""));
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
    fn a_last_day_is_real_and_near() {
        let day = |text: &str| Day::parse(text).unwrap();
        let last = |text: &str| {
            last_day(&Fields::parse(text.as_bytes()), day("2026-11-21"), Some(day("2026-01-05"))).ok()
        };
        assert_eq!(last("left=2026-11-20"), Some(day("2026-11-20")));
        assert_eq!(last("left=2026-12-24"), Some(day("2026-12-24")));
        for wrong in ["left=2027-12-22", "left=2026-01-04", "left=", "left=x"] {
            assert_eq!(last(wrong), None, "{wrong}");
        }
        let undated = |text: &str| {
            let read = last_day(&Fields::parse(text.as_bytes()), day("2026-11-21"), None);
            read.map_err(|errors| errors.0.iter().map(|problem| problem.key).collect::<Vec<_>>())
        };
        assert_eq!(undated("left=2025-11-20"), Ok(day("2025-11-20")));
        for (slip, wrong) in [
            ("left=2025-11-19", "people-error-left-long-ago"),
            ("left=2016-11-20", "people-error-left-long-ago"),
            ("left=2036-11-20", "people-error-left"),
        ] {
            assert_eq!(undated(slip), Err(vec![wrong]), "{slip}");
        }
    }

    #[test]
    fn a_contract_ends_from_today_on_or_as_it_stands() {
        let day = |text: &str| Day::parse(text).unwrap();
        let [today, first, kept] = ["2026-11-21", "2026-01-05", "2026-11-02"].map(day);
        let read = |text: &str| {
            let read = standing(&Fields::parse(text.as_bytes()), Some(first), Some(kept), today);
            read.map(|standing| standing.ends_on)
                .map_err(|errors| errors.0.iter().map(|problem| problem.key).collect::<Vec<_>>())
        };
        for (text, wanted) in [
            ("ends=", None),
            ("ends=2026-11-21", Some("2026-11-21")),
            ("ends=2031-11-21", Some("2031-11-21")),
            ("ends=2026-11-02", Some("2026-11-02")),
        ] {
            assert_eq!(read(text), Ok(wanted.map(day)), "{text}");
        }
        for (text, wrong) in [
            ("ends=2026-11-20", ENDS_PAST),
            ("ends=2026-11-03", ENDS_PAST),
            ("ends=2026-01-04", "people-error-ends"),
            ("ends=2062-11-21", "people-error-ends"),
            ("ends=soon", "people-error-ends"),
        ] {
            assert_eq!(read(text), Err(vec![wrong]), "{text}");
        }
    }

    #[test]
    fn an_agency_worker_has_an_agency_and_an_end() {
        let today = Day::parse("2026-11-21").unwrap();
        let read = |more: &str| {
            let query = format!("given-name=A&family-name=B&worker-type=agency&{more}");
            let read = agency(&Fields::parse(query.as_bytes()), &BTreeSet::new(), false, today);
            read.map(|(_, standing)| standing.ends_on.unwrap().to_string())
                .map_err(|errors| errors.0.into_iter().map(|problem| problem.field).collect::<Vec<_>>())
        };
        let far = "agency=B&started=2026-12-01&ends=2027-12-01";
        assert_eq!(read(far), Ok("2027-12-01".to_owned()));
        assert_eq!(read("agency=B&ends=2026-12-01"), Ok("2026-12-01".to_owned()));
        for (more, wrong) in [
            ("ends=2026-12-01", "agency"),
            ("agency=Brightcover", "ends"),
            ("agency=B&ends=29/Nov", "ends"),
            ("agency=B&started=2026-12-01&ends=2026-11-25", "ends"),
            ("agency=B&ends=2028-01-01", "ends"),
            ("agency=B&started=2020-01-06&ends=2026-12-01", "ends"),
            ("agency=B&ends=2026-11-20&started=2026-11-01", "ends"),
            ("agency=B&ends=2026-12-01&staff-number=a@b", "staff-number"),
        ] {
            assert_eq!(read(more), Err(vec![wrong.to_owned()]), "{more}");
        }
    }

    #[test]
    fn another_register_needs_its_name() {
        let today = Day::parse("2026-11-21").unwrap();
        let read = |query: &str| {
            standing(&Fields::parse(query.as_bytes()), None, None, today).map(|read| read.regulator)
        };
        assert_eq!(read("regulator=nmc"), Ok(Some("nmc".to_owned())));
        assert_eq!(read("regulator=other&regulator-other=GOC"), Ok(Some("GOC".to_owned())));
        assert_eq!(read("regulator="), Ok(None));
        assert!(read("regulator=other").is_err());
    }
}
