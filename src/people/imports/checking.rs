//! A sheet held against the list: what is new, the same, changed, unclear or wrong. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::leaders::{self, InFile, Leader};
use super::matching::{self, Found, Index, Known, World};
use super::parsing::{self, Fault, Parsed};
use super::reading::Cells;
use super::records::{self, Record};
use crate::access::names;
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::people::StaffNumber;
use crate::people::search::fold;

/// What a row of the sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something is wrong in it.
    Faulty,
    /// It isn't clear whom it means.
    Ask,
    /// It is faulty for nothing but words that the page asks about: the answers put it right.
    Word,
    /// Somebody new.
    New,
    /// Somebody of whom it says something else.
    Changed,
    /// Somebody of whom it says what is known.
    Same,
    /// Somebody who isn't on the list and has left: nothing is to be done.
    Over,
}

impl Verdict {
    /// Every value, in the order of lists.
    pub const ALL: [Self; 7] =
        [Self::Faulty, Self::Ask, Self::Word, Self::New, Self::Changed, Self::Same, Self::Over];

    /// The word in addresses and messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Faulty => "faulty",
            Self::Ask => "ask",
            Self::Word => "word",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Same => "same",
            Self::Over => "over",
        }
    }
}

/// A row as it was brought, with what people decided.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its number in the sheet.
    pub line: i64,
    /// Its words.
    pub cells: &'a Cells,
    /// Whom it means, when somebody said so.
    pub answer: Option<&'a str>,
}

/// A row held against the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its number in the sheet.
    pub line: i64,
    /// What it is.
    pub verdict: Verdict,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
    /// Who it may mean, and whether somebody new is possible.
    pub candidates: Vec<PersonId>,
    /// Somebody new is a possible answer.
    pub may_be_new: bool,
    /// Another row that may be the same person: neither number, e-mail nor first day tells the two apart.
    pub alike: Option<i64>,
    /// The row of the line manager, when it is another one of the sheet.
    pub leader: Option<i64>,
    /// What is to be written; nothing for a faulty or unclear row.
    pub record: Option<Record>,
}

/// A sheet held against the list.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The rows in their order.
    pub rows: Vec<Checked>,
    /// Their places in an order in which every line manager stands before whom they lead.
    pub order: Vec<usize>,
}

impl Report {
    /// How many rows are of a kind.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }
}

struct Row<'a> {
    given: Given<'a>,
    parsed: Parsed,
    found: Found,
    faults: Vec<Fault>,
    alike: Option<i64>,
    leader: Option<Leader>,
}

