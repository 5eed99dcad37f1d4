//! Which records are one human's, by what is known of them. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::names::is_particle;
use crate::audit::Said;
use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::people::search::fold;
use crate::people::store::Joined;
use crate::people::{called, worded};

/// What is known of somebody today.
pub(super) struct Today {
    /// The name on the list.
    pub name: String,
    /// The address on the list.
    pub listed: Option<String>,
    /// The address with which they sign in.
    pub signing: Option<String>,
    /// The addresses of the links by which they joined.
    pub joined: Vec<String>,
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

/// What the list said of somebody. The name is folded.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// Since when; nothing where no line of the log tells.
    since: Option<Moment>,
    name: String,
    address: Option<String>,
    /// Who wrote it, where somebody did.
    by: Option<PersonId>,
    /// Whether they were entered with it.
    is_first: bool,
}

impl Entry {
    fn of(person: PersonId, line: &Said) -> Self {
        Self {
            since: Some(line.at),
            // Not by the name of today: who keeps the list would choose by it what older lines say.
            name: fold(&worded::name_in(&line.words, None)),
            address: worded::address_in(&line.words).map(|email| email.as_str().to_owned()),
            by: line.by.map(PersonId::from_any),
            is_first: called::is_entry(person, line.at),
        }
    }

    fn is_by(&self, moment: Moment) -> bool {
        self.since.is_none_or(|since| since <= moment)
    }

    /// Whether it counts although it is easily changed: they were entered with it, or it had stood by then.
    fn had_stood(&self, moment: Moment) -> bool {
        self.is_first || self.since.is_none_or(|since| called::has_stood(since, moment))
    }

    /// Whether it was written while they were there for long, and not into a record that was brought back for it.
    fn was_written_after(&self, stayed: Moment) -> bool {
        self.since.is_some_and(|since| since >= stayed)
    }
}

/// What a record says of who it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    person: PersonId,
    gone: Vec<Gone>,
    /// The name with which they were entered.
    first: String,
    /// What the list said, in its order: that of today alone where the log says nothing.
    entries: Vec<Entry>,
    /// The addresses by which they are known: of who is there those with which they sign in and joined, or else that of
    /// the list; of who isn't that of the list when they left.
    addresses: BTreeSet<String>,
}

