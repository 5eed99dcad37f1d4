//! Brings the schema up to date.

use diesel::connection::SimpleConnection;
use diesel::migration::{Migration as _, MigrationSource};
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::DbConnection;
use super::{Error, disk};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Tables that the application only adds to.
pub const APPEND_ONLY: &[&str] = &[
    "acknowledgements",
    "approval_decisions",
    "audit_entries",
    "incident_entries",
    "policy_share_visits",
    "policy_versions",
    "printed_values",
    "renditions",
    "request_withdrawals",
    "retention_rules",
    "reviews",
    "rights_answers",
    "rights_steps",
    "terms_acceptances",
    "tombstones",
    "withdrawals",
];

/// Those of them whose rows a rule of keeping may remove, when a tombstone stands for the row: the database
/// refuses it without one.
const REMOVABLE: &[&str] = &[
    "acknowledgements",
    "approval_decisions",
    "incident_entries",
    "policy_share_visits",
    "policy_versions",
    "printed_values",
    "renditions",
    "request_withdrawals",
    "reviews",
    "withdrawals",
];

fn failed(fault: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Unavailable(format!("migration: {}", disk::plain(&fault.to_string())))
}

/// Runs what is pending; the number of migrations that ran.
///
/// # Errors
/// A migration fails: it is rolled back.
pub fn run(connection: &mut DbConnection) -> Result<usize, Error> {
    Ok(run_named(connection)?.len())
}

/// As [`run`]; the versions of the migrations that ran.
///
/// # Errors
/// A migration fails: it is rolled back.
pub fn run_named(connection: &mut DbConnection) -> Result<Vec<String>, Error> {
    let ran = match connection {
        DbConnection::Sqlite(file) => file.run_pending_migrations(SQLITE),
        DbConnection::Postgres(server) => server.run_pending_migrations(POSTGRES),
    };
    Ok(ran.map_err(failed)?.iter().map(ToString::to_string).collect())
}

/// Whether a migration ran on the embedded database that this program doesn't know: a newer one made it.
///
/// # Errors
/// The database can't be asked.
pub fn is_newer(connection: &mut DbConnection) -> Result<bool, Error> {
    let DbConnection::Sqlite(file) = connection else { return Ok(false) };
    let applied = file.applied_migrations().map_err(failed)?;
    let all = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(failed)?;
    let known: Vec<String> = all.iter().map(|migration| migration.name().version().to_string()).collect();
    Ok(applied.iter().any(|version| !known.contains(&version.to_string())))
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = diesel::sql_types::Text)]
    version: String,
}

/// Whether migrations wait. The application's role on PostgreSQL may only read the list of those that ran.
///
/// # Errors
/// The database can't be asked.
pub fn pending(connection: &mut DbConnection) -> Result<bool, Error> {
    let server = match connection {
        DbConnection::Sqlite(file) => return file.has_pending_migration(SQLITE).map_err(failed),
        DbConnection::Postgres(server) => server,
    };
    let known = diesel::sql_query("SELECT to_regclass('__diesel_schema_migrations')::text AS version")
        .load::<Maybe>(server)?;
    if known.iter().all(|row| row.version.is_none()) {
        return Ok(true);
    }
    let applied: Vec<Applied> =
        diesel::sql_query("SELECT version::text AS version FROM __diesel_schema_migrations").load(server)?;
    let all = MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES).map_err(failed)?;
    let ran = |version: String| applied.iter().any(|row| row.version == version);
    Ok(!all.iter().all(|migration| ran(migration.name().version().to_string())))
}

#[derive(QueryableByName)]
struct Maybe {
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
    version: Option<String>,
}

/// Undoes the newest migration, for the test that proves `down.sql`.
///
/// # Errors
/// The migration can't be undone.
pub fn undo_last(connection: &mut DbConnection) -> Result<(), Error> {
    match connection {
        DbConnection::Sqlite(file) => file.revert_last_migration(SQLITE).map_err(failed)?,
        DbConnection::Postgres(server) => server.revert_last_migration(POSTGRES).map_err(failed)?,
    };
    Ok(())
}

/// Gives the application's role on PostgreSQL what it may do: no ownership, and no change of what is
/// append-only.
///
/// # Errors
/// The database refuses.
pub fn grant(connection: &mut DbConnection, role: &str) -> Result<(), Error> {
    let DbConnection::Postgres(server) = connection else { return Ok(()) };
    let role = role.replace('"', "\"\"");
    let mut statements = format!(
        "GRANT USAGE ON SCHEMA public TO \"{role}\";
         GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \"{role}\";
         REVOKE INSERT, UPDATE, DELETE ON __diesel_schema_migrations FROM \"{role}\";"
    );
    for table in APPEND_ONLY {
        let change = if REMOVABLE.contains(table) { "UPDATE" } else { "UPDATE, DELETE" };
        statements.push_str(&format!("REVOKE {change} ON {table} FROM \"{role}\";"));
    }
    Ok(server.batch_execute(&statements)?)
}
