//! Through the elements of a page.

use std::rc::Rc;

use scraper::{ElementRef, Html, Node, Selector};

use crate::documents::limits::{self, Limit};
use crate::documents::read::blocks::{Block, Item};
use crate::documents::read::links;
use crate::documents::read::notes::{NoteKind, Notes, short};
use crate::documents::read::refusal::Refusal;
use crate::documents::read::typed;
use crate::documents::read::words::{Look, Words};

/// A walk through a page.
pub(super) struct Walk<'n> {
    pub(super) notes: &'n mut Notes,
    pub(super) blocks: Vec<Block>,
    pub(super) words: Words,
    pub(super) lists: Vec<List>,
    pub(super) keep_forms: bool,
    pub(super) depth: usize,
    heading: Option<u8>,
    exact: bool,
    letters: usize,
}

/// A list that is open.
pub(super) struct List {
    ordered: bool,
    next: u32,
    /// An item began and has no words yet.
    fresh: bool,
}

/// What is no text for readers.
const DROPPED: [&str; 26] = [
    "script", "style", "nav", "iframe", "frame", "frameset", "noscript", "template", "head", "svg", "math",
    "object", "embed", "applet", "audio", "video", "canvas", "button", "input", "select", "textarea",
    "datalist", "dialog", "map", "menu", "base",
];

const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "blockquote",
    "figure",
    "figcaption",
    "address",
    "dl",
    "dt",
    "dd",
    "fieldset",
    "details",
    "summary",
    "hr",
    "body",
    "center",
    "form",
];

/// What the page calls itself.
pub(super) fn page_title(page: &Html) -> Option<String> {
    let selector = Selector::parse("title").ok()?;
    let title: String = page.select(&selector).next()?.text().collect();
    Some(short(&title)).filter(|title| !title.is_empty())
}

impl<'n> Walk<'n> {
    pub(super) fn new(notes: &'n mut Notes) -> Self {
        Self {
            notes,
            blocks: Vec::new(),
            words: Words::default(),
            lists: Vec::new(),
            keep_forms: false,
            depth: 0,
            heading: None,
            exact: false,
            letters: 0,
        }
    }

    /// The blocks of a page.
    pub(super) fn run(mut self, page: &Html) -> Result<Vec<Block>, Refusal> {
        self.children(page.root_element(), &Look::default())?;
        self.flush();
        if self.letters > limits::TEXT_BYTES { Err(Limit::Text.into()) } else { Ok(self.blocks) }
    }

