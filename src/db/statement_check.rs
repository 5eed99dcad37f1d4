//! Net 6: in test builds every statement that names a tenant table must name its organisation.
//!
//! Row-level security does this on PostgreSQL in production; here SQLite gets it in tests too.

use super::connection::DbConnection;

/// Watches a connection in builds with debug assertions; does nothing in a release build.
pub fn watch(connection: &mut DbConnection) {
    #[cfg(debug_assertions)]
    check::watch(connection);
    #[cfg(not(debug_assertions))]
    let _connection = connection;
}

/// The check itself, for tests that prove it.
#[cfg(debug_assertions)]
pub mod check {
    use std::collections::BTreeSet;
    use std::sync::{LazyLock, Mutex, PoisonError};

    use diesel::connection::{Connection, InstrumentationEvent};

    use crate::db::connection::DbConnection;
    use crate::db::tenant::TENANT_TABLES;

    thread_local! {
        static COUNT: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }

    /// How many statements this thread has sent so far.
    #[must_use]
    pub fn sent_by_this_thread() -> u64 {
        COUNT.get()
    }

    static SEEN: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);
    static UNSCOPED: LazyLock<Mutex<Vec<String>>> = LazyLock::new(Mutex::default);

    pub(super) fn watch(connection: &mut DbConnection) {
        connection.set_instrumentation(|event: InstrumentationEvent<'_>| {
            if let InstrumentationEvent::StartQuery { query, .. } = event {
                COUNT.set(COUNT.get().wrapping_add(1));
                let statement = query.to_string();
                crate::db::change_check::check::note(&statement);
                note(&statement);
            }
        });
    }

    /// The tenant tables that scoped statements have named so far.
    #[must_use]
    pub fn tables_seen() -> BTreeSet<String> {
        SEEN.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The unscoped statements so far; a test asserts that there are none.
    #[must_use]
    pub fn unscoped() -> Vec<String> {
        UNSCOPED.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(statement: &str) {
        let sql = statement.split("-- binds:").next().unwrap_or_default().replace('`', "\"");
        for table in TENANT_TABLES.iter().filter(|table| sql.contains(&format!("\"{table}\""))) {
            if is_scoped(&sql, table) {
                SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert((*table).to_owned());
            } else {
                tracing::error!(table, "statement without its organisation");
                UNSCOPED.lock().unwrap_or_else(PoisonError::into_inner).push(sql.clone());
            }
        }
    }

    /// Whether the statement limits `table` to an organisation: in its columns when it inserts,
    /// after FROM or SET otherwise.
    #[must_use]
    pub fn is_scoped(sql: &str, table: &str) -> bool {
        let (mark, column) = if sql.starts_with("INSERT") {
            ("(", "\"organisation_id\"".to_owned())
        } else {
            (
                if sql.starts_with("UPDATE") { " WHERE " } else { " FROM " },
                format!("\"{table}\".\"organisation_id\""),
            )
        };
        let sql = if sql.starts_with("DELETE") {
            sql.replacen("DELETE FROM", "DELETE  FROM ", 1)
        } else {
            sql.to_owned()
        };
        sql.split_once(mark).is_some_and(|(_, rest)| rest.contains(&column))
    }

    #[cfg(test)]
    mod tests {
        use super::is_scoped;

        #[test]
        fn knows_scoped_statements_from_unscoped_ones() {
            for (sql, scoped) in [
                (r#"SELECT "people"."organisation_id", "people"."id" FROM "people""#, false),
                (r#"SELECT "people"."id" FROM "people" WHERE ("people"."organisation_id" = ?)"#, true),
                (r#"UPDATE "people" SET "email" = ? WHERE ("people"."id" = ?)"#, false),
                (
                    r#"UPDATE "people" SET "email" = ? WHERE (("people"."organisation_id" = ?) AND ("people"."id" = ?))"#,
                    true,
                ),
                (r#"DELETE FROM "people" WHERE ("people"."id" = ?)"#, false),
                (r#"DELETE FROM "people" WHERE ("people"."organisation_id" = ?)"#, true),
                (r#"INSERT INTO "people" ("id") VALUES (?)"#, false),
                (r#"INSERT INTO "people" ("organisation_id", "id") VALUES (?, ?)"#, true),
            ] {
                assert_eq!(is_scoped(sql, "people"), scoped, "{sql}");
            }
        }
    }
}
