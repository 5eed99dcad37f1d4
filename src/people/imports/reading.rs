//! A list of staff as a sheet holds it. Pure: which columns there are, and what stands in each row.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Column};
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
    let place = rows.iter().take(ABOVE_HEADS).position(|row| names(row))?;
    let heads = rows.get(place)?;
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    let (mut sheet, mut seen) = (Sheet::default(), BTreeSet::new());
    for (at, cell) in heads.iter().enumerate() {
        let head = cell.words();
        match columns::meaning(&head).filter(|column| seen.insert(*column)) {
            Some(column) => {
                columns.insert(at, column);
                sheet.used.push((column, head));
            }
            None if head.is_empty() => {}
            None => sheet.ignored.push(head),
        }
    }
    for (at, cells) in rows.iter().enumerate().skip(place.saturating_add(1)) {
        let words = |(at, column): (&usize, &Column)| Some((*column, words(cells.get(*at)?)));
        let cells: Cells = columns.iter().filter_map(words).filter(|(_, words)| !words.is_empty()).collect();
        if !cells.is_empty() {
            sheet.rows.push((at.saturating_add(1), cells));
        }
    }
    Some(sheet)
}

/// Whether a row is one of heads that says where names stand.
fn names(row: &[Cell]) -> bool {
    let found: BTreeSet<Column> = row.iter().filter_map(|cell| columns::meaning(&cell.words())).collect();
    found.contains(&Column::Name) || (found.contains(&Column::Given) && found.contains(&Column::Family))
}

/// One line. The sign that keeps a spreadsheet from running a cell is ours and goes.
fn words(cell: &Cell) -> String {
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
    fn says_when_there_are_no_names() {
        for text in ["a,b\n1,2\n", "E-mail,Phone\na@b,1\n", "Forename,Phone\nA,1\n"] {
            assert_eq!(read("a.csv", text.as_bytes()), Err(Unread::Heads), "{text}");
        }
        assert_eq!(read("a.csv", b"Our staff\nName,Phone\n , \n"), Err(Unread::Nobody));
        assert_eq!(read("a.csv", b""), Err(Unread::File(Unreadable::Empty)));
        assert!(read("a.csv", b"Enw,Ffon\nSian Wyr,1\n").is_ok());
    }
}
