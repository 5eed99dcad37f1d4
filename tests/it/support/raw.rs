//! The database from outside the application: as its owner, without its doors.

use diesel::connection::{Connection, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::sqlite::SqliteConnection;

/// A connection that no net watches.
pub enum Raw {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// A server.
    Postgres(PgConnection),
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    value: String,
}

impl Raw {
    /// Opens an address as the settings write it.
    ///
    /// # Panics
    /// The database can't be reached.
    #[expect(clippy::disallowed_methods, reason = "the tests look at the database past the application")]
    pub fn open(address: &str) -> Self {
        match address.strip_prefix("sqlite://") {
            Some(path) => {
                let mut file = SqliteConnection::establish(path).unwrap();
                file.batch_execute("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON;").unwrap();
                Self::Sqlite(file)
            }
            None => Self::Postgres(PgConnection::establish(address).unwrap()),
        }
    }

    /// Whether it is the embedded one.
    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs statements; what the database says when it refuses.
    pub fn run(&mut self, statements: &str) -> Result<(), String> {
        let done = match self {
            Self::Sqlite(file) => file.batch_execute(statements),
            Self::Postgres(server) => server.batch_execute(statements),
        };
        done.map_err(|error| error.to_string())
    }

    /// The column `value`, a text, of each row.
    ///
    /// # Panics
    /// The question is faulty.
    pub fn lines(&mut self, question: &str) -> Vec<String> {
        let asked = diesel::sql_query(question);
        let lines: QueryResult<Vec<Line>> = match self {
            Self::Sqlite(file) => asked.load(file),
            Self::Postgres(server) => asked.load(server),
        };
        let lines = lines.unwrap_or_else(|error| panic!("{question}: {error}"));
        lines.into_iter().map(|line| line.value).collect()
    }

    /// The one number that a question has as its answer.
    ///
    /// # Panics
    /// It is no number.
    pub fn number(&mut self, question: &str) -> i64 {
        let question = format!("SELECT CAST(({question}) AS text) AS value");
        self.lines(&question).first().unwrap().parse().unwrap()
    }

    /// Sees this organisation from here on, where the database cares.
    pub fn enter(&mut self, organisation: &str) {
        if !self.is_sqlite() {
            self.run(&format!("SET app.organisation_id = '{organisation}'")).unwrap();
        }
    }

    /// Sees no organisation.
    pub fn leave(&mut self) {
        if !self.is_sqlite() {
            self.run("RESET app.organisation_id").unwrap();
        }
    }

    /// An identifier as this database writes it.
    pub fn id(&self, uuid: &str) -> String {
        if self.is_sqlite() { format!("X'{}'", uuid.replace('-', "")) } else { format!("'{uuid}'::uuid") }
    }
}
