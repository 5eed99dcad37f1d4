//! Whom a case is kept from although the staff list knows them by another record than it does: whoever is complained
//! of, leaves and is entered anew reads nothing of it.

use std::collections::BTreeSet;

use super::Case;
use super::sealed::Subject;
use super::{conflict, naming};
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
    /// Who is there.
    present: BTreeSet<PersonId>,
}

impl Records {
    pub(super) fn read(tenant: &mut Tenant<'_>) -> Result<Self, DbError> {
        let present = people::list(tenant)?.into_iter().filter(people::Person::is_present);
        let present = present.map(|person| person.id).collect();
        let said = called::said(tenant)?;
        Ok(Self { same: Same::of(tenant, &said)?, called: called::of(tenant, said)?, present })
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

    /// These, and whom the words of the report could mean: who isn't told.
    fn kept_out(&self, received_at: Moment, subject: &Subject) -> BTreeSet<PersonId> {
        let mut found = self.complained_of(received_at, subject);
        found.extend(self.same.with(subject.perhaps.clone()));
        found
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
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::sealed::Subject;
    use crate::people::called::Called;
    use crate::people::same::Same;

    /// A name: of whom, what, by whom, and the hours between which it stood.
    type Entry = (usize, &'static str, Option<usize>, Option<(i64, i64)>);

    /// Who of four is kept out; the first is complained of, and the third and the fourth were entered after the report.
    fn kept_out(entries: &[Entry]) -> Vec<usize> {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..4).map(|hour| PersonId::new(start.plus_hours(hour))).collect();
        let called = entries.iter().map(|(person, name, by, stood)| Called {
            person: people[*person],
            name: (*name).to_owned(),
            by: by.map(|by| people[by]),
            stood: stood.map(|(from, until)| (start.plus_hours(from), start.plus_hours(until))),
        });
        let records = Records {
            same: Same::default(),
            called: called.collect(),
            present: people.iter().copied().collect(),
        };
        let subject = Subject {
            people: BTreeSet::from([people[0]]),
            names: BTreeMap::from([(people[0], "Siân Ŵyr".to_owned()), (people[1], "Ann Prawf".to_owned())]),
            ..Subject::default()
        };
        let received_at = start.plus_minutes(90);
        let found = records.complained_of(received_at, &subject);
        assert_eq!(records.kept_out(received_at, &subject), found);
        people.iter().enumerate().filter(|(_, id)| found.contains(id)).map(|(at, _)| at).collect()
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
        // Nor by one that was taken back at once.
        let short = (2, "Siân Ŵyr", Some(1), Some((2, 25)));
        assert_eq!(kept_out(&[short, today(2, "Ann Newydd", 1)]), [0]);
    }
}
