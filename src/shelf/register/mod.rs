//! A sheet that says what is already in force: which policies, from when, who approved them, and when they
//! are looked at again. Pure: what isn't understood is a fault at its row, and the rest is used.

mod columns;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use crate::documents::sheet::Unreadable;
pub use columns::Column;

use super::naming;
use crate::clock::Day;
use crate::documents::sheet::{self, Cell, days};
use states::State;

/// The most months from a review to the next (reference domain 2.8).
const LONGEST_MONTHS: i32 = 36;
/// The most letters that are shown of what isn't understood.
const SHOWN: usize = 80;
/// How many rows may stand above the heads.
const ABOVE_HEADS: usize = 15;

/// What a sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The columns that are used, with the words above them.
    pub used: Vec<(Column, String)>,
    /// The words above the columns that aren't.
    pub ignored: Vec<String>,
    /// A row for each policy.
    pub rows: Vec<Row>,
    /// What isn't right, at its row.
    pub faults: Vec<Fault>,
}

/// What a sheet says of one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The number of the row in the sheet.
    pub line: usize,
    /// The short code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The version.
    pub version: String,
    /// Who answers for it, as written.
    pub owner: String,
    /// Who approved it, as written.
    pub approved_by: String,
    /// When it was approved.
    pub approved_on: Option<Day>,
    /// From when it applies.
    pub effective_on: Option<Day>,
    /// When it was last looked at.
    pub reviewed_on: Option<Day>,
    /// When it must be looked at again.
    pub next_review_on: Option<Day>,
    /// Where it applies, as written.
    pub services: Vec<String>,
    /// The sheet says that it is a draft or no longer used.
    pub not_in_force: bool,
    /// A state of which we don't know whether it means in force, as written.
    #[serde(default)]
    pub unknown_state: Option<String>,
}

impl Row {
    /// The last day on which somebody looked at it.
    #[must_use]
    pub fn looked_at(&self) -> Option<Day> {
        self.reviewed_on.or(self.approved_on).or(self.effective_on)
    }

    /// Names the policy of this row: by its code, else by its title.
    #[must_use]
    pub fn key(&self) -> String {
        if self.code.is_empty() { naming::plain_title(&self.title) } else { naming::plain(&self.code) }
    }

    /// Whether the sheet says that a version is in force, and since when.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.can_be_in_force() && self.unknown_state.is_none()
    }

    /// Whether the sheet has all that is needed of a version in force, and doesn't say that it isn't. Of a
    /// state that we don't know somebody has to say what it means.
    #[must_use]
    pub fn can_be_in_force(&self) -> bool {
        !self.not_in_force && !self.version.is_empty() && self.looked_at().is_some()
    }
}

impl Register {
    /// Takes out the rows whose keys another sheet has, and tells it.
    pub fn leave_out(&mut self, seen: &BTreeSet<String>) {
        let (again, rows): (Vec<Row>, Vec<Row>) =
            std::mem::take(&mut self.rows).into_iter().partition(|row| seen.contains(&row.key()));
        self.rows = rows;
        self.faults.extend(again.into_iter().map(|row| Fault {
            line: row.line,
            column: if row.code.is_empty() { Column::Title } else { Column::Code },
            what: "before-sheet".to_owned(),
            value: if row.code.is_empty() { row.title } else { row.code },
        }));
        self.faults.sort_by_key(|fault| fault.line);
    }
}

/// What isn't right in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The number of the row in the sheet.
    pub line: usize,
    /// The column.
    pub column: Column,
    /// What is wrong, as the end of a message's key.
    pub what: String,
    /// What stands there.
    pub value: String,
}

/// Reads a sheet.
///
/// # Errors
/// Too large, broken, or no row of heads with a code or a title.
pub fn read(name: &str, bytes: &[u8], today: Day) -> Result<Register, Unreadable> {
    let rows = sheet::rows(name, bytes)?;
    understand(&rows, today).ok_or(Unreadable::Broken)
}

