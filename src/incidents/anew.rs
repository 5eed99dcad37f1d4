//! Whom a case is kept from although the staff list knows them by another record than it does: whoever is complained
//! of, leaves and is entered anew reads nothing of it.

use std::collections::BTreeSet;

use super::Case;
use super::conflict;
use super::sealed::Subject;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people;
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
    /// Who is there, and what they are called.
    present: Vec<(PersonId, String)>,
}

impl Records {
    pub(super) fn read(tenant: &mut Tenant<'_>) -> Result<Self, DbError> {
        let present = people::list(tenant)?.into_iter().filter(people::Person::is_present);
        let present = present.map(|person| (person.id, person.name())).collect();
        Ok(Self { same: Same::read(tenant)?, present })
    }

    /// Those complained of, by whatever record: another of theirs, or one that was made after the report with the name
    /// that they had then.
    pub(super) fn complained_of(&self, received_at: Moment, subject: &Subject) -> BTreeSet<PersonId> {
        let mut found = self.same.with(subject.people.clone());
        for name in subject.people.iter().filter_map(|person| subject.names.get(person)) {
            found.extend(conflict::namesakes(name, self.entered_since(received_at)));
        }
        found
    }

    /// These, and whom the words of the report could mean: who isn't told.
    fn kept_out(&self, received_at: Moment, subject: &Subject) -> BTreeSet<PersonId> {
        let mut found = self.complained_of(received_at, subject);
        found.extend(self.same.with(subject.perhaps.clone()));
        found
    }

    fn entered_since(&self, moment: Moment) -> impl Iterator<Item = (PersonId, &str)> {
        let is_new = move |person: &PersonId| person.any().made_at().is_some_and(|at| at > moment);
        self.present
            .iter()
            .filter(move |(person, _)| is_new(person))
            .map(|(person, name)| (*person, name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::Records;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::sealed::Subject;
    use crate::people::same::Same;

    #[test]
    fn whoever_is_entered_after_the_report_with_the_name_in_it_is_kept_out() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..4).map(|hour| PersonId::new(start.plus_hours(hour))).collect();
        let received_at = start.plus_minutes(90);
        let subject = Subject {
            people: BTreeSet::from([people[0]]),
            names: BTreeMap::from([(people[0], "Siân Ŵyr".to_owned()), (people[1], "Ann Prawf".to_owned())]),
            ..Subject::default()
        };
        for (present, expected) in [
            (&[][..], &[0][..]),
            (&[(2, "Siân Ŵyr")], &[0, 2]),
            (&[(2, "sian wyr"), (3, "Ŵyr Siân Mair")], &[0, 2, 3]),
            // A part of the name is others', too; and the reporter's name keeps nobody out.
            (&[(2, "Siân Puw"), (3, "Ann Prawf")], &[0]),
            // Who was there before was known when the report was read.
            (&[(1, "Siân Ŵyr")], &[0]),
        ] {
            let present = present.iter().map(|(place, name)| (people[*place], (*name).to_owned()));
            let records = Records { same: Same::default(), present: present.collect() };
            let expected: BTreeSet<PersonId> = expected.iter().map(|place| people[*place]).collect();
            assert_eq!(records.complained_of(received_at, &subject), expected);
            assert_eq!(records.kept_out(received_at, &subject), expected);
        }
    }
}
