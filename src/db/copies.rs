//! Copies of the embedded database: making one while it is in use, and asking whether it is whole.

use std::collections::BTreeMap;
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use super::connection::DbConnection;
use super::{Error, QueryError, Surroundings, System, migrate};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Nullable<Text>)]
    words: Option<String>,
}

/// A row that points to a row that isn't there.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Orphan {
    /// The table of the row.
    #[diesel(sql_type = Text)]
    pub in_table: String,
    /// The row, as SQLite counts rows.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub place: Option<i64>,
    /// The table that lacks the other row.
    #[diesel(sql_type = Text)]
    pub parent: String,
}

/// How many rows each append-only table holds.
///
/// # Errors
/// The database can't be asked.
pub fn counts(connection: &mut DbConnection) -> Result<BTreeMap<&'static str, i64>, Error> {
    let mut counts = BTreeMap::new();
    for table in migrate::APPEND_ONLY {
        let rows: Vec<Number> =
            diesel::sql_query(format!("SELECT count(*) AS number FROM {table}")).load(connection)?;
        counts.insert(*table, rows.first().map_or(0, |row| row.number));
    }
    Ok(counts)
}

/// Copies the embedded database as it is at one moment, while others write. `target` must be empty.
///
/// # Errors
/// The copy can't be written.
pub fn copy_into(connection: &mut DbConnection, target: &Path) -> Result<(), Error> {
    let statement = diesel::sql_query("VACUUM INTO ?").bind::<Text, _>(target.to_string_lossy().into_owned());
    statement.execute(connection)?;
    Ok(())
}

/// What SQLite finds wrong with the pages of a database; nothing when it is whole, or on a server.
///
/// # Errors
/// The file isn't a database.
pub fn damage(connection: &mut DbConnection) -> Result<Option<String>, Error> {
    let DbConnection::Sqlite(file) = connection else { return Ok(None) };
    let rows: Vec<Words> =
        diesel::sql_query("SELECT integrity_check AS words FROM pragma_integrity_check LIMIT 1")
            .load(file)?;
    let first = rows.into_iter().next().and_then(|row| row.words);
    Ok(first.filter(|words| words != "ok"))
}

/// The first row that points nowhere. A server keeps its foreign keys by itself.
///
/// # Errors
/// The database can't be asked.
pub fn first_orphan(connection: &mut DbConnection) -> Result<Option<Orphan>, Error> {
    let DbConnection::Sqlite(file) = connection else { return Ok(None) };
    let statement =
        "SELECT \"table\" AS in_table, rowid AS place, parent FROM pragma_foreign_key_check LIMIT 1";
    Ok(diesel::sql_query(statement).load(file)?.into_iter().next())
}

/// Works in a database through one connection that nothing else uses: all of it or nothing.
///
/// # Errors
/// Those of `work`, and a database that is away.
pub fn within<R, E: From<Error>>(
    connection: &mut DbConnection,
    surroundings: &Surroundings,
    work: impl FnOnce(&mut System<'_>) -> Result<R, E>,
) -> Result<R, E> {
    let mut failed = None;
    let done = connection.transaction(|connection| {
        work(&mut surroundings.system(connection)).map_err(|error| {
            failed = Some(error);
            QueryError::RollbackTransaction
        })
    });
    done.map_err(|fault| failed.unwrap_or_else(|| Error::from(fault).into()))
}
