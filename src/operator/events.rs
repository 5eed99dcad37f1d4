//! What the log of an organisation says of the operator.

use crate::audit::Event;
use crate::db::ids::AnyId;

/// The organisation was suspended, or works again.
pub struct StandingChanged<'a> {
    /// Suspended; otherwise it works again.
    pub suspended: bool,
    /// Why.
    pub reason: &'a str,
}

impl Event for StandingChanged<'_> {
    fn action(&self) -> &'static str {
        if self.suspended { "organisation_suspended" } else { "organisation_resumed" }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}
