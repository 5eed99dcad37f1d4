//! Who leads, or looks into what others did.

use serde::{Deserialize, Serialize};

use super::Held;
use crate::access::{Member, Role};

/// Roles whose holders are let go, signed out and given another name by those alone who give roles: nobody shuts out
/// who leads them, or who looks into what they did, and nobody makes them look like somebody complained of.
const LEADING: [Role; 8] = [
    Role::Owner,
    Role::ResponsibleIndividual,
    Role::NominatedIndividual,
    Role::RegisteredManager,
    Role::SafeguardingLead,
    Role::SafeguardingDeputy,
    Role::DataProtectionLead,
    Role::SpeakUpLead,
];

/// Which roles somebody gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gives {
    /// Those that aren't an owner's.
    pub roles: bool,
    /// That of an owner.
    #[serde(default)]
    pub owner: bool,
}

impl Gives {
    /// What a member gives.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        Self { roles: member.may_give(Role::Staff), owner: member.may_give(Role::Owner) }
    }

    const fn gives(self, role: Role) -> bool {
        match role {
            Role::Owner => self.owner,
            _ => self.roles,
        }
    }
}

/// Whether somebody with these roles, held or stood in for, leads more than somebody can give.
#[must_use]
pub fn is_above(roles: &[Held], gives: Gives) -> bool {
    roles.iter().any(|held| LEADING.contains(&held.role) && !gives.gives(held.role))
}

/// Whether somebody with these roles leads, or looks into what others did.
#[must_use]
pub fn leads(roles: &[Held]) -> bool {
    roles.iter().any(|held| LEADING.contains(&held.role))
}

/// Whether somebody's address on the list stays as it is for who can't give their roles: an invitation there would
/// give a role, and what reaches those who lead, reports of concerns above all, would go elsewhere.
#[must_use]
pub fn keeps_address(roles: &[Held], is_member: bool, gives: Gives) -> bool {
    is_above(roles, gives) || (!roles.is_empty() && !is_member && !gives.roles)
}
