//! Which records are one human's, by what is known of them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::email::Email;
use crate::access::names::is_particle;
use crate::audit::Said;
use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::people::search::fold;
use crate::people::store::Joined;
use crate::people::worded;

/// What is known of somebody today.
pub(super) struct Today {
    /// The name on the list.
    pub name: String,
    /// The address on the list.
    pub listed: Option<String>,
    /// The address with which they sign in.
    pub signing: Option<String>,
    /// Whether they are still there.
    pub is_present: bool,
    /// From when until when they had left, as it was noted; the last time without an end while they haven't come back.
    pub gone: Vec<Gone>,
}

/// When it was noted that somebody left, and when that they came back.
pub(super) type Gone = (Moment, Option<Moment>);

/// The times in which people had left, by the moments of the log: whether it says that they left, or that they came back.
pub(super) fn gone(
    moments: impl IntoIterator<Item = (PersonId, Moment, bool)>,
) -> BTreeMap<PersonId, Vec<Gone>> {
    let mut all: BTreeMap<PersonId, Vec<Gone>> = BTreeMap::new();
    for (person, at, has_left) in moments {
        let times = all.entry(person).or_default();
        match times.last_mut() {
            Some((_, back @ None)) if !has_left => *back = Some(at),
            Some((_, None)) => {}
            _ if has_left => times.push((at, None)),
            _ => {}
        }
    }
    all
}

/// What a record says of who it is. Names are folded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    person: PersonId,
    gone: Vec<Gone>,
    /// The name with which they were entered.
    first: String,
    /// The names and the addresses of the list, and since when.
    names: Vec<(Moment, String, Option<String>)>,
    /// Those of today, where the log says nothing of any.
    today: (String, Option<String>),
    /// The address by which they are known: of who is there that with which they sign in, or else that of the list; of
    /// who isn't that of the list when they left.
    address: Option<String>,
}

impl Record {
    /// What a record says, by what the lines of the log said of it, in their order.
    pub(super) fn of(person: PersonId, today: Today, lines: &[&Said]) -> Self {
        let name = |line: &Said| fold(&worded::name_in(&line.words, Some(&today.name)));
        let first = lines.first().map_or_else(|| fold(&today.name), |line| name(line));
        let address =
            |line: &Said| worded::address_in(&line.words).as_ref().map(Email::as_str).map(str::to_owned);
        let names = lines.iter().map(|line| (line.at, name(line), address(line))).collect();
        let known = (fold(&today.name), today.listed.clone());
        let mut record = Self { person, gone: today.gone, first, names, today: known, address: None };
        record.address = if today.is_present {
            today.signing.or(today.listed)
        } else {
            record.gone.last().and_then(|(left, _)| record.then(*left)).and_then(|(_, address)| address)
        };
        record
    }

    /// The name and the address of the list at a moment; nothing where nobody knows any more: all that is known was
    /// written afterwards.
    fn then(&self, moment: Moment) -> Option<(String, Option<String>)> {
        match self.names.iter().rev().find(|(at, ..)| *at <= moment) {
            Some((_, name, address)) => Some((name.clone(), address.clone())),
            None => self.names.is_empty().then(|| self.today.clone()),
        }
    }

    /// When they had left, of who hadn't come back at a moment.
    fn was_gone(&self, moment: Moment) -> Option<Moment> {
        let holds = |(left, back): &&Gone| *left <= moment && back.is_none_or(|back| moment < back);
        self.gone.iter().find(holds).map(|(left, _)| *left)
    }

    fn was_made_in(&self, (left, back): &Gone) -> bool {
        let made = self.person.any().made_at();
        made.is_some_and(|made| made > *left && back.is_none_or(|back| made < back))
    }
}

