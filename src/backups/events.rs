//! What the log says about keys and about an organisation that came back.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, KeyId};

/// The organisation got a new data key.
pub struct KeyRotated {
    /// The new one.
    pub key: KeyId,
}

impl Event for KeyRotated {
    fn action(&self) -> &'static str {
        "data_key_rotated"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation_key", Some(self.key.any()))
    }

    fn facts(&self) -> Value {
        json!({ "key": self.key.to_string() })
    }
}

/// The organisation's data keys lie under another master key.
pub struct MasterKeyChanged {
    /// The fingerprint of the key before.
    pub before: String,
    /// That of the new one.
    pub after: String,
    /// How many data keys lie under it.
    pub keys: usize,
}

impl Event for MasterKeyChanged {
    fn action(&self) -> &'static str {
        "master_key_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("installation", None)
    }

    fn facts(&self) -> Value {
        json!({ "before": self.before, "after": self.after, "keys": self.keys })
    }
}

/// The installation signs with another key from now on.
pub struct SigningKeyChanged {
    /// The new one.
    pub key: KeyId,
}

impl Event for SigningKeyChanged {
    fn action(&self) -> &'static str {
        "signing_key_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("installation_key", Some(self.key.any()))
    }

    fn facts(&self) -> Value {
        json!({ "key": self.key.to_string() })
    }
}

/// The organisation came back from a backup.
pub struct OrganisationRestored {
    /// How many rows came back.
    pub rows: u64,
}

impl Event for OrganisationRestored {
    fn action(&self) -> &'static str {
        "organisation_restored"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "rows": self.rows })
    }
}
