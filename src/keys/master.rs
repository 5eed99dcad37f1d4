//! The master key file.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::random;
use super::seal::DataKey;
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
    /// The file holds another key than the one the database was made with.
    #[error("the master key file is not the one this database was made with")]
    Different,
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
        let mut file = match std::fs::File::open(path) {
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
                file.sync_all()
            });
        written.map_err(|error| MasterKeyError::Unreadable(path.display().to_string(), error))
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
