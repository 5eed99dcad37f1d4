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
    /// The holder of the role for whom they stand in; nothing when the role is their own.
    pub stands_in_for: Option<PersonId>,
}

impl Holder {
    /// Somebody who holds the role themselves.
    #[must_use]
    pub const fn own(person: PersonId, reachable: bool) -> Self {
        Self { person, reachable, stands_in_for: None }
    }
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
/// Not on it are those complained of, and whoever made the report: they know it already. Whoever stands in for a
/// holder comes just before them, because the holder is away, and replaces nobody. A cover is never a way round a
/// conflict: somebody complained of isn't told as anybody's cover, and whoever stands in for somebody complained
/// of isn't told in their place, only where they stand themselves.
#[must_use]
pub fn line(holders: &Holders, complained_of: &BTreeSet<PersonId>, reporter: PersonId) -> Vec<PersonId> {
    let all = [&holders.leads, &holders.deputies, &holders.individuals, &holders.owners];
    let is_out = |person: &PersonId| complained_of.contains(person) || *person == reporter;
    let mut line = Vec::new();
    for holder in all.into_iter().flatten() {
        let for_one_of_them = holder.stands_in_for.is_some_and(|held| complained_of.contains(&held));
        let fits = holder.reachable && !for_one_of_them && !is_out(&holder.person);
        if fits && !line.contains(&holder.person) {
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
        let at = |place: usize| Holder::own(people[place], true);
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
            let reporter = PersonId::new(now);
            let without: BTreeSet<PersonId> = without.iter().map(|place| people[*place]).collect();
            let expected: Vec<PersonId> = expected.iter().map(|place| people[*place]).collect();
            assert_eq!(line(holders, &without, reporter), expected);
            // Whoever reports it is left out as well, not whoever stands in for them.
            let first = without.first().copied().unwrap_or(reporter);
            let others = without.iter().skip(1).copied().collect();
            assert_eq!(line(holders, &others, first), expected);
        }
    }

    #[test]
    fn leaves_out_whom_no_mail_reaches() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (lead, deputy) = (PersonId::new(now), PersonId::new(now));
        let holders = Holders {
            leads: vec![Holder::own(lead, false)],
            deputies: vec![Holder::own(deputy, true)],
            ..Holders::default()
        };
        assert_eq!(line(&holders, &BTreeSet::new(), PersonId::new(now)), [deputy]);
    }

    #[test]
    fn a_cover_comes_before_the_holder_and_never_round_a_conflict() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (lead, deputy, cover, owner) =
            (PersonId::new(now), PersonId::new(now), PersonId::new(now), PersonId::new(now));
        let reporter = PersonId::new(now);
        let stands_in = |person, holder| Holder { person, reachable: true, stands_in_for: Some(holder) };
        let holders = |first: Holder, more: Vec<Holder>| Holders {
            leads: vec![first, Holder::own(lead, true)],
            deputies: [vec![Holder::own(deputy, true)], more].concat(),
            owners: vec![Holder::own(owner, true)],
            ..Holders::default()
        };
        let covered = holders(stands_in(cover, lead), vec![]);
        let by_owner = holders(stands_in(owner, lead), vec![]);
        let second = holders(stands_in(cover, lead), vec![Holder::own(cover, true)]);
        for (holders, complained_of, reporter, expected) in [
            (&covered, vec![], reporter, vec![cover, lead, deputy, owner]),
            (&covered, vec![cover], reporter, vec![lead, deputy, owner]),
            (&covered, vec![lead], reporter, vec![deputy, owner]),
            (&covered, vec![deputy], reporter, vec![cover, lead, owner]),
            (&covered, vec![], cover, vec![lead, deputy, owner]),
            (&covered, vec![], lead, vec![cover, deputy, owner]),
            // Somebody with a place of their own keeps that one.
            (&by_owner, vec![lead], reporter, vec![deputy, owner]),
            (&by_owner, vec![], reporter, vec![owner, lead, deputy]),
            (&second, vec![lead], reporter, vec![deputy, cover, owner]),
        ] {
            let complained_of: BTreeSet<PersonId> = complained_of.into_iter().collect();
            assert_eq!(line(holders, &complained_of, reporter), expected, "{complained_of:?}");
        }
    }
}
