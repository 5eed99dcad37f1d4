//! Every personal column against what a search for somebody collects: seen in the answer with what was planted
//! there, or left out for a reason (`tests/it/rights_columns.csv`).
//!
//! A row of the table is for a column, for the rest of a table (`*`), or for columns of that name in every table.
//! Without `why` the column is collected: `planted` is what is put there (nothing: something that nothing else has),
//! `seen` the words in which it is told.

use std::collections::{BTreeMap, BTreeSet};

use polisi::clock::{Day, Moment};
use polisi::db::ids::{AccountId, PersonId};
use polisi::messages::Language;
use polisi::rights::collecting::{self, Words};
use polisi::web::dates;
use serde::Deserialize;

use crate::support::app::{TestApp, World};
use crate::support::declared::{self, DeclaredColumn, Kind};
use crate::support::environment::in_repository;
use crate::support::rows::{Planted, plant_saying, put};

/// At least so many columns are collected, and so many are left out for a reason.
const FEWEST: [usize; 2] = [60, 250];

/// The tables of an account, the account first.
const OF_ACCOUNTS: [&str; 6] =
    ["accounts", "sessions", "security_events", "known_devices", "email_changes", "second_factors"];
/// Words of closed lists in them.
const WORDS: [(&str, &str); 3] = [("method", "password"), ("state", "in_force"), ("language", "en")];

#[derive(Debug, Clone, Deserialize)]
struct Row {
    table: String,
    column: String,
    planted: String,
    seen: String,
    why: String,
}

