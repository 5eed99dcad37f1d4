//! Whom a case is kept from although the staff list knows them by another record than it does: whoever is complained
//! of, leaves and is entered anew reads nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use super::sealed::Subject;
use super::{conflict, naming};
use crate::audit::Said;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people;
use crate::people::called::{self, Called};
use crate::people::same::Same;

/// Those complained of in one case, by whatever record of theirs ([`Records::complained_of`]). Where nobody is complained
/// of the staff list isn't read.
pub(super) fn complained_of(
    tenant: &mut Tenant<'_>,
    case: &Case,
    subject: &Subject,
) -> Result<BTreeSet<PersonId>, DbError> {
    if subject.people.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(Records::read(tenant)?.complained_of(case.received_at, subject))
}

/// Who isn't told of one case ([`Records::kept_out`]). Where nobody is named the staff list isn't read.
pub(super) fn kept_out(
    tenant: &mut Tenant<'_>,
    case: &Case,
    subject: &Subject,
) -> Result<BTreeSet<PersonId>, DbError> {
    if subject.people.is_empty() && subject.perhaps.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(Records::read(tenant)?.kept_out(case.received_at, subject))
}

/// What the staff list says of who is who: read once for a list of cases.
pub(super) struct Records {
    same: Same,
    /// What everybody is called, and was before.
    called: Vec<Called>,
    /// What the log says of that.
    said: Vec<Said>,
    /// What everybody is called on the list, whoever has left too.
    names: BTreeMap<PersonId, String>,
    /// Who is there.
    present: BTreeSet<PersonId>,
}

impl Records {
    pub(super) fn read(tenant: &mut Tenant<'_>) -> Result<Self, DbError> {
        let all = people::list(tenant)?;
        let names = all.iter().map(|person| (person.id, person.name())).collect();
        let present = all.iter().filter(|person| person.is_present()).map(|person| person.id).collect();
        let said = called::said(tenant)?;
        let same = Same::of(tenant, &said)?;
        Ok(Self { same, called: called::of(tenant, &said)?, said, names, present })
    }

    /// Those complained of, by whatever record: another of theirs, or one that was made after the report with the name
    /// that they had then. Which names count there is the same as in reports ([`naming`]): nobody is taken for them by a
    /// name that they gave.
    pub(super) fn complained_of(&self, received_at: Moment, subject: &Subject) -> BTreeSet<PersonId> {
        if subject.people.is_empty() {
            return BTreeSet::new();
        }
        let mut found = self.same.with(subject.people.clone());
        let since = self.entered_since(received_at, &found);
        for name in subject.people.iter().filter_map(|person| subject.names.get(person)) {
            found.extend(conflict::namesakes(name, since.iter().copied()));
        }
        found
    }

    /// These, and whom the words of the report could mean, by whatever record of theirs as well: who isn't told. Of
    /// their names the case says nothing, as it doesn't say that it is them: they are those of the log.
    fn kept_out(&self, received_at: Moment, subject: &Subject) -> BTreeSet<PersonId> {
        let mut found = self.complained_of(received_at, subject);
        let perhaps = self.same.with(subject.perhaps.clone());
        let meant = &found | &perhaps;
        let since = self.entered_since(received_at, &meant);
        let names = subject.perhaps.iter().filter_map(|one| self.name_then(*one, received_at));
        for name in names {
            found.extend(conflict::namesakes(&name, since.iter().copied()));
        }
        found.extend(perhaps);
        found
    }

    /// What somebody was called at a moment. Of whom the log has no words any more nothing was written since they went.
    fn name_then(&self, person: PersonId, moment: Moment) -> Option<String> {
        if self.said.iter().any(|said| said.of == person.any()) {
            called::then(&self.said, person, moment)
        } else {
            self.names.get(&person).cloned()
        }
    }

