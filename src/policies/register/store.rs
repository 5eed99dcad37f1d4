//! Words in the texts of policies, and where these came from, in the database.

use diesel::prelude::*;

use crate::db::dialect::lower;
use crate::db::ids::{PolicyId, RenditionId};
use crate::db::schema::{drafts, policies, renditions};
use crate::db::{Error, Tenant};

/// The policies whose draft fits one of two patterns.
pub(super) fn drafts_with(
    tenant: &mut Tenant<'_>,
    [one, other]: &[String; 2],
) -> Result<Vec<(PolicyId, String)>, Error> {
    let fits =
        lower(drafts::source).like(one).escape('\\').or(lower(drafts::source).like(other).escape('\\'));
    let rows = tenant.all(drafts::table).filter(fits).select((drafts::policy_id, drafts::source));
    Ok(rows.load(tenant.connection())?)
}

/// The policies of which a text in force fits one of two patterns, each with such texts.
pub(super) fn renditions_with(
    tenant: &mut Tenant<'_>,
    [one, other]: &[String; 2],
) -> Result<Vec<(PolicyId, RenditionId)>, Error> {
    let current = policies::organisation_id
        .eq(renditions::organisation_id)
        .and(policies::current_version_id.eq(renditions::version_id.nullable()));
    let fits =
        lower(renditions::text).like(one).escape('\\').or(lower(renditions::text).like(other).escape('\\'));
    let rows = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(current))
        .filter(policies::withdrawn_at.is_null())
        .filter(fits)
        .order(renditions::id.desc())
        .select((renditions::policy_id, renditions::id));
    Ok(rows.load(tenant.connection())?)
}

pub(super) fn texts_of_drafts(
    tenant: &mut Tenant<'_>,
    of: Vec<PolicyId>,
) -> Result<Vec<(PolicyId, String)>, Error> {
    let rows = tenant
        .all(drafts::table)
        .filter(drafts::policy_id.eq_any(of))
        .select((drafts::policy_id, drafts::source));
    Ok(rows.load(tenant.connection())?)
}

pub(super) fn texts_of_renditions(
    tenant: &mut Tenant<'_>,
    of: Vec<RenditionId>,
) -> Result<Vec<(PolicyId, String)>, Error> {
    let rows = tenant
        .all(renditions::table)
        .filter(renditions::id.eq_any(of))
        .select((renditions::policy_id, renditions::text));
    Ok(rows.load(tenant.connection())?)
}
