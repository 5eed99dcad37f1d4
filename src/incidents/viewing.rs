//! Who may see what of a case. Whoever wasn't told, or is complained of, finds nothing: as for a reference
//! that doesn't exist.

use std::collections::BTreeSet;

use super::anew::Records;
use super::chain::{self, Entry, Happened, Happening};
use super::sealed::{self, Closing, Contents};
use super::status::State;
use super::{Case, IncidentError, ToldRow, anew, reference as references, store, telling};
use crate::clock::Moment;
use crate::db::ids::{IncidentId, PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::people;

/// A line of a case's log, for those who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What happened.
    pub what: Happened,
    /// When.
    pub at: Moment,
    /// Who did it; for [`Happened::Told`] who was told.
    pub person: Option<PersonId>,
    /// The words of a note or of the outcome.
    pub words: Option<String>,
}

/// A case as somebody who was told sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The case.
    pub case: Case,
    /// What the report says.
    pub contents: Contents,
    /// How it was closed.
    pub closing: Option<Closing>,
    /// Who was told, in order.
    pub told: Vec<ToldRow>,
    /// Its log, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// Somebody complained of stands on the line: go outside at once.
    pub names_the_line: bool,
}

/// Who was told of a case. What somebody was told before another could act in their place isn't theirs any more.
pub(super) fn still_told(
    tenant: &mut Tenant<'_>,
    case: IncidentId,
) -> Result<BTreeSet<PersonId>, IncidentError> {
    let told = store::told(tenant, case)?;
    Ok(still(tenant, &told)?.into_iter().map(|told| told.person).collect())
}

/// Those of these rows that still hold.
pub(super) fn still<'a>(tenant: &mut Tenant<'_>, told: &'a [ToldRow]) -> Result<Vec<&'a ToldRow>, DbError> {
    let mut still = Vec::new();
    for row in told {
        let since = people::store::anew_since(tenant, row.person)?;
        if since.is_none_or(|since| row.told_at > since) {
            still.push(row);
        }
    }
    Ok(still)
}

/// Who was told, is still there and can open it: who isn't kept out.
pub(super) fn there<'a>(
    tenant: &mut Tenant<'_>,
    told: &'a [ToldRow],
    kept_out: &BTreeSet<PersonId>,
) -> Result<Vec<&'a ToldRow>, DbError> {
    let (members, mut there) = (people::store::members(tenant)?, Vec::new());
    for row in still(tenant, told)?.into_iter().filter(|row| !kept_out.contains(&row.person)) {
        if people::get(tenant, row.person)?.is_some_and(|one| telling::is_reachable(&one, &members)) {
            there.push(row);
        }
    }
    Ok(there)
}

/// Whether whoever acts as somebody now acted as them at a moment already: an account can be given to another.
pub(super) fn is_still(tenant: &mut Tenant<'_>, person: PersonId, at: Moment) -> Result<bool, DbError> {
    let joined = people::store::joined_at(tenant, person)?;
    let anew = people::store::anew_since(tenant, person)?;
    Ok(joined.is_none_or(|joined| at >= joined) && anew.is_none_or(|anew| at > anew))
}

/// The case of a reference, for somebody who was told of it and isn't complained of.
pub(super) fn find(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    reference: &str,
) -> Result<(Case, Contents), IncidentError> {
    let case = store::by_reference(tenant, &references::normal(reference))?.ok_or(IncidentError::NotFound)?;
    if !still_told(tenant, case.id)?.contains(&person) {
        return Err(IncidentError::NotFound);
    }
    let contents = Contents::open(tenant, case.id, &case.sealed)?;
    let complained_of = anew::complained_of(tenant, &case, &contents.subject)?;
    if complained_of.contains(&person) {
        return Err(IncidentError::NotFound);
    }
    Ok((case, contents))
}

/// Whether somebody may know of a case, without opening it.
///
/// # Errors
/// Not a case of this person.
pub fn check_known(tenant: &mut Tenant<'_>, person: PersonId, reference: &str) -> Result<(), IncidentError> {
    find(tenant, person, reference).map(|_case| ())
}

/// Opens a case: the view is written into its log first, so that nothing is seen that isn't noted.
///
/// # Errors
/// Not a case of this person, or the view can't be noted.
pub fn open(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
) -> Result<Opened, IncidentError> {
    let (case, contents) = find(tenant, person, reference)?;
    for told in store::told(tenant, case.id)?.iter().filter(|told| told.person == person) {
        store::set_opened(tenant, now, told.id)?;
    }
    chain::record(tenant, now, &case, Happening::by(Happened::Viewed, person))?;
    let closing = match &case.outcome {
        Some(sealed) => Some(Closing::open(tenant, case.id, case.sealed.key, sealed)?),
        None => None,
    };
    let told = store::told(tenant, case.id)?;
    let timeline = timeline(tenant, &case)?;
    let names_the_line = telling::names_the_line(tenant, now, &case, &contents)?;
    Ok(Opened { case, contents, closing, told, timeline, names_the_line })
}

