//! What the log says about requests: the step and its day, never who asks or what.

use serde_json::{Value, json};

use super::{KIND, What};
use crate::audit::Event;
use crate::clock::Day;
use crate::db::ids::{AnyId, PersonId, RightsRequestId};

/// Whether an action is one of [`Stepped`].
#[must_use]
pub fn is_action(action: &str) -> bool {
    action.starts_with("rights_")
}

/// A step of a request.
pub struct Stepped {
    /// The request.
    pub request: RightsRequestId,
    /// What.
    pub what: What,
    /// The day for which it counts.
    pub day: Day,
}

impl Event for Stepped {
    fn action(&self) -> &'static str {
        match self.what {
            What::Recorded => "rights_recorded",
            What::IdentityAsked => "rights_identity_asked",
            What::IdentityConfirmed => "rights_identity_confirmed",
            What::ClarityAsked => "rights_clarity_asked",
            What::ClarityGiven => "rights_clarity_given",
            What::Extended => "rights_extended",
            What::HandedOn => "rights_handed_on",
            What::Searched => "rights_searched",
            What::Added => "rights_record_added",
            What::Decided => "rights_record_decided",
            What::Answered => "rights_answered",
            What::Reopened => "rights_reopened",
            What::Downloaded => "rights_downloaded",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        (KIND, Some(self.request.any()))
    }

    fn facts(&self) -> Value {
        json!({ "day": self.day })
    }
}

/// Somebody downloaded what is kept of them.
pub struct OwnDownloaded {
    /// Who.
    pub person: PersonId,
}

impl Event for OwnDownloaded {
    fn action(&self) -> &'static str {
        "own_data_downloaded"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("person", Some(self.person.any()))
    }
}
