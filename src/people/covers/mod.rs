//! Cover: somebody stands in for the holder of a role from one day to another.
//!
//! A cover is a row beside the roles, never a change of them: what prints the holder goes on printing the holder.
//! On its days, by the calendar in London, the one who stands in has the rights of the role
//! ([`access::member::enter`](crate::access::member::enter)), is told of reports in its place
//! (`incidents::routing`), and approves where the role decides. A cover gives nothing that its holder doesn't hold,
//! and no right to give roles.

pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod rules;
pub mod saying;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use super::{Held, PeopleError, Person, role_news, store as people};
use crate::access::two_people::{self, Needs, Reason};
use crate::access::{Member, Role};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{CoverId, GrantId, PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::mail::Post;

use rules::{Fault, Wish};

/// Somebody standing in for somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The row.
    pub id: CoverId,
    /// The role.
    pub role: Role,
    /// The service; nothing means the whole organisation.
    pub service: Option<ServiceId>,
    /// Who holds the role.
    pub holder: PersonId,
    /// Who stands in.
    pub cover: PersonId,
    /// The first day.
    pub from_on: Day,
    /// The last day.
    pub until_on: Day,
    /// Why, when somebody said so.
    pub reason: String,
    /// When it was made.
    pub made_at: Moment,
    /// When it was ended before its time.
    pub ended_at: Option<Moment>,
}

impl Cover {
    /// Whether this is one of its days.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.ended_at.is_none() && self.from_on <= day && day <= self.until_on
    }

    /// Whether it is still to come, or going on.
    #[must_use]
    pub fn is_ahead(&self, day: Day) -> bool {
        self.ended_at.is_none() && day <= self.until_on
    }

    /// Whether it is about this role.
    #[must_use]
    pub fn is_of(&self, held: &Held) -> bool {
        (self.holder, self.role, self.service) == (held.person, held.role, held.service)
    }
}

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The roles.
    pub grants: BTreeSet<GrantId>,
    /// Who stands in.
    pub cover: PersonId,
    /// The first day.
    pub from_on: Day,
    /// The last day.
    pub until_on: Day,
    /// Why; may be empty.
    pub reason: String,
}

/// Where the mails come from.
#[derive(Debug, Clone)]
pub struct Home {
    /// The name of the organisation.
    pub name: String,
    /// Its short name.
    pub slug: String,
}

impl Home {
    /// The organisation of a member.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        Self { name: member.organisation_name().to_owned(), slug: member.slug().to_owned() }
    }
}

/// What went wrong with covers.
#[derive(Debug, thiserror::Error)]
pub enum CoverError {
    /// The database is away, or a mail can't be written.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// It breaks a rule.
    #[error("refused: {0:?}")]
    Refused(Fault),
}

impl From<DbError> for CoverError {
    fn from(fault: DbError) -> Self {
        Self::People(fault.into())
    }
}

/// Names who stands in, for one role or several, and tells both by mail.
///
/// # Errors
/// No such role or not one that this member may arrange, nobody who could stand in, or a rule.
pub fn name(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    member: &Member,
    naming: &Naming,
) -> Result<(), CoverError> {
    let cover = people::get(tenant, naming.cover)?.filter(Person::is_present);
    let cover = cover.ok_or(PeopleError::NotFound)?;
    if !people::is_member(tenant, cover.id)? {
        return Err(CoverError::Refused(Fault::NoAccount));
    }
    let holds: Vec<Held> =
        people::all_grants(tenant)?.into_iter().filter(|held| held.person == cover.id).collect();
    let mut made = Vec::new();
    for id in &naming.grants {
        let held = people::grant(tenant, *id)?.ok_or(PeopleError::NotFound)?;
        if !rules::may_arrange(member, &held) {
            return Err(PeopleError::NotFound.into());
        }
        refuse_own(tenant, member, &held, naming)?;
        let standing = store::ahead(tenant, now.day())?;
        let days = (naming.from_on, naming.until_on);
        let wish = Wish { held, cover: cover.id, days, today: now.day() };
        rules::check(&wish, &holds, &standing).map_err(CoverError::Refused)?;
        let new = Cover {
            id: CoverId::new(now),
            role: held.role,
            service: held.service,
            holder: held.person,
            cover: cover.id,
            from_on: naming.from_on,
            until_on: naming.until_on,
            reason: naming.reason.clone(),
            made_at: now,
            ended_at: None,
        };
        store::insert(tenant, &new)?;
        audit::record(tenant, now, &events::CoverNamed { cover: &new })?;
        made.push(new);
    }
    let home = Home::of(member);
    notices::made(tenant, now, post, &home, &made)?;
    role_news::notices::stand_ins(tenant, now, post, &home, &made)?;
    Ok(())
}

