//! Who of the list a row means: by staff number, else by e-mail and name, else by name and first day.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::meanings::Meanings;
use super::numbers::Numbers;
use super::parsing::{Fault, Parsed, Places};
use super::phones::{are_two_phones, is_one_phone};
use crate::access::email::Email;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::people::search::fold;
use crate::people::{Person, StaffNumber};

/// Somebody who is on the list already, as far as the person who brings the sheet may know it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// Where they work.
    pub places: BTreeSet<ServiceId>,
    /// Whether they may be seen.
    pub is_visible: bool,
    /// Whether they may be changed.
    pub may_change: bool,
    /// Their name may not be changed: they lead, and it decides which reports reach them.
    pub keeps_name: bool,
    /// Their address may not be changed: an invitation there would give a role.
    pub keeps_address: bool,
    /// Their last day may not be changed: it ends the access of somebody who leads, or who works elsewhere too.
    pub keeps_end: bool,
    /// Why nobody at all sets their last day by a sheet: the fault of their row.
    pub stays: Option<&'static str>,
}

/// The list as it is, for checking a sheet against it.
#[derive(Debug, Clone)]
pub struct World {
    /// The day.
    pub today: Day,
    /// Everybody.
    pub known: Vec<Known>,
    /// The services.
    pub places: Places,
    /// New people must work at a service.
    pub needs_service: bool,
    /// What words mean that nobody here uses.
    pub meanings: Meanings,
}

/// Finds people without looking through all of them.
pub struct Index<'a> {
    /// The list.
    pub world: &'a World,
    by_id: BTreeMap<PersonId, usize>,
    numbers: Numbers,
    by_email: BTreeMap<&'a str, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Sorts everybody.
    #[must_use]
    pub fn of(world: &'a World) -> Self {
        let mut index = Self {
            world,
            by_id: BTreeMap::new(),
            numbers: Numbers::default(),
            by_email: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (at, known) in world.known.iter().enumerate() {
            index.by_id.insert(known.person.id, at);
            if let Some(number) = &known.person.standing.staff_number {
                index.numbers.add(number, at);
            }
            if let Some(email) = known.person.email.as_ref().filter(|_| known.is_visible) {
                index.by_email.entry(email.as_str()).or_default().push(at);
            }
            if known.is_visible {
                index.by_name.entry(fold(&known.person.name())).or_default().push(at);
            }
        }
        index
    }

    /// Somebody by place.
    #[must_use]
    pub fn at(&self, at: usize) -> Option<&'a Known> {
        self.world.known.get(at)
    }

    /// Somebody by id.
    #[must_use]
    pub fn of_id(&self, id: PersonId) -> Option<&'a Known> {
        self.by_id.get(&id).and_then(|at| self.at(*at))
    }

    /// Staff numbers, of those who may be seen and of others.
    #[must_use]
    pub const fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// Those of an address who may be seen.
    #[must_use]
    pub fn of_email(&self, email: &str) -> &[usize] {
        self.by_email.get(email).map_or(&[], Vec::as_slice)
    }

    /// Those of a folded name who may be seen.
    #[must_use]
    pub fn of_name(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a row has another number than somebody. One that Polisi made up gives way to a firm's own, unless that
    /// looks the same: then it may be a firm's own as well.
    fn is_other(&self, at: usize, parsed: &Parsed) -> bool {
        let number = self.at(at).and_then(|known| known.person.standing.staff_number.as_ref());
        let other = |(known, said): (&StaffNumber, &StaffNumber)| {
            known.plain() != said.plain() && (said.is_made_up() || !known.is_made_up())
        };
        number.zip(parsed.number.as_ref()).is_some_and(other)
    }

    /// Those who may be seen whom a row calls by name, or by one of both names and their address.
    fn called(&self, parsed: &Parsed) -> BTreeSet<usize> {
        let email = parsed.email.as_ref().map(Email::as_str);
        let by_email = email.map_or(&[][..], |email| self.of_email(email)).iter();
        let says = |at: &&usize| self.at(**at).is_some_and(|known| parsed.says_one_name_of(&known.person));
        self.of_name(&parsed.key()).iter().chain(by_email.filter(says)).copied().collect()
    }

    /// Those who may be seen and are there, and have the whole name of a row.
    fn namesakes(&self, parsed: &Parsed) -> Vec<usize> {
        let is_present = |at: &usize| self.at(*at).is_some_and(|known| known.person.is_present());
        self.of_name(&parsed.key()).iter().copied().filter(is_present).collect()
    }

    /// Whether a row calls somebody else by their whole name than this person, who has its number.
    fn calls_another(&self, at: usize, parsed: &Parsed) -> bool {
        let has_other_name = |known: &Known| fold(&known.person.name()) != parsed.key();
        self.at(at).is_none_or(has_other_name) && !self.namesakes(parsed).is_empty()
    }
}

