//! The keys that are open while the program runs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::root::{self, Root};
use super::{DataKey, MasterKey, MasterKeyError, Place, SealError, SigningKey, mac_under, master};
use crate::clock::Moment;
use crate::db::ids::{KeyId, OrganisationId};

/// What was read of the installation's keys, each kind in the order in which they were made. Prints nothing.
#[derive(Default)]
pub(super) struct Loaded {
    /// Those that make what is new.
    pub(super) live: Vec<KeyId>,
    /// Root keys.
    pub(super) roots: Vec<Root>,
    /// Data keys.
    pub(super) data: Vec<DataKey>,
    /// The key that signs.
    pub(super) signing: Option<SigningKey>,
}

/// The keys that are open while the program runs. Prints nothing.
pub struct Keyring {
    master: RwLock<MasterKey>,
    file: Option<PathBuf>,
    loaded: RwLock<Loaded>,
    derived: RwLock<HashMap<(KeyId, String), [u8; 32]>>,
    organisations: RwLock<HashMap<(OrganisationId, Option<KeyId>), DataKey>>,
}

impl Keyring {
    /// A keyring with the master key alone; the rest comes from the database.
    #[must_use]
    pub fn new(master: MasterKey) -> Self {
        Self {
            master: RwLock::new(master),
            file: None,
            loaded: RwLock::default(),
            derived: RwLock::default(),
            organisations: RwLock::default(),
        }
    }

    /// A keyring with the master key of a file. When the master key is changed, the file is read again.
    ///
    /// # Errors
    /// The file is missing, readable by others, or damaged.
    pub fn of_file(file: &Path) -> Result<Self, MasterKeyError> {
        Ok(Self { file: Some(file.to_owned()), ..Self::new(MasterKey::read(file)?) })
    }

    /// The master key.
    #[must_use]
    pub fn master(&self) -> MasterKey {
        self.master.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The fingerprint that a database keeps of its master key.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        self.master().fingerprint()
    }

    /// Takes the master key with this fingerprint, if it is the one at hand or lies in the file by now, or beside it
    /// where a change has not come to its end.
    pub(super) fn follow(&self, wanted: &[u8]) -> bool {
        if self.fingerprint() == wanted {
            return true;
        }
        let Some(file) = &self.file else { return false };
        let there = [file.clone(), master::coming(file)];
        let found = there
            .iter()
            .filter_map(|path| MasterKey::read(path).ok())
            .find(|master| master.fingerprint() == wanted);
        let Some(found) = found else { return false };
        *self.master.write().unwrap_or_else(PoisonError::into_inner) = found;
        true
    }

    /// The root that is looked for; of a keyring without any that of the master key.
    fn root(&self, look: impl FnOnce(&[Root]) -> Option<Root>) -> Option<Root> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        if loaded.roots.is_empty() { look(&[Root::of_master(&self.master())]) } else { look(&loaded.roots) }
    }

    fn newest_root(&self) -> Root {
        let newest = self.root(|all| all.last().copied());
        newest.unwrap_or_else(|| Root::of_master(&self.master()))
    }

    /// Derived once: every request asks for some.
    fn derived(&self, root: &Root, purpose: &str) -> [u8; 32] {
        let name = (root.id, purpose.to_owned());
        let known = self.derived.read().unwrap_or_else(PoisonError::into_inner).get(&name).copied();
        known.unwrap_or_else(|| {
            let key = root.expand(purpose);
            self.derived.write().unwrap_or_else(PoisonError::into_inner).insert(name, key);
            key
        })
    }

    /// A key for one purpose, derived from the newest root key: sessions, forms, guesses.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        self.derived(&self.newest_root(), purpose)
    }

    /// The name that what is made under the newest root key carries. Nothing while that is the first one: what was
    /// made under the first names none.
    #[must_use]
    pub fn root_name(&self) -> Option<KeyId> {
        self.root(|all| all.split_first().and_then(|(_, rest)| rest.last().copied())).map(|root| root.id)
    }

    /// The key for one purpose under the root key of a name, and since when that makes nothing new.
    #[must_use]
    pub fn derive_named(&self, name: Option<KeyId>, purpose: &str) -> Option<([u8; 32], Option<Moment>)> {
        let root = self.root(|all| root::named(all, name))?;
        Some((self.derived(&root, purpose), root.until))
    }

    /// A keyed hash for one purpose: HMAC-SHA-256 under the key of the purpose, over the purpose and the parts,
    /// each led by its length.
    #[must_use]
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        mac_under(&self.derive(purpose), purpose, parts)
    }

    /// As [`Keyring::mac`], under the root key of a name.
    #[must_use]
    pub fn mac_named(&self, name: Option<KeyId>, purpose: &str, parts: &[&[u8]]) -> Option<[u8; 32]> {
        Some(mac_under(&self.derive_named(name, purpose)?.0, purpose, parts))
    }

    /// As [`Keyring::mac`], for what was made at a moment.
    #[must_use]
    pub fn mac_at(&self, made: Moment, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let root = self.root(|all| root::at(all, made)).unwrap_or_else(|| self.newest_root());
        mac_under(&self.derived(&root, purpose), purpose, parts)
    }

    /// The key that signs acknowledgements and heads of chains.
    #[must_use]
    pub fn signing(&self) -> Option<SigningKey> {
        self.loaded.read().unwrap_or_else(PoisonError::into_inner).signing.clone()
    }

    /// The data key of the installation, for all that is sealed from now on.
    #[must_use]
    pub fn installation(&self) -> Option<DataKey> {
        self.loaded.read().unwrap_or_else(PoisonError::into_inner).data.last().cloned()
    }

    /// Opens what a data key of the installation sealed, the newest or one before it.
    ///
    /// # Errors
    /// Damaged bytes, a key that isn't there, or another place.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner);
        let key = loaded.data.iter().find(|key| key.has_sealed(sealed)).or(loaded.data.last());
        key.ok_or(SealError::NoKey)?.open(place, sealed)
    }

    /// Whether the keys that make what is new are these.
    pub(super) fn is_of(&self, live: &[KeyId]) -> bool {
        self.loaded.read().unwrap_or_else(PoisonError::into_inner).live == live
    }

    /// Whether the database keeps a root key.
    pub(super) fn has_root(&self) -> bool {
        !self.loaded.read().unwrap_or_else(PoisonError::into_inner).roots.is_empty()
    }

    pub(super) fn keep(&self, loaded: Loaded) {
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = loaded;
    }

    pub(super) fn organisation(&self, organisation: OrganisationId, key: Option<KeyId>) -> Option<DataKey> {
        let known = self.organisations.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&(organisation, key)).cloned()
    }

    pub(super) fn keep_organisation(&self, organisation: OrganisationId, asked: Option<KeyId>, key: DataKey) {
        let mut known = self.organisations.write().unwrap_or_else(PoisonError::into_inner);
        known.insert((organisation, asked), key);
    }

    /// Forgets every data key of an organisation.
    pub(super) fn forget(&self, organisation: OrganisationId) {
        let mut known = self.organisations.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(of, _), _| *of != organisation);
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Keyring(..)")
    }
}
