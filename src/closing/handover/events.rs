//! What the log says about packages.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, HandoverId};

/// What happened to a package.
pub enum Did {
    /// Somebody asked for it.
    Asked,
    /// It is ready, with this hash.
    Made(Vec<u8>),
    /// Somebody fetched it.
    Fetched,
    /// Whoever received it opened it and typed the words that stand inside.
    Confirmed,
}

/// Something happened to a package with all that the organisation has.
pub struct OfHandover {
    /// Which.
    pub handover: HandoverId,
    /// What.
    pub did: Did,
}

impl Event for OfHandover {
    fn action(&self) -> &'static str {
        match self.did {
            Did::Asked => "handover_asked",
            Did::Made(_) => "handover_made",
            Did::Fetched => "handover_fetched",
            Did::Confirmed => "handover_confirmed",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("handover", Some(self.handover.any()))
    }

    fn facts(&self) -> Value {
        match &self.did {
            Did::Made(hash) => json!({ "sha256": HEXLOWER.encode(hash) }),
            _ => json!({}),
        }
    }
}
