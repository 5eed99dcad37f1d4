//! The migrations of both databases make the same, and `schema.rs` says the same.

use polisi::db::{Address, DbConnection, migrate};

use super::{TABLES, migrated};
use crate::support::declared::{self, DeclaredColumn, DeclaredTable, Kind};
use crate::support::raw::Raw;
use crate::support::shape::{Shape, Table, shape};

#[test]
fn the_reader_of_the_declarations_reads_them() {
    let read = declared::read(
        "diesel::table! { use a::b; use c::*; things (owner, id) { owner -> Uid, id -> Uid, at -> Nullable<Utc>, } }",
    );
    let column = |name: &str, kind, nullable| DeclaredColumn { name: name.to_owned(), kind, nullable };
    let expected = DeclaredTable {
        name: "things".to_owned(),
        key: vec!["owner".to_owned(), "id".to_owned()],
        columns: vec![
            column("owner", Kind::Id, false),
            column("id", Kind::Id, false),
            column("at", Kind::Moment, true),
        ],
    };
    assert_eq!(read, [expected]);
}

#[test]
fn the_declared_tables_are_those_of_the_database() {
    let (_database, mut raw) = migrated();
    let sqlite = raw.is_sqlite();
    let shape = shape(&mut raw);
    let declared = declared::tables();
    assert_eq!((declared.len(), shape.len()), (TABLES, TABLES));
    for table in declared {
        let there = &shape[&table.name];
        assert_eq!(there.key, table.key, "key of {}", table.name);
        let columns: Vec<(&str, &str, bool)> =
            there.columns.iter().map(|c| (c.name.as_str(), c.kind.as_str(), c.nullable)).collect();
        let declared: Vec<(&str, &str, bool)> = table
            .columns
            .iter()
            .map(|c| (c.name.as_str(), if sqlite { c.kind.sqlite() } else { c.kind.postgres() }, c.nullable))
            .collect();
        assert_eq!(columns, declared, "columns of {}", table.name);
    }
}

/// Types under one name.
fn same_types(shape: Shape) -> Shape {
    let one = |kind: &str| match kind {
        "uuid" | "bytea" => "blob".to_owned(),
        "timestamp with time zone" => "bigint".to_owned(),
        other => other.to_owned(),
    };
    let each = |mut table: Table| {
        for column in &mut table.columns {
            column.kind = one(&column.kind);
        }
        table.words.retain(|_, words| !words.is_empty());
        table
    };
    shape.into_iter().map(|(name, table)| (name, each(table))).collect()
}

/// On PostgreSQL against SQLite; on SQLite there is nothing to hold against (see above).
#[test]
fn both_databases_have_the_same_tables_keys_words_and_indexes() {
    let (_database, mut raw) = migrated();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.db");
    migrate::run(&mut DbConnection::open(&Address::Sqlite(file.clone())).unwrap()).unwrap();
    let embedded = same_types(shape(&mut Raw::open(&format!("sqlite://{}", file.display()))));
    let this = same_types(shape(&mut raw));
    assert_eq!(this.len(), embedded.len());
    for (name, table) in this {
        assert_eq!(table, embedded[&name], "{name}");
    }
}
