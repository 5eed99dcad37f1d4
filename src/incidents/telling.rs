//! Who is told of a case, and when: the first of the line at once, the next when nobody opens it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::chain::{self, Happened, Happening};
use super::escalation::{self, Cause, MINUTES_TO_OPEN, Next, Told};
use super::routing::{self, Holder, Holders, is_on_the_line};
use super::sealed::Contents;
use super::{Case, IncidentError, ToldRow, anew, notices, readiness, store, viewing};
use crate::access::Role;
use crate::clock::{Day, Moment};
use crate::db::ids::{IncidentId, PersonId, ToldId};
use crate::db::{Error as DbError, Tenant};
use crate::jobs::{self, NewTicket};
use crate::mail::{self, Post};
use crate::organisations::{self, Nation, Service};
use crate::people::{self, Held, Person, absences, appointed, covers};

/// The kind of ticket that asks, an hour after somebody was told, whether it was opened. Its subject is the
/// case; the work is [`escalate`].
pub const TICKET: &str = "incident-escalation";

/// Whether a service may take reports.
///
/// # Errors
/// The database is away.
pub fn is_ready(tenant: &mut Tenant<'_>, service: &Service) -> Result<bool, DbError> {
    let holders = holders(tenant, service, None)?;
    Ok(readiness::is_ready(&holders.leads, &holders.deputies))
}

/// Whether a service takes reports once somebody holds a role no longer; nothing when it takes none now, or
/// when the role doesn't decide.
///
/// # Errors
/// The database is away.
pub fn ready_without(
    tenant: &mut Tenant<'_>,
    service: &Service,
    gone: (Role, PersonId),
) -> Result<Option<bool>, DbError> {
    if !matches!(gone.0, Role::SafeguardingLead | Role::SafeguardingDeputy) {
        return Ok(None);
    }
    ready_after(tenant, service, |role, person| (role, person) == gone)
}

/// Whether a service takes reports now, and would take none if somebody were not there.
///
/// # Errors
/// The database is away.
pub fn stops_without(tenant: &mut Tenant<'_>, service: &Service, person: PersonId) -> Result<bool, DbError> {
    Ok(ready_after(tenant, service, |_role, holder| holder == person)? == Some(false))
}

/// Whether a service takes reports without these holders; nothing when it takes none now.
fn ready_after(
    tenant: &mut Tenant<'_>,
    service: &Service,
    is_gone: impl Fn(Role, PersonId) -> bool,
) -> Result<Option<bool>, DbError> {
    let Holders { mut leads, mut deputies, .. } = holders(tenant, service, None)?;
    if !readiness::is_ready(&leads, &deputies) {
        return Ok(None);
    }
    leads.retain(|holder| !is_gone(Role::SafeguardingLead, holder.person));
    deputies.retain(|holder| !is_gone(Role::SafeguardingDeputy, holder.person));
    Ok(Some(readiness::is_ready(&leads, &deputies)))
}

/// The holders of the roles on the line, and who stands in for them on a day.
pub(super) fn holders(
    tenant: &mut Tenant<'_>,
    service: &Service,
    day: Option<Day>,
) -> Result<Holders, DbError> {
    let members = people::store::members(tenant)?;
    let mut held = |role: Role| -> Result<Vec<Holder>, DbError> {
        let people = covers::holders_on(tenant, role, service.id, day)?;
        let holder = |(person, stands_in_for): &(Person, Option<PersonId>)| Holder {
            person: person.id,
            reachable: is_reachable(person, &members),
            stands_in_for: *stands_in_for,
        };
        Ok(people.iter().map(holder).collect())
    };
    let mut individuals = Vec::new();
    for role in routing::individual_roles(service.nation) {
        individuals.extend(held(*role)?);
    }
    Ok(Holders {
        leads: held(Role::SafeguardingLead)?,
        deputies: held(Role::SafeguardingDeputy)?,
        individuals,
        owners: held(Role::Owner)?,
    })
}

/// Whether somebody can be told of a report: they are there, and sign in here (`members`).
#[must_use]
pub fn is_reachable(person: &Person, members: &BTreeSet<PersonId>) -> bool {
    person.is_present() && members.contains(&person.id)
}

/// The line of a case as it is now, past those who are kept out and its reporter.
fn line(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    (kept_out, reporter): (&BTreeSet<PersonId>, PersonId),
) -> Result<Vec<PersonId>, DbError> {
    // A service that has closed meanwhile still has its roles; only its nation is no longer read.
    let service = organisations::service(tenant, case.service)?.unwrap_or_else(|| Service {
        id: case.service,
        name: String::new(),
        nation: Nation::Scotland,
        service_type: organisations::ServiceType::Domiciliary,
    });
    let holders = holders(tenant, &service, Some(now.day()))?;
    Ok(routing::line(&holders, kept_out, reporter))
}

