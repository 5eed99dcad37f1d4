//! Cases of the rules that tell who is who.

use std::collections::BTreeMap;

use super::{Accounts, Record, Today, entered_anew, gone, joined_again};
use crate::audit::Said;
use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::people::store::Joined;

const ANN: &str = "ann@prawf.example";
const OTHER: &str = "other@prawf.example";
const DESK: &str = "manager@prawf.example";

fn hour(hours: i64) -> Moment {
    Moment::parse("2026-11-20T10:00:00Z").unwrap().plus_hours(hours)
}

/// A record: the hour when it was made, the hour when it left with whether it is there again, the name and address of
/// today, and what lines say at which hour.
type Entry<'a> = (i64, Option<(i64, bool)>, (&'a str, &'a str), &'a [(i64, &'a str)]);

fn records(entries: &[Entry<'_>]) -> (Vec<PersonId>, BTreeMap<PersonId, Record>) {
    let record = |(made, left, (name, address), lines): &Entry<'_>| {
        let person = PersonId::new(hour(*made));
        let today = Today {
            name: (*name).to_owned(),
            listed: Some((*address).to_owned()),
            signing: None,
            joined: Vec::new(),
            is_present: left.is_none_or(|(_, is_back)| is_back),
            gone: left.map(|(at, is_back)| (hour(at), is_back.then(|| hour(at)))).into_iter().collect(),
        };
        let said = |(at, words): &(i64, &str)| Said {
            at: hour(*at),
            by: None,
            of: person.any(),
            words: (*words).to_owned(),
        };
        let lines: Vec<Said> = lines.iter().map(said).collect();
        (person, Record::of(person, today, &lines.iter().collect::<Vec<_>>()))
    };
    let all: Vec<(PersonId, Record)> = entries.iter().map(record).collect();
    (all.iter().map(|(person, _)| *person).collect(), all.into_iter().collect())
}

fn check_entered(entries: &[Entry<'_>], expected: &[(usize, usize)]) {
    let (people, records) = records(entries);
    let expected: Vec<(PersonId, PersonId)> =
        expected.iter().map(|(one, other)| (people[*one], people[*other])).collect();
    assert_eq!(entered_anew(&records, &[]), expected, "{entries:?}");
}

#[test]
fn whoever_left_is_known_again_by_name_and_address() {
    let ann = ("Ann Prawf", ANN);
    let gone = |at: i64| Some((at, false));
    check_entered(&[(0, gone(1), ann, &[]), (2, None, ann, &[])], &[(0, 1)]);
    check_entered(&[(0, gone(1), ann, &[]), (2, None, ("Ann Prawf", OTHER), &[])], &[]);
    check_entered(&[(0, None, ann, &[]), (2, None, ann, &[])], &[]);
    check_entered(
        &[(0, gone(1), ann, &[]), (2, gone(3), ann, &[]), (4, None, ann, &[])],
        &[(0, 1), (0, 2), (1, 2)],
    );
    // Who was there at the same time is nobody else; nor does anybody become who was there before.
    check_entered(&[(0, gone(3), ann, &[]), (2, None, ann, &[])], &[]);
    check_entered(&[(0, None, ann, &[]), (2, gone(3), ann, &[])], &[]);
    // Who left and came back.
    check_entered(&[(0, Some((1, true)), ann, &[]), (2, None, ann, &[])], &[]);
}

/// Bringing the old record back, and ending it again, makes nobody somebody else.
#[test]
fn who_was_gone_when_the_other_record_was_made_stays_the_same_human() {
    let (old, new) = (PersonId::new(hour(0)), PersonId::new(hour(2)));
    let today = |gone: &[(i64, Option<i64>)]| Today {
        name: "Ann Prawf".to_owned(),
        listed: Some(ANN.to_owned()),
        signing: None,
        joined: Vec::new(),
        is_present: gone.last().is_none_or(|(_, back)| back.is_some()),
        gone: gone.iter().map(|(left, back)| (hour(*left), back.map(hour))).collect(),
    };
    for (times, is_one) in [
        (&[(1, None)][..], true),
        (&[(1, Some(3))], true),
        (&[(1, Some(3)), (4, None)], true),
        (&[(3, Some(4)), (5, None)], false),
        (&[], false),
    ] {
        let records = BTreeMap::from([
            (old, Record::of(old, today(times), &[])),
            (new, Record::of(new, today(&[]), &[])),
        ]);
        let expected = if is_one { vec![(old, new)] } else { Vec::new() };
        assert_eq!(entered_anew(&records, &[]), expected, "{times:?}");
    }
    let moments = [(old, hour(1), true), (old, hour(3), false), (new, hour(3), false), (old, hour(4), true)];
    let times = gone(moments.into_iter().chain([(old, hour(5), true)]));
    assert_eq!(times[&old], [(hour(1), Some(hour(3))), (hour(4), None)]);
    assert!(times[&new].is_empty());
}

#[test]
fn what_is_written_into_a_record_afterwards_makes_nobody_somebody_else() {
    let (ann, sam) = ("Ann Prawf, Lead, ann@prawf.example", "Sam Prawf, Cook, other@prawf.example");
    let gone = Some((1, false));
    let new = (2, None, ("Ann Prawf", ANN), &[(2, ann)][..]);
    // The leaver is called like the lead who came since.
    check_entered(&[(0, gone, ("Ann Prawf", ANN), &[(0, sam), (3, ann)]), new], &[]);
    // Of what they were then nothing is known any more.
    check_entered(&[(0, gone, ("Ann Prawf", ANN), &[(3, ann)]), new], &[]);
    // It hides nobody, either.
    check_entered(&[(0, gone, ("Sam Prawf", OTHER), &[(0, ann), (3, sam)]), new], &[(0, 1)]);
    // Who was there for a day may get another name in the hour in which they leave; that of before counts, too.
    let newer = (26, None, ("Ann Prawf", ANN), &[(26, ann)][..]);
    for (left, expected) in [(Some((25, false)), &[(0, 1)][..]), (Some((23, false)), &[])] {
        check_entered(&[(0, left, ("Ann Prawf", ANN), &[(0, sam), (2, ann)]), newer], expected);
    }
    let late = Some((25, false));
    check_entered(&[(0, late, ("Ann Prawf", ANN), &[(0, sam), (1, ann)]), newer], &[(0, 1)]);
    check_entered(&[(0, late, ("Sam Prawf", OTHER), &[(0, ann), (2, sam)]), newer], &[(0, 1)]);
    check_entered(&[(0, gone, ("Ann Prawf", ANN), &[(0, ann)]), new], &[(0, 1)]);
    // The words of the line with which they were entered are gone.
    let new = (200, None, ("Ann Prawf", ANN), &[(200, ann)][..]);
    check_entered(&[(0, Some((199, false)), ("Ann Prawf", ANN), &[(198, ann)]), new], &[(0, 1)]);
    // The lead is called like the leaver.
    let renamed = (2, None, ("Sam Prawf", OTHER), &[(2, ann), (3, sam)][..]);
    check_entered(&[(0, gone, ("Sam Prawf", OTHER), &[(0, sam)]), renamed], &[]);
}

/// Whether those who joined at an address are one, by the names alone, and by the account of the second. They joined in
/// the second hour and in the seventh.
fn joined(names: (&str, &str), left: Option<i64>, (made, changed): (i64, &[i64])) -> (bool, bool) {
    let left = left.map(|at| (at, false));
    let (people, records) = records(&[(0, left, (names.0, DESK), &[]), (5, None, (names.1, DESK), &[])]);
    let at = |person: usize, at: i64| Joined {
        address: DESK.to_owned(),
        person: people[person],
        at: hour(at),
        account: None,
    };
    let joins = [at(0, 1), at(1, 6)];
    let found = joined_again(&joins, &records);
    let account = AccountId::new(hour(made));
    let accounts = Accounts {
        of: vec![(account, people[1])],
        made: BTreeMap::from([(account, hour(made))]),
        changed: changed.iter().map(|at| (account, hour(*at))).collect(),
    };
    let is_alike = found.iter().any(|one| one.is_alike);
    (is_alike, found.iter().any(|one| accounts.are_one(one)))
}

#[test]
fn whoever_joins_at_the_mailbox_of_a_post_is_not_who_had_it() {
    let (same, other) = (("Ann Prawf", "Ann Newydd"), ("Ann Prawf", "Siân Ŵyr"));
    for (names, left, made, changed, expected) in [
        (same, Some(4), 6, &[][..], (true, false)),
        (other, Some(4), 6, &[], (false, false)),
        // One account all the time, or one with a password that is new since.
        (other, Some(4), 0, &[], (false, true)),
        (other, Some(4), 0, &[2, 7], (false, true)),
        (other, Some(4), 0, &[5], (false, false)),
        (("Ann ap Prawf", "Siân ap Ŵyr"), Some(4), 6, &[], (false, false)),
        (("Aoife Ní Bhriain", "Máire Ní Riain"), Some(4), 6, &[], (false, false)),
        // Who was there at the same time.
        (same, None, 0, &[], (false, false)),
        (same, Some(7), 0, &[], (false, false)),
    ] {
        assert_eq!(joined(names, left, (made, changed)), expected, "{names:?} {left:?} {made} {changed:?}");
    }
}

#[test]
fn a_comma_written_into_a_name_today_changes_nothing_of_older_lines() {
    let (old, today) =
        ("Ann Prawf, Cook, ann@prawf.example", "Ann Prawf,\u{a0}Cook, Cook, ann@prawf.example");
    let written = ("Ann Prawf, Cook", ANN);
    let new = (2, None, ("Ann Prawf", ANN), &[(2, old)][..]);
    check_entered(&[(0, Some((1, false)), written, &[(0, old), (3, today)]), new], &[(0, 1)]);
    let new = (2, None, written, &[(2, old), (3, today)][..]);
    check_entered(&[(0, Some((1, false)), ("Ann Prawf", ANN), &[(0, old)]), new], &[(0, 1)]);
}

/// A record: the hour when it was made, from which hour until which it had left, and what lines say at which hour, by
/// the record at which place.
type Written<'a> = (i64, &'a [(i64, Option<i64>)], &'a [(i64, &'a str, Option<usize>)]);