/// Who left, with whoever was entered since by their name and address of then.
pub(super) fn entered_anew(records: &BTreeMap<PersonId, Record>) -> Vec<(PersonId, PersonId)> {
    let mut known: BTreeMap<(&str, &str), Vec<&Record>> = BTreeMap::new();
    for record in records.values() {
        if let Some(address) = &record.address {
            known.entry((record.first.as_str(), address.as_str())).or_default().push(record);
        }
    }
    let mut pairs = Vec::new();
    for (gone, time) in records.values().flat_map(|one| one.gone.iter().map(move |time| (one, time))) {
        let Some((name, Some(address))) = gone.then(time.0) else { continue };
        let alike = known.get(&(name.as_str(), address.as_str())).into_iter().flatten();
        let since = alike.filter(|one| one.was_made_in(time));
        pairs.extend(since.map(|one| (gone.person, one.person)));
    }
    pairs
}

/// Somebody who joined by a link to an address by which somebody had joined who had left.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Again<'a> {
    /// The one before.
    before: &'a Joined,
    /// The one after.
    pub after: &'a Joined,
    /// When the one before had left.
    left: Moment,
    /// Whether they have a word of their names in common.
    pub is_alike: bool,
}

impl Again<'_> {
    /// The two.
    pub(super) fn pair(&self) -> (PersonId, PersonId) {
        (self.before.person, self.after.person)
    }
}

/// Who joined by a link to an address by which somebody had joined who had left. `joins` in their order.
pub(super) fn joined_again<'a>(joins: &'a [Joined], records: &BTreeMap<PersonId, Record>) -> Vec<Again<'a>> {
    let mut known: BTreeMap<&str, Vec<&'a Joined>> = BTreeMap::new();
    let mut found = Vec::new();
    for after in joins {
        let before = known.entry(after.address.as_str()).or_default();
        found.extend(before.iter().copied().filter_map(|before| again(before, after, records)));
        before.push(after);
    }
    found
}

fn again<'a>(
    before: &'a Joined,
    after: &'a Joined,
    records: &BTreeMap<PersonId, Record>,
) -> Option<Again<'a>> {
    if before.person == after.person {
        return None;
    }
    let (one, other) = (records.get(&before.person)?, records.get(&after.person)?);
    let left = one.was_gone(after.at).filter(|left| before.at <= *left)?;
    let then = one.then(left).map(|(name, _)| name);
    let is_alike = then.iter().chain([&one.first]).any(|name| share_a_word(name, &other.first));
    Some(Again { before, after, left, is_alike })
}

/// Whether two folded names have a word in common that says whose name it is.
fn share_a_word(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let words = name.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().count() > 1 && !is_particle(word)).map(str::to_owned).collect()
    };
    !words(one).is_disjoint(&words(other))
}

/// What is known of accounts.
pub(super) struct Accounts {
    /// Whose they are, or were.
    pub of: Vec<(AccountId, PersonId)>,
    /// When they were made.
    pub made: BTreeMap<AccountId, Moment>,
    /// When they got another password.
    pub changed: Vec<(AccountId, Moment)>,
}

impl Accounts {
    /// Whether the one after has the account of the one before, and it wasn't handed on between.
    pub(super) fn are_one(&self, again: &Again<'_>) -> bool {
        let theirs = self.of.iter().filter(|(_, person)| *person == again.after.person);
        theirs.map(|(account, _)| account).any(|account| {
            let is_older = self.made.get(account).is_some_and(|made| *made <= again.before.at);
            let between = |at: Moment| again.left < at && at <= again.after.at;
            is_older && !self.changed.iter().any(|(of, at)| of == account && between(*at))
        })
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(entered_anew(&records), expected, "{entries:?}");
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
            assert_eq!(entered_anew(&records), expected, "{times:?}");
        }
        let moments =
            [(old, hour(1), true), (old, hour(3), false), (new, hour(3), false), (old, hour(4), true)];
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
        check_entered(&[(0, gone, ("Ann Prawf", ANN), &[(0, sam), (1, ann)]), new], &[(0, 1)]);
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
            assert_eq!(
                joined(names, left, (made, changed)),
                expected,
                "{names:?} {left:?} {made} {changed:?}"
            );
        }
    }
}
