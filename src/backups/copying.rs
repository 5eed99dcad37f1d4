//! Making one backup: copy, open, check, compare; only then it gets its name.

use std::collections::BTreeMap;
use std::path::Path;

use super::files::Draft;
use super::{Fault, checking, files, sums};
use crate::db::{Address, DbConnection, Surroundings, copies, migrate, rows};
use crate::keys::store::check_master;

/// How many rows the append-only tables held.
type Counts = BTreeMap<&'static str, i64>;

/// A backup that was made, or looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Its size.
    pub bytes: u64,
    /// How many organisations it holds.
    pub organisations: usize,
    /// Whether its sum lies beside it, and every byte of it fits.
    pub has_sum: bool,
}

/// Writes a backup of a database to a file that doesn't exist, and its sum beside it.
///
/// # Errors
/// The file exists, or the copy isn't whole; then there is no file.
pub fn make(database: &Address, target: &Path, surroundings: &Surroundings) -> Result<Made, Fault> {
    if target.exists() {
        return Err(Fault::told("file-exists", &[("file", &target.display().to_string())]));
    }
    let draft = Draft::beside(target)?;
    let least = copy(database, draft.path())?;
    let organisations = examine(draft.path(), &least, surroundings)?;
    let bytes = size(draft.path())?;
    draft.keep()?;
    if let Err(fault) = sums::write(target) {
        // The first fault counts.
        drop(files::remove(target));
        return Err(fault);
    }
    Ok(Made { bytes, organisations, has_sum: true })
}

/// Copies; how many rows the append-only tables held before that began.
fn copy(database: &Address, draft: &Path) -> Result<Counts, Fault> {
    let mut connection = DbConnection::open(database)?;
    if migrate::pending(&mut connection)? {
        return Err(Fault::told("backup-not-migrated", &[]));
    }
    if matches!(database, Address::Postgres(_)) {
        rows::copy_server(&mut connection, &mut DbConnection::open_copy(draft, true)?)?;
        return Ok(Counts::new());
    }
    let least = copies::counts(&mut connection)?;
    copies::copy_into(&mut connection, draft)?;
    Ok(least)
}

/// Looks at a backup without changing it.
///
/// # Errors
/// It isn't whole, isn't what its sum says, was altered, belongs to another master key, or was made by another version.
pub fn verify(file: &Path, surroundings: &Surroundings) -> Result<Made, Fault> {
    let (bytes, has_sum) = (size(file)?, sums::fit(file, file)?);
    let organisations = examine(file, &Counts::new(), surroundings)?;
    Ok(Made { bytes, organisations, has_sum })
}

fn size(file: &Path) -> Result<u64, Fault> {
    std::fs::metadata(file).map(|about| about.len()).map_err(|fault| Fault::at(file, &fault))
}

/// Opens the copy and proves that it is whole; how many organisations it holds.
fn examine(file: &Path, least: &Counts, surroundings: &Surroundings) -> Result<usize, Fault> {
    let unread = |fault: crate::db::Error| Fault::told("restore-no-backup", &[("why", &fault.to_string())]);
    let mut copy = DbConnection::open_copy(file, false).map_err(unread)?;
    if let Some(damage) = copies::damage(&mut copy).map_err(unread)? {
        return Err(Fault::told("restore-no-backup", &[("why", &damage)]));
    }
    is_of_this_version(&mut copy)?;
    checking::connection_holds(&mut copy)?;
    let found = copies::counts(&mut copy)?;
    let lost = least.iter().find(|(table, count)| found.get(*table).is_none_or(|found| found < *count));
    if let Some((table, _)) = lost {
        return Err(Fault::told("backup-lost-rows", &[("table", table)]));
    }
    copies::within(&mut copy, surroundings, |system| {
        if !check_master(system)? {
            return Err(Fault::told("restore-no-installation", &[]));
        }
        checking::keys_open(system)?;
        checking::organisations_hold(system, None)
    })
}

fn is_of_this_version(copy: &mut DbConnection) -> Result<(), Fault> {
    if migrate::is_newer(copy)? {
        return Err(Fault::told("restore-newer", &[]));
    }
    match migrate::pending(copy) {
        Ok(false) => Ok(()),
        Ok(true) => Err(Fault::told("backup-older", &[])),
        // Not even the list of migrations can be made in what is only read.
        Err(_unreadable) => Err(Fault::told("restore-no-installation", &[])),
    }
}
