//! Keys: the master key, what is sealed under it, and the signing key.
//!
//! The master key is a file of 32 bytes that backups never hold. Under it lie a data key for each
//! organisation and one for the installation; what they seal carries version, key and place, so that
//! a row copied elsewhere doesn't open (DESIGN 3, Keys; reference security 6). Beside them lie the key that
//! signs, and the root from which the keys for single purposes come. Each of them can be changed, and what
//! was made under one before stays readable.

mod keyring;
pub mod master;
pub mod recovery;
mod root;
mod seal;
mod signing;
pub mod store;

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

pub use keyring::Keyring;
pub use master::{MasterKey, MasterKeyError};
pub use seal::{DataKey, Place, SealError};
pub use signing::{PublicKey, SigningKey, SigningKeyError, verify};

/// Bytes from the random source of the operating system.
#[must_use]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing may go on: no key, no token, no identifier"
    )]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// SHA-256 over parts, each led by its length, so that no two lists of parts hash alike.
#[must_use]
pub fn hash_parts(domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in std::iter::once(domain.as_bytes()).chain(parts.iter().copied()) {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn mac_under(key: &[u8; 32], domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes 32 bytes");
    for part in std::iter::once(domain.as_bytes()).chain(parts.iter().copied()) {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// SHA-256 of bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of bytes that come one after the other.
#[derive(Clone, Default)]
pub struct RunningHash(Sha256);

impl RunningHash {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::{hash_parts, mac_under, sha256};

    /// HMAC as RFC 2104 says it, from the bare hash.
    fn by_hand(key: [u8; 32], text: &[u8]) -> [u8; 32] {
        let padded =
            |with: u8| -> Vec<u8> { key.iter().copied().chain([0; 32]).map(|byte| byte ^ with).collect() };
        let inner = sha256(&[padded(0x36), text.to_vec()].concat());
        sha256(&[padded(0x5c), inner.to_vec()].concat())
    }

    #[test]
    fn keyed_hashes_are_hmac_and_never_the_hash_of_key_and_text() {
        let key = [7; 32];
        let text = [&[0, 0, 0, 0, 0, 0, 0, 1], &b"d"[..], &[0, 0, 0, 0, 0, 0, 0, 2], b"ab"].concat();
        assert_eq!(mac_under(&key, "d", &[b"ab"]), by_hand(key, &text));
        assert_ne!(mac_under(&key, "d", &[b"ab"]), hash_parts("d", &[&key, b"ab"]));
    }

    #[test]
    fn keyed_hashes_tell_keys_domains_and_parts_apart() {
        let all = [
            mac_under(&[7; 32], "d", &[b"ab", b"c"]),
            mac_under(&[7; 32], "d", &[b"a", b"bc"]),
            mac_under(&[7; 32], "d", &[b"abc"]),
            mac_under(&[7; 32], "da", &[b"b", b"c"]),
            mac_under(&[8; 32], "d", &[b"ab", b"c"]),
        ];
        let distinct: std::collections::BTreeSet<[u8; 32]> = all.into_iter().collect();
        assert_eq!(distinct.len(), 5);
    }
}
