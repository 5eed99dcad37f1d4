//! What the log says about adopting.

use serde_json::{Value, json};

use crate::audit::Event;
use crate::db::ids::{AnyId, PolicyId};
use crate::library::Template;

/// A text of the library became a policy.
pub struct PolicyAdopted<'a> {
    /// The policy.
    pub policy: PolicyId,
    /// The text.
    pub template: &'a Template,
    /// Why it is used although it is for another nation or kind of service.
    pub override_reason: Option<&'a str>,
}

impl Event for PolicyAdopted<'_> {
    fn action(&self) -> &'static str {
        if self.override_reason.is_some() { "policy_adopted_anyway" } else { "policy_adopted" }
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        ("policy", Some(self.policy.any()))
    }

    fn facts(&self) -> Value {
        json!({ "template": self.template.key, "edition": self.template.edition })
    }

    fn words(&self) -> Option<String> {
        self.override_reason.map(str::to_owned)
    }
}
