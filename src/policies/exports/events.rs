//! What the log says about files of many policies.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, ExportId, ServiceId};

/// Somebody asked for all that is in force as one file.
pub struct InForceExported<'a> {
    /// The file.
    pub export: ExportId,
    /// Of which services.
    pub services: &'a BTreeSet<ServiceId>,
    /// How many files stand in it.
    pub files: usize,
}

impl Event for InForceExported<'_> {
    fn action(&self) -> &'static str {
        "policies_exported"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("export", Some(self.export.any()))
    }

    fn facts(&self) -> Value {
        json!({ "services": self.services, "files": self.files })
    }
}