#[derive(Deserialize)]
struct Class {
    table: String,
    column: String,
    class: String,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::Reader::from_path(in_repository("tests/it/rights_columns.csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn personal() -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_path(in_repository("src/db/classes.csv")).unwrap();
    let all = reader.deserialize::<Class>().map(Result::unwrap);
    all.filter(|one| one.class == "personal").map(|one| (one.table, one.column)).collect()
}

/// How closely a row fits a column; nothing when it doesn't.
fn fits(row: &Row, table: &str, column: &str) -> Option<u8> {
    let is_like = row.column.strip_prefix('*').is_some_and(|end| !end.is_empty() && column.ends_with(end));
    match (row.table.as_str(), row.column.as_str()) {
        (own, name) if own == table && name == column => Some(0),
        (own, "*") if own == table => Some(1),
        ("*", name) if name == column || is_like => Some(2),
        _ => None,
    }
}

/// What nothing else has, and how it is told: a text, a year or a number of its own.
fn own(kind: Kind, name: &str, place: usize) -> (String, String) {
    let day = Day::new(2030 + i16::try_from(place).unwrap(), 3, 10).unwrap();
    let written = || dates::written(&day.to_string(), "day", Language::English).unwrap();
    match kind {
        Kind::Moment => (day.at(12, 0).to_string(), written()),
        Kind::Text if name.ends_with("_on") => (day.to_string(), written()),
        Kind::Number => ((900_000 + place).to_string(), (900_000 + place).to_string()),
        _ => (format!("quokka{place:03}"), format!("quokka{place:03}")),
    }
}

/// A column, what is put there, and the words in which it is told.
type Wanted = BTreeMap<(String, String), (String, String)>;

/// What is looked for in every collected column: what is put there, and the words in which it is told.
fn wanted(rows: &[Row]) -> Wanted {
    let tables = declared::tables();
    let mut wanted = BTreeMap::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.why.is_empty()) {
        let table = tables.iter().find(|table| table.name == row.table).unwrap();
        let column = table.columns.iter().find(|column| column.name == row.column).unwrap();
        let (value, told) = own(column.kind, &column.name, place);
        let value = if row.planted.is_empty() { value } else { row.planted.clone() };
        let told = if row.seen.is_empty() { told } else { row.seen.clone() };
        wanted.insert((row.table.clone(), row.column.clone()), (value, told));
    }
    wanted
}

/// An account with a row of each kind that accounts have, for the planted person.
fn with_account(app: &TestApp, world: &World, person: PersonId, wanted: &Wanted) {
    let (now, organisation) = (app.app.clock.now(), world.org.id);
    let said = |table: &str, column: &str| -> Option<String> {
        wanted.get(&(table.to_owned(), column.to_owned())).map(|(value, _)| value.clone())
    };
    let account = "0193a000-0000-7000-8000-0000000000a0".to_owned();
    let mut raw = app.raw();
    for (place, name) in OF_ACCOUNTS.iter().enumerate() {
        let table = declared::tables().into_iter().find(|table| table.name == *name).unwrap();
        let text = |column: &DeclaredColumn| {
            let whose = (*name == "accounts" && column.name == "id") || column.name == "account_id";
            let invented = || format!("0193a000-0000-7000-8000-0000000000b{place}");
            said(name, &column.name).or_else(|| match column.kind {
                Kind::Id if whose => Some(account.clone()),
                _ if column.nullable => None,
                Kind::Id => Some(invented()),
                Kind::Moment => Some(now.to_string()),
                Kind::Number => Some("1".to_owned()),
                _ => Some(
                    WORDS.iter().find(|(of, _)| *of == column.name).map_or("x", |(_, word)| *word).to_owned(),
                ),
            })
        };
        let row = table.columns.iter().filter_map(|column| Some((column.name.clone(), text(column)?)));
        put(&mut raw, name, &row.collect());
    }
    let account = AccountId::parse(&account).unwrap();
    let joined = app.app.database.write_system(move |system| {
        polisi::organisations::store::insert_membership(system, now, account, organisation, person)
    });
    joined.unwrap();
    let at = |column: &str| -> String {
        let text = said("memberships", column).unwrap();
        if raw.is_sqlite() {
            Moment::parse(&text).unwrap().microseconds().to_string()
        } else {
            format!("'{text}'")
        }
    };
    let set = format!("created_at = {}", at("created_at"));
    let (id, person) = (raw.id(&account.to_string()), raw.id(&person.to_string()));
    raw.run(&format!("UPDATE memberships SET {set} WHERE account_id = {id}")).unwrap();
    raw.enter(&organisation.to_string());
    raw.run(&format!("UPDATE people SET account_id = {id} WHERE id = {person}")).unwrap();
    raw.leave();
}

#[test]
fn every_personal_column_is_collected_or_left_out_for_a_reason() {
    let (app, rows) = (TestApp::start(), rows());
    let world = app.world();
    let mut used = BTreeSet::new();
    let (mut collected, mut left_out) = (0, 0);
    for (table, column) in personal() {
        let found = rows.iter().enumerate().filter_map(|(at, row)| Some((fits(row, &table, &column)?, at)));
        let (_, at) = found.min().unwrap_or_else(|| panic!("{table}.{column}: collect it, or say why not"));
        used.insert(at);
        *(if rows[at].why.is_empty() { &mut collected } else { &mut left_out }) += 1;
    }
    let idle: Vec<&Row> =
        rows.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, row)| row).collect();
    assert!(idle.is_empty(), "for no personal column: {idle:#?}");
    assert!(collected >= FEWEST[0] && left_out >= FEWEST[1], "{collected} collected, {left_out} left out");

    let wanted = wanted(&rows);
    let said = |planted: &Planted, table: &str, column: &str| match (table, column) {
        // Neither of a case nor about one, and about the person.
        ("mails", "kind") => Some("request".to_owned()),
        ("mails", "incident_id") => Some(String::new()),
        ("audit_entries", "action") => Some("person_changed".to_owned()),
        ("audit_entries", "subject_kind") => Some("person".to_owned()),
        ("audit_entries", "subject_id" | "actor_id") => planted.get("people").map(|row| row["id"].clone()),
        _ => wanted.get(&(table.to_owned(), column.to_owned())).map(|(value, _)| value.clone()),
    };
    let planted = plant_saying(&mut app.raw(), &world.org.id.to_string(), "own", &said);
    let person = PersonId::parse(&planted["people"]["id"]).unwrap();
    with_account(&app, &world, person, &wanted);

    let (now, messages) = (app.app.clock.now(), app.app.messages.clone());
    let found = app.within(&world.org, move |tenant| {
        let words = Words { messages: &messages, language: Language::English };
        collecting::about(tenant, now, person, words).unwrap()
    });
    let told: String = found.iter().map(|(_, found)| format!("{}\n{}\n", found.title, found.text)).collect();
    let missing: Vec<_> = wanted.iter().filter(|(_, (_, words))| !told.contains(words.as_str())).collect();
    assert!(missing.is_empty(), "not in the answer: {missing:#?}\n{told}");
    assert_eq!(wanted.len(), collected);
    // Nothing of a case, of a request or of a secret comes with it.
    for never in ["incidents", "incident_", "rights_", "data_complaints", "legal_holds", "token", "pin_hash"]
    {
        assert!(!told.contains(&format!("canary-own-{never}")), "{never} in {told}");
    }
}
