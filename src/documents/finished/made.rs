//! What a finished file says of its making: who, with which program, on which days. Its readers see it, too.

use serde::{Deserialize, Serialize};

use super::names;
use crate::clock::Day;

/// The most letters of a name that are told, and the most names.
const MOST_LETTERS: usize = 120;
const MOST_NAMES: usize = 8;
/// What a file says of people, of programs and of days: in its own list, and in its XML.
const BY: (&[&[u8]], &[&str]) = (
    &[b"Author", b"Company", b"Manager", b"LastModifiedBy", b"SourceModifiedBy"],
    &["dc:creator", "pdfx:Company", "pdfx:Manager", "xmpRights:Owner", "photoshop:AuthorsPosition"],
);
const WITH: (&[&[u8]], &[&str]) = (&[b"Creator", b"Producer"], &["xmp:CreatorTool", "pdf:Producer"]);
const ON: (&[&[u8]], &[&str]) =
    (&[b"CreationDate", b"ModDate", b"SourceModified"], &["xmp:CreateDate", "xmp:ModifyDate"]);

/// What a file says of its making.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    /// People and companies.
    pub by: Vec<String>,
    /// Programs.
    pub with: Vec<String>,
    /// Days.
    pub on: Vec<Day>,
}

impl Made {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads it from the bytes of a file and its unpacked streams.
pub fn read<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Made {
    let (mut by, mut with, mut on) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        for (told, (own, xml)) in [(&mut by, BY), (&mut with, WITH), (&mut on, ON)] {
            in_list(piece, own, told);
            if names::places(piece, b"xmpmeta").next().is_some() {
                in_xml(piece, xml, told);
            }
        }
    }
    Made { by: few(by), with: few(with), on: few(on.iter().filter_map(|text| day(text)).collect()) }
}

fn few<T: Ord>(mut told: Vec<T>) -> Vec<T> {
    told.sort();
    told.dedup();
    told.truncate(MOST_NAMES);
    told
}

fn add(told: &mut Vec<String>, words: &str) {
    let plain = words.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let words = plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if !words.is_empty() {
        told.push(words.chars().take(MOST_LETTERS).collect());
    }
}

fn in_list(piece: &[u8], wanted: &[&[u8]], told: &mut Vec<String>) {
    for (at, _) in names::of(piece).filter(|(_, name)| wanted.contains(&name.as_slice())) {
        add(told, &text(names::behind(piece, at)));
    }
}

/// A text of a PDF: `(…)` with its escapes, or `<…>` in hexadecimal.
fn text(value: &[u8]) -> String {
    let bytes = match value.split_first() {
        Some((b'(', rest)) => in_brackets(rest),
        Some((b'<', rest)) if !rest.starts_with(b"<") => in_digits(rest),
        _ => Vec::new(),
    };
    if let Some(wide) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let pairs: Vec<u16> =
            wide.chunks_exact(2).filter_map(|pair| pair.try_into().ok().map(u16::from_be_bytes)).collect();
        return String::from_utf16_lossy(&pairs);
    }
    match std::str::from_utf8(bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(&bytes)) {
        Ok(text) => text.to_owned(),
        Err(_not) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The most bytes of a text.
const MOST_BYTES: usize = 1_024;

fn in_brackets(rest: &[u8]) -> Vec<u8> {
    let (mut out, mut depth) = (Vec::new(), 1_u32);
    let mut bytes = rest.iter().copied().take(MOST_BYTES).peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'(' => depth = depth.saturating_add(1),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let mut octal = None;
        while let Some(digit) =
            bytes.next_if(|byte| matches!(byte, b'0'..=b'7') && octal.is_none_or(|(_, count)| count < 3))
        {
            let (value, count) = octal.unwrap_or((0_u32, 0_u32));
            octal = Some((value * 8 + u32::from(digit - b'0'), count + 1));
        }
        match octal {
            Some((value, _)) => out.push(u8::try_from(value & 0xff).unwrap_or_default()),
            None => out.extend(bytes.next().map(|letter| match letter {
                b'n' | b'r' | b't' | b'b' | b'f' | b'\n' | b'\r' => b' ',
                other => other,
            })),
        }
    }
    out
}

fn in_digits(rest: &[u8]) -> Vec<u8> {
    let digits: Vec<u32> = rest
        .iter()
        .take(MOST_BYTES)
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .collect();
    let byte = |pair: &[u32]| u8::try_from(pair.iter().fold(0, |sum, digit| sum * 16 + digit)).ok();
    digits.chunks_exact(2).filter_map(byte).collect()
}

/// `<dc:creator>…<rdf:li>A</rdf:li>…</dc:creator>`, or `xmp:CreatorTool="A"`.
fn in_xml(piece: &[u8], wanted: &[&str], told: &mut Vec<String>) {
    let xml = String::from_utf8_lossy(piece);
    for name in wanted {
        for rest in xml.split(&format!("<{name}>")).skip(1) {
            let inside = rest.split(&format!("</{name}>")).next().unwrap_or_default();
            for part in inside.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()) {
                add(told, part);
            }
        }
        for rest in xml.split(&format!("{name}=\"")).skip(1) {
            add(told, rest.split('"').next().unwrap_or_default());
        }
    }
}

/// `D:20260321…` or `2026-03-21…`.
fn day(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).take(8).collect();
    let number: i32 = Some(digits).filter(|digits| digits.len() == 8)?.parse().ok()?;
    let (month, day) = (number / 100 % 100, number % 100);
    Day::new((number / 10_000).try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
}
