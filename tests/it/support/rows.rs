//! Rows past the application: what all tables hold, and a row of each kind that nobody may see.

use std::collections::BTreeMap;

use polisi::clock::Moment;
use polisi::db::tenant::{OUTSIDE, TENANT_TABLES};

use super::declared::{self, DeclaredColumn, DeclaredTable, Kind};
use super::raw::Raw;
use super::shape::{Shape, shape};

/// The beginning of every planted text.
pub const CANARY: &str = "canary";

/// What a request may leave behind even when it is refused: counters and the log of security.
const COUNTERS: [&str; 2] = ["guess_limits", "security_events"];

/// Every row of every table, each a line that begins with the name of its table. The use of a
/// session and counters of guesses are left out.
pub fn dump(raw: &mut Raw) -> Vec<String> {
    let mut lines = Vec::new();
    let tables = declared::tables();
    let outside = tables.iter().filter(|table| OUTSIDE.contains(&table.name.as_str()));
    let outside = outside.filter(|table| !COUNTERS.contains(&table.name.as_str()));
    let question = question(raw, &outside.collect::<Vec<_>>());
    raw.leave();
    lines.extend(raw.lines(&question));
    for organisation in organisations(raw) {
        lines.extend(dump_of(raw, &organisation));
    }
    lines.sort();
    lines.dedup();
    lines
}

/// The rows of one organisation. On the embedded database it gives those of all.
pub fn dump_of(raw: &mut Raw, organisation: &str) -> Vec<String> {
    let tables = declared::tables();
    let own: Vec<_> = tables.iter().filter(|table| TENANT_TABLES.contains(&table.name.as_str())).collect();
    let mut question = question(raw, &own);
    if raw.is_sqlite() {
        let limit = format!(" WHERE organisation_id = {} UNION ALL", raw.id(organisation));
        question = question.replace(" UNION ALL", &limit);
        question.push_str(&format!(" WHERE organisation_id = {}", raw.id(organisation)));
    }
    raw.enter(organisation);
    let mut lines = raw.lines(&question);
    raw.leave();
    lines.sort();
    lines
}

/// The identifiers of all organisations.
pub fn organisations(raw: &mut Raw) -> Vec<String> {
    raw.lines(if raw.is_sqlite() {
        "SELECT lower(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || \
         substr(h, 17, 4) || '-' || substr(h, 21)) AS value FROM (SELECT hex(id) AS h FROM organisations)"
    } else {
        "SELECT id::text AS value FROM organisations"
    })
}

fn question(raw: &Raw, tables: &[&DeclaredTable]) -> String {
    let each = tables.iter().map(|table| {
        let columns: Vec<String> = table
            .columns
            .iter()
            .filter(|column| (table.name.as_str(), column.name.as_str()) != ("sessions", "last_seen_at"))
            .map(|column| {
                if raw.is_sqlite() {
                    format!("quote({})", column.name)
                } else {
                    format!("coalesce({}::text, 'NULL')", column.name)
                }
            })
            .collect();
        format!("SELECT '{} ' || {} AS value FROM {}", table.name, columns.join(" || '|' || "), table.name)
    });
    each.collect::<Vec<_>>().join(" UNION ALL ")
}

/// Words of closed lists that the program checks, not the database: without one of them a row can't be read.
const UNCHECKED: [(&str, &str); 4] =
    [("nation", "wales"), ("service_type", "care_home"), ("role", "hr"), ("severity", "low")];

/// A planted row: text of each column. Identifiers are written as in addresses.
pub type Planted = BTreeMap<String, BTreeMap<String, String>>;

/// Plants one row into every table of an organisation, in the order in which they refer to each
/// other. Every free text begins with [`CANARY`] and names its table, column and `label`. No row has
/// ended. Where an
/// organisation can only have one row and has it, nothing is planted.
///
/// # Panics
/// A table takes no such row.
pub fn plant(raw: &mut Raw, organisation: &str, label: &str) -> Planted {
    plant_saying(raw, organisation, label, &|_, _, _| None)
}

