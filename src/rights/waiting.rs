//! Who runs a request, and what happens to one that nobody here may run.
//!
//! Whoever records a request never runs it for that. While everybody who could run it has a conflict it waits, and
//! the clock goes on: those without a conflict who give roles are told; where there are none, an owner names somebody
//! outside who decides. Whoever was named as having a conflict is told that there is such a request, and no more.

use std::collections::BTreeSet;

use super::bench::Bench;
use super::choosing::{self, Candidate};
use super::deadline::{self, Standing};
use super::requests::{self, REQUESTS, Viewer};
use super::sealed::Row;
use super::{Contents, Request, RightsError, State, What, Why, notices, store};
use crate::access::Role;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, RightsRequestId};
use crate::mail::Post;
use crate::organisations::Nation;
use crate::people;

/// Who may not know of a request.
pub type Barred = BTreeSet<PersonId>;

/// Those with a conflict, and whoever else is out for that ([`Bench::out`]).
///
/// # Errors
/// The database is away.
pub fn barred(
    tenant: &mut Tenant<'_>,
    bench: &Bench,
    request: &Request,
    conflicts: &[(PersonId, Why)],
) -> Result<Barred, RightsError> {
    bench.out(tenant, request.made_at, named(conflicts))
}

/// Those with a conflict, without the reasons.
pub(super) fn named(conflicts: &[(PersonId, Why)]) -> Barred {
    conflicts.iter().map(|(person, _)| *person).collect()
}

/// Who runs a request: whom it was given to while they may, or else whoever comes next. Nobody: it waits.
#[must_use]
pub fn runner(candidates: &[Candidate], request: &Request, barred: &Barred) -> Option<PersonId> {
    let stays = candidates.iter().any(|one| one.person == request.runner && one.may(barred));
    if stays { Some(request.runner) } else { choosing::runner(candidates, barred) }
}

/// What can be done about a request that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing: this person has a conflict.
    Barred,
    /// Nothing: this person recorded it.
    Recorded,
    /// Give a role to somebody without a conflict.
    Appoint,
    /// Name somebody outside who decides.
    Outside,
}

impl Told {
    /// The key of the words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Barred => "rights-told-barred",
            Self::Recorded => "rights-told-recorded",
            Self::Appoint => "rights-told-appoint",
            Self::Outside => "rights-told-outside",
        }
    }
}

/// Who can do something about a request that waits: those without a conflict who give roles, or else every owner.
fn helpers(tenant: &mut Tenant<'_>, barred: &Barred) -> Result<(Told, BTreeSet<PersonId>), RightsError> {
    let mut free = people::givers(tenant, (Role::DataProtectionLead, None))
        .map_err(|fault| RightsError::Unmade(fault.to_string()))?;
    free.retain(|person| !barred.contains(person));
    if !free.is_empty() {
        return Ok((Told::Appoint, free));
    }
    Ok((Told::Outside, people::acting_owners(tenant)?))
}

/// Whether somebody with a conflict is told of it: who was named, and who could have run it.
fn is_told(candidates: &[Candidate], (person, why): (PersonId, Why)) -> bool {
    why == Why::Named || candidates.iter().any(|one| one.person == person)
}

/// Mails to those who can do something about a request that waits; how many were queued.
pub(super) fn remind(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, barred, word): (&Request, &Barred, &str),
) -> Result<u64, RightsError> {
    let mut count = 0;
    for to in helpers(tenant, barred)?.1 {
        count += u64::from(notices::waits(tenant, now, post, (request, to), word)?);
    }
    Ok(count)
}

/// Tells of a new request: who runs it, or could help while nobody does, and who may not know of it.
pub(super) fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, runner): (&Request, Option<PersonId>),
    (conflicts, candidates): (&[(PersonId, Why)], &[Candidate]),
) -> Result<(), RightsError> {
    let barred = named(conflicts);
    let recorder = tenant.actor().person();
    if let Some(runner) = runner.filter(|runner| Some(*runner) != recorder) {
        notices::given(tenant, now, post, &Request { runner, ..request.clone() })?;
    }
    let mut mailed = BTreeSet::new();
    if runner.is_none() {
        mailed = helpers(tenant, &barred)?.1;
        remind(tenant, now, post, (request, &barred, "recorded"))?;
    }
    for one in conflicts.iter().filter(|one| is_told(candidates, **one)) {
        if !mailed.contains(&one.0) && Some(one.0) != recorder {
            notices::barred(tenant, now, post, (request, one.0))?;
        }
    }
    Ok(())
}

/// Gives a request whose runner has left or lost the role to whoever comes next, and tells them. Nobody: it waits.
pub(super) fn settle(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (request, candidates): (Request, &[Candidate]),
    barred: &Barred,
) -> Result<Option<Request>, RightsError> {
    let Some(runner) = runner(candidates, &request, barred) else { return Ok(None) };
    if runner == request.runner {
        return Ok(Some(request));
    }
    store::set_runner(tenant, request.id, runner)?;
    let request = Request { runner, ..request };
    requests::add_step(tenant, now, &request, (What::HandedOn, now.day()), "")?;
    notices::given(tenant, now, post, &request)?;
    Ok(Some(request))
}

