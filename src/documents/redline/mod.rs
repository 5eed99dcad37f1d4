//! What changed between two documents: line by line, then sentence by sentence, then word by word.
//!
//! A line whose words only look otherwise (bold, emphasised) is a change and says so. A heading that got
//! another number is told, and is no change of its own; a line that stands elsewhere with the same words is
//! told as moved.

mod align;
mod html;
mod lines;
mod marks;
mod pieces;

use std::collections::HashMap;

use super::fill::Filled;
use super::labels;
use super::model::{Document, Picture};
use super::text;
use crate::messages::{Language, Messages};
use align::{Part, Step, Words};
use lines::Line;

pub use html::html;

/// One of the two documents, with the words for what it refers to.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// What stands for a field.
    pub field: &'a dyn Fn(&str) -> String,
    /// What stands for a picture.
    pub picture: &'a dyn Fn(&Picture) -> String,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A line above the title.
    Head,
    /// The title.
    Title,
    /// A heading of this level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list item, this deep.
    Item(u8),
    /// A table row.
    Row,
    /// The picture of this name.
    Picture(String),
}

/// What became of a line or of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In both texts.
    Same,
    /// Only in the second.
    Added,
    /// Only in the first.
    Removed,
    /// In both, with other words.
    Changed,
    /// A heading with another number and the same words.
    Renumbered,
    /// The same words with another look.
    Restyled,
    /// Stood here and stands elsewhere now.
    MovedAway,
    /// Stands here and stood elsewhere.
    MovedHere,
}

/// Words with the same fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Same, added, removed, or the same with another look.
    pub status: Status,
    /// The words.
    pub words: String,
}

/// A line of the redline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is.
    pub kind: Kind,
    /// What became of it.
    pub status: Status,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// Lines that belong together on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The number of the change, from 1; nothing for lines that stand in both.
    pub change: Option<usize>,
    /// The heading above, as it is now.
    pub section: String,
    /// The lines.
    pub lines: Vec<Compared>,
}

/// How many lines changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// New ones.
    pub added: usize,
    /// Those taken out.
    pub removed: usize,
    /// Those with other words, or the same words with another look.
    pub changed: usize,
    /// Those that stand elsewhere.
    pub moved: usize,
}

impl Summary {
    /// All of them.
    #[must_use]
    pub const fn paragraphs(self) -> usize {
        self.added + self.removed + self.changed + self.moved
    }
}

/// Two documents compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redline {
    /// Unchanged parts and changes, in the order of reading.
    pub groups: Vec<Group>,
    /// How many changes there are.
    pub changes: usize,
    /// How many lines changed.
    pub summary: Summary,
}

/// Compares two documents.
#[must_use]
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Redline {
    let (old, new) = (lines::lines(before), lines::lines(after));
    let mut words = Words::default();
    let (from, to) = (parts(&old, &mut words), parts(&new, &mut words));
    let steps = align::align(&from, &to);
    let moved = moved(&steps, &from, &to);
    let compared = steps.iter().map(|step| compared(*step, &old, &new, &moved)).collect();
    grouped(compared)
}

/// Compares two texts by the names of their fields, whatever their values.
#[must_use]
pub fn texts(before: &Document, after: &Document, messages: &Messages, language: Language) -> Redline {
    let field = |name: &str| format!("[{}]", labels::field(messages, language, name));
    let picture = |picture: &Picture| labels::picture(messages, language, &picture.alt);
    let side = |document| Side { document, field: &field, picture: &picture };
    compare(&side(before), &side(after))
}

/// Compares two texts as they print with their values.
#[must_use]
pub fn printed(before: &Filled, after: &Filled, messages: &Messages) -> Redline {
    let field = |filled: &Filled, name: &str| text::place(filled, name, messages);
    let picture = |picture: &Picture| labels::picture(messages, after.language, &picture.alt);
    let (old, new) = (|name: &str| field(before, name), |name: &str| field(after, name));
    compare(
        &Side { document: &before.document, field: &old, picture: &picture },
        &Side { document: &after.document, field: &new, picture: &picture },
    )
}

/// How many lines of a text changed, whatever the values of its fields.
#[must_use]
pub fn summary(before: &Document, after: &Document) -> Summary {
    let field = |name: &str| format!("{{{{{name}}}}}");
    let picture = |picture: &Picture| picture.alt.clone();
    let side = |document| Side { document, field: &field, picture: &picture };
    compare(&side(before), &side(after)).summary
}

// A heading is the same whatever its number.
fn parts(lines: &[Line], words: &mut Words) -> Vec<Part> {
    let part = |line: &Line| {
        let text = line.words();
        let group = match &line.kind {
            Kind::Head | Kind::Title => 0,
            Kind::Heading(_) => 1,
            Kind::Paragraph | Kind::Item(_) => 2,
            Kind::Row => 3,
            Kind::Picture(_) => 4,
        };
        Part { key: format!("{:?} {text}", line.kind), group, words: words.of(&text) }
    };
    lines.iter().map(part).collect()
}

struct Moved {
    away: Vec<usize>,
    here: Vec<usize>,
}

