//! One connection type over both databases, and how a connection is opened.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::r2d2::{self, ManageConnection, R2D2Connection};
use diesel::sqlite::SqliteConnection;

use super::{Error, disk};

pub use either::{DbConnection, MultiBackend};

mod either {
    #![expect(missing_docs, reason = "the derive writes public items without documentation")]
    #![expect(
        clippy::disallowed_methods,
        reason = "the derive writes `establish`; only `open` below is called"
    )]

    use diesel::pg::PgConnection;
    use diesel::sqlite::SqliteConnection;

    /// A connection to the embedded database or to PostgreSQL.
    #[derive(diesel::MultiConnection)]
    pub enum DbConnection {
        /// The embedded database.
        Sqlite(SqliteConnection),
        /// A server.
        Postgres(PgConnection),
    }
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// A file.
    Sqlite(std::path::PathBuf),
    /// A server, by URL.
    Postgres(String),
}

impl std::fmt::Debug for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "SQLite {}", path.display()),
            Self::Postgres(_) => formatter.write_str("PostgreSQL"),
        }
    }
}

/// Commands that each connection to the embedded database begins with. The time limit comes first:
/// the change to WAL can itself meet a lock. FULL: what was answered survives a power cut
/// (reference security 0.1).
const SQLITE_START: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";

impl DbConnection {
    /// Opens a connection and sets it up.
    ///
    /// # Errors
    /// The database can't be reached or refuses the set-up.
    #[expect(clippy::disallowed_methods, reason = "the one place that opens connections")]
    pub fn open(address: &Address) -> Result<Self, Error> {
        let mut connection = match address {
            Address::Sqlite(path) => {
                Self::Sqlite(open_file(path).map_err(|fault| disk::explained(path, fault))?)
            }
            Address::Postgres(url) => {
                let mut connection = PgConnection::establish(url)?;
                connection.batch_execute("SET TIME ZONE 'UTC'; SET lock_timeout = '10s';")?;
                Self::Postgres(connection)
            }
        };
        super::statement_check::watch(&mut connection);
        Ok(connection)
    }

    /// Opens a copy of the embedded database that nobody serves. It stays one file: no write-ahead log.
    ///
    /// # Errors
    /// The file isn't there or isn't a database.
    #[expect(clippy::disallowed_methods, reason = "the one place that opens connections")]
    pub fn open_copy(path: &std::path::Path, may_write: bool) -> Result<Self, Error> {
        let mut connection = SqliteConnection::establish(&path.to_string_lossy())?;
        connection.batch_execute("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")?;
        connection.batch_execute("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")?;
        if !may_write {
            connection.batch_execute("PRAGMA query_only = ON;")?;
        }
        let mut connection = Self::Sqlite(connection);
        super::statement_check::watch(&mut connection);
        Ok(connection)
    }

    /// Runs a transaction that writes: BEGIN IMMEDIATE on SQLite, so that it can't fail half-way
    /// for want of the write lock.
    ///
    /// # Errors
    /// Those of `work`, and a commit that failed: then nothing was written.
    pub fn write_transaction<R, E: From<diesel::result::Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<R, E>,
    ) -> Result<R, E> {
        match self {
            Self::Postgres(_) => return self.transaction(work),
            Self::Sqlite(connection) => {
                AnsiTransactionManager::begin_transaction_sql(connection, "BEGIN IMMEDIATE")?;
            }
        }
        let result = work(self);
        end(self, result.is_ok()).map_err(E::from).and(result)
    }
}

/// Opens the embedded database and sets the connection up.
#[expect(clippy::disallowed_methods, reason = "the part of `DbConnection::open` for the embedded database")]
fn open_file(path: &std::path::Path) -> Result<SqliteConnection, Error> {
    make_private(path)?;
    let mut connection = SqliteConnection::establish(&path.to_string_lossy())?;
    connection.batch_execute(SQLITE_START)?;
    super::dialect::lower_utils::register_impl(&mut connection, |text: String| text.to_lowercase())?;
    Ok(connection)
}

/// Makes the file of a new database so that only we may read it; SQLite would let everybody.
fn make_private(path: &std::path::Path) -> Result<(), Error> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Err(fault) if fault.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(Error::Unavailable(format!("{}: {}", path.display(), disk::words(&fault))))
        }
        _ => Ok(()),
    }
}

fn end(connection: &mut DbConnection, keep: bool) -> QueryResult<()> {
    if keep {
        <DbConnection as Connection>::TransactionManager::commit_transaction(connection)
    } else {
        <DbConnection as Connection>::TransactionManager::rollback_transaction(connection)
    }
}

/// Makes connections for the pool.
pub struct Manager(pub Address);

impl ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = Error;

    fn connect(&self) -> Result<DbConnection, Error> {
        DbConnection::open(&self.0)
    }

    fn is_valid(&self, connection: &mut DbConnection) -> Result<(), Error> {
        match connection {
            DbConnection::Sqlite(_) => Ok(()),
            DbConnection::Postgres(connection) => Ok(connection.batch_execute("SELECT 1")?),
        }
    }

    fn has_broken(&self, connection: &mut DbConnection) -> bool {
        std::thread::panicking() || connection.is_broken()
    }
}

/// Connections that wait for use.
pub type Pool = r2d2::Pool<Manager>;
