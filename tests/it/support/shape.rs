//! The tables as the open database has them, read from its own catalogue.

use std::collections::{BTreeMap, BTreeSet};

use super::raw::Raw;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The database's name of the type, in lower case.
    pub kind: String,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    /// Here.
    pub columns: Vec<String>,
    /// The other table.
    pub table: String,
    /// There.
    pub referenced: Vec<String>,
    /// Whether a change there changes rows here.
    pub cascades: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// In order.
    pub columns: Vec<Column>,
    /// The columns of the primary key, in order.
    pub key: Vec<String>,
    /// All of them.
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// Unique constraints.
    pub uniques: BTreeSet<Vec<String>>,
    /// The words that a column is limited to.
    pub words: BTreeMap<String, Vec<String>>,
    /// Names of the indexes that were made by name.
    pub indexes: BTreeSet<String>,
}

/// Every table, by name.
pub type Shape = BTreeMap<String, Table>;

/// Reads all tables but diesel's own.
pub fn shape(raw: &mut Raw) -> Shape {
    let names = raw.lines(if raw.is_sqlite() {
        "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
    } else {
        "SELECT table_name::text AS value FROM information_schema.tables WHERE table_schema = 'public' \
         AND table_name NOT LIKE '\\_\\_%'"
    });
    names
        .into_iter()
        .map(|name| {
            let table = if raw.is_sqlite() { sqlite(raw, &name) } else { postgres(raw, &name) };
            (name, table)
        })
        .collect()
}

fn parts(line: &str) -> Vec<String> {
    line.split('|').map(str::to_owned).collect()
}

fn list(text: &str) -> Vec<String> {
    text.split(',').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The quoted words of a constraint: `x IN ('a', 'b')` gives a and b.
fn quoted(text: &str) -> Vec<String> {
    text.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

fn sqlite(raw: &mut Raw, name: &str) -> Table {
    let mut table = Table::default();
    let mut key = BTreeMap::new();
    for line in raw.lines(&format!(
        "SELECT name || '|' || lower(type) || '|' || \"notnull\" || '|' || pk AS value \
         FROM pragma_table_info('{name}') ORDER BY cid"
    )) {
        let [column, kind, not_null, place] = <[String; 4]>::try_from(parts(&line)).unwrap();
        if place != "0" {
            key.insert(place.parse::<u8>().unwrap(), column.clone());
        }
        table.columns.push(Column { name: column, kind, nullable: not_null == "0" });
    }
    table.key = key.into_values().collect();
    table.foreign_keys = sqlite_foreign_keys(raw, name);
    for line in raw.lines(&format!(
        "SELECT l.origin || '|' || l.name || '|' || (SELECT group_concat(coalesce(i.name, '()'), ',') \
         FROM pragma_index_info(l.name) i) AS value FROM pragma_index_list('{name}') l"
    )) {
        let [origin, index, columns] = <[String; 3]>::try_from(parts(&line)).unwrap();
        match origin.as_str() {
            "u" => drop(table.uniques.insert(list(&columns))),
            "c" => drop(table.indexes.insert(index)),
            _ => {}
        }
    }
    let made = raw.lines(&format!("SELECT sql AS value FROM sqlite_master WHERE name = '{name}'"));
    for check in made.first().unwrap().split("CHECK (").skip(1).filter(|check| check.contains(" IN ('")) {
        let check = check.split(')').next().unwrap();
        let column = check.split_whitespace().next().unwrap().to_owned();
        table.words.insert(column, quoted(check));
    }
    table
}

fn sqlite_foreign_keys(raw: &mut Raw, name: &str) -> BTreeSet<ForeignKey> {
    let mut keys: BTreeMap<String, ForeignKey> = BTreeMap::new();
    for line in raw.lines(&format!(
        "SELECT id || '|' || \"table\" || '|' || \"from\" || '|' || coalesce(\"to\", '') || '|' || \
         (on_delete || on_update <> 'NO ACTIONNO ACTION') AS value \
         FROM pragma_foreign_key_list('{name}') ORDER BY id, seq"
    )) {
        let [id, table, from, to, cascades] = <[String; 5]>::try_from(parts(&line)).unwrap();
        let key = keys.entry(id).or_insert_with(|| ForeignKey {
            columns: Vec::new(),
            table,
            referenced: Vec::new(),
            cascades: cascades == "1",
        });
        key.columns.push(from);
        key.referenced.push(to);
    }
    keys.into_values().collect()
}

fn postgres(raw: &mut Raw, name: &str) -> Table {
    let mut table = Table::default();
    for line in raw.lines(&format!(
        "SELECT column_name || '|' || data_type || '|' || is_nullable AS value \
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{name}' \
         ORDER BY ordinal_position"
    )) {
        let [column, kind, nullable] = <[String; 3]>::try_from(parts(&line)).unwrap();
        table.columns.push(Column { name: column, kind, nullable: nullable == "YES" });
    }
    let columns = |keys: &str, of: &str| {
        format!(
            "coalesce((SELECT string_agg(a.attname, ',' ORDER BY k.o) FROM unnest({keys}) \
             WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = {of} AND a.attnum = k.n), '')"
        )
    };
    for line in raw.lines(&format!(
        "SELECT contype::text || '|' || {} || '|' || coalesce(confrelid::regclass::text, '') || '|' || {} \
         || '|' || (confdeltype::text || confupdtype::text NOT IN ('aa', '  '))::text || '|' || \
         pg_get_constraintdef(oid) AS value FROM pg_constraint WHERE conrelid = 'public.{name}'::regclass",
        columns("conkey", "conrelid"),
        columns("confkey", "confrelid"),
    )) {
        let [kind, here, other, there, cascades, words] = <[String; 6]>::try_from(parts(&line)).unwrap();
        let here = list(&here);
        match kind.as_str() {
            "p" => table.key = here,
            "u" => drop(table.uniques.insert(here)),
            "f" => {
                let (referenced, cascades) = (list(&there), cascades == "true");
                table.foreign_keys.insert(ForeignKey { columns: here, table: other, referenced, cascades });
            }
            "c" => drop(table.words.insert(here.concat(), quoted(&words))),
            other => panic!("{name}: constraint of kind {other}"),
        }
    }
    table.indexes = raw
        .lines(&format!(
            "SELECT indexname::text AS value FROM pg_indexes WHERE schemaname = 'public' AND tablename = '{name}' \
             AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
        ))
        .into_iter()
        .collect();
    table
}