/// Holds a sheet against the list.
#[must_use]
pub fn check(world: &World, given: &[Given<'_>]) -> Report {
    let index = Index::of(world);
    let mut rows: Vec<Row<'_>> = given.iter().map(|given| row(&index, *given)).collect();
    note_twice(&mut rows);
    ask_alike(&mut rows);
    let pairs: Vec<(&Parsed, &Found)> = rows.iter().map(|row| (&row.parsed, &row.found)).collect();
    let in_file = InFile::of(&index, &pairs);
    for row in &mut rows {
        lead(&index, &in_file, row);
    }
    let mut leads: Vec<Option<Leader>> = rows.iter().map(|row| row.leader).collect();
    for (at, circle) in leaders::in_circles(&index, &in_file, &leads) {
        let names: Vec<String> = circle.iter().map(|leader| called(&index, &rows, *leader)).collect();
        let Some(row) = rows.get_mut(at) else { continue };
        row.faults.push(match names.len() {
            1 => manager_fault(row, "manager-self"),
            _ => Fault::new(Column::Manager, "manager-circle", &around(&names)),
        });
    }
    let order = leaders::in_order(&leads);
    follow_faults(&mut rows, &order);
    for (lead, row) in leads.iter_mut().zip(&rows) {
        *lead = row.leader;
    }
    let lines: Vec<i64> = rows.iter().map(|row| row.given.line).collect();
    Report { rows: rows.iter().map(|row| concluded(&index, row, &lines)).collect(), order }
}

fn row<'a>(index: &Index<'_>, given: Given<'a>) -> Row<'a> {
    let world = index.world;
    let (mut parsed, mut faults) = parsing::parse(given.cells, &world.places, &world.meanings, world.today);
    let found = matching::find(index, &parsed, given.answer);
    // Where there is one place to put people, nobody has to say so.
    if matches!(found, Found::New) && parsed.services.is_none() && world.places.offered.len() == 1 {
        parsed.services = Some(world.places.offered.clone());
    }
    match &found {
        Found::Fault(fault) => faults.push(fault.clone()),
        Found::Known(at) => faults.extend(index.at(*at).and_then(|known| refusal(known, &parsed))),
        Found::New
            if world.needs_service
                && parsed.services.as_ref().is_none_or(BTreeSet::is_empty)
                && faults.iter().all(|fault| fault.column != Column::Services) =>
        {
            faults.push(Fault::new(Column::Services, "service-missing", ""));
        }
        Found::New | Found::Ask(..) => {}
    }
    Row { given, parsed, found, faults, alike: None, leader: None }
}

/// Why somebody on the list can't be changed by a sheet.
fn refusal(known: &Known, parsed: &Parsed) -> Option<Fault> {
    let name = known.person.name();
    if let Some(left) = known.person.left_on {
        return Some(Fault::new(Column::Name, "left", &left.to_string()));
    }
    if !known.may_change {
        return Some(Fault::new(Column::Name, "right", &name));
    }
    let is_as_it_was = records::names(parsed, Some(&known.person)) == known.person.names();
    if known.keeps_name && !is_as_it_was {
        return Some(Fault::new(Column::Name, "name-role", &name));
    }
    let moved = parsed.email.is_some() && parsed.email != known.person.email;
    if moved && known.keeps_address {
        return Some(Fault::new(Column::Email, "email-role", &name));
    }
    let ends = parsed.ends.is_some() && parsed.ends != known.person.standing.ends_on;
    let why = known.stays.or(known.keeps_end.then_some("ends-role"));
    why.filter(|_| ends).map(|why| Fault::new(Column::Ends, why, &name))
}

/// What is wrong with a row of somebody who has left.
const LEFT: &[&str] = &["ends-past", "ends-left"];

/// What tells two rows apart: name, number, e-mail, telephone and first day.
type Alike = (String, Option<String>, Option<String>, Option<String>, Option<Day>);

/// The second row of one person is wrong, not the first.
fn note_twice(rows: &mut [Row<'_>]) {
    let mut people: BTreeMap<usize, i64> = BTreeMap::new();
    let mut numbers: BTreeMap<String, (i64, String)> = BTreeMap::new();
    let mut alike: BTreeMap<Alike, i64> = BTreeMap::new();
    let mut zeros: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in rows {
        let line = row.given.line;
        let number = row.parsed.number.as_ref().map(|number| number.as_str().to_owned());
        let email = row.parsed.email.as_ref().map(|email| email.as_str().to_owned());
        let key = (row.parsed.key(), number.clone(), email, row.parsed.phone.clone(), row.parsed.started);
        let same = match (&row.found, &row.parsed.number) {
            (Found::Known(at), _) => first(&mut people, *at, line),
            // Somebody new, once with the zeros of their number and once without.
            (Found::New, Some(number)) => {
                first(&mut zeros, (number.plain().to_owned(), row.parsed.key()), line)
            }
            _ => None,
        };
        let numbered = number.map(|number| numbers.entry(number).or_insert((line, row.parsed.key())).clone());
        let numbered = numbered.filter(|(before, _)| *before != line);
        if let Some((before, name)) = &numbered
            && *name != row.parsed.key()
        {
            row.faults.push(Fault::new(Column::Number, "number-twice", &before.to_string()));
            continue;
        }
        let same = numbered.map(|(before, _)| before).or(same);
        let nobody = row.parsed.key().trim().is_empty();
        let same = if nobody { same } else { first(&mut alike, key, line).or(same) };
        if let Some(before) = same {
            row.faults.push(Fault::new(Column::Name, "twice", &before.to_string()));
        }
    }
}

/// Two new people of one name may be one who stands there twice: the second row is asked about.
fn ask_alike(rows: &mut [Row<'_>]) {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut asked: Vec<(usize, i64)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let key = row.parsed.key();
        if !matches!(row.found, Found::New) || !row.faults.is_empty() || key.trim().is_empty() {
            continue;
        }
        let before = named.entry(key).or_default();
        let others = before.iter().filter_map(|at| rows.get(*at));
        let alike =
            others.filter(|other| may_be_one(&row.parsed, &other.parsed)).map(|other| other.given.line);
        let is_answered = row.given.answer == Some(matching::SOMEBODY_NEW);
        asked.extend(alike.min().filter(|_| !is_answered).map(|line| (at, line)));
        before.push(at);
    }
    for (at, line) in asked {
        let Some(row) = rows.get_mut(at) else { continue };
        (row.found, row.alike) = (Found::Ask(Vec::new(), true), Some(line));
    }
}

/// Whether nothing that two rows of one name say tells two people apart. A telephone doesn't: people change it.
fn may_be_one(one: &Parsed, other: &Parsed) -> bool {
    !differ(one.number.as_ref(), other.number.as_ref())
        && !differ(one.email.as_ref(), other.email.as_ref())
        && !differ(one.started.as_ref(), other.started.as_ref())
}

fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// The line that said the same before.
fn first<K: Ord>(seen: &mut BTreeMap<K, i64>, key: K, line: i64) -> Option<i64> {
    let before = *seen.entry(key).or_insert(line);
    (before != line).then_some(before)
}

/// What somebody is called who leads; nothing of those who can't be seen from here.
fn called(index: &Index<'_>, rows: &[Row<'_>], leader: Leader) -> String {
    match leader {
        Leader::Person(id) => {
            index.of_id(id).filter(|known| known.is_visible).map(|known| known.person.name())
        }
        Leader::Row(at) => rows.get(at).map(|row| names::whole(&row.parsed.given, &row.parsed.family)),
    }
    .unwrap_or_else(|| "…".to_owned())
}

/// Who leads whom, back to the first: each is led by the next.
fn around(names: &[String]) -> String {
    let back = names.first().into_iter();
    names.iter().chain(back).map(String::as_str).collect::<Vec<_>>().join(" → ")
}

fn manager_fault(row: &Row<'_>, what: &'static str) -> Fault {
    Fault::new(Column::Manager, what, row.parsed.manager.as_deref().unwrap_or_default())
}

fn lead(index: &Index<'_>, in_file: &InFile, row: &mut Row<'_>) {
    let Some(text) = row.parsed.manager.as_deref() else { return };
    let current = match row.found {
        Found::Known(at) => index.at(at).and_then(|known| known.person.standing.line_manager),
        _ => None,
    };
    match leaders::meant(index, in_file, text) {
        Ok(leader) => row.leader = Some(leader),
        // What stands there already stays, also where it can't be seen from here.
        Err(_) if current.and_then(|id| index.of_id(id)).is_some_and(|known| is_called(known, text)) => {
            row.leader = current.map(Leader::Person);
        }
        Err(what) => row.faults.push(manager_fault(row, what)),
    }
}

fn is_called(known: &Known, text: &str) -> bool {
    let number = known.person.standing.staff_number.as_ref();
    let is_said = |said: StaffNumber| number.is_some_and(|number| number.plain() == said.plain());
    fold(&known.person.name()) == fold(text) || StaffNumber::parse(text).is_some_and(is_said)
}

/// Who is led from a row that isn't written has no line manager there: that row waits too.
fn follow_faults(rows: &mut [Row<'_>], order: &[usize]) {
    let mut wrong: BTreeSet<usize> = BTreeSet::new();
    for at in order {
        let Some(row) = rows.get_mut(*at) else { continue };
        if matches!(row.leader, Some(Leader::Row(leader)) if leader != *at && wrong.contains(&leader)) {
            row.faults.push(manager_fault(row, "manager-row"));
        }
        if !row.faults.is_empty() || matches!(row.found, Found::Ask(..)) {
            wrong.insert(*at);
        }
    }
}

/// The line of a leader who is somebody new in a row.
fn line_of(leader: Leader, lines: &[i64]) -> Option<i64> {
    match leader {
        Leader::Row(at) => lines.get(at).copied(),
        Leader::Person(_) => None,
    }
}

fn concluded(index: &Index<'_>, row: &Row<'_>, lines: &[i64]) -> Checked {
    let mut checked = Checked {
        line: row.given.line,
        verdict: Verdict::Faulty,
        faults: row.faults.clone(),
        candidates: Vec::new(),
        may_be_new: false,
        alike: row.alike,
        leader: row.leader.and_then(|leader| line_of(leader, lines)).filter(|line| *line != row.given.line),
        record: None,
    };
    if !row.faults.is_empty() {
        let has_left = row.faults.iter().any(|fault| LEFT.contains(&fault.what));
        if has_left && matches!(row.found, Found::New) {
            checked.verdict = Verdict::Over;
        }
        return checked;
    }
    if let Found::Ask(candidates, may_be_new) = &row.found {
        checked.verdict = Verdict::Ask;
        checked.may_be_new = *may_be_new;
        let ids = candidates.iter().filter_map(|at| index.at(*at)).map(|known| known.person.id);
        checked.candidates = ids.collect();
        return checked;
    }
    let known = match row.found {
        Found::Known(at) => index.at(at),
        _ => None,
    };
    let record = records::of(index.world, (&row.parsed, row.leader), known, lines);
    checked.verdict = match known {
        None => Verdict::New,
        Some(_) if record.fields.is_empty() => Verdict::Same,
        Some(_) => Verdict::Changed,
    };
    checked.record = Some(record);
    checked
}
