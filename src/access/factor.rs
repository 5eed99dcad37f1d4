//! The second factor: who must have one, and the one place that says whether it is asked for at all.
//!
//! An account may always have one. It must have one where it holds a role that sees what others wrote about
//! people, or that can give such a role, and where it runs the installation. The rule counts in the
//! organisation that is entered: a role in one organisation changes nothing in another.

use super::actions::Role;
use super::{member, store};
use crate::db::ids::AccountId;
use crate::db::types::text_enum;
use crate::db::{Error, System};

/// Whether a second factor is asked for. Only the demonstration and the tests switch it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorRule {
    /// As the roles demand.
    On,
    /// Nobody is asked, and nobody can set one up.
    Off,
}

text_enum! {
    /// What a second factor in the database is.
    FactorState {
        /// Shown to somebody who has not yet given a code of it.
        Offered = "offered",
        /// Asked for at every sign-in.
        InForce = "in_force",
    }
}

impl FactorRule {
    /// Whether somebody stands before the wall: they need a second factor and have none.
    #[must_use]
    pub const fn stops(self, needs: bool, has: bool) -> bool {
        matches!(self, Self::On) && needs && !has
    }
}

/// Whether a role needs a second factor.
#[must_use]
pub const fn role_needs(role: Role) -> bool {
    match role {
        Role::Owner
        | Role::ResponsibleIndividual
        | Role::NominatedIndividual
        | Role::RegisteredManager
        | Role::DeputyManager
        | Role::SafeguardingLead
        | Role::SafeguardingDeputy
        | Role::DataProtectionLead
        | Role::Hr => true,
        Role::Communications
        | Role::CaldicottGuardian
        | Role::SpeakUpLead
        | Role::EqualityLead
        | Role::LineManager
        | Role::Staff => false,
    }
}

/// Whether somebody with these roles needs a second factor.
#[must_use]
pub fn needs(roles: impl IntoIterator<Item = Role>, is_operator: bool) -> bool {
    is_operator || roles.into_iter().any(role_needs)
}

/// Whether an account has a second factor in force.
///
/// # Errors
/// The database is away.
pub fn is_on(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    store::has_factor(system, account)
}

/// Whether an account needs a second factor anywhere: then it can't switch it off.
///
/// # Errors
/// The database is away.
pub fn account_needs(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    let is_operator = store::is_operator(system, account)?;
    Ok(needs(member::roles_everywhere(system, account)?, is_operator))
}

/// Whether an account opens more than one organisation: it is a member elsewhere too, or runs the
/// installation. Then no single organisation may take its second factor away.
///
/// # Errors
/// The database is away.
pub fn opens_more(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    Ok(store::memberships_of(system, account)?.len() > 1 || store::is_operator(system, account)?)
}

#[cfg(test)]
mod tests {
    use super::{FactorRule, Role, needs, role_needs};

    #[test]
    fn who_decides_about_people_needs_one() {
        let table = "owner: yes\nresponsible_individual: yes\nnominated_individual: yes\n\
            registered_manager: yes\ndeputy_manager: yes\nsafeguarding_lead: yes\nsafeguarding_deputy: yes\n\
            data_protection_lead: yes\nhr: yes\ncommunications: no\ncaldicott_guardian: no\n\
            speak_up_lead: no\nequality_lead: no\nline_manager: no\nstaff: no\n";
        let mut rule = String::new();
        for role in Role::ALL {
            rule.push_str(&format!("{}: {}\n", role.as_str(), if role_needs(*role) { "yes" } else { "no" }));
        }
        assert_eq!(rule, table);
    }

    #[test]
    fn one_role_is_enough_and_operators_need_one_in_any_case() {
        for (roles, is_operator, wanted) in [
            (&[][..], false, false),
            (&[][..], true, true),
            (&[Role::Staff], false, false),
            (&[Role::Staff, Role::LineManager], false, false),
            (&[Role::Staff, Role::Hr], false, true),
            (&[Role::Staff], true, true),
        ] {
            assert_eq!(needs(roles.iter().copied(), is_operator), wanted, "{roles:?} {is_operator}");
        }
    }

    #[test]
    fn the_wall_stops_who_needs_one_and_has_none() {
        for (rule, needs, has, stopped) in [
            (FactorRule::On, true, false, true),
            (FactorRule::On, true, true, false),
            (FactorRule::On, false, false, false),
            (FactorRule::On, false, true, false),
            (FactorRule::Off, true, false, false),
        ] {
            assert_eq!(rule.stops(needs, has), stopped, "{rule:?} {needs} {has}");
        }
    }
}
