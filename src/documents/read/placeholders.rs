//! Where field places stand in a run of letters. The import decides what they mean; here they are only
//! kept whole.

use std::ops::Range;

const LONGEST: usize = 200;

/// The places from `{{` to `}}` in these letters, in order. An open one that never ends counts with
/// the name that follows it.
pub(super) fn places(letters: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        match place(letters, at) {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn is_pair(letters: &[char], at: usize, brace: char) -> bool {
    letters.get(at) == Some(&brace) && letters.get(at + 1) == Some(&brace)
}

fn braces(letters: &[char], at: usize) -> usize {
    let Some(brace) = letters.get(at) else { return 0 };
    letters.iter().skip(at).take_while(|letter| *letter == brace).count()
}

fn place(letters: &[char], at: usize) -> Option<usize> {
    if is_pair(letters, at, '}') {
        return Some(at + braces(letters, at));
    }
    if !is_pair(letters, at, '{') {
        return None;
    }
    let begin = at + braces(letters, at);
    let closing = (begin..begin + LONGEST).find(|at| matches!(letters.get(*at), None | Some('{' | '}')));
    match closing {
        Some(end) if is_pair(letters, end, '}') => Some(end + braces(letters, end)),
        _ => Some(begin + word(letters, begin)),
    }
}

fn word(letters: &[char], begin: usize) -> usize {
    let rest = || letters.iter().skip(begin).take(LONGEST);
    let spaces = rest().take_while(|letter| **letter == ' ').count();
    let is_word = |letter: &&char| letter.is_ascii_alphanumeric() || **letter == '_';
    let length = rest().skip(spaces).take_while(is_word).count();
    if length == 0 { 0 } else { spaces + length }
}

/// The names of the field places in a text, each once, for notes about words that are not in it.
pub(super) fn names(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut names: Vec<String> = Vec::new();
    for range in places(&letters) {
        let place = letters.get(range).unwrap_or_default();
        let name: String = place.iter().filter(|letter| !matches!(letter, '{' | '}')).collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase();
        if !name.is_empty() && !names.contains(&name) && names.len() < 50 {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_places_whole_and_torn() {
        let cases: [(&str, &[&str]); 9] = [
            ("a {{name}} b", &["{{name}}"]),
            ("{{ a b }}{{c}}", &["{{ a b }}", "{{c}}"]),
            ("{{{x}}}", &["{{{x}}}"]),
            ("{{org_field_name and more", &["{{org_field_name"]),
            ("{{ (", &["{{"]),
            ("x}}}", &["}}}"]),
            ("{a} {", &[]),
            ("{{a{b}}", &["{{a", "}}"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let letters: Vec<char> = text.chars().collect();
            let found: Vec<String> =
                places(&letters).into_iter().map(|range| letters[range].iter().collect()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
