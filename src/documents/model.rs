//! The document as it is stored: blocks of sentences, with field places that are not filled yet.

use serde::{Deserialize, Serialize};

/// A text with its structure. Structure is read before any value is known, so a value can
/// never make a heading or a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Lines above the title: logo, organisation name, registration number.
    pub head: Vec<Sentence>,
    /// The title; empty when the text has none.
    pub title: Sentence,
    /// Everything below the title.
    pub blocks: Vec<Block>,
}

/// A sentence, or any other run of words that stands on one line of the stored model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sentence(pub Vec<Inline>);

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Plain letters.
    Text(String),
    /// A place for the value of the field with this name.
    Field(String),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// A link; the address is checked again where it is printed.
    Link(Link),
    /// A line break that the author asked for.
    Break,
}

/// A link in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub label: Vec<Inline>,
}

/// A block of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph, a sentence a line.
    Paragraph(Vec<Sentence>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// The rows of the sign-off block.
    SignOff(Vec<SignOffRow>),
    /// The copyright line, which ends the policy.
    Copyright(Sentence),
    /// A picture on a line of its own.
    Picture(Picture),
}

/// A picture; its file comes with the rendering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Names the file: letters, digits and dashes (see `pictures`).
    pub name: String,
    /// The description for people who do not see it; empty when nobody wrote one.
    pub alt: String,
}

/// A heading below the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6; the title is 1.
    pub level: u8,
    /// The author's number without a final full stop, such as `3.6`.
    pub number: Option<String>,
    /// The same for the same number or words, such as `s3-6`; unique in the document.
    pub id: String,
    /// What the heading says, without its number.
    pub words: Sentence,
}

/// A list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Numbered, or with bullets.
    pub ordered: bool,
    /// The number of the first item of a numbered list.
    pub start: u32,
    /// The items.
    pub items: Vec<Item>,
}

/// A list item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What the item says.
    pub sentences: Vec<Sentence>,
    /// Lists inside the item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<List>,
}

/// A table with one row of headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The column headings.
    pub header: Vec<Sentence>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Sentence>>,
}

/// A row of the sign-off block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOffRow {
    /// For example "Responsible Person", without the colon.
    pub label: Sentence,
    /// The value beside it.
    pub value: Sentence,
}

impl Sentence {
    /// A sentence of plain letters.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        if text.is_empty() { Self::default() } else { Self(vec![Inline::Text(text.to_owned())]) }
    }

    /// Nothing to print.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The letters alone; field places appear as `{{name}}`.
    #[must_use]
    pub fn raw(&self) -> String {
        let mut out = String::new();
        raw(&self.0, &mut out);
        out
    }
}

fn raw(parts: &[Inline], out: &mut String) {
    for part in parts {
        match part {
            Inline::Text(text) => out.push_str(text),
            Inline::Field(name) => {
                out.push_str("{{");
                out.push_str(name);
                out.push_str("}}");
            }
            Inline::Strong(inner) | Inline::Emphasis(inner) => raw(inner, out),
            Inline::Link(link) => raw(&link.label, out),
            Inline::Break => out.push(' '),
        }
    }
}

impl Document {
    /// The headings in reading order.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        })
    }

    /// The pictures in reading order.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Picture(picture) => Some(picture),
            _ => None,
        })
    }

    /// Changes every sentence, in reading order.
    pub fn for_each_sentence_mut(&mut self, change: &mut dyn FnMut(&mut Sentence)) {
        self.head.iter_mut().for_each(&mut *change);
        change(&mut self.title);
        for block in &mut self.blocks {
            block.for_each_sentence_mut(change);
        }
    }

    /// Visits every sentence, in reading order.
    pub fn for_each_sentence(&self, visit: &mut dyn FnMut(&Sentence)) {
        self.head.iter().for_each(&mut *visit);
        visit(&self.title);
        for block in &self.blocks {
            block.for_each_sentence(visit);
        }
    }

    /// Visits the name of every field place, in reading order.
    pub fn for_each_field(&self, visit: &mut dyn FnMut(&str)) {
        self.for_each_sentence(&mut |sentence| fields(&sentence.0, visit));
    }
}

fn fields(parts: &[Inline], visit: &mut dyn FnMut(&str)) {
    for part in parts {
        match part {
            Inline::Field(name) => visit(name),
            Inline::Strong(inner) | Inline::Emphasis(inner) => fields(inner, visit),
            Inline::Link(link) => fields(&link.label, visit),
            Inline::Text(_) | Inline::Break => {}
        }
    }
}

impl Block {
    fn for_each_sentence(&self, visit: &mut dyn FnMut(&Sentence)) {
        match self {
            Self::Heading(heading) => visit(&heading.words),
            Self::Paragraph(sentences) => sentences.iter().for_each(&mut *visit),
            Self::List(list) => list.for_each_sentence(visit),
            Self::Table(table) => {
                table.header.iter().chain(table.rows.iter().flatten()).for_each(&mut *visit);
            }
            Self::SignOff(rows) => rows.iter().for_each(|row| {
                visit(&row.label);
                visit(&row.value);
            }),
            Self::Copyright(sentence) => visit(sentence),
            Self::Picture(_) => {}
        }
    }

    fn for_each_sentence_mut(&mut self, change: &mut dyn FnMut(&mut Sentence)) {
        match self {
            Self::Heading(heading) => change(&mut heading.words),
            Self::Paragraph(sentences) => sentences.iter_mut().for_each(&mut *change),
            Self::List(list) => list.for_each_sentence_mut(change),
            Self::Table(table) => {
                table.header.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(&mut *change);
            }
            Self::SignOff(rows) => rows.iter_mut().for_each(|row| {
                change(&mut row.label);
                change(&mut row.value);
            }),
            Self::Copyright(sentence) => change(sentence),
            Self::Picture(_) => {}
        }
    }
}

impl List {
    /// The items of this list and of the lists inside it.
    #[must_use]
    pub fn count(&self) -> usize {
        let inner: usize = self.items.iter().flat_map(|item| &item.lists).map(Self::count).sum();
        self.items.len() + inner
    }

    fn for_each_sentence(&self, visit: &mut dyn FnMut(&Sentence)) {
        for item in &self.items {
            item.sentences.iter().for_each(&mut *visit);
            item.lists.iter().for_each(|list| list.for_each_sentence(visit));
        }
    }

    fn for_each_sentence_mut(&mut self, change: &mut dyn FnMut(&mut Sentence)) {
        for item in &mut self.items {
            item.sentences.iter_mut().for_each(&mut *change);
            item.lists.iter_mut().for_each(|list| list.for_each_sentence_mut(change));
        }
    }
}
