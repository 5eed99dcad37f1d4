//! What Polisi holds about one person, in words: never anything of a case, and no hint that there is one.

use std::collections::BTreeSet;

use super::requests::{self, Viewer};
use super::sealed::Row;
use super::{Found, KIND, Record, RightsError, Source, State, What, cases, store};
use crate::access::devices::{self, Browser};
use crate::access::factor;
use crate::acknowledgements::store as signing;
use crate::activity::{self, facts};
use crate::audit::{self, Filter, Line, Within};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{AnyId, PersonId, RightsRecordId, RightsRequestId};
use crate::mail::{self, Post};
use crate::messages::{Language, Messages, args};
use crate::organisations;
use crate::people::absences::store as absences;
use crate::people::covers::{Names, saying};
use crate::people::{self, Person, registers};
use crate::policies;
use crate::web::dates;

/// The table of records, as sealed columns are bound to it.
pub(super) const RECORDS: &str = "rights_records";
/// Lines of the log that are read at a time.
const PART: i64 = 1_000;
/// Kinds of row in the log of which nothing is told here.
const NOT_TOLD: &[&str] = &["incident", "incidents", "case", "cases", KIND, "data_complaint"];

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

/// Looks for everything about the person of a request and keeps what wasn't found before; those who have a case
/// that touches the person are asked to answer for it. How many records are new.
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
    for (source, found) in about(tenant, now, person, words)? {
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

fn about(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    let mut found = own(tenant, now, id, words)?;
    let mails: Vec<String> = mail::to_person(tenant, id)?
        .into_iter()
        .map(|(at, subject, _state)| format!("{}: {subject}", words.moment(at)))
        .collect();
    found.extend(words.record(Source::Mail, "rights-source-mail-title", &mails));
    let by = Filter { actor: Some(id.any()), oldest_first: true, ..Filter::default() };
    let (names, within) = named(tenant, id)?;
    let by = log(tenant, by, words, (&names, &within, false))?;
    found.extend(words.record(Source::Activity, "rights-source-activity-by", &by));
    let about = Filter { subject: Some(id.any()), oldest_first: true, ..Filter::default() };
    let about = log(tenant, about, words, (&names, &within, true))?;
    found.extend(words.record(Source::Activity, "rights-source-activity-about", &about));
    Ok(found)
}

/// What everybody may see of their own without asking: the staff list, roles, times away, what they were asked to
/// read, and sign-ins.
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
    let away: Vec<String> = absences::of_person(tenant, id)?
        .into_iter()
        .map(|absence| match absence.until {
            Some(until) => format!("{} – {}", words.day(absence.from), words.day(until)),
            None => words.day(absence.from),
        })
        .collect();
    found.extend(words.record(Source::Away, "rights-source-away-title", &away));
    let reading = reading(tenant, id, words)?;
    found.extend(words.record(Source::Reading, "rights-source-reading-title", &reading));
    let sign_ins = sign_ins(tenant, now, &person, words)?;
    found.extend(words.record(Source::SignIn, "rights-source-sign-in-title", &sign_ins));
    Ok(found)
}

/// The roles that somebody holds, and those that they held.
fn roles(tenant: &mut Tenant<'_>, id: PersonId, words: Words<'_>) -> Result<Vec<String>, RightsError> {
    let services = organisations::store::service_names(tenant)?;
    let names = Names { services, ..Names::default() };
    let line = |(held, from, until): (people::Held, Moment, Option<Moment>)| {
        let role = saying::role(words.messages, words.language, &names, (held.role, held.service));
        let ended = until.map(|until| words.day(until.day()));
        let key = if ended.is_some() { "rights-line-role-ended" } else { "rights-line-role" };
        let values =
            args([("role", role), ("from", words.day(from.day())), ("until", ended.unwrap_or_default())]);
        words.messages.format(words.language, key, &values)
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
        words.messages.format(words.language, key, &values)
    };
    Ok(asked.iter().map(line).collect())
}

/// Browsers that the account signed in with, unless it opens other organisations too: then these are theirs as
/// little as they are ours.
fn sign_ins(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: &Person,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let Some(account) = person.account else { return Ok(Vec::new()) };
    if factor::opens_more(&mut tenant.system(), account)? {
        return Ok(vec![words.get("rights-line-account-elsewhere")]);
    }
    let known = devices::of_account(&mut tenant.system(), now, account, &Browser::of_cookie(None))?;
    let line = |device: devices::KnownDevice| {
        let values = args([
            ("browser", device.agent),
            ("first", words.moment(device.first_seen_at)),
            ("last", words.moment(device.last_seen_at)),
        ]);
        words.messages.format(words.language, "rights-line-sign-in", &values)
    };
    Ok(known.into_iter().map(line).collect())
}

/// The names that the lines of an answer may tell: the person's own, and those of services and policies; of nobody
/// else.
fn named(tenant: &mut Tenant<'_>, person: PersonId) -> Result<(activity::Names, Within), RightsError> {
    let mut subjects: BTreeSet<AnyId> =
        organisations::store::service_names(tenant)?.into_keys().map(|id| id.any()).collect();
    subjects.extend(policies::store::all(tenant)?.into_iter().map(|policy| policy.id.any()));
    Ok((activity::Names::read(tenant)?, Within { subjects, actor: person.any() }))
}

/// Lines of the log with their facts; with the words beside them when it is about the person.
fn log(
    tenant: &mut Tenant<'_>,
    filter: Filter,
    words: Words<'_>,
    (names, within, with_words): (&activity::Names, &Within, bool),
) -> Result<Vec<String>, RightsError> {
    let (mut all, mut place) = (Vec::new(), None);
    let facts = |line: &Line| {
        let told =
            facts::told((words.messages, words.language), names, Some(within), &line.facts).into_iter();
        told.filter(|fact| !fact.code).map(|fact| format!("{}: {}", fact.name, fact.value))
    };
    loop {
        let part = audit::lines(tenant, &filter.clone().from_place(place), PART, 0)?;
        let Some(last) = part.last() else { return Ok(all) };
        place = Some(last.seq);
        let told: Vec<Line> =
            part.into_iter().filter(|line| !NOT_TOLD.contains(&line.subject_kind.as_str())).collect();
        let mut beside = Vec::new();
        // Databases bound the number of values in one statement.
        for some in told.chunks(500).filter(|_| with_words) {
            let ids: Vec<_> = some.iter().map(|line| line.id).collect();
            beside.extend(audit::words_of(tenant, &ids)?);
        }
        for line in &told {
            let what = words.get(&format!("activity-{}", line.action));
            let said = beside.iter().find(|(id, _)| *id == line.id).map(|(_, said)| said.as_str());
            // What had nothing to say left an empty place in lines of before.
            let said = said.into_iter().flat_map(|said| said.split(", ")).filter(|part| !part.is_empty());
            let told: Vec<String> = said.map(str::to_owned).chain(facts(line)).collect();
            let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
            all.push(format!("{}: {what}{told}", words.moment(line.at)));
        }
    }
}
