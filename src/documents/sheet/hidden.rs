//! Rows of a workbook that nobody sees, because they are filtered out or folded away. What reads the cells doesn't say.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// The places of hidden rows of a sheet, from 0; none where the workbook says it in a way that we don't know.
pub(super) fn rows(bytes: &[u8], sheet: &str) -> BTreeSet<usize> {
    let part = part_of(bytes, sheet).and_then(|path| text(bytes, &path));
    let (mut hidden, mut next) = (BTreeSet::new(), 0_usize);
    each(part.as_deref().unwrap_or_default(), |element| {
        if element.local_name().as_ref() != "row" {
            return;
        }
        // A row need not say its number: then it is the one behind the last.
        let number = attribute(element, "r").and_then(|number| number.parse::<usize>().ok());
        let at = number.map_or(next, |number| number.saturating_sub(1));
        next = at.saturating_add(1);
        let is_read = at < super::MOST_ROWS;
        if is_read && attribute(element, "hidden").is_some_and(|is| is == "1" || is == "true") {
            hidden.insert(at);
        }
    });
    hidden
}

/// The part of the workbook that holds a sheet.
fn part_of(bytes: &[u8], sheet: &str) -> Option<String> {
    let mut id = None;
    each(&text(bytes, "xl/workbook.xml")?, |element| {
        if element.local_name().as_ref() == "sheet" && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "id");
        }
    });
    let (id, mut path) = (id?, None);
    each(&text(bytes, "xl/_rels/workbook.xml.rels")?, |element| {
        if attribute(element, "Id").as_deref() == Some(id.as_str()) {
            path = attribute(element, "Target");
        }
    });
    let path = path?;
    Some(match path.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{path}"),
    })
}

/// A part of the workbook as text.
fn text(bytes: &[u8], path: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(path).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// Shows every element of a part, as far as it can be read.
fn each(part: &str, mut show: impl FnMut(&BytesStart<'_>)) {
    let mut reader = Reader::from_str(part);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => show(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all
        .with_checks(false)
        .map_while(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    unescape(&found.value).ok().map(|value| value.into_owned())
}
