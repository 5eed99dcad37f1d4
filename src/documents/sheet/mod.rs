//! The cells of a sheet, from CSV as spreadsheets write it or from a workbook.

pub mod days;

use std::io::{Cursor, Read};

use calamine::{Data, Reader};

use crate::clock::Day;
use crate::documents::read;

/// The most bytes of a sheet.
const MOST_BYTES: usize = 5 << 20;
/// The most bytes of a workbook when it is unpacked.
const MOST_UNPACKED: u64 = 60 << 20;
/// The most rows that are read: 5,000, and what may stand above them.
const MOST_ROWS: usize = 5_020;
/// The most columns that are read.
const MOST_COLUMNS: usize = 60;

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

/// Why a sheet isn't read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Too many bytes, rows or columns.
    Large,
    /// No sheet, or broken.
    Broken,
}

/// The rows of the first sheet that has any.
///
/// # Errors
/// Too large, or no sheet.
pub fn rows(name: &str, bytes: &[u8]) -> Result<Vec<Vec<Cell>>, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::Large);
    }
    let rows = if name.to_lowercase().ends_with(".csv") { of_csv(bytes)? } else { of_workbook(bytes)? };
    if rows.len() > MOST_ROWS || rows.iter().any(|row| row.len() > MOST_COLUMNS) {
        return Err(Unreadable::Large);
    }
    Ok(rows)
}

fn of_csv(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, Unreadable> {
    let text = read::plain_letters(bytes).ok_or(Unreadable::Broken)?.replace("\r\n", "\n") + "\n";
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
        if rows.len() > MOST_ROWS {
            return Err(Unreadable::Large);
        }
    }
    Ok(rows)
}

fn delimiter(text: &str) -> u8 {
    // A title may stand above the heads.
    let first = text.lines().find(|line| line.contains([',', ';', '\t'])).unwrap_or_default();
    let count = |mark: char| first.matches(mark).count();
    let marks = [(',', b','), (';', b';'), ('\t', b'\t')];
    marks.iter().rev().max_by_key(|(mark, _)| count(*mark)).map_or(b',', |(_, byte)| *byte)
}

fn of_workbook(bytes: &[u8]) -> Result<Vec<Vec<Cell>>, Unreadable> {
    if bytes.starts_with(b"PK") {
        unpacks_small(bytes)?;
    }
    let broken = |_fault| Unreadable::Broken;
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(broken)?;
        let Some((first_row, first_column)) = range.start() else { continue };
        let above = usize::try_from(first_row).unwrap_or(0);
        let left = usize::try_from(first_column).unwrap_or(0);
        if above > MOST_ROWS
            || left > MOST_COLUMNS
            || range.height() > MOST_ROWS
            || range.width() > MOST_COLUMNS
        {
            return Err(Unreadable::Large);
        }
        let mut rows = vec![Vec::new(); above];
        rows.extend(range.rows().map(|row| row.iter().map(cell).collect()));
        return Ok(rows);
    }
    Ok(Vec::new())
}

/// A workbook is packed: how large it becomes is counted before anything reads it.
fn unpacks_small(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unreadable::Broken)?;
    let mut left = MOST_UNPACKED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_broken| Unreadable::Broken)?;
        let read = std::io::copy(&mut entry.take(left.saturating_add(1)), &mut std::io::sink())
            .map_err(|_broken| Unreadable::Broken)?;
        left = left.checked_sub(read).ok_or(Unreadable::Large)?;
    }
    Ok(())
}

fn cell(data: &Data) -> Cell {
    let whole = |number: f64| format!("{:.0}", number.floor()).parse::<i64>().ok();
    match data {
        Data::DateTime(date) if date.is_datetime() => whole(date.as_f64())
            .and_then(days::of_serial)
            .map_or_else(|| Cell::Text(date.as_f64().to_string()), Cell::Day),
        Data::DateTimeIso(text) => days::day(text).map_or_else(|| Cell::Text(text.clone()), Cell::Day),
        Data::Empty | Data::Error(_) => Cell::Text(String::new()),
        Data::Float(number) => Cell::Text(number.to_string()),
        other => Cell::Text(other.to_string().trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(words(&bytes), [["Code", "Title"], ["A1", "Tŷ, cartref"]]);
        }
        assert_eq!(words(b"Caf\xe9 \x93a\x94,b"), [["Café “a”", "b"]]);
    }

    #[test]
    fn rows_keep_their_numbers() {
        assert_eq!(words(b"a,b\n\n\nc,d\n").len(), 4);
        assert_eq!(words(b"a,b\n\n\nc,d\n")[3], ["c", "d"]);
        assert_eq!(words(b"\"a\nb\",c\nd,e")[1], ["d", "e"]);
    }

    #[test]
    fn refuses_what_is_no_sheet() {
        assert_eq!(rows("a.csv", b"a\0b"), Err(Unreadable::Broken));
        assert_eq!(rows("a.xlsx", b"PK\x03\x04 no"), Err(Unreadable::Broken));
        assert_eq!(rows("a.csv", &vec![b'a'; MOST_BYTES + 1]), Err(Unreadable::Large));
        assert_eq!(rows("a.csv", &b"a\n".repeat(MOST_ROWS + 1)), Err(Unreadable::Large));
    }
}
