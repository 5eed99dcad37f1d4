//! What the log says about answers to what the regulator expects.

use serde_json::{Value, json};

use super::Answer;
use crate::audit::Event;
use crate::db::ids::{AnyId, ServiceId};

/// Somebody answered an expectation.
pub struct CoverageAnswered<'a> {
    /// The answer.
    pub answer: &'a Answer,
}

impl Event for CoverageAnswered<'_> {
    fn action(&self) -> &'static str {
        "coverage_answered"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        match (self.answer.policy, self.answer.service) {
            (Some(policy), _) => ("policy", Some(policy.any())),
            (None, service) => ("service", service.map(ServiceId::any)),
        }
    }

    fn facts(&self) -> Value {
        json!({
            "expectation": self.answer.expectation,
            "service": self.answer.service,
            "said": self.answer.said,
            "policy": self.answer.policy,
        })
    }

    fn words(&self) -> Option<String> {
        Some(self.answer.reason.clone()).filter(|reason| !reason.is_empty())
    }
}

/// An answer was taken back.
pub struct CoverageTakenBack<'a> {
    /// The expectation.
    pub expectation: &'a str,
    /// The service; nothing means all.
    pub service: Option<ServiceId>,
}

impl Event for CoverageTakenBack<'_> {
    fn action(&self) -> &'static str {
        "coverage_taken_back"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("service", self.service.map(ServiceId::any))
    }

    fn facts(&self) -> Value {
        json!({ "expectation": self.expectation, "service": self.service })
    }
}
