//! `polisi backup`: a copy of the embedded database while it is in use, that counts only once it was opened,
//! checked and compared. It never holds the master key.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft::Draft;
use super::{Failure, Outcome, say, settings, verify};
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::{Address, DbConnection, Surroundings, copies, migrate};
use crate::keys::store::fingerprint;
use crate::keys::{Keyring, MasterKey, MasterKeyError};

/// What `polisi backup` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct BackupArguments {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Writes the backup.
///
/// # Errors
/// The file exists, or the copy isn't whole; then there is no file.
pub fn run(arguments: &BackupArguments) -> Outcome {
    let settings = settings()?;
    let Address::Sqlite(database) = &settings.database else {
        return Err(Failure::of("backup-server", &[]));
    };
    if arguments.file.exists() {
        return Err(Failure::of("file-exists", &[("file", &arguments.file.display().to_string())]));
    }
    if !database.exists() {
        return Err(Failure::of("backup-nothing", &[("database", &database.display().to_string())]));
    }
    let surroundings = surroundings(&settings)?;
    let draft = Draft::beside(&arguments.file)?;
    let least = copy(&settings.database, draft.path())?;
    let organisations = examine(draft.path(), &least, &surroundings)?;
    draft.keep()?;
    let file = arguments.file.display().to_string();
    say("backup-done", &[("file", &file), ("count", &organisations.to_string())])
}

/// The master key of the settings, for work on one connection.
///
/// # Errors
/// The key can't be read.
pub fn surroundings(settings: &Settings) -> Result<Surroundings, Failure> {
    let master = MasterKey::read(&settings.master_key_file)?;
    Ok(Surroundings::new(Arc::new(Keyring::new(master)), Clock::real()))
}

/// Copies; how many rows the append-only tables held before that began.
fn copy(database: &Address, draft: &Path) -> Result<BTreeMap<&'static str, i64>, Failure> {
    let mut connection = DbConnection::open(database)?;
    if migrate::pending(&mut connection)? {
        return Err(Failure::of("backup-not-migrated", &[]));
    }
    let least = copies::counts(&mut connection)?;
    copies::copy_into(&mut connection, draft)?;
    Ok(least)
}

/// Opens the copy and proves that it is whole; how many organisations it holds.
fn examine(
    draft: &Path,
    least: &BTreeMap<&'static str, i64>,
    surroundings: &Surroundings,
) -> Result<usize, Failure> {
    let mut copy = DbConnection::open_copy(draft, false)?;
    verify::connection_holds(&mut copy)?;
    let found = copies::counts(&mut copy)?;
    let lost = least.iter().find(|(table, count)| found.get(*table).is_none_or(|found| found < *count));
    if let Some((table, _)) = lost {
        return Err(Failure::of("backup-lost-rows", &[("table", table)]));
    }
    copies::within(&mut copy, surroundings, |system| {
        if fingerprint(system)? != Some(system.keyring().fingerprint().to_vec()) {
            return Err(MasterKeyError::Different.into());
        }
        verify::organisations_hold(system, None)
    })
}
