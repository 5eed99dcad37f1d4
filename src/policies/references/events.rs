//! What the log says about references.

use serde_json::{Value, json};

use super::{NewReference, Reference};
use crate::audit::Event;
use crate::db::ids::{AnyId, PolicyId, ReferenceId};

fn about(policy: PolicyId) -> (&'static str, Option<AnyId>) {
    ("policy", Some(policy.any()))
}

fn facts_of(said: &NewReference) -> Value {
    json!({ "kind": said.kind, "code": said.code, "dated_on": said.dated_on })
}

/// References were added to a policy.
pub struct ReferencesAdded<'a> {
    /// Whose.
    pub policy: PolicyId,
    /// Their rows.
    pub added: &'a [ReferenceId],
    /// What they say.
    pub new: &'a [NewReference],
}

impl Event for ReferencesAdded<'_> {
    fn action(&self) -> &'static str {
        "references_added"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        let of = |(id, said): (&ReferenceId, &NewReference)| json!({ "id": id, "said": facts_of(said) });
        json!({ "references": self.added.iter().zip(self.new).map(of).collect::<Vec<_>>() })
    }

    fn words(&self) -> Option<String> {
        Some(self.new.iter().map(|said| said.title.as_str()).collect::<Vec<_>>().join("; "))
    }
}

/// A reference was put right.
pub struct ReferenceChanged<'a> {
    /// As it was.
    pub before: &'a Reference,
    /// What it says now.
    pub now: &'a NewReference,
}

impl Event for ReferenceChanged<'_> {
    fn action(&self) -> &'static str {
        "reference_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.before.policy)
    }

    fn facts(&self) -> Value {
        json!({ "id": self.before.id, "before": facts_of(&self.before.said), "now": facts_of(self.now) })
    }

    fn words(&self) -> Option<String> {
        Some(format!("{} → {}", self.before.said.title, self.now.title))
    }
}

/// A reference was taken away.
pub struct ReferenceRemoved<'a> {
    /// As it was.
    pub gone: &'a Reference,
}

impl Event for ReferenceRemoved<'_> {
    fn action(&self) -> &'static str {
        "reference_removed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.gone.policy)
    }

    fn facts(&self) -> Value {
        json!({ "id": self.gone.id, "said": facts_of(&self.gone.said) })
    }

    fn words(&self) -> Option<String> {
        Some(self.gone.said.title.clone())
    }
}
