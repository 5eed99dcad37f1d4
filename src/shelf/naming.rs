//! Codes and titles of what is brought in: from the name of a file, from the text, else made.

use std::collections::BTreeSet;

/// The most characters of a code.
pub const CODE_LETTERS: usize = 20;
/// The most characters of a title.
pub const TITLE_LETTERS: usize = 200;
/// The most characters of a person's name as it is written in a sheet.
pub const NAME_LETTERS: usize = 160;
/// The most characters of what people call a version.
pub const LABEL_LETTERS: usize = 20;

/// How far into a text its code is looked for.
const HEAD_LINES: usize = 40;

/// A text without case, spaces and punctuation, to compare codes and titles.
pub use crate::policies::codes::plain;

/// A title to compare: "Lone Working Policy" and "Lone working" are the same.
#[must_use]
pub fn plain_title(text: &str) -> String {
    let words = plain(text);
    words.strip_suffix("policy").filter(|rest| !rest.is_empty()).map(str::to_owned).unwrap_or(words)
}

/// The name of a file without folders and its ending.
#[must_use]
pub fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && end.len() <= 8 => stem,
        _ => name,
    }
}

/// The code and the title that the name of a file gives: "DCW94 Using Social Media.docx".
#[must_use]
pub fn of_file(file_name: &str) -> (Option<String>, String) {
    of_words(&stem(file_name).replace('_', " "))
}

/// The code and the title that words give: "DCW94 Using Social Media".
#[must_use]
pub fn of_words(words: &str) -> (Option<String>, String) {
    let words = words.trim();
    let (code, rest) = match code_at_start(words) {
        Some((code, rest)) => (Some(code), rest.to_owned()),
        None => match code_in_brackets(words) {
            Some((code, rest)) => (Some(code), rest),
            None => (None, words.to_owned()),
        },
    };
    let title = rest.trim_matches(|letter: char| letter.is_whitespace() || "-–—.,:()".contains(letter));
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (code, title.chars().take(TITLE_LETTERS).collect())
}

/// "DCW94", "POL-07", "HR 12a": letters, then digits, then nothing else.
fn code_at_start(words: &str) -> Option<(String, &str)> {
    let letters: String = words.chars().take_while(char::is_ascii_alphabetic).collect();
    let upper = letters.chars().all(|letter| letter.is_ascii_uppercase());
    if letters.is_empty() || letters.len() > 6 {
        return None;
    }
    let rest = words.strip_prefix(letters.as_str())?;
    let (between, rest) = match rest.chars().next() {
        Some(mark @ ('-' | ' ')) => (Some(mark), rest.strip_prefix(mark)?),
        _ => (None, rest),
    };
    // "Part 2 of …" and "plan-7" are words; "HR 12" and "POL-07" are codes.
    if between.is_some() && !upper {
        return None;
    }
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let mut rest = rest.strip_prefix(digits.as_str())?;
    let mut code = format!("{letters}{}{digits}", between.map(String::from).unwrap_or_default());
    let mut after = rest.chars();
    if let Some(letter) = after.next().filter(char::is_ascii_alphabetic)
        && !after.next().is_some_and(char::is_alphanumeric)
    {
        code.push(letter);
        rest = rest.strip_prefix(letter)?;
    }
    (!rest.starts_with(char::is_alphanumeric)).then_some((code, rest))
}

/// "Using Social Media (DCW94)".
fn code_in_brackets(words: &str) -> Option<(String, String)> {
    let (before, inside) = words.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let (code, rest) = code_at_start(inside.trim())?;
    rest.trim().is_empty().then(|| (code, before.to_owned()))
}

/// The code that a text says it has: "Policy code: DCW94", or in its title.
#[must_use]
pub fn of_text(title: &str, source: &str) -> Option<String> {
    let said = source.lines().take(HEAD_LINES).find_map(labelled);
    said.or_else(|| code_at_start(title.trim()).map(|(code, _)| code))
        .or_else(|| code_in_brackets(title).map(|(code, _)| code))
}

