//! Who of the list a row means: by staff number, else by e-mail and name, else by name and first day.

use std::collections::BTreeMap;

use super::columns::Column;
use super::meanings::Meanings;
use super::parsing::{Fault, Parsed, Places};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::people::Person;
use crate::people::search::fold;

/// Somebody who is on the list already, as far as the person who brings the sheet may know it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// Where they work.
    pub places: std::collections::BTreeSet<ServiceId>,
    /// Whether they may be seen.
    pub is_visible: bool,
    /// Whether they may be changed.
    pub may_change: bool,
    /// Their address may not be changed: an invitation there would give a role.
    pub keeps_address: bool,
    /// Their last day may not be changed: it ends the access of somebody who leads, or who works elsewhere too.
    pub keeps_end: bool,
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
    by_number: BTreeMap<&'a str, usize>,
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
            by_number: BTreeMap::new(),
            by_email: BTreeMap::new(),
            by_name: BTreeMap::new(),
        };
        for (at, known) in world.known.iter().enumerate() {
            index.by_id.insert(known.person.id, at);
            if let Some(number) = &known.person.standing.staff_number {
                index.by_number.insert(number.as_str(), at);
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

    /// Whose staff number this is, seen or not.
    #[must_use]
    pub fn of_number(&self, number: &str) -> Option<usize> {
        self.by_number.get(number).copied()
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

    /// Whether a row's number says that it is somebody else.
    fn is_other(&self, at: usize, parsed: &Parsed) -> bool {
        let number = self.at(at).and_then(|known| known.person.standing.staff_number.as_ref());
        number.zip(parsed.number.as_ref()).is_some_and(|(known, said)| known != said)
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

/// Whom a row means; `answer` is what people decided.
#[must_use]
pub fn find(index: &Index<'_>, parsed: &Parsed, answer: Option<&str>) -> Found {
    let number = parsed.number.as_ref();
    let holder = number.and_then(|number| index.of_number(number.as_str()));
    let taken = |number: &str| Found::Fault(Fault::new(Column::Number, "number-taken", number));
    let number = number.map_or("", |number| number.as_str());
    if answer == Some(SOMEBODY_NEW) {
        return if holder.is_some() { taken(number) } else { Found::New };
    }
    let answered = answer.and_then(PersonId::parse).and_then(|id| index.by_id.get(&id).copied());
    if let Some(at) = answered.filter(|at| index.at(*at).is_some_and(|known| known.is_visible)) {
        return if holder.is_some_and(|holder| holder != at) { taken(number) } else { Found::Known(at) };
    }
    match holder.and_then(|at| Some((at, index.at(at)?))) {
        Some((_, known)) if !known.is_visible => taken(number),
        Some((at, known)) if agrees(known, parsed) => Found::Known(at),
        Some((at, _)) => Found::Ask(vec![at], false),
        None => by_words(index, parsed),
    }
}

/// A number alone isn't taken for a person whose names and address are all others.
fn agrees(known: &Known, parsed: &Parsed) -> bool {
    let person = &known.person;
    fold(&person.given_name) == fold(&parsed.given)
        || fold(&person.family_name) == fold(&parsed.family)
        || (parsed.email.is_some() && person.email == parsed.email)
}

fn by_words(index: &Index<'_>, parsed: &Parsed) -> Found {
    let mut named = index.of_name(&parsed.key()).to_vec();
    named.retain(|at| !index.is_other(*at, parsed));
    let of = |wanted: &dyn Fn(&Person) -> bool| -> Vec<usize> {
        let fits = |at: &usize| index.at(*at).is_some_and(|known| wanted(&known.person));
        named.iter().copied().filter(fits).collect()
    };
    let mailed = of(&|person| parsed.email.is_some() && person.email == parsed.email);
    let present = of(&|person| person.is_present());
    let begun =
        of(&|person| person.is_present() && parsed.started.is_some() && person.started_on == parsed.started);
    // A name alone is enough where nothing else is known on either side, or all of it is the same.
    let alike = of(&|person| {
        person.is_present()
            && person.email == parsed.email
            && person.started_on == parsed.started
            && person.standing.staff_number == parsed.number
    });
    match (mailed.as_slice(), begun.as_slice(), present.as_slice()) {
        ([one], _, _) | ([], [one], _) => Found::Known(*one),
        ([], [], [one]) if alike.len() == 1 => Found::Known(*one),
        ([], [], []) => Found::New,
        ([], [], several) | ([], several, _) | (several, _, _) => Found::Ask(several.to_vec(), true),
    }
}
