//! What the log says about closing.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::clock::Day;
use crate::db::ids::{AnyId, ClosingId};

/// What happened.
pub enum Did<'a> {
    /// Somebody asked, for a reason.
    Asked(&'a str),
    /// Somebody else confirmed, or one alone for a reason; it closes on this day.
    Confirmed(Day, Option<&'a str>),
    /// Somebody undid it.
    Undone,
    /// The organisation is closed.
    Closed,
    /// An operator opened it again, for a reason.
    Reopened(&'a str),
    /// Its keys are about to be destroyed, on this instruction.
    Shredding(&'a str),
}

/// A step on the way to the end of an organisation.
pub struct OfClosing<'a> {
    /// Which closing.
    pub closing: ClosingId,
    /// What happened.
    pub did: Did<'a>,
}

impl Event for OfClosing<'_> {
    fn action(&self) -> &'static str {
        match self.did {
            Did::Asked(_) => "closing_asked",
            Did::Confirmed(..) => "closing_confirmed",
            Did::Undone => "closing_undone",
            Did::Closed => "organisation_closed",
            Did::Reopened(_) => "organisation_reopened",
            Did::Shredding(_) => "keys_destroyed",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("closing", Some(self.closing.any()))
    }

    fn facts(&self) -> Value {
        match &self.did {
            Did::Confirmed(day, _) => json!({ "closes_on": day }),
            _ => json!({}),
        }
    }

    fn words(&self) -> Option<String> {
        match self.did {
            Did::Asked(words)
            | Did::Confirmed(_, Some(words))
            | Did::Reopened(words)
            | Did::Shredding(words) => Some(words.to_owned()),
            _ => None,
        }
    }
}
