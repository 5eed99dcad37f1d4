//! The document as plain text, and the part of it that people sign for.

use super::catalogue;
use super::fill::{Filled, State};
use super::hash::Hash;
use super::labels;
use super::model::{Block, Inline, List, Picture, Sentence};
use crate::messages::Messages;

/// The whole text, gaps marked in square brackets.
#[must_use]
pub fn plain(filled: &Filled, messages: &Messages) -> String {
    let field = |name: &str| place(filled, name, messages);
    let picture =
        |picture: &Picture| format!("[{}]", labels::picture(messages, filled.language, &picture.alt));
    let mut out = Lines { field: &field, picture: &picture, out: String::new() };
    filled.document.head.iter().for_each(|line| out.paragraph(line));
    out.paragraph(&filled.document.title);
    filled.document.blocks.iter().for_each(|block| out.block(block));
    out.finish()
}

/// One sentence with these words for fields.
pub(super) fn words(sentence: &Sentence, field: &dyn Fn(&str) -> String) -> String {
    Lines { field, picture: &|_| String::new(), out: String::new() }.words(&sentence.0)
}

/// One sentence of the document, as in the whole text.
#[must_use]
pub fn sentence(filled: &Filled, sentence: &Sentence, messages: &Messages) -> String {
    let field = |name: &str| place(filled, name, messages);
    Lines { field: &field, picture: &|_| String::new(), out: String::new() }
        .words(&sentence.0)
        .trim()
        .to_owned()
}

pub(super) fn place(filled: &Filled, name: &str, messages: &Messages) -> String {
    match filled.state(name) {
        State::Filled(words) => words.clone(),
        State::Image | State::Nothing => String::new(),
        State::Missing => labels::missing_text(messages, filled.language, name),
        State::Unknown => labels::unknown_text(messages, filled.language, name),
        State::Later(proposed) => {
            format!("[{}]", labels::later(messages, filled.language, name, proposed.as_deref()))
        }
    }
}

/// The text without dates, document control and furniture. Who signed a rendition has to sign
/// the next one only when this changed. Fields that the version or the printer sets print their
/// name, so that a new date changes nothing.
#[must_use]
pub fn duty(filled: &Filled) -> String {
    let field = |name: &str| match (catalogue::find(name), filled.state(name)) {
        (Some(field), _) if field.of_version() || field.of_printing() => format!("<{name}>"),
        (_, State::Filled(words)) => words.clone(),
        (_, State::Image | State::Nothing) => String::new(),
        _ => format!("<{name}>"),
    };
    let picture = |picture: &Picture| format!("[{}: {}]", picture.name, picture.alt);
    let mut out = Lines { field: &field, picture: &picture, out: String::new() };
    out.paragraph(&filled.document.title);
    let duty = |block: &&Block| !matches!(block, Block::SignOff(_) | Block::Copyright(_));
    filled.document.blocks.iter().filter(duty).for_each(|block| out.block(block));
    out.finish()
}

/// The hash of the duty text.
#[must_use]
pub fn duty_hash(filled: &Filled) -> Hash {
    Hash::of(duty(filled).as_bytes())
}

struct Lines<'a> {
    field: &'a dyn Fn(&str) -> String,
    picture: &'a dyn Fn(&Picture) -> String,
    out: String,
}

