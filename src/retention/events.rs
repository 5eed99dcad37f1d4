//! What the log says about periods.

use serde_json::{Value, json};

use super::Change;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// The organisation chose a period.
pub struct PeriodChosen<'a> {
    /// The choice.
    pub change: &'a Change,
    /// Its version.
    pub version: i64,
    /// The months that hold until then.
    pub before: i64,
}

impl Event for PeriodChosen<'_> {
    fn action(&self) -> &'static str {
        "retention_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({
            "rule": self.change.rule,
            "version": self.version,
            "months": self.change.months,
            "before": self.before,
            "from": self.change.from_on,
        })
    }

    fn words(&self) -> Option<String> {
        Some(self.change.reason.clone())
    }
}