fn timeline(tenant: &mut Tenant<'_>, case: &Case) -> Result<Vec<TimelineEntry>, IncidentError> {
    let mut timeline = Vec::new();
    for (entry, words) in store::entries(tenant, case.id)? {
        let Some(what) = Happened::from_word(&entry.action) else { continue };
        let words = match words {
            Some(words) => Some(chain::open(tenant, case, entry.id, &words)?),
            None => None,
        };
        timeline.push(TimelineEntry { what, at: entry.as_of, person: person_of(&entry), words });
    }
    Ok(timeline)
}

/// Whether somebody wrote the same note within the last minute.
///
/// # Errors
/// The database is away, or the case doesn't open.
pub(super) fn was_just_noted(
    tenant: &mut Tenant<'_>,
    case: &Case,
    now: Moment,
    person: PersonId,
    words: &str,
) -> Result<bool, IncidentError> {
    let timeline = timeline(tenant, case)?;
    let last =
        timeline.iter().rev().find(|entry| entry.what == Happened::Noted && entry.person == Some(person));
    Ok(last.is_some_and(|note| note.words.as_deref() == Some(words) && now < note.at.plus_minutes(1)))
}

fn person_of(entry: &Entry) -> Option<PersonId> {
    let told = entry.fact("person").and_then(|id| PersonId::parse(id.as_str()?));
    told.or_else(|| entry.actor.map(PersonId::from_any))
}

/// The cases that somebody may see, newest first.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn seen_by(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Case>, IncidentError> {
    let mut seen = Vec::new();
    let since = people::store::anew_since(tenant, person)?;
    let told = store::told_to(tenant, person, since)?;
    if told.is_empty() {
        return Ok(seen);
    }
    let records = Records::read(tenant)?;
    for case in told {
        let contents = Contents::open(tenant, case.id, &case.sealed)?;
        if !records.complained_of(case.received_at, &contents.subject).contains(&person) {
            seen.push(case);
        }
    }
    Ok(seen)
}

/// How many open cases somebody may see; counted anew each time, never stored.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn open_count(tenant: &mut Tenant<'_>, person: PersonId) -> Result<usize, IncidentError> {
    let seen = seen_by(tenant, person)?;
    Ok(seen.iter().filter(|case| case.state != State::Closed).count())
}

/// What a reporter sees of an own report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The reference.
    pub reference: String,
    /// Where it stands. Nobody is looking at it once all have left who opened it.
    pub state: State,
    /// When it was sent.
    pub received_at: Moment,
    /// Nobody inside the organisation is left who has it or could be told: it is kept sealed.
    pub sealed: bool,
    /// Somebody who was told is still there.
    pub is_held: bool,
    /// The service it is about.
    pub service: ServiceId,
}

/// Somebody's own reports, newest first: those that were sent since they have the account with which they ask, for
/// an account can be given to somebody who isn't the reporter.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn mine(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<Vec<Mine>, IncidentError> {
    let mut mine = Vec::new();
    for stub in store::stubs(tenant)? {
        let is_own = sealed::reporter(tenant, stub.id, stub.key, &stub.reporter)? == person;
        if !is_own || !is_still(tenant, person, stub.received_at)? {
            continue;
        }
        let told = store::told(tenant, stub.id)?;
        let kept_out = kept_out(tenant, stub.id)?;
        let there = there(tenant, &told, &kept_out)?;
        let is_held = !there.is_empty();
        let is_loose = !is_held && stub.state != State::Closed;
        let is_left = stub.state == State::Looking && there.iter().all(|told| told.opened_at.is_none());
        mine.push(Mine {
            sealed: is_loose && (stub.stranded || is_nobody_left(tenant, now, stub.id, &told)?),
            is_held,
            reference: stub.reference,
            state: if is_left { State::Received } else { stub.state },
            received_at: stub.received_at,
            service: stub.service,
        });
    }
    Ok(mine)
}

/// Who doesn't have a case although they may have been told of it.
fn kept_out(tenant: &mut Tenant<'_>, case: IncidentId) -> Result<BTreeSet<PersonId>, IncidentError> {
    let case = store::by_id(tenant, case)?.ok_or(IncidentError::NotFound)?;
    let contents = Contents::open(tenant, case.id, &case.sealed)?;
    Ok(telling::kept_out(tenant, &case, &contents)?)
}

fn is_nobody_left(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: IncidentId,
    told: &[ToldRow],
) -> Result<bool, IncidentError> {
    let case = store::by_id(tenant, case)?.ok_or(IncidentError::NotFound)?;
    telling::is_nobody_left(tenant, now, &case, told)
}

/// One of somebody's own reports.
///
/// # Errors
/// Not their report.
pub fn own(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
) -> Result<Mine, IncidentError> {
    let wanted = references::normal(reference);
    mine(tenant, now, person)?
        .into_iter()
        .find(|mine| mine.reference == wanted)
        .ok_or(IncidentError::NotFound)
}
