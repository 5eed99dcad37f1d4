//! Taking back what a list did: who was new goes off the staff list, who was changed gets back what stood there.
//!
//! For a few days, and as long as nobody of the new ones has signed in, signed or holds a role, and nobody of the
//! changed ones was changed since. Whoever is new and has been invited or asked to read meanwhile, or is under a
//! legal hold, is kept as somebody who has left, because those records stay. Cases keep names of their own: nobody
//! stays for being named in one, and so nobody learns of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ImportError, ImportRow, ImportState, Rights, RowState, StaffImport, events, store, world};
use crate::access::email::Email;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId, StaffImportId};
use crate::mail::Post;
use crate::messages::Language;
use crate::people::{self, Details, Person, StaffNumber, Standing, WorkerType, store as list};
use crate::reactions;

/// For how many days a list can be taken back.
pub const DAYS: i64 = 14;

/// What the staff list said of somebody at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    given_name: String,
    family_name: String,
    email: Option<String>,
    phone: Option<String>,
    job_title: String,
    worker_type: WorkerType,
    language: Language,
    started_on: Option<Day>,
    services: BTreeSet<ServiceId>,
    staff_number: Option<String>,
    line_manager: Option<PersonId>,
    ends_on: Option<Day>,
    agency: Option<String>,
    regulator: Option<String>,
    register_number: Option<String>,
}

impl Kept {
    /// What it says now.
    ///
    /// # Errors
    /// The database is away, or no such person.
    pub fn now(tenant: &mut Tenant<'_>, id: PersonId) -> Result<Self, ImportError> {
        let person = list::get(tenant, id)?.ok_or(ImportError::NotFound)?;
        Ok(Self::of(person, list::services_of(tenant, id)?))
    }

    fn of(person: Person, services: BTreeSet<ServiceId>) -> Self {
        let standing = person.standing;
        Self {
            given_name: person.given_name,
            family_name: person.family_name,
            email: person.email.map(|email| email.as_str().to_owned()),
            phone: person.phone,
            job_title: person.job_title,
            worker_type: person.worker_type,
            language: person.language,
            started_on: person.started_on,
            services,
            staff_number: standing.staff_number.map(|number| number.as_str().to_owned()),
            line_manager: standing.line_manager,
            ends_on: standing.ends_on,
            agency: standing.agency,
            regulator: standing.regulator,
            register_number: standing.register_number,
        }
    }

    /// As the form of a person says it.
    #[must_use]
    pub fn details(&self) -> Details {
        Details {
            given_name: self.given_name.clone(),
            family_name: self.family_name.clone(),
            email: self.email_of(),
            phone: self.phone.clone(),
            job_title: self.job_title.clone(),
            worker_type: self.worker_type,
            language: self.language,
            started_on: self.started_on,
            services: self.services.clone(),
        }
    }

    fn email_of(&self) -> Option<Email> {
        self.email.as_deref().and_then(Email::parse)
    }

    /// How they stood in the organisation.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            staff_number: self.staff_number.clone().map(StaffNumber::kept),
            line_manager: self.line_manager,
            ends_on: self.ends_on,
            agency: self.agency.clone(),
            regulator: self.regulator.clone(),
            register_number: self.register_number.clone(),
        }
    }

    fn differs(&self, person: &Person, places: &BTreeSet<ServiceId>) -> Vec<&'static str> {
        people::changed(person, places, &self.details(), &self.standing())
    }
}

/// Why a list can't be taken back, for one person. The word ends a message's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody new has signed in.
    SignedIn,
    /// Somebody new has signed a policy.
    Signed,
    /// Somebody new holds a role.
    Role,
    /// Somebody who was changed is not as the list left them.
    Changed,
    /// Whoever asks may not change this person.
    Right,
}

impl Obstacle {
    /// The end of its message's key.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::Signed => "signed",
            Self::Role => "role",
            Self::Changed => "changed",
            Self::Right => "right",
        }
    }
}

/// What would go back.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Who goes off the list.
    pub off: Vec<(PersonId, String)>,
    /// Who gets back what stood there, and in which fields.
    pub back: Vec<(PersonId, String, Vec<&'static str>)>,
    /// Why it can't be done, with the name of the person.
    pub obstacles: Vec<(String, Obstacle)>,
    kept: BTreeMap<PersonId, Kept>,
    /// The first day of who goes off, where the list says it.
    started: Vec<(PersonId, Option<Day>)>,
}

/// Whether a list can be taken back at all: it was written a few days ago at the most, it changed something, and
/// what stood there before is still known.
#[must_use]
pub fn is_offered(import: &StaffImport, rows: &[ImportRow], now: Moment) -> bool {
    let is_recent = import.finished_at.is_some_and(|at| now.day() <= last_day(at));
    let is_known = |row: &ImportRow| row.state != RowState::Changed || row.before.is_some();
    let does = |row: &ImportRow| matches!(row.state, RowState::Added | RowState::Changed);
    import.state == ImportState::Done
        && import.undone_at.is_none()
        && is_recent
        && rows.iter().any(does)
        && rows.iter().all(is_known)
}

/// The last day on which a list can be taken back.
#[must_use]
pub fn last_day(finished_at: Moment) -> Day {
    finished_at.day().plus_days(DAYS)
}

