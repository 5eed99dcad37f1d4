//! What the log says about requests, links and signatures.

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::{Acknowledgement, EndedBecause, Link, Request, StoppedBecause};
use crate::audit::Event;
use crate::db::ids::{AnyId, LinkId, OrganisationId, PersonId, PolicyId, RequestId};

/// The action of a signature's line; the verification reads these lines.
pub const SIGNED: &str = "policy_acknowledged";

/// People were asked to read and sign.
pub struct RequestSent<'a> {
    /// The request.
    pub request: &'a Request,
    /// Who was asked.
    pub people: Vec<PersonId>,
}

impl Event for RequestSent<'_> {
    fn action(&self) -> &'static str {
        "request_sent"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("request", Some(self.request.id.any()))
    }

    fn facts(&self) -> Value {
        let Request { policy, version, due_on, .. } = self.request;
        json!({ "policy": policy, "version": version, "due_on": due_on, "people": self.people })
    }

    fn words(&self) -> Option<String> {
        (!self.request.note.is_empty()).then(|| self.request.note.clone())
    }
}

/// A request was taken back.
pub struct RequestWithdrawn<'a> {
    /// The request.
    pub request: RequestId,
    /// How many assignments ended with it.
    pub ended: usize,
    /// Why, in words.
    pub reason: &'a str,
}

impl Event for RequestWithdrawn<'_> {
    fn action(&self) -> &'static str {
        "request_withdrawn"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("request", Some(self.request.any()))
    }

    fn facts(&self) -> Value {
        json!({ "ended": self.ended })
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}

/// What was outstanding ended without signatures.
pub struct AssignmentsEnded {
    subject: (&'static str, AnyId),
    because: EndedBecause,
    count: usize,
}

impl AssignmentsEnded {
    /// Because of a policy.
    #[must_use]
    pub fn of_policy(policy: PolicyId, because: EndedBecause, count: usize) -> Self {
        Self { subject: ("policy", policy.any()), because, count }
    }

    /// Because somebody left.
    #[must_use]
    pub fn of_person(person: PersonId, count: usize) -> Self {
        Self { subject: ("person", person.any()), because: EndedBecause::Left, count }
    }
}

impl Event for AssignmentsEnded {
    fn action(&self) -> &'static str {
        "assignments_ended"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        (self.subject.0, Some(self.subject.1))
    }

    fn facts(&self) -> Value {
        json!({ "because": self.because, "count": self.count })
    }
}

/// A personal link was stopped.
pub struct LinkStopped<'a> {
    /// The link.
    pub link: &'a Link,
    /// Why.
    pub because: StoppedBecause,
}

impl Event for LinkStopped<'_> {
    fn action(&self) -> &'static str {
        "link_stopped"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("request", Some(self.link.request.any()))
    }

    fn facts(&self) -> Value {
        json!({ "link": self.link.id, "person": self.link.person, "because": self.because })
    }
}

/// A new link took the place of one before.
pub struct LinkReplaced {
    /// The request.
    pub request: RequestId,
    /// Whose link.
    pub person: PersonId,
    /// The link before, when there was one.
    pub before: Option<LinkId>,
}

impl Event for LinkReplaced {
    fn action(&self) -> &'static str {
        "link_replaced"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("request", Some(self.request.any()))
    }

    fn facts(&self) -> Value {
        json!({ "person": self.person, "before": self.before })
    }
}

/// Somebody signed.
pub struct Signed<'a> {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The signature.
    pub row: &'a Acknowledgement,
}

impl Event for Signed<'_> {
    fn action(&self) -> &'static str {
        SIGNED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("acknowledgement", Some(self.row.id.any()))
    }

    fn facts(&self) -> Value {
        let row = self.row;
        json!({
            "assignment": row.assignment,
            "rendition": row.rendition,
            "policy": row.policy,
            "version": row.version,
            "person": row.person,
            "language": row.language,
            "method": row.method,
            "receipt": row.receipt,
            "digest": HEXLOWER.encode(&row.digest(self.organisation)),
        })
    }
}
