//! The Application Security Verification Standard 5.0 of OWASP, row by row (`tests/asvs.csv`): what each
//! requirement asks in our words, and the tests and places that show it.
//!
//! A test is named by its path: `it::access::headers::…`, `lib::access::session::tests::…` (a test in `src`)
//! or `browser::…`; a place is a file of the repository, `README.md#its_words` words that stand in the README.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::support::environment::in_repository;

/// So many rows are open at most. This number may only fall: it rose once, when rows were shown by less than they ask.
const OPEN: usize = 5;
/// Words of what a row asks, at most.
const WORDS: usize = 15;
/// Rows of the first and of the second level.
const OF_LEVELS: [usize; 2] = [70, 183];
/// Rows of the third level that this program needs, too.
const THIRD: [&str; 10] =
    ["2.3.5", "3.5.8", "5.2.6", "6.3.5", "6.3.7", "6.3.8", "8.3.2", "11.2.4", "14.2.7", "14.2.8"];
/// The folders with tests, and how their names begin.
const ROOTS: [(&str, &str); 3] = [("it", "tests/it"), ("browser", "tests/browser"), ("lib", "src")];

#[derive(Debug, Clone, Deserialize)]
struct Row {
    id: String,
    level: usize,
    asks: String,
    state: State,
    by: String,
    note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum State {
    #[serde(rename = "shown")]
    Shown,
    #[serde(rename = "not applicable")]
    NotApplicable,
    #[serde(rename = "open")]
    Open,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_path(in_repository("tests/asvs.csv")).unwrap();
    assert_eq!(reader.headers().unwrap(), vec!["id", "level", "asks", "state", "by", "note"]);
    reader.deserialize().map(Result::unwrap).collect()
}

/// The three numbers of an id such as `14.2.8`, which sort as they count.
fn numbers(id: &str) -> [u32; 3] {
    let all: Vec<u32> = id.split('.').map(|part| part.parse().unwrap()).collect();
    assert_eq!(all.iter().map(u32::to_string).collect::<Vec<_>>().join("."), id);
    all.try_into().unwrap()
}

#[test]
fn the_table_is_whole_and_sorted() {
    let rows = rows();
    let ids: Vec<[u32; 3]> = rows.iter().map(|row| numbers(&row.id)).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "sorted, and none twice");
    let of = |level: usize| rows.iter().filter(move |row| row.level == level);
    assert_eq!([of(1).count(), of(2).count()], OF_LEVELS);
    assert_eq!(of(3).map(|row| row.id.as_str()).collect::<Vec<_>>(), THIRD);
    for row in &rows {
        let words = row.asks.split_whitespace().count();
        assert!((1..=WORDS).contains(&words), "{} asks in {words} words", row.id);
        for cell in [&row.asks, &row.by, &row.note] {
            assert_eq!(cell.trim(), cell, "{}", row.id);
        }
    }
}

/// The path of every test.
fn all_tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (begin, folder) in ROOTS {
        in_folder(&in_repository(folder), begin, &mut found);
    }
    found
}

fn in_folder(folder: &Path, module: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let inner = match name {
            "mod" | "main" | "lib" => module.to_owned(),
            name => format!("{module}::{name}"),
        };
        if path.is_dir() {
            in_folder(&path, &inner, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let file = syn::parse_file(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
            in_items(&file.items, &inner, found);
        }
    }
}

fn in_items(items: &[syn::Item], module: &str, found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            syn::Item::Fn(function) if function.attrs.iter().any(marks_a_test) => {
                found.insert(format!("{module}::{}", function.sig.ident));
            }
            syn::Item::Mod(inner) => {
                let items = inner.content.as_ref().map_or(&[][..], |(_, items)| items);
                in_items(items, &format!("{module}::{}", inner.ident), found);
            }
            _ => {}
        }
    }
}

fn marks_a_test(attribute: &syn::Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "test")
}

/// What is wrong with what a row names.
fn fault(row: &Row, tests: &BTreeSet<String>) -> Option<String> {
    let said = |what: &str| Some(format!("{}: {what}", row.id));
    let named: Vec<&str> = row.by.split_whitespace().collect();
    match row.state {
        State::Shown if named.is_empty() => said("is shown by nothing"),
        State::Shown => named.into_iter().find(|name| !is_there(name, tests)).and_then(said),
        _ if row.note.is_empty() => said("gives no reason"),
        _ if !named.is_empty() => said("names what shows it and isn't shown"),
        _ => None,
    }
}

