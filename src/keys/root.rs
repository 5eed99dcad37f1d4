//! Root keys: from the newest come, by HKDF, the keys for single purposes, such as tokens of sessions, the pepper of
//! passwords and keyed hashes. Those before it stay for what they made.

use hkdf::Hkdf;
use sha2::Sha256;

use super::MasterKey;
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};

/// A root key. Prints nothing.
#[derive(Clone, Copy)]
pub(super) struct Root {
    /// Which one.
    pub(super) id: KeyId,
    /// Its bytes.
    pub(super) key: [u8; 32],
    /// Since when it makes what is new; nothing for the one that comes from the master key.
    pub(super) since: Option<Moment>,
    /// Since when another does.
    pub(super) until: Option<Moment>,
}

impl Root {
    /// The one of a database that keeps none yet: what the master key gives.
    pub(super) fn of_master(master: &MasterKey) -> Self {
        Self { id: KeyId::from_any(AnyId::NONE), key: extracted(master.bytes()), since: None, until: None }
    }

    /// The key for one purpose.
    pub(super) fn expand(&self, purpose: &str) -> [u8; 32] {
        expand(&self.key, purpose)
    }
}

/// The root key of a master key. The master key can't be worked out from it.
pub(super) fn extracted(master: &[u8; 32]) -> [u8; 32] {
    Hkdf::<Sha256>::extract(None, master).0.into()
}

/// The key for one purpose.
pub(super) fn expand(root: &[u8; 32], purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    #[expect(clippy::expect_used, reason = "32 bytes are within what HKDF with SHA-256 takes and gives")]
    Hkdf::<Sha256>::from_prk(root)
        .and_then(|root| root.expand(purpose.as_bytes(), &mut key).map_err(|_length| hkdf::InvalidPrkLength))
        .expect("HKDF gives 32 bytes");
    key
}

/// The root that was the newest at a moment, of all in the order in which they were made. What is older than the
/// first was made by the first.
pub(super) fn at(all: &[Root], moment: Moment) -> Option<Root> {
    let was = |root: &&Root| root.since.is_none_or(|since| since <= moment);
    all.iter().rev().find(was).or_else(|| all.first()).copied()
}

/// The root of a name. What was made under the first names none.
pub(super) fn named(all: &[Root], name: Option<KeyId>) -> Option<Root> {
    match name {
        None => all.first().copied(),
        Some(name) => all.iter().find(|root| root.id == name).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Root, at, expand, extracted, named};
    use crate::clock::Moment;
    use crate::db::ids::KeyId;

    #[test]
    fn what_comes_from_the_master_key_is_what_hkdf_gives() {
        let mut known = [0; 32];
        hkdf::Hkdf::<sha2::Sha256>::new(None, &[7; 32]).expand(b"purpose", &mut known).unwrap();
        assert_eq!(expand(&extracted(&[7; 32]), "purpose"), known);
        assert_ne!(expand(&extracted(&[7; 32]), "another"), known);
    }

    #[test]
    fn each_thing_finds_the_root_that_made_it() {
        let moment = |text: &str| Moment::parse(text).unwrap();
        let (first, second) = (moment("2026-11-21T10:00:00Z"), moment("2027-11-21T10:00:00Z"));
        let root =
            |since, key| Root { id: KeyId::new(since), key: [key; 32], since: Some(since), until: None };
        let all = [root(first, 1), root(second, 2)];
        for (when, key) in [
            ("2020-01-01T00:00:00Z", 1),
            ("2026-11-21T10:00:00Z", 1),
            ("2027-11-21T09:59:59Z", 1),
            ("2027-11-21T10:00:00Z", 2),
            ("2040-01-01T00:00:00Z", 2),
        ] {
            assert_eq!(at(&all, moment(when)).unwrap().key, [key; 32], "{when}");
        }
        assert_eq!(named(&all, None).unwrap().key, [1; 32]);
        assert_eq!(named(&all, Some(all[1].id)).unwrap().key, [2; 32]);
        assert!(named(&all, Some(KeyId::new(first))).is_none());
        assert!(named(&[], None).is_none());
    }
}
