//! No sentence for people stands in the code: words stand in the message files.

use super::source::{self, File, Literal};

/// Macros whose texts only the people who run the program read.
const FOR_OPERATORS: &[&str] = &[
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "write",
    "writeln",
    "eprintln",
    "println",
    "assert",
    "debug_assert",
];

/// What only the people who run the program meet, and the invented content of the gallery of parts,
/// which only builds for development have.
const FOR_NOBODY: &[&str] = &["cli/", "main.rs", "web/gallery.rs"];

/// How many texts look like a sentence and stay: the names of the regulators, which are the same in
/// every language, and the Welsh names of the days, beside the rules that
/// put them together. This list may only shrink.
const ALLOWED: &[(&str, usize)] = &[("organisations/mod.rs", 4), ("web/dates.rs", 7)];

/// Whether a text reads like words for people: it begins with a capital letter, goes on in small
/// ones and has a space.
fn is_sentence(text: &str) -> bool {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    let begins =
        first.is_some_and(char::is_uppercase) && second.is_some_and(|c| c.is_lowercase() || c == ' ');
    begins && text.trim_end().contains(' ') && !text.contains("SELECT") && !text.contains('<')
}

fn sentences(file: &File) -> Vec<(String, String)> {
    let for_people = |found: &Literal| {
        let operators = found.within.as_deref().is_some_and(|name| FOR_OPERATORS.contains(&name));
        is_sentence(&found.text) && !operators
    };
    let found = file.literals().into_iter().filter(for_people);
    found.map(|found| (file.path.clone(), found.text.chars().take(40).collect())).collect()
}

#[test]
fn no_sentence_stands_in_the_code() {
    let planted = r#"fn x() { tracing::warn!("The disk is full"); f("Save the policy"); json!({"a": "You may go"}); g("SELECT 1", "en-GB", "A"); }"#;
    let planted: Vec<String> =
        sentences(&File::of("a.rs", planted)).into_iter().map(|found| found.1).collect();
    assert_eq!(planted, ["Save the policy", "You may go"]);
    let files = source::all();
    let seen: usize = files.iter().map(|file| file.literals().len()).sum();
    assert!(seen > 1_500, "saw only {seen} texts");
    let read = files.iter().filter(|file| !FOR_NOBODY.iter().any(|path| file.path.starts_with(path)));
    let found: Vec<(String, String)> = read.flat_map(sentences).collect();
    let mut counted = std::collections::BTreeMap::new();
    for (path, _) in &found {
        *counted.entry(path.as_str()).or_insert(0_usize) += 1;
    }
    assert_eq!(counted.into_iter().collect::<Vec<_>>(), ALLOWED, "{found:#?}");
}