// Lines of at least three words that went from one place to another; a heading may be shorter.
fn moved(steps: &[Step], from: &[Part], to: &[Part]) -> Moved {
    let is_long = |part: &&Part| part.group == 1 || part.words.len() > 2;
    let mut gone: HashMap<&str, Vec<usize>> = HashMap::new();
    for step in steps.iter().rev() {
        if let Step::Removed(at) = step
            && let Some(part) = from.get(*at).filter(is_long)
        {
            gone.entry(part.key.as_str()).or_default().push(*at);
        }
    }
    let mut moved = Moved { away: Vec::new(), here: Vec::new() };
    for step in steps {
        if let Step::Added(at) = step
            && let Some(part) = to.get(*at)
            && let Some(old) = gone.get_mut(part.key.as_str()).and_then(Vec::pop)
        {
            moved.away.push(old);
            moved.here.push(*at);
        }
    }
    moved.away.sort_unstable();
    moved
}

fn compared(step: Step, old: &[Line], new: &[Line], moved: &Moved) -> Compared {
    match step {
        Step::Same(one, other) => match (old.get(one), new.get(other)) {
            (Some(old), Some(new)) if old.number != new.number => renumbered(old, new),
            (Some(old), Some(new)) if old.looks != new.looks => restyled(old, new),
            (_, Some(new)) => whole(new, Status::Same),
            _ => whole_or_nothing(None, Status::Same),
        },
        Step::Removed(at) if moved.away.binary_search(&at).is_ok() => {
            whole_or_nothing(old.get(at), Status::MovedAway)
        }
        Step::Removed(at) => whole_or_nothing(old.get(at), Status::Removed),
        Step::Added(at) if moved.here.binary_search(&at).is_ok() => {
            whole_or_nothing(new.get(at), Status::MovedHere)
        }
        Step::Added(at) => whole_or_nothing(new.get(at), Status::Added),
        Step::Changed(one, other) => match (old.get(one), new.get(other)) {
            (Some(old), Some(new)) => changed(old, new),
            _ => whole_or_nothing(None, Status::Same),
        },
    }
}

fn whole_or_nothing(line: Option<&Line>, status: Status) -> Compared {
    match line {
        Some(line) => whole(line, status),
        None => Compared { kind: Kind::Paragraph, status, pieces: Vec::new() },
    }
}

fn whole(line: &Line, status: Status) -> Compared {
    let words = match line.number.as_str() {
        "" => line.words(),
        number => format!("{number} {}", line.words()),
    };
    let of_piece = match status {
        Status::Removed | Status::MovedAway => Status::Removed,
        Status::Added | Status::MovedHere => Status::Added,
        _ => Status::Same,
    };
    Compared { kind: line.kind.clone(), status, pieces: vec![Piece { status: of_piece, words }] }
}

fn numbers(old: &Line, new: &Line) -> Vec<Piece> {
    let number = |status, line: &Line| Piece { status, words: line.number.clone() };
    let mut pieces = if old.number == new.number {
        vec![number(Status::Same, new)]
    } else {
        vec![number(Status::Removed, old), number(Status::Added, new)]
    };
    pieces.retain(|piece| !piece.words.is_empty());
    pieces
}

fn renumbered(old: &Line, new: &Line) -> Compared {
    let mut pieces = numbers(old, new);
    pieces.push(Piece { status: Status::Same, words: new.words() });
    Compared { kind: new.kind.clone(), status: Status::Renumbered, pieces }
}

fn restyled(old: &Line, new: &Line) -> Compared {
    let mut pieces = numbers(old, new);
    pieces.extend(pieces::restyled(&new.words(), &old.looks, &new.looks));
    Compared { kind: new.kind.clone(), status: Status::Restyled, pieces }
}

fn changed(old: &Line, new: &Line) -> Compared {
    let mut pieces = numbers(old, new);
    pieces.extend(pieces::pieces(&old.sentences, &new.sentences));
    Compared { kind: new.kind.clone(), status: Status::Changed, pieces }
}

// Lines that stand in both are one group; each changed line is one change; added or removed lines in
// a row are one change.
fn grouped(lines: Vec<Compared>) -> Redline {
    let mut redline = Redline { groups: Vec::new(), changes: 0, summary: Summary::default() };
    let (mut section, mut last) = (String::new(), None);
    for line in lines {
        count(&mut redline.summary, line.status);
        let is_change = !matches!(line.status, Status::Same | Status::Renumbered);
        if matches!(line.kind, Kind::Heading(_))
            && !matches!(line.status, Status::Removed | Status::MovedAway)
        {
            let words = line.pieces.iter().filter(|piece| piece.status != Status::Removed);
            section = words.map(|piece| piece.words.as_str()).collect::<Vec<_>>().join(" ");
        }
        let joins = last == Some(line.status) && !matches!(line.status, Status::Changed | Status::Restyled);
        last = Some(if is_change { line.status } else { Status::Same });
        match redline.groups.last_mut().filter(|_| joins || (!is_change && last == Some(Status::Same))) {
            Some(group) if group.change.is_some() == is_change => group.lines.push(line),
            _ => {
                redline.changes += usize::from(is_change);
                let change = is_change.then_some(redline.changes);
                redline.groups.push(Group { change, section: section.clone(), lines: vec![line] });
            }
        }
    }
    redline
}

const fn count(summary: &mut Summary, status: Status) {
    match status {
        Status::Same | Status::Renumbered | Status::MovedAway => {}
        Status::Added => summary.added += 1,
        Status::Removed => summary.removed += 1,
        Status::Changed | Status::Restyled => summary.changed += 1,
        Status::MovedHere => summary.moved += 1,
    }
}

#[cfg(test)]
mod tests;
