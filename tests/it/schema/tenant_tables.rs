//! Every table belongs to an organisation by its keys, or stands in the list of those that don't.

use std::collections::BTreeSet;

use polisi::db::tenant::{OUTSIDE, TENANT_TABLES};

use super::{TABLES, TENANT, migrated};
use crate::support::shape::{Shape, Table, shape};

#[test]
fn every_table_is_in_exactly_one_list() {
    let (_database, mut raw) = migrated();
    let shape = shape(&mut raw);
    assert_eq!(shape.len(), TABLES);
    assert_eq!((TENANT_TABLES.len(), OUTSIDE.len()), (TENANT, TABLES - TENANT));
    let there: BTreeSet<&str> = shape.keys().map(String::as_str).collect();
    let listed: BTreeSet<&str> = TENANT_TABLES.iter().chain(OUTSIDE).copied().collect();
    assert_eq!(there, listed);
}

#[test]
fn keys_hold_the_organisation_and_nothing_cascades() {
    let (_database, mut raw) = migrated();
    let shape = shape(&mut raw);
    let faults: Vec<String> = TENANT_TABLES.iter().flat_map(|name| faults(&shape, name)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let keys: usize = TENANT_TABLES.iter().map(|name| shape[*name].foreign_keys.len()).sum();
    // One to `organisations` for each table, and those between the tables.
    assert!(keys > TENANT + 30, "saw only {keys} foreign keys");
}

fn faults(shape: &Shape, name: &str) -> Vec<String> {
    let table: &Table = &shape[name];
    let mut faults = Vec::new();
    let organisation = table.columns.iter().find(|column| column.name == "organisation_id");
    if organisation.is_none_or(|column| column.nullable) {
        faults.push(format!("{name}: organisation_id may be empty"));
    }
    if table.key.first().is_none_or(|first| first != "organisation_id") {
        faults.push(format!("{name}: its key begins with {:?}", table.key));
    }
    if !table.foreign_keys.iter().any(|key| key.table == "organisations") {
        faults.push(format!("{name}: does not refer to organisations"));
    }
    for unique in &table.uniques {
        if !unique.iter().any(|column| column == "organisation_id") {
            faults.push(format!("{name}: unique over organisations: {unique:?}"));
        }
    }
    for key in &table.foreign_keys {
        if key.cascades {
            faults.push(format!("{name}: cascades from {}", key.table));
        }
        let composite = key.columns.first().zip(key.referenced.first());
        let own = composite.is_some_and(|(a, b)| a == "organisation_id" && b == "organisation_id");
        if TENANT_TABLES.contains(&key.table.as_str()) && !own {
            faults
                .push(format!("{name}: refers to {} without the organisation: {:?}", key.table, key.columns));
        }
        if !TENANT_TABLES.contains(&key.table.as_str()) && key.table != "organisations" {
            faults.push(format!("{name}: refers to {} outside the organisation", key.table));
        }
    }
    faults
}

#[test]
fn tables_outside_refer_to_no_row_of_an_organisation() {
    let (_database, mut raw) = migrated();
    let shape = shape(&mut raw);
    for name in OUTSIDE {
        for key in &shape[*name].foreign_keys {
            assert!(OUTSIDE.contains(&key.table.as_str()), "{name} refers to {}", key.table);
            assert!(!key.cascades, "{name} cascades");
        }
    }
}
