//! Every `down` undoes its `up`, and both folders hold the same migrations.

use std::collections::BTreeSet;

use polisi::db::migrate;

use super::{TABLES, owner, owner_connection};
use crate::support::database::TestDatabase;
use crate::support::environment::in_repository;
use crate::support::raw::Raw;
use crate::support::shape::shape;

fn names(engine: &str) -> BTreeSet<String> {
    let folder = std::fs::read_dir(in_repository("migrations").join(engine)).unwrap();
    folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Everything that the database's catalogue says, one line each.
fn catalogue(raw: &mut Raw) -> Vec<String> {
    let mut lines = raw.lines(if raw.is_sqlite() {
        "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS value FROM sqlite_master \
         WHERE name NOT LIKE '%diesel_schema_migrations%'"
    } else {
        "SELECT 'relation ' || relname || relkind::text || relrowsecurity || relforcerowsecurity AS value \
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE '%diesel_schema%' \
         UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace \
         UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace \
           AND typname NOT LIKE '%diesel_schema%' \
         UNION ALL SELECT 'policy ' || tablename || policyname || coalesce(qual, '') FROM pg_policies \
         UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal"
    });
    lines.extend(shape(raw).into_iter().map(|(name, table)| format!("{name}: {table:?}")));
    lines.sort();
    lines
}

#[test]
fn both_folders_hold_the_same_migrations() {
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    assert_eq!(sqlite, postgres);
    assert!(!sqlite.is_empty());
    for (engine, name) in ["sqlite", "postgres"].iter().flat_map(|e| sqlite.iter().map(move |n| (e, n))) {
        for file in ["up.sql", "down.sql"] {
            let path = in_repository("migrations").join(engine).join(name).join(file);
            assert!(std::fs::metadata(&path).is_ok_and(|about| about.len() > 0), "{}", path.display());
        }
    }
}

#[test]
fn down_undoes_up_step_by_step() {
    let database = TestDatabase::empty();
    let mut connection = owner_connection(&database.address);
    let mut raw = Raw::open(owner(&database.address));
    let empty = catalogue(&mut raw);
    let ran = migrate::run(&mut connection).unwrap();
    assert_eq!(ran, names("sqlite").len());
    let full = catalogue(&mut raw);
    assert!(full.len() > TABLES, "the catalogue has only {} lines", full.len());
    for _ in 0..ran {
        migrate::undo_last(&mut connection).unwrap();
    }
    assert_eq!(catalogue(&mut raw), empty, "something was left");
    assert!(migrate::pending(&mut connection).unwrap());
    assert_eq!(migrate::run(&mut connection).unwrap(), ran);
    assert_eq!(catalogue(&mut raw), full, "the second time made something else");
    assert!(!migrate::pending(&mut connection).unwrap());
}
