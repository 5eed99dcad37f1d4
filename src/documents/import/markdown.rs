//! Headings, lists, tables and emphasis of a Markdown text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::lines::is_headline;
use super::marks::{self, Marks};
use super::numbers;
use super::placeholders::Marked;
use super::{Raw, RawItem, RawKind, RawList};
use crate::documents::limits::{self, Limit};
use crate::documents::model::Picture;
use crate::documents::pictures;

/// The parts of a Markdown text, in order.
///
/// # Errors
/// Nested too deeply, or too many links.
pub(super) fn read(marked: &Marked, found: &mut Marks) -> Result<Vec<Raw>, Limit> {
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&marked.text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.line = marked.line_at(range.start);
        reader.event(event, found)?;
    }
    reader.flush();
    Ok(levels(promote(reader.raws)))
}

#[derive(Default)]
struct Reader {
    raws: Vec<Raw>,
    line: usize,
    begin: usize,
    depth: usize,
    text: String,
    lists: Vec<RawList>,
    list_line: usize,
    table: Vec<Vec<String>>,
    // Names of the images that are open, with the place where their words begin.
    images: Vec<(Option<String>, usize)>,
    // Pictures of the block that is being read; they come behind it.
    pictures: Vec<Raw>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, found: &mut Marks) -> Result<(), Limit> {
        match event {
            Event::Start(tag) => self.start(tag, found)?,
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.extend([marks::BREAK, '\n']),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, found: &mut Marks) -> Result<(), Limit> {
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
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Item => self.flush(),
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => self.cell(),
            TagEnd::Table => self.end_table(),
            _ => {}
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

    // Markup of the web is not kept; its words are.
    fn html(&mut self, html: &str) {
        if html.trim().to_lowercase().starts_with("<br") {
            self.text.push(marks::BREAK);
            return;
        }
        let mut inside = false;
        for letter in html.chars() {
            match letter {
                '<' => inside = true,
                '>' => inside = false,
                letter if !inside => self.text.push(letter),
                _ => {}
            }
        }
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

// The first heading of the first level is the title. Where there are more of them, they are
// sections, and everything below moves down by one.
fn levels(mut raws: Vec<Raw>) -> Vec<Raw> {
    let first = raws.iter().filter(|raw| matches!(raw.kind, RawKind::Heading { level: 1, .. })).count();
    if first < 2 {
        return raws;
    }
    let mut title = true;
    for raw in &mut raws {
        if let RawKind::Heading { level, .. } = &mut raw.kind {
            if !(title && *level == 1) {
                *level += 1;
            }
            title = title && *level != 1;
        }
    }
    raws
}
