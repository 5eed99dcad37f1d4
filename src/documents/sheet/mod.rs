//! The cells of a sheet, from CSV as spreadsheets write it or from a workbook (.xlsx). Older and other kinds of
//! workbook are told by name, not read: how much of them there is stands nowhere before it is in memory.

pub mod days;
mod hidden;
mod refused;
mod unpacked;

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetVisible, Xlsx, XlsxError};

use crate::clock::Day;
use crate::documents::read;

use refused::Kind;
pub use refused::Unreadable;

/// The most bytes of a sheet.
const MOST_BYTES: usize = 5 << 20;
/// The most rows that are read: 5,000, and what may stand above them.
const MOST_ROWS: usize = 5_020;
/// The most columns that are read.
const MOST_COLUMNS: usize = 60;
/// The most letters of a cell of a workbook; what stands behind them is left out. Many cells may share one text.
const MOST_LETTERS: usize = 2_000;
/// The most bytes of words of a sheet of a workbook.
const MOST_WORDS: usize = 32 << 20;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// What stands in it, trimmed; empty for an empty cell.
    Text(String),
    /// A day that the workbook knows as one.
    Day(Day),
}

impl Cell {
    /// The day in it; nothing when it names none.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(*day),
            Self::Text(text) => days::day(text),
        }
    }

    /// The words in it.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// What was made of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What was made of the sheet.
    pub made: T,
    /// What the sheet is called in its workbook.
    pub name: Option<String>,
    /// What others that can be seen in it are called, as far as they have rows: nothing was made of them.
    pub others: Vec<String>,
    /// How many of its rows are hidden, and so weren't given to be made of.
    pub hidden: usize,
}

/// What becomes of rows that are hidden in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// They are read.
    Read,
    /// They are read as empty rows, so that the others keep their numbers.
    Skipped,
}

/// Nothing was made of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unpicked;

/// The rows of the first sheet that has any.
///
/// # Errors
/// Too large, or no sheet that we read.
pub fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Vec<Cell>>, Unreadable> {
    let any = |rows: Vec<Vec<Cell>>| if rows.is_empty() { Err(Unpicked) } else { Ok(rows) };
    Ok(of_file(name, bytes, Hidden::Read, any)?.map(|found| found.made).unwrap_or_default())
}

/// What `pick` makes of the first sheet of which it makes something: a cover may stand before it. Sheets and rows that
/// are hidden in a workbook aren't read: nobody sees what stands there.
///
/// # Errors
/// Too large, or no sheet that we read.
pub fn find<T>(
    name: &str,
    bytes: &[u8],
    pick: impl Fn(Vec<Vec<Cell>>) -> Result<T, Unpicked>,
) -> Result<Option<Found<T>>, Unreadable> {
    of_file(name, bytes, Hidden::Skipped, pick)
}

fn of_file<T>(
    name: &str,
    bytes: &[u8],
    hidden: Hidden,
    pick: impl Fn(Vec<Vec<Cell>>) -> Result<T, Unpicked>,
) -> Result<Option<Found<T>>, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::Large);
    }
    match refused::kind(name, bytes)? {
        Kind::Text => {
            let made = pick(of_csv(bytes)?).ok();
            Ok(made.map(|made| Found { made, name: None, others: Vec::new(), hidden: 0 }))
        }
        Kind::Workbook => of_workbook(bytes, hidden, pick),
    }
}

fn of_csv(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, Unreadable> {
    let text = letters(bytes).ok_or(Unreadable::Letters)?.replace("\r\n", "\n") + "\n";
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut record, mut before) = (csv::StringRecord::new(), 1_u64);
    while reader.read_record(&mut record).map_err(|_broken| Unreadable::Broken)? {
        // Empty lines that the reader skips are counted, so that a row is called what the spreadsheet calls it.
        let after = reader.position().line();
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let own = u64::try_from(inside).unwrap_or(u64::MAX).saturating_add(1);
        let skipped = after.saturating_sub(before).saturating_sub(own);
        for _ in 0..skipped.min(MOST_ROWS.try_into().unwrap_or(u64::MAX)) {
            rows.push(Vec::new());
        }
        before = after;
        rows.push(record.iter().map(|cell| Cell::Text(cell.trim().to_owned())).collect());
        if rows.len() > MOST_ROWS || rows.last().is_some_and(|row| row.len() > MOST_COLUMNS) {
            return Err(Unreadable::Large);
        }
    }
    Ok(rows)
}

