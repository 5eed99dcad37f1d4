//! Who can be asked, and who may approve.

use std::collections::BTreeSet;

use super::rules::{self, MayApprove};
use super::{Round, Stage, rule};
use crate::access::two_people::{self, Needs};
use crate::access::{Action, Role, allowed};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people::search::fold;
use crate::people::{self, Held, Person, covers};
use crate::policies::{self, PolicyError, drafts};

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

/// Whether one of these names of people outside ("Name, Role") is that of somebody on the staff list: they answer for
/// themselves, and nobody in their name.
///
/// # Errors
/// The database is away.
pub(super) fn is_inside(tenant: &mut Tenant<'_>, outside: &[String]) -> Result<bool, DbError> {
    if outside.is_empty() {
        return Ok(false);
    }
    let plain = |name: &str| {
        let mut words: Vec<String> = name.split_whitespace().map(fold).collect();
        words.sort_unstable();
        words
    };
    let staff: BTreeSet<Vec<String>> = people::list(tenant)?
        .iter()
        .filter(|person| person.is_present())
        .map(|person| plain(&person.name()))
        .collect();
    let named = |one: &String| one.rsplit_once(", ").map_or(one.as_str(), |(name, _role)| name).to_owned();
    Ok(outside.iter().any(|one| staff.contains(&plain(&named(one).replace(',', " ")))))
}

/// What whoever wrote a text, or asks for its approval, needs for recording that somebody outside approved it: the
/// one person of a firm needs nothing but the way in which it was said.
///
/// # Errors
/// The database is away.
pub(super) fn needs_to_record(
    tenant: &mut Tenant<'_>,
    today: Day,
    by: PersonId,
    (round, author): (&Round, PersonId),
) -> Result<Needs, DbError> {
    let is_own =
        round.stage == Stage::Approval && rule(tenant)?.asks() && [round.asked_by, author].contains(&by);
    let mut services = drafts::services(tenant, round.policy)?;
    services.extend(policies::services_of_current(tenant, round.policy)?);
    let members = people::store::members(tenant)?;
    let at = |held: &Held| held.service.is_none_or(|service| services.iter().all(|one| *one == service));
    let could = covers::acting(tenant, today)?
        .into_iter()
        .filter(|held| allowed(Action::EditPolicies).contains(&held.role) && at(held))
        .map(|held| held.person)
        .filter(|person| members.contains(person) && *person != round.asked_by && *person != author)
        .collect();
    Ok(two_people::needs(by, is_own, &could))
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
