//! From a text as people have it to a [`Document`], with every clean-up offered, not imposed.
//!
//! Order: field places become single marks (`placeholders`), the text falls into headings,
//! paragraphs and lists (`lines`, `markdown`), then the whole is put together here (`assemble`).

mod angles;
mod assemble;
mod furniture;
mod leftovers;
mod lines;
mod lists;
mod markdown;
mod marks;
mod numbers;
mod offers;
mod placeholders;
mod prompts;
mod sentences;
mod sign_off;
mod tidy;
mod titles;
mod unlike;
mod versions;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::aliases::Aliases;
use super::limits::{self, Limit};
use super::model::{Document, Picture};

pub use prompts::instructions;
pub(super) use tidy::sentence as tidied;
pub(super) use unlike::{Around, is_plain_name, needs_mark, seen, starts_with_number};

/// How the text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown with tables.
    Markdown,
}

/// A clean-up that can be accepted or undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The same for the same text, such as `run-20` or `leftover-88`.
    pub id: String,
    /// What kind of clean-up.
    pub kind: OfferKind,
    /// The line of the original text, from 1.
    pub line: usize,
    /// The text as it was.
    pub before: String,
    /// What stands there when the offer is accepted: the words before the list and its items;
    /// the rest of the words; nothing for a line that is taken out.
    pub after: Vec<String>,
    /// Whether it was accepted in this import.
    pub accepted: bool,
}

/// The kinds of clean-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A list that ran together into a paragraph.
    Run,
    /// A line that a web page left behind, or that stood around the text on paper, and that nobody can mean.
    Leftover,
    /// A line that looks like one, and that could be a sentence of the text.
    Doubtful,
    /// The prompt of a form field that nobody filled in.
    Prompt,
    /// Words that tell the writer what to do: "[insert name]", "delete as appropriate".
    Instruction,
    /// A table of the text's own version and reviews.
    VersionTable,
}

impl OfferKind {
    /// Whether it holds in a draft as long as nobody says otherwise. What could be a sentence stays, and behind
    /// an instruction stands a decision.
    #[must_use]
    pub const fn is_usual(self) -> bool {
        matches!(self, Self::Run | Self::Leftover | Self::Prompt)
    }

    /// Whether it takes a line out.
    #[must_use]
    pub const fn is_line(self) -> bool {
        matches!(self, Self::Leftover | Self::Doubtful)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Leftover => "leftover",
            Self::Doubtful => "doubtful",
            Self::Prompt => "prompt",
            Self::Instruction => "instruction",
            Self::VersionTable => "versions",
        }
    }
}

/// Which offers are accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    kinds: BTreeSet<OfferKind>,
    exceptions: BTreeSet<String>,
}

impl Accepted {
    /// Every clean-up of a text that nobody looks through: also of lines that could be sentences.
    #[must_use]
    pub fn all() -> Self {
        let mut accepted = Self::usual();
        accepted.kinds.insert(OfferKind::Doubtful);
        accepted
    }

    /// Every offer that holds in a draft as long as nobody says otherwise.
    #[must_use]
    pub fn usual() -> Self {
        let kinds = [OfferKind::Run, OfferKind::Leftover, OfferKind::Prompt];
        debug_assert!(kinds.iter().all(|kind| kind.is_usual()), "one rule");
        Self { kinds: kinds.into(), exceptions: BTreeSet::new() }
    }

    /// No offer.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Only the offers with these ids.
    #[must_use]
    pub fn only(ids: impl IntoIterator<Item = String>) -> Self {
        Self { kinds: BTreeSet::new(), exceptions: ids.into_iter().collect() }
    }

    /// As before, without any offer of this kind.
    #[must_use]
    pub fn without(mut self, kind: OfferKind) -> Self {
        self.kinds.remove(&kind);
        self
    }

    /// As before, with the answer for one offer turned round.
    #[must_use]
    pub fn except(mut self, id: &str) -> Self {
        self.exceptions.insert(id.to_owned());
        self
    }

    fn accepts(&self, kind: OfferKind, id: &str) -> bool {
        self.kinds.contains(&kind) != self.exceptions.contains(id)
    }
}

/// A name in double braces that the catalogue does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownField {
    /// The name, tidied.
    pub name: String,
    /// The first line that uses it, from 1.
    pub line: usize,
    /// How many places use it.
    pub count: usize,
}

/// A list that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFound {
    /// The line of the original text, from 1.
    pub line: usize,
    /// Its items, with those of inner lists.
    pub items: usize,
}

/// What an import found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The text with its structure.
    pub document: Document,
    /// The clean-ups, accepted or not.
    pub offers: Vec<Offer>,
    /// Names that the catalogue does not know.
    pub unknown: Vec<UnknownField>,
    /// The lists in reading order.
    pub lists: Vec<ListFound>,
}

/// Reads a text. The same text and answers give the same document.
///
/// # Errors
/// The text is over a limit (see `limits`).
pub fn import(text: &str, format: Format, accepted: &Accepted) -> Result<Imported, Limit> {
    import_with(text, format, accepted, &Aliases::default())
}

/// Reads a text with an organisation's own names for known fields.
///
/// # Errors
/// The text is over a limit (see `limits`).
pub fn import_with(
    text: &str,
    format: Format,
    accepted: &Accepted,
    aliases: &Aliases,
) -> Result<Imported, Limit> {
    if text.len() > limits::TEXT_BYTES {
        return Err(Limit::Text);
    }
    let mut found = marks::Marks::new(aliases);
    let marked = placeholders::mark(text, &mut found)?;
    let raws = match format {
        Format::Text => lines::read(marked.lines()),
        Format::Markdown => markdown::read(&angles::marked(&marked), &mut found)?,
    };
    assemble::assemble(raws, &found, accepted)
}

/// A part of the text before the parts are put together; the strings hold marks.
struct Raw {
    line: usize,
    kind: RawKind,
}

enum RawKind {
    Heading {
        level: u8,
        number: Option<String>,
        words: String,
    },
    /// Lines without an empty line between them; one paragraph if `joined`, else one each.
    Lines {
        lines: Vec<(usize, String)>,
        joined: bool,
    },
    List(RawList),
    Table {
        header: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    Picture(Picture),
}

#[derive(Clone)]
struct RawList {
    ordered: bool,
    start: u32,
    items: Vec<RawItem>,
}

impl RawList {
    /// The words of its items and of the lists in them.
    fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for item in &self.items {
            texts.push(item.text.as_str());
            texts.extend(item.lists.iter().flat_map(Self::texts));
        }
        texts
    }
}

#[derive(Clone)]
struct RawItem {
    text: String,
    lists: Vec<RawList>,
}

#[cfg(test)]
mod tests;
