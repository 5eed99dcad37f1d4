//! The Ed25519 key that signs acknowledgements and heads of chains.

use ed25519_dalek::{Signature, Signer, Verifier, VerifyingKey};

use crate::clock::Moment;
use crate::db::ids::KeyId;

/// A stored signing key that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the signing key is damaged")]
pub struct SigningKeyError;

/// The signing key and its id. Prints nothing.
#[derive(Clone)]
pub struct SigningKey {
    id: KeyId,
    key: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// A key from its 32 secret bytes.
    #[must_use]
    pub fn new(id: KeyId, secret: &[u8; 32]) -> Self {
        Self { id, key: ed25519_dalek::SigningKey::from_bytes(secret) }
    }

    /// The id that signatures carry.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    /// Signs bytes under a domain, so that a signature for one purpose never serves another.
    #[must_use]
    pub fn sign(&self, domain: &str, bytes: &[u8]) -> [u8; 64] {
        self.key.sign(&framed(domain, bytes)).to_bytes()
    }
}

/// Minutes after a key was retired in which a signature of it may still be dated: whoever was signing just then had
/// begun with the key before.
const GRACE_MINUTES: i64 = 10;

/// The public half of a signing key, by which what it signed is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The id that signatures carry.
    pub id: KeyId,
    /// The public half.
    pub public: Vec<u8>,
    /// Since when it signs nothing new.
    pub retired_at: Option<Moment>,
}

impl PublicKey {
    /// Whether a signature of that moment may be by this key.
    #[must_use]
    pub fn may_sign_at(&self, at: Moment) -> bool {
        self.retired_at.is_none_or(|retired| at < retired.plus_minutes(GRACE_MINUTES))
    }
}

/// Whether `signature` is that of the holder of `public` over these bytes under this domain.
#[must_use]
pub fn verify(public: &[u8], domain: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let Ok(public) = <&[u8; 32]>::try_from(public) else { return false };
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_bytes(public), Signature::from_slice(signature))
    else {
        return false;
    };
    key.verify(&framed(domain, bytes), &signature).is_ok()
}

fn framed(domain: &str, bytes: &[u8]) -> Vec<u8> {
    let mut framed = Vec::with_capacity(domain.len() + 1 + bytes.len());
    framed.extend_from_slice(domain.as_bytes());
    framed.push(0);
    framed.extend_from_slice(bytes);
    framed
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SigningKey({}, ..)", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::{PublicKey, SigningKey, verify};
    use crate::clock::{Clock, Moment};
    use crate::db::ids::KeyId;

    #[test]
    fn a_retired_key_signs_nothing_new() {
        let at = |text: &str| Moment::parse(text).unwrap();
        let retired = Some(at("2026-11-21T10:00:00Z"));
        for (retired_at, signed_at, may) in [
            (None, "2026-11-21T10:00:00Z", true),
            (None, "2099-01-01T00:00:00Z", true),
            (retired, "2020-01-01T00:00:00Z", true),
            (retired, "2026-11-21T09:59:59Z", true),
            (retired, "2026-11-21T10:00:00Z", true),
            // Whoever was signing just then.
            (retired, "2026-11-21T10:09:59Z", true),
            (retired, "2026-11-21T10:10:00Z", false),
            (retired, "2026-11-22T10:00:00Z", false),
            (retired, "2099-01-01T00:00:00Z", false),
        ] {
            let key = PublicKey { id: KeyId::new(at("2026-01-01T00:00:00Z")), public: vec![1], retired_at };
            assert_eq!(key.may_sign_at(at(signed_at)), may, "{retired_at:?} {signed_at}");
        }
    }

    #[test]
    fn a_signature_serves_one_domain_and_one_text() {
        let key = SigningKey::new(KeyId::new(Clock::real().now()), &[3; 32]);
        let signature = key.sign("acknowledgement v1", b"text");
        assert!(verify(&key.public(), "acknowledgement v1", b"text", &signature));
        assert!(!verify(&key.public(), "chain head v1", b"text", &signature));
        assert!(!verify(&key.public(), "acknowledgement v1", b"texu", &signature));
    }
}
