//! Which records of the staff list are one human's. Whoever leaves and is entered anew has two, and what keeps them
//! out of a matter as the one keeps them out as the other.
//!
//! Whoever keeps the list must not choose, by way of it, whom a matter is taken from. So nobody is another who was
//! there at the same time: the later record was made, or joined, after the earlier one had left. Of the earlier one
//! only counts what the list said when it left (whether it came back since or not), of the later one the name with
//! which it was entered; whatever is written into them afterwards makes nobody somebody else. Nor does what was written
//! into the earlier one by the human whose record it is, or while it was there for less than a day: brought back for
//! that, and left again. Two records are one human's
//!
//! - that have one account;
//! - of which the later one was entered with the name and the address of the earlier one, where whoever signs in is
//!   known by the addresses with which they sign in and joined, which the list doesn't change;
//! - that joined by links to one address, or with one account (whose address may have moved since), if they have a word
//!   of their names in common. Mailboxes and accounts are handed on with a post: neither alone says anything. Under
//!   names that have nothing in common (who married, and moved) they are one only by an account that was there before
//!   and got no new password from the day when the earlier one left until the later one joined: a successor who has the
//!   mailbox only has to set one.

mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::store::{self, Joined};
use super::{called, events};
use crate::audit::{self, Said};
use crate::db::ids::{AccountId, PersonId};
use crate::db::{Error, Tenant};
use rules::{Accounts, Again, Record, Today};

/// Which records are one human's: read once for a list of matters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Same(Vec<(PersonId, PersonId)>);

impl Same {
    /// Reads it.
    ///
    /// # Errors
    /// The database is away.
    pub fn read(tenant: &mut Tenant<'_>) -> Result<Self, Error> {
        let said = called::said(tenant)?;
        Self::of(tenant, &said)
    }

    /// Reads it, but for what the log says of names.
    ///
    /// # Errors
    /// The database is away.
    pub fn of(tenant: &mut Tenant<'_>, said: &[Said]) -> Result<Self, Error> {
        let held = store::accounts_of(tenant)?;
        let joins = store::joined_by(tenant)?;
        let records = records(tenant, said, &joins)?;
        let again = rules::joined_again(&joins, &records);
        let (alike, others): (Vec<Again<'_>>, Vec<Again<'_>>) =
            again.into_iter().partition(|one| one.is_alike);
        let mut pairs: Vec<(PersonId, PersonId)> = alike.iter().map(Again::pair).collect();
        if !others.is_empty() {
            let accounts = accounts(tenant, &held, &others)?;
            pairs.extend(others.iter().filter(|one| accounts.are_one(one)).map(Again::pair));
        }
        pairs.extend(chained(held));
        let anew = rules::entered_anew(&records, &pairs);
        pairs.extend(anew);
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

/// What records say of who they are; none where nobody has ever left.
fn records(
    tenant: &mut Tenant<'_>,
    said: &[Said],
    joins: &[Joined],
) -> Result<BTreeMap<PersonId, Record>, Error> {
    let left = store::anew_of_all(tenant)?;
    let mut gone = rules::gone(
        audit::moments_of(tenant, &events::LEAVING)?
            .into_iter()
            .map(|(of, at, action)| (PersonId::from_any(of), at, action == events::LEFT)),
    );
    if left.is_empty() && gone.is_empty() {
        return Ok(BTreeMap::new());
    }
    let signing = store::signing_addresses(tenant)?.into_iter();
    let signing: BTreeMap<PersonId, String> = signing.map(|(address, person)| (person, address)).collect();
    let mut joined: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for join in joins {
        joined.entry(join.person).or_default().push(join.address.clone());
    }
    let mut lines: BTreeMap<PersonId, Vec<&Said>> = BTreeMap::new();
    for said in said {
        lines.entry(PersonId::from_any(said.of)).or_default().push(said);
    }
    let mut records = BTreeMap::new();
    for person in store::list(tenant)? {
        let today = Today {
            name: person.name(),
            listed: person.email.as_ref().map(|email| email.as_str().to_owned()),
            signing: signing.get(&person.id).cloned(),
            joined: joined.remove(&person.id).unwrap_or_default(),
            is_present: person.is_present(),
            // Of who left before the log said so, the record knows when.
            gone: gone.remove(&person.id).unwrap_or_else(|| {
                let left = left.get(&person.id).filter(|_| !person.is_present());
                left.map(|at| (*at, None)).into_iter().collect()
            }),
        };
        let said = lines.remove(&person.id).unwrap_or_default();
        records.insert(person.id, Record::of(person.id, today, &said));
    }
    Ok(records)
}

/// What is known of the accounts of those who joined where somebody had joined before.
fn accounts(
    tenant: &mut Tenant<'_>,
    held: &[(AccountId, PersonId)],
    again: &[Again<'_>],
) -> Result<Accounts, Error> {
    let people: BTreeSet<PersonId> = again.iter().map(|one| one.after.person).collect();
    let mut of: Vec<(AccountId, PersonId)> =
        held.iter().filter(|(_, person)| people.contains(person)).copied().collect();
    // Whoever joined once more since has their account under that record.
    of.extend(again.iter().filter_map(|one| Some((one.after.account?, one.after.person))));
    let ids: Vec<AccountId> = of.iter().map(|(account, _)| *account).collect();
    let made = store::accounts_made(tenant, &ids)?;
    Ok(Accounts { of, made, changed: store::passwords_changed(tenant, &ids)? })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Same, chained};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    #[test]
    fn records_with_something_in_common_are_one_human_s() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..5).map(|hour| PersonId::new(start.plus_hours(hour))).collect();
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
}
