//! One file of a shelf as a text with a report. Pure.

use std::collections::BTreeMap;

use super::register::{self, Unreadable};
use super::{Found, Kind, around, intake, naming};
use crate::clock::Day;
use crate::documents::finished;
use crate::documents::read::{self, Picture, Refusal, Tracked};
use crate::documents::{
    Accepted, Format, Hash, Imported, OfferKind, catalogue, import, instructions, raster,
};
use crate::policies::drafts;

/// What came of a file.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A text, or a finished file with an empty text, or a register.
    Read(Box<Text>),
    /// Not taken: the key of a message and the number in it.
    Refused(&'static str, Option<usize>),
}

/// A file that was read.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The text.
    pub source: String,
    /// What was found.
    pub found: Found,
    /// The pictures in it, written anew as PNG, by the names in the text.
    pub pictures: Vec<(String, Vec<u8>)>,
}

/// Reads a file. Slow for a large one.
#[must_use]
pub fn read(name: &str, kind: Kind, bytes: &[u8], today: Day) -> Outcome {
    let read = match kind {
        Kind::Pdf => paper(bytes),
        Kind::Register => sheet(name, bytes, today),
        Kind::Other => Err((Refusal::Unknown.key(), None)),
        Kind::Docx | Kind::Html | Kind::Markdown | Kind::Text => text(name, bytes, Tracked::Accept),
    };
    match read {
        Ok(mut text) => {
            text.found.bytes = bytes.len();
            Outcome::Read(Box::new(text))
        }
        Err((key, limit)) => Outcome::Refused(key, limit),
    }
}

/// Reads a text once more, with what was decided about its tracked changes.
///
/// # Errors
/// Nothing is left of it: the key of a message.
pub fn again(name: &str, bytes: &[u8], tracked: Tracked) -> Result<Text, &'static str> {
    text(name, bytes, tracked).map_err(|(key, _)| key)
}

