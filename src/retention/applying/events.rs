//! What the log says about what rules removed: counts. Cases are left out: a count would betray them.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::audit::tombstones::By;
use crate::db::ids::AnyId;

/// A rule removed records.
pub struct RecordsRemoved {
    /// The rule.
    pub by: By,
    /// How many.
    pub count: u64,
}

impl Event for RecordsRemoved {
    fn action(&self) -> &'static str {
        "records_removed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "rule": self.by.rule, "version": self.by.version, "count": self.count })
    }
}
