//! A list of staff as a sheet holds it. Pure: which columns there are, and what stands in each row.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Column};
use super::{naming, words};
use crate::documents::sheet::{self, Cell, Unreadable};

/// How many rows may stand above the heads.
const ABOVE_HEADS: usize = 15;
/// The most letters of a cell that are kept.
const MOST_LETTERS: usize = 300;

/// The words of a row by what they say. An empty cell isn't there.
pub type Cells = BTreeMap<Column, String>;

/// What a sheet holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The columns that are used, with the words above them.
    pub used: Vec<(Column, String)>,
    /// The words above the columns that aren't.
    pub ignored: Vec<String>,
    /// The rows, by their number in the sheet.
    pub rows: Vec<(usize, Cells)>,
}

/// Why a list isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The file is no sheet, or none that we read.
    File(Unreadable),
    /// No row of heads says where names stand.
    Heads,
    /// Nobody stands under the heads.
    Nobody,
}

impl Unread {
    /// The message that says what it is and what to do.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Heads => "staff-import-error-heads",
            Self::Nobody => "staff-import-error-nobody",
            Self::File(why) => match why {
                Unreadable::Large => "staff-import-error-large",
                Unreadable::Broken => "staff-import-error-broken",
                Unreadable::Empty => "staff-import-error-empty",
                Unreadable::Old => "staff-import-error-old",
                Unreadable::OpenDocument => "staff-import-error-open-document",
                Unreadable::Numbers => "staff-import-error-numbers",
                Unreadable::Locked => "staff-import-error-locked",
                Unreadable::Pdf => "staff-import-error-pdf",
                Unreadable::Document => "staff-import-error-document",
                Unreadable::Page => "staff-import-error-page",
                Unreadable::Picture => "staff-import-error-picture",
                Unreadable::Archive => "staff-import-error-archive",
                Unreadable::Letters => "staff-import-error-letters",
            },
        }
    }
}

/// Reads a sheet.
///
/// # Errors
/// Too large, broken, no row of heads with names, or nobody under it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Unread> {
    let pick = |rows: Vec<Vec<Cell>>| understand(&rows).ok_or(rows);
    let sheet = sheet::find(name, bytes, pick).map_err(Unread::File)?.ok_or(Unread::Heads)?;
    if sheet.rows.is_empty() { Err(Unread::Nobody) } else { Ok(sheet) }
}

fn understand(rows: &[Vec<Cell>]) -> Option<Sheet> {
    let place = heads_of(rows)?;
    let heads = rows.get(place)?;
    let below = rows.get(place.saturating_add(1)..).unwrap_or_default();
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    let (mut sheet, mut seen) = (Sheet::default(), BTreeSet::new());
    let titles = heads.iter().position(|cell| columns::is_title(&cell.words()));
    let job = titles.filter(|at| says_what_people_do(heads, below, *at));
    let standing = heads.iter().position(|cell| columns::is_standing(&cell.words()));
    for (at, cell) in heads.iter().enumerate() {
        let head = cell.words();
        let known = columns::meaning(&head).or_else(|| (job == Some(at)).then_some(Column::Job));
        match known.filter(|column| seen.insert(*column)) {
            Some(column) => {
                columns.insert(at, column);
                sheet.used.push((column, head));
            }
            None if head.is_empty() => {}
            None => sheet.ignored.push(head),
        }
    }
    for (at, cells) in rows.iter().enumerate().skip(place.saturating_add(1)) {
        let said = |(at, column): (&usize, &Column)| Some((*column, line(cells.get(*at)?)));
        let says = |(column, words): &(Column, String)| !words.is_empty() && !is_nothing(*column, words);
        let mut read: Cells = columns.iter().filter_map(said).filter(says).collect();
        // Who has left may stand in a column of its own.
        let left =
            standing.and_then(|at| cells.get(at)).map(Cell::words).filter(|word| words::has_left(word));
        if let Some(left) = left.filter(|_| !read.is_empty()) {
            read.entry(Column::Ends).or_insert(left);
        }
        if !read.is_empty() && !is_total(&read) {
            sheet.rows.push((at.saturating_add(1), read));
        }
    }
    Some(sheet)
}

/// Whether a row says nothing but a name.
#[must_use]
pub fn is_only_a_name(cells: &Cells) -> bool {
    let names = [Column::Name, Column::Given, Column::Family];
    cells.iter().all(|(column, text)| names.contains(column) || text.trim().is_empty())
}

/// Whether "Title" stands above what people do: not where another column says that, nor above "Mrs" and "Dr".
fn says_what_people_do(heads: &[Cell], below: &[Vec<Cell>], at: usize) -> bool {
    let mut said =
        below.iter().filter_map(|row| row.get(at)).map(Cell::words).filter(|word| !word.is_empty());
    heads.iter().all(|head| columns::meaning(&head.words()) != Some(Column::Job))
        && !said.any(|word| naming::is_title(&word))
}

