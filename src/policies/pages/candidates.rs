//! The drafts that could be published together.

use serde_json::{Value as Json, json};

use super::super::approval;
use super::super::versions::publishing::{self, Basis, Terms};
use super::super::versions::{ChangeKind, labels};
use super::super::{Policy, PolicyError, drafts, store};
use super::is_changeable;
use crate::access::Member;
use crate::clock::Day;
use crate::db::{Database, Tenant};
use crate::web::{Error, Fields, Visit};

/// A draft that could be published.
pub(super) struct Candidate {
    pub(super) basis: Basis,
    pub(super) approved: Option<Terms>,
    pub(super) missing_approval: bool,
    pub(super) ready: bool,
}

fn read(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Vec<Candidate>, PolicyError> {
    let asks = approval::rule(tenant)?.asks();
    let mut found = Vec::new();
    for policy in store::all(tenant)? {
        if !policy.has_draft || policy.withdrawn_at.is_some() || !is_changeable(tenant, member, policy.id)? {
            continue;
        }
        let services = drafts::services(tenant, policy.id)?;
        let live = approval::store::live(tenant, policy.id)?;
        let approved = match &live {
            Some(round) if round.is_approved() => Some(approval::terms(tenant, today, round)?),
            _ => None,
        };
        found.push(Candidate {
            basis: publishing::basis(tenant, policy.id, &services)?,
            missing_approval: approved.is_none() && (asks || live.is_some()),
            approved,
            ready: false,
        });
    }
    Ok(found)
}

pub(super) async fn candidates(visit: &Visit, member: &Member) -> Result<Vec<Candidate>, Error> {
    let (entry, today) = (member.clone(), visit.now.day());
    let work = move |database: &Database| {
        let mut found = database.read(&entry, |tenant| read(tenant, &entry, today))?;
        for one in &mut found {
            // What is over a limit isn't ready; its own page says why.
            let ready = one.basis.readiness().unwrap_or_default();
            let whole = !ready.is_empty() && ready.iter().all(|(_, ready)| ready.is_ready());
            one.ready = whole && !one.missing_approval;
        }
        Ok::<_, PolicyError>(found)
    };
    Ok(visit.app.work(work).await?)
}

impl Candidate {
    pub(super) fn policy(&self) -> &Policy {
        &self.basis.policy
    }

    pub(super) fn before(&self) -> Option<&str> {
        self.basis.before.as_deref()
    }

    pub(super) fn months(&self) -> i32 {
        i32::try_from(self.policy().review_months).unwrap_or(12)
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
        let why = match (self.ready, self.missing_approval, self.basis.sites.is_empty()) {
            (true, ..) => None,
            (false, true, _) => Some("policies-many-approval"),
            (false, false, true) => Some("policies-preview-no-service-title"),
            (false, false, false) => Some("policies-many-gaps"),
        };
        json!({
            "id": policy.id,
            "title": policy.title,
            "code": policy.code,
            "href": member.path(&format!("policies/{}/publish", policy.id)),
            "services": self.basis.sites.iter().map(|site| site.service.name.as_str())
                .collect::<Vec<_>>().join(", "),
            "ready": self.ready,
            "why": why.map(|key| visit.words(key)),
            "gaps": policy.gaps,
            "first": self.before().is_none(),
            "label": self.approved.as_ref().map_or_else(
                || labels::proposed(self.before(), ChangeKind::Minor),
                |terms| terms.label.clone(),
            ),
            "approved": self.approved.is_some(),
            "before": self.before(),
        })
    }
}
