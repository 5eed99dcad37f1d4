//! Reads a file that somebody brings: Word, web page, Markdown, plain text. What comes out is text
//! that [`crate::documents::import`] understands, its pictures, and notes on what to look at.
//!
//! Reading order: `kind` (what a file is), `archive` (how a ZIP comes apart), `docx` and `html` (two
//! ways to blocks), `blocks`, `typed`, `words` and `markdown` (from blocks to Markdown). Files are
//! untrusted: every loop is bounded by a limit, no address in them is ever opened.

mod archive;
mod blocks;
mod docx;
mod html;
mod kind;
mod letters;
mod links;
mod markdown;
mod notes;
mod pictures;
mod placeholders;
mod refusal;
mod typed;
mod words;

pub use archive::{Archive, Entry, Skipped, archive};
pub use kind::{FileKind, file_kind};
pub use notes::{Note, NoteKind};
pub use pictures::Picture;
pub use refusal::Refusal;

use serde::{Deserialize, Serialize};

use super::import::Format;
use super::limits::{self, Limit};
use notes::Notes;

/// What to do with the changes that Word keeps track of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracked {
    /// Read the text as if every change were accepted.
    Accept,
    /// Read the text as if every change were rejected.
    Reject,
}

impl Tracked {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Accept, Self::Reject];

    /// The word that a form sends.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }

    /// What a form sent.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tracked| tracked.word() == word)
    }
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How the text is to be imported.
    pub format: Format,
    /// The text. A picture stands in it as `![description](picture:NAME)`.
    pub source: String,
    /// What the document calls itself, when it does so clearly.
    pub title: Option<String>,
    /// The pictures that the text names; bytes as they were in the file, not yet decoded.
    pub pictures: Vec<Picture>,
    /// What a person should look at, in the order of the kinds.
    pub notes: Vec<Note>,
}

/// Reads a file. The same bytes give the same reading.
///
/// # Errors
/// Nothing that can be read, with a reason that says what to do.
pub fn read(name: &str, bytes: &[u8], tracked: Tracked) -> Result<Reading, Refusal> {
    match file_kind(name, bytes) {
        FileKind::Word => docx::read(bytes, tracked),
        FileKind::Html => web_page(bytes),
        FileKind::Markdown => plain(bytes, Format::Markdown),
        FileKind::Text => plain(bytes, Format::Text),
        FileKind::Pdf => Err(Refusal::Pdf),
        FileKind::Archive => Err(Refusal::Archive),
        FileKind::Sheet => Err(Refusal::Sheet),
        FileKind::Refused(refusal) => Err(refusal),
    }
}

fn plain(bytes: &[u8], format: Format) -> Result<Reading, Refusal> {
    if bytes.len() > limits::TEXT_BYTES {
        return Err(Limit::Text.into());
    }
    let mut notes = Notes::default();
    let source = letters(bytes, &mut notes)?;
    Ok(Reading { format, source, title: None, pictures: Vec::new(), notes: notes.finish() })
}

fn web_page(bytes: &[u8]) -> Result<Reading, Refusal> {
    if bytes.len() > limits::HTML_BYTES {
        return Err(Limit::WebPage.into());
    }
    let mut notes = Notes::default();
    let text = letters(bytes, &mut notes)?;
    html::read(&text, notes)
}

fn letters(bytes: &[u8], notes: &mut Notes) -> Result<String, Refusal> {
    let (text, guessed) = letters::read(bytes)?;
    if guessed {
        notes.count(NoteKind::OldLetters);
    }
    Ok(text)
}

/// The letters of a text file: Unicode, or what Windows wrote before it; nothing for anything else.
#[must_use]
pub fn plain_letters(bytes: &[u8]) -> Option<String> {
    let (text, _guessed) = letters::read(bytes).ok()?;
    (!text.contains('\0')).then_some(text)
}

// A text over the limit is not cut: half a policy is worse than none.
fn within(source: String) -> Result<String, Refusal> {
    if source.len() > limits::TEXT_BYTES { Err(Limit::Text.into()) } else { Ok(source) }
}

#[cfg(test)]
mod tests;
