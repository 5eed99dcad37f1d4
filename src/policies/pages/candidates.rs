//! The drafts that could be published together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::approval;
use super::super::versions::publishing::{self, Basis, Terms};
use super::super::versions::{ChangeKind, labels};
use super::super::{Policy, PolicyError, drafts, related, store};
use super::{is_changeable, named};
use crate::access::Member;
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::db::{Database, Tenant};
use crate::documents::Document;
use crate::messages::Language;
use crate::organisations::{self, Service};
use crate::web::{Error, Fields, Visit};

/// A draft that could be published.
pub(super) struct Candidate {
    pub(super) basis: Basis,
    pub(super) approved: Option<Terms>,
    pub(super) missing_approval: bool,
    pub(super) ready: bool,
    document: Option<Document>,
}

/// The drafts, and what is known of the codes that they name.
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    known: BTreeMap<Language, related::Known>,
    services: Vec<Service>,
}

impl Candidates {
    /// What a draft names and what leads nowhere, were it published together with some others.
    pub(super) fn warnings(&self, visit: &Visit, of: &Candidate, with: &[&Candidate]) -> Vec<String> {
        let (Some(document), Some(known)) = (&of.document, self.known.get(&of.policy().language)) else {
            return Vec::new();
        };
        let mut soon = related::InForce::new();
        for one in with {
            soon.entry(one.policy().code.clone()).or_default().extend(one.services());
        }
        let warnings = known.warnings(document, (&of.policy().code, &of.services()), &soon);
        named::words(visit, &warnings, &self.services)
    }
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
            document: None,
        });
    }
    Ok(found)
}

/// What is known of the codes that drafts name, in each of their languages.
fn known(
    tenant: &mut Tenant<'_>,
    all: &[Candidate],
) -> Result<BTreeMap<Language, related::Known>, PolicyError> {
    let mut words: BTreeMap<Language, BTreeSet<String>> = BTreeMap::new();
    for one in all {
        let of = words.entry(one.policy().language).or_default();
        of.extend(one.document.iter().flat_map(related::words_of));
    }
    let known = words.into_iter().map(|(language, words)| {
        let known = related::known(tenant, language, &words)?;
        Ok((language, known))
    });
    known.collect()
}

pub(super) async fn candidates(visit: &Visit, member: &Member) -> Result<Candidates, Error> {
    let (entry, today) = (member.clone(), visit.now.day());
    let work = move |database: &Database| {
        let mut found = database.read(&entry, |tenant| read(tenant, &entry, today))?;
        for one in &mut found {
            // What is over a limit isn't ready; its own page says why.
            let ready = one.basis.readiness().unwrap_or_default();
            let whole = !ready.is_empty() && ready.iter().all(|(_, ready)| ready.is_ready());
            one.ready = whole && !one.missing_approval;
            one.document = Some(one.basis.draft.read()?.document);
        }
        database.read(&entry, |tenant| {
            let known = known(tenant, &found)?;
            Ok::<_, PolicyError>(Candidates { known, services: organisations::services(tenant)?, all: found })
        })
    };
    Ok(visit.app.work(work).await?)
}

impl Candidate {
    pub(super) fn policy(&self) -> &Policy {
        &self.basis.policy
    }

    fn services(&self) -> BTreeSet<ServiceId> {
        self.basis.sites.iter().map(|site| site.service.id).collect()
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

    pub(super) fn row(&self, visit: &Visit, member: &Member, warnings: &[String]) -> Json {
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
            "named": warnings,
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
