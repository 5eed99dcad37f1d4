//! Who may arrange a cover, and which covers there can be: pure rules.

use super::Cover;
use crate::access::{Action, Member, Role, can_be_covered};
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::people::Held;

/// The most months that a cover lasts.
pub const MONTHS: i32 = 6;

/// A cover as it is wished for.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// The role and its holder.
    pub held: Held,
    /// Who would stand in.
    pub cover: PersonId,
    /// The first and the last day.
    pub days: (Day, Day),
    /// The day of asking.
    pub today: Day,
}

/// Why there can't be such a cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nobody stands in for this role.
    Role,
    /// For themselves.
    Oneself,
    /// They hold the role themselves.
    HoldsIt,
    /// Lead and deputy would be one person: the deputy is told anyway.
    Deputy,
    /// The first day is over.
    Past,
    /// It ends before it begins.
    Backwards,
    /// More than six months.
    TooLong,
    /// Somebody stands in already on some of these days.
    Taken,
    /// They can't sign in.
    NoAccount,
    /// Somebody else must name them.
    OwnNaming,
    /// Nobody else could name them, and they don't say why they do.
    OwnReason,
}

impl Fault {
    /// The field of the form, and the message.
    #[must_use]
    pub const fn shown(self) -> (&'static str, &'static str) {
        match self {
            Self::Role => ("grants", "covers-error-role"),
            Self::Oneself => ("cover", "covers-error-oneself"),
            Self::HoldsIt => ("cover", "covers-error-holds-it"),
            Self::Deputy => ("cover", "covers-error-deputy"),
            Self::Past => ("from", "covers-error-past"),
            Self::Backwards => ("until", "covers-error-backwards"),
            Self::TooLong => ("until", "covers-error-too-long"),
            Self::Taken => ("from", "covers-error-taken"),
            Self::NoAccount => ("cover", "covers-error-no-account"),
            Self::OwnNaming => ("cover", "covers-error-own"),
            Self::OwnReason => ("reason", "covers-error-own-reason"),
        }
    }
}

/// Whether there can be such a cover: `holds` are the roles of who would stand in, `standing` the covers that go
/// on or are to come.
///
/// # Errors
/// Why not.
pub fn check(wish: &Wish, holds: &[Held], standing: &[Cover]) -> Result<(), Fault> {
    let (from, until) = wish.days;
    let faults = [
        (!can_be_covered(wish.held.role), Fault::Role),
        (wish.cover == wish.held.person, Fault::Oneself),
        (from < wish.today, Fault::Past),
        (until < from, Fault::Backwards),
        (until > from.plus_months(MONTHS), Fault::TooLong),
        (holds.iter().any(|held| held.role == wish.held.role && meets(held, &wish.held)), Fault::HoldsIt),
        (is_both(wish, holds, standing), Fault::Deputy),
        (standing.iter().any(|cover| cover.is_of(&wish.held) && overlaps(cover, wish.days)), Fault::Taken),
    ];
    faults.into_iter().find(|(is_one, _)| *is_one).map_or(Ok(()), |(_, fault)| Err(fault))
}

/// Whether a role counts where another does.
fn meets(one: &Held, other: &Held) -> bool {
    one.service.is_none() || other.service.is_none() || one.service == other.service
}

fn overlaps(cover: &Cover, (from, until): (Day, Day)) -> bool {
    cover.from_on <= until && from <= cover.until_on
}

/// Whether lead and deputy of a service would be one person on some day.
fn is_both(wish: &Wish, holds: &[Held], standing: &[Cover]) -> bool {
    let other = match wish.held.role {
        Role::SafeguardingLead => Role::SafeguardingDeputy,
        Role::SafeguardingDeputy => Role::SafeguardingLead,
        _ => return false,
    };
    let meets_place = |cover: &Cover| cover.service.is_none() || cover.service == wish.held.service;
    holds.iter().any(|held| held.role == other && meets(held, &wish.held))
        || standing.iter().any(|cover| {
            let same = cover.cover == wish.cover && cover.role == other;
            same && meets_place(cover) && overlaps(cover, wish.days)
        })
}

/// Whether a member may arrange who stands in for a role: its holder; who gives roles; a manager for the deputies
/// and line managers of their service, a deputy for the line managers: nobody arranges who stands above them. Who
/// stands in for a safeguarding lead is no manager's choice: a report may be about them.
#[must_use]
pub fn may_arrange(member: &Member, held: &Held) -> bool {
    if !can_be_covered(held.role) {
        return false;
    }
    let gives = match held.service {
        Some(service) => member.may_at(Action::GrantRoles, service),
        None => member.may(Action::GrantRoles),
    };
    held.person == member.person() || gives || manages(member, held)
}

fn manages(member: &Member, held: &Held) -> bool {
    let arranges: &[Role] = match held.role {
        Role::DeputyManager => &[Role::RegisteredManager],
        Role::LineManager => &[Role::RegisteredManager, Role::DeputyManager],
        _ => return false,
    };
    member.grants().iter().any(|grant| {
        // Somebody who stands in for a manager names no further ones.
        let here = grant.service.is_none() || grant.service == held.service;
        grant.standing_in.is_none() && arranges.contains(&grant.role) && here
    })
}