fn understand(rows: &[Vec<Cell>], today: Day) -> Option<Register> {
    let place = rows.iter().take(ABOVE_HEADS).position(|row| heads(row).len() >= 2)?;
    let head = rows.get(place)?;
    let columns = heads(head);
    let named = columns.values().any(|column| matches!(column, Column::Code | Column::Title));
    if !named {
        return None;
    }
    let mut register = Register::default();
    for (at, cell) in head.iter().enumerate() {
        match columns.get(&at) {
            Some(column) => register.used.push((*column, cell.words())),
            None if !cell.words().is_empty() => register.ignored.push(cell.words()),
            None => {}
        }
    }
    for (at, cells) in rows.iter().enumerate().skip(place.saturating_add(1)) {
        if cells.iter().all(|cell| cell.words().is_empty()) {
            continue;
        }
        let mut reading = Reading { line: at.saturating_add(1), today, faults: &mut register.faults };
        let row = reading.row(cells, &columns);
        if let Some(row) = row {
            register.rows.push(row);
        }
    }
    note_doubles(&mut register);
    Some(register)
}

/// The first column of each meaning.
fn heads(row: &[Cell]) -> BTreeMap<usize, Column> {
    let mut found: BTreeMap<usize, Column> = BTreeMap::new();
    for (at, cell) in row.iter().enumerate() {
        if let Some(column) = columns::meaning(&cell.words())
            && !found.values().any(|other| *other == column)
        {
            found.insert(at, column);
        }
    }
    with_last_review(row, found)
}

/// "Review date" is the last one where another column has the next.
fn with_last_review(row: &[Cell], mut found: BTreeMap<usize, Column>) -> BTreeMap<usize, Column> {
    let heads = || row.iter().enumerate().map(|(at, cell)| (at, cell.words()));
    let dated = heads().find(|(_, head)| naming::plain(head) == "reviewdate").map(|(at, _)| at);
    let next =
        heads().find(|(at, head)| Some(*at) != dated && columns::meaning(head) == Some(Column::NextReview));
    if let (Some(dated), Some((next, _))) = (dated, next)
        && !found.values().any(|column| *column == Column::Reviewed)
    {
        found.insert(dated, Column::Reviewed);
        found.insert(next, Column::NextReview);
    }
    found
}

struct Reading<'a> {
    line: usize,
    today: Day,
    faults: &'a mut Vec<Fault>,
}

