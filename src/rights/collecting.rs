//! What Polisi holds about one person, in words: never anything of a case, and no hint that there is one.

mod holding;
mod others;
mod said;
mod signing_in;

use fluent_bundle::FluentArgs;

use super::requests::{self, Viewer};
use super::sealed::Row;
use super::store::held;
use super::{Found, Record, RightsError, Source, State, What, cases, store};
use crate::acknowledgements::{Acknowledgement, store as signing};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, RightsRecordId, RightsRequestId};
use crate::mail::Post;
use crate::messages::{Language, Messages, args};
use crate::organisations;
use crate::people::absences::{Absence, store as absences};
use crate::people::covers::{Names, saying};
use crate::people::{self, Person, registers};
use crate::web::dates;
pub use others::{Others, others};
use said::Side;

/// The table of records, as sealed columns are bound to it.
pub(super) const RECORDS: &str = "rights_records";
/// What isn't looked through, as pages and letters say it: the ends of the keys of the words.
const NOT_LOOKED: &[&str] = &["texts", "others", "notices", "lists", "backups", "outside"];

/// What isn't looked through, in words.
pub fn not_looked(words: impl Fn(&str) -> String) -> Vec<String> {
    NOT_LOOKED.iter().map(|what| words(&format!("rights-not-looked-{what}"))).collect()
}

/// The words in which it is told.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// All words.
    pub messages: &'a Messages,
    /// The language.
    pub language: Language,
}

impl Words<'_> {
    pub(super) fn get(&self, key: &str) -> String {
        self.messages.get(self.language, key)
    }

    fn say(&self, key: &str, values: &FluentArgs<'_>) -> String {
        self.messages.format(self.language, key, values)
    }

    fn line(&self, label: &str, value: &str) -> String {
        let values = args([("label", self.get(label)), ("value", value.to_owned())]);
        self.messages.format(self.language, "rights-line", &values)
    }

    pub(super) fn day(&self, day: Day) -> String {
        dates::written(&day.to_string(), "day", self.language).unwrap_or_default()
    }

    fn moment(&self, at: Moment) -> String {
        dates::written(&at.to_string(), "datetime", self.language).unwrap_or_default()
    }

    /// A record of lines; nothing without any.
    fn record(&self, source: Source, title: &str, lines: &[String]) -> Option<(Source, Found)> {
        let found = Found { title: self.get(title), text: lines.join("\n") };
        (!lines.is_empty()).then_some((source, found))
    }
}

/// Looks for everything about the person of a request, by every record of theirs, and keeps what wasn't found before;
/// those who have a case that touches the person are asked to answer for it. How many records are new.
///
/// # Errors
/// Not a request of this viewer, it is answered, or it is about nobody of the staff list.
pub fn search(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    viewer: Viewer,
    id: RightsRequestId,
    words: Words<'_>,
) -> Result<usize, RightsError> {
    let opened = requests::open(tenant, viewer, id)?;
    if opened.request.state != State::Open {
        return Err(RightsError::Refused("rights-error-step"));
    }
    let person = opened.request.person.ok_or(RightsError::Refused("rights-error-no-person"))?;
    let mut known = Vec::new();
    for record in store::records(tenant, id)? {
        known.push(open_record(tenant, &record)?);
    }
    let mut count = 0;
    for (source, found) in others::about_all(tenant, now, person, words)? {
        if !known.contains(&found) {
            keep(tenant, now, (id, source), &found)?;
            count += 1;
        }
    }
    cases::ask(tenant, now, post, &opened.request)?;
    requests::add_step(tenant, now, &opened.request, (What::Searched, now.day()), "")?;
    Ok(count)
}

/// Adds a record that was found elsewhere.
///
/// # Errors
/// Not a request of this viewer, or it is answered.
pub fn add_by_hand(
    tenant: &mut Tenant<'_>,
    now: Moment,
    viewer: Viewer,
    id: RightsRequestId,
    found: &Found,
) -> Result<(), RightsError> {
    let opened = requests::open(tenant, viewer, id)?;
    if opened.request.state != State::Open {
        return Err(RightsError::Refused("rights-error-step"));
    }
    keep(tenant, now, (id, Source::ByHand), found)?;
    requests::add_step(tenant, now, &opened.request, (What::Added, now.day()), "")
}

fn keep(
    tenant: &mut Tenant<'_>,
    now: Moment,
    (request, source): (RightsRequestId, Source),
    found: &Found,
) -> Result<(), RightsError> {
    let id = RightsRecordId::new(now);
    let row = Row::new(tenant, RECORDS, id.any())?;
    let record = Record {
        id,
        request,
        source,
        key: row.key(),
        found: row.seal_json("found", found)?,
        decision: None,
        exemption: None,
        marked: None,
    };
    Ok(store::insert_record(tenant, now, &record)?)
}

