//! `polisi restore`: a backup becomes the database of an empty place, or is tried.

use std::path::{Path, PathBuf};

use super::backup::note_sum;
use super::{Failure, Outcome, lock, say, settings};
use crate::app::make_folder;
use crate::backups::{restoring, surroundings};
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::Address;

/// What `polisi restore` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoreArguments {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Restore on trial only: into a folder that goes away again, beside a server that runs
    #[arg(long)]
    pub drill: bool,
}

/// Restores.
///
/// # Errors
/// There is a database, the backup isn't whole or was made by a newer program, or the master key doesn't
/// fit; then nothing is left behind.
pub fn run(arguments: &RestoreArguments) -> Outcome {
    let settings = settings()?;
    if arguments.drill {
        return drill(&arguments.file, &settings);
    }
    let Address::Sqlite(database) = &settings.database else {
        return Err(Failure::of("restore-server", &[]));
    };
    let _lock = lock::take(&settings)?;
    refuse_if_taken(database)?;
    refuse_without_key(&settings)?;
    make_folder(&settings.data_dir)?;
    let (surroundings, now) = (surroundings(&settings)?, Clock::real().now());
    let restored = restoring::restore(&arguments.file, database, &surroundings, now)?;
    restoring::remember(&arguments.file, &restored, &settings, &surroundings, now)?;
    let counts = [
        ("file", arguments.file.display().to_string()),
        ("database", database.display().to_string()),
        ("count", restored.organisations.to_string()),
        ("sessions", restored.ended.sessions.to_string()),
        ("links", restored.ended.links.to_string()),
        ("migrations", restored.migrations.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say("restore-done", &counts)?;
    note_sum(restored.has_sum, &arguments.file)?;
    say("restore-ended", &counts)?;
    say("restore-again", &[])?;
    say("restore-mail-held", &[])
}

/// A write-ahead log of another database would be played into this one.
fn refuse_if_taken(database: &Path) -> Outcome {
    let beside = |end: &str| PathBuf::from(format!("{}{end}", database.display()));
    match ["", "-wal", "-shm", "-journal"].into_iter().map(beside).find(|path| path.exists()) {
        Some(taken) => Err(Failure::of("restore-taken", &[("database", &taken.display().to_string())])),
        None => Ok(()),
    }
}

fn refuse_without_key(settings: &Settings) -> Outcome {
    if settings.master_key_file.exists() {
        return Ok(());
    }
    let file = settings.master_key_file.display().to_string();
    Err(Failure::of("restore-no-key", &[("file", &file)]))
}

fn drill(file: &Path, settings: &Settings) -> Outcome {
    refuse_without_key(settings)?;
    let begun = Clock::real().now();
    let restored = restoring::drill(file, settings, begun)?;
    let seconds = Clock::real().now().seconds() - begun.seconds();
    say(
        "restore-drilled",
        &[
            ("file", &file.display().to_string()),
            ("count", &restored.organisations.to_string()),
            ("migrations", &restored.migrations.to_string()),
            ("seconds", &seconds.to_string()),
        ],
    )?;
    note_sum(restored.has_sum, file)
}
