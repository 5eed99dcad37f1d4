//! What renditions printed for each field; append-only.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::renditions::newest;
use crate::db::ids::{PolicyId, RenditionId, ServiceId};
use crate::db::schema::{policies, printed_values, renditions};
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::policies::versions::stale::Line;

/// Keeps what a rendition printed for each field.
pub(in crate::policies::versions) fn insert_printed_values(
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

/// What a rendition printed for each field.
pub(in crate::policies::versions) fn printed_values(
    tenant: &mut Tenant<'_>,
    rendition: RenditionId,
) -> Result<BTreeMap<String, String>, Error> {
    let rows: Vec<(String, String)> = tenant
        .all(printed_values::table)
        .filter(printed_values::rendition_id.eq(rendition))
        .select((printed_values::name, printed_values::value))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// What the renditions in force print for each field, of one policy or of all: one statement.
pub(in crate::policies::versions) fn printed_in_force(
    tenant: &mut Tenant<'_>,
    policy: Option<PolicyId>,
) -> Result<Vec<Line>, Error> {
    let text = printed_values::organisation_id
        .eq(renditions::organisation_id)
        .and(printed_values::rendition_id.eq(renditions::id));
    let current = policies::organisation_id
        .eq(renditions::organisation_id)
        .and(policies::current_version_id.eq(renditions::version_id.nullable()));
    let query = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(current))
        .inner_join(printed_values::table.on(text))
        .filter(policies::withdrawn_at.is_null())
        .filter(newest!())
        .select((
            renditions::policy_id,
            renditions::service_id,
            renditions::language,
            printed_values::name,
            printed_values::value,
        ));
    let rows: Vec<(PolicyId, ServiceId, Language, String, String)> = match policy {
        None => query.load(tenant.connection())?,
        Some(policy) => query.filter(renditions::policy_id.eq(policy)).load(tenant.connection())?,
    };
    let line = |(policy, service, language, name, value)| Line { policy, service, language, name, value };
    Ok(rows.into_iter().map(line).collect())
}
