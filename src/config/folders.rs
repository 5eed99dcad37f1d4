//! Where files lie. What is no place in the file system would be made as a folder of that name.

use std::path::{Path, PathBuf};

use super::{SettingsError, wrong};

/// Where files lie.
pub(super) fn data(value: Option<String>) -> Result<PathBuf, SettingsError> {
    Ok(place("POLISI_DATA_DIR", value)?.unwrap_or_else(|| PathBuf::from("data")))
}

/// The file of the master key.
pub(super) fn master_key(value: Option<String>, data_dir: &Path) -> Result<PathBuf, SettingsError> {
    Ok(place("POLISI_MASTER_KEY_FILE", value)?.unwrap_or_else(|| data_dir.join("master.key")))
}

/// The folder of the backups. A file in its place would be found out at night.
pub(super) fn backups(value: Option<String>, data_dir: &Path) -> Result<PathBuf, SettingsError> {
    let name = "POLISI_BACKUP_DIR";
    let Some(folder) = place(name, value)? else { return Ok(data_dir.join("backups")) };
    match folder.exists() && !folder.is_dir() {
        true => Err(wrong(name, format!("{} is a file, and no folder", folder.display()))),
        false => Ok(folder),
    }
}

/// A place on this machine; an address that was meant for another setting is none. Its value is never said.
fn place(name: &'static str, value: Option<String>) -> Result<Option<PathBuf>, SettingsError> {
    match value {
        Some(text) if text.contains("://") => Err(wrong(
            name,
            "holds an address with ://, and must be a place on this machine such as /srv/polisi",
        )),
        value => Ok(value.map(PathBuf::from)),
    }
}
