//! Whether a line that is only words would be read as something else: what [`marks::WORDS`] keeps apart
//! when a document is written out.

use super::{leftovers, lines, marks, numbers, placeholders, sign_off};
use crate::documents::model::Inline;

/// What stands around a paragraph that is written out. Lines are as [`seen`].
#[derive(Debug, Clone, Copy)]
pub(in crate::documents) struct Around<'a> {
    /// The document has no title, and this is its first block.
    pub(in crate::documents) begins: bool,
    /// The document has headings below the title.
    pub(in crate::documents) has_headings: bool,
    /// No heading follows.
    pub(in crate::documents) near_end: bool,
    /// The last row of the sign-off block before.
    pub(in crate::documents) row_before: Option<&'a str>,
    /// The line that follows, when it is one of words.
    pub(in crate::documents) next: Option<&'a str>,
}

/// Whether this paragraph must be marked as words.
pub(in crate::documents) fn needs_mark(line: &str, around: &Around<'_>) -> bool {
    let row = || sign_off::rows(&[(1, line.to_owned())]).is_some();
    let is_value = || around.row_before.is_some_and(sign_off::waits) && sign_off::is_lone_value(line);
    let waits = || sign_off::waits(line) && around.next.is_some_and(sign_off::is_lone_value);
    around.begins
        || (around.near_end && (leftovers::is_copyright(line) || row()))
        || is_value()
        || waits()
        || (!around.has_headings && is_heading_like(line))
}

/// Whether words would be taken for a heading where a text has none.
fn is_heading_like(line: &str) -> bool {
    lines::is_headline(line) || numbers::read(line).is_some()
}

/// Whether a heading's words begin with what would be read as its number.
pub(in crate::documents) fn starts_with_number(words: &str) -> bool {
    numbers::read(words).is_some()
}

/// Whether a name in double braces is read again as the same name.
pub(in crate::documents) fn is_plain_name(name: &str) -> bool {
    let letters: Vec<char> = name.chars().collect();
    placeholders::tidy(&letters) == name && !name.contains(['{', '}'])
}

/// The parts as the reader sees them while structure is being read.
pub(in crate::documents) fn seen(parts: &[Inline]) -> String {
    let mut out = String::new();
    see(parts, &mut out);
    out
}

fn see(parts: &[Inline], out: &mut String) {
    for part in parts {
        match part {
            Inline::Text(text) => out.push_str(text),
            Inline::Field(_) => out.push('\u{f0000}'),
            Inline::Break => out.push(marks::BREAK),
            Inline::Strong(inner) => wrapped(marks::STRONG, inner, marks::STRONG_END, out),
            Inline::Emphasis(inner) => wrapped(marks::EMPHASIS, inner, marks::EMPHASIS_END, out),
            Inline::Link(link) => wrapped('\u{100010}', &link.label, marks::LINK_END, out),
        }
    }
}

fn wrapped(begin: char, inner: &[Inline], end: char, out: &mut String) {
    out.push(begin);
    see(inner, out);
    out.push(end);
}