/// Who isn't told: those complained of and whom the words of the report could mean, by whatever record of theirs, and
/// whom these appointed since. Whoever was told before that was known doesn't have the case, either.
pub(super) fn kept_out(
    tenant: &mut Tenant<'_>,
    case: &Case,
    contents: &Contents,
) -> Result<BTreeSet<PersonId>, DbError> {
    let named = anew::kept_out(tenant, case, &contents.subject)?;
    let here = |held: &Held| is_on_the_line(held.role) && held.service.is_none_or(|at| at == case.service);
    appointed::with_appointed(tenant, case.received_at, named, here)
}

/// Whether somebody complained of stands on the line themselves: then even those told should go outside.
pub(super) fn names_the_line(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    contents: &Contents,
) -> Result<bool, DbError> {
    let line = line(tenant, now, case, (&BTreeSet::new(), contents.reporter))?;
    let kept_out = anew::kept_out(tenant, case, &contents.subject)?;
    Ok(line.iter().any(|person| kept_out.contains(person)))
}

/// Asks the line and does what follows.
pub(super) fn go_on(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    contents: &Contents,
    cause: Cause,
    post: &Post,
) -> Result<Next, IncidentError> {
    let told = store::told(tenant, case.id)?;
    let kept_out = kept_out(tenant, case, contents)?;
    let line = line(tenant, now, case, (&kept_out, contents.reporter))?;
    let known = known(tenant, case, &told, (&line, &kept_out))?;
    let next = escalation::next(case.state, &known, &line, &away(tenant, now.day())?, cause, now);
    match &next {
        Next::Nothing => {}
        Next::Tell(people) => {
            let is_left = |one: &PersonId| !people.contains(one) && known.iter().all(|t| t.person != *one);
            let more = line.iter().any(is_left);
            let place = told.iter().map(|row| row.place).max().unwrap_or_default() + 1;
            for (person, after) in people.iter().zip(0..) {
                let cause = if after == 0 { cause } else { Cause::Away };
                let telling =
                    Telling { person: *person, place: place + after, cause, first: place == 1, more };
                tell(tenant, now, case, &telling, post)?;
            }
        }
        Next::Strand => {
            strand(tenant, now, case)?;
            if !told.is_empty() && viewing::there(tenant, &told, &kept_out)?.is_empty() {
                desert(tenant, now, case, contents.reporter, post)?;
            }
        }
    }
    Ok(next)
}

/// Who is away on a day.
fn away(tenant: &mut Tenant<'_>, day: Day) -> Result<BTreeSet<PersonId>, DbError> {
    let all = absences::store::ahead(tenant, day)?.into_iter();
    Ok(all.filter(|absence| absence.holds_on(day)).map(|absence| absence.person).collect())
}

/// Whether a case that nobody has any more can go to nobody else either.
pub(super) fn is_nobody_left(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    told: &[ToldRow],
) -> Result<bool, IncidentError> {
    let contents = Contents::open(tenant, case.id, &case.sealed)?;
    let kept_out = kept_out(tenant, case, &contents)?;
    let line = line(tenant, now, case, (&kept_out, contents.reporter))?;
    let known = known(tenant, case, told, (&line, &kept_out))?;
    Ok(line.iter().all(|one| known.iter().any(|told| told.person == *one)))
}

/// Everybody who was told is gone, and nobody else can be told: the case notes it once, and the reporter hears it, if
/// they are the one still who reported it.
fn desert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    reporter: PersonId,
    post: &Post,
) -> Result<(), IncidentError> {
    let entries = store::entries(tenant, case.id)?;
    let mut happened = entries.iter().rev().filter_map(|(entry, _)| Happened::from_word(&entry.action));
    let last = happened.find(|what| matches!(what, Happened::Told | Happened::Deserted));
    if last == Some(Happened::Deserted) {
        return Ok(());
    }
    let happening = Happening { what: Happened::Deserted, actor: None, facts: Vec::new(), words: None };
    chain::record(tenant, now, case, happening)?;
    let person = people::get(tenant, reporter)?.filter(Person::is_present);
    match person {
        Some(person) if viewing::is_still(tenant, reporter, case.received_at)? => {
            notices::deserted(tenant, now, &person, post)
        }
        _ => Ok(()),
    }
}

/// Who was told, as the rule sees it: somebody who has left no longer has the case, nor somebody who stood in for
/// another and does so no longer. What these were told they may still read and add to. Whoever is kept out has it as
/// little. Whoever was told before they came back, or before somebody else took their place, wasn't told.
fn known(
    tenant: &mut Tenant<'_>,
    case: &Case,
    told: &[ToldRow],
    (line, kept_out): (&[PersonId], &BTreeSet<PersonId>),
) -> Result<Vec<Told>, DbError> {
    let (mut known, members) = (Vec::new(), people::store::members(tenant)?);
    for row in viewing::still(tenant, told)? {
        let person = people::get(tenant, row.person)?;
        let is_there = person.is_some_and(|person| is_reachable(&person, &members));
        let stood_in = !line.contains(&row.person)
            && covers::stood_in(tenant, row.person, case.service, row.told_at.day(), is_on_the_line)?;
        let has_it = row.opened_at.is_some() && is_there && !stood_in && !kept_out.contains(&row.person);
        known.push(Told { person: row.person, at: row.told_at, opened: has_it });
    }
    Ok(known)
}