/// What a record says.
///
/// # Errors
/// It doesn't open.
pub fn open_record(tenant: &mut Tenant<'_>, record: &Record) -> Result<Found, RightsError> {
    let row = Row::of(tenant, RECORDS, record.id.any(), record.key)?;
    row.open_json("found", &record.found)
}

/// Everything that is found of somebody: what they may see of their own, the mails to them, and the lines of the log.
///
/// # Errors
/// The database is away, or there is no such person.
pub fn about(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    let mut found = own(tenant, now, id, words)?;
    let mails = said::mails(tenant, id, words)?;
    found.extend(words.record(Source::Mail, "rights-source-mail-title", &mails));
    let by = said::log(tenant, id, Side::By, words)?;
    found.extend(words.record(Source::Activity, "rights-source-activity-by", &by));
    let about = said::log(tenant, id, Side::About, words)?;
    found.extend(words.record(Source::Activity, "rights-source-activity-about", &about));
    Ok(found)
}

/// What everybody may see of their own without asking: the staff list, roles and covers, times away, what they were
/// asked to read, what they said to drafts, and sign-ins.
///
/// # Errors
/// The database is away, or there is no such person.
pub fn own(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    let person = people::get(tenant, id)?.ok_or(RightsError::NotFound)?;
    let names = Names::read(tenant)?;
    let mut found = Vec::new();
    let details = details(tenant, &person, &names, words)?;
    found.extend(words.record(Source::Person, "rights-source-person-title", &details));
    let roles = roles(tenant, id, words)?;
    found.extend(words.record(Source::Role, "rights-source-role-title", &roles));
    let covers = covers(tenant, id, &names, words)?;
    found.extend(words.record(Source::Role, "rights-source-cover-title", &covers));
    let away = absences::of_person(tenant, id)?;
    let away: Vec<String> = away.iter().map(|absence| away_line(absence, words)).collect();
    found.extend(words.record(Source::Away, "rights-source-away-title", &away));
    let reading = reading(tenant, id, words)?;
    found.extend(words.record(Source::Reading, "rights-source-reading-title", &reading));
    let drafts = said::drafts(tenant, id, words)?;
    found.extend(words.record(Source::Reading, "rights-source-drafts-title", &drafts));
    let joined = joined(tenant, id, words)?;
    found.extend(words.record(Source::SignIn, "rights-source-joined-title", &joined));
    let sign_ins = signing_in::account(tenant, now, &person, words)?;
    found.extend(words.record(Source::SignIn, "rights-source-sign-in-title", &sign_ins));
    let tablets = signing_in::without_account(tenant, &person, words)?;
    found.extend(words.record(Source::SignIn, "rights-source-kiosk-title", &tablets));
    Ok(found)
}

/// As whom somebody signed: what stood on the list then.
fn signed_as(signature: &Acknowledgement, words: Words<'_>) -> String {
    let method = format!("sign-method-{}", signature.method.as_str().replace('_', "-"));
    let values = args([
        ("receipt", signature.receipt.clone()),
        ("name", signature.person_name.clone()),
        ("job", signature.job_title.clone()),
        ("service", signature.service_name.clone()),
        ("language", words.messages.get(signature.language, "language-name")),
        ("method", words.get(&method)),
        ("served", words.moment(signature.served_at)),
    ]);
    words.say("rights-line-signed-as", &values)
}

/// Where they stand in for somebody, and where somebody does for them.
fn covers(
    tenant: &mut Tenant<'_>,
    id: PersonId,
    names: &Names,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let line = |cover: held::CoverHeld| {
        let key = if cover.holder == id { "rights-line-covered" } else { "rights-line-covers" };
        let role = saying::role(words.messages, words.language, names, (cover.role, cover.service));
        let values = args([
            ("role", role),
            ("from", words.day(cover.from_on)),
            ("until", words.day(cover.stood_until())),
            ("reason", cover.reason),
        ]);
        words.say(key, &values)
    };
    Ok(held::covers(tenant, id)?.into_iter().map(line).collect())
}

fn away_line(absence: &Absence, words: Words<'_>) -> String {
    let mut line = words.day(absence.from);
    if let Some(until) = absence.until {
        line = format!("{line} – {}", words.day(until));
    }
    let reason = absence.reason.map(|reason| {
        let key = format!("people-away-{}", reason.as_str().replace('_', "-"));
        format!(": {}", words.get(&key))
    });
    let back = absence.ended_on.map(|on| words.say("rights-line-back", &args([("on", words.day(on))])));
    let back = back.map(|back| format!(" ({back})"));
    format!("{line}{}{}", reason.unwrap_or_default(), back.unwrap_or_default())
}

