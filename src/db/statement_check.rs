//! Net 6: in test builds every statement that names a tenant table must be bound to its organisation.
//!
//! Row-level security does this on PostgreSQL in production; here SQLite gets it in tests too.

#[cfg(debug_assertions)]
mod scope;
#[cfg(debug_assertions)]
mod tokens;

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
    use std::collections::{BTreeSet, HashSet};
    use std::sync::{LazyLock, Mutex, PoisonError};

    use diesel::connection::{Connection, InstrumentationEvent};

    use super::scope::Reading;
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
    static READ: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);
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
        let sql = statement.split("-- binds:").next().unwrap_or_default();
        // Reading takes long in a build without optimisation; each text is read once.
        if !READ.lock().unwrap_or_else(PoisonError::into_inner).insert(sql.to_owned()) {
            return;
        }
        let sql = sql.replace('`', "\"");
        let named = || TENANT_TABLES.iter().filter(|table| sql.contains(&format!("\"{table}\"")));
        if named().next().is_none() {
            return;
        }
        let reading = Reading::of(&sql);
        for table in named() {
            if reading.bound.contains(*table) {
                SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert((*table).to_owned());
            } else {
                // One that is named in a way that isn't understood counts as unbound.
                tracing::error!(table, "statement without its organisation");
                UNSCOPED.lock().unwrap_or_else(PoisonError::into_inner).push(sql.clone());
            }
        }
    }
}