/// One act of telling.
struct Telling {
    person: PersonId,
    place: i64,
    cause: Cause,
    /// Whether nobody was told of it before.
    first: bool,
    /// Whether somebody else could be told after an hour.
    more: bool,
}

fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    telling: &Telling,
    post: &Post,
) -> Result<(), IncidentError> {
    let person = people::get(tenant, telling.person)?.ok_or(IncidentError::NotFound)?;
    let until = now.plus_minutes(MINUTES_TO_OPEN);
    let notice = notices::Notice {
        reference: &case.reference,
        received_at: case.received_at,
        until,
        first: telling.first,
        more: telling.more,
    };
    let occasion = format!("incident/{}/{}", case.id, telling.place);
    let Some(mail) = notices::send(tenant, now, case.id, occasion.clone(), &person, &notice, post)? else {
        return Ok(());
    };
    let row = ToldRow {
        id: ToldId::new(now),
        person: person.id,
        place: telling.place,
        told_at: now,
        mail,
        opened_at: None,
    };
    store::insert_told(tenant, case.id, &row)?;
    if case.stranded {
        store::set_stranded(tenant, case.id, false)?;
    }
    let happening = Happening {
        what: Happened::Told,
        actor: None,
        facts: vec![
            ("person", Value::from(person.id.to_string())),
            ("place", Value::from(telling.place)),
            ("cause", Value::from(telling.cause.as_str())),
        ],
        words: None,
    };
    chain::record(tenant, now, case, happening)?;
    let ticket = NewTicket::at(TICKET, tenant.organisation(), case.id.any(), &occasion, until);
    jobs::add(&mut tenant.system(), now, &ticket)?;
    Ok(())
}

fn strand(tenant: &mut Tenant<'_>, now: Moment, case: &Case) -> Result<(), IncidentError> {
    if case.stranded {
        return Ok(());
    }
    store::set_stranded(tenant, case.id, true)?;
    let happening = Happening { what: Happened::Stranded, actor: None, facts: Vec::new(), words: None };
    chain::record(tenant, now, case, happening)
}

/// Tells the next of the line when nobody has opened the case within the hour; how many were told.
/// Work of the ticket [`TICKET`].
///
/// # Errors
/// The database is away, or the case doesn't open.
pub fn escalate(
    tenant: &mut Tenant<'_>,
    now: Moment,
    incident: IncidentId,
    post: &Post,
) -> Result<u64, IncidentError> {
    again(tenant, now, incident, Cause::Unopened, post)
}

/// Tells the next of the line at once when the mail to the last one has failed for good.
/// To be called when a mail with a case could not be delivered.
///
/// # Errors
/// The database is away, or the case doesn't open.
pub fn mail_failed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    incident: IncidentId,
    post: &Post,
) -> Result<(), IncidentError> {
    let last = store::told(tenant, incident)?.pop();
    let state = match last {
        Some(last) => store::mail_state(tenant, last.mail)?,
        None => None,
    };
    // Somebody else was told since: their hour counts.
    if state != Some(mail::State::Failed) {
        return Ok(());
    }
    again(tenant, now, incident, Cause::MailFailed, post).map(|_told| ())
}

/// Asks for every open case that has nobody (nobody was left, or whoever opened it has left since) whether
/// somebody can be told now; how many were. Once a day.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn tell_stranded(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, IncidentError> {
    let mut told = 0;
    for (incident, stranded) in store::unclosed(tenant)? {
        if stranded {
            told += again(tenant, now, incident, Cause::Stranded, post)?;
        } else if store::told(tenant, incident)?.iter().any(|told| told.opened_at.is_some()) {
            told += again(tenant, now, incident, Cause::Unopened, post)?;
        }
    }
    Ok(told)
}

fn again(
    tenant: &mut Tenant<'_>,
    now: Moment,
    incident: IncidentId,
    cause: Cause,
    post: &Post,
) -> Result<u64, IncidentError> {
    let case = store::by_id(tenant, incident)?.ok_or(IncidentError::NotFound)?;
    let contents = Contents::open(tenant, case.id, &case.sealed)?;
    let next = go_on(tenant, now, &case, &contents, cause, post)?;
    match next {
        Next::Tell(people) => Ok(u64::try_from(people.len()).unwrap_or(u64::MAX)),
        Next::Nothing | Next::Strand => Ok(0),
    }
}
