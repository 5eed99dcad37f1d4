//! Who leads, or looks into what others did.

use super::Held;
use crate::access::Role;

/// Roles whose holders are let go and signed out by those alone who give roles: nobody shuts out who leads them, or
/// who looks into what they did.
const LEADING: [Role; 7] = [
    Role::Owner,
    Role::ResponsibleIndividual,
    Role::NominatedIndividual,
    Role::RegisteredManager,
    Role::SafeguardingLead,
    Role::SafeguardingDeputy,
    Role::DataProtectionLead,
];

/// Whether somebody with these roles leads.
#[must_use]
pub fn leads(roles: &[Held]) -> bool {
    roles.iter().any(|held| LEADING.contains(&held.role))
}