/// Whoever arranges for somebody else that they stand in themselves gives themselves a role, if only for days:
/// that takes two people, or a reason where there is nobody else.
fn refuse_own(
    tenant: &mut Tenant<'_>,
    member: &Member,
    held: &Held,
    naming: &Naming,
) -> Result<(), CoverError> {
    let is_own = naming.cover == member.person() && held.person != member.person();
    match two_people::needs(member.person(), is_own, &super::givers(tenant, (held.role, held.service))?) {
        Needs::SomebodyElse => Err(CoverError::Refused(Fault::OwnNaming)),
        Needs::Reason if Reason::of(&naming.reason).is_none() => Err(CoverError::Refused(Fault::OwnReason)),
        Needs::Reason | Needs::Nothing => Ok(()),
    }
}

/// Ends a cover before its time, and tells the others by mail.
///
/// # Errors
/// No such cover, over already, or not one that this member may end.
pub fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    member: &Member,
    id: CoverId,
) -> Result<Cover, PeopleError> {
    let cover = store::get(tenant, id)?.ok_or(PeopleError::NotFound)?;
    if !cover.is_ahead(now.day()) || !rules::may_end(member, &cover) {
        return Err(PeopleError::NotFound);
    }
    close(tenant, now, &cover)?;
    notices::ended(tenant, now, post, &Home::of(member), &cover)?;
    Ok(cover)
}

fn close(tenant: &mut Tenant<'_>, now: Moment, cover: &Cover) -> Result<(), PeopleError> {
    store::end(tenant, now, cover.id)?;
    audit::record(tenant, now, &events::CoverEnded { cover })?;
    Ok(())
}

/// Somebody has left: nobody stands in for them any more, nor they for anybody.
///
/// # Errors
/// The database is away.
pub fn end_with_person(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), PeopleError> {
    for cover in store::ahead(tenant, now.day())? {
        if cover.holder == person || cover.cover == person {
            close(tenant, now, &cover)?;
        }
    }
    Ok(())
}

/// A role was taken from its holder: nobody stands in for them in it any more.
///
/// # Errors
/// The database is away.
pub fn end_with_role(tenant: &mut Tenant<'_>, now: Moment, held: &Held) -> Result<(), PeopleError> {
    for cover in store::ahead(tenant, now.day())? {
        if cover.is_of(held) {
            close(tenant, now, &cover)?;
        }
    }
    Ok(())
}

