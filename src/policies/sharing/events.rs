//! What the log says about links for people outside.

use serde_json::{Value, json};

use super::Share;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// A link was made.
pub struct PolicyShared<'a> {
    /// The link.
    pub share: &'a Share,
    /// Whether we mailed it.
    pub mailed: bool,
}

impl Event for PolicyShared<'_> {
    fn action(&self) -> &'static str {
        "policy_shared"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("policy", Some(self.share.policy.any()))
    }

    fn facts(&self) -> Value {
        json!({ "share": self.share.id, "expires_at": self.share.expires_at, "mailed": self.mailed })
    }

    fn words(&self) -> Option<String> {
        Some(format!("{}: {}", self.share.recipient, self.share.note))
    }
}

/// A link was ended before its day.
pub struct ShareEnded<'a> {
    /// The link.
    pub share: &'a Share,
}

impl Event for ShareEnded<'_> {
    fn action(&self) -> &'static str {
        "policy_share_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("policy", Some(self.share.policy.any()))
    }

    fn facts(&self) -> Value {
        json!({ "share": self.share.id })
    }

    fn words(&self) -> Option<String> {
        Some(self.share.recipient.clone())
    }
}
