//! Which policies a text names by their codes. Pure.

use std::collections::BTreeSet;

use super::shapes::{Patterns, Shape, is_cue, is_form_word, is_joining, is_postcode_end};
use crate::documents::html::{code_parts, code_runs};
use crate::documents::model::{Block, Sentence};
use crate::documents::{Document, html};

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

/// Every word of a text that may be the code of a policy: what is asked of the database.
#[must_use]
pub fn words_of(document: &Document) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for block in &document.blocks {
        block.for_each_sentence(&mut |sentence| {
            for (_, run) in code_runs(&sentence.raw()) {
                found.extend(code_parts(run).filter(|word| html::is_linkable(word)).map(str::to_owned));
            }
        });
    }
    found
}

/// The codes that a text names, in reading order, each once: every code of the organisation's own that
/// stands as a word, and every word that is made like the codes it or the library uses, that stands alone in
/// brackets, or that follows a word such as "policy" or "see".
#[must_use]
pub fn codes_in(document: &Document, own: &BTreeSet<String>, patterns: &Patterns) -> Vec<Named> {
    let mut found = Found { own, patterns, section: None, seen: BTreeSet::new(), named: Vec::new() };
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
    patterns: &'a Patterns,
    section: Option<String>,
    seen: BTreeSet<String>,
    named: Vec<Named>,
}

impl Found<'_> {
    fn read(&mut self, sentence: &Sentence) {
        let text = sentence.raw();
        let brackets = bracketed(&text, self.own);
        let tokens = tokens(&text, self.own);
        let mut cue = false;
        let mut before = "";
        for (place, (at, word)) in tokens.iter().enumerate() {
            let after = tokens.get(place.saturating_add(1)).map(|(start, next)| {
                let end = at.saturating_add(word.len());
                (*next, text.get(end..*start).unwrap_or_default())
            });
            let around =
                Around { cue, alone: brackets.iter().any(|range| range.contains(at)), before, after };
            if html::is_linkable(word) && self.own.contains(*word) {
                self.put(word, true);
            } else if self.is_missing(word, around) {
                self.put(word, false);
            }
            cue = is_cue(word) || (cue && (is_joining(word) || Shape::of(word).is_some()));
            before = word;
        }
    }

    fn put(&mut self, code: &str, own: bool) {
        if self.seen.insert(code.to_owned()) {
            self.named.push(Named { code: code.to_owned(), section: self.section.clone(), own });
        }
    }

    /// Whether a word that is no code of the organisation's own is meant as one.
    fn is_missing(&self, word: &str, around: Around<'_>) -> bool {
        let Some(shape) = Shape::of(word) else { return false };
        if around.is_of_something_else() {
            return false;
        }
        self.patterns.have(shape)
            || (around.alone && shape.looks_like_a_code(2))
            || (around.cue && shape.looks_like_a_code(1))
    }
}

/// What stands around a word.
#[derive(Clone, Copy)]
struct Around<'a> {
    // A word such as "policy" stands before it, or before the codes before it.
    cue: bool,
    // It stands in brackets with nothing but codes.
    alone: bool,
    before: &'a str,
    // The next word, and what is between.
    after: Option<(&'a str, &'a str)>,
}

impl Around<'_> {
    /// Whether the words beside it say that it is a form, or the first half of a postcode.
    fn is_of_something_else(&self) -> bool {
        is_form_word(self.before)
            || self.after.is_some_and(|(next, between)| {
                let beside = !between.is_empty() && between.chars().all(char::is_whitespace);
                beside && (is_form_word(next) || is_postcode_end(next))
            })
    }
}

/// The words of a text with their places: the whole between spaces, or its parts between strokes when the
/// whole is no code.
fn tokens<'a>(text: &'a str, own: &BTreeSet<String>) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (start, run) in code_runs(text) {
        let mut parts = code_parts(run);
        let whole = parts.next().unwrap_or(run);
        if own.contains(whole) || !run.contains('/') {
            found.push((start, whole));
        } else {
            found.extend(parts.map(|part| (start.saturating_add(offset(run, part)), part)));
        }
    }
    found
}

/// Where a part begins in its run.
fn offset(run: &str, part: &str) -> usize {
    let mut at = 0_usize;
    for piece in run.split('/') {
        if piece.starts_with(part) {
            return at;
        }
        at = at.saturating_add(piece.len()).saturating_add(1);
    }
    0
}

