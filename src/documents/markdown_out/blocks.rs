//! Blocks as Markdown.

use super::WORDS;
use super::inline::{Place, at_line_start, inline, sentences};
use crate::documents::import::{self, Around, needs_mark, starts_with_number, tidied};
use crate::documents::model::{Block, Document, Heading, Inline, List, Sentence, SignOffRow, Table};

/// Writes the blocks of one document.
pub(super) struct Writer<'a> {
    document: &'a Document,
    last_heading: Option<usize>,
    other_marker: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let last_heading = document.blocks.iter().rposition(|block| matches!(block, Block::Heading(_)));
        Self { document, last_heading, other_marker: false }
    }

    /// Head and title.
    pub(super) fn beginning(&self) -> String {
        let mut lines: Vec<String> =
            self.document.head.iter().map(|line| at_line_start(&inline(&line.0, Place::Line))).collect();
        let title = &self.document.title;
        if !title.is_empty() {
            lines.push(format!("# {}", heading_words(title)));
        }
        lines.join("\n\n")
    }

    /// The block at a place.
    pub(super) fn block(&mut self, at: usize, block: &Block) -> String {
        let follows_list = at.checked_sub(1).and_then(|before| self.document.blocks.get(before));
        match block {
            Block::Heading(heading) => write_heading(heading),
            Block::Paragraph(sentences) => self.paragraph(at, sentences),
            Block::List(list) => {
                let same =
                    matches!(follows_list, Some(Block::List(before)) if before.ordered == list.ordered);
                self.other_marker = same && !self.other_marker;
                let mut lines = Vec::new();
                let single = self.last_heading.is_none() && list.ordered && list.items.len() == 1;
                write_list(list, 0, self.other_marker, single, &mut lines);
                lines.join("\n")
            }
            Block::Table(table) => write_table(table),
            Block::SignOff(rows) => {
                rows.iter().map(|row| at_line_start(&row_line(row))).collect::<Vec<_>>().join("\n")
            }
            Block::Copyright(sentence) => at_line_start(&inline(&sentence.0, Place::Line)),
            Block::Picture(picture) => {
                let alt = inline(&Sentence::plain(&picture.alt).0, Place::Line);
                format!("![{alt}](picture:{})", picture.name)
            }
        }
    }

    /// Only pictures stand before this block.
    fn is_first(&self, at: usize) -> bool {
        self.document.blocks.iter().take(at).all(|block| matches!(block, Block::Picture(_)))
    }

    fn paragraph(&self, at: usize, words: &[Sentence]) -> String {
        let near = |at: Option<usize>| at.and_then(|at| self.document.blocks.get(at));
        let row_before = match near(at.checked_sub(1)) {
            Some(Block::SignOff(rows)) => rows.last().map(seen_row),
            _ => None,
        };
        let next = match near(at.checked_add(1)) {
            Some(Block::Paragraph(sentences)) => Some(seen_line(sentences)),
            Some(Block::SignOff(rows)) => rows.first().map(seen_row),
            Some(Block::Copyright(sentence)) => Some(seen(&sentence.0)),
            _ => None,
        };
        let around = Around {
            begins: self.document.title.is_empty() && self.is_first(at),
            has_headings: self.last_heading.is_some(),
            near_end: self.last_heading.is_none_or(|last| last < at),
            row_before: row_before.as_deref(),
            next: next.as_deref(),
        };
        let text = sentences(words, Place::Line);
        if needs_mark(&seen_line(words), &around) { format!("{WORDS}{text}") } else { at_line_start(&text) }
    }
}

/// The parts as they are written, seen by the reader.
fn seen(parts: &[Inline]) -> String {
    import::seen(&tidied(parts.to_vec()))
}

fn seen_line(sentences: &[Sentence]) -> String {
    sentences.iter().map(|sentence| seen(&sentence.0)).collect::<Vec<_>>().join(" ")
}

fn seen_row(row: &SignOffRow) -> String {
    format!("{}: {}", seen(&row.label.0), seen(&row.value.0)).trim_end().to_owned()
}

fn row_line(row: &SignOffRow) -> String {
    let (label, value) = (inline(&row.label.0, Place::Line), inline(&row.value.0, Place::Line));
    format!("{label}: {value}").trim_end().to_owned()
}

fn write_heading(heading: &Heading) -> String {
    let marks = "#".repeat(usize::from(heading.level.clamp(1, 6)));
    match &heading.number {
        Some(number) => {
            let stop = if number.contains('.') { "" } else { "." };
            format!("{marks} {number}{stop} {}", inline(&heading.words.0, Place::Heading))
        }
        None => format!("{marks} {}", heading_words(&heading.words)),
    }
}

fn heading_words(words: &Sentence) -> String {
    let mark = if starts_with_number(&seen(&words.0)) { WORDS } else { "" };
    format!("{mark}{}", inline(&words.0, Place::Heading))
}

fn write_list(list: &List, indent: usize, other: bool, single: bool, lines: &mut Vec<String>) {
    let mut number = list.start;
    for item in &list.items {
        let marker = match (list.ordered, other) {
            (true, false) => format!("{number}."),
            (true, true) => format!("{number})"),
            (false, false) => "-".to_owned(),
            (false, true) => "*".to_owned(),
        };
        number = number.saturating_add(1);
        let text = sentences(&item.sentences, Place::Line);
        // An empty item right inside an empty one would be read as beside it.
        let hollow = text.is_empty() && item.lists.first().is_some_and(begins_empty);
        let text = if hollow { WORDS.to_owned() } else { text };
        // A list of one item before any heading is read as a heading when it is short enough.
        let heading_like = single && item.lists.is_empty();
        let text = if heading_like { format!("{WORDS}{text}") } else { at_line_start(&text) };
        let line = format!("{}{marker} {text}", " ".repeat(indent));
        lines.push(line.trim_end().to_owned());
        inner_lists(&item.lists, !text.is_empty(), indent + marker.len() + 1, lines);
    }
}

fn begins_empty(list: &List) -> bool {
    list.items.first().is_some_and(|item| item.sentences.is_empty())
}

fn inner_lists(lists: &[List], mut after_words: bool, indent: usize, lines: &mut Vec<String>) {
    let (mut other, mut before) = (false, None);
    for list in lists {
        let same = before == Some(list.ordered);
        other = same && !other;
        let empty = begins_empty(list);
        // Such a list would be read as words of the line before it.
        if after_words && (empty || (list.ordered && list.start != 1)) {
            lines.push(String::new());
        }
        write_list(list, indent, other, false, lines);
        (before, after_words) = (Some(list.ordered), true);
    }
}

fn write_table(table: &Table) -> String {
    let mut lines = vec![row(&table.header), format!("|{}", "---|".repeat(table.header.len()))];
    lines.extend(table.rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn row(cells: &[Sentence]) -> String {
    let cell = |cell: &Sentence| format!(" {} |", inline(&cell.0, Place::Cell));
    format!("|{}", cells.iter().map(cell).collect::<String>())
}
