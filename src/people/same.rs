//! Which records of the staff list are one human's. Whoever leaves and is entered anew has two, and what keeps them out
//! of a matter as the one keeps them out as the other.

use std::collections::{BTreeMap, BTreeSet};

use super::search::fold;
use super::{Person, store};
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};

/// Which records are one human's: read once for a list of matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Same(Vec<(PersonId, PersonId)>);

impl Same {
    /// Reads it: records with one account, or that were joined by links to one address; and those with the name and the
    /// address of somebody who had left.
    ///
    /// # Errors
    /// The database is away.
    pub fn read(tenant: &mut Tenant<'_>) -> Result<Self, Error> {
        let mut pairs = chained(store::accounts_of(tenant)?);
        pairs.extend(chained(store::joined_by(tenant)?));
        pairs.extend(entered_anew(&records(tenant)?));
        Ok(Self(pairs))
    }

    /// These people, and every other record of theirs.
    #[must_use]
    pub fn with(&self, mut people: BTreeSet<PersonId>) -> BTreeSet<PersonId> {
        loop {
            let known = people.len();
            for (one, other) in &self.0 {
                if people.contains(one) || people.contains(other) {
                    people.extend([*one, *other]);
                }
            }
            if people.len() == known {
                return people;
            }
        }
    }

    /// Whether two records are one human's.
    #[must_use]
    pub fn is_one(&self, one: PersonId, other: PersonId) -> bool {
        self.with(BTreeSet::from([one])).contains(&other)
    }
}

/// Every record with another before it that has the same in common.
fn chained<T: Ord>(all: Vec<(T, PersonId)>) -> Vec<(PersonId, PersonId)> {
    let mut last = BTreeMap::new();
    let pairs = all.into_iter().filter_map(|(common, person)| Some((last.insert(common, person)?, person)));
    pairs.filter(|(one, other)| one != other).collect()
}

/// What a record says of who it is.
struct Record {
    person: PersonId,
    is_present: bool,
    /// The name, and the address: that with which they sign in, or else that of the list.
    called: (String, String),
}

fn records(tenant: &mut Tenant<'_>) -> Result<Vec<Record>, Error> {
    let signing = store::signing_addresses(tenant)?.into_iter();
    let signing: BTreeMap<PersonId, String> = signing.map(|(address, person)| (person, address)).collect();
    let record = |person: Person| {
        let listed = person.email.as_ref().map(|email| email.as_str().to_owned());
        let address = signing.get(&person.id).cloned().or(listed)?;
        let called = (fold(&person.name()), address);
        Some(Record { person: person.id, is_present: person.is_present(), called })
    };
    Ok(store::list(tenant)?.into_iter().filter_map(record).collect())
}

/// Who left, with whoever was entered since by their name and address. Nobody who is there still makes somebody else
/// look so: whoever signs in is known by the address for that, which the list doesn't change.
fn entered_anew(records: &[Record]) -> Vec<(PersonId, PersonId)> {
    let mut alike: BTreeMap<&(String, String), Vec<&Record>> = BTreeMap::new();
    for record in records {
        alike.entry(&record.called).or_default().push(record);
    }
    let mut pairs = Vec::new();
    for group in alike.values() {
        for gone in group.iter().filter(|one| !one.is_present) {
            let since = group.iter().filter(|one| one.person > gone.person);
            pairs.extend(since.map(|one| (gone.person, one.person)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Record, Same, chained, entered_anew};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    const ANN: &str = "ann@prawf.example";

    fn people() -> Vec<PersonId> {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        (0..5).map(|hour| PersonId::new(start.plus_hours(hour))).collect()
    }

    #[test]
    fn records_with_something_in_common_are_one_human_s() {
        let people = people();
        // The first and the second by one account, the second and the last by one address.
        let mut pairs = chained(vec![("a", people[0]), ("b", people[2]), ("a", people[1]), ("b", people[2])]);
        pairs.extend(chained(vec![(1, people[4]), (2, people[3]), (1, people[1])]));
        let same = Same(pairs);
        let of = |places: &[usize]| places.iter().map(|place| people[*place]).collect::<BTreeSet<_>>();
        for (some, expected) in [
            (&[][..], &[][..]),
            (&[0], &[0, 1, 4]),
            (&[4], &[0, 1, 4]),
            (&[2], &[2]),
            (&[3, 1], &[0, 1, 3, 4]),
        ] {
            assert_eq!(same.with(of(some)), of(expected), "{some:?}");
        }
        assert!(same.is_one(people[0], people[4]) && !same.is_one(people[0], people[3]));
        assert!(same.is_one(people[3], people[3]));
    }

    #[test]
    fn whoever_left_is_known_again_by_name_and_address() {
        let people = people();
        for (records, expected) in [
            (&[(0, ANN, false), (1, ANN, true)][..], &[(0, 1)][..]),
            (&[(0, ANN, false), (1, "other@prawf.example", true)], &[]),
            (&[(0, ANN, true), (1, ANN, true)], &[]),
            // Nobody becomes who was there before.
            (&[(0, ANN, true), (1, ANN, false)], &[]),
            (&[(0, ANN, false), (1, ANN, false), (2, ANN, true)], &[(0, 1), (0, 2), (1, 2)]),
        ] {
            let record = |(place, address, is_present): &(usize, &str, bool)| Record {
                person: people[*place],
                is_present: *is_present,
                called: ("ann prawf".to_owned(), (*address).to_owned()),
            };
            let records: Vec<Record> = records.iter().map(record).collect();
            let expected: Vec<(PersonId, PersonId)> =
                expected.iter().map(|(one, other)| (people[*one], people[*other])).collect();
            assert_eq!(entered_anew(&records), expected);
        }
    }
}
