//! The policy sheet as HTML.

mod links;
mod page;
mod sanitised;

use crate::messages::{Messages, args};

pub use links::{code_parts, code_runs, code_whole, code_words, is_linkable, linked};
pub use page::{Head, page};
pub use sanitised::SanitisedHtml;

use super::fill::{Filled, State};
use super::labels;
use super::model::{Block, Heading, Inline, List, Picture, Sentence, SignOffRow, Table};
pub(in crate::documents) use sanitised::Writer;

/// How the sheet is shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// The address of the logo; a `data:` address in a stand-alone page.
    pub logo: Option<&'a str>,
    /// Print the title as the first heading. Pages that have it as theirs leave it out.
    pub with_title: bool,
    /// Mark filled places and offer a place for the logo ("Show fields").
    pub show_fields: bool,
    /// What stands before a field's name in the links of gaps; `#field-` when empty.
    pub link: &'a str,
}

/// The sheet: `article.doc`. Gaps are `span.gap`, unknown fields `span.unknown`, places set on
/// publishing `span.later`, and with [`Look::show_fields`] filled ones `span.filled`.
#[must_use]
pub fn sheet(filled: &Filled, look: &Look<'_>, messages: &Messages) -> SanitisedHtml {
    let mut sheet = Sheet { filled, look, messages, out: Writer::default() };
    sheet.article();
    sheet.out.finish()
}

struct Sheet<'a> {
    filled: &'a Filled,
    look: &'a Look<'a>,
    messages: &'a Messages,
    out: Writer,
}

