//! `polisi restore`: a backup becomes the database of an empty place.

use std::path::{Path, PathBuf};

use super::backup::surroundings;
use super::draft::Draft;
use super::{Failure, Outcome, lock, say, settings, verify};
use crate::access::session;
use crate::app::{StartError, make_folder};
use crate::clock::{Clock, Moment};
use crate::config::Settings;
use crate::db::{Address, DbConnection, Surroundings, System, copies, migrate};
use crate::keys::store::{fingerprint, hold_mail};
use crate::keys::{MasterKeyError, store};

/// What `polisi restore` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RestoreArguments {
    /// The backup
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// What came back.
struct Restored {
    organisations: usize,
    sessions: usize,
    migrations: usize,
}

/// Restores.
///
/// # Errors
/// There is a database, the backup isn't whole or was made by a newer program, or the master key doesn't
/// fit; then nothing is left behind.
pub fn run(arguments: &RestoreArguments) -> Outcome {
    let settings = settings()?;
    let Address::Sqlite(database) = &settings.database else {
        return Err(Failure::of("restore-server", &[]));
    };
    let _lock = lock::take(&settings)?;
    refuse_if_taken(database)?;
    let surroundings = key(&settings)?;
    make_folder(&settings.data_dir)?;
    let draft = Draft::beside(database)?;
    let named = |fault| StartError::Io(arguments.file.display().to_string(), fault);
    let copied = std::fs::File::open(&arguments.file).and_then(|mut from| {
        let mut to = std::fs::File::options().write(true).open(draft.path())?;
        std::io::copy(&mut from, &mut to)
    });
    copied.map_err(named)?;
    let restored = bring_back(draft.path(), &surroundings, Clock::real().now())?;
    draft.keep()?;
    let counts = [
        ("file", arguments.file.display().to_string()),
        ("database", database.display().to_string()),
        ("count", restored.organisations.to_string()),
        ("sessions", restored.sessions.to_string()),
        ("migrations", restored.migrations.to_string()),
    ];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    say("restore-done", &counts)?;
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

fn key(settings: &Settings) -> Result<Surroundings, Failure> {
    if !settings.master_key_file.exists() {
        let file = settings.master_key_file.display().to_string();
        return Err(Failure::of("restore-no-key", &[("file", &file)]));
    }
    surroundings(settings)
}

fn bring_back(draft: &Path, surroundings: &Surroundings, now: Moment) -> Result<Restored, Failure> {
    let mut copy = DbConnection::open_copy(draft, true)
        .map_err(|fault| Failure::of("restore-no-backup", &[("why", &fault.to_string())]))?;
    if let Some(damage) = copies::damage(&mut copy)? {
        return Err(Failure::of("restore-no-backup", &[("why", &damage)]));
    }
    if migrate::is_newer(&mut copy)? {
        return Err(Failure::of("restore-newer", &[]));
    }
    let migrations = migrate::run(&mut copy)?;
    let (organisations, sessions) = copies::within(&mut copy, surroundings, |system| settle(system, now))?;
    verify::connection_holds(&mut copy)?;
    Ok(Restored { organisations, sessions, migrations })
}

/// What must hold and happen before anybody is served: the key fits, nothing was altered, nobody is signed
/// in, and no mail of long ago leaves.
fn settle(system: &mut System<'_>, now: Moment) -> Result<(usize, usize), Failure> {
    match fingerprint(system)? {
        None => return Err(Failure::of("restore-no-installation", &[])),
        Some(known) if known != system.keyring().fingerprint() => {
            return Err(MasterKeyError::Different.into());
        }
        Some(_) => store::open(system, now)?,
    }
    let organisations = verify::organisations_hold(system, None)?;
    let sessions = session::end_everybodys(system, now)?;
    hold_mail(system, Some(now))?;
    Ok((organisations, sessions))
}
