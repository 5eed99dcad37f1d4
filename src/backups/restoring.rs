//! Bringing a backup back: in earnest, or on trial.

use std::path::Path;

use super::files::{Draft, Trial};
use super::{Backup, Fault, checking, files, store, sums};
use crate::clock::Moment;
use crate::config::Settings;
use crate::db::ids::BackupId;
use crate::db::{Address, DbConnection, Surroundings, System, copies, migrate, startup_checks};
use crate::keys::store::{self as key_store, hold_mail};
use crate::reactions::{self, Ended};

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// How many organisations, all verified.
    pub organisations: usize,
    /// What let somebody in and ended.
    pub ended: Ended,
    /// How many migrations ran.
    pub migrations: usize,
    /// Whether a sum lay beside the backup, and every byte of it fitted.
    pub has_sum: bool,
}

/// Brings a backup back as the database of a place where there is none.
///
/// # Errors
/// The backup isn't whole or was made by a newer program, or the master key doesn't fit; then nothing is
/// left behind.
pub fn restore(
    file: &Path,
    database: &Path,
    surroundings: &Surroundings,
    now: Moment,
) -> Result<Restored, Fault> {
    let draft = Draft::beside(database)?;
    draft.fill(file)?;
    let has_sum = sums::fit(file, draft.path())?;
    let restored = bring_back(draft.path(), surroundings, now)?;
    draft.keep()?;
    Ok(Restored { has_sum, ..restored })
}

/// Makes the bytes of a backup a database that can be served: whole, migrated, verified, nobody signed in
/// and nothing that lets somebody in, mail held.
fn bring_back(draft: &Path, surroundings: &Surroundings, now: Moment) -> Result<Restored, Fault> {
    let unread = |fault: crate::db::Error| Fault::told("restore-no-backup", &[("why", &fault.to_string())]);
    let mut copy = DbConnection::open_copy(draft, true).map_err(unread)?;
    if let Some(damage) = copies::damage(&mut copy)? {
        return Err(Fault::told("restore-no-backup", &[("why", &damage)]));
    }
    if migrate::is_newer(&mut copy)? {
        return Err(Fault::told("restore-newer", &[]));
    }
    let migrations = migrate::run(&mut copy)?;
    let (organisations, ended) = copies::within(&mut copy, surroundings, |system| settle(system, now))?;
    checking::connection_holds(&mut copy)?;
    Ok(Restored { organisations, ended, migrations, has_sum: false })
}

/// What must hold and happen before anybody is served: the key fits, nothing was altered, nothing
/// that was ended since the backup lets anybody in, and no mail of long ago leaves.
fn settle(system: &mut System<'_>, now: Moment) -> Result<(usize, Ended), Fault> {
    if !key_store::check_master(system)? {
        return Err(Fault::told("restore-no-installation", &[]));
    }
    key_store::open(system, now)?;
    checking::keys_open(system)?;
    let organisations = checking::organisations_hold(system, None)?;
    let ended = reactions::restored(system, now)?;
    hold_mail(system, Some(now))?;
    Ok((organisations, ended))
}

/// Tells a database that was restored of the backup that it comes from, when that lies in the folder of its backups:
/// it was not yet among them when it was made, and would never make room.
///
/// # Errors
/// The database is away.
pub fn remember(
    file: &Path,
    restored: &Restored,
    settings: &Settings,
    surroundings: &Surroundings,
    now: Moment,
) -> Result<(), Fault> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let lies_there = whole(file).is_some_and(|file| Some(file) == whole(&settings.backup_dir.join(&name)));
    let (Some(made_at), true) = (files::moment(&name), lies_there) else { return Ok(()) };
    let bytes = std::fs::metadata(file).map_err(|fault| Fault::at(file, &fault))?.len();
    let backup = Backup {
        made_at,
        file: name,
        bytes: i64::try_from(bytes).unwrap_or_default(),
        organisations: i64::try_from(restored.organisations).unwrap_or_default(),
        verified_at: Some(now),
        fault: None,
        drilled_at: None,
        drill_fault: None,
        removed_at: None,
    };
    let mut connection = DbConnection::open(&settings.database)?;
    copies::within(&mut connection, surroundings, |system| {
        let is_known = store::kept(system)?.contains(&backup.file);
        if is_known { Ok(()) } else { store::insert(system, BackupId::new(made_at), &backup) }
    })?;
    Ok(())
}

/// Restores a backup into a folder that goes away again, as far as a server would start on it.
///
/// # Errors
/// What would have stopped the restore, or the start after it.
pub fn drill(file: &Path, settings: &Settings, now: Moment) -> Result<Restored, Fault> {
    let surroundings = super::surroundings(settings)?;
    let trial = Trial::inside(&settings.data_dir)?;
    let database = trial.path().join("polisi.db");
    let restored = restore(file, &database, &surroundings, now)?;
    let mut connection = DbConnection::open(&Address::Sqlite(database))?;
    startup_checks::check(&mut connection)?;
    copies::within(&mut connection, &surroundings, |system| {
        key_store::open(system, now).map_err(Fault::from)
    })?;
    Ok(restored)
}
