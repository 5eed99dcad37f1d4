//! What must hold before the program serves anybody.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use super::connection::DbConnection;
use super::{Error, migrate};

/// Why the program refuses to start on this database.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The database can't be asked.
    #[error(transparent)]
    Database(#[from] Error),
    /// Migrations wait.
    #[error("the database schema is not current: run `polisi migrate` first")]
    NotMigrated,
    /// A pragma that keeps data safe isn't on.
    #[error("the embedded database does not keep `{0}`; its folder may be on a file system that can't")]
    Pragma(&'static str),
    /// The role could pass row-level security by.
    #[error(
        "the PostgreSQL role of POLISI_DATABASE_URL is a superuser, may bypass row-level security or owns the \
         tables: give the program a role of its own and put the owner into POLISI_MIGRATION_DATABASE_URL"
    )]
    PowerfulRole,
}

#[derive(QueryableByName)]
struct Yes {
    #[diesel(sql_type = Bool)]
    yes: bool,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Checks one connection.
///
/// # Errors
/// The first thing that doesn't hold.
pub fn check(connection: &mut DbConnection) -> Result<(), Refusal> {
    if migrate::pending(connection)? {
        return Err(Refusal::NotMigrated);
    }
    match connection {
        DbConnection::Sqlite(file) => pragmas(file),
        DbConnection::Postgres(server) => role(server),
    }
}

fn pragmas(file: &mut SqliteConnection) -> Result<(), Refusal> {
    for (pragma, wanted) in [("foreign_keys", 1), ("synchronous", 2)] {
        let rows: Vec<Number> = diesel::sql_query(format!("SELECT {pragma} AS number FROM pragma_{pragma}"))
            .load(file)
            .map_err(Error::from)?;
        if rows.first().map(|row| row.number) != Some(wanted) {
            return Err(Refusal::Pragma(pragma));
        }
    }
    Ok(())
}

fn role(server: &mut PgConnection) -> Result<(), Refusal> {
    let question = "SELECT (rolsuper OR rolbypassrls OR EXISTS (
            SELECT 1 FROM pg_class WHERE relname = 'organisations' AND pg_has_role(relowner, 'MEMBER')
        )) AS yes FROM pg_roles WHERE rolname = current_user";
    let rows: Vec<Yes> = diesel::sql_query(question).load(server).map_err(Error::from)?;
    if rows.first().is_none_or(|row| row.yes) { Err(Refusal::PowerfulRole) } else { Ok(()) }
}

/// Whether nobody has used the database yet: it holds no installation.
///
/// # Errors
/// The database can't be asked.
pub fn is_empty(connection: &mut DbConnection) -> Result<bool, Error> {
    use super::schema::installation;
    let found: i64 = installation::table.count().get_result(connection)?;
    Ok(found == 0)
}
