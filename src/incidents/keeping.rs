//! What the keeping of cases needs: those that are closed, the holds on them, and their end.

use std::collections::BTreeSet;

use super::chain::{self, Entry, Happened, Happening};
use super::commitment::KIND;
use super::events::CasesCommitted;
use super::sealed::{Contents, Group};
use super::{IncidentError, anew, store, viewing};
use crate::audit::tombstones::{self, By, Record};
use crate::audit::{self, Filter};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{IncidentId, PersonId, ServiceId};

/// A closed case, as far as a rule of keeping must know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedCase {
    /// The row.
    pub id: IncidentId,
    /// The service it is about.
    pub service: ServiceId,
    /// When it was sent.
    pub received_on: Day,
    /// The day of its end: it was closed, and nothing was written into it afterwards.
    pub ended_on: Day,
    /// A child is affected.
    pub affects_child: bool,
    /// Who is named in it: the reporter and those complained of.
    pub people: BTreeSet<PersonId>,
    /// The daily commitment covers it to its end.
    pub is_committed: bool,
}

fn people(contents: &Contents) -> BTreeSet<PersonId> {
    contents.subject.people.iter().copied().chain([contents.reporter]).collect()
}

/// The closed cases. Only for what the program does by itself, and for those among them whom somebody sees.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn closed(tenant: &mut Tenant<'_>) -> Result<Vec<ClosedCase>, IncidentError> {
    let committed = Filter { action: Some(CasesCommitted::ACTION.to_owned()), ..Filter::default() };
    let committed = audit::lines(tenant, &committed, 1, 0)?.pop().map_or(0, |line| line.seq);
    let mut closed = Vec::new();
    for case in store::everything(tenant)? {
        let Some(closed_at) = case.closed_at else { continue };
        let contents = Contents::open(tenant, case.id, &case.sealed)?;
        let entries: Vec<Entry> =
            store::entries(tenant, case.id)?.into_iter().map(|(entry, _)| entry).collect();
        let is_written = |entry: &&Entry| entry.action != Happened::Viewed.as_str();
        let last = entries.iter().filter(is_written).map(|entry| entry.as_of).max();
        let after = entries.iter().filter_map(Entry::after).max();
        closed.push(ClosedCase {
            id: case.id,
            service: case.service,
            received_on: case.received_at.day(),
            ended_on: last.unwrap_or(closed_at).max(closed_at).day(),
            affects_child: contents.affected.groups.contains(&Group::Child),
            people: people(&contents),
            is_committed: after.is_some_and(|after| after < committed),
        });
    }
    Ok(closed)
}

/// Who may see a case.
///
/// # Errors
/// The database is away, or the case doesn't open.
pub fn seers(tenant: &mut Tenant<'_>, id: IncidentId) -> Result<BTreeSet<PersonId>, IncidentError> {
    let Some(case) = store::by_id(tenant, id)? else { return Ok(BTreeSet::new()) };
    let contents = Contents::open(tenant, case.id, &case.sealed)?;
    let told = viewing::still_told(tenant, id)?.into_iter();
    let complained_of = anew::complained_of(tenant, &case, &contents.subject)?;
    Ok(told.filter(|person| !complained_of.contains(person)).collect())
}

/// Writes into the log of a case that a hold was put on it, or that it ended: the organisation's log would betray
/// the case.
///
/// # Errors
/// Not a case of this person.
pub fn note_hold(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    id: IncidentId,
    (is_new, words): (bool, &str),
) -> Result<(), IncidentError> {
    let case = store::by_id(tenant, id)?.ok_or(IncidentError::NotFound)?;
    viewing::check_known(tenant, person, &case.reference)?;
    let what = if is_new { Happened::Held } else { Happened::Released };
    chain::record(tenant, now, &case, Happening { words: Some(words), ..Happening::by(what, person) })
}

/// Removes a closed case with its log and its mails. The head of its log stays, so that the daily commitment goes on
/// covering it. False when it went before.
///
/// # Errors
/// The database is away.
pub fn remove(tenant: &mut Tenant<'_>, now: Moment, by: By, id: IncidentId) -> Result<bool, IncidentError> {
    let Some(case) = store::by_id(tenant, id)?.filter(|case| case.closed_at.is_some()) else {
        return Ok(false);
    };
    let entries = store::entries(tenant, id)?;
    let content = entries.last().map(|(entry, _)| entry.hash.clone()).unwrap_or_default();
    let record = Record { kind: KIND, id: id.any(), made_at: case.received_at, content };
    if !tombstones::record(tenant, now, by, &record)? {
        return Ok(false);
    }
    for (entry, _) in entries {
        let (id, made_at) = (entry.id.any(), entry.at);
        let record = Record { kind: "incident_entries", id, made_at, content: entry.hash };
        tombstones::record(tenant, now, by, &record)?;
    }
    store::remove(tenant, id)?;
    Ok(true)
}