/// Whom a row means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Somebody new.
    New,
    /// Somebody on the list, by place.
    Known(usize),
    /// One of these, or, where the flag says so, somebody new: people decide.
    Ask(Vec<usize>, bool),
    /// It can't be anybody.
    Fault(Fault),
}

/// The answer that says that a row is somebody new.
pub const SOMEBODY_NEW: &str = "new";
/// What is wrong with a row that gives somebody the number that somebody else has.
pub const TAKEN: &str = "number-taken";
/// An address that more people have is that of an office, and says nothing of one person.
const MOST_SHARING: usize = 10;

/// Whom a row means; `answer` is what people decided.
#[must_use]
pub fn find(index: &Index<'_>, parsed: &Parsed, answer: Option<&str>) -> Found {
    let number = parsed.number.as_ref();
    let written = number.and_then(|number| index.numbers.written(number).first().copied());
    let taken = || Found::Fault(Fault::new(Column::Number, TAKEN, number.map_or("", StaffNumber::as_str)));
    if answer == Some(SOMEBODY_NEW) {
        return if written.is_some() { taken() } else { Found::New };
    }
    let is_visible = |at: &usize| index.at(*at).is_some_and(|known| known.is_visible);
    let answered = answer.and_then(PersonId::parse).and_then(|id| index.by_id.get(&id).copied());
    if let Some(at) = answered.filter(is_visible) {
        return if written.is_some_and(|holder| holder != at) { taken() } else { Found::Known(at) };
    }
    let holders = number.map_or(&[][..], |number| index.numbers.of(number));
    let seen: Vec<usize> = holders.iter().copied().filter(is_visible).collect();
    let agreeing = |at: &&usize| index.at(**at).is_some_and(|known| agrees(known, parsed));
    match seen.iter().filter(agreeing).collect::<Vec<_>>().as_slice() {
        // Where two have each other's number by mistake, neither becomes the other unasked.
        [one] if !index.calls_another(**one, parsed) => Found::Known(**one),
        _ if holders.is_empty() => by_words(index, parsed),
        _ if seen.is_empty() => taken(),
        _ => {
            let these = seen.into_iter().chain(index.namesakes(parsed)).collect();
            ask_more(these, by_words(index, parsed))
        }
    }
}

/// A number is taken for a person by their whole name or address; by one of two names only with their telephone or
/// first day, for many have the same. All other rows are asked about; so is one that says another's whole name.
fn agrees(known: &Known, parsed: &Parsed) -> bool {
    let person = &known.person;
    let half = is_half(person, parsed);
    let is_known = |said: bool, is_same: bool| said && is_same;
    fold(&person.name()) == parsed.key()
        || parsed.says_one_name_of(person)
        || is_known(parsed.email.is_some(), person.email == parsed.email)
        || (half && is_known(parsed.phone.is_some(), person.phone == parsed.phone))
        || (half && is_known(parsed.started.is_some(), person.started_on == parsed.started))
}

/// Whether somebody and a row have a first or a last name in common.
fn is_half(person: &Person, parsed: &Parsed) -> bool {
    let same = |one: &str, other: &str| !one.is_empty() && fold(one) == fold(other);
    same(&person.given_name, &parsed.given) || same(&person.family_name, &parsed.family)
}

/// These, or whom else a row may mean.
fn ask_more(mut these: Vec<usize>, more: Found) -> Found {
    match more {
        Found::Known(at) => these.push(at),
        Found::Ask(several, _) => these.extend(several),
        Found::New | Found::Fault(_) => {}
    }
    these.sort_unstable();
    these.dedup();
    Found::Ask(these, true)
}

/// Whether a number says no more than a row does: one that Polisi made up says nothing where the row has none.
fn is_numbered_alike(known: Option<&StaffNumber>, said: Option<&StaffNumber>) -> bool {
    known == said || (said.is_none() && known.is_some_and(StaffNumber::is_made_up))
}

