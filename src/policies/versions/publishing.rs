//! Publishing: what a version is made from is read, then printed without a transaction, then written if it
//! is still the same.

use std::collections::BTreeSet;

use super::frame::{StoredFrame, data_address};
use super::{Rendition, Version, rendition_digest, store};
use crate::audit;
use crate::blobs::Blob;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, RenditionId, ServiceId, VersionId};
use crate::documents::{
    Filled, Hash, Pictures, Stage, Value, Values, catalogue, dates, fill, html, labels, model::Document,
    stored, text,
};
use crate::messages::{Language, Messages, args};
use crate::organisations;
use crate::policies::drafts::{self, Draft};
use crate::policies::readiness::{self, Readiness, Site};
use crate::policies::{Policy, PolicyError, events, store as policies};

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
    /// The number that the version gets.
    pub number: i64,
    /// The version before, as people call it.
    pub before: Option<String>,
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
}

/// A version that is printed and not yet written.
#[derive(Debug, Clone)]
pub struct Prepared {
    version: Version,
    model: String,
    renditions: Vec<Rendition>,
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
    Ok(Basis {
        policy,
        draft,
        sites,
        logos,
        pictures,
        organisation: tenant.organisation(),
        organisation_name: organisations::name(tenant)?,
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
        let mut parts =
            vec![self.draft.stamp(), own, self.number.to_string(), self.organisation_name.clone()];
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

    fn previewed(&self, document: &Document, site: &Site) -> Filled {
        fill(document, &site.values, self.policy.language, Stage::Preview)
    }
}

/// The label that the next version is proposed: `1.0`, then the next minor one.
#[must_use]
pub fn proposed_label(before: Option<&str>) -> String {
    let Some(before) = before else { return "1.0".to_owned() };
    let (major, minor) = before.split_once('.').unwrap_or((before, "0"));
    match (major.parse::<u32>(), minor.parse::<u32>()) {
        (Ok(major), Ok(minor)) => format!("{major}.{}", minor.saturating_add(1)),
        _ => String::new(),
    }
}

/// The label of the next version with a greater change: `2.0` after `1.3`.
#[must_use]
pub fn proposed_major(before: &str) -> Option<String> {
    let major = before.split_once('.').map_or(before, |(major, _)| major);
    major.parse::<u32>().ok().map(|major| format!("{}.0", major.saturating_add(1)))
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
    let version = version(basis, terms, now, by);
    let printing = Printing { basis, terms, version: &version, document: &document, messages };
    let sites = basis.sites.iter().zip(&basis.logos);
    let renditions =
        sites.map(|(site, logo)| printing.rendition(site, logo.as_ref())).collect::<Result<_, _>>()?;
    Ok(Prepared {
        model: stored::to_json(&document),
        renditions,
        services: basis.sites.iter().map(|site| site.service.id).collect(),
        basis: basis.digest(),
        version,
    })
}

fn version(basis: &Basis, terms: &Terms, now: Moment, by: PersonId) -> Version {
    Version {
        id: VersionId::new(now),
        policy: basis.policy.id,
        number: basis.number,
        label: terms.label.clone(),
        code: basis.policy.code.clone(),
        title: basis.policy.title.clone(),
        change_note: terms.change_note.clone(),
        approver_name: terms.approver_name.clone(),
        published_at: now,
        published_by: by,
        effective_on: terms.effective_on,
        reviewed_on: terms.reviewed_on,
        next_review_on: terms.next_review_on,
    }
}

struct Printing<'a> {
    basis: &'a Basis,
    terms: &'a Terms,
    version: &'a Version,
    document: &'a Document,
    messages: &'a Messages,
}

impl Printing<'_> {
    fn rendition(&self, site: &Site, logo: Option<&Blob>) -> Result<Rendition, PolicyError> {
        let language = self.basis.policy.language;
        let values = self.values(site);
        let mut filled = fill(self.document, &values, language, Stage::Published);
        filled.pictures = self.basis.pictures.clone();
        if !filled.is_complete() {
            return Err(PolicyError::NotReady);
        }
        let address = logo.and_then(data_address);
        let look = html::Look { logo: address.as_deref(), ..html::Look::default() };
        let sheet = html::sheet(&filled, &look, self.messages);
        let words = text::plain(&filled, self.messages);
        let duty = text::duty_hash(&filled);
        let mut rendition = Rendition {
            organisation: self.basis.organisation,
            id: RenditionId::new(self.version.published_at),
            policy: self.basis.policy.id,
            version: self.version.id,
            service: site.service.id,
            language,
            html_sha256: sheet.hash().0.to_vec(),
            html: sheet.as_str().to_owned(),
            text: words,
            frame: self.frame(site, &values, filled).to_json(),
            duty_sha256: duty.0.to_vec(),
            logo: site.logo.filter(|_| logo.is_some()),
            published_at: self.version.published_at,
            digest: Vec::new(),
            issue: 1,
            reason: String::new(),
            issued_by: None,
            file: None,
        };
        rendition.digest = rendition_digest(&rendition).to_vec();
        Ok(rendition)
    }