fn is_there(name: &str, tests: &BTreeSet<String>) -> bool {
    if name.contains("::") {
        tests.contains(name)
    } else if let Some(words) = name.strip_prefix("README.md#") {
        let readme = std::fs::read_to_string(in_repository("README.md")).unwrap();
        let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
        !words.is_empty() && readme.contains(&words.replace('_', " "))
    } else if name == "README.md" {
        // A file that is there says little: its words may be gone.
        false
    } else {
        !name.contains("..") && !name.starts_with('/') && in_repository(name).is_file()
    }
}

#[test]
fn every_row_names_what_shows_it_or_why_not() {
    let tests = all_tests();
    assert!(tests.len() > 600, "saw only {} tests", tests.len());
    let planted = |state: State, by: &str, note: &str| {
        let (id, asks) = ("0.0.0".to_owned(), "Nothing.".to_owned());
        fault(&Row { id, level: 1, asks, state, by: by.to_owned(), note: note.to_owned() }, &tests).is_some()
    };
    let own = "it::asvs::every_row_names_what_shows_it_or_why_not";
    assert!(!planted(State::Shown, own, ""));
    assert!(!planted(State::Shown, &format!("{own} tests/asvs.csv"), "a note"));
    assert!(!planted(State::Open, "", "not built"));
    for (state, by, note) in [
        (State::Shown, "", "a note"),
        (State::Shown, "it::asvs::every_row", ""),
        (State::Shown, "it::asvs::fault", ""),
        (State::Shown, "tests/asvs.csv src/nothing.rs", ""),
        (State::Shown, "src", ""),
        (State::Shown, "README.md", ""),
        (State::Shown, "README.md#", ""),
        (State::Shown, "README.md#words_that_stand_nowhere", ""),
        (State::Open, "", ""),
        (State::NotApplicable, "", ""),
        (State::Open, own, "not built"),
    ] {
        assert!(planted(state, by, note), "{state:?} {by} {note}");
    }
    let faults: Vec<String> = rows().iter().filter_map(|row| fault(row, &tests)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_more_rows_are_open_than_before() {
    let open: Vec<String> =
        rows().into_iter().filter(|row| row.state == State::Open).map(|row| row.id).collect();
    assert!(open.len() <= OPEN, "{} are open: {open:?}", open.len());
}

/// What no line of the program may hold: other programs, patterns of others, memory without a guard.
const NEVER_IN_CODE: [&str; 4] = ["process::Command", "Command::new(", "regex::", "unsafe {"];
/// What no script may hold: text that runs, data that stays in the browser, talk between windows.
const NEVER_IN_SCRIPTS: [&str; 14] = [
    "eval(",
    "Function(",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "serviceWorker",
    "caches.",
    "postMessage",
    "addEventListener(\"message\"",
    "document.cookie",
    "document.write",
    "insertAdjacentHTML",
    "outerHTML",
    "__proto__",
];
/// Libraries that would call other services or run patterns, and that the program doesn't name.
const NEVER_NAMED: [&str; 7] = ["regex", "reqwest", "ureq", "hyper", "ldap3", "memcache", "curl"];

/// The one line that puts in HTML: a part of our own page, asked for again.
const PUTS_HTML: &str = "if (now.innerHTML !== going.innerHTML) going.innerHTML = now.innerHTML;";

fn held(text: &str, never: &[&str]) -> Vec<String> {
    never.iter().filter(|word| text.contains(**word)).map(|word| (*word).to_owned()).collect()
}

#[test]
fn what_the_program_never_does_stands_nowhere_in_it() {
    assert_eq!(held("std::process::Command::new(\"sh\")", &NEVER_IN_CODE).len(), 2);
    let sources = crate::architecture::files();
    assert!(sources.len() > 100, "saw only {} files", sources.len());
    for file in &sources {
        assert_eq!(held(&file.text, &NEVER_IN_CODE), Vec::<String>::new(), "{}", file.path);
    }
    let mut scripts = 0;
    for entry in std::fs::read_dir(in_repository("static")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "js") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap().replace(PUTS_HTML, "");
        assert_eq!(held(&text, &NEVER_IN_SCRIPTS), Vec::<String>::new(), "{}", path.display());
        assert!(!text.contains("innerHTML"), "{} puts in HTML", path.display());
        scripts += 1;
    }
    assert!(scripts >= 2, "saw only {scripts} scripts");
    let manifest = std::fs::read_to_string(in_repository("Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[dependencies]\n").unwrap();
    let named: Vec<&str> = rest
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(named.len() > 30, "saw only {named:?}");
    assert!(NEVER_NAMED.iter().all(|library| !named.contains(library)), "{named:?}");
}
