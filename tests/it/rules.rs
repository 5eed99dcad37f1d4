//! What values must be, alone and together (ASVS 5.0: 2.1.1, 2.1.2).
//!
//! A rule is the sentence that people read when a value breaks it (`templates/messages/en`). `tests/rules.csv` names
//! every one that the program can answer, so that none comes or goes unseen, and says what it holds together:
//! names of fields, `kept` (what is stored), `now` (the clock), `sender` (who asks). Nothing there: one value alone.
//! How long each text may be stands in `tests/fields.csv`.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::environment::in_repository;

/// At least so many rules there are, and so many of them across values.
const FEWEST: [usize; 2] = [340, 190];
/// What a rule may depend on besides fields.
const AROUND: [&str; 3] = ["kept", "now", "sender"];

fn table() -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(in_repository("tests/rules.csv")).unwrap();
    let rows: Vec<(String, String)> = reader.deserialize().map(Result::unwrap).collect();
    assert!(rows.is_sorted_by(|one, next| one.0 < next.0), "sorted, and none twice");
    rows.into_iter().collect()
}

/// The keys of messages that say what is wrong.
fn sentences() -> BTreeSet<String> {
    let folder = std::fs::read_dir(in_repository("templates/messages/en")).unwrap();
    let texts = folder.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let all: String = texts.map(|text| text + "\n").collect();
    let keys = all.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned());
    keys.filter(|key| key.split('-').any(|part| part == "error")).collect()
}

#[test]
fn every_rule_stands_in_the_table_with_what_it_holds_together() {
    let files = crate::architecture::files();
    let literals: BTreeSet<String> =
        files.iter().flat_map(|file| file.literals()).map(|literal| literal.text).collect();
    let answered: BTreeSet<String> = sentences().intersection(&literals).cloned().collect();
    let table = table();
    let listed: BTreeSet<String> = table.keys().cloned().collect();
    let missing: Vec<&String> = answered.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(&answered).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in the table: {missing:#?}\nnowhere answered: {gone:#?}"
    );
    let named = |field: &str| literals.iter().any(|text| text.starts_with(field)) || AROUND.contains(&field);
    let mut together = 0;
    for (rule, across) in table.iter().filter(|(_, across)| !across.is_empty()) {
        together += 1;
        for field in across.split(", ") {
            assert!(named(field), "{rule} names {field}, which no form has");
        }
    }
    assert!(table.len() >= FEWEST[0] && together >= FEWEST[1], "{} rules, {together} across", table.len());
}
