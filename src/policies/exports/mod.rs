//! All that is in force as one ZIP file with an index, made by a job in small steps.
//!
//! What the file will hold is fixed when it is asked for. Each step prints a few policies and keeps them in
//! the database, so that a restart or another node goes on where the last one stopped, and no more than
//! one step stands in memory. The same content gives the same bytes.

pub mod events;
mod index;
pub mod making;
pub mod names;
pub mod pages;
pub mod store;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::versions::paper::{Name, Paper};
use super::{InForce, Policy, PolicyError, store as policies, versions};
use crate::access::JobTicket;
use crate::audit;
use crate::blobs;
use crate::clock::{Day, Moment};
use crate::db::ids::{BlobId, ExportId, PersonId, RenditionId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::jobs::{self, NewTicket};
use crate::messages::Language;
use crate::organisations;
use crate::people;

/// The kind of ticket that makes such a file.
pub const TICKET: &str = "policies-in-force";
/// The kind of daily work that takes old ones away.
pub const SWEEP: &str = "exports-sweep";
/// Days that a file stays.
pub const DAYS: i64 = 7;

text_enum! {
    /// How far a file is.
    State {
        /// Nothing is done yet.
        Waiting = "waiting",
        /// Some of it is printed.
        Making = "making",
        /// It can be downloaded.
        Ready = "ready",
        /// It can't be made.
        Failed = "failed",
    }
}

/// What can stand in the file for each policy.
pub const KINDS: &[Paper] = &[Paper::Pdf, Paper::Docx, Paper::Text];

/// One policy as it is in force at one service, as the index names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What is printed.
    pub rendition: RenditionId,
    /// The name of the service.
    pub service: String,
    /// Folder and file name, without the end.
    pub path: String,
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The version as people call it.
    pub label: String,
    /// From which day it applies.
    pub effective_on: Option<Day>,
    /// When it is looked at again.
    pub next_review_on: Option<Day>,
    /// Who answers for it.
    pub owner: String,
}

/// What is asked for and what is done, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The name of the organisation.
    pub organisation: String,
    /// The language of the index.
    pub language: Language,
    /// What stands in the file for each policy.
    pub kinds: Vec<Paper>,
    /// The policies, service by service.
    pub items: Vec<Item>,
    /// Where the steps are kept, a piece a step.
    pub parts: Option<BlobId>,
    /// How many steps are kept.
    pub steps: usize,
    /// The file that is being put together.
    pub target: Option<BlobId>,
    /// The SHA-256 of each file so far, in hexadecimal digits.
    pub hashes: Vec<String>,
}

/// A file that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The row.
    pub id: ExportId,
    /// How far it is.
    pub state: State,
    /// What it holds.
    pub settings: Settings,
    /// How many files stand in it in the end, the index apart.
    pub total: i64,
    /// How many are printed.
    pub done: i64,
    /// The finished file.
    pub blob: Option<BlobId>,
    /// Why it can't be made.
    pub fault: Option<String>,
    /// Who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Moment,
    /// When it was ready, or failed.
    pub finished_at: Option<Moment>,
}

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The services.
    pub services: BTreeSet<ServiceId>,
    /// What stands in the file for each policy.
    pub kinds: BTreeSet<Paper>,
    /// The language of the index.
    pub language: Language,
}

/// Asks for a file. Nothing when nothing is in force at these services.
///
/// # Errors
/// The database is away.
pub fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    wanted: &Wanted,
) -> Result<Option<ExportId>, PolicyError> {
    let items = items(tenant, &wanted.services)?;
    if items.is_empty() || wanted.kinds.is_empty() {
        return Ok(None);
    }
    let total = items.len().saturating_mul(wanted.kinds.len());
    let settings = Settings {
        organisation: organisations::name(tenant)?,
        language: wanted.language,
        kinds: wanted.kinds.iter().copied().collect(),
        items,
        parts: None,
        steps: 0,
        target: None,
        hashes: Vec::new(),
    };
    let id = ExportId::new(now);
    store::insert(tenant, now, by, id, &settings, i64::try_from(total).unwrap_or(i64::MAX))?;
    let organisation = tenant.organisation();
    jobs::add(&mut tenant.system(), now, &NewTicket::at_once(TICKET, organisation, id.any(), now))?;
    let event = events::InForceExported { export: id, services: &wanted.services, files: total };
    audit::record(tenant, now, &event)?;
    Ok(Some(id))
}

/// What is in force, by service and code, with safe file names that are never the same twice.
fn items(tenant: &mut Tenant<'_>, chosen: &BTreeSet<ServiceId>) -> Result<Vec<Item>, Error> {
    let services: BTreeMap<ServiceId, String> =
        organisations::services(tenant)?.into_iter().map(|service| (service.id, service.name)).collect();
    let names = people::present_names(tenant)?;
    let owners: BTreeMap<_, _> =
        policies::all(tenant)?.into_iter().map(|policy: Policy| (policy.id, policy.owner)).collect();
    let mut found = versions::store::in_force(tenant, chosen)?;
    found.retain(|text| services.contains_key(&text.service));
    let place = |text: &InForce| {
        (services.get(&text.service).cloned(), text.code.to_lowercase(), text.title.clone(), text.rendition)
    };
    found.sort_by_cached_key(place);
    let mut folders = names::Names::default();
    let mut by_service: BTreeMap<ServiceId, (String, names::Names)> = BTreeMap::new();
    let mut items = Vec::new();
    for text in found {
        let service = services.get(&text.service).cloned().unwrap_or_default();
        let (folder, files) = by_service
            .entry(text.service)
            .or_insert_with(|| (folders.take(&names::safe(&service)), names::Names::default()));
        let (code, title, label) = (&text.code, &text.title, &text.label);
        let name = Name { code, title, label, service: &service, issue: text.issue };
        let file = files.take(&name.file());
        let owner = owners.get(&text.policy).and_then(|owner| names.get(owner)).cloned();
        items.push(Item {
            rendition: text.rendition,
            path: format!("{folder}/{file}"),
            service,
            code: text.code,
            title: text.title,
            label: text.label,
            effective_on: text.effective_known.then_some(text.effective_on),
            next_review_on: text.next_review_on,
            owner: owner.unwrap_or_default(),
        });
    }
    Ok(items)
}

/// Takes files away that were asked for more than [`DAYS`] ago.
///
/// # Errors
/// The database is away.
pub fn sweep(tenant: &mut Tenant<'_>, now: Moment) -> Result<u64, Error> {
    let mut removed = 0;
    for export in store::before(tenant, now.day().plus_days(-DAYS).at(0, 0))? {
        store::delete(tenant, export.id)?;
        let parts = [export.settings.parts, export.settings.target, export.blob];
        for blob in parts.into_iter().flatten().collect::<BTreeSet<_>>() {
            if !store::is_used(tenant, blob)? {
                blobs::remove(tenant, blob)?;
            }
        }
        removed += 1;
    }
    Ok(removed)
}

/// The way into the organisation of a ticket's file, for the job.
#[must_use]
pub fn entry_of(ticket: &jobs::Ticket) -> Option<(JobTicket, ExportId)> {
    Some((ticket.entry()?, ExportId::from_any(ticket.subject?)))
}
