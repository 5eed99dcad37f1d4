//! Related policies: the codes that a text names, as links for who reads it, and a warning for its
//! author when the organisation has no policy with such a code.

mod codes;

use std::collections::{BTreeMap, BTreeSet};

pub use codes::{Named, codes_in, is_linkable};

use super::{Policy, store, versions};
use crate::db::ids::{PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::messages::Language;

/// The organisation's policies that are not withdrawn, by code; of two languages the asked one wins.
///
/// # Errors
/// The database is away.
pub fn by_code(tenant: &mut Tenant<'_>, language: Language) -> Result<BTreeMap<String, Policy>, Error> {
    let mut found: BTreeMap<String, Policy> = BTreeMap::new();
    for policy in store::all(tenant)? {
        let better = policy.language == language || !found.contains_key(&policy.code);
        if policy.withdrawn_at.is_none() && better {
            found.insert(policy.code.clone(), policy);
        }
    }
    Ok(found)
}

/// The codes of a set of policies.
#[must_use]
pub fn codes(policies: &BTreeMap<String, Policy>) -> BTreeSet<String> {
    policies.keys().cloned().collect()
}

/// For the office: each code with the address of its policy below `base`; the policy itself is left out.
#[must_use]
pub fn office_links(
    policies: &BTreeMap<String, Policy>,
    of: PolicyId,
    address: impl Fn(PolicyId) -> String,
) -> BTreeMap<String, String> {
    let others = policies.iter().filter(|(code, policy)| policy.id != of && is_linkable(code));
    others.map(|(code, policy)| (code.clone(), address(policy.id))).collect()
}

/// For staff: each code with the address of what is in force at their services; the policy itself is left
/// out. `first` is the service whose text is preferred.
///
/// # Errors
/// The database is away.
pub fn staff_links(
    tenant: &mut Tenant<'_>,
    services: &BTreeSet<ServiceId>,
    (of, first, language): (PolicyId, ServiceId, Language),
    address: impl Fn(crate::db::ids::RenditionId) -> String,
) -> Result<BTreeMap<String, String>, Error> {
    let mut found: BTreeMap<String, (u8, String)> = BTreeMap::new();
    for text in versions::store::in_force(tenant, services)? {
        if text.policy == of || !is_linkable(&text.code) {
            continue;
        }
        let rank = 2 * u8::from(text.service == first) + u8::from(text.language == language);
        let better = found.get(&text.code).is_none_or(|(other, _)| rank > *other);
        if better {
            found.insert(text.code.clone(), (rank, address(text.rendition)));
        }
    }
    Ok(found.into_iter().map(|(code, (_, address))| (code, address)).collect())
}
