//! `polisi backup`: a copy of the database while it is in use, that counts only once it was opened, checked
//! and compared. It never holds the master key.

use std::path::{Path, PathBuf};

use super::{Failure, Outcome, say, settings};
use crate::backups::{copying, surroundings};
use crate::db::Address;

/// What `polisi backup` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct BackupArguments {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Write nothing: look whether FILE is a whole backup that the master key fits
    #[arg(long)]
    pub verify: bool,
}

/// Writes the backup, or looks at one.
///
/// # Errors
/// The file exists, or the copy isn't whole; then there is no file. The backup that was looked at isn't whole.
pub fn run(arguments: &BackupArguments) -> Outcome {
    let settings = settings()?;
    let file = arguments.file.display().to_string();
    if arguments.verify {
        let found = copying::verify(&arguments.file, &surroundings(&settings)?)?;
        say("backup-verified", &[("file", &file), ("count", &found.organisations.to_string())])?;
        return note_sum(found.has_sum, &arguments.file);
    }
    if let Address::Sqlite(database) = &settings.database
        && !database.exists()
    {
        return Err(Failure::of("backup-nothing", &[("database", &database.display().to_string())]));
    }
    let made = copying::make(&settings.database, &arguments.file, &surroundings(&settings)?)?;
    say("backup-done", &[("file", &file), ("count", &made.organisations.to_string())])
}

/// Says that no sum lies beside a backup: then not every byte of it was compared.
///
/// # Errors
/// Nobody reads it.
pub fn note_sum(has_sum: bool, file: &Path) -> Outcome {
    if has_sum {
        return Ok(());
    }
    say("backup-no-sum", &[("file", &file.display().to_string())])
}
