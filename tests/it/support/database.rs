//! A database for each test, a copy of one that was migrated once.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use url::Url;

use super::environment::setting;

/// Which database the suite runs on: `POLISI_TEST_DATABASE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one, when nothing is said.
    Sqlite,
    /// A server; its addresses come from `tests/run`.
    Postgres,
}

/// The addresses of a database, as the settings want them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `POLISI_DATABASE_URL`.
    pub application: String,
    /// `POLISI_MIGRATION_DATABASE_URL`: the owner on PostgreSQL, nothing on SQLite.
    pub owner: Option<String>,
}

/// A database that only one test uses. It is gone when this is dropped.
pub struct TestDatabase {
    /// Its addresses.
    pub address: Address,
    /// The server's name for it.
    name: Option<String>,
    folder: TempDir,
}

/// A migrated database that the tests' own are copies of. Keep it in a `static`.
pub struct Template {
    sqlite: OnceLock<TempDir>,
    postgres: OnceLock<String>,
}

static COUNT: AtomicUsize = AtomicUsize::new(0);

impl Engine {
    /// The one that this run is about.
    ///
    /// # Panics
    /// The setting is neither `sqlite` nor `postgres`.
    pub fn of_this_run() -> Self {
        match setting("POLISI_TEST_DATABASE").as_deref() {
            None | Some("sqlite") => Self::Sqlite,
            Some("postgres") => Self::Postgres,
            Some(other) => panic!("POLISI_TEST_DATABASE is {other}, wanted sqlite or postgres"),
        }
    }
}

impl Template {
    /// Nothing yet: the first copy makes it.
    pub const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }
}

impl TestDatabase {
    /// A copy of the template. The first call of the process runs `migrate` on an empty database;
    /// it must have closed its connections when it returns.
    ///
    /// # Panics
    /// PostgreSQL is asked for and `tests/run` did not give its addresses, or the server refuses.
    pub fn copy_of(template: &Template, migrate: impl FnOnce(&Address)) -> Self {
        match Engine::of_this_run() {
            Engine::Sqlite => Self::copy_of_sqlite(template, migrate),
            Engine::Postgres => Self::copy_of_postgres(template, migrate),
        }
    }

    /// An empty database, for the tests of the migrations themselves.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        match Engine::of_this_run() {
            Engine::Sqlite => Self { address: sqlite_address(folder.path()), name: None, folder },
            Engine::Postgres => {
                let name = unique("empty");
                psql(&format!("CREATE DATABASE {name}"));
                Self { address: postgres_address(&name), name: Some(name), folder }
            }
        }
    }

    /// The address of the role that dumps: it reads everything.
    ///
    /// # Panics
    /// The database is the embedded one, or `tests/run` did not give the address.
    pub fn address_for_dumps(&self) -> String {
        address_as("DUMP", self.name.as_ref().unwrap())
    }

    /// A folder for this test's files: keys, mails. The SQLite file is in it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn copy_of_sqlite(template: &Template, migrate: impl FnOnce(&Address)) -> Self {
        let template = template.sqlite.get_or_init(|| {
            let template = tempfile::tempdir().unwrap();
            migrate(&sqlite_address(template.path()));
            template
        });
        let folder = tempfile::tempdir().unwrap();
        // With its write-ahead log, if there is one.
        for entry in std::fs::read_dir(template.path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        Self { address: sqlite_address(folder.path()), name: None, folder }
    }

    fn copy_of_postgres(template: &Template, migrate: impl FnOnce(&Address)) -> Self {
        let template = template.postgres.get_or_init(|| {
            let name = unique("template");
            psql(&format!("CREATE DATABASE {name}"));
            migrate(&postgres_address(&name));
            name
        });
        let name = unique("test");
        psql(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self { address: postgres_address(&name), name: Some(name), folder: tempfile::tempdir().unwrap() }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // A test that failed already must not fail again here: the cluster goes away anyhow.
            drop(try_psql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        }
    }
}

fn sqlite_address(folder: &Path) -> Address {
    Address { application: format!("sqlite://{}", folder.join("polisi.db").display()), owner: None }
}

fn postgres_address(database: &str) -> Address {
    Address { application: address_as("APP", database), owner: Some(address_as("OWNER", database)) }
}

fn address_as(role: &str, database: &str) -> String {
    let mut url = server(role);
    url.set_path(database);
    url.to_string()
}

fn server(role: &str) -> Url {
    let name = format!("POLISI_TEST_POSTGRES_{role}");
    let address = setting(&name).unwrap_or_else(|| panic!("{name} is not set: start the tests by tests/run"));
    Url::parse(&address).unwrap()
}

fn unique(kind: &str) -> String {
    let number = COUNT.fetch_add(1, Ordering::SeqCst);
    format!("polisi_{kind}_{}_{number}", std::process::id())
}

/// Runs a statement as the owner.
fn psql(statement: &str) {
    if let Err(why) = try_psql(statement) {
        panic!("{statement}: {why}");
    }
}

fn try_psql(statement: &str) -> Result<(), String> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement])
        .arg(server("OWNER").as_str())
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
