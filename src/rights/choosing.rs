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
}

/// The one who runs it; nobody when each of them has a conflict.
#[must_use]
pub fn runner(candidates: &[Candidate], conflicted: &BTreeSet<PersonId>) -> Option<PersonId> {
    RUNNERS.iter().find_map(|role| {
        let mut able: Vec<&Candidate> =
            candidates.iter().filter(|one| one.role == *role && !conflicted.contains(&one.person)).collect();
        able.sort_by_key(|one| (one.rank, one.person));
        able.first().map(|one| one.person)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Candidate, runner};
    use crate::access::Role;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn a_conflict_passes_it_on() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [lead, second, owner, hr] = [(); 4].map(|()| PersonId::new(now));
        let lead_role = Role::DataProtectionLead;
        let all = [(owner, Role::Owner, 1), (second, lead_role, 2), (lead, lead_role, 1), (hr, Role::Hr, 1)];
        let all = all.map(|(person, role, rank)| Candidate { person, role, rank });
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
}