fn by_words(index: &Index<'_>, parsed: &Parsed) -> Found {
    let (others, named): (Vec<usize>, Vec<usize>) =
        index.called(parsed).into_iter().partition(|at| index.is_other(*at, parsed));
    let of = |among: &[usize], wanted: &dyn Fn(&Person) -> bool| -> Vec<usize> {
        let fits = |at: &usize| index.at(*at).is_some_and(|known| wanted(&known.person));
        among.iter().copied().filter(fits).collect()
    };
    let is_mailed = |person: &Person| parsed.email.is_some() && person.email == parsed.email;
    let has_begun = |person: &Person| parsed.started.is_some() && person.started_on == parsed.started;
    let is_rung = |person: &Person| is_one_phone(person.phone.as_deref(), parsed.phone.as_deref());
    let mailed = of(&named, &is_mailed);
    let present = of(&named, &Person::is_present);
    let begun = of(&named, &|person| person.is_present() && has_begun(person));
    // A name alone is enough where nothing else is known on either side, or all of it is the same, and the rest of
    // the row doesn't speak of somebody else.
    let alike = of(&named, &|person| {
        person.is_present()
            && person.email == parsed.email
            && person.started_on == parsed.started
            && is_numbered_alike(person.standing.staff_number.as_ref(), parsed.number.as_ref())
    });
    let is_backed = |at: usize| index.at(at).is_some_and(|known| speaks_of_them(known, parsed));
    let is_another = |at: usize| index.at(at).is_none_or(|known| speaks_of_another(known, parsed));
    // Another number says that it is somebody else, unless all the rest says that it is the same person, who may have
    // left and come back.
    let renumbered = of(&others, &|person| is_mailed(person) || has_begun(person) || is_rung(person));
    match (mailed.as_slice(), begun.as_slice(), present.as_slice()) {
        ([one], _, _) | ([], [one], _) => Found::Known(*one),
        ([], [], [one]) if (alike.len() == 1 || is_backed(*one)) && !is_another(*one) => Found::Known(*one),
        ([], [], []) => {
            let gone = of(&named, &|person| !person.is_present());
            let begun = of(&gone, &has_begun);
            match (who_left(gone, &begun), renumbered.is_empty()) {
                (Found::New, true) => by_address(index, parsed),
                (found, true) => found,
                (found, false) => ask_more(renumbered, found),
            }
        }
        ([], [], several) | ([], several, _) | (several, _, _) => {
            ask_more(renumbered, Found::Ask(several.to_vec(), true))
        }
    }
}

/// Whether a row without address and first day, or with those of somebody of its name, says their telephone, or their job
/// at a service of theirs: many sheets have no more.
fn speaks_of_them(known: &Known, parsed: &Parsed) -> bool {
    let person = &known.person;
    let is_other_address = parsed.email.is_some() && person.email.is_some() && person.email != parsed.email;
    let is_other_day =
        parsed.started.is_some() && person.started_on.is_some() && person.started_on != parsed.started;
    if is_other_address || is_other_day {
        return false;
    }
    let is_there = |said: &BTreeSet<ServiceId>| !said.is_disjoint(&known.places);
    let has_same_job = compare_jobs(known, parsed) == Some(true);
    is_one_phone(person.phone.as_deref(), parsed.phone.as_deref())
        || (has_same_job && parsed.services.as_ref().is_some_and(is_there))
}

/// Whether a row that calls somebody by name alone says another telephone, or another job and another service.
fn speaks_of_another(known: &Known, parsed: &Parsed) -> bool {
    let is_elsewhere =
        |said: &BTreeSet<ServiceId>| !known.places.is_empty() && said.is_disjoint(&known.places);
    let has_other_job = compare_jobs(known, parsed) == Some(false);
    are_two_phones(known.person.phone.as_deref(), parsed.phone.as_deref())
        || (has_other_job && parsed.services.as_ref().is_some_and(is_elsewhere))
}

/// Whether a row says the job of somebody; nothing where one of the two isn't said.
fn compare_jobs(known: &Known, parsed: &Parsed) -> Option<bool> {
    let (said, kept) = (fold(parsed.job.as_deref()?), fold(&known.person.job_title));
    (!said.is_empty() && !kept.is_empty()).then(|| said == kept)
}

/// Nobody has the name. Who has the address and something more in common may be them: who married, or whom the sheet
/// calls by a short name.
fn by_address(index: &Index<'_>, parsed: &Parsed) -> Found {
    let sharing = parsed.email.as_ref().map_or(&[][..], |email| index.of_email(email.as_str()));
    if sharing.len() > MOST_SHARING {
        return Found::New;
    }
    let may_be = |person: &Person| {
        is_half(person, parsed)
            || is_one_phone(person.phone.as_deref(), parsed.phone.as_deref())
            || (parsed.started.is_some() && person.started_on == parsed.started)
    };
    let fits = |at: &usize| index.at(*at).is_some_and(|known| may_be(&known.person));
    let several: Vec<usize> = sharing.iter().copied().filter(fits).collect();
    if several.is_empty() { Found::New } else { Found::Ask(several, true) }
}

/// Somebody of the name was on the list and left: with the same first day it is them, else people are asked, as they
/// are where one person is added.
fn who_left(gone: Vec<usize>, begun: &[usize]) -> Found {
    match begun {
        [one] => Found::Known(*one),
        _ if gone.is_empty() => Found::New,
        _ => Found::Ask(gone, true),
    }
}

#[cfg(test)]
mod tests;
