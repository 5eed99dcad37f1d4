//! The master key file, and the files beside it while the key is changed.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::seal::DataKey;
use super::{random, recovery, root};
use crate::db::ids::{AnyId, KeyId};

/// Why the master key can't be used.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file isn't there although the database holds data sealed under it.
    #[error(
        "the master key file {0} is missing; without it sealed data can't be read: put it back, or make it \
         again from the two sheets by `polisi keys recover --from SHEET --from SHEET`"
    )]
    Missing(String),
    /// The file can't be read or written.
    #[error("the master key file {0}: {1}")]
    Unreadable(String, std::io::Error),
    /// Others may read the file.
    #[error("the master key file {0} can be read by others; run `chmod 600` on it")]
    Open(String),
    /// The file hasn't 32 bytes.
    #[error("the master key file {0} doesn't hold a key of 32 bytes in hexadecimal")]
    Damaged(String),
    /// The file holds another key than the one under which the keys of the database lie.
    #[error(
        "the master key file is not the one of this database or backup: that needs the key with the fingerprint \
         {needed}, and the file holds {found}"
    )]
    Different {
        /// The fingerprint of the key that is needed.
        needed: String,
        /// That of the key at hand.
        found: String,
    },
}

impl MasterKeyError {
    /// By the two fingerprints.
    #[must_use]
    pub fn different(needed: &[u8], found: &[u8]) -> Self {
        Self::Different { needed: recovery::shown(needed), found: recovery::shown(found) }
    }
}

/// The end of the name of a key that is to take the place of the one in the file.
const COMING: &str = ".new";
/// The same for one whose place was taken; its fingerprint follows.
const FORMER: &str = ".old-";

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(end);
    file.with_file_name(name)
}

/// The file of the key that is to take the place of the one in `file`.
#[must_use]
pub fn coming(file: &Path) -> PathBuf {
    beside(file, COMING)
}

/// The file of a key whose place was taken.
#[must_use]
pub fn former(file: &Path, fingerprint: &[u8]) -> PathBuf {
    beside(file, &format!("{FORMER}{}", recovery::shown(fingerprint)))
}

/// A key beside `file` whose place was taken, and that is still there.
///
/// # Errors
/// The folder can't be read.
pub fn any_former(file: &Path) -> Result<Option<PathBuf>, MasterKeyError> {
    let begin = beside(file, FORMER);
    let begin = begin.file_name().unwrap_or_default().as_encoded_bytes();
    let failed = |fault| MasterKeyError::Unreadable(folder_of(file).display().to_string(), fault);
    for entry in std::fs::read_dir(folder_of(file)).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(begin)) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes sure that the names in the folder of a file are on the disk.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    File::open(folder_of(file))?.sync_all()
}

/// The key under which all others lie. Prints nothing.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// Reads the file.
    ///
    /// # Errors
    /// The file is missing, readable by others, or damaged.
    pub fn read(path: &Path) -> Result<Self, MasterKeyError> {
        let name = || path.display().to_string();
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(MasterKeyError::Missing(name()));
            }
            Err(error) => return Err(MasterKeyError::Unreadable(name(), error)),
        };
        let about = file.metadata().map_err(|error| MasterKeyError::Unreadable(name(), error))?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(MasterKeyError::Open(name()));
        }
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|error| MasterKeyError::Unreadable(name(), error))?;
        let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok();
        let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        key.map(Self).ok_or_else(|| MasterKeyError::Damaged(name()))
    }

    /// Makes the file, for an empty database. It is on the disk before this returns.
    ///
    /// # Errors
    /// The file is there already or can't be written.
    pub fn create(path: &Path) -> Result<Self, MasterKeyError> {
        let key = Self(random::<32>());
        key.keep(path)?;
        Ok(key)
    }

    /// Writes the file of a key that was recovered. It is on the disk before this returns.
    ///
    /// # Errors
    /// The file is there already or can't be written.
    pub fn keep(&self, path: &Path) -> Result<(), MasterKeyError> {
        let text = format!("{}\n", data_encoding::HEXLOWER.encode(&self.0));
        let written =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).and_then(|mut file| {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                sync_folder(path)
            });
        written.map_err(|error| MasterKeyError::Unreadable(path.display().to_string(), error))
    }

    /// The key that is to take the place of the one in `file`: the one that lies beside it since a change that
    /// did not come to its end, or a new one. It is on the disk before this returns.
    ///
    /// # Errors
    /// The file beside can't be read or written.
    pub fn prepare(file: &Path) -> Result<Self, MasterKeyError> {
        let path = coming(file);
        let current = Self::read(file)?.fingerprint();
        match Self::read(&path) {
            Ok(key) if key.fingerprint() != current => return Ok(key),
            Err(MasterKeyError::Missing(_)) => {}
            // Nothing was ever sealed under half a key, nor twice under the same.
            Ok(_) | Err(MasterKeyError::Damaged(_)) => std::fs::remove_file(&path)
                .map_err(|fault| MasterKeyError::Unreadable(path.display().to_string(), fault))?,
            Err(fault) => return Err(fault),
        }
        Self::create(&path)
    }

    /// Puts the key beside `file` in its place and keeps the one that was there under another name, which is given
    /// back. Done again it changes nothing.
    ///
    /// # Errors
    /// A file can't be read or written.
    pub fn replace(file: &Path, by: &[u8]) -> Result<Option<PathBuf>, MasterKeyError> {
        let old = Self::read(file)?;
        if old.fingerprint() == by {
            return any_former(file);
        }
        let kept = former(file, &old.fingerprint());
        match Self::read(&kept) {
            Ok(same) if same.0 == old.0 => {}
            Ok(_) | Err(MasterKeyError::Damaged(_)) => {
                std::fs::remove_file(&kept)
                    .map_err(|fault| MasterKeyError::Unreadable(kept.display().to_string(), fault))?;
                old.keep(&kept)?;
            }
            Err(MasterKeyError::Missing(_)) => old.keep(&kept)?,
            Err(fault) => return Err(fault),
        }
        let next = Self::read(&coming(file))?.fingerprint();
        if next != by {
            return Err(MasterKeyError::different(by, &next));
        }
        let renamed = std::fs::rename(coming(file), file).and_then(|()| sync_folder(file));
        renamed.map_err(|fault| MasterKeyError::Unreadable(file.display().to_string(), fault))?;
        Ok(Some(kept))
    }

    /// By which people and databases know a key: nothing of it can be worked out from this.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        root::expand(&root::extracted(&self.0), "polisi master key fingerprint v1")
    }

    pub(super) fn of(key: [u8; 32]) -> Self {
        Self(key)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The master key as a key that seals others.
    pub(super) fn as_data_key(&self, id: AnyId) -> DataKey {
        DataKey::new(KeyId::from_any(id), self.0)
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MasterKey(..)")
    }
}
