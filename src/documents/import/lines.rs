//! Headings, bullets and paragraphs of a plain text.

use super::numbers::{self, Numbered, Numbering};
use super::{Raw, RawItem, RawKind, RawList};

// A text with a line longer than this was not broken by hand: each line is a paragraph.
const WRAPPED_WIDTH: usize = 160;
const HEADLINE: usize = 120;

struct Line {
    number: usize,
    indented: bool,
    text: String,
}

/// The parts of a plain text, in order.
pub(super) fn read<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<Raw> {
    let lines: Vec<Line> = lines.map(|(number, text)| line(number, text)).collect();
    let wrapped = lines.iter().all(|line| line.text.chars().count() <= WRAPPED_WIDTH);
    let mut reader = Reader { wrapped, ..Reader::default() };
    for (at, line) in lines.iter().enumerate() {
        reader.take(line, lines.get(at + 1));
    }
    reader.close();
    reader.raws
}

fn line(number: usize, text: &str) -> Line {
    let indented = text.starts_with([' ', '\t']);
    Line { number, indented, text: text.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Whether these words can stand as a heading.
pub(super) fn is_headline(words: &str) -> bool {
    let length = words.chars().count();
    !words.starts_with(super::marks::WORDS)
        && (1..=HEADLINE).contains(&length)
        && words.chars().any(char::is_alphabetic)
        && !words.ends_with(['.', ';', ',', ':', '!'])
}

#[derive(Default)]
struct Reader {
    wrapped: bool,
    raws: Vec<Raw>,
    paragraph: Vec<(usize, String)>,
    list: Option<(usize, RawList)>,
    after_item: bool,
    numbering: Numbering,
    run: Option<u32>,
}

impl Reader {
    fn take(&mut self, line: &Line, next: Option<&Line>) {
        if line.text.is_empty() {
            self.close_paragraph();
            self.after_item = false;
        } else if super::furniture::is_contents_line(&line.text) {
            self.close_list();
            self.paragraph.push((line.number, line.text.clone()));
        } else if let Some(item) = bullet(&line.text) {
            self.item(line.number, None, item);
        } else if let Some(numbered) = numbers::read(&line.text) {
            self.numbered(line, &numbered, next);
        } else {
            self.words(line);
        }
    }

    fn numbered(&mut self, line: &Line, numbered: &Numbered<'_>, next: Option<&Line>) {
        let number = numbered.single();
        let goes_on = number.is_some() && number == self.run.map(|last| last + 1) && self.list.is_some();
        let begins = number.is_some_and(|number| next.is_some_and(|next| follows(&next.text, number)));
        let bracket = numbered.bracket && number.is_some();
        if let Some(number) = number
            && (goes_on || begins || bracket)
        {
            self.item(line.number, Some(number), numbered.words);
            self.run = Some(number);
        } else if is_headline(numbered.words.trim_end_matches(':'))
            && self.numbering.continues(&numbered.parts)
        {
            self.close();
            self.numbering.set(&numbered.parts);
            self.heading(line.number, numbered);
        } else {
            self.words(line);
        }
    }

    fn heading(&mut self, line: usize, numbered: &Numbered<'_>) {
        let level = u8::try_from(numbered.parts.len() + 1).unwrap_or(6);
        let words = numbered.words.trim_end_matches(':').to_owned();
        self.raws.push(Raw { line, kind: RawKind::Heading { level, number: Some(numbered.label()), words } });
    }

    fn words(&mut self, line: &Line) {
        if self.after_item
            && line.indented
            && let Some(item) = self.last_item()
        {
            item.text.push(' ');
            item.text.push_str(&line.text);
            return;
        }
        self.close_list();
        self.paragraph.push((line.number, line.text.clone()));
    }

    fn last_item(&mut self) -> Option<&mut RawItem> {
        self.list.as_mut().and_then(|(_, list)| list.items.last_mut())
    }

    fn item(&mut self, line: usize, number: Option<u32>, words: &str) {
        self.close_paragraph();
        if self.list.as_ref().is_some_and(|(_, list)| list.ordered != number.is_some()) {
            self.close_list();
        }
        let empty = RawList { ordered: number.is_some(), start: number.unwrap_or(1), items: Vec::new() };
        let (_, list) = self.list.get_or_insert((line, empty));
        list.items.push(RawItem { text: words.to_owned(), lists: Vec::new() });
        self.after_item = true;
    }

    fn close(&mut self) {
        self.close_paragraph();
        self.close_list();
    }

    fn close_list(&mut self) {
        self.run = None;
        self.after_item = false;
        if let Some((line, list)) = self.list.take() {
            self.raws.push(Raw { line, kind: RawKind::List(list) });
        }
    }

    fn close_paragraph(&mut self) {
        let lines = std::mem::take(&mut self.paragraph);
        // Short lines stay together: they may be a sign-off block.
        if self.wrapped || lines.iter().all(|(_, text)| text.chars().count() <= HEADLINE) {
            self.push_lines(lines);
        } else {
            lines.into_iter().for_each(|line| self.push_lines(vec![line]));
        }
    }

    fn push_lines(&mut self, lines: Vec<(usize, String)>) {
        if let Some((line, _)) = lines.first() {
            let joined = self.wrapped;
            self.raws.push(Raw { line: *line, kind: RawKind::Lines { lines, joined } });
        }
    }
}

fn follows(text: &str, number: u32) -> bool {
    numbers::read(text).and_then(|next| next.single()) == Some(number + 1)
}

fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '*', '+', '•', '·', '–', '◦', '▪', '●', '‣', '○', '■'])?;
    rest.starts_with(' ').then(|| rest.trim_start()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> Vec<String> {
        let numbered = text.split('\n').enumerate().map(|(at, line)| (at + 1, line));
        read(numbered).into_iter().map(|raw| describe(&raw)).collect()
    }

    fn describe(raw: &Raw) -> String {
        match &raw.kind {
            RawKind::Heading { level, number, .. } => {
                format!("h{level} {}", number.as_deref().unwrap_or("-"))
            }
            RawKind::Lines { lines, .. } => format!("p{}", lines.len()),
            RawKind::List(list) => format!("{}{}", if list.ordered { "ol" } else { "ul" }, list.items.len()),
            RawKind::Table { .. } => "table".to_owned(),
            RawKind::Picture(_) => "picture".to_owned(),
        }
    }

    #[test]
    fn tells_headings_lists_and_paragraphs() {
        let cases: [(&str, &[&str]); 9] = [
            ("1. Purpose\n\nWords.\n\n2. Scope\n\nMore.", &["h2 1", "p1", "h2 2", "p1"]),
            ("1. Purpose\n\n1.1 Part\n\nWords.", &["h2 1", "h3 1.1", "p1"]),
            ("1. Wash\n2. Dry\n3. Wave", &["ol3"]),
            (
                "3. Rules\n\n3.1 First\n\nx.\n\n1. Do\n2. Stop\n\n4. Last",
                &["h2 3", "h3 3.1", "p1", "ol2", "h2 4"],
            ),
            ("- one\n- two\n\n- three\n\nEnd.", &["ul3", "p1"]),
            ("* one\n  and more\n* two", &["ul2"]),
            ("2016 was a year.\n\n12.5 per cent of us.", &["p1", "p1"]),
            ("1) Stop\n\nThen.", &["ol1", "p1"]),
            ("1. Aim:\n\nWords.", &["h2 1", "p1"]),
        ];
        for (text, expected) in cases {
            assert_eq!(outline(text), expected, "{text}");
        }
    }
}
