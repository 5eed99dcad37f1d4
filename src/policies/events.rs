//! What the log says about policies.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Details;
use super::drafts::Draft;
use super::upkeep::Upkeep;
use super::versions::{PUBLISHED, REISSUED, Rendition, Version};
use crate::audit::Event;
use crate::db::ids::{AnyId, PersonId, PolicyId, ServiceId};
use crate::documents::Hash;

fn about(policy: PolicyId) -> (&'static str, Option<AnyId>) {
    ("policy", Some(policy.any()))
}

fn facts_of(details: &Details) -> Value {
    json!({
        "code": details.code,
        "language": details.language,
        "nation": details.nation,
        "service_type": details.service_type,
        "owner": details.owner,
        "services": details.services,
    })
}

/// Ids and digests of renditions, which `polisi verify` compares.
fn digests(renditions: &[&Rendition]) -> Map<String, Value> {
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let line = |rendition: &&Rendition| (rendition.id.to_string(), Value::String(hex(&rendition.digest)));
    renditions.iter().map(line).collect()
}

/// A policy was entered.
pub struct PolicyAdded<'a> {
    /// Which.
    pub policy: PolicyId,
    /// What the form said.
    pub details: &'a Details,
}

impl Event for PolicyAdded<'_> {
    fn action(&self) -> &'static str {
        "policy_added"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        facts_of(self.details)
    }

    fn words(&self) -> Option<String> {
        Some(self.details.title.clone())
    }
}

/// Code, title, owner, services or what the text is for were changed.
pub struct PolicyChanged<'a> {
    /// Which.
    pub policy: PolicyId,
    /// What the form said.
    pub details: &'a Details,
}

impl Event for PolicyChanged<'_> {
    fn action(&self) -> &'static str {
        "policy_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        facts_of(self.details)
    }

    fn words(&self) -> Option<String> {
        Some(self.details.title.clone())
    }
}

/// Whom to ask, the months between reviews, or the reason for using a text that is for others were changed.
pub struct PolicyUpkeepChanged<'a> {
    /// Which.
    pub policy: PolicyId,
    /// What the form said.
    pub upkeep: &'a Upkeep,
}

impl Event for PolicyUpkeepChanged<'_> {
    fn action(&self) -> &'static str {
        "policy_upkeep_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        json!({ "review_months": self.upkeep.review_months, "override": self.upkeep.override_reason.is_some() })
    }

    fn words(&self) -> Option<String> {
        let words = [Some(self.upkeep.contact.clone()), self.upkeep.override_reason.clone()];
        let words: Vec<String> = words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        (!words.is_empty()).then(|| words.join(" | "))
    }
}

/// Somebody else answers for a policy.
pub struct PolicyOwnerChanged {
    /// Which.
    pub policy: PolicyId,
    /// Who answered for it.
    pub before: PersonId,
    /// Who does now.
    pub owner: PersonId,
}

impl Event for PolicyOwnerChanged {
    fn action(&self) -> &'static str {
        "policy_owner_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        json!({ "before": self.before, "owner": self.owner })
    }
}

/// A policy that was nothing but a draft was removed.
pub struct PolicyDiscarded<'a> {
    /// Which.
    pub policy: PolicyId,
    /// What it was called.
    pub title: &'a str,
}

impl Event for PolicyDiscarded<'_> {
    fn action(&self) -> &'static str {
        "policy_discarded"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn words(&self) -> Option<String> {
        Some(self.title.to_owned())
    }
}

/// A draft is for other services.
pub struct DraftServicesChanged<'a> {
    /// Which policy.
    pub policy: PolicyId,
    /// Its services now.
    pub services: &'a BTreeSet<ServiceId>,
}

impl Event for DraftServicesChanged<'_> {
    fn action(&self) -> &'static str {
        "policy_services_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        json!({ "services": self.services })
    }
}

/// The draft's text or its clean-ups were changed.
pub struct DraftChanged<'a> {
    /// The draft as it is now.
    pub draft: &'a Draft,
}

impl Event for DraftChanged<'_> {
    fn action(&self) -> &'static str {
        "policy_draft_changed"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.draft.policy)
    }

    fn facts(&self) -> Value {
        json!({
            "revision": self.draft.revision,
            "source_sha256": Hash::of(self.draft.source.as_bytes()).to_string(),
            "undone": self.draft.undone,
        })
    }
}

/// A version was published. The facts hold the digest of every rendition, which `polisi verify` compares.
pub struct PolicyPublished<'a> {
    /// The version.
    pub version: &'a Version,
    /// Its renditions.
    pub renditions: &'a [&'a Rendition],
    /// Who approved it, when that was entered and is one person of the organisation.
    pub approver: Option<PersonId>,
}

impl Event for PolicyPublished<'_> {
    fn action(&self) -> &'static str {
        PUBLISHED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.version.policy)
    }

    fn facts(&self) -> Value {
        json!({
            "version": self.version.id,
            "number": self.version.number,
            "label": self.version.label,
            "effective_on": self.version.effective_on,
            "reviewed_on": self.version.reviewed_on,
            "next_review_on": self.version.next_review_on,
            "change_kind": self.version.change_kind,
            "approved_on": self.version.approved_day(),
            "approver": self.approver,
            "renditions": digests(self.renditions),
        })
    }

    fn words(&self) -> Option<String> {
        Some(format!("{}, {}: {}", self.version.title, self.version.approver_name, self.version.change_note))
    }
}

/// A policy was withdrawn.
pub struct PolicyWithdrawn<'a> {
    /// Which.
    pub policy: PolicyId,
    /// Why.
    pub reason: &'a str,
    /// What takes its place.
    pub replaced_by: Option<PolicyId>,
}

impl Event for PolicyWithdrawn<'_> {
    fn action(&self) -> &'static str {
        "policy_withdrawn"
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.policy)
    }

    fn facts(&self) -> Value {
        json!({ "replaced_by": self.replaced_by })
    }

    fn words(&self) -> Option<String> {
        Some(self.reason.to_owned())
    }
}

/// A version was issued again at some services, because a value that it prints changed.
pub struct PolicyReissued<'a> {
    /// The version.
    pub version: &'a Version,
    /// The new renditions.
    pub renditions: &'a [&'a Rendition],
    /// Why.
    pub reason: &'a str,
}

impl Event for PolicyReissued<'_> {
    fn action(&self) -> &'static str {
        REISSUED
    }

    fn subject(&self) -> (&'static str, Option<AnyId>) {
        about(self.version.policy)
    }

    fn facts(&self) -> Value {
        let issues: Map<String, Value> =
            self.renditions.iter().map(|row| (row.service.to_string(), json!(row.issue))).collect();
        json!({
            "version": self.version.id,
            "label": self.version.label,
            "issues": issues,
            "renditions": digests(self.renditions),
        })
    }

    fn words(&self) -> Option<String> {
        Some(format!("{}: {}", self.version.title, self.reason))
    }
}
