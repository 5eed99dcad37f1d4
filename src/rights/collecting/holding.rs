//! From when until when an account was somebody's. A mailbox is handed on with a post, and the account at it: whoever has
//! it now finds nothing of who had it before, nor do these find anything of what came after them.

use std::collections::BTreeSet;

use super::others;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::people::store::Joined;
use crate::people::{self, Person, events};
use crate::rights::RightsError;
use crate::rights::store::held::{self, MoveHeld};
use crate::rights::store::{accounts_at, last_joined};

/// An account, as far as it was somebody's.
pub(super) struct Holding {
    /// The account.
    pub account: AccountId,
    /// Its address, the last one in their time.
    pub email: String,
    /// Its language, or theirs where somebody else has it now.
    pub language: Language,
    /// Since when they had it.
    pub from: Moment,
    times: Vec<Time>,
}

impl Holding {
    /// Whether it was theirs at a moment.
    pub(super) fn has(&self, at: Moment) -> bool {
        self.part(at, at).is_some()
    }

    /// What of the time between two moments was theirs, from the first moment of it to the last.
    pub(super) fn part(&self, first: Moment, last: Moment) -> Option<(Moment, Moment)> {
        let parts: Vec<(Moment, Moment)> =
            self.times.iter().filter_map(|time| time.part(first, last)).collect();
        Some((parts.iter().map(|part| part.0).min()?, parts.iter().map(|part| part.1).max()?))
    }
}

/// The account with which somebody signs in, or did last, with the times in which it was theirs by any record of theirs.
/// Of a record that was entered anew it is told with the record that has it now.
///
/// # Errors
/// The database is away.
pub(super) fn of(tenant: &mut Tenant<'_>, person: &Person) -> Result<Option<Holding>, RightsError> {
    let joins = people::store::joined_by(tenant)?;
    let account = match person.account {
        Some(account) => Some(account),
        None => last_of(tenant, person.id, &joins)?,
    };
    let Some(account) = account else { return Ok(None) };
    let mut theirs: BTreeSet<PersonId> =
        others(tenant, person.id)?.same.into_iter().map(|other| other.id).collect();
    let last = last_joined(tenant, account)?;
    if person.account.is_none() && last.is_some_and(|(holder, _)| theirs.contains(&holder)) {
        return Ok(None);
    }
    theirs.insert(person.id);
    let Some((email, language, made)) = held::account(&mut tenant.system(), account)? else {
        return Ok(None);
    };
    let moves = held::moves(&mut tenant.system(), account)?;
    let here = joins.iter().filter(|one| made <= one.at && address_at(&email, &moves, one.at) == one.address);
    let mut joined: Vec<(Moment, PersonId)> = here.map(|one| (one.at, one.person)).collect();
    joined.extend(last.map(|(holder, at)| (at, holder)));
    joined.sort_unstable();
    let left: Vec<(Moment, PersonId)> = audit::moments_of(tenant, &[events::LEFT])?
        .into_iter()
        .map(|(of, at, _)| (at, PersonId::from_any(of)))
        .collect();
    let mut times = times(&joined, &left, &theirs);
    let Some(first) = times.first_mut() else { return Ok(None) };
    // Nobody else ever had it here, and nobody who only has the mailbox had to set a password before they joined.
    let start = first.from;
    let is_set =
        |(at, kind): &(Moment, String)| kind == "password_changed" && start.is_some_and(|from| *at <= from);
    let is_theirs_alone = joined.iter().all(|(_, person)| theirs.contains(person));
    if is_theirs_alone && !held::security(&mut tenant.system(), account)?.iter().any(is_set) {
        first.from = None;
    }
    let from = first.from.map_or(made, |from| from.max(made));
    let is_theirs = times.iter().any(|time| time.until.is_none());
    let until = times.iter().filter_map(|time| time.until).max().filter(|_| !is_theirs);
    Ok(Some(Holding {
        account,
        email: until.map_or(email.as_str(), |until| address_at(&email, &moves, until)).to_owned(),
        language: if is_theirs { language } else { person.language },
        from,
        times,
    }))
}

