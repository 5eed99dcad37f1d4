//! What stands around a policy on its page: related policies, references, who must sign, what is next.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::elsewhere::Elsewhere;
use super::super::references::{self, Reference};
use super::super::versions::frame::StoredFrame;
use super::super::{
    Policy, PolicyError, approval, drafts, related, rendition, services_of_current, sharing, store,
};
use super::named;
use super::{name_of, state_kind, state_words};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::{PersonId, RenditionId};
use crate::documents::Document;
use crate::organisations::{self, Service};
use crate::reactions;
use crate::web::Visit;

/// What is read for it.
pub(super) struct Around {
    pub(super) elsewhere: Elsewhere,
    references: Vec<Reference>,
    /// The policies whose codes the references give.
    referred: Vec<Policy>,
    pub(super) shares: usize,
    related: Vec<Policy>,
    warnings: Vec<related::Warning>,
    services: Vec<Service>,
    /// Whether others have to approve a text before it is published.
    asks: bool,
}

/// The text that the page is about: the draft, or `printed`, any text of the version in force.
fn document(
    tenant: &mut Tenant<'_>,
    policy: &Policy,
    printed: Option<RenditionId>,
) -> Result<Option<Document>, PolicyError> {
    Ok(match drafts::get(tenant, policy.id)? {
        Some(draft) => draft.read().ok().map(|read| read.document),
        None => match printed {
            Some(id) => {
                rendition(tenant, id)?.as_ref().and_then(StoredFrame::of).map(|frame| frame.filled.document)
            }
            None => None,
        },
    })
}

/// Reads what stands around a policy; `printed` is any text of its version in force.
pub(super) fn read(
    tenant: &mut Tenant<'_>,
    member: &Member,
    policy: &Policy,
    printed: Option<RenditionId>,
    now: crate::clock::Moment,
) -> Result<Around, PolicyError> {
    let (mut related, mut warnings) = (Vec::new(), Vec::new());
    if let Some(document) = document(tenant, policy, printed)? {
        let at = match policy.has_draft {
            true => drafts::services(tenant, policy.id)?,
            false => services_of_current(tenant, policy.id)?,
        };
        let known = related::known(tenant, policy.language, &related::words_of(&document))?;
        warnings = known.warnings(&document, (&policy.code, &at), &related::InForce::new());
        related =
            known.named_in(&document).into_iter().filter(|other| other.id != policy.id).cloned().collect();
    }
    let reach = member.reach(Action::SeeSigning);
    let references = references::list(tenant, policy.id)?;
    let codes: BTreeSet<String> = references.iter().filter_map(|each| each.said.code.clone()).collect();
    Ok(Around {
        referred: store::with_codes(tenant, &codes)?,
        references,
        elsewhere: reactions::known_elsewhere(tenant, policy.id, &reach)?,
        shares: sharing::live(tenant, policy, now)?,
        related,
        warnings,
        services: organisations::services(tenant)?,
        asks: approval::rule(tenant)?.asks(),
    })
}

impl Around {
    /// What the page says of it.
    pub(super) fn context(&self, visit: &Visit, member: &Member, policy: &Policy) -> Json {
        let base = member.path(&format!("policies/{}", policy.id));
        let may_see = member.may(Action::SeeSigning);
        json!({
            "related": self.related(visit, member),
            "named": named::words(visit, &self.warnings, &self.services),
            "references": self.references.iter().map(|each| self.reference(visit, member, (&base, each))).collect::<Vec<_>>(),
            "asked": may_see.then(|| self.asked(visit, member)),
            "ask": (policy.is_in_force() && member.may(Action::AskToSign))
                .then(|| member.path(&format!("acknowledgements/new?policy={}", policy.id))),
        })
    }

    fn reference(&self, visit: &Visit, member: &Member, (base, each): (&str, &Reference)) -> Json {
        let said = &each.said;
        let of = |code: &String| {
            let found = self.referred.iter().filter(|policy| policy.code == *code);
            found.min_by_key(|policy| policy.withdrawn_at.is_some())
        };
        let policy = said.code.as_ref().and_then(of);
        json!({
            "kind": visit.words(&format!("references-kind-{}", said.kind.as_str())),
            "title": said.title,
            "code": said.code,
            "policy": policy.map(|policy| member.path(&format!("policies/{}", policy.id))),
            "state": policy.filter(|policy| !policy.is_in_force())
                .map(|policy| state_words(visit, policy.state())),
            "dated_on": said.dated_on,
            "address": said.address,
            "change": format!("{base}/references/{}", each.id),
        })
    }

    fn related(&self, visit: &Visit, member: &Member) -> Vec<Json> {
        self.related
            .iter()
            .map(|other| {
                json!({
                    "code": other.code,
                    "title": other.title,
                    "href": member.path(&format!("policies/{}", other.id)),
                    "state": (!other.is_in_force()).then(|| state_words(visit, other.state())),
                    "kind": state_kind(other.state()),
                })
            })
            .collect()
    }

    fn asked(&self, visit: &Visit, member: &Member) -> Vec<Json> {
        let row = |asked: &super::super::elsewhere::Asked| {
            json!({
                "href": member.path(&format!("acknowledgements/{}", asked.request)),
                "label": asked.label,
                "asked": asked.asked,
                "signed": asked.signed,
                "due_on": asked.due_on,
                "at": asked.at,
                "state": visit.words(&format!("acknowledgements-state-{}", asked.state)),
                "open": asked.state == "open",
            })
        };
        self.elsewhere.asked.iter().map(row).collect()
    }

    /// The reviews as events of the history.
    pub(super) fn reviews(&self, names: &BTreeMap<PersonId, String>) -> Vec<Json> {
        let event = |review: &super::super::elsewhere::Reviewed| {
            json!({
                "kind": "reviewed",
                "at": review.at,
                "who": name_of(names, review.by),
                "text": review.reason,
                "next": review.next_review_on,
            })
        };
        self.elsewhere.reviews.iter().map(event).collect()
    }

    /// The one thing to do next, as a message key and an address; nothing when all is done.
    pub(super) fn next(
        &self,
        visit: &Visit,
        member: &Member,
        policy: &Policy,
        may_edit: bool,
    ) -> Option<(&'static str, String)> {
        let base = member.path(&format!("policies/{}", policy.id));
        if may_edit && policy.has_draft {
            return match (policy.gaps, policy.round) {
                (1.., _) => Some(("policies-next-gaps", format!("{base}/preview"))),
                // Others have to answer first.
                (_, Some((_, false))) => None,
                (_, None) if self.asks => {
                    Some(("approval-ask-approval", format!("{base}/approval?stage=approval")))
                }
                _ => Some(("policies-publish", format!("{base}/publish"))),
            };
        }
        let due = policy.is_in_force()
            && policy
                .next_review_on
                .is_some_and(|on| on <= visit.now.day().plus_days(super::super::register::SOON_DAYS));
        if due && member.may(Action::ReviewPolicies) {
            return Some(("policies-next-review", member.path(&format!("reviews/{}", policy.id))));
        }
        let asked = self.elsewhere.asked.iter().any(|asked| Some(asked.version) == policy.current_version);
        let may_ask = policy.is_in_force() && member.may(Action::AskToSign);
        (may_ask && !asked).then(|| {
            ("policies-next-ask", member.path(&format!("acknowledgements/new?policy={}", policy.id)))
        })
    }
}
