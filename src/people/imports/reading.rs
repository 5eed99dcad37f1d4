//! A list of staff as a sheet holds it. Pure: which columns there are, and what stands in each row.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Column};
use super::leavers::Leavers;
use super::{naming, nobody, words};
use crate::documents::sheet::{self, Cell, Unpicked, Unreadable};

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
    /// The words above the columns that say who is there still, and kept somebody out.
    pub standing: Vec<String>,
    /// What it is called in its workbook.
    pub name: Option<String>,
    /// The other sheets of the workbook that have rows: they aren't read.
    pub unread: Vec<String>,
    /// How many rows are hidden: they aren't read.
    pub hidden: usize,
    /// Rows that name nobody, by their number in the sheet, with what stands there.
    pub nobody: Vec<(usize, String)>,
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

/// Reads a sheet: of a workbook the first one with people under its heads.
///
/// # Errors
/// Too large, broken, no row of heads with names, or nobody under it.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sheet, Unread> {
    let has_heads = std::cell::Cell::new(false);
    let pick = |rows: Vec<Vec<Cell>>| -> Result<Sheet, Unpicked> {
        let sheet = understand(&rows).ok_or(Unpicked)?;
        has_heads.set(true);
        if sheet.rows.is_empty() { Err(Unpicked) } else { Ok(sheet) }
    };
    let found = sheet::find(name, bytes, pick).map_err(Unread::File)?;
    let found = found.ok_or(if has_heads.get() { Unread::Nobody } else { Unread::Heads })?;
    Ok(Sheet { name: found.name, unread: found.others, hidden: found.hidden, ..found.made })
}

fn understand(rows: &[Vec<Cell>]) -> Option<Sheet> {
    let place = heads_of(rows)?;
    let (heads, below) = (rows.get(place)?, rows.get(place.saturating_add(1)..).unwrap_or_default());
    let (columns, mut sheet) = columns_of(heads, below);
    let mut leavers = Leavers::of(heads, rows.get(..place).unwrap_or_default(), &columns);
    for (at, cells) in rows.iter().enumerate().skip(place.saturating_add(1)) {
        if leavers.begin_under(cells) {
            continue;
        }
        let said = |(at, column): (&usize, &Column)| Some((*column, line(cells.get(*at)?)));
        let says = |(column, words): &(Column, String)| !words.is_empty() && !is_nothing(*column, words);
        let mut read: Cells = columns.iter().filter_map(said).filter(says).collect();
        if read.is_empty() || nobody::is_total(&read) || nobody::repeats(heads, cells) {
            continue;
        }
        if let Some(said) = nobody::named(heads, cells, &read) {
            sheet.nobody.push((at.saturating_add(1), said));
            continue;
        }
        leavers.keep_out(cells, &mut read);
        sheet.rows.push((at.saturating_add(1), read));
    }
    sheet.standing = leavers.used(heads);
    sheet.ignored.retain(|head| !sheet.standing.contains(head));
    Some(sheet)
}

