//! Whom a report names, by the names of the staff list (reference domain 4.7, rule 2). Pure.
//!
//! Whoever keeps the staff list must not choose, by way of names, whom reports about themselves pass by: a name that
//! didn't stand for a day counts for nothing (but that with which somebody was entered does), nor one like their own
//! that somebody complained of gave somebody else.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::conflict::{self, Meant};
use super::sealed::Subject;
use crate::db::ids::PersonId;
use crate::people::called::Called;

/// Who did it, with the names of today. A name that was typed counts as if it were chosen from the list, one that
/// somebody had before, too. Who goes by the name of somebody chosen could be the same twice on the list.
pub(super) fn named(called: &[Called], reporter: PersonId, report: &Report) -> Subject {
    let (chosen, typed) = (&report.subject.people, report.subject.other.as_str());
    let others: Vec<&Called> = called.iter().filter(|one| one.person != reporter && one.counts()).collect();
    let first = meant_by(&others, chosen, typed);
    let fair = without_planted(&others, &first);
    let Meant { surely, perhaps } = meant_by(&fair, chosen, typed);
    let today = called.iter().filter(|one| one.stood.is_none());
    let names: BTreeMap<PersonId, String> = today
        .filter(|one| one.person == reporter || surely.contains(&one.person))
        .map(|one| (one.person, one.name.clone()))
        .collect();
    Subject { people: surely, perhaps, names, ..report.subject.clone() }
}

/// One word of which somebody was called once says too little to be sure: others are called so, too.
fn is_vague(called: &Called) -> bool {
    called.stood.is_some() && conflict::is_one_word(&called.name)
}

/// Who is surely meant, those chosen among them, and who could be.
fn meant_by(called: &[&Called], chosen: &BTreeSet<PersonId>, typed: &str) -> Meant {
    let others = || called.iter().map(|one| (one.person, one.name.as_str()));
    let of = |vague: bool| {
        let some = called.iter().filter(move |one| is_vague(one) == vague);
        some.map(|one| (one.person, one.name.as_str()))
    };
    let Meant { mut surely, mut perhaps } = conflict::meant(typed, of(false));
    let vaguely = conflict::meant(typed, of(true));
    perhaps.extend(vaguely.surely.union(&vaguely.perhaps));
    for name in chosen.iter().flat_map(|person| names_of(called, *person)) {
        perhaps.extend(conflict::namesakes(name, others()));
    }
    surely.extend(chosen);
    perhaps.retain(|person| !surely.contains(person));
    Meant { surely, perhaps }
}

/// The names of somebody chosen of which others can be namesakes: not those that they gave themselves, as long as they
/// have another.
fn names_of<'a>(called: &[&'a Called], person: PersonId) -> Vec<&'a str> {
    let theirs = called.iter().filter(|one| one.person == person);
    let (own, given): (Vec<&Called>, Vec<&Called>) = theirs.partition(|one| one.by == Some(person));
    let names = if given.is_empty() { own } else { given };
    names.into_iter().map(|one| one.name.as_str()).collect()
}

/// The names without those like their own that somebody who could be meant gave somebody else, as long as these have
/// another.
fn without_planted<'a>(called: &[&'a Called], first: &Meant) -> Vec<&'a Called> {
    let is_meant = |person: &PersonId| first.surely.contains(person) || first.perhaps.contains(person);
    let mut own: BTreeMap<PersonId, Vec<&str>> = BTreeMap::new();
    for one in called.iter().filter(|one| is_meant(&one.person)) {
        own.entry(one.person).or_default().push(&one.name);
    }
    let is_planted = |one: &Called| {
        let by = one.by.filter(|by| *by != one.person);
        by.and_then(|by| Some((by, own.get(&by)?))).is_some_and(|(by, names)| {
            let found = conflict::meant(&one.name, names.iter().map(|name| (by, *name)));
            !found.surely.is_empty() || !found.perhaps.is_empty()
        })
    };
    without(called, is_planted)
}

