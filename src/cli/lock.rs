//! The instance lock: one server on an embedded database.

use std::fs::File;

use fs4::fs_std::FileExt as _;

use super::Failure;
use crate::app::{StartError, make_folder};
use crate::config::Settings;
use crate::db::{Address, disk};

/// The lock. It ends with the process, however that ends.
#[derive(Debug)]
pub struct InstanceLock {
    _file: Option<File>,
}

/// Takes the lock beside the embedded database, where links to it lead: by another name it is the same one. There is
/// nothing to lock on PostgreSQL.
///
/// # Errors
/// Another server holds it, or the file can't be made.
pub fn take(settings: &Settings) -> Result<InstanceLock, Failure> {
    let Address::Sqlite(database) = &settings.database else { return Ok(InstanceLock { _file: None }) };
    let folder = disk::folder_of(database);
    make_folder(&folder)?;
    let path = folder.join("instance.lock");
    let named = |fault| StartError::Io(path.display().to_string(), fault);
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(named)?;
    if !file.try_lock_exclusive().map_err(named)? {
        return Err(Failure::of("lock-taken", &[("database", &database.display().to_string())]));
    }
    Ok(InstanceLock { _file: Some(file) })
}
