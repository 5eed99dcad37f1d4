//! Who may confirm a closing, and when people are reminded of it. Pure.

use std::collections::BTreeSet;

use crate::access::two_people::{Needs, needs};
use crate::clock::Day;
use crate::db::ids::PersonId;

/// Days between confirming and closing, in which an owner can undo it.
pub const DAYS: i64 = 30;
/// So many days before the day people are reminded.
pub const REMINDERS: &[i64] = &[14, 3, 1];

/// Who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// An owner.
    Owner(PersonId),
    /// An operator of the installation.
    Operator,
}

/// Who would confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// An owner.
    Owner(PersonId),
    /// An operator, and which person of the organisation they are, when they are one.
    Operator(Option<PersonId>),
}

/// Why somebody can't confirm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// They asked for it themselves.
    SamePerson,
    /// Another owner confirms.
    AnotherOwner,
}

/// Whether somebody may confirm what another asked for, with the owners who can act and were owners already when it
/// was asked for: another of these owners always; an operator only where the owner who asked is the only one, and isn't the
/// operator.
///
/// # Errors
/// Why not.
pub fn check(asker: Asker, second: Second, owners: &BTreeSet<PersonId>) -> Result<(), Refusal> {
    match (asker, second) {
        (Asker::Owner(asked), Second::Owner(owner)) if asked == owner => Err(Refusal::SamePerson),
        (_, Second::Owner(owner)) if owners.contains(&owner) => Ok(()),
        (_, Second::Owner(_)) => Err(Refusal::AnotherOwner),
        (Asker::Operator, Second::Operator(_)) => Err(Refusal::AnotherOwner),
        (Asker::Owner(asked), Second::Operator(who)) if who == Some(asked) => Err(Refusal::SamePerson),
        (Asker::Owner(asked), Second::Operator(_)) => match needs(asked, true, owners) {
            Needs::SomebodyElse => Err(Refusal::AnotherOwner),
            Needs::Nothing | Needs::Reason => Ok(()),
        },
    }
}

/// What an operator needs who confirms what an operator asked for, where nobody has joined the organisation: no owner
/// could confirm, and none could undo it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alone {
    /// Nothing: another one asked.
    Nothing,
    /// A reason, from this day on: nobody else is there who could.
    Reason(Day),
}

/// What an operator needs to confirm the closing of an organisation that nobody has joined. `asked` and `by` are
/// addresses; somebody at the machine has none and may be anybody of the team. `team` is how many there are.
///
/// # Errors
/// They asked for it themselves, and others are there.
pub fn unjoined(
    (asked, asked_on): (Option<&str>, Day),
    by: Option<&str>,
    team: usize,
) -> Result<Alone, Refusal> {
    match (asked, by) {
        (Some(asked), Some(by)) if asked != by => Ok(Alone::Nothing),
        (Some(_), Some(_)) if team > 1 => Err(Refusal::SamePerson),
        _ => Ok(Alone::Reason(asked_on.plus_days(DAYS))),
    }
}

/// How many days before the closing people are reminded today; nothing on other days. Who was away on the day
/// itself is reminded at the next: the smallest number that has come.
#[must_use]
pub fn reminder(today: Day, closes_on: Day) -> Option<i64> {
    let left = today.days_until(closes_on);
    REMINDERS.iter().copied().filter(|days| left > 0 && left <= *days).min()
}

#[cfg(test)]
mod tests {
    use super::{Alone, Asker, Refusal, Second, check, reminder, unjoined};
    use crate::clock::{Day, Moment};
    use crate::db::ids::PersonId;

    #[test]
    fn never_the_same_person_and_owners_before_operators() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (a, b) = (PersonId::new(now), PersonId::new(now));
        for (asker, second, owners, expected) in [
            (Asker::Owner(a), Second::Owner(a), vec![a, b], Err(Refusal::SamePerson)),
            (Asker::Owner(a), Second::Owner(a), vec![a], Err(Refusal::SamePerson)),
            (Asker::Owner(a), Second::Owner(b), vec![a, b], Ok(())),
            (Asker::Owner(a), Second::Operator(None), vec![a], Ok(())),
            (Asker::Owner(a), Second::Operator(Some(b)), vec![a], Ok(())),
            (Asker::Owner(a), Second::Operator(Some(a)), vec![a], Err(Refusal::SamePerson)),
            (Asker::Owner(a), Second::Operator(None), vec![a, b], Err(Refusal::AnotherOwner)),
            (Asker::Operator, Second::Operator(None), vec![a], Err(Refusal::AnotherOwner)),
            (Asker::Operator, Second::Operator(None), vec![], Err(Refusal::AnotherOwner)),
            (Asker::Operator, Second::Owner(a), vec![a], Ok(())),
        ] {
            let owners = owners.into_iter().collect();
            assert_eq!(check(asker, second, &owners), expected, "{asker:?} {second:?} {owners:?}");
        }
    }

    #[test]
    fn where_nobody_joined_another_operator_confirms_or_one_alone_later() {
        let day = |text: &str| Day::parse(text).unwrap();
        let later = Ok(Alone::Reason(day("2026-12-21")));
        for (asked, by, team, expected) in [
            (Some("a@x"), Some("b@x"), 2, Ok(Alone::Nothing)),
            (Some("a@x"), Some("a@x"), 2, Err(Refusal::SamePerson)),
            (Some("a@x"), Some("a@x"), 1, later),
            // Whoever sits at the machine may be the one who asked.
            (None, Some("a@x"), 2, later),
            (Some("a@x"), None, 2, later),
            (None, None, 0, later),
        ] {
            let found = unjoined((asked, day("2026-11-21")), by, team);
            assert_eq!(found, expected, "{asked:?} {by:?} {team}");
        }
    }

    #[test]
    fn reminders_come_three_times() {
        let closes = Day::parse("2026-12-31").unwrap();
        for (today, expected) in [
            ("2026-12-01", None),
            ("2026-12-16", None),
            ("2026-12-17", Some(14)),
            ("2026-12-20", Some(14)),
            ("2026-12-28", Some(3)),
            ("2026-12-29", Some(3)),
            ("2026-12-30", Some(1)),
            ("2026-12-31", None),
            ("2027-01-05", None),
        ] {
            assert_eq!(reminder(Day::parse(today).unwrap(), closes), expected, "{today}");
        }
    }
}
