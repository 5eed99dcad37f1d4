//! The commands of the `polisi` program.
//!
//! Each exits 0 on success, 2 on wrong usage and 1 on failure, and says why in one line on standard error.

pub mod backup;
pub mod check;
pub mod closing;
pub mod demo;
pub mod jobs;
pub mod keys;
pub mod lock;
pub mod mail;
pub mod migrate;
pub mod operator;
pub mod organisation;
pub mod render;
pub mod restore;
pub mod serve;
pub mod verify;
pub mod work;

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::LazyLock;

use crate::app::{self, StartError};
use crate::backups::place;
use crate::clock::Clock;
use crate::config::{Settings, SettingsError, environment};
use crate::db::{Address, DbConnection, disk, migrate as migrations, startup_checks};
use crate::messages::{Language, Messages, args};
use crate::telemetry;
use crate::web::App;

/// What a command that only does one thing logs, unless POLISI_LOG says otherwise.
const QUIET: &str = "error";

/// The exit code of wrong usage.
pub const WRONG_USAGE: u8 = 2;

/// Why a command fails: one line for the person at the machine.
#[derive(Debug)]
pub struct Failure {
    words: String,
    is_usage: bool,
}

impl Failure {
    /// From a message.
    #[must_use]
    pub fn of(key: &str, values: &[(&str, &str)]) -> Self {
        Self::new(&words(key, values))
    }

    /// From a message, about arguments that can't be meant.
    #[must_use]
    pub fn usage(key: &str, values: &[(&str, &str)]) -> Self {
        Self { is_usage: true, ..Self::of(key, values) }
    }

    /// From words that stand; line breaks become spaces.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Self { words: lines.join(" "), is_usage: false }
    }
}

macro_rules! failure_from {
    ($($fault:ty),+ $(,)?) => {
        $(impl From<$fault> for Failure {
            fn from(fault: $fault) -> Self {
                Self::new(&fault.to_string())
            }
        })+
    };
}
failure_from!(
    StartError,
    SettingsError,
    crate::db::Error,
    crate::db::startup_checks::Refusal,
    crate::keys::MasterKeyError,
    crate::keys::store::OpenError,
    crate::accounts::AccountError,
    crate::organisations::OrganisationError,
    crate::people::PeopleError,
    crate::access::passwords::Busy,
    serde_json::Error,
);

impl From<std::io::Error> for Failure {
    fn from(fault: std::io::Error) -> Self {
        Self::new(&disk::words(&fault))
    }
}

impl From<crate::backups::Fault> for Failure {
    fn from(fault: crate::backups::Fault) -> Self {
        Self::new(&MESSAGES.as_ref().map_or_else(|| format!("{fault:?}"), |messages| fault.words(messages)))
    }
}

/// What a command comes to.
pub type Outcome = Result<(), Failure>;

/// Turns the end of a command into an exit code.
#[must_use]
pub fn end(outcome: Outcome) -> ExitCode {
    let Err(Failure { words, is_usage }) = outcome else { return ExitCode::SUCCESS };
    // Nobody reads standard error any more: the exit code must do.
    drop(writeln!(std::io::stderr(), "{words}"));
    if is_usage { ExitCode::from(WRONG_USAGE) } else { ExitCode::FAILURE }
}

/// Prints one line on standard output.
///
/// # Errors
/// Nobody reads it.
pub fn print(line: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    Ok(writeln!(out, "{line}").and_then(|()| out.flush())?)
}

/// Prints one line on standard error.
///
/// # Errors
/// Nobody reads it.
pub fn warn(line: &str) -> Outcome {
    Ok(writeln!(std::io::stderr(), "{line}")?)
}

/// Says that a printed link begins with the default address: commands need the settings of the server.
///
/// # Errors
/// Nobody reads it.
pub fn note_default_address(settings: &Settings) -> Outcome {
    match crate::config::environment("POLISI_BASE_URL") {
        Some(_) => Ok(()),
        None => warn(&words("cli-default-address", &[("base", settings.base_url.as_str())])),
    }
}

/// Prints a message on standard output.
///
/// # Errors
/// Nobody reads it.
pub fn say(key: &str, values: &[(&str, &str)]) -> Outcome {
    print(&words(key, values))
}

static MESSAGES: LazyLock<Option<Messages>> = LazyLock::new(|| Messages::load().ok());

/// The words of a message, as commands say them; the key itself when the message files are faulty.
#[must_use]
pub fn words(key: &str, values: &[(&str, &str)]) -> String {
    let format = |messages: &Messages| {
        messages.format(Language::English, key, &args(values.iter().map(|(name, value)| (*name, *value))))
    };
    MESSAGES.as_ref().map_or_else(|| key.to_owned(), format)
}

/// The settings, and a log that says no more than it must.
///
/// # Errors
/// A setting that can't be used.
pub fn settings() -> Result<Settings, Failure> {
    let settings = Settings::of_environment()?;
    let level = environment("POLISI_LOG").map_or(QUIET, |_| settings.log.as_str());
    telemetry::start(level)?;
    Ok(settings)
}

/// The program put together for a command that works on a database that is there.
///
/// # Errors
/// There is none, or no installation in it, or whatever stops a start.
pub fn open() -> Result<App, Failure> {
    let settings = settings()?;
    if let Address::Sqlite(path) = &settings.database
        && !path.is_file()
    {
        return Err(Failure::of("command-no-database", &[("path", &path.display().to_string())]));
    }
    if is_new(&settings)? {
        return Err(Failure::of("command-no-installation", &[]));
    }
    Ok(app::assemble(settings, Clock::real())?)
}

/// As [`open`], for what must not be done in a place for looking things up: the key file of its settings may be that of
/// the installation, and its mail is of long ago. `refusal` is the message that says so.
///
/// # Errors
/// It is such a place; otherwise those of [`open`].
pub fn open_in_use(refusal: &str) -> Result<App, Failure> {
    let app = open()?;
    let now = app.clock.now();
    match app.database.read_system(|system| place::is_alone(system, now))? {
        true => Err(Failure::of(refusal, &[])),
        false => Ok(app),
    }
}

/// Whether a database that is there holds no installation yet: it was migrated, and nobody began. One whose migrations
/// wait isn't asked.
///
/// # Errors
/// The database can't be asked.
pub fn is_new(settings: &Settings) -> Result<bool, Failure> {
    let mut connection = DbConnection::open(&settings.database)?;
    Ok(!migrations::pending(&mut connection)? && startup_checks::is_empty(&mut connection)?)
}

/// As [`open`], for the command that may be the first: an empty place becomes an installation.
///
/// # Errors
/// Whatever stops a start.
pub fn open_or_make() -> Result<App, Failure> {
    Ok(app::assemble(settings()?, Clock::real())?)
}