/// The letters of a text; one of two bytes a letter need not say that it is.
fn letters(bytes: &[u8]) -> Option<String> {
    read::plain_letters(bytes).or_else(|| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let is_mostly =
            |at: usize| pairs.iter().filter(|pair| pair.get(at) == Some(&0)).count() * 2 > pairs.len();
        let mark: &[u8] = match (is_mostly(0), is_mostly(1)) {
            (true, false) => &[0xfe, 0xff],
            (false, true) => &[0xff, 0xfe],
            _ => return None,
        };
        if rest.is_empty() { read::plain_letters(&[mark, bytes].concat()) } else { None }
    })
}

fn delimiter(text: &str) -> u8 {
    // A title may stand above the heads.
    let first = text.lines().find(|line| line.contains([',', ';', '\t'])).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let marks = [(',', b','), (';', b';'), ('\t', b'\t')];
    marks.iter().rev().max_by_key(|(mark, _)| count(*mark)).map_or(b',', |(_, byte)| *byte)
}

fn of_workbook<T>(
    bytes: &[u8],
    hidden: Hidden,
    pick: impl Fn(Vec<Vec<Cell>>) -> Result<T, Unpicked>,
) -> Result<Option<Found<T>>, Unreadable> {
    let most = unpacked::sheets(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let seen = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = seen.map(|sheet| sheet.name.clone()).collect();
    let (mut made, mut others) = (None, Vec::new());
    for (place, name) in names.iter().enumerate() {
        if made.is_some() {
            // What can't be read has something in it, and keeps nobody from what was read.
            let is_empty = place < most && of_sheet(&mut book, name).is_ok_and(|rows| rows.is_empty());
            if !is_empty && others.len() < unpacked::MOST_SHEETS {
                others.push(cut(name));
            }
            continue;
        }
        if place >= most {
            return Err(Unreadable::Large);
        }
        let mut rows = of_sheet(&mut book, name)?;
        let is_empty = rows.is_empty();
        let skipped = if hidden == Hidden::Skipped { skip_hidden(bytes, name, &mut rows) } else { 0 };
        match pick(rows) {
            Ok(found) => made = Some((found, cut(name), skipped)),
            Err(Unpicked) if is_empty => {}
            Err(Unpicked) => others.push(cut(name)),
        }
    }
    Ok(made.map(|(made, name, hidden)| Found { made, name: Some(name), others, hidden }))
}

/// Empties the rows that are hidden; how many of them had something in them.
fn skip_hidden(bytes: &[u8], name: &str, rows: &mut [Vec<Cell>]) -> usize {
    let mut skipped = 0_usize;
    for at in hidden::rows(bytes, name) {
        if let Some(row) = rows.get_mut(at).filter(|row| !row.is_empty()) {
            row.clear();
            skipped = skipped.saturating_add(1);
        }
    }
    skipped
}

fn refusal(fault: XlsxError) -> Unreadable {
    match fault {
        XlsxError::Password => Unreadable::Locked,
        _ => Unreadable::Broken,
    }
}

/// The cells one by one, so that two cells far from each other cost no more than two.
fn of_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Vec<Cell>>, Unreadable> {
    let epoch = if book.has_1904_epoch() { days::EPOCH_OF_1904 } else { 0 };
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(fault) => return Err(refusal(fault)),
    };
    let (mut rows, mut left): (Vec<Vec<Cell>>, usize) = (Vec::new(), MOST_WORDS);
    while let Some(found) = cells.next_cell().map_err(refusal)? {
        let value = match found.get_value() {
            // It is cut before it is copied.
            DataRef::SharedString(text) => Cell::Text(cut(text)),
            own => cell(&Data::from(own.clone()), epoch),
        };
        if let Cell::Text(text) = &value {
            left = left.checked_sub(text.len()).ok_or(Unreadable::Large)?;
        }
        if value == Cell::Text(String::new()) {
            continue;
        }
        let (row, column) = found.get_position();
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let (row, column) = (place(row), place(column));
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Unreadable::Large);
        }
        rows.resize_with(rows.len().max(row.saturating_add(1)), Vec::new);
        let Some(row) = rows.get_mut(row) else { continue };
        row.resize(row.len().max(column.saturating_add(1)), Cell::Text(String::new()));
        if let Some(place) = row.get_mut(column) {
            *place = value;
        }
    }
    Ok(rows)
}

