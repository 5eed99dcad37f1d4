//! Renditions in the database; append-only.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::clock::{Day, Moment};
use crate::db::ids::{BlobId, OrganisationId, PersonId, PolicyId, RenditionId, ServiceId, VersionId};
use crate::db::schema::{policies, policy_versions, renditions};
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::policies::versions::{InForce, Rendition};

/// Only the rendition of the highest issue of each version, service and language: the one in force.
macro_rules! newest {
    () => {{
        let later = diesel::alias!(renditions as later_issues);
        let same = later
            .field(renditions::organisation_id)
            .eq(renditions::organisation_id)
            .and(later.field(renditions::version_id).eq(renditions::version_id))
            .and(later.field(renditions::service_id).eq(renditions::service_id))
            .and(later.field(renditions::language).eq(renditions::language));
        let newer = same.and(later.field(renditions::issue).gt(renditions::issue));
        diesel::dsl::not(diesel::dsl::exists(later.filter(newer)))
    }};
}

pub(super) use newest;

#[derive(Queryable)]
struct RenditionRow {
    organisation: OrganisationId,
    id: RenditionId,
    policy: PolicyId,
    version: VersionId,
    service: ServiceId,
    language: Language,
    html: String,
    text: String,
    frame: String,
    html_sha256: Vec<u8>,
    duty_sha256: Vec<u8>,
    logo: Option<BlobId>,
    published_at: Moment,
    digest: Vec<u8>,
    issue: i64,
    reason: String,
    issued_by: Option<PersonId>,
    file: Option<BlobId>,
}

impl From<RenditionRow> for Rendition {
    fn from(row: RenditionRow) -> Self {
        Self {
            organisation: row.organisation,
            id: row.id,
            policy: row.policy,
            version: row.version,
            service: row.service,
            language: row.language,
            html: row.html,
            text: row.text,
            frame: row.frame,
            html_sha256: row.html_sha256,
            duty_sha256: row.duty_sha256,
            logo: row.logo,
            published_at: row.published_at,
            digest: row.digest,
            issue: row.issue,
            reason: row.reason,
            issued_by: row.issued_by,
            file: row.file,
        }
    }
}

/// One rendition.
///
/// # Errors
/// The database is away.
pub fn rendition(tenant: &mut Tenant<'_>, id: RenditionId) -> Result<Option<Rendition>, Error> {
    let found: Option<RenditionRow> =
        tenant.all(renditions::table).filter(renditions::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(found.map(Rendition::from))
}

/// The rendition of a version for a service in a language, of the highest issue.
///
/// # Errors
/// The database is away.
pub fn rendition_for(
    tenant: &mut Tenant<'_>,
    version: VersionId,
    service: ServiceId,
    language: Language,
) -> Result<Option<Rendition>, Error> {
    let found: Option<RenditionRow> = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version))
        .filter(renditions::service_id.eq(service).and(renditions::language.eq(language)))
        .order(renditions::issue.desc())
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(Rendition::from))
}

/// Every rendition of a version that is in force at its service: those of the highest issue.
///
/// # Errors
/// The database is away.
pub fn renditions_of(tenant: &mut Tenant<'_>, version: VersionId) -> Result<Vec<Rendition>, Error> {
    let rows: Vec<RenditionRow> = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version))
        .filter(newest!())
        .order((renditions::service_id, renditions::language))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Rendition::from).collect())
}

/// The services of a version with their renditions of the highest issue, without the texts.
///
/// # Errors
/// The database is away.
pub fn services_of(
    tenant: &mut Tenant<'_>,
    version: VersionId,
) -> Result<Vec<(ServiceId, RenditionId)>, Error> {
    let rows = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version))
        .filter(newest!())
        .select((renditions::service_id, renditions::id))
        .order((renditions::service_id, renditions::id))
        .load(tenant.connection())?;
    Ok(rows)
}

/// One issue of a version for a service.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct IssueLine {
    /// The rendition.
    pub rendition: RenditionId,
    /// Its number, from 1.
    pub issue: i64,
    /// Why it was issued again; empty for the first.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// The issues of a version for a service, oldest first.
///
/// # Errors
/// The database is away.
pub fn issues_of(
    tenant: &mut Tenant<'_>,
    version: VersionId,
    service: ServiceId,
) -> Result<Vec<IssueLine>, Error> {
    let rows = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version).and(renditions::service_id.eq(service)))
        .order((renditions::issue, renditions::language))
        .select((renditions::id, renditions::issue, renditions::reason, renditions::published_at))
        .load(tenant.connection())?;
    Ok(rows)
}

