//! Comments and approval: a draft goes to named people, each of whom agrees, approves or sends it back.
//!
//! A round is about one state of the text: a change of the draft makes it outdated. Rules are in `rules`.

mod asking;
mod changing;
mod deciding;
pub mod events;
pub mod form;
mod notices;
pub mod objections;
pub mod pages;
mod passed;
pub mod rules;
pub mod store;
mod terms;
pub mod who;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::drafts::{self, Draft};
use super::versions::ChangeKind;
use super::{Policy, PolicyError, store as policies};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{ApprovalDecisionId, ApprovalRoundId, PersonId, PolicyId, ServiceId, VersionId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::documents::Hash;
use crate::jobs;
use crate::keys::hash_parts;
use crate::organisations;

pub use asking::{ask, ask_many};
pub use changing::{Instead, change_place};
pub use deciding::{Answer, OutsideAnswer, decide, record_outside, standing_of};
pub use notices::tell_outdated;
pub(super) use objections::check;
pub use objections::{Objection, objections};
pub use passed::passed;
pub use rules::Rule;
pub use terms::{all_terms, terms};

/// The kind of work that tells those who were asked that the text changed.
pub const TICKET: &str = "approval-outdated";
/// The setting that says who may approve.
const SETTING: &str = "approval";

text_enum! {
    /// What a round is for.
    Stage {
        /// Comments on the text.
        Review = "review",
        /// Approval before publication.
        Approval = "approval",
    }
}

text_enum! {
    /// What somebody said, or how a round ended.
    Outcome {
        /// The text is fine: a round of comments.
        Agreed = "agreed",
        /// Approved.
        Approved = "approved",
        /// Back to the author, with a comment.
        SentBack = "sent_back",
        /// Taken back by who asked, or the policy was withdrawn or published otherwise.
        Cancelled = "cancelled",
        /// The text changed after asking.
        Outdated = "outdated",
    }
}

/// What approval is asked for: what prints when the version is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What people will call the version.
    pub label: String,
    /// How great the change is.
    pub change_kind: ChangeKind,
    /// When the text was reviewed.
    pub reviewed_on: Day,
    /// From which day it applies, or the day of publication if that is later.
    pub effective_on: Day,
    /// When it must be looked at again.
    pub next_review_on: Day,
    /// What changed.
    pub change_note: String,
    /// Publish as soon as everybody has approved.
    pub at_once: bool,
    /// The services that it is for: approval counts for no other.
    #[serde(default)]
    pub services: BTreeSet<ServiceId>,
}

/// A round of comments or of approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The row.
    pub id: ApprovalRoundId,
    /// The policy.
    pub policy: PolicyId,
    /// What it is for.
    pub stage: Stage,
    /// The draft as it was.
    pub stamp: String,
    /// The hash of what was to be looked at.
    pub text_sha256: Vec<u8>,
    /// What would print; nothing for comments.
    pub terms: Option<Proposal>,
    /// A note to those asked.
    pub note: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Moment,
    /// When it ended; an approval ends when its version is published.
    pub ended_at: Option<Moment>,
    /// How it ended, or that it is approved.
    pub outcome: Option<Outcome>,
    /// The version that came of it.
    pub version: Option<VersionId>,
}

impl Round {
    /// Whether those asked can still answer.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ended_at.is_none() && self.outcome.is_none()
    }

    /// Whether everybody approved and the version waits to be published.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.ended_at.is_none() && self.outcome == Some(Outcome::Approved)
    }

    /// The services among these that nobody was asked to approve the text for.
    #[must_use]
    pub fn beyond(&self, services: &BTreeSet<ServiceId>) -> BTreeSet<ServiceId> {
        self.terms.as_ref().map(|terms| services - &terms.services).unwrap_or_default()
    }
}

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The place in the round, from 1.
    pub place: i64,
    /// Who, when they belong to the organisation.
    pub person: Option<PersonId>,
    /// Name and role of somebody outside.
    pub outside: Option<String>,
}

/// What somebody said; it never changes.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Decision {
    /// The row.
    pub id: ApprovalDecisionId,
    /// The round.
    pub round: ApprovalRoundId,
    /// Whose answer it is.
    pub place: i64,
    /// The answer.
    pub outcome: Outcome,
    /// A comment, the reason of an own approval, or how somebody outside gave theirs.
    pub comment: String,
    /// When somebody outside gave theirs.
    pub given_on: Option<Day>,
    /// The hash of what was looked at.
    pub text_sha256: Vec<u8>,
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: PersonId,
}

/// What the form for a round says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What it is for.
    pub stage: Stage,
    /// People of the organisation.
    pub people: BTreeSet<PersonId>,
    /// Somebody outside, by name and role.
    pub outside: Vec<String>,
    /// What would print; nothing for comments.
    pub terms: Option<Proposal>,
    /// A note to those asked.
    pub note: String,
    /// The draft that the author saw.
    pub stamp: String,
}