/// The names that count where somebody could be those meant under another record: not those that didn't stand, nor any
/// that those meant gave somebody else, as long as these have another.
pub(super) fn not_given_by<'a>(called: &'a [Called], meant: &BTreeSet<PersonId>) -> Vec<&'a Called> {
    let all: Vec<&Called> = called.iter().collect();
    let given = |one: &Called| one.by.is_some_and(|by| by != one.person && meant.contains(&by));
    without(&all, given).into_iter().filter(|one| one.counts()).collect()
}

/// The names without those that are out, as long as whoever has them has another.
fn without<'a>(called: &[&'a Called], is_out: impl Fn(&Called) -> bool) -> Vec<&'a Called> {
    let (out, fair): (Vec<&Called>, Vec<&Called>) = called.iter().partition(|one| is_out(one));
    let has_another: BTreeSet<PersonId> = fair.iter().map(|one| one.person).collect();
    fair.into_iter().chain(out.into_iter().filter(|one| !has_another.contains(&one.person))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::named;
    use crate::clock::Moment;
    use crate::db::ids::{PersonId, ServiceId};
    use crate::incidents::Report;
    use crate::incidents::sealed::{Affected, Subject};
    use crate::people::called::Called;

    /// A name: of whom, what, by whom, and the hours between which it stood.
    type Entry = (usize, &'static str, Option<usize>, Option<(i64, i64)>);

    fn kept_out(entries: &[Entry], chosen: &[usize], typed: &str) -> (Vec<usize>, Vec<usize>) {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..5).map(|_| PersonId::new(start)).collect();
        let called: Vec<Called> = entries
            .iter()
            .map(|(person, name, by, stood)| Called {
                person: people[*person],
                name: (*name).to_owned(),
                by: by.map(|by| people[by]),
                stood: stood.map(|(from, until)| (start.plus_hours(from), start.plus_hours(until))),
                is_first: stood.is_some_and(|(from, _)| from == 0),
            })
            .collect();
        let subject = Subject {
            people: chosen.iter().map(|place| people[*place]).collect(),
            other: typed.to_owned(),
            ..Subject::default()
        };
        let report = Report {
            danger: false,
            service: ServiceId::new(start),
            category: String::new(),
            narrative: String::new(),
            subject,
            affected: Affected::default(),
        };
        let found = named(&called, people[4], &report);
        let places = |ids: &BTreeSet<PersonId>| {
            people.iter().enumerate().filter(|(_, id)| ids.contains(id)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        (places(&found.people), places(&found.perhaps))
    }

    /// Colette complained of, Priya the lead, Malcolm, Siân who keeps the list; the reporter enters nothing.
    const TODAY: [Entry; 4] = [
        (0, "Colette Trialby", Some(3), None),
        (1, "Priya Samplewright", Some(3), None),
        (2, "Malcolm Testwell", Some(3), None),
        (3, "Siân Ŵyr", None, None),
    ];

    fn with(more: &[Entry]) -> Vec<Entry> {
        TODAY
            .iter()
            .copied()
            .filter(|(who, ..)| !more.iter().any(|(other, .., stood)| who == other && stood.is_none()))
            .chain(more.iter().copied())
            .collect()
    }

    #[test]
    fn names_that_people_had_name_them_still() {
        let married = with(&[(1, "Priya Mehta", Some(3), Some((0, 900)))]);
        assert_eq!(kept_out(&married, &[], "Priya Mehta"), (vec![1], vec![]));
        assert_eq!(kept_out(&married, &[], "Mehta"), (vec![], vec![1]));
        // The same twice on the list, once with the name of before.
        let twice = with(&[(2, "Priya Mehta", Some(3), None), (1, "Priya Mehta", Some(3), Some((0, 900)))]);
        assert_eq!(kept_out(&twice, &[1], ""), (vec![1], vec![2]));
        assert_eq!(kept_out(&twice, &[2], ""), (vec![2], vec![1]));
    }

    #[test]
    fn a_name_that_was_taken_back_at_once_counts_for_nothing() {
        let short = with(&[(1, "Colette Trialby", Some(3), Some((1, 24)))]);
        assert_eq!(kept_out(&short, &[0], ""), (vec![0], vec![]));
        assert_eq!(kept_out(&short, &[], "Colette Trialby"), (vec![0], vec![]));
        let long = with(&[(1, "Colette Trialby", Some(3), Some((1, 25)))]);
        assert_eq!(kept_out(&long, &[0], ""), (vec![0], vec![1]));
        // With that they were entered, by whoever isn't complained of.
        let first = with(&[(1, "Colette Trialby", Some(3), Some((0, 1)))]);
        assert_eq!(kept_out(&first, &[0], ""), (vec![0], vec![1]));
        let planted = with(&[(1, "Colette Trialby", Some(0), Some((0, 1)))]);
        assert_eq!(kept_out(&planted, &[0], ""), (vec![0], vec![]));
    }

    #[test]
    fn nobody_makes_others_look_like_themselves() {
        let before = (1, "Priya Samplewright", Some(3), Some((0, 900)));
        for name in ["Colette Trialby", "Trialby Colette Jane", "Colette Smith"] {
            for stood in [None, Some((900, 990))] {
                let planted = with(&[before, (1, name, Some(0), stood)]);
                for (chosen, typed) in [(&[0][..], ""), (&[], "Colette Trialby"), (&[], "Colette")] {
                    let (surely, perhaps) = kept_out(&planted, chosen, typed);
                    assert!(!surely.contains(&1) && !perhaps.contains(&1), "{name} {stood:?} {typed}");
                    assert!(surely.contains(&0) || perhaps.contains(&0), "{name} {typed}");
                }
            }
        }
        // Nor themselves like others.
        let posing = with(&[
            (0, "Colette Trialby", Some(3), Some((0, 900))),
            (0, "Priya Samplewright", Some(0), None),
        ]);
        assert_eq!(kept_out(&posing, &[0], ""), (vec![0], vec![]));
    }

    #[test]
    fn one_word_of_before_names_nobody_for_sure() {
        let once = with(&[(1, "Colette", Some(3), Some((0, 900)))]);
        assert_eq!(kept_out(&once, &[], "Colette"), (vec![], vec![0, 1]));
        assert_eq!(kept_out(&once, &[], "Colette Trialby"), (vec![0], vec![1]));
        // Who has one name only is meant by it.
        let one = with(&[(1, "Sukarno", Some(3), None)]);
        assert_eq!(kept_out(&one, &[], "Sukarno"), (vec![1], vec![]));
    }

    #[test]
    fn whoever_takes_the_names_of_others_into_their_own_hides_nobody() {
        let before = (3, "Mockford Trialwright", Some(2), Some((0, 900)));
        for name in [
            "Mockford Priya Samplewright, BA",
            "Mockford (cc Priya Samplewright, Colette Trialby, Malcolm Testwell)",
        ] {
            let taken = with(&[before, (3, name, Some(3), None)]);
            assert_eq!(kept_out(&taken, &[3], ""), (vec![3], vec![]), "{name}");
        }
    }

    #[test]
    fn whoever_keeps_the_list_and_has_the_same_first_name_hides_nobody() {
        // All names of the lead were entered by somebody with the same first name.
        let alike = with(&[(1, "Siân Puw", Some(3), None), (1, "Sian Pugh", Some(3), Some((0, 900)))]);
        assert_eq!(kept_out(&alike, &[], "Siân"), (vec![], vec![1, 3]));
        assert_eq!(kept_out(&alike, &[], "Siân Puw"), (vec![1], vec![3]));
        // The new name of somebody counts, whoever entered it.
        let married =
            with(&[(1, "Priya Samplewright", None, Some((0, 900))), (1, "Priya Jones", Some(3), None)]);
        assert_eq!(kept_out(&married, &[3], "Priya Jones"), (vec![1, 3], vec![]));
    }
}
