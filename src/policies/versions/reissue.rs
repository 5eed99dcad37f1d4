//! Issuing a version again where a value that it prints changed: the same version, the next issue, only for
//! the services whose text is another one now.

use std::collections::{BTreeMap, BTreeSet};

use super::printing::{Issue, Printed, Printing};
use super::{Rendition, Version, store};
use crate::audit;
use crate::blobs::Blob;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{OrganisationId, PersonId, PolicyId, RenditionId, ServiceId};
use crate::documents::{Document, Pictures, stored};
use crate::messages::Messages;
use crate::policies::readiness::{self, Site};
use crate::policies::{PolicyError, events, store as policies};
use crate::{organisations, people};

/// All that a version is printed from again, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Basis {
    organisation: OrganisationId,
    organisation_name: String,
    owner_name: String,
    version: Version,
    document: Document,
    pictures: Pictures,
    before: Option<String>,
    sites: Vec<(Site, Option<Blob>)>,
    renditions: Vec<(Rendition, BTreeMap<String, String>)>,
}

/// Renditions that are printed again and not yet written.
#[derive(Debug, Clone)]
pub struct Prepared {
    version: Version,
    reason: String,
    printed: Vec<(RenditionId, Printed)>,
    /// The services whose words that must be followed changed.
    pub changed_duty: BTreeSet<ServiceId>,
}

impl Prepared {
    /// The services that get a new issue.
    #[must_use]
    pub fn services(&self) -> BTreeSet<ServiceId> {
        self.printed.iter().map(|(_, printed)| printed.rendition.service).collect()
    }
}

/// What was issued again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reissued {
    /// The services.
    pub services: BTreeSet<ServiceId>,
    /// Renditions before and after whose duty text is the same.
    pub followed: Vec<(RenditionId, RenditionId)>,
}

/// Reads what the version in force would be printed from again.
///
/// # Errors
/// No such policy, or not in force.
pub fn basis(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<Basis, PolicyError> {
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    let current = policy.current_version.filter(|_| policy.is_in_force()).ok_or(PolicyError::NotInForce)?;
    let version = store::version(tenant, current)?.ok_or(PolicyError::NotFound)?;
    let before = match version.number {
        1 => None,
        number => store::version_by_number(tenant, id, number.saturating_sub(1))?.map(|before| before.label),
    };
    let mut renditions = Vec::new();
    // A finished file is what it is: no value prints in it.
    for rendition in store::renditions_of(tenant, current)?.into_iter().filter(|row| row.file.is_none()) {
        let values = store::printed_values(tenant, rendition.id)?;
        renditions.push((rendition, values));
    }
    let services: BTreeSet<ServiceId> = renditions.iter().map(|(row, _)| row.service).collect();
    let mut sites = Vec::new();
    for site in readiness::sites(tenant, &services)? {
        let logo = readiness::logo(tenant, site.logo)?;
        sites.push((site, logo));
    }
    let model = store::model(tenant, current)?.ok_or(PolicyError::NotFound)?;
    let document = stored::from_json(&model).map_err(|fault| PolicyError::Stored(fault.to_string()))?;
    Ok(Basis {
        pictures: readiness::pictures(tenant, &document)?,
        document,
        organisation: tenant.organisation(),
        organisation_name: organisations::name(tenant)?,
        owner_name: people::get(tenant, policy.owner)?.map(|owner| owner.name()).unwrap_or_default(),
        version,
        before,
        sites,
        renditions,
    })
}

/// Prints again what changed. Slow: call it outside any transaction.
///
/// # Errors
/// A field has no value any more, or the stored text can't be read.
pub fn prepare(
    basis: &Basis,
    reason: &str,
    now: Moment,
    by: PersonId,
    messages: &Messages,
) -> Result<Prepared, PolicyError> {
    let mut printed = Vec::new();
    let mut changed_duty = BTreeSet::new();
    for (before, values) in &basis.renditions {
        let Some((site, logo)) = basis.sites.iter().find(|(site, _)| site.service.id == before.service)
        else {
            continue;
        };
        let printing = Printing {
            organisation: (basis.organisation, &basis.organisation_name),
            owner: &basis.owner_name,
            language: before.language,
            before: basis.before.as_deref(),
            version: &basis.version,
            document: &basis.document,
            pictures: &basis.pictures,
            file: None,
            issue: Some(Issue { number: before.issue.saturating_add(1), reason, at: now, by }),
            messages,
        };
        let after = printing.rendition(site, logo.as_ref())?;
        if is_same(before, values, &after) {
            continue;
        }
        if after.rendition.duty_sha256 != before.duty_sha256 {
            changed_duty.insert(before.service);
        }
        printed.push((before.id, after));
    }
    Ok(Prepared { version: basis.version.clone(), reason: reason.to_owned(), printed, changed_duty })
}

/// Whether the text prints as it did. Renditions from before values were kept have none to compare.
fn is_same(before: &Rendition, values: &BTreeMap<String, String>, after: &Printed) -> bool {
    before.html_sha256 == after.rendition.html_sha256
        && before.logo == after.rendition.logo
        && (values.is_empty() || *values == after.values)
}

/// Writes what was printed again.
///
/// # Errors
/// The version isn't in force any more, or was issued again meanwhile.
pub fn reissue(tenant: &mut Tenant<'_>, now: Moment, prepared: &Prepared) -> Result<Reissued, PolicyError> {
    let version = &prepared.version;
    policies::hold(tenant, version.policy)?;
    let policy = policies::get(tenant, version.policy)?.ok_or(PolicyError::NotFound)?;
    if !policy.is_in_force() || policy.current_version != Some(version.id) {
        return Err(PolicyError::Changed);
    }
    let newest: BTreeSet<RenditionId> =
        store::services_of(tenant, version.id)?.into_iter().map(|(_, id)| id).collect();
    let mut followed = Vec::new();
    for (before, after) in &prepared.printed {
        if !newest.contains(before) {
            return Err(PolicyError::Changed);
        }
        store::insert_rendition(tenant, &after.rendition)?;
        store::insert_printed_values(tenant, after.rendition.id, &after.values)?;
        if !prepared.changed_duty.contains(&after.rendition.service) {
            followed.push((*before, after.rendition.id));
        }
    }
    if !prepared.printed.is_empty() {
        let renditions: Vec<&Rendition> =
            prepared.printed.iter().map(|(_, after)| &after.rendition).collect();
        let event = events::PolicyReissued { version, renditions: &renditions, reason: &prepared.reason };
        audit::record(tenant, now, &event)?;
    }
    Ok(Reissued { services: prepared.services(), followed })
}
