//! The drafts that could be published together.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::super::drafts::{self, Draft};
use super::super::elsewhere::Declared;
use super::super::versions::outline::{self, Outline};
use super::super::versions::publishing::Terms;
use super::super::versions::{ChangeKind, labels};
use super::super::{Policy, PolicyError, approval, store};
use super::{approver, may_change};
use crate::access::Member;
use crate::clock::Moment;
use crate::db::{Database, Tenant};
use crate::messages::Messages;
use crate::reactions;
use crate::web::{Error, Fields, Visit};

/// A draft that could be published.
pub(super) struct Candidate {
    pub(super) of: Outline,
    pub(super) approved: Option<Terms>,
    pub(super) declared: Option<Declared>,
    missing_approval: bool,
    stands_against: bool,
    pub(super) ready: bool,
}

/// The drafts, in as many statements for a thousand as for ten.
pub(super) fn read(
    tenant: &mut Tenant<'_>,
    member: &Member,
    now: Moment,
    messages: &Messages,
) -> Result<Vec<Candidate>, PolicyError> {
    let asks = approval::rule(tenant)?.asks();
    let all = store::services_by_policy(tenant)?;
    let nowhere = BTreeSet::new();
    let mut drafted = drafts::store::all_services(tenant)?;
    let open = store::all(tenant)?.into_iter().filter(|policy| {
        let services = all.get(&policy.id).unwrap_or(&nowhere);
        policy.has_draft && policy.withdrawn_at.is_none() && may_change(member, services)
    });
    let chosen = open.map(|policy| {
        let services = drafted.remove(&policy.id).unwrap_or_default();
        (policy, services)
    });
    let outlines = outline::outlines(tenant, chosen.collect())?;
    let authors = outlines.iter().map(|of| (of.policy.id, of.draft.updated_by)).collect();
    let live = approval::store::all_live(tenant)?;
    let mut approved = approval::all_terms(tenant, now.day(), &live, &authors)?;
    let texts: Vec<(&Policy, &Draft)> = outlines.iter().map(|of| (&of.policy, &of.draft)).collect();
    let against = approval::objections(tenant, &texts)?;
    let first: Vec<&Draft> = outlines.iter().filter(|of| of.before.is_none()).map(|of| &of.draft).collect();
    let mut declared = reactions::declared(tenant, now, messages, &first)?;
    let one = |of: Outline| {
        let id = of.policy.id;
        let approved = approved.remove(&id);
        let refused = against.get(&id).is_some_and(|said| said.iter().any(|said| !said.is_earlier));
        let stands_against = approved.is_none() && (refused || live.iter().any(|round| round.policy == id));
        let declared = declared.remove(&id).filter(|_| approved.is_none() && !stands_against);
        Candidate {
            missing_approval: approved.is_none() && declared.is_none() && asks,
            stands_against,
            approved,
            declared,
            ready: false,
            of,
        }
    };
    Ok(outlines.into_iter().map(one).collect())
}

pub(super) async fn candidates(visit: &Visit, member: &Member) -> Result<Vec<Candidate>, Error> {
    let (entry, now, messages) = (member.clone(), visit.now, visit.app.messages.clone());
    let work = move |database: &Database| {
        let mut found = database.read(&entry, |tenant| read(tenant, &entry, now, &messages))?;
        for one in &mut found {
            let ready = one.of.readiness()?;
            let whole = !ready.is_empty() && ready.iter().all(|(_, ready)| ready.is_ready());
            one.ready = whole && !one.missing_approval && !one.stands_against;
        }
        Ok::<_, PolicyError>(found)
    };
    Ok(visit.app.work(work).await?)
}

impl Candidate {
    pub(super) fn policy(&self) -> &Policy {
        &self.of.policy
    }

    pub(super) fn before(&self) -> Option<&str> {
        self.of.before.as_deref()
    }

    /// What is known already: approved in a round, or in force before it was entered here.
    pub(super) fn known(&self) -> Option<&Terms> {
        self.approved.as_ref().or(self.declared.as_ref().map(|declared| &declared.terms))
    }

    pub(super) fn kind(&self, fields: &Fields) -> ChangeKind {
        let chosen = ChangeKind::from_word(fields.text(&format!("kind-{}", self.policy().id)));
        chosen.filter(|kind| *kind != ChangeKind::Adopted).unwrap_or(ChangeKind::Minor)
    }

    pub(super) fn label(&self, fields: &Fields) -> String {
        let typed = fields.text(&format!("label-{}", self.policy().id));
        let typed: String = typed.chars().take(20).collect();
        if typed.is_empty() { labels::proposed(self.before(), self.kind(fields)) } else { typed }
    }

    pub(super) fn row(&self, visit: &Visit, member: &Member) -> Json {
        let policy = self.policy();
        let why = match (self.ready, self.stands_against, self.missing_approval) {
            (true, ..) => None,
            (false, true, _) => Some("policies-many-round"),
            (false, false, true) => Some("policies-many-approval"),
            (false, false, false) if self.of.sites.is_empty() => Some("policies-preview-no-service-title"),
            (false, false, false) => Some("policies-many-gaps"),
        };
        json!({
            "id": policy.id,
            "title": policy.title,
            "code": policy.code,
            "href": member.path(&format!("policies/{}/publish", policy.id)),
            "services": self.of.places(),
            "ready": self.ready,
            "why": why.map(|key| visit.words(key)),
            "gaps": policy.gaps,
            "first": self.before().is_none(),
            "label": self.known().map_or_else(
                || labels::proposed(self.before(), ChangeKind::Minor),
                |terms| terms.label.clone(),
            ),
            "approved": self.approved.is_some(),
            "declared": self.declared.as_ref().map(|said| approver::declared(visit, said)),
            "before": self.before(),
        })
    }
}
