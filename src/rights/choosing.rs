//! Who runs a request: a data-protection lead without a conflict, then an owner without one.

use std::collections::BTreeSet;

use crate::access::Role;
use crate::db::ids::PersonId;

/// Roles that run requests, the first asked first.
pub const RUNNERS: &[Role] = &[Role::DataProtectionLead, Role::Owner];

/// Somebody who could run it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// By which role, their own or one that they stand in for.
    pub role: Role,
    /// The order among holders of the same role.
    pub rank: i64,
    /// The holder of the role for whom they stand in; nothing when the role is their own.
    pub stands_in_for: Option<PersonId>,
}

impl Candidate {
    /// Whether they may run it: nobody with a conflict, nor in the place of such a one. Who was chosen to stand in by
    /// somebody with a conflict judges where they stand themselves alone.
    #[must_use]
    pub fn may(&self, conflicted: &BTreeSet<PersonId>) -> bool {
        let is_out = |person: &PersonId| conflicted.contains(person);
        !is_out(&self.person) && !self.stands_in_for.as_ref().is_some_and(is_out)
    }
}

/// Who may not run it by any role: those with a conflict, and whoever could in the place of these alone.
#[must_use]
pub fn unable(candidates: &[Candidate], conflicted: &BTreeSet<PersonId>) -> BTreeSet<PersonId> {
    let able: BTreeSet<PersonId> =
        candidates.iter().filter(|one| one.may(conflicted)).map(|one| one.person).collect();
    candidates.iter().map(|one| one.person).filter(|person| !able.contains(person)).collect()
}

/// The one who runs it; nobody when each of them has a conflict.
#[must_use]
pub fn runner(candidates: &[Candidate], conflicted: &BTreeSet<PersonId>) -> Option<PersonId> {
    RUNNERS.iter().find_map(|role| {
        let mut able: Vec<&Candidate> =
            candidates.iter().filter(|one| one.role == *role && one.may(conflicted)).collect();
        able.sort_by_key(|one| (one.rank, one.person));
        able.first().map(|one| one.person)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Candidate, runner, unable};
    use crate::access::Role;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn a_conflict_passes_it_on() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [lead, second, owner, hr] = [(); 4].map(|()| PersonId::new(now));
        let lead_role = Role::DataProtectionLead;
        let all = [(owner, Role::Owner, 1), (second, lead_role, 2), (lead, lead_role, 1), (hr, Role::Hr, 1)];
        let all = all.map(|(person, role, rank)| Candidate { person, role, rank, stands_in_for: None });
        for (conflicted, wanted) in [
            (vec![], Some(lead)),
            (vec![lead], Some(second)),
            (vec![lead, second], Some(owner)),
            (vec![owner], Some(lead)),
            (vec![lead, second, owner], None),
        ] {
            let conflicted: BTreeSet<PersonId> = conflicted.into_iter().collect();
            assert_eq!(runner(&all, &conflicted), wanted);
        }
        assert_eq!(runner(&[], &BTreeSet::new()), None);
    }

    #[test]
    fn nobody_runs_it_in_the_place_of_somebody_with_a_conflict() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [lead, owner, friend] = [(); 3].map(|()| PersonId::new(now));
        let (lead_role, owner_role) = (Role::DataProtectionLead, Role::Owner);
        let of = |(person, role, stands_in_for): (PersonId, Role, Option<PersonId>)| {
            let rank = if stands_in_for.is_some() { 2 } else { 1 };
            Candidate { person, role, rank, stands_in_for }
        };
        let own = [(lead, lead_role, None), (owner, owner_role, None)];
        let of_lead = (friend, lead_role, Some(lead));
        let of_owner = (friend, owner_role, Some(owner));
        for (more, conflicted, wanted, out) in [
            (vec![of_lead], vec![lead], Some(owner), vec![lead, friend]),
            (vec![of_lead], vec![lead, owner], None, vec![lead, owner, friend]),
            (vec![of_lead], vec![owner], Some(lead), vec![owner]),
            // Where they stand themselves, or for somebody without a conflict.
            (vec![of_lead, (friend, owner_role, None)], vec![lead, owner], Some(friend), vec![lead, owner]),
            (vec![of_lead, of_owner], vec![owner, lead], None, vec![lead, owner, friend]),
            (vec![of_lead, of_owner], vec![owner], Some(lead), vec![owner]),
        ] {
            let all: Vec<Candidate> = own.into_iter().chain(more).map(of).collect();
            let conflicted: BTreeSet<PersonId> = conflicted.into_iter().collect();
            assert_eq!(runner(&all, &conflicted), wanted);
            assert_eq!(unable(&all, &conflicted), out.into_iter().collect());
        }
    }
}