impl Lines<'_> {
    fn finish(self) -> String {
        format!("{}\n", self.out.trim_end())
    }

    fn paragraph(&mut self, sentence: &Sentence) {
        let line = self.words(&sentence.0);
        if !line.trim().is_empty() {
            self.line(line.trim());
            self.out.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => {
                let dot = |number: &String| if number.contains('.') { " " } else { ". " }.to_owned();
                let number = heading.number.as_ref().map(|number| format!("{number}{}", dot(number)));
                let words = self.words(&heading.words.0);
                self.line(&format!("{}{words}", number.unwrap_or_default()));
            }
            Block::Paragraph(sentences) => {
                let words = self.sentences(sentences);
                self.line(&words);
            }
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    let cells: Vec<String> = row.iter().map(|cell| self.words(&cell.0)).collect();
                    self.line(&cells.join(" | "));
                }
            }
            Block::SignOff(rows) => {
                for row in rows {
                    let line = format!("{}: {}", self.words(&row.label.0), self.words(&row.value.0));
                    self.line(line.trim());
                }
            }
            Block::Copyright(sentence) => {
                let words = self.words(&sentence.0);
                self.line(&words);
            }
            Block::Picture(picture) => {
                let words = (self.picture)(picture);
                self.line(&words);
            }
        }
        self.out.push('\n');
    }

    fn list(&mut self, list: &List, depth: usize) {
        for (number, item) in (list.start..).zip(&list.items) {
            let mark = if list.ordered { format!("{number}.") } else { "-".to_owned() };
            let words = self.sentences(&item.sentences);
            self.line(&format!("{}{mark} {words}", "  ".repeat(depth)));
            item.lists.iter().for_each(|inner| self.list(inner, depth + 1));
        }
    }

    fn sentences(&self, sentences: &[Sentence]) -> String {
        sentences.iter().map(|sentence| self.words(&sentence.0)).collect::<Vec<_>>().join(" ")
    }

    fn words(&self, parts: &[Inline]) -> String {
        let mut out = String::new();
        self.collect(parts, &mut out);
        out
    }

    fn collect(&self, parts: &[Inline], out: &mut String) {
        for part in parts {
            match part {
                Inline::Text(text) => out.push_str(text),
                Inline::Field(name) => out.push_str(&(self.field)(name)),
                Inline::Strong(inner) | Inline::Emphasis(inner) => self.collect(inner, out),
                Inline::Link(link) => self.link(&link.address, &link.label, out),
                Inline::Break => out.push('\n'),
            }
        }
    }

    fn link(&self, address: &str, label: &[Inline], out: &mut String) {
        let words = self.words(label);
        out.push_str(&words);
        if super::html::is_safe(address) && address != words {
            out.push_str(" (");
            out.push_str(address);
            out.push(')');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::fill::{Stage, fill};
    use crate::documents::import::{Accepted, Format, import};
    use crate::documents::values::{Value, Values};
    use crate::messages::Language;

    const SHAPE: &str = include_str!("../../tests/data/shape.txt");

    fn hash(text: &str, changes: &[(&str, &str)]) -> Hash {
        let mut values = Values::new();
        values.text("org_field_name", "Gofal");
        values.set("next_review_date", Value::Date(jiff::civil::date(2026, 12, 2)));
        changes.iter().for_each(|(name, value)| values.text(name, value));
        let document = import(text, Format::Text, &Accepted::all()).unwrap().document;
        duty_hash(&fill(&document, &values, Language::English, Stage::Published).unwrap())
    }

    #[test]
    fn only_what_people_must_do_changes_the_duty_text() {
        let before = hash(SHAPE, &[]);
        let same = [
            ("next_review_date", "1 May 2030"),
            ("current_year", "2031"),
            ("org_field_registered_manager_last_name", "Somebody"),
            ("org_field_registration_no", "SIN-1"),
        ];
        for change in same {
            assert_eq!(hash(SHAPE, &[change]), before, "{change:?}");
        }
        assert_ne!(hash(SHAPE, &[("org_field_name", "Another")]), before);
        assert_ne!(hash(&SHAPE.replace("Mean messages", "Rude messages"), &[]), before);
    }

    #[test]
    fn prints_numbers_lists_tables_and_links() {
        let text = "# T\n\n## 2. Aim\n\n3. a\n   - b\n4. c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n[w](https://w.example)";
        let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
        let filled = fill(&document, &Values::new(), Language::English, Stage::Published).unwrap();
        let expected = "T\n\n2. Aim\n\n3. a\n  - b\n4. c\n\nx | y\n1 | 2\n\nw (https://w.example)\n";
        assert_eq!(plain(&filled, &Messages::load().unwrap()), expected);
    }
}