/// The round brackets in which nothing but codes stands, from and to.
fn bracketed(text: &str, own: &BTreeSet<String>) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    while let Some((before, inside, after)) = text.get(from..).and_then(brackets) {
        let start = from.saturating_add(before);
        let mut words = code_runs(inside).flat_map(|(_, run)| run.split('/')).map(html::code_whole);
        let is_code = |word: &str| {
            own.contains(word)
                || is_joining(word)
                || Shape::of(word).is_some_and(|it| it.looks_like_a_code(2))
        };
        if words.all(is_code) {
            found.push(start..start.saturating_add(inside.len()).saturating_add(1));
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Patterns, codes_in, words_of};
    use crate::documents::import::{Accepted, Format, import};

    fn found(text: &str, own: &[&str]) -> Vec<String> {
        let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
        let patterns = Patterns::of(own.iter().copied());
        let own: BTreeSet<String> = own.iter().map(|code| (*code).to_owned()).collect();
        let say = |named: super::Named| {
            let section = named.section.map(|section| format!(" in {section}")).unwrap_or_default();
            format!("{}{section}{}", named.code, if named.own { "" } else { " missing" })
        };
        codes_in(&document, &own, &patterns).into_iter().map(say).collect()
    }

    #[test]
    fn codes_are_told_from_words() {
        for (text, own, expected) in [
            ("See the Safeguarding Policy (DCW13).", vec!["DCW13"], vec!["DCW13"]),
            ("See the Disciplinary Policy (DCW31).", vec!["DCW13"], vec!["DCW31 missing"]),
            (
                "In line with DCW13, DCW14 and POL-07.",
                vec!["DCW13", "POL-07"],
                vec!["DCW13", "DCW14 missing", "POL-07"],
            ),
            (
                "Both (DCW34, DCW13 and HR-12).",
                vec![],
                vec!["DCW34 missing", "DCW13 missing", "HR-12 missing"],
            ),
            ("Ring 111 (NHS111).", vec!["NHS111"], vec!["NHS111"]),
            ("(see DCW31 for more)", vec!["DCW31"], vec!["DCW31"]),
            ("(see DCW31 for more)", vec![], vec!["DCW31 missing"]),
            ("DCW13-B is another thing.", vec!["DCW13"], vec![]),
            ("The A policy and HR.", vec!["A", "HR"], vec![]),
            ("Twice (DCW13), twice (DCW13).", vec!["DCW13"], vec!["DCW13"]),
            ("An open (bracket HR12", vec![], vec![]),
            ("Tŷ (DCW31) Ŵyr (DCW32)", vec![], vec!["DCW31 missing", "DCW32 missing"]),
            ("(DCW13/DCW14) and DCW15/16", vec!["DCW13"], vec!["DCW13", "DCW14 missing", "DCW15 missing"]),
            ("POL/7 is one code.", vec!["POL/7"], vec!["POL/7"]),
        ] {
            assert_eq!(found(text, &own), expected, "{text}");
        }
    }

    #[test]
    fn codes_in_running_text_count_like_those_in_brackets() {
        for (text, own, expected) in [
            // Made like the library's.
            ("Staff follow CH13 at all times.", vec![], vec!["CH13 missing"]),
            ("DC24, SL07 and CHW95.", vec![], vec!["DC24 missing", "SL07 missing", "CHW95 missing"]),
            // Made like the organisation's own.
            ("Phones are put away, as SM3 says.", vec!["SM1"], vec!["SM3 missing"]),
            ("Phones are put away, as SM1 says.", vec!["SM1"], vec!["SM1"]),
            ("Phones are put away, as SM01 says.", vec!["SM01"], vec!["SM01"]),
            ("As POL-HR-08 says.", vec!["POL-HR-07"], vec!["POL-HR-08 missing"]),
            ("As P12 says.", vec!["P01"], vec!["P12 missing"]),
            // Said to be a policy.
            ("For phones see SM3.", vec![], vec!["SM3 missing"]),
            (
                "For phones see: SM3, SM4 and HR-2.",
                vec![],
                vec!["SM3 missing", "SM4 missing", "HR-2 missing"],
            ),
            ("The Phones Policy (SM3) applies.", vec![], vec!["SM3 missing"]),
            ("Gweler polisi SM3 a SM4.", vec![], vec!["SM3 missing", "SM4 missing"]),
            ("Nothing says what SM3 is.", vec![], vec![]),
            ("Policy staff wear SM3 badges.", vec![], vec![]),
        ] {
            let expected: Vec<&str> = expected;
            assert_eq!(found(text, &own), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_code_is_left_alone() {
        let own = ["CH38", "SM01", "HR-12"];
        for text in [
            "Save it as PDF2, see PDF2 or (PDF12).",
            "COVID19, COVID-19, (COVID19), see COVID19 and SARS-2.",
            "Print on A4 or A3, see A4 (A4).",
            "Level 2, see Level 2, policy 2, Tier 3, NVQ 3.",
            "Our office is at CH39 4XX and the post goes to SM3 8BB, see SL1 1AA.",
            "The postcode CH41 is Birkenhead.",
            "Fill in form CH11, the CH11 form, forms SM2 and the HC2, FP10 and IR35.",
            "See form SM2 and the see-through mask FFP3, see NEWS2, see PHQ9.",
            "ISO (ISO270), (A4), (2016), (CIW), (H1N1), (DCW2023), (NG21), see NG21.",
            "Ring NHS 111 (NHS111) or 101, 24/7, on 01/02/2026.",
            "Vitamin B12, the M25, P45 and SHA-256 (SHA-256).",
            "{{org_field_1}} and ch39x",
        ] {
            assert_eq!(found(text, &own), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn the_section_is_that_of_the_first_place() {
        let text = "First (DCW10).\n\n## 5. Related policies\n\n- One (DCW31)\n- Two\n\n## Last words\n\n\
                    Again (DCW31), (DCW32).\n";
        assert_eq!(found(text, &[]), ["DCW10 missing", "DCW31 in 5 missing", "DCW32 in Last words missing"]);
    }

    #[test]
    fn the_database_is_asked_for_little() {
        let text = "In 2026 the POL/7 and CH13/CH14, as A4 or (SM3).";
        let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
        let words: Vec<String> = words_of(&document).into_iter().collect();
        assert_eq!(words, ["2026", "CH13", "CH13/CH14", "CH14", "POL/7", "SM3"]);
    }
}
