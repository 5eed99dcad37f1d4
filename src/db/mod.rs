//! The database: SQLite embedded or PostgreSQL, and the only doors to it.
//!
//! [`Database::read`] and [`Database::write`] take an [`Entry`] and lend a [`Tenant`]; what lies
//! outside the organisations is reached by [`Database::read_system`] and [`Database::write_system`].

pub mod change_check;
pub mod connection;
pub mod copies;
pub mod dialect;
pub mod disk;
pub mod ids;
pub mod migrate;
pub mod own;
pub mod rows;
pub(crate) mod schema;
pub mod startup_checks;
pub mod statement_check;
pub mod system;
pub mod tenant;
pub mod types;
mod writer;

use std::sync::Arc;
use std::sync::mpsc::channel;

use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};

pub use connection::{Address, DbConnection};
use connection::{Manager, Pool};
pub use system::System;
pub use tenant::{Actor, Entry, Tenant};
use writer::{Work, Writer};

use crate::clock::Clock;
use crate::keys::Keyring;

/// Connections for reading (SQLite) or for everything (PostgreSQL).
const CONNECTIONS: u32 = 8;

/// What can go wrong between the program and its database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be reached, is full or is too busy: try again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A statement was refused.
    #[error("statement refused: {0}")]
    Query(QueryError),
}

impl Error {
    /// Whether a unique key refused the row: somebody was there first.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Query(QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)))
    }

    /// The same failure for the next of several who wait.
    fn again(&self) -> Self {
        Self::Unavailable(self.to_string())
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Self {
        match &error {
            QueryError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                _,
            )
            | QueryError::BrokenTransactionManager => Self::Unavailable(error.to_string()),
            QueryError::DatabaseError(DatabaseErrorKind::Unknown, info) if passes(info.message()) => {
                Self::Unavailable(disk::plain(info.message()))
            }
            _ => Self::Query(error),
        }
    }
}

/// Whether the fault lies with disk, locks or server and not with the statement.
fn passes(message: &str) -> bool {
    const WORDS: [&str; 8] = [
        "disk",
        "full",
        "locked",
        "lock timeout",
        "deadlock",
        "readonly",
        "terminating connection",
        "server closed",
    ];
    WORDS.iter().any(|word| message.contains(word))
}

impl From<diesel::ConnectionError> for Error {
    fn from(error: diesel::ConnectionError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl From<diesel::r2d2::PoolError> for Error {
    fn from(error: diesel::r2d2::PoolError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    writer: Option<Writer>,
    surroundings: Surroundings,
}

/// What every transaction has at hand.
#[derive(Clone)]
pub struct Surroundings {
    keyring: Arc<Keyring>,
    clock: Clock,
}

impl Surroundings {
    /// For work on a copy, through one connection.
    #[must_use]
    pub fn new(keyring: Arc<Keyring>, clock: Clock) -> Self {
        Self { keyring, clock }
    }

    fn system<'c>(&'c self, connection: &'c mut DbConnection) -> System<'c> {
        System { connection, keyring: &self.keyring, clock: &self.clock }
    }
}

impl Database {
    /// Opens a database whose schema is current.
    ///
    /// # Errors
    /// The database can't be reached.
    pub fn open(address: &Address, keyring: Arc<Keyring>, clock: Clock) -> Result<Self, Error> {
        let surroundings = Surroundings { keyring, clock };
        let pool = diesel::r2d2::Pool::builder()
            .max_size(CONNECTIONS)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(std::time::Duration::from_secs(3))
            .build(Manager(address.clone()))?;
        let writer = match address {
            Address::Sqlite(_) => Some(Writer::start(address, surroundings.clone())?),
            Address::Postgres(_) => None,
        };
        Ok(Self { pool, writer, surroundings })
    }

    /// Whether this is the embedded database, where small reads may stay on the web worker.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.writer.is_some()
    }

    /// The keys of the installation.
    #[must_use]
    pub fn keyring(&self) -> &Keyring {
        &self.surroundings.keyring
    }

    /// Reads inside one organisation; everything read is of one moment.
    ///
    /// # Errors
    /// Those of `look`, and a database that is away.
    pub fn read<R, E: From<Error>>(
        &self,
        entry: &impl Entry,
        look: impl FnOnce(&mut Tenant<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        self.read_system(|system| look(&mut system.enter(entry).map_err(Error::from)?))
    }

    /// Reads outside the organisations.
    ///
    /// # Errors
    /// Those of `look`, and a database that is away.
    pub fn read_system<R, E: From<Error>>(
        &self,
        look: impl FnOnce(&mut System<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let mut connection = self.pool.get().map_err(Error::from)?;
        let looked = connection
            .transaction(|connection| Ok::<_, QueryError>(look(&mut self.surroundings.system(connection))));
        looked.map_err(Error::from)?
    }

    /// Writes inside one organisation, one after the other: all of it or nothing. Answers after the commit.
    ///
    /// # Errors
    /// Those of `work`, and a database that is away: then nothing was written.
    pub fn write<R: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        entry: impl Entry + Send + 'static,
        work: impl FnOnce(&mut Tenant<'_>) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E> {
        self.write_system(move |system| work(&mut system.enter_to_write(&entry).map_err(Error::from)?))
    }

    /// Writes outside the organisations.
    ///
    /// # Errors
    /// Those of `work`, and a database that is away: then nothing was written.
    pub fn write_system<R: Send + 'static, E: From<Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut System<'_>) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E> {
        match &self.writer {
            Some(writer) => through(writer, work),
            None => self.on_server(work),
        }
    }

    fn on_server<R, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut System<'_>) -> Result<R, E>,
    ) -> Result<R, E> {
        let mut connection = self.pool.get().map_err(Error::from)?;
        let mut failed = None;
        let done = connection.write_transaction(|connection| {
            work(&mut self.surroundings.system(connection)).map_err(|error| {
                failed = Some(error);
                QueryError::RollbackTransaction
            })
        });
        done.map_err(|fault| failed.unwrap_or_else(|| Error::from(fault).into()))
    }
}

fn through<R: Send + 'static, E: From<Error> + Send + 'static>(
    writer: &Writer,
    work: impl FnOnce(&mut System<'_>) -> Result<R, E> + Send + 'static,
) -> Result<R, E> {
    let (reply, answer) = channel();
    writer.submit(Box::new(Queued { work: Some(work), result: None, reply }));
    answer.recv().unwrap_or_else(|_gone| Err(Error::Unavailable("the writer stopped".to_owned()).into()))
}

struct Queued<F, R, E> {
    work: Option<F>,
    result: Option<Result<R, E>>,
    reply: std::sync::mpsc::Sender<Result<R, E>>,
}

impl<F, R, E> Work for Queued<F, R, E>
where
    F: FnOnce(&mut System<'_>) -> Result<R, E> + Send,
    R: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, connection: &mut DbConnection, surroundings: &Surroundings) -> bool {
        change_check::watched::<F>(connection, |connection| {
            let result = self.work.take().map(|work| work(&mut surroundings.system(connection)));
            let keep = matches!(result, Some(Ok(_)));
            self.result = result;
            keep
        })
    }

    fn answer(self: Box<Self>, committed: Result<(), Error>) {
        let result = match (self.result, committed) {
            (Some(Ok(_)), Err(fault)) => Err(fault.into()),
            (Some(result), _) => result,
            (None, Err(fault)) => Err(fault.into()),
            (None, Ok(())) => Err(Error::Unavailable("the write did not end".to_owned()).into()),
        };
        if self.reply.send(result).is_err() {
            tracing::debug!("nobody waited for a write");
        }
    }
}
