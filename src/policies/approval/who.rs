//! Who can be asked, and who may approve.

use std::collections::BTreeSet;

use super::rules::{self, MayApprove};
use super::{Stage, rule};
use crate::access::Role;
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::people::{self, Held, Person, covers};
use crate::policies::PolicyError;

/// Somebody who can be asked.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub person: Person,
    /// Whether they may approve this text.
    pub may: MayApprove,
}

/// Everybody with an account and a role in the office, by name, and whether they may approve this text. Whoever
/// stands in for the holder of a role on the day counts as one.
///
/// # Errors
/// The database is away.
pub fn candidates(
    tenant: &mut Tenant<'_>,
    today: Day,
    stage: Stage,
    authors: &[PersonId],
) -> Result<Vec<Candidate>, PolicyError> {
    let members = people::store::members(tenant)?;
    let held = covers::acting(tenant, today)?;
    let in_office: BTreeSet<PersonId> = held.iter().map(|held| held.person).collect();
    let rule = rule(tenant)?;
    let mut found = Vec::new();
    for person in people::list(tenant)? {
        if !person.is_present() || !members.contains(&person.id) || !in_office.contains(&person.id) {
            continue;
        }
        let may = match stage {
            Stage::Review => MayApprove::Yes,
            Stage::Approval => rules::may_approve(rule, standing(&held, person.id, authors)),
        };
        found.push(Candidate { person, may });
    }
    Ok(found)
}

/// What the rule needs to know of somebody.
pub(super) fn standing(held: &[Held], person: PersonId, authors: &[PersonId]) -> rules::Standing {
    let manages = |role: Role| matches!(role, Role::Owner | Role::RegisteredManager | Role::DeputyManager);
    let managers: BTreeSet<PersonId> =
        held.iter().filter(|held| manages(held.role)).map(|held| held.person).collect();
    rules::Standing {
        is_author: authors.contains(&person),
        is_owner: held.iter().any(|held| held.person == person && held.role == Role::Owner),
        is_only_manager: managers.len() == 1 && managers.contains(&person),
    }
}
