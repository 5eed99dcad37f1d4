//! Versions and renditions in the database. Both tables are append-only.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::{ChangeKind, InForce, Rendition, Version};
use crate::clock::{Day, Moment};
use crate::db::ids::{BlobId, OrganisationId, PersonId, PolicyId, RenditionId, ServiceId, VersionId};
use crate::db::schema::{policies, policy_versions, printed_values, renditions};
use crate::db::{Error, Tenant};
use crate::messages::Language;

#[derive(Queryable)]
struct VersionRow {
    id: VersionId,
    policy: PolicyId,
    number: i64,
    label: String,
    code: String,
    title: String,
    change_note: String,
    approver_name: String,
    published_at: Moment,
    published_by: PersonId,
    effective_on: Day,
    reviewed_on: Day,
    next_review_on: Day,
    change_kind: ChangeKind,
    approved_on: Option<Day>,
    contact: String,
    adopted_from: Option<String>,
    override_reason: Option<String>,
    approval_reason: Option<String>,
}

impl From<VersionRow> for Version {
    fn from(row: VersionRow) -> Self {
        Self {
            id: row.id,
            policy: row.policy,
            number: row.number,
            label: row.label,
            code: row.code,
            title: row.title,
            change_note: row.change_note,
            approver_name: row.approver_name,
            published_at: row.published_at,
            published_by: row.published_by,
            effective_on: row.effective_on,
            reviewed_on: row.reviewed_on,
            next_review_on: row.next_review_on,
            change_kind: row.change_kind,
            approved_on: row.approved_on,
            contact: row.contact,
            adopted_from: row.adopted_from,
            override_reason: row.override_reason,
            approval_reason: row.approval_reason,
        }
    }
}

/// The rows of versions without their models.
macro_rules! version_rows {
    ($tenant:expr) => {
        $tenant.all(policy_versions::table).select((
            policy_versions::id,
            policy_versions::policy_id,
            policy_versions::number,
            policy_versions::label,
            policy_versions::code,
            policy_versions::title,
            policy_versions::change_note,
            policy_versions::approver_name,
            policy_versions::published_at,
            policy_versions::published_by,
            policy_versions::effective_on,
            policy_versions::reviewed_on,
            policy_versions::next_review_on,
            policy_versions::change_kind,
            policy_versions::approved_on,
            policy_versions::contact,
            policy_versions::adopted_from,
            policy_versions::override_reason,
            policy_versions::approval_reason,
        ))
    };
}

/// One version.
///
/// # Errors
/// The database is away.
pub fn version(tenant: &mut Tenant<'_>, id: VersionId) -> Result<Option<Version>, Error> {
    let found: Option<VersionRow> =
        version_rows!(tenant).filter(policy_versions::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(found.map(Version::from))
}

/// The versions of a policy, newest first.
///
/// # Errors
/// The database is away.
pub fn versions(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Version>, Error> {
    let rows: Vec<VersionRow> = version_rows!(tenant)
        .filter(policy_versions::policy_id.eq(policy))
        .order(policy_versions::number.desc())
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Version::from).collect())
}

/// The version of a policy with this number.
///
/// # Errors
/// The database is away.
pub fn version_by_number(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    number: i64,
) -> Result<Option<Version>, Error> {
    let found: Option<VersionRow> = version_rows!(tenant)
        .filter(policy_versions::policy_id.eq(policy).and(policy_versions::number.eq(number)))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(Version::from))
}

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

pub(super) fn rendition_ids(tenant: &mut Tenant<'_>) -> Result<Vec<RenditionId>, Error> {
    let ids = tenant.all(renditions::table).select(renditions::id).order(renditions::id);
    Ok(ids.load(tenant.connection())?)
}

type InForceRow =
    (PolicyId, VersionId, RenditionId, ServiceId, Language, String, String, String, Day, Option<Day>);

fn in_force_row(row: InForceRow) -> InForce {
    let (policy, version, rendition, service, language, code, title, label, effective_on, next) = row;
    InForce {
        policy,
        version,
        rendition,
        service,
        language,
        code,
        title,
        label,
        effective_on,
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
                renditions::id,
                renditions::service_id,
                renditions::language,
                policy_versions::code,
                policy_versions::title,
                policy_versions::label,
                policy_versions::effective_on,
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

pub(super) fn insert_version(tenant: &mut Tenant<'_>, version: &Version, model: &str) -> Result<(), Error> {
    diesel::insert_into(policy_versions::table)
        .values((
            policy_versions::organisation_id.eq(tenant.organisation()),
            policy_versions::id.eq(version.id),
            policy_versions::policy_id.eq(version.policy),
            policy_versions::number.eq(version.number),
            policy_versions::label.eq(&version.label),
            policy_versions::code.eq(&version.code),
            policy_versions::title.eq(&version.title),
            policy_versions::model.eq(model),
            policy_versions::change_note.eq(&version.change_note),
            policy_versions::approver_name.eq(&version.approver_name),
            policy_versions::published_at.eq(version.published_at),
            policy_versions::published_by.eq(version.published_by),
            policy_versions::effective_on.eq(version.effective_on),
            policy_versions::reviewed_on.eq(version.reviewed_on),
            policy_versions::next_review_on.eq(version.next_review_on),
            policy_versions::change_kind.eq(version.change_kind),
            policy_versions::approved_on.eq(version.approved_on),
            policy_versions::contact.eq(&version.contact),
            policy_versions::adopted_from.eq(&version.adopted_from),
            policy_versions::override_reason.eq(&version.override_reason),
            policy_versions::approval_reason.eq(&version.approval_reason),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_rendition(tenant: &mut Tenant<'_>, rendition: &Rendition) -> Result<(), Error> {
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

/// Keeps what a rendition printed for each field.
pub(super) fn insert_printed_values(
    tenant: &mut Tenant<'_>,
    rendition: RenditionId,
    values: &BTreeMap<String, String>,
) -> Result<(), Error> {
    let organisation = tenant.organisation();
    let row = |(name, value): (&String, &String)| {
        (
            printed_values::organisation_id.eq(organisation),
            printed_values::rendition_id.eq(rendition),
            printed_values::name.eq(name.clone()),
            printed_values::value.eq(value.clone()),
        )
    };
    for value in values {
        diesel::insert_into(printed_values::table).values(row(value)).execute(tenant.connection())?;
    }
    Ok(())
}
