//! Policies: an organisation's own texts, their drafts, their published versions, what staff read.
//!
//! `drafts` holds the text that is worked on, `approval` who was asked about it and what they said, `versions`
//! what was published and never changes.
//! What has to follow in other slices (requests end, reviews begin) stands in `reactions`.

pub mod adoption;
pub mod approval;
pub mod bulk;
pub mod codes;
pub mod coverage;
mod depends;
pub mod drafts;
pub mod elsewhere;
pub mod events;
pub mod exports;
pub mod form;
pub mod gaps;
pub mod history;
pub mod incoming;
pub mod pages;
pub mod readiness;
pub mod references;
pub mod register;
pub mod related;
pub mod sharing;
pub mod store;
pub mod upkeep;
pub mod versions;

use std::collections::BTreeSet;

use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, Tenant};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};

pub use depends::{Depends, depends_on};
pub use drafts::recount_gaps;
pub use register::{Filter, list};
pub use store::{get, services_of_current, set_next_review};
pub use versions::store::{
    in_force, in_force_as, rendition, rendition_for, renditions_of, version, version_by_number, versions,
};
pub use versions::{
    ChangeKind, InForce, Rendition, Version, check_renditions, rendition_digest, rendition_is_whole,
};

text_enum! {
    /// Where a policy stands.
    PolicyState {
        /// Never published.
        Draft = "draft",
        /// In force.
        Published = "published",
        /// In force, with a draft of the next version.
        Changing = "changing",
        /// People look at the draft and comment.
        InReview = "in_review",
        /// The draft waits for approval.
        AwaitingApproval = "awaiting_approval",
        /// Everybody approved the draft; it waits to be published.
        Approved = "approved",
        /// Withdrawn, with a reason.
        Withdrawn = "withdrawn",
    }
}

/// An organisation's policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The row.
    pub id: PolicyId,
    /// The organisation's own short code, such as `POL-07`.
    pub code: String,
    /// The title.
    pub title: String,
    /// The language of the text.
    pub language: Language,
    /// The nation it is written for; nothing means any.
    pub nation: Option<Nation>,
    /// The kind of service it is written for; nothing means any.
    pub service_type: Option<ServiceType>,
    /// Who answers for it.
    pub owner: PersonId,
    /// The version in force.
    pub current_version: Option<VersionId>,
    /// When it must be looked at again.
    pub next_review_on: Option<Day>,
    /// Fields without a value, or unknown, in the draft.
    pub gaps: i64,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Moment>,
    /// When it was entered.
    pub created_at: Moment,
    /// Whether there is a draft.
    pub has_draft: bool,
    /// The round that goes on with the draft, and whether everybody has approved.
    pub round: Option<(approval::Stage, bool)>,
    /// Whom to ask about it; empty when nobody is named.
    pub contact: String,
    /// Months between its reviews.
    pub review_months: i64,
    /// The template that it was adopted from.
    pub template: Option<String>,
    /// The edition of that template.
    pub template_edition: Option<String>,
    /// Why a template for another nation or kind of service was adopted.
    pub override_reason: Option<String>,
}

impl Policy {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> PolicyState {
        if self.withdrawn_at.is_some() {
            return PolicyState::Withdrawn;
        }
        match (self.round, self.current_version, self.has_draft) {
            (Some((approval::Stage::Review, _)), _, true) => PolicyState::InReview,
            (Some((approval::Stage::Approval, false)), _, true) => PolicyState::AwaitingApproval,
            (Some((approval::Stage::Approval, true)), _, true) => PolicyState::Approved,
            (_, None, _) => PolicyState::Draft,
            (_, Some(_), true) => PolicyState::Changing,
            (_, Some(_), false) => PolicyState::Published,
        }
    }

    /// Months between its reviews.
    #[must_use]
    pub fn months(&self) -> i32 {
        i32::try_from(self.review_months).unwrap_or(versions::publishing::USUAL_REVIEW_MONTHS)
    }

    /// Whether staff must and may follow it now.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.withdrawn_at.is_none() && self.current_version.is_some()
    }
}

#[cfg(test)]
impl Policy {
    /// A draft for any service, for tests of rules.
    fn sample(now: Moment, code: &str) -> Self {
        Self {
            id: PolicyId::new(now),
            code: code.to_owned(),
            title: "Phones".to_owned(),
            language: Language::English,
            nation: None,
            service_type: None,
            owner: PersonId::new(now),
            current_version: None,
            next_review_on: None,
            gaps: 0,
            withdrawn_at: None,
            created_at: now,
            has_draft: true,
            round: None,
            contact: String::new(),
            review_months: 12,
            template: None,
            template_edition: None,
            override_reason: None,
        }
    }
}

