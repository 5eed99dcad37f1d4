//! Through the text, paragraph by paragraph.

use std::collections::{HashMap, HashSet};

use super::Context;
use super::fields::Fields;
use super::numbering::{Mark, Numbering};
use super::runs;
use super::styles::{Role, by_outline};
use super::xml::Element;
use crate::documents::limits::{self, Limit};
use crate::documents::read::Tracked;
use crate::documents::read::blocks::{Block, Item};
use crate::documents::read::notes::{NoteKind, Notes};
use crate::documents::read::refusal::Refusal;
use crate::documents::read::typed;
use crate::documents::read::words::{Look, Words};

/// What a walk found.
pub(super) struct Found {
    /// The blocks; pictures by the part they lie in.
    pub(super) blocks: Vec<Block>,
    /// `footnote` or `endnote` and its number in the file, in the order of the text.
    pub(super) footnotes: Vec<(&'static str, String)>,
    /// A table of contents began and did not end.
    pub(super) unfinished: bool,
}

/// A walk through a text.
pub(super) struct Walk<'t, 'c> {
    pub(super) context: &'c Context,
    pub(super) numbering: Numbering,
    pub(super) notes: &'c mut Notes,
    pub(super) blocks: Vec<Block>,
    /// The words of the paragraph so far.
    pub(super) words: Words,
    pub(super) fields: Fields,
    /// Text boxes and pictures of the paragraph so far.
    pub(super) boxes: Vec<Element<'t>>,
    pub(super) pictures: Vec<Block>,
    /// Pictures of a list, which wait for its end.
    waiting: Vec<Block>,
    pub(super) footnotes: Vec<(&'static str, String)>,
    /// Comments whose words are being read.
    pub(super) comments: HashMap<String, String>,
    /// Comments that were told.
    pub(super) told: HashSet<String>,
    /// The last thing in this paragraph was a tracked change by this author.
    pub(super) changed_by: Option<String>,
    pub(super) keep_contents: bool,
    /// The content of a control inside a paragraph, on its way to the walk through runs.
    pub(super) inline_content: Option<Element<'t>>,
    letters: usize,
    nested: usize,
}

/// Boxes in drawings in boxes; nobody makes more.
const NESTED: usize = 8;

struct Paragraph {
    role: Role,
    style: Option<String>,
    list: Option<(String, usize)>,
    /// The end of this paragraph is not there: it goes on with the next one.
    goes_on: bool,
}

impl<'t, 'c> Walk<'t, 'c> {
    pub(super) fn new(context: &'c Context, numbering: Numbering, notes: &'c mut Notes) -> Self {
        Self {
            context,
            numbering,
            notes,
            blocks: Vec::new(),
            words: Words::default(),
            fields: Fields::default(),
            boxes: Vec::new(),
            pictures: Vec::new(),
            waiting: Vec::new(),
            footnotes: Vec::new(),
            comments: HashMap::new(),
            told: HashSet::new(),
            changed_by: None,
            keep_contents: false,
            inline_content: None,
            letters: 0,
            nested: 0,
        }
    }

    /// Walks through everything inside an element.
    pub(super) fn run(mut self, element: Element<'t>) -> Result<Found, Refusal> {
        self.blocks(element);
        self.release_pictures();
        if self.letters > limits::TEXT_BYTES {
            return Err(Limit::Text.into());
        }
        let unfinished = self.fields.is_dropping();
        Ok(Found { blocks: self.blocks, footnotes: self.footnotes, unfinished })
    }

    /// Paragraphs and tables, however they are wrapped.
    pub(super) fn blocks(&mut self, element: Element<'t>) {
        for child in element.children() {
            match child.name() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sdt" => self.control(child, Self::blocks),
                "del" | "moveFrom" if self.context.tracked == Tracked::Accept => {}
                "ins" | "moveTo" if self.context.tracked == Tracked::Reject => {}
                "AlternateContent" => self.nested(|walk| {
                    if let Some(chosen) = super::graphics::chosen(child) {
                        walk.blocks(chosen);
                    }
                }),
                "commentRangeStart" | "commentRangeEnd" => self.comment_range(child),
                "sectPr" | "tblPr" | "tblGrid" | "tcPr" => {}
                _ => self.blocks(child),
            }
        }
    }

