//! What the log says about approval.

use serde_json::{Value, json};

use super::rules::Rule;
use super::{Asked, Decision, Outcome, Round};
use crate::audit::Event;
use crate::db::ids::{AnyId, ApprovalRoundId, PersonId, PolicyId, VersionId};

fn about(round: &Round) -> (&'static str, Option<AnyId>) {
    ("policy", Some(round.policy.any()))
}

/// People were asked to look at a draft.
pub struct ApprovalAsked<'a> {
    /// The round.
    pub round: &'a Round,
    /// Who was asked.
    pub asked: &'a [Asked],
}

impl Event for ApprovalAsked<'_> {
    fn action(&self) -> &'static str {
        "approval_asked"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.round)
    }

    fn facts(&self) -> Value {
        json!({
            "round": self.round.id,
            "stage": self.round.stage,
            "text_sha256": super::shown(&self.round.text_sha256),
            "people": self.asked.iter().filter_map(|ask| ask.person).collect::<Vec<_>>(),
            "outside": self.asked.iter().filter(|ask| ask.outside.is_some()).count(),
            "services": self.round.terms.as_ref().map(|terms| &terms.services),
        })
    }

    fn words(&self) -> Option<String> {
        let outside: Vec<&str> = self.asked.iter().filter_map(|ask| ask.outside.as_deref()).collect();
        Some([self.round.note.as_str(), &outside.join(", ")].join(" ").trim().to_owned())
    }
}

/// Somebody answered, or their answer was recorded.
pub struct ApprovalAnswered<'a> {
    /// The round.
    pub round: &'a Round,
    /// The answer.
    pub decision: &'a Decision,
}

impl Event for ApprovalAnswered<'_> {
    fn action(&self) -> &'static str {
        "approval_answered"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.round)
    }

    fn facts(&self) -> Value {
        json!({
            "round": self.round.id,
            "decision": self.decision.id,
            "place": self.decision.place,
            "outcome": self.decision.outcome,
            "given_on": self.decision.given_on,
            "text_sha256": super::shown(&self.decision.text_sha256),
        })
    }

    fn words(&self) -> Option<String> {
        Some(self.decision.comment.clone())
    }
}

/// Somebody else is asked instead of one who has not answered, or they were taken off the round.
pub struct ApprovalPlaceChanged<'a> {
    /// The round.
    pub round: &'a Round,
    /// Who was asked.
    pub before: &'a Asked,
    /// Who is asked instead.
    pub after: Option<PersonId>,
    /// Why nobody is.
    pub reason: &'a str,
}

impl Event for ApprovalPlaceChanged<'_> {
    fn action(&self) -> &'static str {
        "approval_place_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.round)
    }

    fn facts(&self) -> Value {
        json!({
            "round": self.round.id,
            "place": self.before.place,
            "before": self.before.person,
            "after": self.after,
        })
    }

    fn words(&self) -> Option<String> {
        let outside = self.before.outside.as_deref().unwrap_or_default();
        Some([outside, self.reason].join(" ").trim().to_owned())
    }
}

/// A round was taken back, or the text changed under it.
pub struct RoundEnded<'a> {
    /// The round.
    pub round: &'a Round,
    /// Why.
    pub outcome: Outcome,
}

impl Event for RoundEnded<'_> {
    fn action(&self) -> &'static str {
        "approval_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.round)
    }

    fn facts(&self) -> Value {
        json!({ "round": self.round.id, "outcome": self.outcome })
    }
}

/// The action of the log when a round was gone past.
pub const PASSED: &str = "approval_passed";

/// A version is published although people are asked about its text, or asked for changes.
pub struct RoundPassed<'a> {
    /// The policy.
    pub policy: PolicyId,
    /// The version.
    pub version: VersionId,
    /// The round.
    pub round: ApprovalRoundId,
    /// Why.
    pub reason: &'a str,
    /// Who asked for changes to this text.
    pub against: &'a [&'a str],
}

impl Event for RoundPassed<'_> {
    fn action(&self) -> &'static str {
        PASSED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("policy", Some(self.policy.any()))
    }

    fn facts(&self) -> Value {
        json!({ "version": self.version, "round": self.round, "against": self.against.len() })
    }

    fn words(&self) -> Option<String> {
        let against = self.against.join("; ");
        Some(if against.is_empty() { self.reason.to_owned() } else { format!("{against}: {}", self.reason) })
    }
}

/// The organisation decided who may approve.
pub struct RuleChosen {
    /// The rule.
    pub rule: Rule,
}

impl Event for RuleChosen {
    fn action(&self) -> &'static str {
        "approval_rule_chosen"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("organisation", None)
    }

    fn facts(&self) -> Value {
        json!({ "rule": self.rule })
    }
}
