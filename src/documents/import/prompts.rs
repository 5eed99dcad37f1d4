//! Words of a form that was never filled in, and words that tell the writer what to do.

use super::marks;

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
/// How they begin wherever they stand.
const CERTAIN: [&str; 4] =
    ["delete as appropriate", "delete as applicable", "delete as necessary", "insert as appropriate"];
/// The longest instruction, in letters.
const LETTERS: usize = 80;

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
    let end = text.char_indices().take(LETTERS + 2).find(|(_, letter)| *letter == close).map(|(at, _)| at)?;
    let inner = text.get(1..end)?;
    let plain = !inner.contains(marks::is_mark);
    let wanted: &[&str] = if open == '(' { &CERTAIN } else { &INSTRUCTIONS };
    let fits = wanted.iter().any(|phrase| begins(inner.trim_start_matches([' ', '*']), phrase));
    (plain && fits).then_some(end + 1)
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
            ("See [1], (insert coin) and [inserted] 3 < 5 > 2.", None),
            ("An open [insert", None),
        ] {
            assert_eq!(without_instructions(text).as_deref(), expected, "{text}");
        }
    }
}
