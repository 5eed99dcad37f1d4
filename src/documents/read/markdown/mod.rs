//! From words and blocks to Markdown that means the same letters: what looks like a mark in the source
//! stays a letter, and field places stay whole.

use pulldown_cmark::{Event, Options, Parser};

use crate::documents::read::blocks::{Block, Item, Table};
use crate::documents::read::words::{Letters, PLACE, Words};
use std::ops::Range;

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Heading,
    Cell,
    // The spaces before each further line.
    Item(usize),
}

impl Place {
    // Whether a line of it could be taken for the beginning of something.
    const fn begins_lines(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item(_))
    }
}

/// The Markdown of these blocks.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut out = Out::default();
    for block in blocks {
        match block {
            Block::Heading { level, number, words } => out.heading(*level, number.as_deref(), words),
            Block::Paragraph(words) => out.block(&inline(words, Place::Paragraph)),
            Block::Item(item) => out.item(item),
            Block::Table(table) => out.table(table),
            Block::Picture { name, alt } => {
                let alt = Words::plain(alt);
                out.block(&format!("![{}](picture:{name})", inline(&alt, Place::Heading)));
            }
        }
    }
    out.text
}

#[derive(Default)]
struct Out {
    text: String,
    lists: Vec<Open>,
}

// A list that the next item may belong to.
struct Open {
    ordered: bool,
    number: u32,
    other: bool,
    inside: usize,
}

const LEVELS: usize = crate::documents::limits::NESTING;

impl Out {
    fn block(&mut self, text: &str) {
        self.lists.clear();
        if !text.is_empty() {
            self.gap();
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, level: u8, number: Option<&str>, words: &Words) {
        let mut text = inline(words, Place::Heading);
        if let Some(number) = number.filter(|_| !text.is_empty()) {
            text = format!("{number} {text}");
        }
        if !text.is_empty() {
            let marks = "#".repeat(usize::from(level.clamp(1, 6)));
            self.block(&format!("{marks} {text}"));
        }
    }

    fn item(&mut self, item: &Item) {
        let first = self.lists.is_empty();
        let level = item.level.min(self.lists.len()).min(LEVELS - 1);
        self.lists.truncate(level + 1);
        let number = item.number.filter(|number| *number < 1_000_000_000);
        let indent =
            level.checked_sub(1).and_then(|outer| self.lists.get(outer)).map_or(0, |list| list.inside);
        let (other, opens) = self.open(level, number);
        let mark = match (number, other) {
            (Some(number), false) => format!("{number}. "),
            (Some(number), true) => format!("{number}) "),
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
        };
        let inside = indent + mark.len();
        if let Some(list) = self.lists.get_mut(level) {
            list.inside = inside;
        }
        // A list that does not begin with 1 cannot begin in the line after words.
        if first || (opens && (level == 0 || number.is_some_and(|number| number != 1))) {
            self.gap();
        }
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(&mark);
        self.text.push_str(&inline(&item.words, Place::Item(inside)));
        self.text.push('\n');
    }

    // Goes on with the list of this level or begins another one, with the other mark: two lists
    // with the same mark would be one.
    fn open(&mut self, level: usize, number: Option<u32>) -> (bool, bool) {
        let Some(list) = self.lists.get_mut(level) else {
            self.lists.push(Open {
                ordered: number.is_some(),
                number: number.unwrap_or(0),
                other: false,
                inside: 0,
            });
            return (false, true);
        };
        let goes_on = list.ordered == number.is_some() && number.is_none_or(|next| next == list.number + 1);
        let opens = !goes_on;
        if opens && list.ordered == number.is_some() {
            list.other = !list.other;
        }
        list.ordered = number.is_some();
        list.number = number.unwrap_or(0);
        (list.other, opens)
    }

    fn table(&mut self, table: &Table) {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut lines = String::new();
        for (at, row) in table.rows.iter().enumerate() {
            lines.push('|');
            for column in 0..width {
                let words = row.get(column).map(|words| cell(words, at == 0)).unwrap_or_default();
                lines.push(' ');
                lines.push_str(&words);
                lines.push_str(" |");
            }
            lines.push('\n');
            if at == 0 {
                lines.push('|');
                lines.push_str(&" --- |".repeat(width));
                lines.push('\n');
            }
        }
        self.block(lines.trim_end_matches('\n'));
    }
}

// Column headings have their own look.
fn cell(words: &Words, header: bool) -> String {
    if header { inline(&words.clone().unstressed(), Place::Cell) } else { inline(words, Place::Cell) }
}

/// The Markdown of words. Looks that Markdown cannot show at this place are left out: letters count
/// more than looks.
fn inline(words: &Words, place: Place) -> String {
    let mut letters = words.letters();
    let stressed = letters.looks.iter().any(|look| look.bold || look.italic || look.link.is_some());
    let mut text = print(&letters, place);
    if stressed && !says(&text, &letters, place) {
        letters.looks.iter_mut().for_each(|look| (look.bold, look.italic) = (false, false));
        text = print(&letters, place);
        if !says(&text, &letters, place) {
            letters.looks.iter_mut().for_each(|look| look.link = None);
            text = print(&letters, place);
        }
    }
    put_back(&text, &letters.places)
}

fn put_back(text: &str, places: &[String]) -> String {
    if places.is_empty() {
        return text.to_owned();
    }
    let mut parts = text.split(PLACE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    let mut places = places.iter();
    for part in parts {
        out.push_str(places.next().map_or("", String::as_str));
        out.push_str(part);
    }
    out
}

// Whether a Markdown reader sees these letters in the text.
fn says(text: &str, letters: &Letters, place: Place) -> bool {
    let text = if let Place::Item(_) = place { format!("- {text}") } else { text.to_owned() };
    let text = if place == Place::Heading { format!("# {text}") } else { text };
    let mut seen = String::with_capacity(text.len());
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(words) => seen.push_str(&words),
            Event::Code(_) | Event::Html(_) => return false,
            Event::InlineHtml(_) | Event::HardBreak | Event::SoftBreak => seen.push('\n'),
            _ => {}
        }
    }
    let wanted = letters.letters.iter().map(|letter| match letter.letter {
        '\n' if place == Place::Heading => ' ',
        letter => letter,
    });
    seen.trim_end().chars().eq(wanted)
}