    /// A content control: its prompt is not text, a table of contents neither.
    pub(super) fn control(&mut self, control: Element<'t>, inner: fn(&mut Self, Element<'t>)) {
        let properties = control.child("sdtPr");
        let gallery = properties.and_then(|properties| properties.find("docPartGallery"));
        if gallery.and_then(Element::value).is_some_and(|name| name.eq_ignore_ascii_case("table of contents"))
        {
            return self.notes.count(NoteKind::ContentsLeftOut);
        }
        let Some(content) = control.child("sdtContent") else { return };
        if properties.and_then(|properties| properties.switch("showingPlcHdr")).unwrap_or(false) {
            let words = content.words();
            if !words.contains("{{") {
                return self.notes.add(NoteKind::PromptLeftOut, &words, "");
            }
        }
        inner(self, content);
    }

    fn paragraph(&mut self, element: Element<'t>) {
        let properties = self.properties(element.child("pPr"));
        let look = Look {
            bold: self.context.styles.bold(properties.style.as_deref()).unwrap_or(false),
            italic: self.context.styles.italic(properties.style.as_deref()).unwrap_or(false),
            link: None,
        };
        self.changed_by = None;
        let told = self.notes.changes();
        self.inline(element, &look, properties.style.as_deref());
        self.end_of_paragraph(element.child("pPr"), told);
        self.fields.end_paragraph();
        if properties.goes_on {
            return;
        }
        let words = std::mem::take(&mut self.words);
        let boxes = std::mem::take(&mut self.boxes);
        let pictures = std::mem::take(&mut self.pictures);
        self.finish(&properties, words);
        if self.blocks.last().is_some_and(|block| matches!(block, Block::Item(_))) {
            self.waiting.extend(pictures);
        } else {
            self.blocks.extend(pictures);
        }
        for content in boxes {
            self.notes.add(NoteKind::TextBox, "", &content.words());
            self.nested(|walk| walk.blocks(content));
        }
    }

    /// Where only the end of a paragraph was put in or taken out, its lines are joined or parted.
    fn end_of_paragraph(&mut self, properties: Option<Element<'t>>, told: usize) {
        let Some(mark) = properties.and_then(|properties| properties.child("rPr")) else { return };
        let (comes, goes) = (mark.child("ins"), mark.child("del"));
        if let Some(change) = comes.or(goes).filter(|_| self.notes.changes() == told) {
            let (before, after) = if comes.is_some() { ("", "¶") } else { ("¶", "") };
            self.notes.add_by(NoteKind::Change, &runs::by(change), before, after);
        }
    }

    /// Goes into something that could hold itself; too deep is left out, as it would take too long.
    pub(super) fn nested(&mut self, go: impl FnOnce(&mut Self)) {
        if self.nested >= NESTED {
            return self.notes.count(NoteKind::ObjectLeftOut);
        }
        self.nested += 1;
        go(self);
        self.nested -= 1;
    }

