//! Publishing: what a version is made from is read, then printed without a transaction, then written if it
//! is still the same.

use std::collections::{BTreeMap, BTreeSet};

use super::printing::{Printed, Printing};
use super::{ChangeKind, Rendition, Version, labels, store};
use crate::audit;
use crate::blobs::Blob;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId};
use crate::documents::{Filled, Hash, Pictures, Stage, fill, model::Document, stored, text};
use crate::library;
use crate::messages::{Messages, args};
use crate::policies::drafts::{self, Draft};
use crate::policies::readiness::{self, Readiness, Site};
use crate::policies::{Policy, PolicyError, approval, events, store as policies};
use crate::{organisations, people};

/// The longest time to the next review, in months (reference domain 2.8).
pub const LONGEST_REVIEW_MONTHS: i32 = 36;
/// The proposed time to the next review, in months.
pub const USUAL_REVIEW_MONTHS: i32 = 12;

/// All that a version is made from, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Basis {
    /// The policy.
    pub policy: Policy,
    /// The text.
    pub draft: Draft,
    /// The services it is for, with their values.
    pub sites: Vec<Site>,
    logos: Vec<Option<Blob>>,
    pictures: Pictures,
    organisation: crate::db::ids::OrganisationId,
    organisation_name: String,
    owner_name: String,
    /// The number that the version gets.
    pub number: i64,
    /// The version before, as people call it.
    pub before: Option<String>,
    /// The duty hashes that are in force, by service.
    duties: BTreeMap<ServiceId, Vec<u8>>,
}

/// What the author decides on publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What people call the version.
    pub label: String,
    /// When the text was reviewed.
    pub reviewed_on: Day,
    /// From which day it applies.
    pub effective_on: Day,
    /// When it must be looked at again.
    pub next_review_on: Day,
    /// What changed.
    pub change_note: String,
    /// Who approved it.
    pub approver_name: String,
    /// How great the change is.
    pub change_kind: ChangeKind,
    /// When it was approved; nothing where that is the day of publication.
    pub approved_on: Option<Day>,
    /// Why its own author approved it.
    pub approval_reason: Option<String>,
}

/// A version that is printed and not yet written.
#[derive(Debug, Clone)]
pub struct Prepared {
    version: Version,
    model: String,
    printed: Vec<Printed>,
    services: BTreeSet<ServiceId>,
    basis: String,
}

/// Reads what a version for these services would be made from.
///
/// # Errors
/// No such policy, withdrawn, or without a draft.
pub fn basis(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<Basis, PolicyError> {
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    let draft = drafts::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    let sites = readiness::sites(tenant, services)?;
    let logos = sites.iter().map(|site| readiness::logo(tenant, site.logo)).collect::<Result<_, _>>()?;
    let pictures = readiness::pictures(tenant, &draft.read()?.document)?;
    let newest = store::versions(tenant, id)?.into_iter().next();
    let owner = people::get(tenant, policy.owner)?;
    let duties = match policy.current_version {
        Some(current) => store::duties_of(tenant, current)?,
        None => BTreeMap::new(),
    };
    Ok(Basis {
        duties,
        policy,
        draft,
        sites,
        logos,
        pictures,
        organisation: tenant.organisation(),
        organisation_name: organisations::name(tenant)?,
        owner_name: owner.map(|owner| owner.name()).unwrap_or_default(),
        number: newest.as_ref().map_or(1, |version| version.number.saturating_add(1)),
        before: newest.map(|version| version.label),
    })
}

impl Basis {
    /// Changes when the draft, a value that it could print, or what the text is for changes.
    #[must_use]
    pub fn digest(&self) -> String {
        let policy = &self.policy;
        let own = format!(
            "{:?}",
            (&policy.code, &policy.title, policy.language, policy.nation, policy.service_type)
        );
        let control = format!(
            "{:?}",
            (&policy.contact, &policy.template, &policy.template_edition, &policy.override_reason)
        );
        let mut parts =
            vec![self.draft.stamp(), own, self.number.to_string(), self.organisation_name.clone()];
        parts.extend([self.owner_name.clone(), control, format!("{:?}", self.draft.aliases)]);
        for site in &self.sites {
            parts.push(format!("{:?} {:?}", site.service, site.logo));
            parts.push(serde_json::to_string(&site.values).unwrap_or_default());
        }
        let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
        Hash(crate::keys::hash_parts("polisi basis v1", &parts)).to_string()
    }

    /// What keeps the text from each service.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn readiness(&self) -> Result<Vec<(&Site, Readiness)>, PolicyError> {
        let document = self.draft.read()?.document;
        let ready = |site| {
            let filled = self.previewed(&document, site);
            (site, readiness::readiness(&self.policy, &site.service, &filled))
        };
        Ok(self.sites.iter().map(ready).collect())
    }

    /// The services where the words that must be followed differ from those in force.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn duty_changes(&self, messages: &Messages) -> Result<BTreeSet<ServiceId>, PolicyError> {
        let document = self.draft.read()?.document;
        let language = self.policy.language;
        let differs = |site: &&Site| {
            let values = readiness::in_words(&site.values, messages, language);
            let filled = fill(&document, &values, language, Stage::Preview);
            let duty = text::duty_hash(&filled).0;
            self.duties.get(&site.service.id).is_some_and(|before| before.as_slice() != duty)
        };
        Ok(self.sites.iter().filter(differs).map(|site| site.service.id).collect())
    }

    fn previewed(&self, document: &Document, site: &Site) -> Filled {
        fill(document, &site.values, self.policy.language, Stage::Preview)
    }
}

