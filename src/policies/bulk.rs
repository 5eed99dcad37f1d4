//! One change to many policies: each is a change of its own, with its own line in the log.

use std::collections::BTreeSet;

use super::{PolicyError, approval, drafts, events, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ServiceId};

/// Gives policies to another owner; answers how many changed hands.
///
/// # Errors
/// One of them isn't there, or the database is away.
pub fn set_owner(
    tenant: &mut Tenant<'_>,
    now: Moment,
    ids: &BTreeSet<PolicyId>,
    owner: PersonId,
) -> Result<usize, PolicyError> {
    let mut changed = 0_usize;
    for id in ids {
        let policy = store::get(tenant, *id)?.ok_or(PolicyError::NotFound)?;
        if policy.owner == owner || policy.withdrawn_at.is_some() {
            continue;
        }
        store::set_owner(tenant, *id, owner)?;
        audit::record(tenant, now, &events::PolicyOwnerChanged { policy: *id, before: policy.owner, owner })?;
        changed = changed.saturating_add(1);
    }
    Ok(changed)
}

/// Sets the services of drafts; answers how many drafts there were.
///
/// # Errors
/// One of them isn't there, or the database is away.
pub fn set_draft_services(
    tenant: &mut Tenant<'_>,
    now: Moment,
    ids: &BTreeSet<PolicyId>,
    services: &BTreeSet<ServiceId>,
) -> Result<usize, PolicyError> {
    let mut changed = 0_usize;
    for id in ids {
        let policy = store::get(tenant, *id)?.ok_or(PolicyError::NotFound)?;
        if policy.withdrawn_at.is_some() || !policy.has_draft {
            continue;
        }
        drafts::set_services(tenant, *id, services)?;
        audit::record(tenant, now, &events::DraftServicesChanged { policy: *id, services })?;
        approval::draft_changed(tenant, now, *id)?;
        changed = changed.saturating_add(1);
    }
    Ok(changed)
}
