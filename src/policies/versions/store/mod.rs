//! Versions and renditions in the database. All tables are append-only.

mod printed;
mod renditions;

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{ChangeKind, Version};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, VersionId};
use crate::db::schema::{policies, policy_versions};
use crate::db::{Error, Tenant};

pub(super) use printed::{insert_printed_values, printed_in_force, printed_values};
pub use renditions::{
    IssueLine, duties_of, in_force, in_force_among, in_force_as, issues_of, rendition, rendition_for,
    renditions_of, services_of,
};
pub(super) use renditions::{insert_rendition, rendition_ids};

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
    effective_known: bool,
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
            effective_known: row.effective_known,
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
            policy_versions::effective_known,
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

/// The newest version of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// Its place among the versions.
    pub number: i64,
    /// As people call it.
    pub label: String,
    /// When it was published.
    pub published_at: Moment,
}

/// The newest version of each of these policies that has one.
///
/// # Errors
/// The database is away.
pub fn newest(tenant: &mut Tenant<'_>, policies: &[PolicyId]) -> Result<BTreeMap<PolicyId, Newest>, Error> {
    let rows: Vec<(PolicyId, i64, String, Moment)> = tenant
        .all(policy_versions::table)
        .filter(policy_versions::policy_id.eq_any(policies))
        .order(policy_versions::number)
        .select((
            policy_versions::policy_id,
            policy_versions::number,
            policy_versions::label,
            policy_versions::published_at,
        ))
        .load(tenant.connection())?;
    let newest = |(policy, number, label, published_at)| (policy, Newest { number, label, published_at });
    Ok(rows.into_iter().map(newest).collect())
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

/// For every policy its version in force, or the last one of a withdrawn policy.
///
/// # Errors
/// The database is away.
pub fn current(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, Version>, Error> {
    let ids = tenant.all(policies::table).select(policies::current_version_id);
    let rows: Vec<VersionRow> =
        version_rows!(tenant).filter(policy_versions::id.nullable().eq_any(ids)).load(tenant.connection())?;
    Ok(rows.into_iter().map(|row| (row.policy, Version::from(row))).collect())
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
            policy_versions::effective_known.eq(version.effective_known),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// The stored text of a version.
///
/// # Errors
/// The database is away.
pub fn model(tenant: &mut Tenant<'_>, version: VersionId) -> Result<Option<String>, Error> {
    let found = tenant
        .all(policy_versions::table)
        .filter(policy_versions::id.eq(version))
        .select(policy_versions::model)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}
