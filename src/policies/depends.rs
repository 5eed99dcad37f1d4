//! What of the policies depends on somebody who holds a role.

use std::collections::BTreeSet;

use super::versions::stale;
use super::{approval, store};
use crate::access::Role;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};

/// What depends on somebody who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depends {
    /// Policies in force that print whoever holds the role.
    pub printed: usize,
    /// Policies that the person answers for.
    pub owned: BTreeSet<PolicyId>,
    /// Rounds of comments or approval that wait for the person.
    pub asked: usize,
}

/// What depends on a person who holds a role, at a service or for the whole organisation.
///
/// # Errors
/// The database is away.
pub fn depends_on(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    (role, service): (Role, Option<ServiceId>),
) -> Result<Depends, Error> {
    let all = store::all(tenant)?.into_iter();
    let owned = all.filter(|policy| policy.owner == person && policy.withdrawn_at.is_none());
    Ok(Depends {
        printed: stale::printing_role(tenant, role, service)?.len(),
        owned: owned.map(|policy| policy.id).collect(),
        asked: approval::store::waiting_for(tenant, person)?.len(),
    })
}