    fn values(&self, site: &Site) -> Values {
        let language = self.basis.policy.language;
        let today = self.version.published_at.day();
        let mut values = readiness::in_words(&site.values, self.messages, language);
        values.text("policy_code", &self.version.code);
        values.text("policy_version", &self.version.label);
        values.text("current_year", &today.year().to_string());
        values.text("approved_by", &self.terms.approver_name);
        let nothing = || self.messages.get(language, "policies-supersedes-nothing");
        values.text("supersedes", &self.basis.before.clone().unwrap_or_else(nothing));
        readiness::set_day(&mut values, "approved_on", today);
        readiness::set_day(&mut values, "effective_date", self.terms.effective_on);
        readiness::set_day(&mut values, "last_update_date", self.terms.reviewed_on);
        readiness::set_day(&mut values, "next_review_date", self.terms.next_review_on);
        values
    }

    fn frame(&self, site: &Site, values: &Values, filled: Filled) -> StoredFrame {
        let (messages, language) = (self.messages, self.basis.policy.language);
        let organisation = self.basis.organisation_name.clone();
        let number = printed(values, "org_field_registration_no", language);
        let version = args([("code", self.version.code.as_str()), ("version", self.version.label.as_str())]);
        StoredFrame {
            registration: number
                .map(|number| (labels::field(messages, language, "org_field_registration_no"), number)),
            title: self.version.title.clone(),
            control: self.control(site, values),
            version: messages.format(language, "document-version-code", &version),
            logo_alt: messages.format(
                language,
                "document-logo-alt",
                &args([("name", organisation.as_str())]),
            ),
            organisation,
            filled,
        }
    }

    fn control(&self, site: &Site, values: &Values) -> Vec<(String, String)> {
        let (messages, language) = (self.messages, self.basis.policy.language);
        let row = |name: &&str| {
            printed(values, name, language).map(|value| (labels::field(messages, language, name), value))
        };
        let service =
            (labels::field(messages, language, "org_field_service_name"), site.service.name.clone());
        let organisation =
            (messages.get(language, "document-control-organisation"), self.basis.organisation_name.clone());
        let names = ["org_field_registered_manager_first_name", "org_field_registered_manager_last_name"];
        let manager: Vec<String> = names.iter().filter_map(|name| printed(values, name, language)).collect();
        let manager = (!manager.is_empty())
            .then(|| (messages.get(language, "document-control-responsible"), manager.join(" ")));
        let own = ["policy_code", "policy_version", "effective_date", "approved_by", "approved_on"];
        let dates = ["last_update_date", "next_review_date", "supersedes"];
        let rows = [organisation, service].into_iter().chain(own.iter().filter_map(row));
        rows.chain(manager).chain(dates.iter().filter_map(row)).collect()
    }
}

/// A value as it prints.
fn printed(values: &Values, name: &str, language: Language) -> Option<String> {
    debug_assert!(catalogue::find(name).is_some(), "{name}");
    match values.get(name)? {
        Value::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Date(date) => Some(dates::long(*date, language)),
        Value::Image => None,
    }
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
    store::insert_version(tenant, version, &prepared.model)
        .map_err(|fault| if fault.is_duplicate() { PolicyError::Changed } else { fault.into() })?;
    for rendition in &prepared.renditions {
        store::insert_rendition(tenant, rendition)?;
    }
    policies::set_current(tenant, version.policy, version.id, version.next_review_on)?;
    drafts::store::set_services(tenant, version.policy, &prepared.services)?;
    drafts::store::delete(tenant, version.policy)?;
    audit::record(tenant, now, &events::PolicyPublished { version, renditions: &prepared.renditions })?;
    Ok(version.clone())
}

#[cfg(test)]
mod tests {
    use super::{proposed_label, proposed_major};

    #[test]
    fn proposes_the_next_label() {
        for (before, minor, major) in [
            (None, "1.0", None),
            (Some("1.0"), "1.1", Some("2.0")),
            (Some("2.9"), "2.10", Some("3.0")),
            (Some("3"), "3.1", Some("4.0")),
            (Some("spring"), "", None),
        ] {
            assert_eq!(proposed_label(before), minor);
            assert_eq!(before.and_then(proposed_major).as_deref(), major);
        }
    }
}