/// The duty hashes of a version that are in force, by service.
///
/// # Errors
/// The database is away.
pub fn duties_of(tenant: &mut Tenant<'_>, version: VersionId) -> Result<BTreeMap<ServiceId, Vec<u8>>, Error> {
    let rows: Vec<(ServiceId, Vec<u8>)> = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version))
        .filter(newest!())
        .select((renditions::service_id, renditions::duty_sha256))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(in crate::policies::versions) fn rendition_ids(
    tenant: &mut Tenant<'_>,
) -> Result<Vec<RenditionId>, Error> {
    let ids = tenant.all(renditions::table).select(renditions::id).order(renditions::id);
    Ok(ids.load(tenant.connection())?)
}

type InForceRow = (
    PolicyId,
    VersionId,
    (RenditionId, i64),
    ServiceId,
    Language,
    String,
    String,
    String,
    (Day, bool),
    Option<Day>,
);

fn in_force_row(row: InForceRow) -> InForce {
    let (policy, version, (rendition, issue), service, language, code, title, label, effective, next) = row;
    let (effective_on, effective_known) = effective;
    InForce {
        policy,
        version,
        rendition,
        service,
        language,
        code,
        title,
        label,
        issue,
        effective_on,
        effective_known,
        next_review_on: next,
    }
}

macro_rules! in_force_rows {
    ($tenant:expr) => {{
        let current = policies::organisation_id
            .eq(renditions::organisation_id)
            .and(policies::current_version_id.eq(renditions::version_id.nullable()));
        let version = policy_versions::organisation_id
            .eq(renditions::organisation_id)
            .and(policy_versions::id.eq(renditions::version_id));
        $tenant
            .all(renditions::table)
            .inner_join(policies::table.on(current))
            .inner_join(policy_versions::table.on(version))
            .filter(policies::withdrawn_at.is_null())
            .filter(newest!())
            .select((
                renditions::policy_id,
                renditions::version_id,
                (renditions::id, renditions::issue),
                renditions::service_id,
                renditions::language,
                policy_versions::code,
                policy_versions::title,
                policy_versions::label,
                (policy_versions::effective_on, policy_versions::effective_known),
                policies::next_review_on,
            ))
    }};
}

/// What is in force at some services: the current version of each policy that isn't withdrawn, by title.
///
/// # Errors
/// The database is away.
pub fn in_force(tenant: &mut Tenant<'_>, services: &BTreeSet<ServiceId>) -> Result<Vec<InForce>, Error> {
    let rows: Vec<InForceRow> = in_force_rows!(tenant)
        .filter(renditions::service_id.eq_any(services.iter().copied().collect::<Vec<_>>()))
        .order((policy_versions::title, renditions::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(in_force_row).collect())
}

/// What is in force at some services of these policies alone.
///
/// # Errors
/// The database is away.
pub fn in_force_among(
    tenant: &mut Tenant<'_>,
    services: &BTreeSet<ServiceId>,
    of: Vec<PolicyId>,
) -> Result<Vec<InForce>, Error> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<InForceRow> = in_force_rows!(tenant)
        .filter(policies::id.eq_any(of))
        .filter(renditions::service_id.eq_any(services.iter().copied().collect::<Vec<_>>()))
        .order((policy_versions::title, renditions::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(in_force_row).collect())
}

/// One rendition, when it is in force at one of some services. The statement is always the same, so that the
/// database prepares it once.
///
/// # Errors
/// The database is away.
pub fn in_force_as(
    tenant: &mut Tenant<'_>,
    id: RenditionId,
    services: &BTreeSet<ServiceId>,
) -> Result<Option<InForce>, Error> {
    let row: Option<InForceRow> =
        in_force_rows!(tenant).filter(renditions::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(in_force_row).filter(|found| services.contains(&found.service)))
}

pub(in crate::policies::versions) fn insert_rendition(
    tenant: &mut Tenant<'_>,
    rendition: &Rendition,
) -> Result<(), Error> {
    diesel::insert_into(renditions::table)
        .values((
            renditions::organisation_id.eq(rendition.organisation),
            renditions::id.eq(rendition.id),
            renditions::policy_id.eq(rendition.policy),
            renditions::version_id.eq(rendition.version),
            renditions::service_id.eq(rendition.service),
            renditions::language.eq(rendition.language),
            renditions::html.eq(&rendition.html),
            renditions::text.eq(&rendition.text),
            renditions::frame.eq(&rendition.frame),
            renditions::html_sha256.eq(&rendition.html_sha256),
            renditions::duty_sha256.eq(&rendition.duty_sha256),
            renditions::logo_id.eq(rendition.logo),
            renditions::published_at.eq(rendition.published_at),
            renditions::digest.eq(&rendition.digest),
            renditions::issue.eq(rendition.issue),
            renditions::reason.eq(&rendition.reason),
            renditions::issued_by.eq(rendition.issued_by),
            renditions::file_id.eq(rendition.file),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
