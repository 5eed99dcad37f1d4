//! A sheet held against the list: what is new, the same, changed, unclear or wrong. Pure.

use std::collections::BTreeSet;

use super::columns::Column;
use super::leaders::{self, InFile, Leader};
use super::matching::{self, Found, Index, Known, World};
use super::parsing::{self, Fault, ODD_NAME, Parsed};
use super::reading::Cells;
use super::records::{self, Record};
use super::{ends, twins};
use crate::access::names;
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
    /// Somebody on the list who is there still, of whom the row says that they have left.
    pub listed: Option<PersonId>,
    /// Who it may mean, and whether somebody new is possible.
    pub candidates: Vec<PersonId>,
    /// Somebody new is a possible answer.
    pub may_be_new: bool,
    /// Another row that may be the same person: neither number, e-mail nor first day tells the two apart, or they
    /// share an e-mail or a telephone.
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

/// A row while it is held against the list and the other rows.
pub(super) struct Row<'a> {
    pub(super) given: Given<'a>,
    pub(super) parsed: Parsed,
    pub(super) found: Found,
    pub(super) faults: Vec<Fault>,
    pub(super) alike: Option<i64>,
    leader: Option<Leader>,
}

/// Holds a sheet against the list.
#[must_use]
pub fn check(world: &World, given: &[Given<'_>]) -> Report {
    let index = Index::of(world);
    let mut rows: Vec<Row<'_>> = given.iter().map(|given| row(&index, *given)).collect();
    twins::note_twice(&index, &mut rows);
    twins::ask_alike(&mut rows);
    // Who has left leads nobody.
    let nobody = Found::Ask(Vec::new(), false);
    let found = |row: &Row<'_>| row.faults.iter().all(|fault| !LEFT.contains(&fault.what));
    let pairs: Vec<(&Parsed, &Found)> =
        rows.iter().map(|row| (&row.parsed, if found(row) { &row.found } else { &nobody })).collect();
    let in_file = InFile::of(&index, &pairs);
    for row in &mut rows {
        lead(&index, &in_file, row);
    }
    let mut leads: Vec<Option<Leader>> = rows.iter().map(|row| row.leader).collect();
    for (at, circle) in leaders::in_circles(&index, &in_file, &leads) {
        let mut names: Vec<String> =
            circle.begins.iter().map(|leader| called(&index, &rows, *leader)).collect();
        if circle.goes_on {
            names.push("…".to_owned());
        }
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
        Found::Known(at) => {
            let known = index.at(*at);
            faults.extend(known.and_then(|known| refusal(known, &parsed)));
            // Whoever stands on the list by such a name has it.
            if known.is_some_and(|known| fold(&known.person.name()) == parsed.key()) {
                faults.retain(|fault| fault.what != ODD_NAME);
            }
        }
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
        return Some(Fault::new(Column::Name, GONE, &left.to_string()));
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
    let last = records::last_day(parsed, &known.person);
    // Taken away it ends nobody's access, one's own neither.
    let stays = known.stays.filter(|_| last.is_some());
    let why = stays.or(known.keeps_end.then_some("ends-role"));
    why.filter(|_| last != known.person.standing.ends_on).map(|why| Fault::new(Column::Ends, why, &name))
}

/// Who of those whom a row may mean is there still.
fn present(index: &Index<'_>, found: &Found) -> Vec<PersonId> {
    let of: &[usize] = match found {
        Found::Known(at) => std::slice::from_ref(at),
        Found::Ask(several, _) => several,
        Found::New | Found::Fault(_) => &[],
    };
    let people = of.iter().filter_map(|at| index.at(*at)).map(|known| &known.person);
    people.filter(|person| person.is_present()).map(|person| person.id).collect()
}

/// What is wrong with a row of somebody who left the list before.
const GONE: &str = "left";
/// What is wrong with a row of somebody who has left.
pub(super) const LEFT: &[&str] = &["ends-past", ends::HAS_LEFT, "worker-left"];

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

/// The place of whom a row means, when that is somebody on the list.
const fn known_of(found: &Found) -> Option<usize> {
    match found {
        Found::Known(at) => Some(*at),
        _ => None,
    }
}

/// The line of a leader who is somebody new in a row.
fn line_of(leader: Leader, lines: &[i64]) -> Option<i64> {
    match leader {
        Leader::Row(at) => lines.get(at).copied(),
        Leader::Person(_) => None,
    }
}

/// An answer that gives somebody the number of somebody else is no last word: another person can be chosen.
fn offer_again(index: &Index<'_>, row: &Row<'_>, checked: &mut Checked) {
    let is_taken = row.faults.iter().any(|fault| fault.what == matching::TAKEN);
    if !is_taken || row.given.answer.is_none() {
        return;
    }
    let candidates = match matching::find(index, &row.parsed, None) {
        Found::Known(at) => vec![at],
        Found::Ask(several, _) => several,
        Found::New | Found::Fault(_) => Vec::new(),
    };
    let known = candidates.into_iter().filter_map(|at| index.at(at));
    checked.candidates = known.map(|known| known.person.id).collect();
    checked.may_be_new = !checked.candidates.is_empty();
}

fn concluded(index: &Index<'_>, row: &Row<'_>, lines: &[i64]) -> Checked {
    let mut checked = Checked {
        line: row.given.line,
        verdict: Verdict::Faulty,
        faults: row.faults.clone(),
        listed: None,
        candidates: Vec::new(),
        may_be_new: false,
        alike: row.alike,
        leader: row.leader.and_then(|leader| line_of(leader, lines)).filter(|line| *line != row.given.line),
        record: None,
    };
    if !row.faults.is_empty() {
        if row.faults.iter().any(|fault| LEFT.contains(&fault.what)) {
            let present = present(index, &row.found);
            checked.listed = present.first().copied().filter(|_| matches!(row.found, Found::Known(_)));
            let is_over = present.is_empty() && !matches!(row.found, Found::Fault(_));
            checked.verdict = if is_over { Verdict::Over } else { Verdict::Faulty };
        }
        if row.faults.iter().any(|fault| fault.what == GONE) {
            checked.candidates = known_of(&row.found)
                .and_then(|at| index.at(at))
                .map(|known| known.person.id)
                .into_iter()
                .collect();
            checked.may_be_new =
                row.parsed.number.as_ref().is_none_or(|number| index.numbers().written(number).is_empty());
        }
        offer_again(index, row, &mut checked);
        return checked;
    }
    if let Found::Ask(candidates, may_be_new) = &row.found {
        checked.verdict = Verdict::Ask;
        checked.may_be_new = *may_be_new;
        let ids = candidates.iter().filter_map(|at| index.at(*at)).map(|known| known.person.id);
        checked.candidates = ids.collect();
        return checked;
    }
    let known = known_of(&row.found).and_then(|at| index.at(at));
    let record = records::of(index.world, (&row.parsed, row.leader), known, lines);
    checked.verdict = match known {
        None => Verdict::New,
        Some(_) if record.fields.is_empty() => Verdict::Same,
        Some(_) => Verdict::Changed,
    };
    checked.record = Some(record);
    checked
}