impl Sheet<'_> {
    fn article(&mut self) {
        self.out.open("article", &[("class", "doc"), ("lang", self.filled.language.tag())]);
        self.out.line();
        let document = &self.filled.document;
        document.head.iter().for_each(|line| self.head(line));
        if self.look.with_title && !document.title.is_empty() {
            self.element("h1", &[], &document.title);
        }
        document.blocks.iter().for_each(|block| self.block(block));
        self.out.close("article");
        self.out.line();
    }

    // A line that prints nothing (no logo) leaves no empty paragraph.
    fn head(&mut self, line: &Sentence) {
        let silent = line.0.iter().all(|part| match part {
            Inline::Field(name) => *self.filled.state(name) == State::Nothing,
            Inline::Text(text) => text.trim().is_empty(),
            _ => false,
        });
        if !silent || self.look.show_fields {
            self.element("p", &[("class", "mh")], line);
        }
    }

    fn element(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], sentence: &Sentence) {
        self.out.open(tag, attributes);
        self.inline(&sentence.0);
        self.out.close(tag);
        self.out.line();
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(sentences) => {
                self.out.open("p", &[]);
                self.sentences(sentences);
                self.out.close("p");
                self.out.line();
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => self.table(table),
            Block::SignOff(rows) => self.sign_off(rows),
            Block::Copyright(sentence) => self.element("p", &[("class", "end")], sentence),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    // Without its file the description stands in its place.
    fn picture(&mut self, picture: &Picture) {
        let words = labels::picture(self.messages, self.filled.language, &picture.alt);
        if let Some(file) = self.filled.pictures.get(&picture.name) {
            let alt = if picture.alt.is_empty() { words.as_str() } else { picture.alt.as_str() };
            self.out.open("p", &[("class", "picture")]);
            self.out.open("img", &[("src", &file.data_address()), ("alt", alt)]);
        } else {
            self.out.open("p", &[("class", "no-picture")]);
            self.out.text(&words);
        }
        self.out.close("p");
        self.out.line();
    }

    fn heading(&mut self, heading: &Heading) {
        let tag = match heading.level {
            0..=2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        self.out.open(tag, &[("id", &heading.id)]);
        if let Some(number) = &heading.number {
            self.out.open("span", &[("class", "no")]);
            self.out.text(number);
            self.out.close("span");
            self.out.text(" ");
        }
        self.inline(&heading.words.0);
        self.out.close(tag);
        self.out.line();
    }

    fn sentences(&mut self, sentences: &[Sentence]) {
        for (at, sentence) in sentences.iter().enumerate() {
            if at > 0 {
                self.out.text(" ");
            }
            self.inline(&sentence.0);
        }
    }

    fn list(&mut self, list: &List) {
        let tag = if list.ordered { "ol" } else { "ul" };
        let start = if list.ordered && list.start != 1 { list.start.to_string() } else { String::new() };
        self.out.open(tag, &[("start", &start)]);
        self.out.line();
        for item in &list.items {
            self.out.open("li", &[]);
            self.sentences(&item.sentences);
            item.lists.iter().for_each(|inner| self.list(inner));
            self.out.close("li");
            self.out.line();
        }
        self.out.close(tag);
        self.out.line();
    }

    fn table(&mut self, table: &Table) {
        self.out.open("table", &[]);
        self.out.open("thead", &[]);
        self.row(&table.header, "th", &[("scope", "col")]);
        self.out.close("thead");
        self.out.open("tbody", &[]);
        table.rows.iter().for_each(|row| self.row(row, "td", &[]));
        self.out.close("tbody");
        self.out.close("table");
        self.out.line();
    }

    fn row(&mut self, cells: &[Sentence], tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.open("tr", &[]);
        cells.iter().for_each(|cell| self.element(tag, attributes, cell));
        self.out.close("tr");
    }

    fn sign_off(&mut self, rows: &[SignOffRow]) {
        self.out.open("dl", &[("class", "sign-off")]);
        self.out.line();
        for row in rows {
            self.out.open("div", &[]);
            self.element("dt", &[], &row.label);
            self.element("dd", &[], &row.value);
            self.out.close("div");
        }
        self.out.close("dl");
        self.out.line();
    }

    fn inline(&mut self, parts: &[Inline]) {
        for part in parts {
            match part {
                Inline::Text(text) => self.out.text(text),
                Inline::Field(name) => self.field(name),
                Inline::Strong(inner) => self.wrapped("strong", &[], inner),
                Inline::Emphasis(inner) => self.wrapped("em", &[], inner),
                Inline::Link(link) if is_safe(&link.address) => {
                    let attributes = [("href", link.address.as_str()), ("rel", "noopener noreferrer")];
                    self.wrapped("a", &attributes, &link.label);
                }
                Inline::Link(link) => self.inline(&link.label),
                Inline::Break => self.out.open("br", &[]),
            }
        }
    }

    fn wrapped(&mut self, tag: &'static str, attributes: &[(&'static str, &str)], inner: &[Inline]) {
        self.out.open(tag, attributes);
        self.inline(inner);
        self.out.close(tag);
    }

    fn field(&mut self, name: &str) {
        let filled = self.filled;
        match filled.state(name) {
            State::Filled(words) if self.look.show_fields => self.pill("filled", name, words),
            State::Filled(words) => self.out.text(words),
            State::Image => self.logo(),
            State::Nothing if self.look.show_fields && name == super::catalogue::LOGO => {
                let words = self.messages.get(filled.language, "document-logo-place");
                self.pill("later", name, &words);
            }
            State::Nothing => {}
            State::Missing => {
                let words = labels::missing(self.messages, filled.language, name);
                self.pill("gap", name, &words);
            }
            State::Unknown => self.unknown(name),
            State::Later(proposed) => {
                let words = labels::later(self.messages, filled.language, name, proposed.as_deref());
                self.pill("later", name, &words);
            }
        }
    }

    fn pill(&mut self, class: &'static str, name: &str, words: &str) {
        let prefix = if self.look.link.is_empty() { "#field-" } else { self.look.link };
        self.out.open("span", &[("class", class)]);
        self.out.open("a", &[("href", &format!("{prefix}{name}"))]);
        self.out.text(words);
        self.out.close("a");
        self.out.close("span");
    }

    // Never the name in double braces: a page with braces on it looks finished to nobody, but a
    // search for them must find none.
    fn unknown(&mut self, name: &str) {
        let words = self.messages.get(self.filled.language, "document-unknown");
        let name = name.replace(['{', '}'], "");
        self.pill("unknown", &name, &format!("{words}: {name}"));
    }

    fn logo(&mut self) {
        if let Some(address) = self.look.logo {
            let name = self.filled.states.get("org_field_name");
            let name = if let Some(State::Filled(name)) = name { name.as_str() } else { "" };
            let alt =
                self.messages.format(self.filled.language, "document-logo-alt", &args([("name", name)]));
            self.out.open("img", &[("class", "logo"), ("src", address), ("alt", alt.trim())]);
        }
    }
}

/// Whether a link in a text may be printed as one.
#[must_use]
pub fn is_safe(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:", "#"].iter().any(|begin| address.starts_with(begin))
}

#[cfg(test)]
mod tests;
