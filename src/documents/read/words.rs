//! Words with their looks, before they are Markdown: what one paragraph, heading, item or cell says.

use std::ops::Range;
use std::rc::Rc;

use super::placeholders;

/// How words look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) link: Option<Rc<str>>,
}

/// Words; `\n` is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    text: String,
    // Where each look ends, in bytes of the text.
    looks: Vec<(usize, Look)>,
}

/// A letter and the number of its look in [`Letters::looks`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    pub(super) letter: char,
    pub(super) look: usize,
}

/// Words taken apart for printing: space is single, and every field place is one letter,
/// [`PLACE`], whose words stand in `places`.
pub(super) struct Letters {
    pub(super) letters: Vec<Letter>,
    pub(super) looks: Vec<Look>,
    pub(super) places: Vec<String>,
}

/// Stands for a field place; taken out of every text that comes in.
pub(super) const PLACE: char = '\u{f8ff}';

impl Words {
    /// Words without a look.
    pub(super) fn plain(text: &str) -> Self {
        let mut words = Self::default();
        words.push(text, &Look::default());
        words
    }

    pub(super) fn push(&mut self, text: &str, look: &Look) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        let end = self.text.len();
        match self.looks.last_mut() {
            Some((last, there)) if there == look => *last = end,
            _ => self.looks.push((end, look.clone())),
        }
    }

    /// Puts other words behind these.
    pub(super) fn append(&mut self, other: &Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.looks.extend(other.looks.iter().map(|(end, look)| (before + end, look.clone())));
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The link of the last words.
    pub(super) fn last_link(&self) -> Option<&Rc<str>> {
        self.looks.last().and_then(|(_, look)| look.link.as_ref())
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The same words without bold and italic: headings have their own look.
    pub(super) fn unstressed(mut self) -> Self {
        for (_, look) in &mut self.looks {
            (look.bold, look.italic) = (false, false);
        }
        self
    }

    /// Whether all that can be seen is bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut begin = 0;
        let mut seen = self.looks.iter().map(|(end, look)| {
            let part = self.text.get(begin..*end).unwrap_or_default();
            begin = *end;
            part.trim().is_empty() || look.bold
        });
        !self.is_blank() && seen.all(|bold| bold)
    }

    /// The words without these letters at their beginning.
    pub(super) fn without_start(&self, bytes: usize) -> Self {
        let text = self.text.get(bytes..).unwrap_or_default().to_owned();
        let looks = self.looks.iter().filter(|(end, _)| *end > bytes);
        Self { text, looks: looks.map(|(end, look)| (end - bytes, look.clone())).collect() }
    }

    /// The letters for printing.
    pub(super) fn letters(&self) -> Letters {
        let mut letters = self.single_spaced();
        let looks: Vec<Look> = self.looks.iter().map(|(_, look)| look.clone()).collect();
        let plain: Vec<char> = letters.iter().map(|letter| letter.letter).collect();
        let found = placeholders::places(&plain);
        let mut out = Letters { letters: Vec::with_capacity(letters.len()), looks, places: Vec::new() };
        let mut begin = 0;
        for range in found {
            out.letters.extend_from_slice(letters.get(begin..range.start).unwrap_or_default());
            begin = range.end;
            out.place(letters.get(range).unwrap_or_default());
        }
        out.letters.extend(letters.drain(begin.min(letters.len())..));
        out
    }

    fn single_spaced(&self) -> Vec<Letter> {
        let mut out: Vec<Letter> = Vec::with_capacity(self.text.len());
        let mut begin = 0;
        for (look, (end, _)) in self.looks.iter().enumerate() {
            for letter in self.text.get(begin..*end).unwrap_or_default().chars().filter_map(tidy) {
                let last = out.last().map_or('\n', |last| last.letter);
                match letter {
                    ' ' if matches!(last, ' ' | '\n') => {}
                    '\n' if out.is_empty() => {}
                    '\n' => {
                        if last == ' ' {
                            out.pop();
                        }
                        out.push(Letter { letter, look });
                    }
                    letter => out.push(Letter { letter, look }),
                }
            }
            begin = *end;
        }
        while out.last().is_some_and(|last| matches!(last.letter, ' ' | '\n')) {
            out.pop();
        }
        out
    }
}

impl Letters {
    // What is stressed only in a part of a place is not stressed.
    fn place(&mut self, letters: &[Letter]) {
        let looks: Vec<&Look> = letters.iter().filter_map(|letter| self.looks.get(letter.look)).collect();
        let link = looks.first().and_then(|look| look.link.clone());
        let look = Look {
            bold: looks.iter().all(|look| look.bold),
            italic: looks.iter().all(|look| look.italic),
            link: link.filter(|link| looks.iter().all(|look| look.link.as_ref() == Some(link))),
        };
        let words = letters.iter().map(|letter| if letter.letter == '\n' { ' ' } else { letter.letter });
        self.places.push(words.collect());
        self.letters.push(Letter { letter: PLACE, look: self.looks.len() });
        self.looks.push(look);
    }

    pub(super) fn look(&self, at: usize) -> Option<&Look> {
        self.letters.get(at).and_then(|letter| self.looks.get(letter.look))
    }

    /// The parts of a range in which a property of the look stays the same.
    pub(super) fn parts<P: PartialEq>(
        &self,
        range: Range<usize>,
        property: impl Fn(&Look) -> P,
    ) -> Vec<(Range<usize>, P)> {
        let mut parts: Vec<(Range<usize>, P)> = Vec::new();
        for at in range {
            let Some(look) = self.look(at) else { continue };
            let value = property(look);
            match parts.last_mut() {
                Some((part, there)) if *there == value => part.end = at + 1,
                _ => parts.push((at..at + 1, value)),
            }
        }
        parts
    }
}

// What the import takes out as well, and what stands for something else here.
fn tidy(letter: char) -> Option<char> {
    match letter {
        '\n' => Some('\n'),
        '\r' | '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => None,
        letter if letter.is_whitespace() => Some(' '),
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_torn_by_looks_is_one_letter() {
        let bold = Look { bold: true, ..Look::default() };
        let mut words = Words::plain(" Ask {{org_");
        words.push("field_na", &bold);
        words.push("me}}  now\n", &Look::default());
        let letters = words.letters();
        let text: String = letters.letters.iter().map(|letter| letter.letter).collect();
        assert_eq!(
            (text.as_str(), letters.places.as_slice()),
            ("Ask \u{f8ff} now", ["{{org_field_name}}".to_owned()].as_slice())
        );
        assert_eq!(letters.look(4), Some(&Look::default()));
    }
}
