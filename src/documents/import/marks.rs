//! Field places, emphasis and links as single private-use characters inside plain text.
//!
//! While structure is being read, a field place must look like one opaque word: no value and no
//! markup may make a sentence end, a list or a heading. Characters of the two private planes are
//! taken out of the input first, so every one that is met afterwards is ours.

use std::collections::HashMap;

use super::{UnknownField, tidy};
use crate::documents::aliases::Aliases;
use crate::documents::catalogue;
use crate::documents::limits::{self, Limit};
use crate::documents::model::{Inline, Link, Sentence};

const FIELDS: u32 = 0x000F_0000;
const LINKS: u32 = 0x0010_0010;

/// Beginning of strong words.
pub(super) const STRONG: char = '\u{100000}';
/// End of strong words.
pub(super) const STRONG_END: char = '\u{100001}';
/// Beginning of emphasis.
pub(super) const EMPHASIS: char = '\u{100002}';
/// End of emphasis.
pub(super) const EMPHASIS_END: char = '\u{100003}';
/// End of a link's words.
pub(super) const LINK_END: char = '\u{100004}';
/// A line break.
pub(super) const BREAK: char = '\u{100005}';
/// What begins with this is plain words: no number, no title, no sign-off block, no copyright line.
pub(super) const WORDS: char = '\u{100006}';
/// A bracket of Markdown that is only a letter (see `angles`); gone once it is read.
pub(super) const LESS: char = '\u{100007}';

/// How [`WORDS`] stands in a Markdown text: as the reference `&NoBreak;`.
pub(super) const WORDS_IN_TEXT: char = '\u{2060}';

/// Whether this character stands for something else.
pub(super) fn is_mark(letter: char) -> bool {
    u32::from(letter) >= FIELDS
}

/// Whether this character is the place of a field.
pub(super) fn is_field(letter: char) -> bool {
    (FIELDS..0x0010_0000).contains(&u32::from(letter))
}

/// Whether this character begins the words of a link.
pub(super) fn is_link(letter: char) -> bool {
    u32::from(letter) >= LINKS
}

/// Whether there is anything but marks, and whether it is only field places.
pub(super) fn only_fields(text: &str) -> bool {
    text.chars().any(is_field) && text.chars().all(|c| is_mark(c) || c.is_whitespace())
}

/// What the marks of one text stand for.
pub(super) struct Marks<'a> {
    aliases: &'a Aliases,
    names: Vec<FoundName>,
    by_name: HashMap<String, usize>,
    places: usize,
    links: Vec<String>,
}

struct FoundName {
    name: String,
    known: bool,
    line: usize,
    count: usize,
}

impl<'a> Marks<'a> {
    /// Nothing found yet.
    pub(super) fn new(aliases: &'a Aliases) -> Self {
        Self { aliases, names: Vec::new(), by_name: HashMap::new(), places: 0, links: Vec::new() }
    }

    /// The mark of a field place; `name` is as found in the text, tidied.
    pub(super) fn field(&mut self, name: &str, line: usize) -> Result<char, Limit> {
        self.places += 1;
        if self.places > limits::FIELD_PLACES {
            return Err(Limit::FieldPlaces);
        }
        let known = catalogue::canonical(name).or_else(|| self.aliases.get(name));
        let name = known.unwrap_or(name);
        let index = match self.by_name.get(name) {
            Some(index) => *index,
            None => self.add(name, known.is_some(), line)?,
        };
        if let Some(found) = self.names.get_mut(index) {
            found.count += 1;
        }
        letter(FIELDS, index).ok_or(Limit::FieldNames)
    }

    fn add(&mut self, name: &str, known: bool, line: usize) -> Result<usize, Limit> {
        let index = self.names.len();
        if index >= limits::FIELD_NAMES {
            return Err(Limit::FieldNames);
        }
        self.names.push(FoundName { name: name.to_owned(), known, line, count: 0 });
        self.by_name.insert(name.to_owned(), index);
        Ok(index)
    }

