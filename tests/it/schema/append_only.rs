//! What was signed, published or logged is never changed, whoever asks.

use polisi::db::migrate::APPEND_ONLY;
use polisi::db::tenant::TENANT_TABLES;

use super::{migrated, two_organisations};
use crate::support::rows::{dump_of, plant};

#[test]
fn append_only_tables_refuse_changes_by_anybody() {
    let (_database, mut raw) = migrated();
    let [organisation, _] = two_organisations(&mut raw);
    plant(&mut raw, &organisation, "own");
    let before = dump_of(&mut raw, &organisation);
    assert_eq!(before.len(), TENANT_TABLES.len(), "a row in each table");
    raw.enter(&organisation);
    for table in APPEND_ONLY {
        let id = raw.id(&organisation);
        for statement in [
            format!("UPDATE {table} SET organisation_id = organisation_id WHERE organisation_id = {id}"),
            format!("DELETE FROM {table} WHERE organisation_id = {id}"),
        ] {
            let refused = raw.run(&statement).expect_err(&statement);
            assert!(refused.contains(&format!("append-only: {table}")), "{statement}: {refused}");
        }
    }
    assert_eq!(dump_of(&mut raw, &organisation), before);
}

#[test]
fn the_list_is_the_one_of_the_triggers() {
    let (_database, mut raw) = migrated();
    let mut guarded = raw.lines(if raw.is_sqlite() {
        "SELECT tbl_name AS value FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name HAVING count(*) = 2"
    } else {
        "SELECT tgrelid::regclass::text AS value FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 24 = 24"
    });
    guarded.sort();
    assert_eq!(guarded, APPEND_ONLY);
    assert_eq!(guarded.len(), 16);
}
