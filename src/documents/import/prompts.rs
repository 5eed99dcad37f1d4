//! Words of a form that was never filled in, and words that tell the writer what to do.

use super::marks;
use crate::documents::model::{Block, Document, Sentence};

/// Prompts of empty form fields, as Word writes them.
const PROMPTS: [&str; 8] = [
    "click or tap here to enter text.",
    "click here to enter text.",
    "click or tap to enter a date.",
    "click here to enter a date.",
    "click or tap here to enter a date.",
    "choose an item.",
    "choose a building block.",
    "enter text here.",
];
/// How instructions begin, in square or pointed brackets.
const INSTRUCTIONS: [&str; 7] =
    ["insert", "delete as", "delete where", "delete if", "amend as", "enter", "to be completed"];
/// How they also begin in square brackets.
const IN_SQUARE: [&str; 10] = [
    "add",
    "fill in",
    "name of",
    "your",
    "state",
    "specify",
    "describe",
    "complete",
    "select",
    "to be added",
];
/// What words in capitals in square brackets stand for.
const CAPITALS: [&str; 9] =
    ["NAME", "NUMBER", "DATE", "ADDRESS", "SERVICE", "MANAGER", "ORGANISATION", "COMPANY", "HERE"];
/// How they begin wherever they stand.
const CERTAIN: [&str; 4] =
    ["delete as appropriate", "delete as applicable", "delete as necessary", "insert as appropriate"];
/// The longest instruction, in letters.
const LETTERS: usize = 200;
/// The most bytes of these letters with their brackets.
const BYTES: usize = 4 * (LETTERS + 2);

/// The text without the prompts in it; nothing when there are none.
pub(super) fn without_prompts(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let may = matches!(first, 'c' | 'C' | 'e' | 'E');
        let prompt = PROMPTS.iter().filter(|_| may).find(|prompt| begins(rest, prompt));
        let (taken, after) = rest.split_at(prompt.map_or(first.len_utf8(), |prompt| prompt.len()));
        if prompt.is_none() {
            out.push_str(taken);
        }
        rest = after;
    }
    (out != text).then(|| tidy(&out))
}

/// The text without the instructions in it; nothing when there are none.
pub(super) fn without_instructions(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(['[', '<', '(', '*']) {
        let (before, from) = rest.split_at(begin);
        out.push_str(before);
        let length = instruction(from);
        let (taken, after) = from.split_at(length.unwrap_or(1));
        if length.is_none() {
            out.push_str(taken);
        }
        rest = after;
    }
    out.push_str(rest);
    (out != text).then(|| tidy(&out))
}

/// The bytes of the instruction that begins here.
fn instruction(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    if open == '*' {
        let inner = text.get(1..)?;
        return CERTAIN.iter().find(|phrase| begins(inner, phrase)).map(|phrase| phrase.len() + 1);
    }
    let close = match open {
        '[' => ']',
        '<' => '>',
        _ => ')',
    };
    // Brackets may stand by the million: those behind them are looked for in bytes, not letter by letter.
    let end = text.get(..text.floor_char_boundary(BYTES))?.find(close)?;
    let inner = text.get(1..end)?;
    if inner.chars().count() > LETTERS {
        return None;
    }
    let plain = !inner.contains(marks::is_mark);
    let inner = inner.trim_start_matches([' ', '*']);
    let any = |wanted: &[&str]| wanted.iter().any(|phrase| begins(inner, phrase));
    let fits = match open {
        '(' => any(&CERTAIN),
        // The words of a link stand in square brackets too.
        '[' if text.get(end + 1..).is_some_and(|rest| rest.starts_with('(')) => false,
        '[' => any(&INSTRUCTIONS) || any(&IN_SQUARE) || is_in_capitals(inner),
        _ => any(&INSTRUCTIONS),
    };
    (plain && fits).then_some(end + 1)
}

/// "[SERVICE NAME]"
fn is_in_capitals(inner: &str) -> bool {
    let mut words = inner.split(|letter: char| !letter.is_alphanumeric());
    !inner.chars().any(char::is_lowercase) && words.any(|word| CAPITALS.contains(&word))
}

