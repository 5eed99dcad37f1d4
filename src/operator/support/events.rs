//! What the log of an organisation says of operators who look in.

use serde_json::{Value, json};

use super::SupportVisit;
use crate::audit::Event;
use crate::db::ids::AnyId;

/// A step of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// An operator asked.
    Asked,
    /// An owner allowed it.
    Allowed,
    /// An owner refused it.
    Refused,
    /// A second operator took the owner's place in an emergency.
    Seconded,
    /// The operator went in.
    Began,
    /// It ended.
    Ended,
}

/// A step of a visit, with the operator's address and reason.
pub struct SupportStep<'a> {
    /// The visit.
    pub visit: &'a SupportVisit,
    /// The step.
    pub step: Step,
    /// The second operator.
    pub by: Option<&'a str>,
}

impl Event for SupportStep<'_> {
    fn action(&self) -> &'static str {
        match self.step {
            Step::Asked => "support_asked",
            Step::Allowed => "support_allowed",
            Step::Refused => "support_refused",
            Step::Seconded => "support_seconded",
            Step::Began => "support_began",
            Step::Ended => "support_ended",
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("support_visit", Some(self.visit.id.any()))
    }

    fn facts(&self) -> Value {
        json!({ "minutes": self.visit.wish.minutes, "emergency": self.visit.wish.emergency })
    }

    fn words(&self) -> Option<String> {
        let by = self.by.map(|by| format!(" ({by})")).unwrap_or_default();
        Some(format!("{}{by}: {}", self.visit.email, self.visit.wish.reason))
    }
}
