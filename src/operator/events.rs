//! What the log of an organisation says of the operator.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, PersonId};
use crate::quotas::Kind;

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

/// The action of [`OwnerReaddressed`].
pub const READDRESSED: &str = "owner_readdressed";

/// The first owner is invited at another address: nobody had joined.
pub struct OwnerReaddressed<'a> {
    /// The owner.
    pub owner: PersonId,
    /// Why.
    pub reason: &'a str,
}

impl Event for OwnerReaddressed<'_> {
    fn action(&self) -> &'static str {
        READDRESSED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.owner.any()))
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}

/// What the organisation may have was changed.
pub struct QuotaChanged<'a> {
    /// Of what.
    pub kind: Kind,
    /// How much now; nothing means as much as every other.
    pub amount: Option<i64>,
    /// Why.
    pub reason: &'a str,
}

impl Event for QuotaChanged<'_> {
    fn action(&self) -> &'static str {
        "quota_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "kind": self.kind, "amount": self.amount })
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}
