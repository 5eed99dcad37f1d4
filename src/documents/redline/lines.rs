//! A document as the lines that are compared: headings, paragraphs, list items, table rows.

use super::{Kind, Side};
use crate::documents::model::{Block, Inline, List, Sentence};
use crate::documents::text;

/// A line, sentence by sentence.
pub(super) struct Line {
    pub(super) kind: Kind,
    /// The number of a heading.
    pub(super) number: String,
    pub(super) sentences: Vec<String>,
    /// How each of its words looks: bold, emphasised.
    pub(super) looks: Vec<u8>,
}

const BOLD: u8 = 1;
const EMPHASISED: u8 = 2;

impl Line {
    /// All its words.
    pub(super) fn words(&self) -> String {
        self.sentences.join(" ")
    }
}

pub(super) fn lines(side: &Side<'_>) -> Vec<Line> {
    let mut out = Lines { side, lines: Vec::new() };
    let document = side.document;
    document.head.iter().for_each(|line| out.push(Kind::Head, std::slice::from_ref(line)));
    out.push(Kind::Title, std::slice::from_ref(&document.title));
    document.blocks.iter().for_each(|block| out.block(block));
    out.lines
}

struct Lines<'a> {
    side: &'a Side<'a>,
    lines: Vec<Line>,
}

impl Lines<'_> {
    fn words(&self, sentence: &Sentence) -> String {
        let words = text::words(sentence, self.side.field);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn push(&mut self, kind: Kind, sentences: &[Sentence]) {
        let looks = sentences.iter().flat_map(|sentence| self.looks(sentence)).collect();
        let sentences = sentences.iter().map(|sentence| self.words(sentence));
        let sentences: Vec<String> = sentences.filter(|words| !words.is_empty()).collect();
        self.add(kind, String::new(), sentences);
        self.look(looks);
    }

    fn add(&mut self, kind: Kind, number: String, sentences: Vec<String>) {
        if !sentences.is_empty() {
            self.lines.push(Line { kind, number, sentences, looks: Vec::new() });
        }
    }

    // The look of the words that were added last.
    fn look(&mut self, looks: Vec<u8>) {
        if let Some(line) = self.lines.last_mut().filter(|_| !looks.is_empty()) {
            line.looks = looks;
        }
    }

    fn looks(&self, sentence: &Sentence) -> Vec<u8> {
        let mut letters = Vec::new();
        self.letters(&sentence.0, 0, &mut letters);
        let words = letters.split(|(letter, _)| letter.is_whitespace()).filter(|word| !word.is_empty());
        words.map(|word| word.iter().fold(0, |all, (_, look)| all | look)).collect()
    }

    fn letters(&self, parts: &[Inline], look: u8, out: &mut Vec<(char, u8)>) {
        for part in parts {
            match part {
                Inline::Strong(inner) => self.letters(inner, look | BOLD, out),
                Inline::Emphasis(inner) => self.letters(inner, look | EMPHASISED, out),
                part => {
                    let words = text::words(&Sentence(vec![part.clone()]), self.side.field);
                    out.extend(words.chars().map(|letter| (letter, look)));
                }
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => {
                let number = heading.number.clone().unwrap_or_default();
                let words = self.words(&heading.words);
                self.add(Kind::Heading(heading.level), number, vec![words]);
            }
            Block::Paragraph(sentences) => self.push(Kind::Paragraph, sentences),
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => {
                self.row(&table.header);
                table.rows.iter().for_each(|row| self.row(row));
            }
            Block::SignOff(rows) => {
                for row in rows {
                    let words = format!("{}: {}", self.words(&row.label), self.words(&row.value));
                    self.add(Kind::Paragraph, String::new(), vec![words]);
                }
            }
            Block::Copyright(sentence) => self.push(Kind::Paragraph, std::slice::from_ref(sentence)),
            Block::Picture(picture) => {
                let words = (self.side.picture)(picture);
                self.add(Kind::Picture(picture.name.clone()), String::new(), vec![words]);
            }
        }
    }

    fn list(&mut self, list: &List, depth: u8) {
        for item in &list.items {
            self.push(Kind::Item(depth), &item.sentences);
            item.lists.iter().for_each(|inner| self.list(inner, depth.saturating_add(1)));
        }
    }

    fn row(&mut self, cells: &[Sentence]) {
        let words: Vec<String> = cells.iter().map(|cell| self.words(cell)).collect();
        if words.iter().any(|cell| !cell.is_empty()) {
            let looks: Vec<Vec<u8>> = cells.iter().map(|cell| self.looks(cell)).collect();
            self.add(Kind::Row, String::new(), vec![words.join(" | ")]);
            // The sign between two cells has no look.
            self.look(looks.join(&0));
        }
    }
}
