//! In test builds every transaction that changes what an organisation has must say so in the organisation's log.
//!
//! Watched on the embedded database, whose one writer runs every work of the application in turn.

use super::connection::DbConnection;

/// Runs one piece of work, and looks in builds with debug assertions at what it changed; `run` says whether the
/// changes stay. `F` is the type of the work: its name says whose it was.
pub(super) fn watched<F>(connection: &mut DbConnection, run: impl FnOnce(&mut DbConnection) -> bool) -> bool {
    #[cfg(debug_assertions)]
    return check::watched(connection, std::any::type_name::<F>(), run);
    #[cfg(not(debug_assertions))]
    run(connection)
}

/// The check itself, for tests that ask what it saw.
#[cfg(debug_assertions)]
pub mod check {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::sync::{LazyLock, Mutex, PoisonError};

    use diesel::prelude::*;

    use crate::db::connection::DbConnection;
    use crate::db::tenant::TENANT_TABLES;

    /// Logs: that of the organisation, those of cases, those of what people ask about their data.
    const LOGS: [&str; 3] = ["audit_entries", "incident_entries", "rights_steps"];

    /// What is no change of the organisation's own, and why.
    pub const SILENT: &[(&str, &str)] = &[
        ("approval_rounds", "a round whose text was changed is over; the change is a line"),
        ("blob_pieces", "a file is put together piece by piece; what asked for it is a line"),
        ("blobs", "a file is put together or goes; what asked for it is a line"),
        ("chain_heads", "the end of a log itself"),
        ("devices", "a tablet was seen; what is done to one is a line with the tablet's session"),
        ("kiosk_sessions", "somebody came and went at a tablet; what they did is a line"),
        ("mail_days", "counts mails"),
        ("mails", "the outbox is a list of its own, with each try"),
        ("exports", "a file is put together; that it was asked for is a line"),
        ("handovers", "a file is put together; that it was asked for is a line"),
        ("organisation_keys", "made with what they seal first"),
        ("pins", "counts wrong tries; who chose a PIN is told by `kiosk` and its tests"),
        ("retention_notices", "says which mail was written"),
        ("policy_share_visits", "who looks at a shared policy is a list of its own"),
        ("review_reminders", "says which mail was written"),
        ("shelf_items", "a list is looked through; what is taken over from it is a line"),
        ("shelves", "a list is looked through; what is taken over from it is a line"),
        ("staff_import_rows", "a list is looked through; who comes in is a line"),
        ("staff_imports", "a list is looked through; who comes in is a line"),
        ("working_copies", "what somebody types is kept until they save"),
    ];

    thread_local! {
        static WRITTEN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    }
    static RECORDED: LazyLock<Mutex<BTreeSet<String>>> = LazyLock::new(Mutex::default);
    static SILENTLY: LazyLock<Mutex<BTreeSet<Silent>>> = LazyLock::new(Mutex::default);

    /// What was changed in one go without a line in the log.
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Silent {
        /// The tables, with spaces between.
        pub tables: String,
        /// The work that did it: the name of its type, in which the names of those who called for it stand.
        pub work: &'static str,
    }

    #[derive(QueryableByName)]
    struct Changes {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        changes: i64,
    }

    /// Rows that this connection has changed since it was opened.
    fn changes(connection: &mut DbConnection) -> i64 {
        let asked = diesel::sql_query("SELECT total_changes() AS changes").get_result::<Changes>(connection);
        asked.map_or(0, |row| row.changes)
    }

    pub(super) fn watched(
        connection: &mut DbConnection,
        work: &'static str,
        run: impl FnOnce(&mut DbConnection) -> bool,
    ) -> bool {
        let before = changes(connection);
        WRITTEN.with_borrow_mut(BTreeSet::clear);
        let kept = run(connection);
        let mut written = WRITTEN.take();
        if !kept || changes(connection) == before {
            return kept;
        }
        let all = written.len();
        written.retain(|table| !LOGS.contains(&table.as_str()));
        let is_recorded = written.len() < all;
        written.retain(|table| !SILENT.iter().any(|(silent, _)| silent == table));
        if is_recorded {
            RECORDED.lock().unwrap_or_else(PoisonError::into_inner).extend(written);
        } else if !written.is_empty() {
            let tables = written.into_iter().collect::<Vec<_>>().join(" ");
            SILENTLY.lock().unwrap_or_else(PoisonError::into_inner).insert(Silent { tables, work });
        }
        kept
    }

    /// Notes what a statement writes into.
    pub(in crate::db) fn note(statement: &str) {
        if let Some(table) = written_by(statement).filter(|table| TENANT_TABLES.contains(&table.as_str())) {
            WRITTEN.with_borrow_mut(|written| written.insert(table));
        }
    }

    fn written_by(statement: &str) -> Option<String> {
        if only_holds(statement) {
            return None;
        }
        let mut words = statement.split([' ', '(', '\n']).filter(|word| !word.is_empty());
        let marker = match words.next()? {
            "INSERT" | "REPLACE" => "INTO",
            "DELETE" => "FROM",
            "UPDATE" => "",
            _ => return None,
        };
        let table =
            if marker.is_empty() { words.next() } else { words.skip_while(|word| *word != marker).nth(1) };
        table.map(|table| table.trim_matches(['`', '"']).to_owned())
    }

    /// Whether a statement sets one column to itself: so a row is held, and nothing changed.
    fn only_holds(statement: &str) -> bool {
        let set = statement.split_once(" SET ").and_then(|(_, rest)| rest.split_once(" WHERE "));
        let assigned = set.and_then(|(set, _)| set.split_once(" = "));
        assigned.is_some_and(|(column, value)| {
            value.rsplit_once('.').is_some_and(|(table, same)| same == column && !table.contains(' '))
        })
    }

    /// The tables whose changes were recorded so far.
    #[must_use]
    pub fn recorded() -> BTreeSet<String> {
        RECORDED.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was changed in one go without a line in the log so far.
    #[must_use]
    pub fn silently_changed() -> BTreeSet<Silent> {
        SILENTLY.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[cfg(test)]
    mod tests {
        use super::written_by;

        #[test]
        fn knows_what_a_statement_writes() {
            for (sql, table) in [
                ("INSERT INTO `people` (`id`) VALUES (?)", Some("people")),
                ("INSERT OR IGNORE INTO `people`(`id`) VALUES (?)", Some("people")),
                ("UPDATE `people` SET `email` = ?", Some("people")),
                ("DELETE FROM \"people\" WHERE 1", Some("people")),
                ("UPDATE `policies` SET `gaps` = ? WHERE 1", Some("policies")),
                ("UPDATE `policies` SET `gaps` = `policies`.`gaps` WHERE 1", None),
                ("UPDATE `policies` SET `gaps` = `policies`.`code` WHERE 1", Some("policies")),
                ("UPDATE `policies` SET `a` = ?, `gaps` = `policies`.`gaps` WHERE 1", Some("policies")),
                ("SELECT `people`.`id` FROM `people`", None),
                ("SAVEPOINT one", None),
            ] {
                assert_eq!(written_by(sql).as_deref(), table, "{sql}");
            }
        }
    }
}
