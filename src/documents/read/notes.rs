//! What a person should look at after a file was read.

use serde::{Deserialize, Serialize};

use crate::clock::Day;

/// Something that did not simply become text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What it is.
    pub kind: NoteKind,
    /// How many of them this note stands for, at least 1.
    pub count: usize,
    /// Who made the change or the comment; empty when unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When the change or the comment was made, where the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The words before the change, those that a comment hangs on, or those that were left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// The words after the change, of the comment, or those that were taken in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// The field places in the words, such as `org_field_name`, when the words are not in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// A tracked change: `author`, `before`, `after`.
    Change,
    /// A comment: `author`, the words it hangs on in `before`, its own in `after`.
    Comment,
    /// The words of a page header in `before`; they are not in the text.
    Header,
    /// The words of a page footer in `before`; they are not in the text.
    Footer,
    /// The words of a text box in `after`; they stand behind the paragraph it belonged to.
    TextBox,
    /// A picture that says nothing to people who cannot see it; its name in `before`.
    PictureWithoutDescription,
    /// A picture that was not taken; its name or description in `before`.
    PictureLeftOut,
    /// A link whose address was not taken; the words are kept, and stand in `before`.
    LinkLeftOut,
    /// A table of contents.
    ContentsLeftOut,
    /// Hidden words, in `before`.
    HiddenLeftOut,
    /// "Click here to enter text" and its like, in `before`.
    PromptLeftOut,
    /// A chart, a diagram, an embedded file.
    ObjectLeftOut,
    /// Forms, menus, scripts, frames of a web page.
    FormLeftOut,
    /// A table that was no table.
    TableAsText,
    /// Cells that reached over several.
    MergedCells,
    /// Footnotes and endnotes.
    Footnotes,
    /// Headings that had no style.
    HeadingsGuessed,
    /// A text that is not Unicode.
    OldLetters,
}

impl NoteKind {
    /// All of them, for the test of the messages.
    pub const ALL: [Self; 18] = [
        Self::Change,
        Self::Comment,
        Self::Header,
        Self::Footer,
        Self::TextBox,
        Self::PictureWithoutDescription,
        Self::PictureLeftOut,
        Self::LinkLeftOut,
        Self::ContentsLeftOut,
        Self::HiddenLeftOut,
        Self::PromptLeftOut,
        Self::ObjectLeftOut,
        Self::FormLeftOut,
        Self::TableAsText,
        Self::MergedCells,
        Self::Footnotes,
        Self::HeadingsGuessed,
        Self::OldLetters,
    ];

    /// The message that names it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Change => "reading-note-change",
            Self::Comment => "reading-note-comment",
            Self::Header => "reading-note-header",
            Self::Footer => "reading-note-footer",
            Self::TextBox => "reading-note-text-box",
            Self::PictureWithoutDescription => "reading-note-picture-without-description",
            Self::PictureLeftOut => "reading-note-picture-left-out",
            Self::LinkLeftOut => "reading-note-link-left-out",
            Self::ContentsLeftOut => "reading-note-contents-left-out",
            Self::HiddenLeftOut => "reading-note-hidden-left-out",
            Self::PromptLeftOut => "reading-note-prompt-left-out",
            Self::ObjectLeftOut => "reading-note-object-left-out",
            Self::FormLeftOut => "reading-note-form-left-out",
            Self::TableAsText => "reading-note-table-as-text",
            Self::MergedCells => "reading-note-merged-cells",
            Self::Footnotes => "reading-note-footnotes",
            Self::HeadingsGuessed => "reading-note-headings-guessed",
            Self::OldLetters => "reading-note-old-letters",
        }
    }

    /// Each of these matters by itself; of the others only the number.
    const fn is_told_one_by_one(self) -> bool {
        matches!(
            self,
            Self::Change
                | Self::Comment
                | Self::Header
                | Self::Footer
                | Self::TextBox
                | Self::PictureWithoutDescription
                | Self::PictureLeftOut
                | Self::LinkLeftOut
        )
    }
}

/// Who made a change or a comment, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct By {
    /// The name; empty when unknown.
    pub(super) author: String,
    /// The day, where the file says it.
    pub(super) on: Option<Day>,
}

/// Notes of one kind that are told one by one; further ones are only counted.
const MOST: usize = 200;
/// Letters of each side of a note.
const WORDS: usize = 400;

/// The notes of one file while it is read.
#[derive(Clone, Default)]
pub(super) struct Notes(Vec<Note>);

impl Notes {
    /// One more of a kind, without words.
    pub(super) fn count(&mut self, kind: NoteKind) {
        self.add(kind, "", "");
    }

    /// One more of a kind.
    pub(super) fn add(&mut self, kind: NoteKind, before: &str, after: &str) {
        self.add_by(kind, &By::default(), before, after);
    }

    /// One more of a kind, by somebody.
    pub(super) fn add_by(&mut self, kind: NoteKind, by: &By, before: &str, after: &str) {
        let there = self.0.iter().filter(|note| note.kind == kind).count();
        let room = if kind.is_told_one_by_one() { there < MOST } else { there == 0 };
        if room {
            self.0.push(note(kind, by, before, after));
        } else if let Some(last) = self.0.iter_mut().rev().find(|note| note.kind == kind) {
            last.count += 1;
        }
    }

    /// Words that are not in the text, with the fields they name; the same words count once.
    pub(super) fn aside(&mut self, kind: NoteKind, words: &str, fields: Vec<String>) {
        let new = Note { fields, ..note(kind, &By::default(), words, "") };
        match self.0.iter_mut().find(|note| note.kind == kind && note.before == new.before) {
            Some(note) => note.count += 1,
            None => self.0.push(new),
        }
    }

    /// The change that was told last, to be completed by its other half.
    pub(super) fn last_change(&mut self) -> Option<&mut Note> {
        self.0.last_mut().filter(|note| note.kind == NoteKind::Change && note.count == 1)
    }

    /// How many changes were told.
    pub(super) fn changes(&self) -> usize {
        self.0.iter().filter(|note| note.kind == NoteKind::Change).map(|note| note.count).sum()
    }

    /// All of them, in the order of the kinds.
    pub(super) fn finish(mut self) -> Vec<Note> {
        self.0.sort_by_key(|note| note.kind);
        self.0
    }
}

fn note(kind: NoteKind, by: &By, before: &str, after: &str) -> Note {
    let (before, after) = (short(before), short(after));
    Note { kind, count: 1, author: short(&by.author), on: by.on, before, after, fields: Vec::new() }
}

/// The words on one line, cut where they are very long.
pub(super) fn short(words: &str) -> String {
    let mut out = String::new();
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().take(WORDS));
        if out.chars().count() > WORDS {
            out = out.chars().take(WORDS).collect();
            out.push('…');
            break;
        }
    }
    out
}