impl Record {
    /// What a record says, by what the lines of the log said of it, in their order.
    pub(super) fn of(person: PersonId, today: Today, lines: &[&Said]) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for entry in lines.iter().map(|line| Entry::of(person, line)) {
            // Only what they were entered with is the first.
            let is_first = entry.is_first && entries.is_empty();
            let said = (&entry.name, &entry.address);
            if entries.last().is_none_or(|last| (&last.name, &last.address) != said) {
                entries.push(Entry { is_first, ..entry });
            }
        }
        let name = fold(&today.name);
        let first = entries.first().map_or_else(|| name.clone(), |entry| entry.name.clone());
        if entries.is_empty() {
            let address = today.listed.clone();
            entries.push(Entry { since: None, name, address, by: None, is_first: true });
        }
        let mut record = Self { person, gone: today.gone, first, entries, addresses: BTreeSet::new() };
        record.addresses = if today.is_present {
            let own: BTreeSet<String> = today.signing.into_iter().chain(today.joined).collect();
            if own.is_empty() { today.listed.into_iter().collect() } else { own }
        } else {
            let last = record.gone.last().and_then(|(left, _)| record.then(*left));
            last.and_then(|entry| entry.address.clone()).into_iter().collect()
        };
        record
    }

    /// What the list said at a moment; nothing where nobody knows any more: all that is known was written afterwards.
    fn then(&self, moment: Moment) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.is_by(moment))
    }

    /// What counts of what the list said until they left: the last of it that stood, and what was written since while
    /// they were there; not what was their own doing, nor what was written into a record that was brought back for less
    /// than a day, which nobody had time to see.
    fn counted(&self, left: Moment, is_own: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
        let until = self.entries.iter().rev().filter(|entry| entry.is_by(left) && !is_own(entry));
        let (stood, late): (Vec<&Entry>, Vec<&Entry>) = until.partition(|entry| entry.had_stood(left));
        let came = self.came_before(left).filter(|came| called::has_stood(*came, left));
        let written = late.into_iter().filter(|entry| came.is_some_and(|came| entry.was_written_after(came)));
        stood.into_iter().take(1).chain(written).collect()
    }

    /// When they came, or came back, before they left; nothing where nobody knows.
    fn came_before(&self, left: Moment) -> Option<Moment> {
        let back = self.gone.iter().filter_map(|(_, back)| *back).filter(|back| *back <= left).max();
        back.or_else(|| self.person.any().made_at())
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

/// Two records.
type Pair = (PersonId, PersonId);

/// Who left, with whoever was entered since by their name and address of then. `ties` are known otherwise, by accounts
/// and links: nobody becomes somebody else by what they wrote themselves, under whatever record of theirs.
pub(super) fn entered_anew(records: &BTreeMap<PersonId, Record>, ties: &[Pair]) -> Vec<Pair> {
    // With what somebody was entered nobody writes afterwards: by that, too, it is known who wrote.
    let plain = known_again(records, |_, _| false);
    let first = plain.iter().filter(|(entry, _)| entry.is_first).map(|(_, pair)| *pair);
    let heads = heads(ties.iter().copied().chain(first));
    let head = |person: PersonId| heads.get(&person).copied().unwrap_or(person);
    let is_own = |person: PersonId, entry: &Entry| entry.by.is_some_and(|by| head(person) == head(by));
    known_again(records, is_own).into_iter().map(|(_, pair)| pair).collect()
}

/// One record of all that are one human's by these pairs, for each of the others.
fn heads(pairs: impl IntoIterator<Item = Pair>) -> BTreeMap<PersonId, PersonId> {
    let mut above: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for (one, other) in pairs {
        let (one, other) = (head_of(&above, one), head_of(&above, other));
        if one != other {
            above.insert(other, one);
        }
    }
    above.keys().map(|person| (*person, head_of(&above, *person))).collect()
}

fn head_of(above: &BTreeMap<PersonId, PersonId>, mut person: PersonId) -> PersonId {
    while let Some(one) = above.get(&person) {
        person = *one;
    }
    person
}

/// Who left, with whoever was entered since, and by which entry. `is_own` tells whether a human wrote an entry.
fn known_again(
    records: &BTreeMap<PersonId, Record>,
    is_own: impl Fn(PersonId, &Entry) -> bool,
) -> Vec<(&Entry, Pair)> {
    let mut known: BTreeMap<(&str, &str), Vec<&Record>> = BTreeMap::new();
    for record in records.values() {
        for address in &record.addresses {
            known.entry((record.first.as_str(), address.as_str())).or_default().push(record);
        }
    }
    let mut found = Vec::new();
    for (gone, time) in records.values().flat_map(|one| one.gone.iter().map(move |time| (one, time))) {
        for entry in gone.counted(time.0, |entry| is_own(gone.person, entry)) {
            let Some(address) = &entry.address else { continue };
            let alike = known.get(&(entry.name.as_str(), address.as_str())).into_iter().flatten();
            let since = alike.filter(|one| one.was_made_in(time) && !is_own(one.person, entry));
            found.extend(since.map(|one| (entry, (gone.person, one.person))));
        }
    }
    found
}

/// Somebody who joined by a link to an address, or with an account, by which somebody had joined who had left.
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
    pub(super) fn pair(&self) -> Pair {
        (self.before.person, self.after.person)
    }
}

/// Who joined by a link to an address, or with an account, by which somebody had joined who had left. `joins` in their
/// order.
pub(super) fn joined_again<'a>(joins: &'a [Joined], records: &BTreeMap<PersonId, Record>) -> Vec<Again<'a>> {
    let mut by_address: BTreeMap<&str, Vec<&'a Joined>> = BTreeMap::new();
    let mut by_account: BTreeMap<AccountId, Vec<&'a Joined>> = BTreeMap::new();
    let mut found = Vec::new();
    for after in joins {
        let before = by_address.entry(after.address.as_str()).or_default();
        found.extend(before.iter().copied().filter_map(|before| again(before, after, records)));
        before.push(after);
        let Some(account) = after.account else { continue };
        let before = by_account.entry(account).or_default();
        let elsewhere = before.iter().copied().filter(|before| before.address != after.address);
        found.extend(elsewhere.filter_map(|before| again(before, after, records)));
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
    let then = one.then(left).map(|entry| &entry.name);
    let is_alike = then.into_iter().chain([&one.first]).any(|name| share_a_word(name, &other.first));
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
mod tests;