/// What the form for a policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The short code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The language of the text.
    pub language: Language,
    /// The nation it is written for.
    pub nation: Option<Nation>,
    /// The kind of service it is written for.
    pub service_type: Option<ServiceType>,
    /// Who answers for it.
    pub owner: PersonId,
    /// Where it is to be in force.
    pub services: BTreeSet<ServiceId>,
}

/// What went wrong with a policy.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such policy, version or rendition.
    #[error("no such policy")]
    NotFound,
    /// Another policy has this code in this language.
    #[error("the code is taken")]
    CodeTaken(codes::Holder),
    /// The text is over a limit.
    #[error(transparent)]
    Limit(#[from] crate::documents::Limit),
    /// A file isn't kept.
    #[error(transparent)]
    Kept(#[from] crate::blobs::KeepError),
    /// The draft, its services or the values of its fields changed meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// It is withdrawn already.
    #[error("withdrawn")]
    Withdrawn,
    /// There is no draft to publish.
    #[error("no draft")]
    NoDraft,
    /// Gaps, unknown fields, or a service that the text isn't for.
    #[error("not ready")]
    NotReady,
    /// The policy isn't in force, so it can't be shared.
    #[error("nothing to share")]
    NothingToShare,
    /// The address had as many links today as it gets.
    #[error("links were mailed there too often")]
    MailedOften,
    /// A round of comments or approval goes on.
    #[error("a round goes on")]
    RoundOpen,
    /// This person is in the round already.
    #[error("asked already")]
    AskedAlready,
    /// Nobody would be left who is asked.
    #[error("nobody would be left")]
    NobodyLeft,
    /// The round is over.
    #[error("the round is over")]
    RoundOver,
    /// Nobody may approve this text who wrote it.
    #[error("own text")]
    OwnText,
    /// Somebody of the staff list was named as somebody outside.
    #[error("of the staff list")]
    Inside,
    /// Who wrote a text, or asks for its approval, doesn't record what somebody outside said of it: another could.
    #[error("own record")]
    OwnRecord,
    /// An own text needs a reason, a text that is sent back a comment.
    #[error("no reason")]
    NeedsReason,
    /// Who is named as having approved a text asked for changes to it.
    #[error("refused by the approver")]
    Refused,
    /// People are asked about this text, or asked for changes to it, and nobody said why that is passed over.
    #[error("a round stands against it")]
    RoundStands,
    /// The organisation asks for approval before a version is published.
    #[error("not approved")]
    NeedsApproval,
    /// A typographical change would change what must be followed.
    #[error("the duty text changed")]
    DutyChanged,
    /// The policy that takes the place of a withdrawn one isn't in force.
    #[error("the replacement is not in force")]
    NotInForce,
    /// As many as there can be.
    #[error("too many")]
    TooMany,
    /// What was stored can't be read.
    #[error("stored: {0}")]
    Stored(String),
}

/// The title of the policy that took the place of a withdrawn one, while that is in force.
///
/// # Errors
/// The database is away.
pub fn replacement_of(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<Option<String>, DbError> {
    let Some(other) = store::withdrawal(tenant, id)?.and_then(|ended| ended.replaced_by) else {
        return Ok(None);
    };
    Ok(store::get(tenant, other)?.filter(Policy::is_in_force).map(|policy| policy.title))
}

/// Takes a policy out of force at every service, with a reason and perhaps the policy in force that takes
/// its place. Its versions stay to be read.
/// What must follow elsewhere (requests end) stands in `reactions`.
///
/// # Errors
/// No such policy, withdrawn already, or the one in its place isn't in force.
pub fn withdraw(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    reason: &str,
    replaced_by: Option<PolicyId>,
) -> Result<Policy, PolicyError> {
    let policy = store::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    if let Some(replacement) = replaced_by {
        let found = store::get(tenant, replacement)?.filter(|found| found.is_in_force() && found.id != id);
        found.ok_or(PolicyError::NotInForce)?;
    }
    store::withdraw(tenant, now, id, (reason, replaced_by), by)?;
    approval::policy_gone(tenant, now, id)?;
    drafts::store::delete(tenant, id)?;
    audit::record(tenant, now, &events::PolicyWithdrawn { policy: id, reason, replaced_by })?;
    Ok(policy)
}
