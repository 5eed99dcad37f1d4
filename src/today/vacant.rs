//! What Today tells whoever gives roles beside the posts of each service: roles for the whole organisation that
//! nobody holds, and leavers who still answer for policies.

use std::collections::{BTreeMap, BTreeSet};

use super::posts::{Gap, Missing};
use crate::access::Role;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::organisations::{self, Nation};
use crate::{people, policies};

/// What is vacant, the worst first; nothing while there is no service.
///
/// # Errors
/// The database is away.
pub fn read(tenant: &mut Tenant<'_>) -> Result<Vec<Gap>, Error> {
    let nations: BTreeSet<Nation> =
        organisations::services(tenant)?.into_iter().map(|service| service.nation).collect();
    let mut gaps = Vec::new();
    for (role, what) in wanted(&nations) {
        if people::holders(tenant, role, None)?.is_empty() {
            gaps.push(gap(what, String::new()));
        }
    }
    gaps.extend(ownerless(tenant)?);
    Ok(gaps)
}

/// The roles that an organisation with services in these nations needs.
fn wanted(nations: &BTreeSet<Nation>) -> Vec<(Role, Missing)> {
    let at = |nation| nations.contains(&nation);
    let all = [
        (at(Nation::Wales), Role::ResponsibleIndividual, Missing::ResponsibleIndividual),
        (at(Nation::England), Role::NominatedIndividual, Missing::NominatedIndividual),
        (!nations.is_empty(), Role::DataProtectionLead, Missing::DataProtectionLead),
    ];
    all.into_iter().filter(|(needed, ..)| *needed).map(|(_, role, what)| (role, what)).collect()
}

/// Leavers who answer for policies that weren't withdrawn.
fn ownerless(tenant: &mut Tenant<'_>) -> Result<Vec<Gap>, Error> {
    let mut owned: BTreeMap<PersonId, usize> = BTreeMap::new();
    for policy in policies::store::all(tenant)?.into_iter().filter(|policy| policy.withdrawn_at.is_none()) {
        *owned.entry(policy.owner).or_default() += 1;
    }
    let mut gaps = Vec::new();
    for (owner, count) in owned {
        if let Some(gone) = people::get(tenant, owner)?.filter(|owner| !owner.is_present()) {
            gaps.push(gap(Missing::PolicyOwner(owner, count), gone.name()));
        }
    }
    Ok(gaps)
}

fn gap(what: Missing, name: String) -> Gap {
    Gap { what, service: None, place: String::new(), name }
}

#[cfg(test)]
mod tests {
    use super::wanted;
    use crate::access::Role;
    use crate::organisations::Nation;

    #[test]
    fn each_nation_asks_for_its_own_roles() {
        for (nations, expected) in [
            (vec![], vec![]),
            (vec![Nation::Wales], vec![Role::ResponsibleIndividual, Role::DataProtectionLead]),
            (vec![Nation::England], vec![Role::NominatedIndividual, Role::DataProtectionLead]),
        ] {
            let found = wanted(&nations.into_iter().collect());
            assert_eq!(found.into_iter().map(|(role, _)| role).collect::<Vec<_>>(), expected);
        }
    }
}