/// How they came in: invitations, and terms that they accepted.
fn joined(tenant: &mut Tenant<'_>, id: PersonId, words: Words<'_>) -> Result<Vec<String>, RightsError> {
    let mut lines = Vec::new();
    for (email, at, accepted) in held::invitations(tenant, id)? {
        let accepted = accepted.map(|at| words.moment(at));
        let key = if accepted.is_some() { "rights-line-joined" } else { "rights-line-invited" };
        let values =
            args([("email", email), ("at", words.moment(at)), ("accepted", accepted.unwrap_or_default())]);
        lines.push(words.say(key, &values));
    }
    for from in held::memberships(tenant, id)? {
        lines.push(words.say("rights-line-member", &args([("from", words.moment(from))])));
    }
    for (document, version, at) in held::terms(tenant, id)? {
        let document = words.get(&format!("terms-title-{}", document.replace('_', "-")));
        let version = version.to_string();
        let values = args([("document", document), ("version", version), ("at", words.moment(at))]);
        lines.push(words.say("rights-line-terms", &values));
    }
    Ok(lines)
}

/// The roles that somebody holds, and those that they held.
fn roles(tenant: &mut Tenant<'_>, id: PersonId, words: Words<'_>) -> Result<Vec<String>, RightsError> {
    let services = organisations::store::service_names(tenant)?;
    let names = Names { services, ..Names::default() };
    let reasons = held::reasons(tenant, id)?;
    let line = |(held, from, until): (people::Held, Moment, Option<Moment>)| {
        let role = saying::role(words.messages, words.language, &names, (held.role, held.service));
        let ended = until.map(|until| words.day(until.day()));
        let key = if ended.is_some() { "rights-line-role-ended" } else { "rights-line-role" };
        let values =
            args([("role", role), ("from", words.day(from.day())), ("until", ended.unwrap_or_default())]);
        let reason = reasons.get(&held.id).map(|reason| format!(". {reason}")).unwrap_or_default();
        format!("{}{reason}", words.say(key, &values))
    };
    Ok(people::store::grants_ever(tenant, id)?.into_iter().map(line).collect())
}

fn details(
    tenant: &mut Tenant<'_>,
    person: &Person,
    names: &Names,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let services = people::store::services_of(tenant, person.id)?;
    let services: Vec<&str> =
        services.iter().filter_map(|id| names.services.get(id).map(String::as_str)).collect();
    let standing = &person.standing;
    let leader = standing.line_manager.and_then(|id| names.people.get(&id).cloned());
    let worker = words.get(&format!("people-worker-{}", person.worker_type.as_str()));
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let regulator = |word: &String| match registers::of_word(word) {
        Some(keeper) => words.get(&format!("people-regulator-{}", keeper.word)),
        None => word.clone(),
    };
    let all = [
        ("people-given-name", person.given_name.clone()),
        ("people-family-name", person.family_name.clone()),
        ("people-email", person.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default()),
        ("people-phone", text(&person.phone)),
        ("people-job-title", person.job_title.clone()),
        ("people-worker", worker),
        (
            "people-staff-number",
            standing.staff_number.as_ref().map(|one| one.as_str().to_owned()).unwrap_or_default(),
        ),
        ("people-agency", text(&standing.agency)),
        ("people-services", services.join(", ")),
        ("people-line-manager", leader.unwrap_or_default()),
        ("people-language", words.messages.get(person.language, "language-name")),
        ("people-started", person.started_on.map(|day| words.day(day)).unwrap_or_default()),
        (
            "rights-last-day",
            person.left_on.or(standing.ends_on).map(|day| words.day(day)).unwrap_or_default(),
        ),
        ("people-regulator", standing.regulator.as_ref().map(regulator).unwrap_or_default()),
        ("rights-register-number", text(&standing.register_number)),
    ];
    let filled = all.iter().filter(|(_, value)| !value.is_empty());
    Ok(filled.map(|(label, value)| words.line(label, value)).collect())
}

fn reading(tenant: &mut Tenant<'_>, person: PersonId, words: Words<'_>) -> Result<Vec<String>, RightsError> {
    let signed = signing::of_person(tenant, person)?;
    let asked = signing::assignments_of_person(tenant, person)?;
    let line = |one: &crate::acknowledgements::Assignment| {
        let receipt = signed.iter().find(|signature| signature.assignment == one.id);
        let values = args([
            ("title", one.title.clone()),
            ("version", one.label.clone()),
            ("asked", words.day(one.created_at.day())),
            ("signed", receipt.map(|receipt| words.moment(receipt.signed_at)).unwrap_or_default()),
            ("receipt", receipt.map(|receipt| receipt.receipt.clone()).unwrap_or_default()),
        ]);
        let key = if receipt.is_some() { "rights-line-signed" } else { "rights-line-asked" };
        words.say(key, &values)
    };
    let mut lines: Vec<String> = asked.iter().map(line).collect();
    lines.extend(signed.iter().map(|one| signed_as(one, words)));
    Ok(lines)
}