/// Whether a member may end a cover: both of those in it, and who may arrange it.
#[must_use]
pub fn may_end(member: &Member, cover: &Cover) -> bool {
    let held = Held {
        id: crate::db::ids::GrantId::from_any(cover.id.any()),
        person: cover.holder,
        role: cover.role,
        service: cover.service,
        rank: 0,
    };
    [cover.holder, cover.cover].contains(&member.person()) || may_arrange(member, &held)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Wish, check};
    use crate::access::Role;
    use crate::clock::{Day, Moment};
    use crate::db::ids::{AnyId, CoverId, GrantId, PersonId, ServiceId};
    use crate::people::Held;
    use crate::people::covers::Cover;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn now() -> Moment {
        Moment::parse("2026-11-20T10:00:00Z").unwrap()
    }

    fn id(number: u8) -> AnyId {
        AnyId::parse(&format!("0193a000-0000-7000-8000-0000000000{number:02}")).unwrap()
    }

    /// Who holds a role where: small numbers for people and services.
    fn held(person: u8, role: Role, service: Option<u8>) -> Held {
        let service = service.map(|service| ServiceId::from_any(id(service)));
        Held { id: GrantId::from_any(id(90)), person: PersonId::from_any(id(person)), role, service, rank: 1 }
    }

    /// Somebody standing in for a holder.
    fn standing(cover: u8, of: Held, days: (&str, &str)) -> Cover {
        Cover {
            id: CoverId::new(now()),
            role: of.role,
            service: of.service,
            holder: of.person,
            cover: PersonId::from_any(id(cover)),
            from_on: day(days.0),
            until_on: day(days.1),
            reason: String::new(),
            made_at: now(),
            ended_at: None,
        }
    }

    fn checked(
        of: Held,
        cover: u8,
        days: (&str, &str),
        holds: &[Held],
        known: &[Cover],
    ) -> Result<(), Fault> {
        let cover = PersonId::from_any(id(cover));
        let wish = Wish { held: of, cover, days: (day(days.0), day(days.1)), today: now().day() };
        check(&wish, holds, known)
    }

    const DAYS: (&str, &str) = ("2026-12-01", "2026-12-04");

    #[test]
    fn for_whom_and_how_long() {
        let lead = held(1, Role::SafeguardingLead, Some(11));
        for (of, cover, days, expected) in [
            (lead, 2, DAYS, Ok(())),
            (lead, 2, ("2026-11-20", "2026-11-20"), Ok(())),
            (lead, 2, ("2026-12-01", "2027-06-01"), Ok(())),
            (lead, 2, ("2026-12-01", "2027-06-02"), Err(Fault::TooLong)),
            (lead, 2, ("2026-11-19", "2026-11-30"), Err(Fault::Past)),
            (lead, 2, ("2026-12-02", "2026-12-01"), Err(Fault::Backwards)),
            (lead, 1, DAYS, Err(Fault::Oneself)),
            (held(1, Role::Owner, None), 2, DAYS, Err(Fault::Role)),
            (held(1, Role::Staff, None), 2, DAYS, Err(Fault::Role)),
        ] {
            assert_eq!(checked(of, cover, days, &[], &[]), expected, "{of:?} {days:?}");
        }
    }

    #[test]
    fn one_at_a_time() {
        let lead = held(1, Role::SafeguardingLead, Some(11));
        let there = held(1, Role::SafeguardingLead, Some(12));
        let known = [standing(3, lead, ("2026-12-05", "2026-12-10"))];
        for (of, days, expected) in [
            (lead, DAYS, Ok(())),
            (lead, ("2026-12-11", "2026-12-12"), Ok(())),
            (lead, ("2026-12-04", "2026-12-05"), Err(Fault::Taken)),
            (lead, ("2026-12-10", "2026-12-11"), Err(Fault::Taken)),
            (lead, ("2026-12-01", "2026-12-31"), Err(Fault::Taken)),
            (lead, ("2026-12-06", "2026-12-07"), Err(Fault::Taken)),
            (there, ("2026-12-05", "2026-12-05"), Ok(())),
        ] {
            assert_eq!(checked(of, 2, days, &[], &known), expected, "{of:?} {days:?}");
        }
    }

    #[test]
    fn lead_and_deputy_stay_two_people() {
        let lead = held(1, Role::SafeguardingLead, Some(11));
        let deputy = |service| held(2, Role::SafeguardingDeputy, service);
        let of_deputy = held(3, Role::SafeguardingDeputy, Some(11));
        let known = [standing(2, of_deputy, ("2026-12-01", "2026-12-02"))];
        let hr = held(1, Role::Hr, None);
        for (of, days, holds, known, expected) in [
            (lead, DAYS, vec![deputy(Some(11))], &known[..0], Err(Fault::Deputy)),
            (lead, DAYS, vec![deputy(Some(12))], &known[..0], Ok(())),
            (lead, DAYS, vec![deputy(None)], &known[..0], Err(Fault::Deputy)),
            (
                of_deputy,
                DAYS,
                vec![held(2, Role::SafeguardingLead, Some(11))],
                &known[..0],
                Err(Fault::Deputy),
            ),
            (lead, DAYS, vec![], &known[..], Err(Fault::Deputy)),
            (lead, ("2026-12-03", "2026-12-04"), vec![], &known[..], Ok(())),
            (lead, DAYS, vec![held(2, Role::SafeguardingLead, Some(12))], &known[..0], Ok(())),
            (hr, DAYS, vec![held(2, Role::Hr, None)], &known[..0], Err(Fault::HoldsIt)),
        ] {
            assert_eq!(checked(of, 2, days, &holds, known), expected, "{of:?} {holds:?}");
        }
    }
}