fn print(letters: &Letters, place: Place) -> String {
    let mut printer = Printer { letters, place, out: String::new(), at_line_start: place.begins_lines() };
    for (range, link) in letters.parts(0..letters.letters.len(), |look| look.link.clone()) {
        match link.filter(|_| !printer.is_blank(&range)) {
            Some(address) => printer.link(range, &address),
            None => printer.bold(range),
        }
    }
    printer.out
}

struct Printer<'a> {
    letters: &'a Letters,
    place: Place,
    out: String,
    at_line_start: bool,
}

impl Printer<'_> {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.letters.get(at).map(|letter| letter.letter)
    }

    fn is_blank(&self, range: &Range<usize>) -> bool {
        range.clone().all(|at| self.letter(at).is_none_or(char::is_whitespace))
    }

    fn link(&mut self, range: Range<usize>, address: &str) {
        let inner = self.without_spaces(&range);
        self.plain(range.start..inner.start);
        self.mark("[");
        self.bold(inner.clone());
        self.out.push_str("](<");
        for letter in address.chars() {
            match letter {
                '<' | '>' | '\\' | '|' | ' ' => {
                    self.out.push('%');
                    self.out.push_str(&format!("{:02X}", u32::from(letter)));
                }
                letter => self.out.push(letter),
            }
        }
        self.out.push_str(">)");
        self.plain(inner.end..range.end);
    }

    fn bold(&mut self, range: Range<usize>) {
        for (part, bold) in self.letters.parts(range, |look| look.bold) {
            self.stressed(part, "**", bold, Self::italic);
        }
    }

    fn italic(&mut self, range: Range<usize>) {
        for (part, italic) in self.letters.parts(range, |look| look.italic) {
            self.stressed(part, "*", italic, Self::plain);
        }
    }

    fn stressed(
        &mut self,
        range: Range<usize>,
        mark: &str,
        stress: bool,
        inner: fn(&mut Self, Range<usize>),
    ) {
        let core = if stress { self.core(&range) } else { range.start..range.start };
        if core.is_empty() {
            return inner(self, range);
        }
        self.plain(range.start..core.start);
        self.mark(mark);
        inner(self, core.clone());
        self.out.push_str(mark);
        self.plain(core.end..range.end);
    }

    fn mark(&mut self, mark: &str) {
        self.out.push_str(mark);
        self.at_line_start = false;
    }

    fn without_spaces(&self, range: &Range<usize>) -> Range<usize> {
        self.trimmed(range, |letter, _| letter.is_whitespace())
    }

    // Marks do not work beside spaces, nor between a sign inside and a letter outside.
    fn core(&self, range: &Range<usize>) -> Range<usize> {
        self.trimmed(range, |letter, outside| {
            letter.is_whitespace()
                || (is_sign(letter) && outside.is_some_and(|c| !c.is_whitespace() && !is_sign(c)))
        })
    }

    fn trimmed(&self, range: &Range<usize>, drop: impl Fn(char, Option<char>) -> bool) -> Range<usize> {
        let (mut start, mut end) = (range.start, range.end);
        let before = |at: usize| at.checked_sub(1).and_then(|at| self.letter(at));
        while start < end && self.letter(start).is_some_and(|letter| drop(letter, before(start))) {
            start += 1;
        }
        while end > start && before(end).is_some_and(|letter| drop(letter, self.letter(end))) {
            end -= 1;
        }
        start..end
    }

    fn plain(&mut self, range: Range<usize>) {
        for at in range {
            let Some(letter) = self.letter(at) else { continue };
            if letter == '\n' {
                self.line_break();
                continue;
            }
            if self.must_escape(letter, at) {
                self.out.push('\\');
            }
            self.out.push(letter);
            self.at_line_start = false;
        }
    }

    fn line_break(&mut self) {
        match self.place {
            Place::Heading => self.out.push(' '),
            Place::Cell => self.out.push_str("<br>"),
            Place::Paragraph => self.out.push_str("\\\n"),
            Place::Item(inside) => {
                self.out.push_str("\\\n");
                self.out.push_str(&" ".repeat(inside));
            }
        }
        self.at_line_start = self.place.begins_lines();
    }

    fn must_escape(&self, letter: char, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        let after = self.letter(at + 1);
        let word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        match letter {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(word(before) && word(after)),
            '<' => after.is_none_or(|after| !after.is_whitespace()),
            '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '#'),
            '|' => self.place == Place::Cell || self.at_line_start,
            '#' => !word(before),
            '~' | '>' | '+' | '-' | '=' | ':' => self.at_line_start,
            '.' | ')' => {
                let ends = after.is_none_or(char::is_whitespace);
                ends && self.place.begins_lines() && self.ends_number(at)
            }
            _ => false,
        }
    }

    // "12." at the beginning of a line would begin a list.
    fn ends_number(&self, at: usize) -> bool {
        let digits =
            (0..at).rev().take(10).take_while(|at| self.letter(*at).is_some_and(|c| c.is_ascii_digit()));
        let digits = digits.count();
        let begins = at.checked_sub(digits + 1).is_none_or(|before| self.letter(before) == Some('\n'));
        (1..10).contains(&digits) && begins
    }
}

// As Markdown readers see it; a field place counts as a word.
fn is_sign(letter: char) -> bool {
    letter != PLACE && !letter.is_alphanumeric() && !letter.is_whitespace()
}

#[cfg(test)]
mod tests;
