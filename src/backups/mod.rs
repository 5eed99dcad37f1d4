//! Backups: a checked copy of the database every night, an alarm when there is none, and the drill that
//! restores one to see that it can be done.
//!
//! A backup is a file of the embedded database, whichever database it was made from. It counts only once it
//! was opened, checked and compared. It never holds the master key.

pub mod checking;
pub mod copying;
pub mod events;
pub mod files;
pub mod making;
pub mod notices;
pub mod one;
pub mod pages;
pub mod place;
pub mod restoring;
pub mod rotation;
pub mod store;
pub mod sums;
pub mod timing;

use std::path::Path;
use std::sync::Arc;

use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::{Database, Error, Surroundings, disk};
use crate::keys::Keyring;
use crate::messages::{Language, Messages, args};
use timing::Known;

/// The kind of ticket of the nightly backup.
pub const TICKET: &str = "backup";
/// The kind of ticket of a backup that an operator asked for.
pub const ASKED: &str = "backup-asked";
/// The kind of ticket of the alarm, and its name among the daily work.
pub const ALARM: &str = "backup-alarm";

/// Why a backup can't be made, read or restored.
#[derive(Debug, Clone)]
pub enum Fault {
    /// As a message says it, with its values.
    Told(&'static str, Vec<(&'static str, String)>),
    /// In the words of the system or the database.
    Plain(String),
}

impl Fault {
    /// From a message.
    #[must_use]
    pub fn told(key: &'static str, values: &[(&'static str, &str)]) -> Self {
        Self::Told(key, values.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    /// What the system says about a file or folder.
    #[must_use]
    pub fn at(path: &Path, fault: &std::io::Error) -> Self {
        Self::Plain(format!("{}: {}", path.display(), disk::words(fault)))
    }

    /// In words.
    #[must_use]
    pub fn words(&self, messages: &Messages) -> String {
        match self {
            Self::Told(key, values) => {
                let values = values.iter().map(|(name, value)| (*name, value.as_str()));
                messages.format(Language::English, key, &args(values))
            }
            Self::Plain(words) => words.clone(),
        }
    }
}

macro_rules! fault_from {
    ($($other:ty),+ $(,)?) => {
        $(impl From<$other> for Fault {
            fn from(fault: $other) -> Self {
                Self::Plain(fault.to_string())
            }
        })+
    };
}
fault_from!(
    Error,
    diesel::result::Error,
    crate::db::startup_checks::Refusal,
    crate::keys::MasterKeyError,
    crate::keys::store::OpenError,
);

/// A try to make a backup, as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// When it was begun; its file is named by it.
    pub made_at: Moment,
    /// The name of the file in the folder of the backups.
    pub file: String,
    /// Its size.
    pub bytes: i64,
    /// How many organisations it holds.
    pub organisations: i64,
    /// When it was found to be whole; nothing when it isn't.
    pub verified_at: Option<Moment>,
    /// Why it could not be made.
    pub fault: Option<String>,
    /// When it was restored on trial.
    pub drilled_at: Option<Moment>,
    /// Why that failed.
    pub drill_fault: Option<String>,
    /// When it made room for newer ones.
    pub removed_at: Option<Moment>,
}

/// The master key of the settings, for work on one connection to a copy.
///
/// # Errors
/// The key can't be read.
pub fn surroundings(settings: &Settings) -> Result<Surroundings, Fault> {
    surroundings_of(&settings.master_key_file)
}

/// As [`surroundings`], with the master key of another file.
///
/// # Errors
/// The key can't be read.
pub fn surroundings_of(master_key_file: &Path) -> Result<Surroundings, Fault> {
    Ok(Surroundings::new(Arc::new(Keyring::of_file(master_key_file)?), Clock::real()))
}

/// What is known about the backups of an installation: nothing in a place for looking things up, where none is
/// made. A backup whose file is gone, or isn't as long as it was, counts no more, nor does one of a clock that ran
/// ahead.
///
/// # Errors
/// The database is away.
pub fn known(database: &Database, folder: &Path, now: Moment) -> Result<Known, Error> {
    let found = database.read_system(|system| {
        if place::is_alone(system, now)? {
            return Ok(None);
        }
        Ok::<_, Error>(Some((store::first_organisation(system)?, store::recent_at(system, now)?)))
    })?;
    let Some((first_organisation, recent)) = found else { return Ok(Known::default()) };
    let is_there = |backup: &&Backup| backup.verified_at.is_some() && files::is_whole(folder, backup);
    let newest_made = recent.iter().find(|backup| backup.verified_at.is_some()).map(|backup| backup.made_at);
    let newest_good = recent.iter().find(is_there).map(|backup| backup.made_at);
    let is_faulty = |backup: &&Backup| backup.fault.is_some() || backup.drill_fault.is_some();
    let newest_fault = recent.iter().find(is_faulty).map(|backup| backup.made_at);
    let drilled_at = recent.iter().filter_map(|backup| backup.drilled_at).max();
    Ok(Known { first_organisation, newest_good, newest_made, newest_fault, drilled_at })
}