/// What each column says, and the words above those that are used and those that aren't.
fn columns_of(heads: &[Cell], below: &[Vec<Cell>]) -> (BTreeMap<usize, Column>, Sheet) {
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    let (mut sheet, mut seen) = (Sheet::default(), BTreeSet::new());
    let titles = heads.iter().position(|cell| columns::is_title(&cell.words()));
    let job = titles.filter(|at| says_what_people_do(heads, below, *at));
    let exact: BTreeSet<Column> = heads.iter().filter_map(|cell| columns::exactly(&cell.words())).collect();
    // "Phone (nights)" gives way to "Phone".
    let is_first = |head: &str, column: &Column| columns::exactly(head).is_some() || !exact.contains(column);
    for (at, cell) in heads.iter().enumerate() {
        let head = cell.words();
        let known = columns::meaning(&head).filter(|column| is_first(&head, column));
        let known = known.or_else(|| (job == Some(at)).then_some(Column::Job));
        match known.filter(|column| seen.insert(*column)) {
            Some(column) => {
                columns.insert(at, column);
                sheet.used.push((column, head));
            }
            None if head.is_empty() => {}
            None => sheet.ignored.push(head),
        }
    }
    (columns, sheet)
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

/// Names are what they are, and "None" in the place of a last day says something.
fn is_nothing(column: Column, text: &str) -> bool {
    match column {
        Column::Name | Column::Given | Column::Family => false,
        Column::Ends => words::says_nothing(text) && !words::is_open_end(text),
        _ => words::says_nothing(text),
    }
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
pub(super) fn line(cell: &Cell) -> String {
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
        assert_eq!(
            (sheet.ignored.as_slice(), sheet.standing.as_slice()),
            (&["Title".to_owned()][..], &["Status".to_owned()][..])
        );
        let [(3, nia), (4, ned)] = sheet.rows.as_slice() else { panic!("{:?}", sheet.rows) };
        assert_eq!(nia.keys().copied().collect::<Vec<_>>(), [Column::Name, Column::Job]);
        assert_eq!(ned[&Column::Ends], "Leaver");
        let sheet = read("a.csv", b"Name,Title\nNia Un,Carer\nTotal Jones,Cook\n").unwrap();
        assert_eq!((sheet.rows.len(), sheet.rows[0].1[&Column::Job].as_str()), (2, "Carer"));
    }

    /// A sheet, and what stands in the place of a last day of its last row.
    const LEFT_OR_NOT: &[(&str, Option<&str>)] = &[
        ("Name,Status\nNia Un,Left 12/08/26\n", Some("Left 12/08/26")),
        ("Name,Status\nNia Un,No longer employed\n", Some("No longer employed")),
        ("Name,Status,Last day\nNia Un,Leaver,Ongoing\n", Some("Leaver")),
        ("Name,Status,Last day\nNia Un,Leaver,1/2/2026\n", Some("1/2/2026")),
        ("Name,Active\nNia Un,No\n", Some("Inactive")),
        ("Name,Active\nNia Un,Yes\n", None),
        ("Name,Current?\nNia Un,n\n", Some("Inactive")),
        ("Name,Status,Active\nNia Un,Permanent,FALSE\n", Some("Inactive")),
        ("Name,Job\nNia Un (left),Cook\n", Some("left")),
        ("Name,Job\nNia Un LEFT,Cook\n", Some("LEFT")),
        ("Name,Job\nNia Un (nights),Cook\n", None),
        ("Name,Status\nNia Un,Archived\n", Some("Archived")),
        ("Name,Status\nNia Un,Finished 01/09/26\n", Some("Finished 01/09/26")),
        ("Name,Status\nNia Un,Leaving 31/12/2026\n", Some("Leaving 31/12/2026")),
        ("Name,Status\nNia Un,Dormant\n", Some("Dormant")),
        ("Name,Status\nNia Un,Maternity leave\n", None),
        ("Name,Status\nNia Un,-\n", None),
        ("Name,Active\nNia Un,N - left Sept\n", Some("N - left Sept")),
        ("Name,Active\nNia Un,✗\n", Some("Inactive")),
        ("Name,Active\nNia Un,✓\n", None),
        ("Name,Active\nNia Un,x\n", Some("x")),
        ("Name,Status,Active\nNia Un,Band 3,No\n", Some("Inactive")),
        ("Name,Employment status\nNia Un,Leaver\n", Some("Leaver")),
        ("Name,Employment status\nNia Un,Left 12/08/26\n", Some("Left 12/08/26")),
        ("Name,Employment status\nNia Un,Permanent\n", None),
        ("Name,Job\n2026 LEAVERS,\nNia Un,Cook\n", Some("Left (2026 LEAVERS)")),
        ("Name,Job\nLEAVERS,12\nNia Un,Cook\n", Some("LEAVERS")),
        ("Name,Job\nLEAVERS,\nNight staff,\nNia Un,Cook\n", Some("LEAVERS")),
        ("Name,Job\nLEAVERS 2026,\nNia Un,Cook\n", Some("LEAVERS 2026")),
        ("Name,Job\nLEAVERS 2026,\n,\nBeti Dau,\nNia Un,Cook\n", Some("LEAVERS 2026")),
        ("Name,Job\nLEAVERS 2026,\nBeti Dau,Cook\nCURRENT STAFF,\nNia Un,Cook\n", None),
        ("LEAVERS 2026,\nName,Job\nNia Un,Cook\n", Some("LEAVERS 2026")),
        ("STAFF LIST,\nName,Job\nNia Un,Cook\n", None),
        ("Name,Employee Status\nNia Un,Leaver\n", Some("Leaver")),
        ("Name,Leaver Date\nNia Un,12/08/2026\n", Some("12/08/2026")),
        ("Name,Leaver\nNia Un,Yes\n", Some("Left")),
        ("Name,Leaver?\nNia Un,No\n", None),
        ("Name,Leaver\nNia Un,\n", None),
        ("Name,Leaver\nNia Un,x\n", Some("x")),
        ("Name,Leaver (Y/N)\nNia Un,Y - 12/08/26\n", Some("Left (Y - 12/08/26)")),
        ("Name,Leaver,Last day\nNia Un,Yes,1/2/2026\n", Some("1/2/2026")),
        ("Name,Archived\nNia Un,TRUE\n", Some("Left")),
        ("Name,Archived\nNia Un,FALSE\n", None),
        ("Name,Employment end date\nNia Un,31/03/2024\n", Some("31/03/2024")),
        ("Name,Status (Active/Leaver)\nNia Un,Leaver\n", Some("Leaver")),
        ("Name,Date left (if applicable)\nNia Un,01/03/2026\n", Some("01/03/2026")),
        ("Name,Contract end,Leaving date\nNia Un,31/03/2027,01/03/2026\n", Some("01/03/2026")),
        ("Name,Contract end,Leaving date\nNia Un,31/03/2027,\n", Some("31/03/2027")),
        ("Name,Last day\nNia Un,None\n", Some("None")),
        ("Name,Last day\nNia Un,N/A\n", None),
    ];

    #[test]
    fn who_has_left_is_kept_out_whatever_says_so() {
        for (text, ends) in LEFT_OR_NOT {
            let sheet = read("a.csv", text.as_bytes()).unwrap();
            let (_, cells) = sheet.rows.last().unwrap();
            assert_eq!(cells.get(&Column::Ends).map(String::as_str), *ends, "{text}");
            let name = cells[&Column::Name].replace(" (nights)", "");
            assert_eq!(name, "Nia Un", "{text}");
            assert!(sheet.rows.iter().all(|(_, cells)| !cells[&Column::Name].contains("LEAVERS")));
        }
        let sheet = read("a.csv", b"Surname,Forename\nUn LEFT,Nia\n").unwrap();
        assert_eq!(sheet.rows[0].1[&Column::Family], "Un");
        let sheet = read("a.csv", b"Name,Status\nNia Un,Permanent\n").unwrap();
        assert_eq!((sheet.ignored.len(), sheet.standing.len()), (1, 0));
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