    /// Who is there and was entered since a moment, by the names that count beside those of these people.
    fn entered_since(&self, moment: Moment, meant: &BTreeSet<PersonId>) -> Vec<(PersonId, &str)> {
        let is_new = |person: PersonId| person.any().made_at().is_some_and(|at| at > moment);
        let names = naming::not_given_by(&self.called, meant).into_iter();
        let since = names.filter(|one| self.present.contains(&one.person) && is_new(one.person));
        since.map(|one| (one.person, one.name.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::Records;
    use crate::audit::Said;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::sealed::Subject;
    use crate::people::called::Called;
    use crate::people::same::Same;

    /// A name: of whom, what, by whom, and the hours between which it stood.
    type Entry = (usize, &'static str, Option<usize>, Option<(i64, i64)>);

    fn start() -> Moment {
        Moment::parse("2026-11-20T10:00:00Z").unwrap()
    }

    /// Four people, each entered an hour after the one before: the third and the fourth after the report.
    fn four() -> Vec<PersonId> {
        (0..4).map(|hour| PersonId::new(start().plus_hours(hour))).collect()
    }

    fn records(people: &[PersonId], entries: &[Entry]) -> Records {
        let start = start();
        let called = entries.iter().map(|(person, name, by, stood)| Called {
            person: people[*person],
            name: (*name).to_owned(),
            by: by.map(|by| people[by]),
            stood: stood.map(|(from, until)| (start.plus_hours(from), start.plus_hours(until))),
            is_first: stood.is_some_and(|(from, _)| usize::try_from(from).unwrap() == *person),
        });
        Records {
            same: Same::default(),
            called: called.collect(),
            said: Vec::new(),
            names: BTreeMap::new(),
            present: people.iter().copied().collect(),
        }
    }

    /// Who of four is kept out; the first is complained of.
    fn kept_out(entries: &[Entry]) -> Vec<usize> {
        let people = four();
        let records = records(&people, entries);
        let subject = Subject {
            people: BTreeSet::from([people[0]]),
            names: BTreeMap::from([(people[0], "Siân Ŵyr".to_owned()), (people[1], "Ann Prawf".to_owned())]),
            ..Subject::default()
        };
        let received_at = start().plus_minutes(90);
        let found = records.complained_of(received_at, &subject);
        assert_eq!(records.kept_out(received_at, &subject), found);
        places(&people, &found)
    }

    fn places(people: &[PersonId], found: &BTreeSet<PersonId>) -> Vec<usize> {
        people.iter().enumerate().filter(|(_, id)| found.contains(id)).map(|(at, _)| at).collect()
    }

    /// A first name was typed that is the first one's; what the log says of them at which minute, and what the list says.
    #[test]
    fn whoever_could_be_meant_is_kept_out_under_a_later_record_too() {
        let (before, after) = ((10, "Siân Ŵyr, Nurse"), (95, "Ann Prawf, Nurse"));
        let new = || today(2, "Siân Ŵyr", 1);
        for (lines, listed, entries, expected) in [
            (&[before][..], "Siân Ŵyr", vec![new()], &[0, 2][..]),
            // Whatever is written into their record afterwards.
            (&[before, after], "Ann Prawf", vec![new()], &[0, 2]),
            (&[before, after], "Ann Prawf", vec![today(2, "Ann Prawf", 1)], &[0]),
            (&[], "Siân Ŵyr", vec![new()], &[0, 2]),
            (&[after], "Ann Prawf", vec![new()], &[0]),
            // A part of the name is others', too.
            (&[before], "Siân Ŵyr", vec![today(2, "Siân Puw", 1)], &[0]),
            // Nobody is kept out by a name that they gave.
            (&[before], "Siân Ŵyr", vec![(2, "Ann", Some(1), Some((2, 26))), today(2, "Siân Ŵyr", 0)], &[0]),
        ] {
            let people = four();
            let said = |(minutes, words): &(i64, &str)| Said {
                at: start().plus_minutes(*minutes),
                by: None,
                of: people[0].any(),
                words: (*words).to_owned(),
            };
            let records = Records {
                said: lines.iter().map(said).collect(),
                names: BTreeMap::from([(people[0], listed.to_owned())]),
                ..records(&people, &entries)
            };
            let subject = Subject { perhaps: BTreeSet::from([people[0]]), ..Subject::default() };
            let received_at = start().plus_minutes(90);
            assert!(records.complained_of(received_at, &subject).is_empty());
            let found = places(&people, &records.kept_out(received_at, &subject));
            assert_eq!(found, expected, "{lines:?} {entries:?}");
        }
    }

    fn today(person: usize, name: &'static str, by: usize) -> Entry {
        (person, name, Some(by), None)
    }

    #[test]
    fn whoever_is_entered_after_the_report_with_the_name_in_it_is_kept_out() {
        assert_eq!(kept_out(&[]), [0]);
        assert_eq!(kept_out(&[today(2, "Siân Ŵyr", 1)]), [0, 2]);
        assert_eq!(kept_out(&[today(2, "sian wyr", 1), today(3, "Ŵyr Siân Mair", 1)]), [0, 2, 3]);
        // A part of the name is others', too; and the reporter's name keeps nobody out.
        assert_eq!(kept_out(&[today(2, "Siân Puw", 1), today(3, "Ann Prawf", 1)]), [0]);
        // Who was there before was known when the report was read.
        assert_eq!(kept_out(&[today(1, "Siân Ŵyr", 1)]), [0]);
        // A name of before counts, too; and who has no other goes by the one that they got, whoever gave it.
        let before = (2, "Siân Ŵyr", Some(1), Some((2, 26)));
        assert_eq!(kept_out(&[before, today(2, "Ann Newydd", 1)]), [0, 2]);
        assert_eq!(kept_out(&[today(2, "Siân Ŵyr", 0)]), [0, 2]);
    }

    #[test]
    fn nobody_is_kept_out_by_a_name_that_those_complained_of_gave_them() {
        for (stood, by) in [((2, 26), 1), ((2, 3), 1), ((2, 26), 2)] {
            let before = (2, "Ann Newydd", Some(by), Some(stood));
            assert_eq!(kept_out(&[before, today(2, "Ann Newydd (Siân Ŵyr)", 0)]), [0], "{stood:?} {by}");
        }
        // Nor by one that was taken back at once, but that with which they were entered.
        let short = (2, "Siân Ŵyr", Some(1), Some((3, 26)));
        assert_eq!(kept_out(&[short, today(2, "Ann Newydd", 1)]), [0]);
        let first = (2, "Siân Ŵyr", Some(1), Some((2, 3)));
        assert_eq!(kept_out(&[first, today(2, "Ann Newydd", 1)]), [0, 2]);
        let given = (2, "Siân Ŵyr", Some(0), Some((2, 3)));
        assert_eq!(kept_out(&[given, today(2, "Ann Newydd", 1)]), [0]);
    }
}
