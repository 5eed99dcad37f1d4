//! Which policies a text names by their codes. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::documents::Document;
use crate::documents::model::{Block, Sentence};

/// Beginnings of words in brackets that look like codes of policies and are something else: NHS 111 and
/// the like, standards, currencies.
const NOT_CODES: &[&str] = &["NHS", "ISO", "BS", "EN", "IEC", "COVID", "GBP", "MI", "CO", "PM", "SI"];

/// A code that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The code.
    pub code: String,
    /// The heading above its first place: the author's number, else its words; nothing above the first.
    pub section: Option<String>,
    /// Whether the organisation has a policy with this code.
    pub own: bool,
}

/// The codes that a text names, in reading order, each once: every code of the organisation's own
/// that stands as a word, and what looks like a code in brackets, such as "(DCW31)".
#[must_use]
pub fn codes_in(document: &Document, own: &BTreeSet<String>) -> Vec<Named> {
    let mut found = Found { own, section: None, seen: BTreeMap::new(), named: Vec::new() };
    for block in &document.blocks {
        if let Block::Heading(heading) = block {
            let words = heading.words.raw();
            found.section = Some(heading.number.clone().unwrap_or(words)).filter(|words| !words.is_empty());
        }
        block.for_each_sentence(&mut |sentence| found.read(sentence));
    }
    found.named
}

struct Found<'a> {
    own: &'a BTreeSet<String>,
    section: Option<String>,
    seen: BTreeMap<String, ()>,
    named: Vec<Named>,
}

impl Found<'_> {
    fn read(&mut self, sentence: &Sentence) {
        let text = sentence.raw();
        let mut places: Vec<(usize, String, bool)> = Vec::new();
        for (at, word) in words(&text) {
            if is_linkable(word) && self.own.contains(word) {
                places.push((at, word.to_owned(), true));
            }
        }
        for (at, code) in bracketed(&text) {
            if !self.own.contains(code) {
                places.push((at, code.to_owned(), false));
            }
        }
        places.sort();
        for (_, code, own) in places {
            if self.seen.insert(code.clone(), ()).is_none() {
                self.named.push(Named { code, section: self.section.clone(), own });
            }
        }
    }
}

/// Whether an organisation's code is told from ordinary words: three letters at least, one a digit.
#[must_use]
pub fn is_linkable(code: &str) -> bool {
    code.chars().count() >= 3
        && code.chars().any(|letter| letter.is_ascii_digit())
        && code.chars().all(is_of_word)
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/' | '.')
}

/// Words with their places; a full stop or hyphen at the end belongs to the sentence.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0_usize;
    text.split(|letter| !is_of_word(letter)).filter_map(move |piece| {
        let start = text.get(at..).and_then(|rest| rest.find(piece)).map_or(at, |more| at + more);
        at = start.saturating_add(piece.len());
        let word = piece.trim_end_matches(['.', '/', '-', '_']);
        (!word.is_empty()).then_some((start, word))
    })
}

/// What looks like a code and stands with nothing but codes in round brackets.
fn bracketed(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    while let Some((before, inside, after)) = text.get(from..).and_then(brackets) {
        let start = from.saturating_add(before);
        let parts: Vec<&str> = inside
            .split([',', ';', ' ', '\u{a0}', '&'])
            .filter(|part| !part.is_empty() && *part != "and" && *part != "a")
            .collect();
        if parts.iter().all(|part| looks_like_a_code(part) && !part.starts_with("SHA-")) {
            found.extend(parts.into_iter().enumerate().map(|(place, part)| (start + place, part)));
        }
        from = from.saturating_add(after);
    }
    found
}

/// The first pair of brackets: where it opens, what is in it, where the rest begins.
fn brackets(text: &str) -> Option<(usize, &str, usize)> {
    let open = text.find('(')?;
    let inside = text.get(open.checked_add(1)?..)?;
    let length = inside.find(')')?;
    Some((open, inside.get(..length)?, open.checked_add(length)?.checked_add(2)?))
}

/// Two to four capitals, a hyphen if any, two or three digits; not one of [`NOT_CODES`].
fn looks_like_a_code(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_uppercase).count();
    let (begin, rest) = word.split_at(letters);
    let digits = rest.strip_prefix('-').unwrap_or(rest);
    (2..=4).contains(&letters)
        && (2..=3).contains(&digits.len())
        && digits.chars().all(|letter| letter.is_ascii_digit())
        && !NOT_CODES.contains(&begin)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::codes_in;
    use crate::documents::import::{Accepted, Format, import};

    fn found(text: &str, own: &[&str]) -> Vec<String> {
        let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
        let own: BTreeSet<String> = own.iter().map(|code| (*code).to_owned()).collect();
        let say = |named: super::Named| {
            let section = named.section.map(|section| format!(" in {section}")).unwrap_or_default();
            format!("{}{section}{}", named.code, if named.own { "" } else { " missing" })
        };
        codes_in(&document, &own).into_iter().map(say).collect()
    }

    #[test]
    fn codes_are_told_from_words() {
        for (text, own, expected) in [
            ("See the Safeguarding Policy (DCW13).", vec!["DCW13"], vec!["DCW13"]),
            ("See the Disciplinary Policy (DCW31).", vec!["DCW13"], vec!["DCW31 missing"]),
            ("In line with DCW13, DCW14 and POL-07.", vec!["DCW13", "POL-07"], vec!["DCW13", "POL-07"]),
            (
                "Both (DCW34, DCW13 and HR-12).",
                vec![],
                vec!["DCW34 missing", "DCW13 missing", "HR-12 missing"],
            ),
            ("Ring NHS 111 (NHS111) or 101.", vec![], vec![]),
            ("Ring 111 (NHS111).", vec!["NHS111"], vec!["NHS111"]),
            ("ISO (ISO270), (COVID19), (A4), (2016), (CIW), (H1N1), (DCW2023).", vec![], vec![]),
            ("Outside brackets DCW31 may be anything.", vec![], vec![]),
            ("(see DCW31 for more)", vec![], vec![]),
            ("(see DCW31 for more)", vec!["DCW31"], vec!["DCW31"]),
            ("DCW131 is not DCW13-B.", vec!["DCW13"], vec![]),
            ("The A policy and HR.", vec!["A", "HR"], vec![]),
            ("Twice (DCW13), twice (DCW13).", vec!["DCW13"], vec!["DCW13"]),
            ("An open (bracket DCW31", vec![], vec![]),
            ("Tŷ (DCW31) Ŵyr (DCW32)", vec![], vec!["DCW31 missing", "DCW32 missing"]),
        ] {
            assert_eq!(found(text, &own), expected, "{text}");
        }
    }

    #[test]
    fn the_section_is_that_of_the_first_place() {
        let text = "First (DCW10).\n\n## 5. Related policies\n\n- One (DCW31)\n- Two\n\n## Last words\n\n\
                    Again (DCW31), (DCW32).\n";
        assert_eq!(found(text, &[]), ["DCW10 missing", "DCW31 in 5 missing", "DCW32 in Last words missing"]);
    }
}