/// What somebody is told of a request that they can't open: no name, and nothing that it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub told: Told,
    /// The request.
    pub request: RightsRequestId,
    /// When it was recorded.
    pub made_at: Moment,
    /// Its last day, for those who can do something; nothing while the clock waits.
    pub due_on: Option<Day>,
}

/// What somebody is told of open requests that they can't open.
///
/// # Errors
/// The database is away.
pub fn lines(tenant: &mut Tenant<'_>, person: PersonId, today: Day) -> Result<Vec<Line>, RightsError> {
    let open: Vec<Request> =
        store::all(tenant)?.into_iter().filter(|request| request.state == State::Open).collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let bench = Bench::on(tenant, today)?;
    let nation = requests::nation(tenant)?;
    let mut lines = Vec::new();
    for request in open {
        let Some(told) = told(tenant, person, (&request, &bench))? else { continue };
        let due_on = due_on(tenant, &request, nation, today)?.filter(|_| told != Told::Barred);
        lines.push(Line { told, request: request.id, made_at: request.made_at, due_on });
    }
    Ok(lines)
}

/// The open requests that somebody runs, with the last day of each; nothing while its clock waits.
///
/// # Errors
/// The database is away.
pub fn run_by(
    tenant: &mut Tenant<'_>,
    viewer: Viewer,
    today: Day,
) -> Result<Vec<(RightsRequestId, Option<Day>)>, RightsError> {
    let bench = Bench::on(tenant, today)?;
    let nation = requests::nation(tenant)?;
    let mut found = Vec::new();
    for request in store::all(tenant)?.into_iter().filter(|request| request.state == State::Open) {
        let conflicts = store::conflicts(tenant, request.id)?;
        let barred = barred(tenant, &bench, &request, &conflicts)?;
        if runner(&bench.candidates, &request, &barred) == Some(viewer.person) {
            found.push((request.id, due_on(tenant, &request, nation, today)?));
        }
    }
    Ok(found)
}

/// The last day of a request; nothing while its clock waits.
fn due_on(
    tenant: &mut Tenant<'_>,
    request: &Request,
    nation: Nation,
    today: Day,
) -> Result<Option<Day>, RightsError> {
    let steps = store::steps(tenant, request.id)?;
    Ok(match deadline::standing(&requests::facts(request, &steps, nation), today) {
        Standing::Runs { due_on, .. } => Some(due_on),
        Standing::Waiting => None,
    })
}

fn told(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    (request, bench): (&Request, &Bench),
) -> Result<Option<Told>, RightsError> {
    let conflicts = store::conflicts(tenant, request.id)?;
    let barred = barred(tenant, bench, request, &conflicts)?;
    let waits = runner(&bench.candidates, request, &barred).is_none();
    if waits {
        let (what, who) = helpers(tenant, &barred)?;
        if who.contains(&person) {
            return Ok(Some(what));
        }
    }
    Ok(match conflicts.into_iter().find(|one| one.0 == person) {
        Some(own) => is_told(&bench.candidates, own).then_some(Told::Barred),
        None => (waits && request.made_by == person).then_some(Told::Recorded),
    })
}

/// Whether somebody may name who outside decides on a request.
///
/// # Errors
/// No such request, or not for this person.
pub fn may_name(
    tenant: &mut Tenant<'_>,
    today: Day,
    (person, id): (PersonId, RightsRequestId),
) -> Result<Request, RightsError> {
    let request = store::get(tenant, id)?.filter(|request| request.state == State::Open);
    let request = request.ok_or(RightsError::NotFound)?;
    let bench = Bench::on(tenant, today)?;
    let may = told(tenant, person, (&request, &bench))? == Some(Told::Outside);
    if may { Ok(request) } else { Err(RightsError::NotFound) }
}

/// An owner names who outside decides, and carries out what they do.
///
/// # Errors
/// No such request, or somebody here could still run it.
pub fn name_outside(
    tenant: &mut Tenant<'_>,
    now: Moment,
    (person, id): (PersonId, RightsRequestId),
    (outside, reason): (&str, &str),
) -> Result<(), RightsError> {
    let request = may_name(tenant, now.day(), (person, id))?;
    let row = Row::of(tenant, REQUESTS, id.any(), request.key)?;
    let contents: Contents = row.open_json("contents", &request.contents)?;
    let (outside, outside_reason) = (outside.to_owned(), reason.to_owned());
    let words = format!("{outside}: {outside_reason}");
    let sealed = row.seal_json("contents", &Contents { outside, outside_reason, ..contents })?;
    store::set_contents(tenant, id, &sealed)?;
    for record in Bench::on(tenant, now.day())?.records_of(person) {
        store::end_conflict(tenant, id, record)?;
    }
    store::set_runner(tenant, id, person)?;
    requests::add_step(tenant, now, &request, (What::HandedOn, now.day()), &words)
}
