//! Whether a service can take reports of concerns: a lead, and a deputy who is somebody else, both of whom
//! can sign in (reference domain 4.5).

use crate::db::ids::PersonId;
use crate::people::Person;

/// What stands in the way of taking reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// There is no safeguarding lead.
    NoLead,
    /// The lead has no account.
    LeadWithoutAccount,
    /// There is no deputy who is somebody else.
    NoDeputy,
    /// No deputy has an account.
    DeputyWithoutAccount,
}

impl Obstacle {
    /// The message that says what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoLead => "services-obstacle-no-lead",
            Self::LeadWithoutAccount => "services-obstacle-lead-account",
            Self::NoDeputy => "services-obstacle-no-deputy",
            Self::DeputyWithoutAccount => "services-obstacle-deputy-account",
        }
    }
}

/// Somebody who holds a role, and whether they can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// They have an account.
    pub has_account: bool,
}

impl From<&Person> for Holder {
    fn from(person: &Person) -> Self {
        Self { person: person.id, has_account: person.account.is_some() }
    }
}

/// What stands in the way, in the order in which to mend it; nothing when reports can come.
#[must_use]
pub fn obstacles(lead: Option<Holder>, deputies: &[Holder]) -> Vec<Obstacle> {
    let mut found = Vec::new();
    match lead {
        None => found.push(Obstacle::NoLead),
        Some(lead) if !lead.has_account => found.push(Obstacle::LeadWithoutAccount),
        Some(_) => {}
    }
    let others = || deputies.iter().filter(|deputy| lead.is_none_or(|lead| lead.person != deputy.person));
    if others().next().is_none() {
        found.push(Obstacle::NoDeputy);
    } else if others().all(|deputy| !deputy.has_account) {
        found.push(Obstacle::DeputyWithoutAccount);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Holder, Obstacle, obstacles};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn asks_for_two_people_who_can_sign_in() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (one, two) = (PersonId::new(now), PersonId::new(now));
        let with = |person| Holder { person, has_account: true };
        let without = |person| Holder { person, has_account: false };
        for (lead, deputies, expected) in [
            (Some(with(one)), vec![with(two)], vec![]),
            (None, vec![], vec![Obstacle::NoLead, Obstacle::NoDeputy]),
            (Some(with(one)), vec![with(one)], vec![Obstacle::NoDeputy]),
            (Some(without(one)), vec![with(two)], vec![Obstacle::LeadWithoutAccount]),
            (Some(with(one)), vec![without(two)], vec![Obstacle::DeputyWithoutAccount]),
        ] {
            assert_eq!(obstacles(lead, &deputies), expected);
        }
    }
}
