//! A draft as it could be published at one moment: its text, its services with their values, what it would be
//! called. What is printed needs pictures besides (`publishing::Basis`).

use std::collections::{BTreeMap, BTreeSet};

use super::store;
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::documents::{Document, Filled, Hash, Stage, fill, instructions};
use crate::organisations;
use crate::people;
use crate::policies::drafts::{self, Draft};
use crate::policies::readiness::{self, Readiness, Site};
use crate::policies::{Policy, PolicyError, store as policies};

/// A draft with all that decides whether and as what it can be published.
#[derive(Debug, Clone)]
pub struct Outline {
    /// The policy.
    pub policy: Policy,
    /// The text.
    pub draft: Draft,
    /// The services it is for, with their values.
    pub sites: Vec<Site>,
    /// The name of the organisation.
    pub organisation_name: String,
    /// The name of the policy's owner.
    pub owner_name: String,
    /// The number that the version gets.
    pub number: i64,
    /// The version before, as people call it.
    pub before: Option<String>,
}

/// Reads what a version for these services would be made from.
///
/// # Errors
/// No such policy, withdrawn, or without a draft.
pub fn outline(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<Outline, PolicyError> {
    let policy = policies::get(tenant, id)?.ok_or(PolicyError::NotFound)?;
    if policy.withdrawn_at.is_some() {
        return Err(PolicyError::Withdrawn);
    }
    let draft = drafts::get(tenant, id)?.ok_or(PolicyError::NoDraft)?;
    let newest = store::newest(tenant, &[id])?.remove(&id);
    let owner = people::get(tenant, policy.owner)?;
    Ok(Outline {
        policy,
        draft,
        sites: readiness::sites(tenant, services)?,
        organisation_name: organisations::name(tenant)?,
        owner_name: owner.map(|owner| owner.name()).unwrap_or_default(),
        number: newest.as_ref().map_or(1, |newest| newest.number.saturating_add(1)),
        before: newest.map(|newest| newest.label),
    })
}

/// The same of many policies in a few statements. A policy without a draft has none.
///
/// # Errors
/// The database is away.
pub fn outlines(
    tenant: &mut Tenant<'_>,
    chosen: Vec<(Policy, BTreeSet<ServiceId>)>,
) -> Result<Vec<Outline>, PolicyError> {
    let ids: Vec<PolicyId> = chosen.iter().map(|(policy, _)| policy.id).collect();
    let mut drafts = drafts::store::of(tenant, &ids.iter().copied().collect())?;
    let newest = store::newest(tenant, &ids)?;
    let organisation_name = organisations::name(tenant)?;
    let everywhere = organisations::everywhere(tenant)?;
    let owners: BTreeMap<PersonId, String> =
        people::list(tenant)?.into_iter().map(|person| (person.id, person.name())).collect();
    let of = |(policy, services): (Policy, BTreeSet<ServiceId>)| {
        let newest = newest.get(&policy.id);
        let sites = everywhere.services().iter().filter(|service| services.contains(&service.id));
        Some(Outline {
            draft: drafts.remove(&policy.id)?,
            sites: sites
                .map(|service| Site {
                    service: service.clone(),
                    values: everywhere.values(Some(service.id)),
                    logo: everywhere.logo(service.id),
                })
                .collect(),
            organisation_name: organisation_name.clone(),
            owner_name: owners.get(&policy.owner).cloned().unwrap_or_default(),
            number: newest.map_or(1, |newest| newest.number.saturating_add(1)),
            before: newest.map(|newest| newest.label.clone()),
            policy,
        })
    };
    Ok(chosen.into_iter().filter_map(of).collect())
}

impl Outline {
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
        self.readiness_of(&self.draft.read()?.document)
    }

    /// The same for its text, where that was read already.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn readiness_of(&self, document: &Document) -> Result<Vec<(&Site, Readiness)>, PolicyError> {
        let ready = |site| -> Result<_, PolicyError> {
            let filled = self.previewed(document, site)?;
            Ok((site, readiness::readiness(&self.policy, &site.service, &filled)))
        };
        self.sites.iter().map(ready).collect()
    }

    fn previewed(&self, document: &Document, site: &Site) -> Result<Filled, PolicyError> {
        Ok(fill(document, &site.values, self.policy.language, Stage::Preview)?)
    }

    /// Whether the text tells its writer what to do: then nothing puts it into force by itself.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn is_raw(&self) -> Result<bool, PolicyError> {
        Ok(!instructions(&self.draft.read()?.document).is_empty())
    }

    /// The names of its services, in a row.
    #[must_use]
    pub fn places(&self) -> String {
        let names: Vec<&str> = self.sites.iter().map(|site| site.service.name.as_str()).collect();
        names.join(", ")
    }

    /// Months between its reviews.
    #[must_use]
    pub fn months(&self) -> i32 {
        self.policy.months()
    }
}
