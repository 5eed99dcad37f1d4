//! A workbook is packed: what it becomes is counted before anything reads it, and so is what its reader would copy.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::refused::Unreadable;

/// The most bytes of a workbook when it is unpacked.
const MOST_UNPACKED: u64 = 60 << 20;
/// The most bytes of all sheets that are looked at: each may be the same part once more.
const MOST_READ: u64 = 120 << 20;
/// The most sheets that are looked at.
pub(super) const MOST_SHEETS: usize = 50;
/// The most brackets among the texts that cells share.
const MOST_TEXTS: usize = 4_000_000;
/// The most digits of the number of these texts: the reader makes room for as many as the workbook says.
const MOST_DIGITS: usize = 7;
/// How often that number may stand there.
const MOST_NUMBERS: usize = 10;
/// The most elements that say how cells look.
const MOST_LOOKS: usize = 200_000;
/// The most bytes of looks: the reader copies a font and a format for each cell's look that names them.
const MOST_COPIED: usize = 128 << 20;

/// Counts a workbook; says how many of its sheets may be looked at.
pub(super) fn sheets(bytes: &[u8]) -> Result<usize, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unreadable::Broken)?;
    let (mut left, mut largest) = (MOST_UNPACKED, 1_u64);
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_broken| Unreadable::Broken)?;
        let name = entry.name().map_err(|_broken| Unreadable::Broken)?.to_ascii_lowercase();
        if name == "xl/workbook.bin" {
            return Err(Unreadable::Old);
        }
        let mut entry = entry.take(left.saturating_add(1));
        let mut part = Vec::new();
        let read = if name.ends_with("sharedstrings.xml") || name.ends_with("styles.xml") {
            entry.read_to_end(&mut part).map(|read| u64::try_from(read).unwrap_or(u64::MAX))
        } else {
            std::io::copy(&mut entry, &mut std::io::sink())
        };
        let read = read.map_err(|_broken| Unreadable::Broken)?;
        left = left.checked_sub(read).ok_or(Unreadable::Large)?;
        largest = largest.max(read);
        let is_small = if name.ends_with("styles.xml") { looks_are_few(&part) } else { texts_are_few(&part) };
        if !is_small {
            return Err(Unreadable::Large);
        }
    }
    let sheets = usize::try_from(MOST_READ.checked_div(largest).unwrap_or(1)).unwrap_or(MOST_SHEETS);
    Ok(sheets.min(MOST_SHEETS))
}

fn texts_are_few(part: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    let numbers = part.windows(NAME.len()).enumerate().filter(|(_, word)| *word == NAME);
    let numbers: Vec<usize> = numbers.map(|(at, _)| at).take(MOST_NUMBERS + 1).collect();
    let digits = |at: &usize| {
        let rest = part.get(*at..).unwrap_or_default().iter();
        rest.skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit()).count()
    };
    numbers.len() <= MOST_NUMBERS
        && numbers.iter().all(|at| digits(at) <= MOST_DIGITS)
        && part.iter().filter(|byte| **byte == b'<').count() <= MOST_TEXTS
}

