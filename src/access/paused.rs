//! Organisations of somebody that are suspended: they know of them, and owners why.

use super::actions::Role;
use super::address::KeptOut;
use super::member::Threshold;
use super::session::Session;
use super::store;
use crate::db::ids::{OrganisationId, PersonId};
use crate::db::{Database, Error, System};

/// An organisation of somebody that is suspended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Paused {
    /// Its name.
    pub name: String,
    /// Why, in the words of the operator: for its owners alone.
    pub reason: Option<String>,
}

/// The suspended organisations where the account of a session would be a member, by name.
///
/// # Errors
/// The database is away.
pub fn all(database: &Database, session: Session) -> Result<Vec<Paused>, Error> {
    database.read_system(|system| {
        let mut found = Vec::new();
        for (organisation, slug, person) in store::suspended_memberships(system, session.account)? {
            found.extend(paused_at(system, &slug, organisation, person)?);
        }
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    })
}

/// As [`all`], of the organisation of one slug.
///
/// # Errors
/// The database is away.
pub fn here(database: &Database, session: Session, slug: &str) -> Result<Option<Paused>, Error> {
    database.read_system(|system| {
        let state = KeptOut::Suspended.as_str();
        match store::membership(system, session.account, slug, state)? {
            Some((organisation, slug, person)) => paused_at(system, &slug, organisation, person),
            None => Ok(None),
        }
    })
}

fn paused_at(
    system: &mut System<'_>,
    slug: &str,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Paused>, Error> {
    let mut tenant = system.enter(&Threshold(organisation, person))?;
    if store::name_of_present(&mut tenant, person)?.is_none() {
        return Ok(None);
    }
    let name = store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.to_owned());
    let owns = store::grants(&mut tenant, person)?.iter().any(|grant| grant.role == Role::Owner);
    let reason = if owns { store::why_suspended(system, organisation)? } else { None };
    Ok(Some(Paused { name, reason }))
}
