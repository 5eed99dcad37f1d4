//! Sealing: XChaCha20-Poly1305 with a version byte, the key's id, and the place as associated data.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::random;
use crate::db::ids::{AnyId, KeyId};

const VERSION: u8 = 1;
const HEADER: usize = 1 + 16;
const NONCE: usize = 24;

/// Why sealed bytes don't open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Too short, or of a version that this program doesn't know.
    #[error("sealed bytes are damaged")]
    Damaged,
    /// The wrong key, the wrong place, or changed bytes.
    #[error("sealed bytes don't open with this key at this place")]
    Refused,
    /// The key isn't there.
    #[error("the key is missing")]
    NoKey,
}

/// Where sealed bytes stand. Copied elsewhere they don't open.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The organisation, or the installation's all-zero id.
    pub owner: AnyId,
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: AnyId,
    /// The column.
    pub column: &'static str,
}

impl Place {
    fn data(&self) -> Vec<u8> {
        let mut data = Vec::with_capacity(64);
        data.extend_from_slice(self.owner.bytes());
        data.extend_from_slice(self.row.bytes());
        data.extend_from_slice(self.table.as_bytes());
        data.push(b'.');
        data.extend_from_slice(self.column.as_bytes());
        data
    }
}

/// A key that seals data. Prints nothing.
#[derive(Clone)]
pub struct DataKey {
    id: KeyId,
    key: [u8; 32],
}

impl DataKey {
    /// A key with its id.
    #[must_use]
    pub fn new(id: KeyId, key: [u8; 32]) -> Self {
        Self { id, key }
    }

    /// The id that sealed bytes carry.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Whether sealed bytes name this key.
    pub(super) fn has_sealed(&self, sealed: &[u8]) -> bool {
        sealed.get(1..HEADER).is_some_and(|id| id == self.id.bytes())
    }

    /// Seals bytes for one place.
    ///
    /// # Errors
    /// More bytes than the cipher takes (256 GiB).
    pub fn seal(&self, place: &Place, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce = random::<NONCE>();
        let payload = Payload { msg: plain, aad: &place.data() };
        let body =
            self.cipher().encrypt(XNonce::from_slice(&nonce), payload).map_err(|_aead| SealError::Refused)?;
        let mut sealed = Vec::with_capacity(HEADER + NONCE + body.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(self.id.bytes());
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Opens bytes that were sealed for this place.
    ///
    /// # Errors
    /// Damaged bytes, another key or another place.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (header, rest) = sealed.split_at_checked(HEADER).ok_or(SealError::Damaged)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or(SealError::Damaged)?;
        match header.split_first() {
            Some((&VERSION, id)) if id == self.id.bytes() => {}
            Some((&VERSION, _)) => return Err(SealError::Refused),
            _ => return Err(SealError::Damaged),
        }
        let payload = Payload { msg: body, aad: &place.data() };
        self.cipher().decrypt(XNonce::from_slice(nonce), payload).map_err(|_aead| SealError::Refused)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.key.into())
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DataKey({}, ..)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::{DataKey, Place, SealError};
    use crate::clock::Clock;
    use crate::db::ids::{KeyId, OrganisationId};

    #[test]
    fn opens_only_at_its_place_and_with_its_key() {
        let now = Clock::real().now();
        let key = DataKey::new(KeyId::new(now), [7; 32]);
        let owner = OrganisationId::new(now).any();
        let place = Place { owner, table: "incidents", row: owner, column: "narrative" };
        let sealed = key.seal(&place, "Tŷ Haf".as_bytes()).unwrap();
        assert_eq!(key.open(&place, &sealed).unwrap(), "Tŷ Haf".as_bytes());

        let elsewhere = Place { column: "reporter", ..place };
        assert_eq!(key.open(&elsewhere, &sealed), Err(SealError::Refused));
        let other = DataKey::new(key.id(), [8; 32]);
        assert_eq!(other.open(&place, &sealed), Err(SealError::Refused));
        assert_eq!(key.open(&place, sealed.get(..20).unwrap()), Err(SealError::Damaged));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(&place, &changed).is_err(), "byte {at}");
        }
    }
}
