//! Whom a report goes to: a line of people, without anybody complained of (reference domain 4.7, rules 1 to 3).

use std::collections::BTreeSet;

use crate::access::Role;
use crate::db::ids::PersonId;
use crate::organisations::Nation;

/// Somebody who holds a role at the service and is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// Whether they have an account and an e-mail address: only then can they be told.
    pub reachable: bool,
}

/// The holders of the roles on the line, each in order of rank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holders {
    /// Safeguarding leads: of the service, then of the organisation.
    pub leads: Vec<Holder>,
    /// Deputies of the lead.
    pub deputies: Vec<Holder>,
    /// Responsible or nominated individuals.
    pub individuals: Vec<Holder>,
    /// Owners.
    pub owners: Vec<Holder>,
}

/// The roles between deputies and owners: responsible individual in Wales (2016 Act), nominated individual in
/// England (2014 Regulations); elsewhere whichever is held.
#[must_use]
pub const fn individual_roles(nation: Nation) -> &'static [Role] {
    match nation {
        Nation::Wales => &[Role::ResponsibleIndividual],
        Nation::England => &[Role::NominatedIndividual],
        Nation::Scotland | Nation::NorthernIreland => {
            &[Role::ResponsibleIndividual, Role::NominatedIndividual]
        }
    }
}

/// Whether reports go to who holds a role.
#[must_use]
pub const fn is_on_the_line(role: Role) -> bool {
    matches!(
        role,
        Role::SafeguardingLead
            | Role::SafeguardingDeputy
            | Role::ResponsibleIndividual
            | Role::NominatedIndividual
            | Role::Owner
    )
}

/// The line, first to last; everybody stands on it once.
///
/// `without` are those complained of, and whoever made the report: they know it already.
#[must_use]
pub fn line(holders: &Holders, without: &BTreeSet<PersonId>) -> Vec<PersonId> {
    let all = [&holders.leads, &holders.deputies, &holders.individuals, &holders.owners];
    let mut line = Vec::new();
    for holder in all.into_iter().flatten() {
        if holder.reachable && !without.contains(&holder.person) && !line.contains(&holder.person) {
            line.push(holder.person);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Holder, Holders, line};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn goes_down_the_line_without_those_complained_of() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..6).map(|_| PersonId::new(now)).collect();
        let at = |place: usize| Holder { person: people[place], reachable: true };
        let holders = |leads: &[usize], deputies: &[usize], individuals: &[usize], owners: &[usize]| {
            let all = |places: &[usize]| places.iter().map(|place| at(*place)).collect();
            Holders {
                leads: all(leads),
                deputies: all(deputies),
                individuals: all(individuals),
                owners: all(owners),
            }
        };
        let full = holders(&[0], &[1, 2], &[3], &[4]);
        let doubled = holders(&[0], &[1, 0], &[1], &[0, 4]);
        let none: &[usize] = &[];
        for (holders, without, expected) in [
            (&full, none, &[0, 1, 2, 3, 4][..]),
            (&full, &[0], &[1, 2, 3, 4]),
            (&full, &[0, 1], &[2, 3, 4]),
            (&full, &[3], &[0, 1, 2, 4]),
            (&full, &[0, 1, 2, 3, 4], &[]),
            (&full, &[5], &[0, 1, 2, 3, 4]),
            (&doubled, &[], &[0, 1, 4]),
            (&doubled, &[0], &[1, 4]),
            (&Holders::default(), &[], &[]),
        ] {
            let without: BTreeSet<PersonId> = without.iter().map(|place| people[*place]).collect();
            let expected: Vec<PersonId> = expected.iter().map(|place| people[*place]).collect();
            assert_eq!(line(holders, &without), expected);
        }
    }

    #[test]
    fn leaves_out_whom_no_mail_reaches() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (lead, deputy) = (PersonId::new(now), PersonId::new(now));
        let holders = Holders {
            leads: vec![Holder { person: lead, reachable: false }],
            deputies: vec![Holder { person: deputy, reachable: true }],
            ..Holders::default()
        };
        assert_eq!(line(&holders, &BTreeSet::new()), [deputy]);
    }
}
