//! What the log says about reviews.

use serde_json::{Value, json};

use super::Answers;
use crate::audit::Event;
use crate::clock::Day;
use crate::db::ids::{AnyId, PolicyId, ReviewId};

/// A review was recorded.
pub struct ReviewRecorded<'a> {
    /// The row.
    pub review: ReviewId,
    /// The policy.
    pub policy: PolicyId,
    /// The day of the review.
    pub reviewed_on: Day,
    /// What was said.
    pub answers: &'a Answers,
}

impl Event for ReviewRecorded<'_> {
    fn action(&self) -> &'static str {
        "review_recorded"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("policy", Some(self.policy.any()))
    }

    fn facts(&self) -> Value {
        json!({
            "review": self.review,
            "version": self.answers.version,
            "outcome": "no_change",
            "looked_at": self.answers.looked_at,
            "reviewed_on": self.reviewed_on,
            "was_due_on": self.answers.due_on,
            "next_review_on": self.answers.next_on,
        })
    }

    fn words(&self) -> Option<String> {
        Some(self.answers.reason.clone())
    }
}