/// The pairs of these records, of which some are known to be one human's.
fn pairs(all: &[Written<'_>], ties: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let people: Vec<PersonId> = all.iter().map(|(made, ..)| PersonId::new(hour(*made))).collect();
    let mut records = BTreeMap::new();
    for (person, (_, gone, lines)) in people.iter().zip(all) {
        let said = lines.iter().map(|(at, words, by)| Said {
            at: hour(*at),
            by: by.map(|by| people[by].any()),
            of: person.any(),
            words: (*words).to_owned(),
        });
        let said: Vec<Said> = said.collect();
        let last = &said.last().unwrap().words;
        let today = Today {
            name: last.split(", ").next().unwrap().to_owned(),
            listed: last.rsplit(", ").next().map(str::to_owned),
            signing: None,
            joined: Vec::new(),
            is_present: gone.last().is_none_or(|(_, back)| back.is_some()),
            gone: gone.iter().map(|(left, back)| (hour(*left), back.map(hour))).collect(),
        };
        records.insert(*person, Record::of(*person, today, &said.iter().collect::<Vec<_>>()));
    }
    let ties: Vec<(PersonId, PersonId)> =
        ties.iter().map(|(one, other)| (people[*one], people[*other])).collect();
    let place = |id: PersonId| people.iter().position(|one| *one == id).unwrap();
    entered_anew(&records, &ties).into_iter().map(|(one, other)| (place(one), place(other))).collect()
}

#[test]
fn nobody_makes_others_themselves_by_an_old_record_of_their_own() {
    let (ann, lena) = ("Ann Prawf, HR, ann@prawf.example", "Lena Frost, Nurse, other@prawf.example");
    // Ann left and was entered anew. Her old record is brought back, and called like the lead whom she is about to enter.
    for (left, by, expected) in [
        (60, Some(1), &[(0, 1)][..]),
        (60, None, &[(0, 1)]),
        (79, Some(1), &[(0, 1)]),
        (79, Some(0), &[(0, 1)]),
        (79, None, &[(0, 1), (0, 2)]),
    ] {
        let old: Written<'_> = (0, &[(1, Some(50)), (left, None)], &[(0, ann, None), (51, lena, by)]);
        let all: [Written<'_>; 3] = [old, (2, &[], &[(2, ann, None)]), (80, &[], &[(80, lena, Some(1))])];
        assert_eq!(pairs(&all, &[]), expected, "{left} {by:?}");
    }
    // She calls the record of somebody else like herself, leaves, and is entered anew.
    let other: Written<'_> = (0, &[(40, None)], &[(0, lena, Some(1)), (1, ann, Some(1))]);
    let all: [Written<'_>; 3] = [other, (0, &[(41, None)], &[(0, ann, None)]), (42, &[], &[(42, ann, None)])];
    assert_eq!(pairs(&all, &[(1, 2)]), [(1, 2)]);
}

#[test]
fn whoever_moves_to_another_address_is_known_by_that_at_which_they_joined() {
    let (old, new) = (PersonId::new(hour(0)), PersonId::new(hour(2)));
    let today = |is_present: bool, signing: Option<&str>, joined: &[&str], listed: &str| Today {
        name: "Ann Prawf".to_owned(),
        listed: Some(listed.to_owned()),
        signing: signing.map(str::to_owned),
        joined: joined.iter().map(|address| (*address).to_owned()).collect(),
        is_present,
        gone: if is_present { Vec::new() } else { vec![(hour(1), None)] },
    };
    for (signing, joined, listed, is_one) in [
        (Some(OTHER), &[ANN][..], OTHER, true),
        (Some(ANN), &[OTHER], OTHER, true),
        // The list doesn't say who they are.
        (Some(OTHER), &[OTHER], ANN, false),
        (None, &[OTHER], ANN, false),
        (None, &[], ANN, true),
    ] {
        let records = BTreeMap::from([
            (old, Record::of(old, today(false, None, &[], ANN), &[])),
            (new, Record::of(new, today(true, signing, joined, listed), &[])),
        ]);
        let expected = if is_one { vec![(old, new)] } else { Vec::new() };
        assert_eq!(entered_anew(&records, &[]), expected, "{signing:?} {joined:?} {listed}");
    }
}

#[test]
fn whoever_joins_with_the_account_of_before_is_known_although_its_address_moved() {
    let (one, other) = (AccountId::new(hour(0)), AccountId::new(hour(0)));
    let (same, married) = (("Ann Prawf", "Ann Newydd"), ("Ann Prawf", "Siân Ŵyr"));
    for (names, accounts, left, changed, expected) in [
        (same, (Some(one), Some(one)), Some(4), &[][..], (true, true)),
        (same, (Some(one), Some(other)), Some(4), &[], (false, false)),
        (same, (None, Some(one)), Some(4), &[], (false, false)),
        (same, (None, None), Some(4), &[], (false, false)),
        (same, (Some(one), Some(one)), None, &[], (false, false)),
        (same, (Some(one), Some(one)), Some(7), &[], (false, false)),
        // An account can be handed on, too.
        (married, (Some(one), Some(one)), Some(4), &[], (false, true)),
        (married, (Some(one), Some(one)), Some(4), &[5], (false, false)),
    ] {
        let left = left.map(|at| (at, false));
        let (people, records) = records(&[(0, left, (names.0, ANN), &[]), (5, None, (names.1, OTHER), &[])]);
        let at = |person: usize, address: &str, at: i64, account: Option<AccountId>| Joined {
            address: address.to_owned(),
            person: people[person],
            at: hour(at),
            account,
        };
        let joins = [at(0, ANN, 1, accounts.0), at(1, OTHER, 6, accounts.1)];
        let found = joined_again(&joins, &records);
        let accounts = Accounts {
            of: vec![(one, people[1])],
            made: BTreeMap::from([(one, hour(0))]),
            changed: changed.iter().map(|at| (one, hour(*at))).collect(),
        };
        let is_alike = found.iter().any(|one| one.is_alike);
        assert_eq!(
            (is_alike, found.iter().any(|one| accounts.are_one(one))),
            expected,
            "{names:?} {changed:?}"
        );
        // By the same link address it is the same pair.
        let joins = [at(0, ANN, 1, Some(one)), at(1, ANN, 6, Some(one))];
        assert!(joined_again(&joins, &records).len() < 2);
    }
}
