//! What the log says about the terms.

use serde_json::{Value, json};

use super::Document;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// An owner accepted a version.
pub(super) struct TermsAccepted {
    /// Of which document.
    pub document: Document,
    /// Which version.
    pub version: i64,
}

impl Event for TermsAccepted {
    fn action(&self) -> &'static str {
        "terms_accepted"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "document": self.document, "version": self.version })
    }
}
