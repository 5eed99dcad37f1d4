//! What the log says about complaints: days and states, never who or what.

use serde_json::{Value, json};

use super::Complaint;
use crate::audit::Event;
use crate::db::ids::AnyId;
use crate::rights::State;

/// The kind of row in the log.
const KIND: &str = "data_complaint";

/// A complaint came.
pub struct Received<'a> {
    /// The complaint.
    pub complaint: &'a Complaint,
}

impl Event for Received<'_> {
    fn action(&self) -> &'static str {
        "data_complaint_received"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        (KIND, Some(self.complaint.id.any()))
    }

    fn facts(&self) -> Value {
        json!({ "way": self.complaint.way, "received": self.complaint.received_on })
    }
}

/// What was done about a complaint was entered.
pub struct Changed<'a> {
    /// The complaint.
    pub complaint: &'a Complaint,
}

impl Event for Changed<'_> {
    fn action(&self) -> &'static str {
        if self.complaint.state == State::Answered {
            "data_complaint_answered"
        } else {
            "data_complaint_acknowledged"
        }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        (KIND, Some(self.complaint.id.any()))
    }

    fn facts(&self) -> Value {
        json!({ "acknowledged": self.complaint.acknowledged_on, "answered": self.complaint.answered_on })
    }
}
