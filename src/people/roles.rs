//! Giving roles and ending them.

use std::collections::BTreeSet;

use super::{Held, PeopleError, Person, covers, events, refuse_last_owner, store};
use crate::access::actions::giving;
use crate::access::two_people::Reason;
use crate::access::{Role, allowed};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{GrantId, PersonId, ServiceId};

/// Gives somebody a role. A single holder is the rule for managers and leads: the one before steps back.
///
/// # Errors
/// No such person, or lead and deputy would be one person.
pub fn grant(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    role: Role,
    service: Option<ServiceId>,
) -> Result<GrantId, PeopleError> {
    grant_with(tenant, now, person, (role, service), None)
}

/// The same, with the reason of somebody who gives it to themselves because nobody else could.
///
/// # Errors
/// As [`grant`].
pub fn grant_with(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    (role, service): (Role, Option<ServiceId>),
    reason: Option<&Reason>,
) -> Result<GrantId, PeopleError> {
    let known = store::get(tenant, person)?.filter(Person::is_present).ok_or(PeopleError::NotFound)?;
    refuse_lead_as_deputy(tenant, known.id, role, service)?;
    let held = store::grants_at(tenant, role, service)?;
    if let Some(same) = held.iter().find(|held| held.person == person) {
        return Ok(same.id);
    }
    if has_one_holder(role) {
        for before in &held {
            covers::end_with_role(tenant, now, before)?;
            store::end_grant(tenant, now, before.id)?;
            audit::record(tenant, now, &events::RoleEnded { grant: *before })?;
        }
    }
    let rank = held.iter().map(|held| held.rank).max().unwrap_or_default() + 1;
    let id = GrantId::new(now);
    let grant = Held { id, person, role, service, rank };
    store::insert_grant(tenant, now, &grant, reason)?;
    audit::record(tenant, now, &events::RoleGranted { grant, reason })?;
    works_there(tenant, now, &known, &grant)?;
    Ok(id)
}

/// Who manages a service and works nowhere yet works there: else nobody could ask them to read what they manage by.
fn works_there(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: &Person,
    grant: &Held,
) -> Result<(), PeopleError> {
    let Some(service) = grant.service else { return Ok(()) };
    let manages = matches!(grant.role, Role::RegisteredManager | Role::DeputyManager);
    if !manages || !store::services_of(tenant, person.id)?.is_empty() {
        return Ok(());
    }
    let there = BTreeSet::from([service]);
    store::set_services(tenant, person.id, &there)?;
    let details = person.details(&there);
    let event = events::PersonChanged { person: person.id, details: &details, fields: &["services"] };
    audit::record(tenant, now, &event)?;
    Ok(())
}

/// Ends a role.
///
/// # Errors
/// No such role, or the last owner's.
pub fn end_role(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<Held, PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    if held.role == Role::Owner {
        refuse_last_owner(tenant, held.person)?;
    }
    covers::end_with_role(tenant, now, &held)?;
    store::end_grant(tenant, now, id)?;
    audit::record(tenant, now, &events::RoleEnded { grant: held })?;
    Ok(held)
}

/// Gives a role to somebody else in one step; they take the place of the one before among the holders.
///
/// # Errors
/// No such role or person, or lead and deputy would be one person.
pub fn hand_over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: GrantId,
    to: PersonId,
    reason: Option<&Reason>,
) -> Result<(), PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    let all = store::grants_at(tenant, held.role, held.service)?;
    let behind = all.iter().skip_while(|other| other.id != id).skip(1).count();
    let new = grant_with(tenant, now, to, (held.role, held.service), reason)?;
    // The one before has stepped back where one person at a time holds the role.
    if !has_one_holder(held.role) {
        end_role(tenant, now, id)?;
        for _ in 0..behind {
            move_up(tenant, now, new)?;
        }
    }
    Ok(())
}

/// Who could give a role at a service, or for the whole organisation: present people with an account whose own role
/// lets them.
///
/// # Errors
/// The database is away.
pub fn givers(
    tenant: &mut Tenant<'_>,
    (role, service): (Role, Option<ServiceId>),
) -> Result<BTreeSet<PersonId>, PeopleError> {
    let members = store::members(tenant)?;
    Ok(givers_among(&store::all_grants(tenant)?, &members, (role, service)))
}

/// The same among roles and accounts that were read before.
#[must_use]
pub fn givers_among(
    held: &[Held],
    members: &BTreeSet<PersonId>,
    (role, service): (Role, Option<ServiceId>),
) -> BTreeSet<PersonId> {
    let here = |held: &&Held| held.service.is_none() || held.service == service;
    let gives = held.iter().filter(here).filter(|held| allowed(giving(role)).contains(&held.role));
    gives.map(|held| held.person).filter(|person| members.contains(person)).collect()
}

/// Moves somebody one place up among the holders of the same role.
///
/// # Errors
/// No such role.
pub fn move_up(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<(), PeopleError> {
    let held = store::grant(tenant, id)?.ok_or(PeopleError::NotFound)?;
    let all = store::grants_at(tenant, held.role, held.service)?;
    let before = all.iter().take_while(|other| other.id != id).last().copied();
    let Some(before) = before else { return Ok(()) };
    // Ranks may be equal where rows came from elsewhere: the new order is written out in full.
    let mut order: Vec<Held> = all.into_iter().filter(|other| other.id != id).collect();
    let place = order.iter().position(|other| other.id == before.id).unwrap_or_default();
    order.insert(place, held);
    for (rank, grant) in (1_i64..).zip(order) {
        store::set_rank(tenant, grant.id, rank)?;
    }
    audit::record(tenant, now, &events::RoleMovedUp { grant: held })?;
    Ok(())
}

/// Roles that one person at a time holds.
#[must_use]
pub const fn has_one_holder(role: Role) -> bool {
    matches!(role, Role::RegisteredManager | Role::SafeguardingLead | Role::DataProtectionLead)
}

/// Roles that belong to a service and not to the whole organisation.
#[must_use]
pub const fn belongs_to_service(role: Role) -> bool {
    matches!(
        role,
        Role::RegisteredManager | Role::DeputyManager | Role::SafeguardingLead | Role::SafeguardingDeputy
    )
}

/// The role that nobody holds beside this one: one of the two must be free of what the other is part of.
#[must_use]
pub const fn counterpart(role: Role) -> Option<Role> {
    match role {
        Role::SafeguardingLead => Some(Role::SafeguardingDeputy),
        Role::SafeguardingDeputy => Some(Role::SafeguardingLead),
        _ => None,
    }
}

fn refuse_lead_as_deputy(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    role: Role,
    service: Option<ServiceId>,
) -> Result<(), PeopleError> {
    let Some(other) = counterpart(role) else { return Ok(()) };
    let taken = store::grants_at(tenant, other, service)?.iter().any(|held| held.person == person);
    if taken { Err(PeopleError::LeadIsDeputy) } else { Ok(()) }
}