/// What would go back, and what stands against it.
///
/// # Errors
/// The database is away.
pub fn plan(
    tenant: &mut Tenant<'_>,
    today: Day,
    rights: &Rights,
    rows: &[ImportRow],
) -> Result<Plan, ImportError> {
    let world = world::read(tenant, rights, today)?;
    let known: BTreeMap<PersonId, _> = world.known.iter().map(|known| (known.person.id, known)).collect();
    let added: Vec<PersonId> =
        rows.iter().filter(|row| row.state == RowState::Added).filter_map(|row| row.person).collect();
    let signed = reactions::signed_by(tenant, &added)?;
    let roles: BTreeSet<PersonId> = list::all_grants(tenant)?.into_iter().map(|held| held.person).collect();
    let mut plan = Plan::default();
    for row in rows {
        let Some(known) = row.person.and_then(|id| known.get(&id)) else { continue };
        let (person, name) = (&known.person, known.person.name());
        let right = |stands: bool| (!stands).then_some(Obstacle::Right);
        match (row.state, &row.before) {
            (RowState::Added, _) if person.is_present() => {
                let id = person.id;
                let found = [
                    (person.account.is_some(), Obstacle::SignedIn),
                    (signed.contains(&id), Obstacle::Signed),
                    (roles.contains(&id), Obstacle::Role),
                ];
                let found = found.into_iter().find(|(is_one, _)| *is_one).map(|(_, found)| found);
                let may = known.may_change && !known.keeps_end;
                plan.obstacles.extend(found.or(right(may)).map(|found| (name.clone(), found)));
                plan.started.push((id, person.started_on));
                plan.off.push((id, name));
            }
            (RowState::Changed, Some((was, became))) => {
                let is_as_left = person.is_present() && became.differs(person, &known.places).is_empty();
                let (address, end) = (was.email_of() != person.email, was.ends_on != person.standing.ends_on);
                let renames = (was.given_name.clone(), was.family_name.clone()) != person.names();
                let kept = (renames && known.keeps_name)
                    || (address && known.keeps_address)
                    || (end && known.keeps_end);
                let may = known.may_change && !kept;
                let found = (!is_as_left).then_some(Obstacle::Changed).or(right(may));
                plan.obstacles.extend(found.map(|found| (name.clone(), found)));
                plan.back.push((person.id, name, was.differs(person, &known.places)));
                plan.kept.insert(person.id, was.clone());
            }
            _ => {}
        }
    }
    Ok(plan)
}

/// How many of each came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    /// Went off the list.
    pub removed: i64,
    /// Were invited or asked to read meanwhile, and stand among those who have left.
    pub left: i64,
    /// Got back what stood there.
    pub restored: i64,
}

/// Takes a list back.
///
/// # Errors
/// It can't be, any more.
pub fn undo(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: StaffImportId,
    rights: &Rights,
) -> Result<Undone, ImportError> {
    if store::is_any_applying(tenant)? {
        return Err(ImportError::Busy);
    }
    let import = store::get(tenant, id)?.ok_or(ImportError::NotFound)?;
    let rows = store::rows(tenant, id)?;
    if !is_offered(&import, &rows, now) {
        return Err(ImportError::MovedOn);
    }
    let plan = plan(tenant, now.day(), rights, &rows)?;
    if !plan.obstacles.is_empty() {
        return Err(ImportError::Changed);
    }
    let written = import.finished_at.unwrap_or(now).day();
    let stay = reactions::telling_of_roles(tenant, now, post, |tenant| {
        tenant.by_list(|tenant| put_back(tenant, now, post, id, &plan, written))
    })?;
    store::set_undone(tenant, now, id)?;
    let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let undone = Undone {
        removed: count(plan.off.len().saturating_sub(stay)),
        left: count(stay),
        restored: count(plan.back.len()),
    };
    audit::record(tenant, now, &events::StaffImportUndone { import: id, undone })?;
    reactions::fields_changed(tenant, now)?;
    Ok(undone)
}

/// Puts people back as they were, and takes the others off; how many stay among the leavers.
fn put_back(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    id: StaffImportId,
    plan: &Plan,
    written: Day,
) -> Result<usize, ImportError> {
    for (person, kept) in &plan.kept {
        let amended = people::amend(tenant, now, *person, &kept.details(), &kept.standing())?;
        reactions::amended(tenant, now, post, *person, &amended)?;
    }
    let since: Vec<(PersonId, Day)> = plan
        .started
        .iter()
        .map(|(person, started)| (*person, started.map_or(written, |day| day.min(written))))
        .collect();
    let held = reactions::held(tenant, now, &since)?;
    let off = plan.off.iter().map(|(person, _)| *person);
    let (mut stay, off): (Vec<PersonId>, _) = off.partition(|person| held.contains(person));
    stay.extend(remove_all(tenant, now, id, off)?);
    for person in &stay {
        people::leave(tenant, now, *person, now.day())?;
        reactions::left(tenant, now, *person)?;
    }
    Ok(stay.len())
}

/// Takes people off the list, led before leaders; who stays, because something else speaks of them.
fn remove_all(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: StaffImportId,
    mut left: Vec<PersonId>,
) -> Result<Vec<PersonId>, ImportError> {
    store::forget_people(tenant, id, &left)?;
    loop {
        let mut stay = Vec::new();
        for person in &left {
            if list::remove(tenant, *person)? {
                audit::record(tenant, now, &events::PersonTakenOff { person: *person })?;
            } else {
                stay.push(*person);
            }
        }
        if stay.len() == left.len() {
            return Ok(stay);
        }
        left = stay;
    }
}

/// Drops lists that nobody added for a long time, and forgets what can't be taken back any more; how many lists
/// were dropped.
///
/// # Errors
/// The database is away.
pub fn sweep(tenant: &mut Tenant<'_>, now: Moment) -> Result<u64, ImportError> {
    let before = now.day().plus_days(-DAYS).at(0, 0);
    let mut dropped = 0;
    for id in store::waiting_since(tenant, before)? {
        super::drop_list(tenant, now, id)?;
        dropped += 1;
    }
    store::forget_before(tenant, before)?;
    Ok(dropped)
}