/// Names are what they are.
fn is_nothing(column: Column, text: &str) -> bool {
    !matches!(column, Column::Name | Column::Given | Column::Family) && words::says_nothing(text)
}

/// Whether a row sums up the others: it begins with that word, and says numbers only.
fn is_total(cells: &Cells) -> bool {
    let first = [Column::Name, Column::Given, Column::Family, Column::Number];
    let begins = |column: &Column| cells.get(column).is_some_and(|text| words::is_total(text));
    let is_number = |text: &String| text.chars().all(|letter| !letter.is_alphabetic());
    first.iter().any(begins) && cells.values().all(|text| words::is_total(text) || is_number(text))
}

/// The row of heads: of those that say where names stand the one that says most, for "Staff" may be a title.
fn heads_of(rows: &[Vec<Cell>]) -> Option<usize> {
    let said = rows.iter().take(ABOVE_HEADS).map(|row| heads_in(row)).enumerate();
    let first =
        said.filter(|(_, count)| *count > 0).max_by_key(|(at, count)| (*count, std::cmp::Reverse(*at)));
    first.map(|(at, _)| at)
}

/// How many columns a row of heads names; none where it doesn't say where names stand.
fn heads_in(row: &[Cell]) -> usize {
    let found: BTreeSet<Column> = row.iter().filter_map(|cell| columns::meaning(&cell.words())).collect();
    let names =
        found.contains(&Column::Name) || (found.contains(&Column::Given) && found.contains(&Column::Family));
    if names { found.len() } else { 0 }
}

/// One line. The sign that keeps a spreadsheet from running a cell is ours and goes.
fn line(cell: &Cell) -> String {
    let words = cell.words();
    let plain = match words.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => &words,
    };
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(MOST_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_may_stand_in_any_order() {
        let text = "Our staff\n\nStart date\tSurname\tShoe size\tForename\tMobile\tForename\n\
                    3/4/2025\tŴyr\t5\tSiân\t'+44 7700 900 100\tX\n\n\tOwen\t\tTomos\n";
        let sheet = read("paste.csv", text.as_bytes()).unwrap();
        assert_eq!(sheet.ignored, ["Shoe size", "Forename"]);
        assert_eq!(sheet.used.len(), 4);
        let [(first, cells), (second, _)] = sheet.rows.as_slice() else { panic!("{:?}", sheet.rows) };
        assert_eq!((*first, *second), (4, 6), "rows are called what the spreadsheet calls them");
        assert_eq!(cells[&Column::Phone], "+44 7700 900 100");
        assert_eq!((cells[&Column::Family].as_str(), cells[&Column::Started].as_str()), ("Ŵyr", "3/4/2025"));
    }

    #[test]
    fn what_firms_write_around_their_people_is_not_taken_for_people() {
        let text = "ACME CARE LTD,,,,,\nTitle,Carer name,Role,E-mail,Status,Leaving date\n\
                    Mrs,Nia Un,Carer,N/A,Active,-\nMr,Ned Dau,Carer,ned@a.example,Leaver,\n,,,,,\n,Total,,,,\n,Total staff,2,,,2\n";
        let sheet = read("a.csv", text.as_bytes()).unwrap();
        assert_eq!(sheet.ignored, ["Title", "Status"]);
        let [(3, nia), (4, ned)] = sheet.rows.as_slice() else { panic!("{:?}", sheet.rows) };
        assert_eq!(nia.keys().copied().collect::<Vec<_>>(), [Column::Name, Column::Job]);
        assert_eq!(ned[&Column::Ends], "Leaver");
        let sheet = read("a.csv", b"Name,Title\nNia Un,Carer\nTotal Jones,Cook\n").unwrap();
        assert_eq!((sheet.rows.len(), sheet.rows[0].1[&Column::Job].as_str()), (2, "Carer"));
    }

    #[test]
    fn says_when_there_are_no_names() {
        for text in ["a,b\n1,2\n", "E-mail,Phone\na@b,1\n", "Forename,Phone\nA,1\n"] {
            assert_eq!(read("a.csv", text.as_bytes()), Err(Unread::Heads), "{text}");
        }
        assert_eq!(read("a.csv", b"Our staff\nName,Phone\n , \n"), Err(Unread::Nobody));
        assert_eq!(read("a.csv", b""), Err(Unread::File(Unreadable::Empty)));
        assert!(read("a.csv", b"Enw,Ffon\nSian Wyr,1\n").is_ok());
    }
}
