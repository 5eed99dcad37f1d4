//! Who is told when somebody gets a role or loses one, or when a cover ends because one of the two has gone.
//!
//! What changed is found by comparing the roles before and after, so that whatever was done in one go, by a form, a
//! list or the daily work, is told in one mail to each. Whoever did it knows.

pub mod notices;

use super::covers::{self, Cover};
use super::{Held, store};
use crate::access::Role;
use crate::clock::Moment;
use crate::db::{Error, Tenant};

/// The roles and covers at a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    held: Vec<Held>,
    covers: Vec<Cover>,
}

impl Standing {
    /// Reads them.
    ///
    /// # Errors
    /// The database is away.
    pub fn read(tenant: &mut Tenant<'_>, now: Moment) -> Result<Self, Error> {
        Ok(Self { held: store::all_grants(tenant)?, covers: covers::store::ahead(tenant, now.day())? })
    }
}

/// What changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Roles that were given.
    pub given: Vec<Held>,
    /// Roles that ended.
    pub ended: Vec<Held>,
    /// Covers that ended before their time.
    pub covers: Vec<Cover>,
}

impl Change {
    /// From one moment to another.
    #[must_use]
    pub fn between(before: &Standing, after: &Standing) -> Self {
        let is_in = |all: &[Held], one: &Held| all.iter().any(|other| other.id == one.id);
        let ended = |cover: &&Cover| !after.covers.iter().any(|other| other.id == cover.id);
        Self {
            given: after.held.iter().filter(|one| !is_in(&before.held, one)).copied().collect(),
            ended: before.held.iter().filter(|one| !is_in(&after.held, one)).copied().collect(),
            covers: before.covers.iter().filter(ended).cloned().collect(),
        }
    }
}

/// Roles of which the other owners are told: who gives roles, who receives reports, who decides on personal data.
#[must_use]
pub const fn concerns_owners(role: Role) -> bool {
    matches!(role, Role::Owner | Role::SafeguardingLead | Role::DataProtectionLead)
}

#[cfg(test)]
mod tests {
    use super::{Change, Standing};
    use crate::access::Role;
    use crate::clock::Moment;
    use crate::db::ids::{CoverId, GrantId, PersonId};
    use crate::people::Held;
    use crate::people::covers::Cover;

    fn now() -> Moment {
        Moment::parse("2026-11-21T10:00:00Z").unwrap()
    }

    fn held() -> Held {
        let (id, person) = (GrantId::new(now()), PersonId::new(now()));
        Held { id, person, role: Role::Owner, service: None, rank: 1 }
    }

    fn cover() -> Cover {
        Cover {
            id: CoverId::new(now()),
            role: Role::Hr,
            service: None,
            holder: PersonId::new(now()),
            cover: PersonId::new(now()),
            from_on: now().day(),
            until_on: now().day(),
            reason: String::new(),
            made_at: now(),
            ended_at: None,
        }
    }

    #[test]
    fn what_changed_is_what_differs() {
        let (stays, goes, comes) = (held(), held(), held());
        let moved_up = Held { rank: 7, ..stays };
        let (on, over) = (cover(), cover());
        let before = Standing { held: vec![stays, goes], covers: vec![on.clone(), over.clone()] };
        let after = Standing { held: vec![moved_up, comes], covers: vec![on] };
        let change = Change { given: vec![comes], ended: vec![goes], covers: vec![over] };
        assert_eq!(Change::between(&before, &after), change);
        assert_eq!(Change::between(&before, &before), Change::default());
    }
}