/// A cell of a workbook that counts its days from an epoch.
fn cell(data: &Data, epoch: i64) -> Cell {
    let whole = |number: f64| format!("{:.0}", number.floor()).parse::<i64>().ok();
    match data {
        Data::DateTime(date) if date.is_datetime() => whole(date.as_f64())
            .and_then(|serial| days::of_serial(serial.saturating_add(epoch)))
            .map_or_else(|| Cell::Text(date.as_f64().to_string()), Cell::Day),
        Data::DateTimeIso(text) => days::day(text).map_or_else(|| Cell::Text(cut(text)), Cell::Day),
        Data::Empty | Data::Error(_) => Cell::Text(String::new()),
        Data::Float(number) => Cell::Text(number.to_string()),
        other => Cell::Text(cut(&other.to_string())),
    }
}

fn cut(text: &str) -> String {
    let start: String = text.chars().take(MOST_LETTERS).collect();
    start.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    fn words(bytes: &[u8]) -> Vec<Vec<String>> {
        let rows = rows("a.csv", bytes).unwrap();
        rows.iter().map(|row| row.iter().map(Cell::words).collect()).collect()
    }

    #[test]
    fn reads_csv_as_spreadsheets_write_it() {
        for bytes in [
            "Code,Title\nA1,\"Tŷ, cartref\"\n".as_bytes().to_vec(),
            "\u{feff}Code;Title\r\nA1;Tŷ, cartref\r\n".as_bytes().to_vec(),
            "Code\tTitle\nA1\tTŷ, cartref".as_bytes().to_vec(),
            [
                &[0xff, 0xfe][..],
                &"Code\tTitle\nA1\tTŷ, cartref".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            ]
            .concat(),
            // Nothing says that each letter is two bytes.
            "Code\tTitle\nA1\tTŷ, cartref".encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "Code\tTitle\nA1\tTŷ, cartref".encode_utf16().flat_map(u16::to_be_bytes).collect(),
        ] {
            assert_eq!(words(&bytes), [["Code", "Title"], ["A1", "Tŷ, cartref"]]);
        }
        assert_eq!(words(b"Caf\xe9 \x93a\x94,b"), [["Café “a”", "b"]]);
    }

    #[test]
    fn days_are_read_by_the_epoch_of_their_workbook() {
        for (number, epoch, wanted) in [
            (45_413.0, 0, "2024-05-01"),
            (43_951.0, days::EPOCH_OF_1904, "2024-05-01"),
            (45_015.75, days::EPOCH_OF_1904, "2027-03-31"),
            (0.0, days::EPOCH_OF_1904, "1904-01-01"),
        ] {
            let date = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, epoch != 0);
            assert_eq!(cell(&Data::DateTime(date), epoch).words(), wanted, "{number} {epoch}");
        }
    }

    #[test]
    fn rows_keep_their_numbers() {
        assert_eq!(words(b"a,b\n\n\nc,d\n").len(), 4);
        assert_eq!(words(b"a,b\n\n\nc,d\n")[3], ["c", "d"]);
        assert_eq!(words(b"\"a\nb\",c\nd,e")[1], ["d", "e"]);
    }

    #[test]
    fn refuses_what_is_no_sheet() {
        assert_eq!(rows("a.csv", b"a\0b"), Err(Unreadable::Letters));
        assert_eq!(rows("a.xlsx", b"PK\x03\x04 no"), Err(Unreadable::Broken));
        assert_eq!(rows("a.csv", &vec![b'a'; MOST_BYTES + 1]), Err(Unreadable::Large));
        assert_eq!(rows("a.csv", &b"a\n".repeat(MOST_ROWS + 1)), Err(Unreadable::Large));
        assert_eq!(rows("a.csv", &b"a,".repeat(MOST_COLUMNS + 1)), Err(Unreadable::Large));
    }
}
