//! Where a sentence ends.

use super::marks::{self, Marks};
use crate::documents::model::Sentence;

const SHORT_FORMS: [&str; 20] = [
    "e.g", "i.e", "eg", "ie", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nos", "art", "reg", "regs",
    "sec", "para", "cf", "vs", "approx",
];

/// The bytes at which a new sentence begins, without the first one. Nothing inside brackets
/// counts, and a field place counts as a word that begins with a capital letter.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let inside = inside_brackets(&letters);
    let mut found = Vec::new();
    for (at, (_, letter)) in letters.iter().enumerate() {
        let ends = matches!(letter, '.' | '!' | '?') && inside.get(at) == Some(&false);
        if ends
            && let Some(next) = next_start(&letters, at)
            && !is_short_form(&letters, at)
        {
            found.push(next);
        }
    }
    found.dedup();
    found
}

// For every letter, whether it stands between two brackets that belong together.
fn inside_brackets(letters: &[(usize, char)]) -> Vec<bool> {
    let mut change = vec![0_i32; letters.len() + 1];
    let mut open = Vec::new();
    for (at, (_, letter)) in letters.iter().enumerate() {
        if *letter == '(' {
            open.push(at);
        } else if *letter == ')'
            && let Some(begin) = open.pop()
        {
            add(&mut change, begin, 1);
            add(&mut change, at, -1);
        }
    }
    let mut depth = 0;
    let depths = change.iter().map(|step| {
        depth += step;
        depth > 0
    });
    depths.collect()
}

fn add(change: &mut [i32], at: usize, step: i32) {
    if let Some(value) = change.get_mut(at) {
        *value += step;
    }
}

fn is_plain_mark(letter: char) -> bool {
    marks::is_mark(letter) && !marks::is_field(letter)
}

// The byte at which the next sentence begins, if one does.
fn next_start(letters: &[(usize, char)], end: usize) -> Option<usize> {
    let closes = |letter: char| matches!(letter, '"' | '”' | '’' | '\'' | ')' | ']') || is_plain_mark(letter);
    let opens = |letter: char| matches!(letter, '"' | '“' | '‘' | '\'' | '(' | '[') || is_plain_mark(letter);
    let mut rest = letters.iter().skip(end + 1).skip_while(|(_, letter)| closes(*letter)).peekable();
    rest.next_if(|(_, letter)| letter.is_whitespace())?;
    while rest.next_if(|(_, letter)| letter.is_whitespace()).is_some() {}
    let (start, _) = rest.peek().copied()?;
    let (_, first) = rest.find(|(_, letter)| !opens(*letter))?;
    let begins = first.is_uppercase() || first.is_ascii_digit() || marks::is_field(*first);
    begins.then_some(*start)
}

fn is_short_form(letters: &[(usize, char)], end: usize) -> bool {
    if letters.get(end).map(|(_, letter)| *letter) != Some('.') {
        return false;
    }
    let before = letters.get(end.saturating_sub(16)..end).unwrap_or_default();
    let letters = before.iter().rev().map(|(_, c)| *c).take_while(|c| !c.is_whitespace() && *c != '(');
    let word: Vec<char> = letters.filter(|c| !is_plain_mark(*c)).collect();
    let word: String = word.into_iter().rev().collect();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || SHORT_FORMS.contains(&word.to_lowercase().as_str())
}

/// The pieces of the text between these bytes, trimmed.
pub(super) fn cut<'a>(text: &'a str, starts: &[usize]) -> Vec<&'a str> {
    let begins = std::iter::once(0).chain(starts.iter().copied());
    let ends = starts.iter().copied().chain(std::iter::once(text.len()));
    let pieces = begins.zip(ends).filter_map(|(begin, end)| text.get(begin..end));
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// The sentences of a marked text. Emphasis that reaches over several is kept in each.
pub(super) fn read(text: &str, marks: &Marks<'_>) -> Vec<Sentence> {
    let mut open: Vec<char> = Vec::new();
    let mut sentences = Vec::new();
    for piece in cut(text, &starts(text)) {
        let mut whole: String = open.iter().collect();
        whole.push_str(piece);
        carry(&mut open, piece);
        let sentence = marks.sentence(&whole);
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
    }
    sentences
}

fn carry(open: &mut Vec<char>, piece: &str) {
    for letter in piece.chars() {
        match letter {
            marks::STRONG | marks::EMPHASIS => open.push(letter),
            marks::STRONG_END => open.retain(|mark| *mark != marks::STRONG),
            marks::EMPHASIS_END => open.retain(|mark| *mark != marks::EMPHASIS),
            marks::LINK_END => open.retain(|mark| !marks::is_link(*mark)),
            link if marks::is_link(link) => open.push(link),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_the_end_of_sentences_only() {
        let cases: [(&str, &[&str]); 8] = [
            ("One. Two. Three.", &["One.", "Two.", "Three."]),
            ("Ask Dr. Jones. He knows.", &["Ask Dr. Jones.", "He knows."]),
            ("Use it, e.g. Monday. Or not.", &["Use it, e.g. Monday.", "Or not."]),
            ("See (A. B.) there. End.", &["See (A. B.) there.", "End."]),
            ("An open ( bracket. Next.", &["An open ( bracket.", "Next."]),
            ("“Stop.” She did.", &["“Stop.”", "She did."]),
            ("Version 1.2 is new. 3 people read it.", &["Version 1.2 is new.", "3 people read it."]),
            ("no capital. after it", &["no capital. after it"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text, &starts(text)), expected, "{text}");
        }
    }
}
