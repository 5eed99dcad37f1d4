//! PostgreSQL keeps the organisations apart by itself, whatever a statement forgets.

use polisi::db::startup_checks::{self, Refusal};
use polisi::db::tenant::TENANT_TABLES;

use super::{TENANT, migrated, owner_connection, two_organisations};
use crate::support::database::Engine;
use crate::support::raw::Raw;
use crate::support::rows::{Planted, plant};

fn postgres() -> bool {
    Engine::of_this_run() == Engine::Postgres
}

#[test]
fn every_tenant_table_is_guarded_also_from_its_owner() {
    if !postgres() {
        return;
    }
    let (_database, mut raw) = migrated();
    let mut guarded = raw.lines(
        "SELECT c.relname::text AS value FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname \
         WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.cmd = 'ALL' AND p.permissive = 'PERMISSIVE' \
         AND p.qual = p.with_check AND p.qual LIKE '(organisation_id = %app.organisation_id%' \
         AND p.roles = '{public}'",
    );
    guarded.sort();
    let mut wanted: Vec<&str> = TENANT_TABLES.to_vec();
    wanted.sort_unstable();
    assert_eq!(guarded, wanted);
    assert_eq!(guarded.len(), TENANT);
    assert_eq!(raw.number("SELECT count(*) FROM pg_policies"), i64::try_from(TENANT).unwrap(), "one each");
}

#[test]
fn the_application_has_a_role_without_power() {
    if !postgres() {
        return;
    }
    let (database, mut raw) = migrated();
    let mut application = Raw::open(&database.address.application);
    let power = "SELECT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)::int \
        FROM pg_roles WHERE rolname = current_user";
    assert_eq!(application.number(power), 0);
    let owned = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace \
        AND pg_has_role(relowner, 'MEMBER')";
    assert_eq!(application.number(owned), 0);
    assert!(raw.number(owned) > 45, "the owner owns them");
    for statement in
        ["CREATE TABLE more (id int)", "DROP TABLE people", "ALTER TABLE people DISABLE ROW LEVEL SECURITY"]
    {
        application.run(statement).expect_err(statement);
    }
    let refused = startup_checks::check(&mut owner_connection(&database.address));
    assert!(matches!(refused, Err(Refusal::PowerfulRole)), "{refused:?}");
}

/// Two organisations with a row in each table, seen by the application's role.
fn planted() -> (crate::support::database::TestDatabase, Raw, [String; 2], Planted) {
    let (database, mut raw) = migrated();
    let [own, other] = two_organisations(&mut raw);
    plant(&mut raw, &own, "own");
    let rows = plant(&mut raw, &other, "other");
    let application = Raw::open(&database.address.application);
    (database, application, [own, other], rows)
}

#[test]
fn a_statement_without_an_organisation_sees_nothing() {
    if !postgres() {
        return;
    }
    let (_database, mut application, [own, other], _) = planted();
    for table in TENANT_TABLES {
        application.leave();
        assert_eq!(application.number(&format!("SELECT count(*) FROM {table}")), 0, "{table}");
        application.enter(&own);
        assert_eq!(application.number(&format!("SELECT count(*) FROM {table}")), 1, "{table}");
        let foreign = format!("SELECT count(*) FROM {table} WHERE organisation_id = '{other}'");
        assert_eq!(application.number(&foreign), 0, "{table}");
    }
}

#[test]
fn a_row_for_another_organisation_is_refused() {
    if !postgres() {
        return;
    }
    let (_database, mut application, [own, other], rows) = planted();
    for table in TENANT_TABLES {
        application.enter(&own);
        let key = &rows[*table];
        let names: Vec<&str> = key.keys().map(String::as_str).collect();
        let copy = format!(
            "INSERT INTO {table} ({names}) SELECT {values} FROM {table}",
            names = names.join(", "),
            values = names
                .iter()
                .map(|name| if *name == "organisation_id" {
                    format!("'{other}'::uuid")
                } else {
                    (*name).to_owned()
                })
                .collect::<Vec<_>>()
                .join(", "),
        );
        let refused = application.run(&copy).expect_err(table);
        assert!(refused.contains("row-level security"), "{table}: {refused}");
        let changed =
            format!("UPDATE {table} SET organisation_id = '{own}' WHERE organisation_id = '{other}'");
        application.run(&changed).map_or_else(
            |why| assert!(why.contains("permission denied") || why.contains("append-only"), "{table}: {why}"),
            |()| application.enter(&other),
        );
        application.enter(&other);
        assert_eq!(application.number(&format!("SELECT count(*) FROM {table}")), 1, "{table}");
    }
}