/// The account with which somebody joined last who has none any more: another record has it.
fn last_of(tenant: &mut Tenant<'_>, person: PersonId, joins: &[Joined]) -> Result<Option<AccountId>, Error> {
    let Some(join) = joins.iter().rev().find(|join| join.person == person) else { return Ok(None) };
    let mut system = tenant.system();
    for account in accounts_at(&mut system, &join.address)? {
        let Some((email, _, made)) = held::account(&mut system, account)? else { continue };
        let moves = held::moves(&mut system, account)?;
        if made <= join.at && address_at(&email, &moves, join.at) == join.address {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

/// The address of an account at a moment, by that of today and what it was moved from and to.
fn address_at<'a>(today: &'a str, moves: &'a [MoveHeld], moment: Moment) -> &'a str {
    let confirmed = moves.iter().filter_map(|one| Some((one, one.confirmed_at?)));
    let mut steps: Vec<(Moment, &str, &str)> = confirmed
        .flat_map(|(one, at)| {
            let undone = one.undone_at.map(|at| (at, one.new.as_str(), one.old.as_str()));
            std::iter::once((at, one.old.as_str(), one.new.as_str())).chain(undone)
        })
        .collect();
    steps.sort_unstable();
    let last = steps.iter().rev().find(|(at, ..)| *at <= moment).map(|(_, _, to)| *to);
    last.or(steps.first().map(|(_, from, _)| *from)).unwrap_or(today)
}

/// A time, with both ends; nothing where it was always so, or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Time {
    from: Option<Moment>,
    until: Option<Moment>,
}

impl Time {
    fn part(&self, first: Moment, last: Moment) -> Option<(Moment, Moment)> {
        let first = self.from.map_or(first, |from| first.max(from));
        let part = (first, self.until.map_or(last, |until| last.min(until)));
        (part.0 <= part.1).then_some(part)
    }
}

/// When an account was somebody's who joined with it: until they left, or anybody joined with it again. `joined` in its
/// order.
fn times(
    joined: &[(Moment, PersonId)],
    left: &[(Moment, PersonId)],
    theirs: &BTreeSet<PersonId>,
) -> Vec<Time> {
    let time = |(from, person): &(Moment, PersonId)| {
        let next = joined.iter().map(|(at, _)| *at).find(|at| at > from);
        let gone = left.iter().filter(|(at, who)| who == person && at > from).map(|(at, _)| *at).min();
        Time { from: Some(*from), until: next.into_iter().chain(gone).min() }
    };
    joined.iter().filter(|(_, person)| theirs.contains(person)).map(time).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MoveHeld, Time, address_at, times};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    fn hour(hours: i64) -> Moment {
        Moment::parse("2026-11-20T10:00:00Z").unwrap().plus_hours(hours)
    }

    #[test]
    fn an_account_is_somebody_s_until_they_leave_or_somebody_joins_with_it() {
        let people: Vec<PersonId> = (0..3).map(|_| PersonId::new(hour(0))).collect();
        let of = |all: &[(i64, usize)]| -> Vec<(Moment, PersonId)> {
            all.iter().map(|(at, one)| (hour(*at), people[*one])).collect()
        };
        for (joined, left, theirs, expected) in [
            (&[(1, 0)][..], &[][..], &[0][..], &[(1, None)][..]),
            (&[(1, 0)], &[(4, 0), (2, 1)], &[0], &[(1, Some(4))]),
            // Handed on: each has their own time, and what lies between is nobody's.
            (&[(1, 0), (6, 1)], &[(4, 0)], &[0], &[(1, Some(4))]),
            (&[(1, 0), (6, 1)], &[(4, 0)], &[1], &[(6, None)]),
            (&[(1, 0), (6, 1)], &[], &[0], &[(1, Some(6))]),
            // The same human by another record, and somebody who came back.
            (&[(1, 0), (6, 1)], &[(4, 0)], &[0, 1], &[(1, Some(4)), (6, None)]),
            (&[(1, 0), (3, 1), (6, 0)], &[(2, 0), (5, 1)], &[0], &[(1, Some(2)), (6, None)]),
            (&[(1, 0)], &[], &[2], &[]),
        ] {
            let (joined, left) = (of(joined), of(left));
            let theirs: BTreeSet<PersonId> = theirs.iter().map(|one: &usize| people[*one]).collect();
            let time =
                |(from, until): &(i64, Option<i64>)| Time { from: Some(hour(*from)), until: until.map(hour) };
            let expected: Vec<Time> = expected.iter().map(time).collect();
            assert_eq!(times(&joined, &left, &theirs), expected, "{joined:?} {left:?}");
        }
    }

    #[test]
    fn of_what_lasted_longer_only_their_part_is_told() {
        for (from, until, (first, last), expected) in [
            (Some(2), Some(5), (3, 4), Some((3, 4))),
            (Some(2), Some(5), (1, 9), Some((2, 5))),
            (Some(2), None, (1, 9), Some((2, 9))),
            (None, Some(5), (1, 9), Some((1, 5))),
            (Some(2), Some(5), (0, 1), None),
            (Some(2), Some(5), (6, 9), None),
            (Some(2), Some(5), (5, 5), Some((5, 5))),
        ] {
            let time = Time { from: from.map(hour), until: until.map(hour) };
            let expected = expected.map(|(first, last)| (hour(first), hour(last)));
            assert_eq!(time.part(hour(first), hour(last)), expected, "{from:?} {until:?} {first} {last}");
        }
    }

    #[test]
    fn an_account_had_the_address_to_which_it_was_moved_last() {
        let moved = |old: &str, new: &str, confirmed: Option<i64>, undone: Option<i64>| MoveHeld {
            old: old.to_owned(),
            new: new.to_owned(),
            asked_at: hour(0),
            confirmed_at: confirmed.map(hour),
            undone_at: undone.map(hour),
        };
        let moves = [
            moved("a", "x", None, None),
            moved("a", "b", Some(2), None),
            moved("b", "c", Some(4), Some(6)),
            moved("b", "d", Some(8), None),
        ];
        for (at, address) in [(1, "a"), (2, "b"), (5, "c"), (7, "b"), (9, "d")] {
            assert_eq!(address_at("d", &moves, hour(at)), address, "{at}");
        }
        assert_eq!(address_at("a", &moves[..1], hour(1)), "a");
    }
}
