//! What the log says about the list of first tasks.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::AnyId;

/// Somebody hid the list for themselves, or brought it back.
pub(super) struct ReadyListChanged {
    /// It is hidden now.
    pub hidden: bool,
}

impl Event for ReadyListChanged {
    fn action(&self) -> &'static str {
        if self.hidden { "ready_list_hidden" } else { "ready_list_shown" }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({})
    }
}