    fn properties(&mut self, element: Option<Element<'t>>) -> Paragraph {
        let styles = &self.context.styles;
        let named = element.and_then(|element| element.value_of("pStyle")).map(|style| style.into_owned());
        let style = named.or_else(|| styles.default_paragraph().map(str::to_owned));
        let outline =
            element.and_then(|e| e.value_of("outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let role = match (styles.role(style.as_deref()), outline.and_then(by_outline)) {
            (Role::Body | Role::Continued, Some(role)) => role,
            (role, _) => role,
        };
        let list = self.list(element.and_then(|element| element.child("numPr")), style.as_deref());
        let mark = element.and_then(|element| element.child("rPr"));
        let goes_on = mark.is_some_and(|mark| match self.context.tracked {
            Tracked::Accept => mark.child("del").is_some(),
            Tracked::Reject => mark.child("ins").is_some(),
        });
        Paragraph { role, style, list, goes_on }
    }

    // The list that a paragraph belongs to, by itself or by its style.
    fn list(&self, own: Option<Element<'_>>, style: Option<&str>) -> Option<(String, usize)> {
        let by_style = self.context.styles.numbering(style);
        let id = own.and_then(|own| own.value_of("numId")).map(|id| id.into_owned());
        let level = own.and_then(|own| own.value_of("ilvl")).and_then(|level| level.parse::<usize>().ok());
        let id = id.or_else(|| by_style.as_ref().map(|(id, _)| id.clone()))?;
        let level = level.or_else(|| by_style.as_ref().and_then(|(_, level)| *level));
        let level = level.or_else(|| style.and_then(|style| self.numbering.level_of(&id, style)));
        (id != "0").then(|| (id, level.unwrap_or(0)))
    }

    fn finish(&mut self, paragraph: &Paragraph, words: Words) {
        if words.is_blank() {
            return;
        }
        if paragraph.role == Role::Contents && !self.keep_contents {
            return self.notes.count(NoteKind::ContentsLeftOut);
        }
        let mark = match &paragraph.list {
            Some((id, level)) if paragraph.role != Role::Title => self.numbering.next(id, *level),
            _ => None,
        };
        let level = paragraph.list.as_ref().map_or(0, |(_, level)| *level);
        let block = match paragraph.role {
            Role::Title => Block::Heading { level: 0, number: None, words },
            Role::Heading(level) => heading(level, mark, words),
            Role::Continued if self.go_on(&words) => return,
            _ => body(mark, level, words),
        };
        if !matches!(block, Block::Item(_)) {
            self.release_pictures();
        }
        self.blocks.push(block);
    }

    // A paragraph that goes on with the item before it.
    fn go_on(&mut self, words: &Words) -> bool {
        let Some(Block::Item(item)) = self.blocks.last_mut() else { return false };
        item.words.push("\n", &Look::default());
        item.words.append(words);
        true
    }

    pub(super) fn release_pictures(&mut self) {
        self.blocks.append(&mut self.waiting);
    }

    /// Letters of the text, unless they belong to something that is left out.
    pub(super) fn text(&mut self, text: &str, look: &Look) {
        if self.fields.is_silent() {
            return;
        }
        let link = look.link.clone().or_else(|| self.fields.link());
        let look = Look { link, ..look.clone() };
        // An address is written anew wherever its link begins.
        let begins = look.link.as_ref().filter(|link| self.words.last_link() != Some(*link));
        let address = begins.map_or(0, |link| link.len());
        if !self.has_room(text.len().saturating_add(address)) {
            return;
        }
        self.changed_by = None;
        for words in self.comments.values_mut().filter(|words| words.len() < 2_000) {
            words.push_str(text);
        }
        self.words.push(text, &look);
    }

    /// Whether so many bytes more fit into the text; they count from now on.
    pub(super) fn has_room(&mut self, bytes: usize) -> bool {
        self.letters = self.letters.saturating_add(bytes);
        self.letters <= limits::TEXT_BYTES
    }
}

fn heading(level: u8, mark: Option<Mark>, words: Words) -> Block {
    let (number, words) = match mark {
        Some(Mark::Number(number)) => (Some(format!("{number}.")), words),
        Some(Mark::Outline(number)) => (Some(number), words),
        Some(Mark::Label(label)) => (None, labelled(&label, &words)),
        Some(Mark::Bullet) | None => (None, words),
    };
    Block::Heading { level, number, words }
}

fn body(mark: Option<Mark>, level: usize, words: Words) -> Block {
    match mark {
        Some(Mark::Bullet) => Block::Item(Item { level, number: None, words }),
        Some(Mark::Number(number)) => Block::Item(Item { level, number: Some(number), words }),
        Some(Mark::Outline(label) | Mark::Label(label)) => Block::Paragraph(labelled(&label, &words)),
        None => match typed::bullet(words.text()) {
            Some(bullet) => Block::Item(Item { level: 0, number: None, words: words.without_start(bullet) }),
            None => Block::Paragraph(words),
        },
    }
}

fn labelled(label: &str, words: &Words) -> Words {
    let mut all = Words::plain(&format!("{label} "));
    all.append(words);
    all
}