/// The hash of what approval is about: the text, its clean-ups, its title and its code.
#[must_use]
pub fn fingerprint(policy: &Policy, draft: &Draft) -> Vec<u8> {
    let undone: Vec<&str> = draft.undone.iter().map(String::as_str).collect();
    let undone = undone.join("\n");
    let mut parts: Vec<&[u8]> = vec![
        policy.code.as_bytes(),
        policy.title.as_bytes(),
        drafts::store::word(draft.format).as_bytes(),
        draft.source.as_bytes(),
        undone.as_bytes(),
    ];
    if let Some(file) = &draft.file {
        parts.push(file.bytes());
    }
    hash_parts("polisi approval v1", &parts).to_vec()
}

/// Who may approve here.
///
/// # Errors
/// The database is away.
pub fn rule(tenant: &mut Tenant<'_>) -> Result<Rule, Error> {
    let word = organisations::store::setting(tenant, SETTING)?;
    Ok(word.as_deref().and_then(Rule::from_word).unwrap_or(Rule::Direct))
}

/// Decides who may approve here.
///
/// # Errors
/// The database is away.
pub fn set_rule(tenant: &mut Tenant<'_>, now: Moment, chosen: Rule) -> Result<(), Error> {
    if rule(tenant)? == chosen {
        return Ok(());
    }
    organisations::store::set_setting(tenant, SETTING, chosen.as_str())?;
    audit::record(tenant, now, &events::RuleChosen { rule: chosen })?;
    Ok(())
}

/// Takes a round back.
///
/// # Errors
/// No such round, or it is over.
pub fn cancel(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: PolicyId,
    id: ApprovalRoundId,
) -> Result<(), PolicyError> {
    let round = of(tenant, policy, id)?;
    end(tenant, now, &round, Outcome::Cancelled)?;
    Ok(())
}

/// A round of a policy.
///
/// # Errors
/// No such round.
pub fn of(tenant: &mut Tenant<'_>, policy: PolicyId, id: ApprovalRoundId) -> Result<Round, PolicyError> {
    store::round(tenant, id)?.filter(|round| round.policy == policy).ok_or(PolicyError::NotFound)
}

/// Ends a round and takes back the mails about it that wait; nothing when it ended before.
fn end(tenant: &mut Tenant<'_>, now: Moment, round: &Round, outcome: Outcome) -> Result<bool, Error> {
    if !store::set_outcome(tenant, round.id, outcome, Some(now))? {
        return Ok(false);
    }
    notices::forget(tenant, round.id)?;
    audit::record(tenant, now, &events::RoundEnded { round, outcome })?;
    Ok(true)
}

/// The draft, its title or its code changed, or it is for another service besides: what was asked about it is
/// outdated, and those asked are told. One service fewer disturbs nobody.
///
/// # Errors
/// The database is away.
pub fn draft_changed(tenant: &mut Tenant<'_>, now: Moment, id: PolicyId) -> Result<(), Error> {
    let Some(round) = store::live(tenant, id)? else { return Ok(()) };
    let Some(policy) = policies::get(tenant, id)? else { return Ok(()) };
    let text = drafts::get(tenant, id)?;
    let same = text.is_some_and(|draft| fingerprint(&policy, &draft) == round.text_sha256)
        && round.beyond(&drafts::services(tenant, id)?).is_empty();
    if same || !end(tenant, now, &round, Outcome::Outdated)? {
        return Ok(());
    }
    let organisation = tenant.organisation();
    let ticket = jobs::NewTicket::at_once(TICKET, organisation, round.id.any(), now);
    jobs::add(&mut tenant.system(), now, &ticket)?;
    Ok(())
}

/// The policy was withdrawn, or published without its round.
///
/// # Errors
/// The database is away.
pub fn policy_gone(tenant: &mut Tenant<'_>, now: Moment, id: PolicyId) -> Result<(), Error> {
    if let Some(round) = store::live(tenant, id)? {
        end(tenant, now, &round, Outcome::Cancelled)?;
    }
    Ok(())
}

/// A version was published: the approval that waited for it is complete.
///
/// # Errors
/// The database is away.
pub(super) fn published(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: PolicyId,
    version: VersionId,
) -> Result<(), Error> {
    let Some(round) = store::live(tenant, policy)? else { return Ok(()) };
    if round.is_approved() && store::set_version(tenant, now, round.id, version)? {
        return Ok(());
    }
    end(tenant, now, &round, Outcome::Cancelled).map(|_ended| ())
}

/// The hash of a draft as pages and forms carry it.
#[must_use]
pub fn shown(text_sha256: &[u8]) -> String {
    <[u8; 32]>::try_from(text_sha256).map(|bytes| Hash(bytes).to_string()).unwrap_or_default()
}