/// Every role that is held, and who stands in for it on a day as if they held it.
///
/// # Errors
/// The database is away.
pub fn acting(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Held>, DbError> {
    Ok(acting_for(tenant, day)?.into_iter().map(|(held, _)| held).collect())
}

/// As [`acting`], each with the holder for whom they stand in; nobody where the role is their own.
///
/// # Errors
/// The database is away.
pub fn acting_for(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<(Held, Option<PersonId>)>, DbError> {
    let all = people::all_grants(tenant)?;
    let covers = ahead_on(tenant, day)?;
    let covered = in_force(tenant, covers, &all)?.into_iter().map(|(cover, held)| (held, Some(cover.holder)));
    Ok(all.into_iter().map(|held| (held, None)).chain(covered).collect())
}

/// Who stands in on a day for those who hold these roles, as if they held them.
///
/// # Errors
/// The database is away.
pub fn standing_in(tenant: &mut Tenant<'_>, day: Day, all: &[Held]) -> Result<Vec<Held>, DbError> {
    let covers = ahead_on(tenant, day)?;
    Ok(in_force(tenant, covers, all)?.into_iter().map(|(_, held)| held).collect())
}

/// The covers of a day whose holders hold the role and who are there to stand in.
///
/// # Errors
/// The database is away.
pub fn on(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Cover>, DbError> {
    let covers = ahead_on(tenant, day)?;
    if covers.is_empty() {
        return Ok(covers);
    }
    let all = people::all_grants(tenant)?;
    Ok(in_force(tenant, covers, &all)?.into_iter().map(|(cover, _)| cover).collect())
}

fn ahead_on(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Cover>, DbError> {
    Ok(store::ahead(tenant, day)?.into_iter().filter(|cover| cover.holds_on(day)).collect())
}

/// Those whose holders hold the role and who are there to stand in, with the role as theirs.
fn in_force(
    tenant: &mut Tenant<'_>,
    covers: Vec<Cover>,
    all: &[Held],
) -> Result<Vec<(Cover, Held)>, DbError> {
    let mut found = Vec::new();
    for cover in covers {
        let is_there = people::get(tenant, cover.cover)?.is_some_and(|person| person.is_present());
        let held = all.iter().find(|held| is_there && cover.is_of(held));
        if let Some(held) = held.map(|held| Held { person: cover.cover, ..*held }) {
            found.push((cover, held));
        }
    }
    Ok(found)
}

/// Present holders of a role at a service, each after whoever stands in for them on a day; with a holder for whom
/// they stand in.
///
/// # Errors
/// The database is away.
pub fn holders_on(
    tenant: &mut Tenant<'_>,
    role: Role,
    service: ServiceId,
    day: Option<Day>,
) -> Result<Vec<(Person, Option<PersonId>)>, DbError> {
    let covers = match day {
        Some(day) => on(tenant, day)?,
        None => Vec::new(),
    };
    let mut found = Vec::new();
    for holder in people::holders(tenant, role, Some(service))? {
        let of_holder = covers.iter().filter(|cover| {
            let here = cover.service.is_none_or(|at| at == service);
            cover.holder == holder.id && cover.role == role && here
        });
        for cover in of_holder {
            found.extend(people::get(tenant, cover.cover)?.map(|person| (person, Some(holder.id))));
        }
        found.push((holder, None));
    }
    Ok(found)
}

/// Whether somebody stood in for one of these roles at a service on a day, whatever became of it since.
///
/// # Errors
/// The database is away.
pub fn stood_in(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    service: ServiceId,
    day: Day,
    is_meant: fn(Role) -> bool,
) -> Result<bool, DbError> {
    let covers = store::by(tenant, person)?;
    Ok(covers.iter().any(|cover| {
        let here = cover.service.is_none_or(|at| at == service);
        here && is_meant(cover.role) && cover.from_on <= day && day <= cover.until_on
    }))
}

/// Covers of one person, by them and for them, that go on or are to come.
///
/// # Errors
/// The database is away.
pub fn around(tenant: &mut Tenant<'_>, person: PersonId, day: Day) -> Result<Vec<Cover>, DbError> {
    let mut covers = store::ahead(tenant, day)?;
    covers.retain(|cover| cover.holder == person || cover.cover == person);
    Ok(covers)
}

/// Names of people and services, for what is said of covers.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Of people.
    pub people: BTreeMap<PersonId, String>,
    /// Of services.
    pub services: BTreeMap<ServiceId, String>,
}

impl Names {
    /// Reads them.
    ///
    /// # Errors
    /// The database is away.
    pub fn read(tenant: &mut Tenant<'_>) -> Result<Self, DbError> {
        Ok(Self {
            people: people::present_names(tenant)?,
            services: people::service_names(tenant)?.into_iter().collect(),
        })
    }
}
