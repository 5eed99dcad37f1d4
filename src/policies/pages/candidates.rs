//! The drafts that could be published together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::super::drafts::{self, Draft};
use super::super::elsewhere::Declared;
use super::super::versions::outline::{self, Outline};
use super::super::versions::publishing::Terms;
use super::super::versions::{ChangeKind, labels};
use super::super::{Policy, PolicyError, approval, related, store};
use super::unseen::Unseen;
use super::{approver, may_change, named};
use crate::access::Member;
use crate::clock::Moment;
use crate::db::ids::ServiceId;
use crate::db::{Database, Tenant};
use crate::documents::Document;
use crate::messages::{Language, Messages};
use crate::organisations::{self, Service};
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
    document: Option<Document>,
    unseen: Unseen,
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
            document: None,
            unseen: Unseen::default(),
            of,
        }
    };
    Ok(outlines.into_iter().map(one).collect())
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
    let (entry, now, messages) = (member.clone(), visit.now, visit.app.messages.clone());
    let work = move |database: &Database| {
        let mut found = database.read(&entry, |tenant| read(tenant, &entry, now, &messages))?;
        for one in &mut found {
            // What is over a limit isn't ready; its own page says why.
            let Ok(read) = one.of.draft.read() else { continue };
            let ready = one.of.readiness_of(&read.document).unwrap_or_default();
            let whole = !ready.is_empty() && ready.iter().all(|(_, ready)| ready.is_ready());
            one.ready = whole && !one.missing_approval && !one.stands_against;
            one.unseen = Unseen::of(&one.of.draft, &read);
            one.document = Some(read.document);
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
        &self.of.policy
    }

    /// Approval is missing, and nobody is being asked.
    pub(super) fn is_to_be_asked(&self) -> bool {
        self.missing_approval && !self.stands_against && !self.of.sites.is_empty()
    }

    fn services(&self) -> BTreeSet<ServiceId> {
        self.of.sites.iter().map(|site| site.service.id).collect()
    }

    /// What somebody should see before it is in force.
    pub(super) fn unseen(&self, visit: &Visit) -> Vec<String> {
        self.unseen.words(visit)
    }

    /// Whether the text tells its writer what to do.
    pub(super) fn is_raw(&self) -> bool {
        self.unseen.is_raw()
    }

    /// Where what was found in its text stands.
    pub(super) fn import(&self, member: &Member) -> String {
        member.path(&format!("policies/{}/import", self.policy().id))
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

    pub(super) fn row(&self, visit: &Visit, member: &Member, warnings: &[String]) -> Json {
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
            "named": warnings,
            "unseen": self.unseen(visit),
            "raw": self.is_raw(),
            "import": self.import(member),
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