/// The same, where `said` says what stands in some columns, knowing what was planted before; an empty text is nothing.
///
/// # Panics
/// A table takes no such row.
pub fn plant_saying(
    raw: &mut Raw,
    organisation: &str,
    label: &str,
    said: &dyn Fn(&Planted, &str, &str) -> Option<String>,
) -> Planted {
    let shape = shape(raw);
    let tables = declared::tables();
    let mut planted = Planted::new();
    raw.enter(organisation);
    for (place, name) in TENANT_TABLES.iter().enumerate() {
        let table = tables.iter().find(|table| table.name == *name).unwrap();
        let mut row = row(&shape, table, &planted, (organisation, label, place));
        for column in &table.columns {
            match said(&planted, name, &column.name) {
                Some(text) if text.is_empty() => drop(row.remove(&column.name)),
                Some(text) => drop(row.insert(column.name.clone(), text)),
                None => {}
            }
        }
        let statement = statement(raw, table, &row);
        raw.run(&statement).unwrap_or_else(|why| panic!("{why}: {statement}"));
        planted.insert((*name).to_owned(), row);
    }
    raw.leave();
    planted
}

fn row(
    shape: &Shape,
    table: &DeclaredTable,
    planted: &Planted,
    (organisation, label, place): (&str, &str, usize),
) -> BTreeMap<String, String> {
    let text = |column: &DeclaredColumn, number: usize| {
        if column.name == "organisation_id" {
            return Some(organisation.to_owned());
        }
        let mut keys = shape[&table.name].foreign_keys.iter();
        let referring =
            keys.find_map(|key| key.columns.iter().position(|name| *name == column.name).map(|at| (key, at)));
        if let Some((key, at)) = referring {
            // Nothing where two tables refer to each other and the other comes later.
            return planted.get(&key.table)?.get(&key.referenced[at]).cloned();
        }
        let words = shape[&table.name].words.get(&column.name).filter(|words| !words.is_empty());
        let unchecked = UNCHECKED.iter().find(|(name, _)| *name == column.name).map(|(_, word)| *word);
        Some(match column.kind {
            Kind::Id => invented(label, place, number),
            Kind::Moment => "1795255200000000".to_owned(),
            Kind::Text if words.is_some() => words.unwrap()[0].clone(),
            Kind::Text if unchecked.is_some() => unchecked.unwrap().to_owned(),
            Kind::Text if column.name.ends_with("_on") || column.name == "day" => "2026-12-01".to_owned(),
            Kind::Text | Kind::Bytes => format!("{CANARY}-{label}-{}-{}", table.name, column.name),
            Kind::Number => "900001".to_owned(),
            Kind::YesNo => "0".to_owned(),
        })
    };
    let columns = table.columns.iter().enumerate().filter(|(_, column)| !is_an_end(column));
    columns.filter_map(|(number, column)| Some((column.name.clone(), text(column, number)?))).collect()
}

/// Whether the column says when a row was over: what is planted lives, so that lists would show it.
fn is_an_end(column: &DeclaredColumn) -> bool {
    column.nullable && (column.kind == Kind::Moment || column.name == "left_on")
}

/// An identifier that nobody else has: it is made of the label and the place.
fn invented(label: &str, place: usize, number: usize) -> String {
    let label: u32 = label.bytes().map(u32::from).sum();
    format!("{label:08x}-{place:04x}-7{number:03x}-8000-00000000c0de")
}

fn statement(raw: &Raw, table: &DeclaredTable, row: &BTreeMap<String, String>) -> String {
    let named = table.columns.iter().filter(|column| row.contains_key(&column.name));
    let (names, values): (Vec<_>, Vec<_>) =
        named.map(|column| (column.name.as_str(), literal(raw, column.kind, &row[&column.name]))).unzip();
    let table = &table.name;
    let (names, values) = (names.join(", "), values.join(", "));
    format!("INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING")
}

/// A value as the database reads it.
fn literal(raw: &Raw, kind: Kind, text: &str) -> String {
    match kind {
        Kind::Id => raw.id(text),
        Kind::Moment => match Moment::parse(text) {
            Some(at) if raw.is_sqlite() => at.microseconds().to_string(),
            Some(_) => format!("'{text}'"),
            None if raw.is_sqlite() => text.to_owned(),
            None => "'2026-11-21T10:00:00Z'".to_owned(),
        },
        Kind::Text => format!("'{text}'"),
        Kind::Number => text.to_owned(),
        Kind::Bytes if raw.is_sqlite() => format!("CAST('{text}' AS BLOB)"),
        Kind::Bytes => format!("'{text}'::bytea"),
        Kind::YesNo => (if raw.is_sqlite() { "0" } else { "false" }).to_owned(),
    }
}

/// Adds a row to a table outside the organisations.
///
/// # Panics
/// The table takes no such row.
pub fn put(raw: &mut Raw, name: &str, row: &BTreeMap<String, String>) {
    let table = declared::tables().into_iter().find(|table| table.name == name).unwrap();
    let statement = statement(raw, &table, row);
    raw.run(&statement).unwrap_or_else(|why| panic!("{why}: {statement}"));
}
