//! What Today tells whoever gives roles beside the posts of each service: roles for the whole organisation that
//! nobody holds, and leavers who still answer for policies.

use std::collections::BTreeMap;

use super::posts::{Gap, Missing};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::people::PeopleError;
use crate::{organisations, people, policies};

/// What is vacant, the worst first; nothing while there is no service.
///
/// # Errors
/// The database is away.
pub fn read(tenant: &mut Tenant<'_>) -> Result<Vec<Gap>, Error> {
    let everywhere = organisations::everywhere(tenant)?;
    let mut gaps = Vec::new();
    if !everywhere.services().is_empty() {
        let whole = everywhere.vacant().into_iter().filter(|(_, service)| service.is_none());
        gaps.extend(whole.filter_map(|(role, _)| missing(role)).map(|what| gap(what, String::new())));
    }
    gaps.extend(ownerless(tenant)?);
    Ok(gaps)
}

/// Owners whose last day is over and who stay, because nobody else is one.
///
/// # Errors
/// The database is away.
pub fn staying(tenant: &mut Tenant<'_>, today: Day) -> Result<Vec<Gap>, Error> {
    let staying = people::ending::staying(tenant, today).map_err(|fault| match fault {
        PeopleError::Database(fault) => fault,
        other => Error::Unavailable(other.to_string()),
    })?;
    let stays = |(person, on): (people::Person, Day)| gap(Missing::OwnerStays(person.id, on), person.name());
    Ok(staying.into_iter().map(stays).collect())
}

/// What is missing where nobody holds a role for the whole organisation.
const fn missing(role: Role) -> Option<Missing> {
    match role {
        Role::ResponsibleIndividual => Some(Missing::ResponsibleIndividual),
        Role::NominatedIndividual => Some(Missing::NominatedIndividual),
        Role::DataProtectionLead => Some(Missing::DataProtectionLead),
        _ => None,
    }
}

/// Leavers who answer for policies that weren't withdrawn.
fn ownerless(tenant: &mut Tenant<'_>) -> Result<Vec<Gap>, Error> {
    let mut owned: BTreeMap<PersonId, usize> = BTreeMap::new();
    for policy in policies::store::all(tenant)?.into_iter().filter(|policy| policy.withdrawn_at.is_none()) {
        *owned.entry(policy.owner).or_default() += 1;
    }
    let gone = people::list(tenant)?.into_iter().filter(|person| !person.is_present());
    let owning = gone.filter_map(|person| Some((owned.get(&person.id).copied()?, person)));
    Ok(owning.map(|(count, person)| gap(Missing::PolicyOwner(person.id, count), person.name())).collect())
}

fn gap(what: Missing, name: String) -> Gap {
    Gap { what, service: None, place: String::new(), name }
}