    /// The mark that begins a link.
    pub(super) fn link(&mut self, address: &str) -> Result<char, Limit> {
        if self.links.len() >= limits::LINKS {
            return Err(Limit::Links);
        }
        // The place of a field in an address is only letters.
        let address = self.plain(address).replace('{', "%7B").replace('}', "%7D");
        self.links.push(address);
        letter(LINKS, self.links.len() - 1).ok_or(Limit::Links)
    }

    /// The names that the catalogue does not know.
    pub(super) fn unknown(&self) -> Vec<UnknownField> {
        let strange = self.names.iter().filter(|found| !found.known);
        strange.map(|f| UnknownField { name: f.name.clone(), line: f.line, count: f.count }).collect()
    }

    /// The text as the author wrote it: fields as `{{name}}`, no other marks.
    pub(super) fn plain(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match self.field_name(letter) {
                Some(name) => {
                    out.push_str("{{");
                    out.push_str(name);
                    out.push_str("}}");
                }
                None if letter == BREAK => out.push(' '),
                None if is_mark(letter) => {}
                None => out.push(letter),
            }
        }
        out
    }

    fn field_name(&self, letter: char) -> Option<&str> {
        let index = u32::from(letter).checked_sub(FIELDS)?;
        is_field(letter).then_some(())?;
        self.names.get(usize::try_from(index).ok()?).map(|found| found.name.as_str())
    }

    fn address(&self, letter: char) -> Option<&str> {
        let index = u32::from(letter).checked_sub(LINKS)?;
        self.links.get(usize::try_from(index).ok()?).map(String::as_str)
    }

    /// The sentence that the marked text stands for. Marks left open end with the text.
    pub(super) fn sentence(&self, text: &str) -> Sentence {
        let mut stack = Stack::default();
        for letter in text.trim().chars() {
            if let Some(name) = self.field_name(letter) {
                stack.push(Inline::Field(name.to_owned()));
            } else if let Some(address) = self.address(letter) {
                stack.open(Open::Link(address.to_owned()));
            } else {
                stack.letter(letter);
            }
        }
        Sentence(stack.finish())
    }
}

fn letter(base: u32, index: usize) -> Option<char> {
    u32::try_from(index).ok().and_then(|index| char::from_u32(base + index))
}

#[derive(Clone, PartialEq)]
enum Open {
    Strong,
    Emphasis,
    Link(String),
}

#[derive(Default)]
struct Stack {
    open: Vec<(Open, Vec<Inline>)>,
    parts: Vec<Inline>,
    text: String,
}

impl Stack {
    fn letter(&mut self, letter: char) {
        match letter {
            STRONG => self.open(Open::Strong),
            EMPHASIS => self.open(Open::Emphasis),
            STRONG_END => self.close(|open| *open == Open::Strong),
            EMPHASIS_END => self.close(|open| *open == Open::Emphasis),
            LINK_END => self.close(|open| matches!(open, Open::Link(_))),
            BREAK => self.push(Inline::Break),
            other if is_mark(other) => {}
            other => self.text.push(other),
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Inline::Text(std::mem::take(&mut self.text)));
        }
    }

    fn push(&mut self, part: Inline) {
        self.flush();
        self.parts.push(part);
    }

    fn open(&mut self, kind: Open) {
        if self.open.len() < limits::NESTING {
            self.flush();
            self.open.push((kind, std::mem::take(&mut self.parts)));
        }
    }

    fn close(&mut self, wanted: impl Fn(&Open) -> bool) {
        while self.open.iter().any(|(open, _)| wanted(open)) {
            if self.close_last().is_none_or(|open| wanted(&open)) {
                break;
            }
        }
    }

    fn close_last(&mut self) -> Option<Open> {
        self.flush();
        let (open, before) = self.open.pop()?;
        let inner = std::mem::replace(&mut self.parts, before);
        if !inner.is_empty() {
            self.parts.push(match &open {
                Open::Strong => Inline::Strong(inner),
                Open::Emphasis => Inline::Emphasis(inner),
                Open::Link(address) => Inline::Link(Link { address: address.clone(), label: inner }),
            });
        }
        Some(open)
    }

    fn finish(mut self) -> Vec<Inline> {
        while self.close_last().is_some() {}
        tidy::sentence(self.parts)
    }
}