/// What a text tells its writer to do, as it stands there, and the prompts of empty form fields: a text with
/// any of it is not finished.
#[must_use]
pub fn instructions(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for block in &document.blocks {
        if let Block::Paragraph(sentences) = block {
            // Brackets may go on over the end of a sentence.
            let words: Vec<String> = sentences.iter().map(Sentence::raw).collect();
            unfinished(&words.join(" "), &mut found);
        } else {
            block.for_each_sentence(&mut |sentence| unfinished(&sentence.raw(), &mut found));
        }
    }
    document.head.iter().chain([&document.title]).for_each(|line| unfinished(&line.raw(), &mut found));
    found
}

fn unfinished(text: &str, found: &mut Vec<String>) {
    for (at, _) in text.match_indices(['[', '<', '(', '*']) {
        let from = text.get(at..).unwrap_or_default();
        found.extend(instruction(from).and_then(|length| from.get(..length)).map(str::to_owned));
    }
    let small = text.to_ascii_lowercase();
    found.extend(PROMPTS.iter().filter(|prompt| small.contains(**prompt)).map(|prompt| (*prompt).to_owned()));
}

fn begins(text: &str, phrase: &str) -> bool {
    let Some(begin) = text.get(..phrase.len()) else { return false };
    let next = text.get(phrase.len()..).and_then(|rest| rest.chars().next());
    begin.eq_ignore_ascii_case(phrase) && !next.is_some_and(char::is_alphanumeric)
}

fn tidy(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for mark in [".", ",", ";", ":"] {
        text = text.replace(&format!(" {mark}"), mark);
    }
    // Only marks of emphasis around nothing.
    if text.chars().all(|letter| marks::is_mark(letter) && !marks::is_field(letter)) {
        String::new()
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::import::{Accepted, Format, import};

    #[test]
    fn an_instruction_has_an_end_nearby() {
        let long = |letters: usize| format!("[insert {}]", "é".repeat(letters));
        assert_eq!(instruction(&long(LETTERS - 7)), Some(long(LETTERS - 7).len()));
        assert_eq!(instruction(&long(LETTERS - 6)), None);
        let many = "[".repeat(1_000_000);
        assert_eq!(without_instructions(&many), None);
    }

    #[test]
    fn prompts_say_nothing() {
        for (text, expected) in [
            ("Name: Click or tap here to enter text.", Some("Name:")),
            ("CLICK HERE TO ENTER TEXT.", Some("")),
            ("Seen on Click or tap to enter a date. by us.", Some("Seen on by us.")),
            ("Click here to report.", None),
        ] {
            assert_eq!(without_prompts(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn instructions_are_found_in_brackets() {
        for (text, expected) in [
            ("Ask [INSERT NAME] first.", Some("Ask first.")),
            ("He/she [delete as appropriate] signs.", Some("He/she signs.")),
            ("He/she (delete as applicable) signs.", Some("He/she signs.")),
            ("He/she *delete as appropriate", Some("He/she")),
            ("Ring <insert number>.", Some("Ring.")),
            ("[ADD SERVICE NAME] is open.", Some("is open.")),
            ("[SERVICE NAME] is open.", Some("is open.")),
            ("See [Add a visit](https://example.org), [NHS 111] and [address].", None),
            ("See [1], (insert coin) and [inserted] 3 < 5 > 2.", None),
            ("An open [insert", None),
        ] {
            assert_eq!(without_instructions(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_tells_the_writer_what_to_do_is_found_everywhere() {
        let text = "# [ADD TITLE]\n\n## Lead of [INSERT SERVICE]\n\n[Insert the name of your lead here. Then go on.] leads.\n\n- Ask [insert name].\n\nSigned: Click here to enter text.\n\nSee [1].\n";
        let read = import(text, Format::Markdown, &Accepted::none()).unwrap();
        let mut found = instructions(&read.document);
        found.sort();
        assert_eq!(
            found,
            [
                "[ADD TITLE]",
                "[INSERT SERVICE]",
                "[Insert the name of your lead here. Then go on.]",
                "[insert name]",
                "click here to enter text.",
            ]
        );
    }
}
