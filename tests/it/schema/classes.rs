//! Every column has a class (`src/db/classes.csv`), and its type is one that the class allows: what is
//! secret or of a case is stored as a hash or sealed (ASVS 5.0: 14.1.1, 14.2.4).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::support::declared::{DeclaredColumn, DeclaredTable, Kind, tables};
use crate::support::environment::in_repository;

/// Who may read what is of a class, and how it is kept, stands in README, "What is guarded, and how".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Class {
    Public,
    Organisation,
    Personal,
    Case,
    Secret,
}

#[derive(Deserialize)]
struct Row {
    table: String,
    column: String,
    class: Class,
}

/// Words in names of what no lower class may hold.
const MARKS: [&str; 7] = ["password", "token", "secret", "sealed", "pin_hash", "code_hash", "seed"];

fn classes() -> BTreeMap<(String, String), Class> {
    let mut reader = csv::Reader::from_path(in_repository("src/db/classes.csv")).unwrap();
    let mut all = BTreeMap::new();
    for row in reader.deserialize::<Row>() {
        let row = row.unwrap();
        let name = (row.table, row.column);
        assert!(all.insert(name.clone(), row.class).is_none(), "{name:?} has two classes");
    }
    all
}

/// What is wrong with a column of a class.
fn fault(column: &DeclaredColumn, class: Class) -> Option<&'static str> {
    let hashed = column.kind == Kind::Bytes || (column.kind == Kind::Text && column.name.ends_with("_hash"));
    match class {
        Class::Secret if !hashed => Some("is secret, and neither hashed nor sealed"),
        Class::Case if column.kind != Kind::Bytes => Some("is of a case, and not sealed"),
        Class::Public | Class::Organisation | Class::Personal
            if MARKS.iter().any(|mark| column.name.contains(mark)) =>
        {
            Some("is called like a secret, and has a lower class")
        }
        _ => None,
    }
}

/// What is wrong with tables under classes: a line for each column.
fn faults(tables: &[DeclaredTable], classes: &BTreeMap<(String, String), Class>) -> Vec<String> {
    let mut all = Vec::new();
    for (table, column) in tables.iter().flat_map(|table| table.columns.iter().map(move |one| (table, one))) {
        let name = (table.name.clone(), column.name.clone());
        match classes.get(&name) {
            None => all.push(format!("{},{},CLASS is missing", name.0, name.1)),
            Some(class) => {
                all.extend(fault(column, *class).map(|why| format!("{}.{} {why}", name.0, name.1)));
            }
        }
    }
    let is_there = |name: &(String, String)| {
        tables
            .iter()
            .any(|table| table.name == name.0 && table.columns.iter().any(|column| column.name == name.1))
    };
    all.extend(classes.keys().filter(|name| !is_there(name)).map(|name| format!("{name:?} isn't there")));
    all
}

#[test]
fn every_column_has_a_class_and_a_type_that_fits_it() {
    let (tables, classes) = (tables(), classes());
    assert!(classes.len() >= 600, "saw only {} columns", classes.len());
    let found = faults(&tables, &classes);
    assert!(found.is_empty(), "src/db/classes.csv:\n{}", found.join("\n"));
}

#[test]
fn a_column_without_a_class_or_in_the_open_is_found() {
    let column = |name: &str, kind| DeclaredColumn { name: name.to_owned(), kind, nullable: false };
    let table = |one: DeclaredColumn| {
        [DeclaredTable { name: "things".to_owned(), key: vec!["id".to_owned()], columns: vec![one] }]
    };
    let of = |column: &str, class| BTreeMap::from([(("things".to_owned(), column.to_owned()), class)]);
    for (one, class, fine) in [
        (column("name", Kind::Text), Class::Organisation, true),
        (column("told", Kind::Text), Class::Secret, false),
        (column("told", Kind::Text), Class::Case, false),
        (column("told", Kind::Bytes), Class::Case, true),
        (column("password_hash", Kind::Text), Class::Secret, true),
        (column("password_hash", Kind::Text), Class::Personal, false),
        (column("token", Kind::Text), Class::Secret, false),
        (column("sealed", Kind::Bytes), Class::Organisation, false),
    ] {
        let named = one.name.clone();
        assert_eq!(faults(&table(one), &of(&named, class)).is_empty(), fine, "{named} {class:?}");
    }
    assert_eq!(faults(&table(column("name", Kind::Text)), &BTreeMap::new()).len(), 1, "without a class");
    assert_eq!(faults(&[], &of("name", Class::Public)).len(), 1, "of nothing");
}

/// What the classes are for: nothing that is secret or of a case ever stands in the rows in the open, and
/// the README says what each class is.
#[test]
fn the_classes_are_written_down() {
    let readme = std::fs::read_to_string(in_repository("README.md")).unwrap();
    let (_, rest) = readme.split_once("**Data.**").unwrap();
    let (data, _) = rest.split_once("**Connections.**").unwrap();
    for class in ["public", "organisation", "personal", "case", "secret"] {
        assert!(data.contains(&format!("*{class}*")), "{class}");
    }
}
