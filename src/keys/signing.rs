//! The Ed25519 key that signs acknowledgements and heads of chains.

use ed25519_dalek::{Signature, Signer, Verifier, VerifyingKey};

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
    use super::{SigningKey, verify};
    use crate::clock::Clock;
    use crate::db::ids::KeyId;

    #[test]
    fn a_signature_serves_one_domain_and_one_text() {
        let key = SigningKey::new(KeyId::new(Clock::real().now()), &[3; 32]);
        let signature = key.sign("acknowledgement v1", b"text");
        assert!(verify(&key.public(), "acknowledgement v1", b"text", &signature));
        assert!(!verify(&key.public(), "chain head v1", b"text", &signature));
        assert!(!verify(&key.public(), "acknowledgement v1", b"texu", &signature));
    }
}
