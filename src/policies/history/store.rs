//! Versions and their renditions, without the texts, as the history needs them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Issue, in_force_on};
use crate::clock::{Day, Moment};
use crate::db::ids::{PolicyId, RenditionId, ServiceId, VersionId};
use crate::db::schema::{policy_versions, renditions, withdrawals};
use crate::db::{Error, Tenant};
use crate::messages::Language;

type Row = (
    PolicyId,
    RenditionId,
    ServiceId,
    Language,
    (i64, String, String, String, Day, Moment, String),
    i64,
    Moment,
);

/// What was in force at the end of a day, by title. Versions that began later are not read.
///
/// # Errors
/// The database is away.
pub fn as_at(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Issue>, Error> {
    let of_version = policy_versions::organisation_id
        .eq(renditions::organisation_id)
        .and(policy_versions::id.eq(renditions::version_id));
    let rows: Vec<Row> = tenant
        .all(renditions::table)
        .inner_join(policy_versions::table.on(of_version))
        .filter(policy_versions::effective_on.le(day))
        .select((
            renditions::policy_id,
            renditions::id,
            renditions::service_id,
            renditions::language,
            (
                policy_versions::number,
                policy_versions::label,
                policy_versions::code,
                policy_versions::title,
                policy_versions::effective_on,
                policy_versions::published_at,
                policy_versions::change_kind,
            ),
            renditions::issue,
            renditions::published_at,
        ))
        .order(renditions::id)
        .load(tenant.connection())?;
    let withdrawn = withdrawn(tenant)?;
    let issues: Vec<Issue> = rows.into_iter().map(|row| issue(row, &withdrawn)).collect();
    Ok(in_force_on(&issues, day))
}

fn withdrawn(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, Day>, Error> {
    let rows: Vec<(PolicyId, Moment)> = tenant
        .all(withdrawals::table)
        .select((withdrawals::policy_id, withdrawals::at))
        .order(withdrawals::at)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(policy, at)| (policy, at.day())).collect())
}

fn issue(row: Row, withdrawn: &BTreeMap<PolicyId, Day>) -> Issue {
    let (policy, rendition, service, language, version, issue, issued_at) = row;
    let (number, label, code, title, effective_on, published_at, kind) = version;
    Issue {
        policy,
        rendition,
        service,
        language,
        number,
        label,
        code,
        title,
        effective_on,
        published_on: published_at.day(),
        adopted: kind == "adopted",
        issue,
        issued_on: issued_at.day(),
        withdrawn_on: withdrawn.get(&policy).copied(),
    }
}

/// The text of a version, as it is stored.
///
/// # Errors
/// The database is away.
pub fn model(tenant: &mut Tenant<'_>, id: VersionId) -> Result<Option<String>, Error> {
    let found = tenant
        .all(policy_versions::table)
        .filter(policy_versions::id.eq(id))
        .select(policy_versions::model)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}
