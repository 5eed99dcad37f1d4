//! Headings, lists, tables and emphasis of a Markdown text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::angles;
use super::lines::is_headline;
use super::marks::{self, Marks};
use super::numbers;
use super::placeholders::{Marked, clean};
use super::{Raw, RawItem, RawKind, RawList};
use crate::documents::limits::{self, Limit};
use crate::documents::model::Picture;
use crate::documents::pictures;

/// The parts of a Markdown text, in order.
///
/// # Errors
/// Nested too deeply, or too many links.
pub(super) fn read(marked: &Marked, found: &mut Marks<'_>) -> Result<Vec<Raw>, Limit> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&marked.text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.line = marked.line_at(range.start);
        match event {
            Event::Text(text) if is_reference(&text, marked.text.get(range)) => reader.reference(&text),
            event => reader.event(event, found)?,
        }
    }
    reader.flush();
    Ok(levels(promote(reader.raws)))
}

// Whether a text was written as a reference: `&amp;`, `&#8217;`.
fn is_reference(text: &str, written: Option<&str>) -> bool {
    written.is_some_and(|written| written.starts_with('&') && written != text)
}

#[derive(Default)]
struct Reader {
    raws: Vec<Raw>,
    line: usize,
    begin: usize,
    depth: usize,
    text: String,
    // The block of markup that is being read.
    markup: String,
    lists: Vec<RawList>,
    list_line: usize,
    table: Vec<Vec<String>>,
    // Names of the images that are open, with the place where their words begin.
    images: Vec<(Option<String>, usize)>,
    // Pictures of the block that is being read; they come behind it.
    pictures: Vec<Raw>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, found: &mut Marks<'_>) -> Result<(), Limit> {
        match event {
            Event::Start(tag) => self.start(tag, found)?,
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&angles::letters(&text)),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.extend([marks::BREAK, '\n']),
            Event::Html(html) => self.markup.push_str(&html),
            Event::InlineHtml(html) => self.text.push_str(&angles::words(&html)),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, found: &mut Marks<'_>) -> Result<(), Limit> {
        self.depth += 1;
        // Every list level counts twice, as list and as item; a table three times.
        let deep_list = matches!(tag, Tag::List(_)) && self.lists.len() >= limits::NESTING;
        if deep_list || self.depth > limits::NESTING * 3 {
            return Err(Limit::Nesting);
        }
        match tag {
            Tag::Strong => self.text.push(marks::STRONG),
            Tag::Emphasis => self.text.push(marks::EMPHASIS),
            Tag::Link { dest_url, .. } => self.text.push(found.link(&dest_url)?),
            Tag::Image { dest_url, .. } => {
                let name = dest_url.strip_prefix("picture:").filter(|name| pictures::is_name(name));
                self.images.push((name.map(str::to_owned), self.text.len()));
            }
            Tag::List(first) => self.list(first),
            Tag::Item => self.item(),
            Tag::Table(_) => {
                self.flush();
                self.table = Vec::new();
                self.begin = self.line;
            }
            Tag::TableHead | Tag::TableRow => self.table.push(Vec::new()),
            Tag::Heading { .. }
            | Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::BlockQuote(_) => self.flush(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) {
        self.depth = self.depth.saturating_sub(1);
        match tag {
            TagEnd::Strong => self.text.push(marks::STRONG_END),
            TagEnd::Emphasis => self.text.push(marks::EMPHASIS_END),
            TagEnd::Link => self.text.push(marks::LINK_END),
            TagEnd::Image => self.end_image(),
            TagEnd::Heading(level) => {
                self.heading(level);
                self.place_pictures();
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => self.flush(),
            // Markup of the web is not kept; its words are.
            TagEnd::HtmlBlock => {
                self.text.push_str(&angles::words(&std::mem::take(&mut self.markup)));
                self.flush();
            }
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => self.cell(),
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    // A reference such as `&#10;` may stand for a letter that was taken out of the text before, or for
    // one of our marks.
    fn reference(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                marks::WORDS_IN_TEXT => self.text.push(marks::WORDS),
                letter if marks::is_mark(letter) => {}
                letter => self.text.extend(
                    clean(letter.encode_utf8(&mut [0; 4]))
                        .iter()
                        .map(|letter| if *letter == '\n' { ' ' } else { *letter }),
                ),
            }
        }
    }

    // An image from anywhere else is not kept; its words are.
    fn end_image(&mut self) {
        if let Some((Some(name), begin)) = self.images.pop() {
            let alt = self.text.split_off(begin.min(self.text.len()));
            let alt: String = alt.chars().filter(|letter| !marks::is_mark(*letter)).collect();
            let picture = Picture { name, alt: one_line(&alt) };
            self.pictures.push(Raw { line: self.line, kind: RawKind::Picture(picture) });
        }
    }

    fn place_pictures(&mut self) {
        self.raws.append(&mut self.pictures);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if let Some(item) = self.lists.last_mut().and_then(|list| list.items.last_mut()) {
            let words = one_line(&text);
            if !item.text.is_empty() && !words.is_empty() {
                item.text.push(' ');
            }
            item.text.push_str(&words);
        } else {
            self.paragraph(&text);
            self.place_pictures();
        }
        self.begin = self.line;
    }

    fn paragraph(&mut self, text: &str) {
        let lines = text.split('\n').enumerate().map(|(at, line)| (self.begin + at, one_line(line)));
        let silent = |letter: char| marks::is_mark(letter) && !marks::is_field(letter);
        let lines: Vec<(usize, String)> = lines.filter(|(_, line)| !line.chars().all(silent)).collect();
        if let Some((line, _)) = lines.first() {
            self.raws.push(Raw { line: *line, kind: RawKind::Lines { lines, joined: true } });
        }
    }

    // A heading inside a list item is only its words.
    fn heading(&mut self, level: HeadingLevel) {
        if !self.lists.is_empty() {
            return self.flush();
        }
        let text = one_line(&std::mem::take(&mut self.text));
        let numbered = numbers::read(&text);
        let (number, words) = match &numbered {
            Some(numbered) => (Some(numbered.label()), numbered.words.to_owned()),
            None => (None, text.clone()),
        };
        let level = heading_level(level);
        if !words.is_empty() {
            self.raws.push(Raw { line: self.line, kind: RawKind::Heading { level, number, words } });
        }
    }

    fn list(&mut self, first: Option<u64>) {
        self.flush();
        if self.lists.is_empty() {
            self.list_line = self.line;
        }
        let start = first.and_then(|first| u32::try_from(first).ok()).unwrap_or(1);
        self.lists.push(RawList { ordered: first.is_some(), start, items: Vec::new() });
    }

    fn item(&mut self) {
        self.text.clear();
        if let Some(list) = self.lists.last_mut() {
            list.items.push(RawItem { text: String::new(), lists: Vec::new() });
        }
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else { return };
        match self.lists.last_mut().and_then(|outer| outer.items.last_mut()) {
            Some(item) => item.lists.push(list),
            None => {
                self.raws.push(Raw { line: self.list_line, kind: RawKind::List(list) });
                self.place_pictures();
            }
        }
    }

    fn cell(&mut self) {
        let text = one_line(&std::mem::take(&mut self.text));
        if let Some(row) = self.table.last_mut() {
            row.push(text);
        }
    }

    fn end_table(&mut self) {
        let mut rows = std::mem::take(&mut self.table).into_iter();
        let Some(header) = rows.next() else { return };
        self.raws.push(Raw { line: self.begin, kind: RawKind::Table { header, rows: rows.collect() } });
        self.place_pictures();
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

// A text that was pasted as Markdown without any heading mark: "2. Scope" became a list of one
// item, "2.1 Words" a paragraph.
fn promote(mut raws: Vec<Raw>) -> Vec<Raw> {
    if raws.iter().any(|raw| matches!(raw.kind, RawKind::Heading { level: 2.., .. })) {
        return raws;
    }
    for raw in &mut raws {
        if let Some((number, words)) = numbered_line(&raw.kind) {
            let level = u8::try_from(number.split('.').count() + 1).unwrap_or(6);
            raw.kind = RawKind::Heading { level, number: Some(number), words };
        }
    }
    raws
}

fn numbered_line(kind: &RawKind) -> Option<(String, String)> {
    match kind {
        RawKind::List(list) if list.ordered => match list.items.as_slice() {
            [item] if item.lists.is_empty() && is_headline(&item.text) => {
                Some((list.start.to_string(), item.text.clone()))
            }
            _ => None,
        },
        RawKind::Lines { lines, .. } => match lines.as_slice() {
            [(_, line)] => numbers::read(line)
                .filter(|numbered| numbered.parts.len() > 1 && is_headline(numbered.words))
                .map(|numbered| (numbered.label(), numbered.words.to_owned())),
            _ => None,
        },
        _ => None,
    }
}

// The first heading of the first level is the title; a later one is a section like all others.
fn levels(mut raws: Vec<Raw>) -> Vec<Raw> {
    let down = u8::from(sections_are_first(&raws));
    let mut title = true;
    for raw in &mut raws {
        if let RawKind::Heading { level, .. } = &mut raw.kind {
            *level = match *level {
                1 if title => 1,
                1 => 2,
                other => other + down,
            };
            title = title && *level != 1;
        }
    }
    raws
}

// Whether the whole text has its sections on the first level, with parts below: the first heading after the
// title is of that level, there are more of them, and nothing below carries the number of a section.
fn sections_are_first(raws: &[Raw]) -> bool {
    let headings = raws.iter().filter_map(|raw| match &raw.kind {
        RawKind::Heading { level, number, .. } => Some((*level, number.as_deref())),
        _ => None,
    });
    let after: Vec<(u8, Option<&str>)> = headings.skip_while(|(level, _)| *level != 1).skip(1).collect();
    let is_section = |number: &str| !number.contains('.');
    after.first().is_some_and(|(level, _)| *level == 1)
        && after.iter().filter(|(level, _)| *level == 1).count() > 1
        && !after.iter().any(|(level, number)| *level > 1 && number.is_some_and(is_section))
}
