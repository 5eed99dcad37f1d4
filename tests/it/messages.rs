//! Every word that a page, a mail or the code asks for is there, in English; in Welsh where staff meet it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::environment::in_repository;

/// Message files that staff meet: there Welsh is complete.
const STAFF: &[&str] = &[
    "accounts", "common", "errors", "factor", "kiosk", "own", "parts", "report", "sessions", "signin",
    "signing",
];

/// Pages about policies that staff, and people outside, read.
const READ: &[&str] = &["own", "own_policy", "share_over", "share_public", "version"];

/// A message: the names of the values that it takes.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Reads one file: a line that begins with a key and ` =` begins a message.
fn read(text: &str) -> Messages {
    let mut messages = Messages::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
            key = name.to_owned();
            messages.insert(key.clone(), BTreeSet::new());
        }
        for part in line.split('$').skip(1) {
            let name: String =
                part.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '-').collect();
            messages.entry(key.clone()).or_default().insert(name);
        }
    }
    messages
}

/// All messages of a language, by file.
fn files(language: &str) -> BTreeMap<String, Messages> {
    let folder = std::fs::read_dir(in_repository("templates/messages").join(language)).unwrap();
    folder
        .map(|entry| entry.unwrap().path())
        .map(|path| (stem(&path), read(&std::fs::read_to_string(&path).unwrap())))
        .collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn all(language: &str) -> Messages {
    files(language).into_values().flatten().collect()
}

/// The keys that a template asks for by name, and the beginnings of those that it puts together.
fn asked(text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut whole, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for mark in ["t(key=\"", "t_link(key=\""] {
        for rest in text.split(mark).skip(1) {
            let (key, after) = rest.split_once('"').unwrap();
            let kind = if after.trim_start().starts_with('~') { &mut begun } else { &mut whole };
            kind.insert(key.to_owned());
        }
    }
    (whole, begun)
}

fn templates(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("messages") {
            templates(&path, found);
        } else if path.extension().is_some_and(|end| end == "html" || end == "txt") {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn the_readers_read() {
    let messages = read(
        "# a-b = c\none-two = Hello { $name }\nmore = { $count ->\n    [one] x\n   *[other] { $n-a }\n}\n",
    );
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(messages.len(), 2);
    assert_eq!((&messages["one-two"], &messages["more"]), (&set(&["name"]), &set(&["count", "n-a"])));
    let (whole, begun) = asked("{{ t(key=\"a-b\", x=1) }} {{ t_link(key=\"c-\" ~ d) }}");
    assert_eq!((whole, begun), (set(&["a-b"]), set(&["c-"])));
}

#[test]
fn what_templates_ask_for_has_english_words() {
    let english = all("en");
    let mut found = Vec::new();
    templates(&in_repository("templates"), &mut found);
    let (mut seen, mut missing) = (0, Vec::new());
    for (path, text) in &found {
        let (whole, begun) = asked(text);
        seen += whole.len() + begun.len();
        missing.extend(
            whole.iter().filter(|key| !english.contains_key(*key)).map(|key| format!("{path}: {key}")),
        );
        let nothing = begun.iter().filter(|start| !english.keys().any(|key| key.starts_with(start.as_str())));
        missing.extend(nothing.map(|start| format!("{path}: {start}…")));
    }
    assert!(found.len() >= 60 && seen >= 300, "saw {} templates, {seen} keys", found.len());
    assert!(missing.is_empty(), "no words for\n{}", missing.join("\n"));
}

/// A text in the code that can only be a key: it begins with the name of an area of messages, or of
/// the keys in it, and goes on in small letters and hyphens.
#[test]
fn what_the_code_asks_for_has_english_words() {
    let english = all("en");
    let areas: BTreeSet<&str> = english.keys().filter_map(|key| key.split('-').next()).collect();
    let (mut seen, mut missing) = (0, BTreeSet::new());
    for file in crate::architecture::files() {
        for literal in file.literals() {
            let text = literal.text.as_str();
            let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
            let parts: Vec<&str> = text.split('-').collect();
            let like_one =
                parts.len() >= 3 && parts.iter().all(|part| !part.is_empty()) && text.chars().all(small);
            if !like_one || !areas.contains(parts[0]) {
                continue;
            }
            // After `?done=` the key begins with `done-`.
            if english.contains_key(text) || english.contains_key(&format!("done-{text}")) {
                seen += 1;
            } else if !NO_KEYS.contains(&text) {
                missing.insert(format!("{}: {text}", file.path));
            }
        }
    }
    assert!(seen >= 200, "saw only {seen} keys");
    assert!(missing.is_empty(), "no words for\n{}", missing.into_iter().collect::<Vec<_>>().join("\n"));
}

/// Texts that look like keys and are none. This list may only shrink.
const NO_KEYS: &[&str] = &[];

#[test]
fn welsh_is_complete_where_staff_meet_it_and_takes_the_same_values() {
    let (english, welsh) = (files("en"), files("cy"));
    let mut faults = Vec::new();
    for name in STAFF {
        let there = welsh.get(*name).cloned().unwrap_or_default();
        faults.extend(
            english[*name].keys().filter(|key| !there.contains_key(*key)).map(|key| format!("{name}: {key}")),
        );
    }
    let (english, welsh) = (all("en"), all("cy"));
    for name in READ {
        let path = in_repository("templates/policies").join(format!("{name}.html"));
        let (keys, _) = asked(&std::fs::read_to_string(path).unwrap());
        assert!(!keys.is_empty(), "{name} asks for no words");
        let missing = keys.iter().filter(|key| !welsh.contains_key(*key));
        faults.extend(missing.map(|key| format!("{name}.html: {key}")));
    }
    assert!(faults.is_empty(), "no Welsh words for\n{}", faults.join("\n"));
    assert!(english.len() >= 700 && welsh.len() >= 600, "saw {} and {}", english.len(), welsh.len());
    for (key, values) in &welsh {
        match english.get(key) {
            None => faults.push(format!("{key} is only there in Welsh")),
            Some(wanted) if wanted != values => faults.push(format!("{key}: {wanted:?} and {values:?}")),
            Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words that the template language reads as values, never as names.
const LITERALS: &[&str] = &["none", "null", "true", "false", "None", "True", "False"];

/// Conditions and values of a template in which one of these words stands alone, as if it were a variable; and how
/// many conditions and values it has.
fn named_like_literals(text: &str) -> (usize, Vec<String>) {
    let tags = text.split("{%").skip(1).filter_map(|rest| rest.split_once("%}").map(|(tag, _)| tag));
    let tags = tags.map(|tag| tag.trim_matches(['-', ' ']));
    let conditions = tags.filter_map(|tag| tag.strip_prefix("if ").or_else(|| tag.strip_prefix("elif ")));
    let values = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}").map(|(value, _)| value));
    let all: Vec<&str> = conditions.chain(values.map(|value| value.trim_matches(['-', ' ']))).collect();
    let alone = |whole: &&&str| {
        let spaced =
            whole.replace(['(', ')', '|'], " and ").replace(" or ", " and ").replace("not ", " and ");
        // After `is` a literal is what a value is compared with.
        spaced.replace("is  and ", "is ").split(" and ").any(|part| LITERALS.contains(&part.trim()))
    };
    let found = all.iter().filter(alone).map(|whole| (*whole).to_owned()).collect();
    (all.len(), found)
}

#[test]
fn no_template_asks_a_literal_whether_it_is_so() {
    for (text, expected) in [
        ("{% if none %}", 1),
        ("{%- if rows and not true -%}", 1),
        ("{% if a %}{% elif (false or b) %}", 1),
        ("{{ null }} {{ none | text }}", 2),
        ("{% if chips is none or a is not none %}", 0),
        ("{% if kind == \"none\" or nonesuch %}{{ <cell right={true} /> }}", 0),
    ] {
        assert_eq!(named_like_literals(text).1.len(), expected, "{text}");
    }
    let mut found = Vec::new();
    templates(&in_repository("templates"), &mut found);
    let (mut seen, mut faulty) = (0, Vec::new());
    for (path, text) in &found {
        let (read, named) = named_like_literals(text);
        seen += read;
        faulty.extend(named.into_iter().map(|one| format!("{path}: {one}")));
    }
    assert!(
        found.len() >= 200 && seen >= 2_000,
        "saw {} templates, {seen} conditions and values",
        found.len()
    );
    assert!(faulty.is_empty(), "can never be true, or always is:\n{}", faulty.join("\n"));
}