fn looks_are_few(part: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(part) else { return false };
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let (mut count, mut longest, mut before) = (0_usize, 0_u64, 0_u64);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(_) | Event::Empty(_)) => count = count.saturating_add(1),
            Ok(_) => {}
            Err(_broken) => return false,
        }
        let at = reader.buffer_position();
        longest = longest.max(at.saturating_sub(before));
        before = at;
    }
    let longest = usize::try_from(longest).unwrap_or(usize::MAX);
    count <= MOST_LOOKS && count.saturating_mul(longest) <= MOST_COPIED
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::super::{MOST_LETTERS, Unpicked, find, rows};
    use super::*;

    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A workbook whose sheets are all the same part.
    fn workbook(sheets: usize, sheet: &str, texts: &str, looks: &str) -> Vec<u8> {
        let name = |at: usize| format!("<sheet name=\"s{at}\" sheetId=\"{}\" r:id=\"r1\"/>", at + 1);
        let names: String = (0..sheets).map(name).collect();
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |inner: &str| format!("<Relationships>{inner}</Relationships>");
        let parts = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", relations(&relation("r1", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml", format!("<workbook xmlns:r=\"{KIND}\"><sheets>{names}</sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels", relations(&relation("r1", "worksheet", "worksheets/sheet1.xml"))),
            ("xl/worksheets/sheet1.xml", format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>")),
            ("xl/sharedStrings.xml", texts.to_owned()),
            ("xl/styles.xml", looks.to_owned()),
        ];
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn texts(text: &str) -> String {
        format!("<sst uniqueCount=\"1\"><si><t>{text}</t></si></sst>")
    }

    fn row(number: usize, cells: usize) -> String {
        format!("<row r=\"{number}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(cells))
    }

    const NO_LOOKS: &str = "<styleSheet/>";

    #[test]
    fn a_text_that_many_cells_share_is_cut_and_counted() {
        let long = texts(&"a".repeat(1_000_000));
        let few: String = (1..=100).map(|number| row(number, 10)).collect();
        let found = rows("a.xlsx", &workbook(1, &few, &long, NO_LOOKS)).unwrap();
        let letters: Vec<usize> = found.iter().flatten().map(|cell| cell.words().len()).collect();
        assert_eq!((letters.len(), letters.iter().max()), (1_000, Some(&MOST_LETTERS)));
        let many: String = (1..=5_000).map(|number| row(number, 50)).collect();
        assert_eq!(rows("a.xlsx", &workbook(1, &many, &long, NO_LOOKS)), Err(Unreadable::Large));
        assert!(rows("a.xlsx", &workbook(1, &many, &texts("Ann"), NO_LOOKS)).is_ok());
    }

    #[test]
    fn one_part_that_is_many_sheets_is_read_a_few_times() {
        let empty = format!("<row><!--{}--></row>", "a".repeat(20 << 20));
        let book = workbook(30, &empty, &texts("Ann"), NO_LOOKS);
        assert_eq!(sheets(&book), Ok(5));
        assert_eq!(rows("a.xlsx", &book), Err(Unreadable::Large));
        let small = workbook(200, &row(1, 1), &texts("Ann"), NO_LOOKS);
        let never = |_rows| Err::<(), _>(Unpicked);
        assert_eq!(find("a.xlsx", &small, never), Err(Unreadable::Large));
        let others = find("a.xlsx", &small, |_rows| Ok(())).unwrap().unwrap().others;
        assert_eq!(others.len(), MOST_SHEETS);
    }

    #[test]
    fn what_the_reader_would_copy_or_make_room_for_is_counted_first() {
        let numbered = |number: &str| format!("<sst uniqueCount=\"{number}\"><si><t>Ann</t></si></sst>");
        let font = |letters: usize, uses: usize| {
            format!(
                "<styleSheet><fonts><font><name val=\"{}\"/></font></fonts><cellXfs>{}</cellXfs></styleSheet>",
                "a".repeat(letters),
                "<xf fontId=\"0\"/>".repeat(uses)
            )
        };
        for (texts, looks, expected) in [
            (numbered("12"), NO_LOOKS.to_owned(), true),
            (numbered("99999999999999"), NO_LOOKS.to_owned(), false),
            (numbered("000000000099999999999999"), NO_LOOKS.to_owned(), false),
            (format!("<sst>{}</sst>", "<si/>".repeat(MOST_TEXTS)), NO_LOOKS.to_owned(), false),
            (texts("Ann"), font(30, 1_000), true),
            (texts("Ann"), font(1_000_000, 6_000), false),
            (texts("Ann"), font(30, MOST_LOOKS), false),
        ] {
            let found = rows("a.xlsx", &workbook(1, &row(1, 2), &texts, &looks));
            let wanted = if expected { Ok(1) } else { Err(Unreadable::Large) };
            let start: String = texts.chars().take(40).collect();
            assert_eq!(found.map(|rows| rows.len()), wanted, "{start} {}", looks.len());
        }
    }
}
