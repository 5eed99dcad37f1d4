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

/// Whether somebody with these roles, held or stood in for, leads.
#[must_use]
pub fn leads(roles: &[Held]) -> bool {
    roles.iter().any(|held| LEADING.contains(&held.role))
}

/// Whether somebody's address on the list stays as it is for who can't give roles: an invitation there would give a
/// role, and what reaches those who lead, reports of concerns above all, would go elsewhere.
#[must_use]
pub fn keeps_address(roles: &[Held], is_member: bool) -> bool {
    leads(roles) || (!roles.is_empty() && !is_member)
}
