//! What the page header or footer of a file says of its policy: "CH13 v2.1 Review 03/2027".

use std::collections::BTreeSet;

use super::naming;
use crate::documents::read::{Note, NoteKind};

/// The most letters of what is shown.
const LETTERS: usize = 160;
/// Letters before a number that make no code of a policy.
const NO_CODES: [&str; 16] = [
    "BS", "COVID", "CQC", "EN", "FAX", "GDPR", "ISO", "NHS", "NI", "NO", "PAGE", "PO", "REG", "REV", "TEL",
    "VER",
];

/// The code, when there is just one, and the words that say something of code, version or review.
#[must_use]
pub fn said(notes: &[Note]) -> (Option<String>, String) {
    let around = notes.iter().filter(|note| matches!(note.kind, NoteKind::Header | NoteKind::Footer));
    let (mut codes, mut words): (Vec<String>, BTreeSet<&str>) = (Vec::new(), BTreeSet::new());
    for note in around {
        let found = codes_in(&note.before);
        if !found.is_empty() || says_version(&note.before) {
            words.insert(&note.before);
        }
        for code in found {
            if !codes.iter().any(|other| naming::plain(other) == naming::plain(&code)) {
                codes.push(code);
            }
        }
    }
    let code = if codes.len() == 1 { codes.pop() } else { None };
    let words: Vec<&str> = words.into_iter().collect();
    (code, words.join("; ").chars().take(LETTERS).collect())
}

/// The words that look like codes of policies, and what stands behind a label.
fn codes_in(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    if let Some(code) = naming::labelled_in(text) {
        return vec![code];
    }
    let follows = |at: usize| words.get(at.saturating_add(1)).copied().unwrap_or_default();
    let all = words.iter().enumerate().filter(|(at, word)| is_code(word) && !is_inward(follows(*at)));
    all.map(|(_, word)| (*word).to_owned()).collect()
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// "CH13", "POL-07", "HR12a": two capital letters or more, then digits.
fn is_code(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_uppercase).count();
    let (found, rest) = naming::of_words(word);
    let begin: String = word.chars().take(letters).collect();
    let denied = NO_CODES.contains(&begin.as_str());
    (2..=6).contains(&letters) && !denied && rest.is_empty() && found.is_some_and(|code| code == word)
}

/// The second half of a postcode: "CH13 4AB" is where the office is.
fn is_inward(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| letter.is_ascii_digit())
        && letters.clone().count() == 2
        && letters.all(|letter| letter.is_ascii_uppercase())
}

fn says_version(text: &str) -> bool {
    let text = text.to_lowercase();
    let numbered = |word: &str| {
        let rest = word.strip_prefix("version").or_else(|| word.strip_prefix('v')).unwrap_or("x");
        rest.trim_start_matches('.').starts_with(|letter: char| letter.is_ascii_digit())
    };
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    let version = words.iter().any(|word| numbered(word) || *word == "version");
    let review = words.iter().any(|word| word.starts_with("review") || *word == "issued" || *word == "issue");
    (version || review) && text.chars().any(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn footer(words: &str) -> Note {
        serde_json::from_value(serde_json::json!({ "kind": "footer", "count": 1, "before": words })).unwrap()
    }

    #[test]
    fn codes_stand_in_footers() {
        for (words, code, told) in [
            ("CH13 v2.1 Review 03/2027", Some("CH13"), true),
            ("POL-07, Version 3, page 1 of 4", Some("POL-07"), true),
            ("Document ref: QA/7", Some("QA/7"), true),
            ("Office: 1 High Street, CH13 4AB", None, false),
            ("ISO 9001 ISO9001", None, false),
            ("Page 3 of 12", None, false),
            ("CH13 replaces CH12", None, true),
            ("Review date: March 2027", None, true),
            ("Version control", None, false),
            ("A4 B12", None, false),
        ] {
            let (found, said) = said(&[footer(words)]);
            assert_eq!(found.as_deref(), code, "{words}");
            assert_eq!(!said.is_empty(), told, "{words}");
        }
        let both = said(&[footer("CH13 v2"), footer("CH13 page 1")]);
        assert_eq!(both, (Some("CH13".to_owned()), "CH13 page 1; CH13 v2".to_owned()));
    }
}
