//! Versions and their renditions, without the texts, as the history needs them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Issue, Printed, in_force_on};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, RenditionId, ServiceId, VersionId};
use crate::db::schema::{policy_versions, printed_values, renditions, withdrawals};
use crate::db::{Error, Tenant};
use crate::messages::Language;

type Row = (
    PolicyId,
    RenditionId,
    ServiceId,
    Language,
    (i64, String, String, String, (Day, bool), Moment, String),
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
                (policy_versions::effective_on, policy_versions::effective_known),
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
    let (number, label, code, title, (effective_on, effective_known), published_at, kind) = version;
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
        effective_known,
        published_on: published_at.day(),
        adopted: kind == "adopted",
        issue,
        issued_on: issued_at.day(),
        withdrawn_on: withdrawn.get(&policy).copied(),
    }
}

type PrintedRow =
    (RenditionId, VersionId, ServiceId, Language, i64, String, Moment, Option<PersonId>, Vec<u8>);

/// Every issue of the versions of a policy, oldest first, without the texts; with what they printed, where one
/// was issued again.
///
/// # Errors
/// The database is away.
pub fn issues_of(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Printed>, Error> {
    let rows: Vec<PrintedRow> = tenant
        .all(renditions::table)
        .filter(renditions::policy_id.eq(policy))
        .order((renditions::issue, renditions::id))
        .select((
            renditions::id,
            renditions::version_id,
            renditions::service_id,
            renditions::language,
            renditions::issue,
            renditions::reason,
            renditions::published_at,
            renditions::issued_by,
            renditions::duty_sha256,
        ))
        .load(tenant.connection())?;
    let again = rows.iter().any(|row| row.4 > 1);
    let mut values = if again { values_of(tenant, policy)? } else { BTreeMap::new() };
    let printed = |row: PrintedRow| {
        let (rendition, version, service, language, issue, reason, at, by, duty) = row;
        let values = values.remove(&rendition).unwrap_or_default();
        Printed { rendition, version, service, language, issue, reason, at, by, duty, values }
    };
    Ok(rows.into_iter().map(printed).collect())
}

type ValuesOf = BTreeMap<RenditionId, BTreeMap<String, String>>;

/// What every rendition of a policy printed for each field.
fn values_of(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<ValuesOf, Error> {
    let of_rendition = printed_values::organisation_id
        .eq(renditions::organisation_id)
        .and(printed_values::rendition_id.eq(renditions::id));
    let rows: Vec<(RenditionId, String, String)> = tenant
        .all(renditions::table)
        .inner_join(printed_values::table.on(of_rendition))
        .filter(renditions::policy_id.eq(policy))
        .select((renditions::id, printed_values::name, printed_values::value))
        .load(tenant.connection())?;
    let mut found = ValuesOf::new();
    for (rendition, name, value) in rows {
        found.entry(rendition).or_default().insert(name, value);
    }
    Ok(found)
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