/// The label that the next version is proposed while nobody said how great the change is.
#[must_use]
pub fn proposed_label(before: Option<&str>) -> String {
    labels::proposed(before, ChangeKind::Minor)
}

/// Prints a version for every service of its basis. Slow: call it outside any transaction.
///
/// # Errors
/// Gaps, unknown fields, a service that the text isn't for, no service, or a text over a limit.
pub fn prepare(
    basis: &Basis,
    terms: &Terms,
    now: Moment,
    by: PersonId,
    messages: &Messages,
) -> Result<Prepared, PolicyError> {
    let ready = basis.readiness()?;
    if ready.is_empty() || ready.iter().any(|(_, readiness)| !readiness.is_ready()) {
        return Err(PolicyError::NotReady);
    }
    let document = basis.draft.read()?.document;
    let version = version(basis, terms, now, by, messages);
    let printing = Printing {
        organisation: (basis.organisation, &basis.organisation_name),
        owner: &basis.owner_name,
        language: basis.policy.language,
        before: basis.before.as_deref(),
        version: &version,
        document: &document,
        pictures: &basis.pictures,
        issue: None,
        file: None,
        messages,
    };
    let sites = basis.sites.iter().zip(&basis.logos);
    let printed: Vec<Printed> =
        sites.map(|(site, logo)| printing.rendition(site, logo.as_ref())).collect::<Result<_, _>>()?;
    let same_duty = |printed: &Printed| {
        let before = basis.duties.get(&printed.rendition.service);
        before.is_none_or(|before| *before == printed.rendition.duty_sha256)
    };
    if version.change_kind == ChangeKind::Typographical && !printed.iter().all(same_duty) {
        return Err(PolicyError::DutyChanged);
    }
    Ok(Prepared {
        model: stored::to_json(&document),
        printed,
        services: basis.sites.iter().map(|site| site.service.id).collect(),
        basis: basis.digest(),
        version,
    })
}

fn version(basis: &Basis, terms: &Terms, now: Moment, by: PersonId, messages: &Messages) -> Version {
    let policy = &basis.policy;
    Version {
        contact: policy.contact.clone(),
        adopted_from: adopted_from(policy, messages),
        override_reason: policy.override_reason.clone(),
        ..terms.version((policy.id, basis.number), &policy.code, &policy.title, (now, by))
    }
}

impl Terms {
    /// The version of a policy on these terms, published at a moment by somebody.
    pub(super) fn version(
        &self,
        (policy, number): (PolicyId, i64),
        code: &str,
        title: &str,
        (now, by): (Moment, PersonId),
    ) -> Version {
        Version {
            id: VersionId::new(now),
            policy,
            number,
            label: self.label.clone(),
            code: code.to_owned(),
            title: title.to_owned(),
            change_note: self.change_note.clone(),
            approver_name: self.approver_name.clone(),
            published_at: now,
            published_by: by,
            effective_on: self.effective_on,
            reviewed_on: self.reviewed_on,
            next_review_on: self.next_review_on,
            change_kind: self.change_kind,
            approved_on: self.approved_on,
            contact: String::new(),
            adopted_from: None,
            override_reason: None,
            approval_reason: self.approval_reason.clone(),
        }
    }
}

/// The template that a text came from, with its edition, in the words of its language.
fn adopted_from(policy: &Policy, messages: &Messages) -> Option<String> {
    let key = policy.template.as_deref()?;
    let named = library::template(key).map(|template| {
        let nation = format!("choice-nation-{}", readiness::choice_key(template.nation.as_str()));
        format!("{}, {}", template.title, messages.get(policy.language, &nation))
    });
    let template = named.as_deref().unwrap_or(key);
    let words = match policy.template_edition.as_deref() {
        Some(edition) => messages.format(
            policy.language,
            "document-adopted-edition",
            &args([("template", template), ("edition", edition)]),
        ),
        None => template.to_owned(),
    };
    Some(words)
}

/// Writes a printed version. Its end of the version before follows from the order of numbers.
///
/// # Errors
/// The draft, its services or a value changed since the basis was read.
pub fn publish(tenant: &mut Tenant<'_>, now: Moment, prepared: &Prepared) -> Result<Version, PolicyError> {
    let version = &prepared.version;
    let today = basis(tenant, version.policy, &prepared.services).map_err(|error| match error {
        PolicyError::NoDraft => PolicyError::Changed,
        other => other,
    })?;
    if today.digest() != prepared.basis {
        return Err(PolicyError::Changed);
    }
    approval::check(tenant, &today.policy, &today.draft, version.change_kind)?;
    store::insert_version(tenant, version, &prepared.model)
        .map_err(|fault| if fault.is_duplicate() { PolicyError::Changed } else { fault.into() })?;
    for printed in &prepared.printed {
        store::insert_rendition(tenant, &printed.rendition)?;
        store::insert_printed_values(tenant, printed.rendition.id, &printed.values)?;
    }
    policies::set_current(tenant, version.policy, version.id, version.next_review_on)?;
    drafts::store::set_services(tenant, version.policy, &prepared.services)?;
    drafts::store::delete(tenant, version.policy)?;
    let renditions: Vec<&Rendition> = prepared.printed.iter().map(|printed| &printed.rendition).collect();
    approval::published(tenant, now, version.policy, version.id)?;
    audit::record(tenant, now, &events::PolicyPublished { version, renditions: &renditions })?;
    Ok(version.clone())
}