    pub(super) fn children(&mut self, element: ElementRef<'_>, look: &Look) -> Result<(), Refusal> {
        self.depth += 1;
        // Readers of pages put elements where they belong; that can make them deeper than they were.
        if self.depth > limits::DEPTH {
            return Err(Limit::Depth.into());
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text, look),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, look)?;
                    }
                }
                _ => {}
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn element(&mut self, element: ElementRef<'_>, look: &Look) -> Result<(), Refusal> {
        let name = element.value().name();
        if self.is_left_out(element, name) {
            return Ok(());
        }
        match name {
            "br" => self.push("\n", look),
            "img" => self.picture(element),
            "b" | "strong" => return self.children(element, &Look { bold: true, ..look.clone() }),
            "i" | "em" | "cite" => return self.children(element, &Look { italic: true, ..look.clone() }),
            "a" => return self.link(element, look),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return self.headline(element, name),
            "ul" | "ol" => return self.list(element, name == "ol"),
            "li" => return self.item(element),
            "table" => return self.table(element),
            "pre" => {
                self.flush();
                self.exact = true;
                self.children(element, look)?;
                self.exact = false;
                self.flush();
            }
            "dt" => {
                self.flush();
                self.children(element, &Look { bold: true, ..look.clone() })?;
                self.flush();
            }
            _ if BLOCKS.contains(&name) => {
                self.flush();
                self.children(element, look)?;
                self.flush();
            }
            _ => return self.children(element, look),
        }
        Ok(())
    }

    fn is_left_out(&mut self, element: ElementRef<'_>, name: &str) -> bool {
        if DROPPED.contains(&name) || (name == "form" && !self.keep_forms) {
            if !matches!(name, "style" | "head" | "base") {
                self.notes.count(NoteKind::FormLeftOut);
            }
            return true;
        }
        let attribute = |name: &str| element.value().attr(name);
        let style = attribute("style").unwrap_or_default().to_lowercase().replace(' ', "");
        let hidden = attribute("hidden").is_some()
            || attribute("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        if hidden {
            let words: String = element.text().take(100).collect();
            self.notes.add(NoteKind::HiddenLeftOut, &words, "");
        }
        hidden
    }

    fn text(&mut self, text: &str, look: &Look) {
        if self.exact {
            self.push(text, look);
        } else {
            let spaced: String =
                text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
            self.push(&spaced, look);
        }
    }

    fn push(&mut self, text: &str, look: &Look) {
        // An address is written anew wherever its link begins.
        let begins = look.link.as_ref().filter(|link| self.words.last_link() != Some(*link));
        let address = begins.map_or(0, |link| link.len());
        self.letters = self.letters.saturating_add(text.len()).saturating_add(address);
        if self.letters <= limits::TEXT_BYTES * 2 {
            self.words.push(text, look);
        }
    }

    fn picture(&mut self, element: ElementRef<'_>) {
        let alt = element.value().attr("alt").unwrap_or_default();
        self.notes.add(NoteKind::PictureLeftOut, alt, "");
    }

    fn link(&mut self, element: ElementRef<'_>, look: &Look) -> Result<(), Refusal> {
        let Some(address) = element.value().attr("href") else { return self.children(element, look) };
        let link = links::checked(address);
        if link.is_none() && !address.starts_with('#') {
            let words: String = element.text().take(100).collect();
            self.notes.add(NoteKind::LinkLeftOut, &words, "");
        }
        self.children(element, &Look { link: link.map(Rc::from), ..look.clone() })
    }

    fn headline(&mut self, element: ElementRef<'_>, name: &str) -> Result<(), Refusal> {
        self.flush();
        self.heading = name.strip_prefix('h').and_then(|level| level.parse().ok());
        self.children(element, &Look::default())?;
        self.flush();
        self.heading = None;
        Ok(())
    }

    fn list(&mut self, element: ElementRef<'_>, ordered: bool) -> Result<(), Refusal> {
        self.flush();
        let start = element.value().attr("start").and_then(|start| start.trim().parse().ok());
        self.lists.push(List { ordered, next: start.unwrap_or(1), fresh: false });
        self.children(element, &Look::default())?;
        self.flush();
        self.lists.pop();
        Ok(())
    }

    fn item(&mut self, element: ElementRef<'_>) -> Result<(), Refusal> {
        self.flush();
        let value = element.value().attr("value").and_then(|value| value.trim().parse().ok());
        if let Some(list) = self.lists.last_mut() {
            list.fresh = true;
            list.next = value.unwrap_or(list.next);
        }
        self.children(element, &Look::default())?;
        self.flush();
        if let Some(list) = self.lists.last_mut() {
            list.fresh = false;
        }
        Ok(())
    }

    /// Ends the paragraph, heading or item whose words were read.
    pub(super) fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.is_blank() {
            return;
        }
        if let Some(level) = self.heading.filter(|_| self.lists.is_empty()) {
            self.blocks.push(Block::Heading { level, number: None, words });
        } else if self.lists.is_empty() {
            self.blocks.push(match typed::bullet(words.text()) {
                Some(at) => Block::Item(Item { level: 0, number: None, words: words.without_start(at) }),
                None => Block::Paragraph(words),
            });
        } else {
            self.flush_item(words);
        }
    }

    fn flush_item(&mut self, words: Words) {
        let level = self.lists.len() - 1;
        let Some(list) = self.lists.last_mut() else { return };
        if !list.fresh
            && let Some(Block::Item(item)) = self.blocks.last_mut()
        {
            item.words.push("\n", &Look::default());
            item.words.append(&words);
            return;
        }
        let number = list.ordered.then_some(list.next);
        list.next = list.next.saturating_add(1);
        list.fresh = false;
        self.blocks.push(Block::Item(Item { level, number, words }));
    }
}