type Read = Result<Text, (&'static str, Option<usize>)>;

fn paper(bytes: &[u8]) -> Read {
    let made = finished::check(bytes).map_err(|key| (key, Some(finished::MOST_BYTES >> 20)))?;
    let found = Found { made, sha256: Hash::of(bytes).to_string(), ..Found::default() };
    Ok(Text { found, ..Text::default() })
}

fn sheet(name: &str, bytes: &[u8], today: Day) -> Read {
    let register = register::read(name, bytes, today).map_err(|why| match why {
        Unreadable::Large => ("shelf-refused-sheet-large", None),
        Unreadable::Old | Unreadable::OpenDocument | Unreadable::Numbers => (intake::OTHER_SHEET, None),
        Unreadable::Locked => (Refusal::Encrypted.key(), None),
        _ => ("shelf-refused-sheet", None),
    })?;
    Ok(Text { found: Found { register: Some(register), ..Found::default() }, ..Text::default() })
}

fn text(name: &str, bytes: &[u8], tracked: Tracked) -> Read {
    let reading = read::read(name, bytes, tracked).map_err(|why| (why.key(), why.limit()))?;
    let (source, kept, lost) = with_pictures(reading.source, reading.pictures);
    let imported = import(&source, reading.format, &Accepted::usual());
    let imported = imported.map_err(|limit| (limit.key(), Some(limit.limit())))?;
    let mut found = report(&source, &imported);
    if found.title.is_empty() {
        found.title = reading.title.unwrap_or_default().chars().take(naming::TITLE_LETTERS).collect();
    }
    let (code, said) = around::said(&reading.notes);
    found.code = naming::of_text(&found.title, &source).or(code);
    found.around = said;
    found.markdown = reading.format == Format::Markdown;
    found.pictures = kept.len();
    found.pictures_lost = lost;
    found.notes = reading.notes;
    Ok(Text { source, found, pictures: kept })
}

/// The most lines of a kind that are told, and their letters.
const MOST_TOLD: usize = 50;
const LETTERS_TOLD: usize = 300;

fn short(words: &str) -> String {
    words.chars().take(LETTERS_TOLD).collect()
}

fn report(source: &str, imported: &Imported) -> Found {
    let mut fields: BTreeMap<String, usize> = BTreeMap::new();
    imported.document.for_each_field(&mut |name| {
        if catalogue::find(name).is_some() {
            *fields.entry(name.to_owned()).or_default() += 1;
        }
    });
    let offers = |kind| imported.offers.iter().filter(|offer| offer.kind == kind).count();
    let told = |kinds: &[OfferKind]| -> Vec<String> {
        let of_kind = imported.offers.iter().filter(|offer| kinds.contains(&offer.kind));
        of_kind.take(MOST_TOLD).map(|offer| short(&offer.before)).collect()
    };
    let raw = instructions(&imported.document);
    Found {
        words: source.split_whitespace().count(),
        title: drafts::proposed_title(imported),
        headings: imported.document.headings().count(),
        lists: imported.lists.len(),
        fields,
        unknown: imported.unknown.iter().map(|field| (field.name.clone(), field.count)).collect(),
        runs: offers(OfferKind::Run),
        leftovers: offers(OfferKind::Leftover).saturating_add(offers(OfferKind::Prompt)),
        removed: told(&[OfferKind::Leftover, OfferKind::Prompt]),
        offered: told(&[OfferKind::Doubtful]),
        listed: told(&[OfferKind::Run]),
        version_tables: told(&[OfferKind::VersionTable]),
        instructions: raw.len(),
        raw: raw.iter().take(MOST_TOLD).map(|words| short(words)).collect(),
        ..Found::default()
    }
}

/// Writes every picture anew; one that can't be is taken out of the text.
fn with_pictures(source: String, pictures: Vec<Picture>) -> (String, Vec<(String, Vec<u8>)>, usize) {
    let (mut source, mut kept, mut lost) = (source, Vec::new(), 0_usize);
    for picture in pictures {
        match raster::anew(&picture.bytes, &raster::IN_TEXT) {
            Ok(png) => kept.push((picture.name, png)),
            Err(_refused) => {
                source = without(&source, &picture.name);
                lost = lost.saturating_add(1);
            }
        }
    }
    (source, kept, lost)
}

/// The text without the places of a picture: its description stays as words.
fn without(source: &str, name: &str) -> String {
    let end = format!("](picture:{name})");
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(end.as_str()) {
        match before.rsplit_once("![") {
            Some((start, alt)) => {
                out.push_str(start);
                out.push_str(alt);
            }
            None => out.push_str(before),
        }
        rest = after;
    }
    out + rest
}

/// The text with the pictures' places naming what was kept.
#[must_use]
pub fn with_names(source: &str, names: &[(String, String)]) -> String {
    // Longer names first, so that no name is taken for the beginning of another.
    let mut names: Vec<&(String, String)> = names.iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names.iter().fold(source.to_owned(), |text, (name, kept)| {
        text.replace(&format!("](picture:{name})"), &format!("](picture:{kept})"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 11, 21).unwrap()
    }

    #[test]
    fn a_text_is_reported_on() {
        let source = b"# DCW94 Social media\n\nPolicy of {{org_field_name}}, {{org_field_nme}}.\n\n## Duties\n\n- One\n- Two\n";
        let Outcome::Read(text) = read("a.md", Kind::Markdown, source, today()) else { panic!() };
        let found = &text.found;
        assert_eq!((found.title.as_str(), found.code.as_deref()), ("DCW94 Social media", Some("DCW94")));
        assert_eq!((found.headings, found.lists, found.markdown), (1, 1, true));
        assert_eq!(found.fields.keys().collect::<Vec<_>>(), ["org_field_name"]);
        assert_eq!(found.unknown.keys().collect::<Vec<_>>(), ["org_field_nme"]);
    }

    #[test]
    fn what_is_over_a_limit_says_which() {
        let large = vec![b'a'; crate::documents::limits::TEXT_BYTES + 1];
        let Outcome::Refused(key, limit) = read("a.txt", Kind::Text, &large, today()) else { panic!() };
        assert_eq!((key, limit), ("document-limit-text", Some(crate::documents::limits::TEXT_BYTES)));
    }

    #[test]
    fn a_picture_that_is_none_leaves_its_words() {
        let text = "Before ![the house](picture:a.png) after ![x](picture:a.png2).";
        assert_eq!(without(text, "a.png"), "Before the house after ![x](picture:a.png2).");
        let names = [("a.png".to_owned(), "1".to_owned()), ("a.png2".to_owned(), "2".to_owned())];
        assert_eq!(with_names(text, &names), "Before ![the house](picture:1) after ![x](picture:2).");
    }
}
