//! Who of a sheet has left, by what stands beside their row: in a column of its own, behind a name, or above the row.
//! Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Column, Standing};
use super::reading::{Cells, line};
use super::{leaving, words};
use crate::documents::sheet::{Cell, days};

/// What a sheet says of those who have left.
pub(super) struct Leavers {
    columns: Vec<(usize, Standing)>,
    used: BTreeSet<usize>,
    heading: Option<String>,
}

impl Leavers {
    /// A title above the heads can say it of the whole sheet. Of two columns of last days the second is looked at, too:
    /// "Contract end", "Leaving date".
    pub(super) fn of(heads: &[Cell], above: &[Vec<Cell>], used: &BTreeMap<usize, Column>) -> Self {
        let standing = |(at, cell): (usize, &Cell)| {
            let head = cell.words();
            let is_second = columns::meaning(&head) == Some(Column::Ends) && !used.contains_key(&at);
            Some((at, columns::standing(&head).or_else(|| is_second.then_some(Standing::Words))?))
        };
        let title = above.iter().rev().find_map(|row| only_words(row));
        Self {
            columns: heads.iter().enumerate().filter_map(standing).collect(),
            used: BTreeSet::new(),
            heading: title.filter(|title| leaving::is_heading(title)),
        }
    }

    /// Whether a row is the heading of those who have left. That of others ends their part.
    pub(super) fn begin_under(&mut self, cells: &[Cell]) -> bool {
        let Some(words) = only_words(cells) else { return false };
        // "Night staff" may stand inside the part of those who have left.
        if leaving::is_heading_of_present(&words) {
            self.heading = None;
        }
        let begins = leaving::is_heading(&words);
        if begins {
            self.heading = Some(words);
        }
        begins
    }

    /// Says in the row itself that somebody has left, where a last day would say it. A last day that stands there stays,
    /// unless another one comes before it. What isn't understood is said there, too: then it is asked about.
    pub(super) fn keep_out(&mut self, cells: &[Cell], read: &mut Cells) {
        let left = self.in_column(cells, left_by);
        let worker = left_in_worker(read);
        let noted = noted_in(read);
        let left = left.or(noted).or(worker).or_else(|| self.heading.as_deref().map(under_heading));
        let Some(said) = left.or_else(|| self.in_column(cells, unclear_by)) else { return };
        if read.get(&Column::Ends).is_none_or(|ends| words::is_open_end(ends) || is_before(&said, ends)) {
            read.insert(Column::Ends, said);
        }
    }

    /// What `read` makes of the first cell of which it makes something.
    fn in_column(
        &mut self,
        cells: &[Cell],
        read: impl Fn(Standing, String) -> Option<String>,
    ) -> Option<String> {
        let found = |(at, standing): &(usize, Standing)| {
            let said = line(cells.get(*at)?);
            Some((*at, read(*standing, said)?))
        };
        let (at, said) = self.columns.iter().find_map(found)?;
        self.used.insert(at);
        Some(said)
    }

    /// The words above the columns that kept somebody out.
    pub(super) fn used(&self, heads: &[Cell]) -> Vec<String> {
        self.used.iter().filter_map(|at| heads.get(*at)).map(Cell::words).collect()
    }
}

/// Whether a cell names a day before that of another.
fn is_before(said: &str, ends: &str) -> bool {
    days::day(said).zip(days::day(ends)).is_some_and(|(said, ends)| said < ends)
}

/// What a cell says that says that somebody has left or leaves.
fn left_by(standing: Standing, said: String) -> Option<String> {
    if leaving::speaks_of_end(&said) {
        return Some(said);
    }
    match standing {
        // "No" and "Yes" alone wouldn't say it in the place of a last day.
        Standing::YesOrNo if leaving::is_absent(&said) => Some("Inactive".to_owned()),
        Standing::Gone if leaving::is_gone(&said) == Some(true) => {
            let is_alone = words::yes_or_no(&said).is_some();
            Some(if is_alone { LEFT.to_owned() } else { format!("{LEFT} ({said})") })
        }
        Standing::Words | Standing::YesOrNo | Standing::Gone => None,
    }
}

/// What a cell says of which nobody knows whether it says that somebody is there.
fn unclear_by(standing: Standing, said: String) -> Option<String> {
    let is_here = standing == Standing::Gone && leaving::is_gone(&said) == Some(false);
    let is_clear = said.is_empty() || words::says_nothing(&said) || leaving::is_present(&said);
    (!is_clear && !is_here).then_some(said)
}

/// The word by which a cell says that somebody has left.
const LEFT: &str = "Left";

/// What stands above somebody who has left, so that it says so in the place of a last day.
fn under_heading(heading: &str) -> String {
    if leaving::has_left(heading) { heading.to_owned() } else { format!("{LEFT} ({heading})") }
}

/// That somebody has left, where a sheet says how they work: "Employment status".
fn left_in_worker(read: &mut Cells) -> Option<String> {
    let said = read.get(&Column::Worker)?;
    let is_over = words::worker(said).is_none() && leaving::speaks_of_end(said);
    if is_over { read.remove(&Column::Worker) } else { None }
}

/// A note behind a name that says that somebody has left; the name stays without it.
fn noted_in(read: &mut Cells) -> Option<String> {
    [Column::Name, Column::Given, Column::Family].into_iter().find_map(|column| {
        let cell = read.get_mut(&column)?;
        let (name, note) = leaving::noted(cell, column == Column::Name)?;
        let (name, note) = (name.to_owned(), note.to_owned());
        *cell = name;
        Some(note)
    })
}

/// What a row says that has one cell with words, and no other but one with a count: "LEAVERS", "12".
fn only_words(cells: &[Cell]) -> Option<String> {
    let said = cells.iter().map(line).filter(|words| !words.is_empty());
    let is_count = |words: &String| words.chars().all(|letter| letter.is_ascii_digit());
    let (counts, mut words): (Vec<String>, Vec<String>) = said.partition(is_count);
    words.pop().filter(|_| words.is_empty() && counts.len() <= 1)
}