impl Reading<'_> {
    fn fault(&mut self, column: Column, what: &str, value: &str) {
        self.faults.push(Fault {
            line: self.line,
            column,
            what: what.to_owned(),
            value: value.chars().take(SHOWN).collect(),
        });
    }

    fn row(&mut self, cells: &[Cell], columns: &BTreeMap<usize, Column>) -> Option<Row> {
        let mut row = Row { line: self.line, ..Row::default() };
        for (at, column) in columns {
            let Some(cell) = cells.get(*at) else { continue };
            self.take(&mut row, *column, cell);
        }
        if row.code.is_empty() && row.title.is_empty() {
            self.fault(Column::Title, "no-name", "");
            return None;
        }
        self.compare(&mut row);
        Some(row)
    }

    fn take(&mut self, row: &mut Row, column: Column, cell: &Cell) {
        let words = cell.words();
        if words.is_empty() {
            return;
        }
        match column {
            Column::Code => row.code = self.short(column, &words, naming::CODE_LETTERS),
            Column::Title => row.title = self.short(column, &words, naming::TITLE_LETTERS),
            Column::Version => row.version = self.version(&words),
            Column::Owner => row.owner = self.short(column, &words, naming::NAME_LETTERS),
            Column::ApprovedBy => row.approved_by = self.short(column, &words, naming::NAME_LETTERS),
            Column::Approved => self.approved(row, cell),
            Column::ApprovedOn => row.approved_on = self.past(column, cell),
            Column::Effective => row.effective_on = self.past(column, cell),
            Column::Reviewed => row.reviewed_on = self.past(column, cell),
            Column::NextReview => row.next_review_on = self.day(column, cell),
            Column::Services => {
                let parts = words.split([',', ';', '/', '\n']).map(str::trim);
                row.services = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
            }
            Column::Status => self.state(row, &words),
        }
    }

    fn state(&mut self, row: &mut Row, words: &str) {
        match states::meaning(words) {
            State::InForce => {}
            State::Over => row.not_in_force = true,
            State::Unknown => {
                row.unknown_state = Some(words.chars().take(SHOWN).collect());
                self.fault(Column::Status, "state", words);
            }
        }
    }

    /// One line, not too long.
    fn short(&mut self, column: Column, words: &str, most: usize) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.chars().count() > most {
            self.fault(column, "long", &words);
            return String::new();
        }
        words
    }

    fn version(&mut self, words: &str) -> String {
        let lower = words.to_lowercase();
        let number = ["version", "issue", "ver", "v"].iter().find_map(|word| lower.strip_prefix(word));
        let number = number.map(|rest| rest.trim_start_matches(['.', ':', ' ']));
        let begins_with_digit = |text: &&str| text.starts_with(|letter: char| letter.is_ascii_digit());
        let label = number.filter(begins_with_digit).unwrap_or(words).to_owned();
        self.short(Column::Version, &label, naming::LABEL_LETTERS)
    }

    /// "12/01/2025", "R. Evans" or "R. Evans 12/01/2025".
    fn approved(&mut self, row: &mut Row, cell: &Cell) {
        let words = cell.words();
        let digits = words.chars().any(|letter| letter.is_ascii_digit());
        if !digits {
            row.approved_by = self.short(Column::Approved, &words, naming::NAME_LETTERS);
            return;
        }
        let split = words.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
        let (name, day) = words.split_at_checked(split).unwrap_or((&words, ""));
        let name = name.trim_end_matches([' ', ',', '-', '–', '/', '(']);
        if days::day(&words).is_some() || name.is_empty() {
            row.approved_on = self.past(Column::Approved, cell);
        } else {
            row.approved_by =
                self.short(Column::Approved, name.trim_end_matches(" on"), naming::NAME_LETTERS);
            let day = Cell::Text(day.trim_end_matches(')').to_owned());
            row.approved_on = self.past(Column::Approved, &day);
        }
    }

    fn day(&mut self, column: Column, cell: &Cell) -> Option<Day> {
        let day = cell.day();
        if day.is_none() {
            self.fault(column, "no-day", &cell.words());
        }
        day
    }

    fn past(&mut self, column: Column, cell: &Cell) -> Option<Day> {
        let day = self.day(column, cell)?;
        if day > self.today {
            self.fault(column, "later", &cell.words());
            return None;
        }
        Some(day)
    }

    fn compare(&mut self, row: &mut Row) {
        let (Some(next), Some(last)) = (row.next_review_on, row.looked_at()) else { return };
        if next <= last {
            self.fault(Column::NextReview, "before", &next.to_string());
            row.next_review_on = None;
        } else if next > last.plus_months(LONGEST_MONTHS) {
            self.fault(Column::NextReview, "far", &next.to_string());
        }
    }
}

/// The same code twice: the first row holds.
fn note_doubles(register: &mut Register) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut doubles = Vec::new();
    for row in register.rows.iter().filter(|row| !row.code.is_empty()) {
        if !seen.insert(naming::plain(&row.code)) {
            doubles.push((row.line, row.code.clone()));
        }
    }
    register.rows.retain(|row| !doubles.iter().any(|(line, _)| *line == row.line));
    register.faults.extend(doubles.into_iter().map(|(line, code)| Fault {
        line,
        column: Column::Code,
        what: "twice".to_owned(),
        value: code,
    }));
    register.faults.sort_by_key(|fault| fault.line);
}

#[cfg(test)]
mod tests;
