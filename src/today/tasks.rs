//! What is left of setting an organisation up (reference ux 2a).

use crate::access::Role;
use crate::db::{Error, Tenant};
use crate::organisations;
use crate::people;
use crate::policies::{self, Policy};

/// What an organisation has so far. The default has all, so that nothing is asked of those who can't help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetUp {
    /// A service.
    pub services: bool,
    /// A registered manager and a safeguarding lead.
    pub key_people: bool,
    /// Staff beside the first owner.
    pub staff: bool,
    /// A policy.
    pub policies: bool,
    /// A policy in force.
    pub published: bool,
    /// A request to read and sign.
    pub asked: bool,
}

impl Default for SetUp {
    fn default() -> Self {
        Self { services: true, key_people: true, staff: true, policies: true, published: true, asked: true }
    }
}

impl SetUp {
    /// Nothing is left to do.
    #[must_use]
    pub fn is_complete(self) -> bool {
        self == Self::default()
    }

    /// Steps done, and all steps.
    #[must_use]
    pub fn progress(self) -> (usize, usize) {
        let steps = [self.services, self.key_people, self.staff, self.policies, self.published, self.asked];
        (steps.iter().filter(|done| **done).count(), steps.len())
    }
}

pub(super) fn read(tenant: &mut Tenant<'_>, asked: bool) -> Result<SetUp, Error> {
    let grants = people::store::all_grants(tenant)?;
    let held = |role: Role| grants.iter().any(|held| held.role == role);
    let policies = policies::store::all(tenant)?;
    Ok(SetUp {
        services: !organisations::services(tenant)?.is_empty(),
        key_people: held(Role::RegisteredManager) && held(Role::SafeguardingLead),
        staff: people::list(tenant)?.len() > 1,
        policies: !policies.is_empty(),
        published: policies.iter().any(Policy::is_in_force),
        asked,
    })
}