/// What a line says behind "Policy code" or "Document ref".
pub(super) fn labelled_in(line: &str) -> Option<String> {
    let value = labelled(line)?;
    Some(value.trim().to_owned()).filter(|value| !value.contains(' '))
}

fn labelled(line: &str) -> Option<String> {
    let marks: &[char] = &['*', '#', '|', ' ', '\t', '>'];
    let (label, value) = line.trim_matches(marks).split_once([':', '|'])?;
    let known = [
        "code",
        "policycode",
        "policynumber",
        "policyno",
        "policyref",
        "policyreference",
        "documentcode",
        "documentnumber",
        "documentreference",
        "documentref",
        "docref",
        "reference",
        "ref",
    ];
    let value = value.trim_matches(marks);
    let sensible = value.chars().any(|letter| letter.is_ascii_digit())
        && value.chars().count() <= CODE_LETTERS
        && value.chars().all(|letter| letter.is_alphanumeric() || "-/. ".contains(letter));
    (known.contains(&plain(label).as_str()) && sensible).then(|| value.to_owned())
}

/// A code that nobody has: POL-01, POL-02 and so on. It is taken from then on.
#[must_use]
pub fn made(taken: &mut BTreeSet<String>) -> String {
    let free = (1_u32..).map(|number| format!("POL-{number:02}")).find(|code| !taken.contains(&plain(code)));
    let code = free.unwrap_or_default();
    taken.insert(plain(&code));
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_give_code_and_title() {
        for (name, code, title) in [
            ("DCW94 Using Social Media.docx", Some("DCW94"), "Using Social Media"),
            ("shelf/DCW94_Using_Social_Media.docx", Some("DCW94"), "Using Social Media"),
            ("POL-07 - Lone working.md", Some("POL-07"), "Lone working"),
            ("HR 12a Grievance.txt", Some("HR 12a"), "Grievance"),
            ("Using Social Media (DCW94).docx", Some("DCW94"), "Using Social Media"),
            ("Part 2 of the handbook.docx", None, "Part 2 of the handbook"),
            ("plan-86.md", None, "plan-86"),
            ("Covid19 plan.docx", Some("Covid19"), "plan"),
            ("Safeguarding Adults.docx", None, "Safeguarding Adults"),
            ("2025 Fire safety.docx", None, "2025 Fire safety"),
            ("Tŷ Ŵyn 3.docx", None, "Tŷ Ŵyn 3"),
            ("DCW94.docx", Some("DCW94"), ""),
            ("A12345 x.docx", None, "A12345 x"),
            ("noend", None, "noend"),
        ] {
            assert_eq!(of_file(name), (code.map(str::to_owned), title.to_owned()), "{name}");
        }
    }

    #[test]
    fn texts_say_their_code() {
        for (title, source, code) in [
            ("Lone Working", "# Lone Working\n\n**Policy code:** LW-3\n", Some("LW-3")),
            ("Lone Working", "Lone Working\nPolicy No: 12\n", Some("12")),
            ("Lone Working", "| Reference | QA/7 |\n", Some("QA/7")),
            ("DCW94 Social media", "Words.", Some("DCW94")),
            ("Social media (DCW94)", "Words.", Some("DCW94")),
            ("Social media", "Registration Number: 12\nReference: {{org_field_name}}\n", None),
            ("Social media", "Code: of conduct\n", None),
        ] {
            assert_eq!(of_text(title, source).as_deref(), code, "{source}");
        }
    }

    #[test]
    fn made_codes_are_free() {
        let mut taken: BTreeSet<String> = ["pol01", "pol03"].iter().map(|code| (*code).to_owned()).collect();
        assert_eq!((made(&mut taken), made(&mut taken)), ("POL-02".to_owned(), "POL-04".to_owned()));
    }

    #[test]
    fn titles_compare_without_the_word_policy() {
        assert_eq!(plain_title("Lone-Working Policy"), plain_title("lone working"));
        assert_eq!(plain_title("Policy"), "policy");
    }
}
