//! Publishing: what a version is made from is read, then printed without a transaction, then written if it
//! is still the same.

use std::collections::{BTreeMap, BTreeSet};

use super::finished::File;
use super::outline::{Outline, outline};
use super::printing::{Printed, Printing};
use super::{ChangeKind, Rendition, Version, labels, store};
use crate::audit;
use crate::blobs::Blob;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId};
use crate::documents::{Pictures, Stage, fill, stored, text};
use crate::library;
use crate::messages::{Messages, args};
use crate::policies::drafts;
use crate::policies::readiness::{self, Site};
use crate::policies::{Policy, PolicyError, approval, events, store as policies};

/// The longest time to the next review, in months (reference domain 2.8).
pub const LONGEST_REVIEW_MONTHS: i32 = 36;
/// The proposed time to the next review, in months.
pub const USUAL_REVIEW_MONTHS: i32 = 12;

/// All that a version is made from, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Text, services and values.
    pub of: Outline,
    logos: Vec<Option<Blob>>,
    pictures: Pictures,
    file: Option<File>,
    organisation: crate::db::ids::OrganisationId,
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
    /// From which day it applies; where nobody knows, the first day on which it is known to have applied.
    pub effective_on: Day,
    /// Whether that is the day on which it came into force.
    pub effective_known: bool,
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
    consent: Consent,
}

/// Who stands behind a version that was not approved in a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consent {
    /// The approver, when it is one person of the organisation.
    pub person: Option<PersonId>,
    /// Why it is published although people are asked about its text, or asked for changes.
    pub past: Option<String>,
}

impl Prepared {
    /// The same with who stands behind it.
    #[must_use]
    pub fn with(self, consent: Consent) -> Self {
        Self { consent, ..self }
    }
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
    let of = outline(tenant, id, services)?;
    Ok(Basis {
        logos: of.sites.iter().map(|site| readiness::logo(tenant, site.logo)).collect::<Result<_, _>>()?,
        pictures: readiness::pictures(tenant, &of.draft.read()?.document)?,
        file: of.draft.file.map(|file| File::of(tenant, file)).transpose()?,
        duties: match of.policy.current_version {
            Some(current) => store::duties_of(tenant, current)?,
            None => BTreeMap::new(),
        },
        organisation: tenant.organisation(),
        of,
    })
}

impl Basis {
    /// The services where the words that must be followed differ from those in force.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn duty_changes(&self, messages: &Messages) -> Result<BTreeSet<ServiceId>, PolicyError> {
        let document = self.of.draft.read()?.document;
        let language = self.of.policy.language;
        let differs = |site: &Site| -> Result<Option<ServiceId>, PolicyError> {
            let values = readiness::in_words(&site.values, messages, language);
            let filled = fill(&document, &values, language, Stage::Preview)?;
            let duty = self.file.map_or_else(|| text::duty_hash(&filled), |file| file.sha256).0;
            let before = self.duties.get(&site.service.id);
            Ok(before.filter(|before| before.as_slice() != duty).map(|_differs| site.service.id))
        };
        self.of.sites.iter().filter_map(|site| differs(site).transpose()).collect()
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
    let document = basis.of.draft.read()?.document;
    let ready = basis.of.readiness_of(&document)?;
    if ready.is_empty() || ready.iter().any(|(_, readiness)| !readiness.is_ready()) {
        return Err(PolicyError::NotReady);
    }
    let version = version(basis, terms, now, by, messages);
    let printing = Printing {
        organisation: (basis.organisation, &basis.of.organisation_name),
        owner: &basis.of.owner_name,
        language: basis.of.policy.language,
        before: basis.of.before.as_deref(),
        version: &version,
        document: &document,
        pictures: &basis.pictures,
        issue: None,
        file: basis.file,
        messages,
    };
    let sites = basis.of.sites.iter().zip(&basis.logos);
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
        services: basis.of.sites.iter().map(|site| site.service.id).collect(),
        basis: basis.of.digest(),
        consent: Consent::default(),
        version,
    })
}

fn version(basis: &Basis, terms: &Terms, now: Moment, by: PersonId, messages: &Messages) -> Version {
    let policy = &basis.of.policy;
    Version {
        contact: policy.contact.clone(),
        adopted_from: adopted_from(policy, messages),
        override_reason: policy.override_reason.clone(),
        ..terms.version((policy.id, basis.of.number), &policy.code, &policy.title, (now, by))
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
            effective_known: self.effective_known,
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
    let today = outline(tenant, version.policy, &prepared.services).map_err(|error| match error {
        PolicyError::NoDraft => PolicyError::Changed,
        other => other,
    })?;
    if today.digest() != prepared.basis {
        return Err(PolicyError::Changed);
    }
    let about = (&today.policy, &today.draft, &prepared.services);
    approval::check(tenant, now, about, version, &prepared.consent)?;
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
    audit::record(
        tenant,
        now,
        &events::PolicyPublished { version, renditions: &renditions, approver: prepared.consent.person },
    )?;
    Ok(version.clone())
}
