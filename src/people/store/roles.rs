//! Roles in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::access::Role;
use crate::access::two_people::Reason;
use crate::clock::Moment;
use crate::db::ids::{GrantId, PersonId, ServiceId};
use crate::db::schema::role_grants;
use crate::db::{Error, Tenant};
use crate::people::Held;
use crate::people::appointed::Placing;

type GrantRow = (GrantId, PersonId, Role, Option<ServiceId>, i64);

const GRANT: (
    role_grants::id,
    role_grants::person_id,
    role_grants::role,
    role_grants::service_id,
    role_grants::rank,
) = (role_grants::id, role_grants::person_id, role_grants::role, role_grants::service_id, role_grants::rank);

fn held((id, person, role, service, rank): GrantRow) -> Held {
    Held { id, person, role, service, rank }
}

/// Every role that is held now.
///
/// # Errors
/// The database is away.
pub fn all_grants(tenant: &mut Tenant<'_>) -> Result<Vec<Held>, Error> {
    let rows: Vec<GrantRow> = tenant
        .all(role_grants::table)
        .filter(role_grants::ended_at.is_null())
        .order((role_grants::role, role_grants::rank, role_grants::id))
        .select(GRANT)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(held).collect())
}

/// Every role as it was held at a moment, ended since or not.
///
/// # Errors
/// The database is away.
pub fn grants_then(tenant: &mut Tenant<'_>, at: Moment) -> Result<Vec<Held>, Error> {
    let stood = role_grants::ended_at.is_null().or(role_grants::ended_at.ge(at));
    let rows: Vec<GrantRow> = tenant
        .all(role_grants::table)
        .filter(role_grants::granted_at.le(at))
        .filter(stood)
        .order((role_grants::role, role_grants::rank, role_grants::id))
        .select(GRANT)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(held).collect())
}

/// The roles that were given since a moment, whatever became of them.
///
/// # Errors
/// The database is away.
pub fn given_since(tenant: &mut Tenant<'_>, at: Moment) -> Result<Vec<Placing>, Error> {
    let rows: Vec<(GrantRow, Moment, Option<PersonId>, Option<Moment>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::granted_at.gt(at))
        .select((GRANT, role_grants::granted_at, role_grants::granted_by, role_grants::ended_at))
        .load(tenant.connection())?;
    let placing = |(row, at, by, ended): (GrantRow, Moment, Option<PersonId>, Option<Moment>)| Placing {
        at,
        by,
        place: held(row),
        is_ended: ended.is_some(),
    };
    Ok(rows.into_iter().map(placing).collect())
}

/// Every role that somebody holds or held, with the moments from which and until which, in the order of time.
///
/// # Errors
/// The database is away.
pub fn grants_ever(
    tenant: &mut Tenant<'_>,
    person: PersonId,
) -> Result<Vec<(Held, Moment, Option<Moment>)>, Error> {
    let rows: Vec<(GrantRow, Moment, Option<Moment>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::person_id.eq(person))
        .order((role_grants::granted_at, role_grants::id))
        .select((GRANT, role_grants::granted_at, role_grants::ended_at))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(row, from, until)| (held(row), from, until)).collect())
}

pub(in crate::people) fn grants_at(
    tenant: &mut Tenant<'_>,
    role: Role,
    service: Option<ServiceId>,
) -> Result<Vec<Held>, Error> {
    let mut query = tenant
        .all(role_grants::table)
        .filter(role_grants::role.eq(role).and(role_grants::ended_at.is_null()))
        .order((role_grants::rank, role_grants::id))
        .select(GRANT)
        .into_boxed();
    query = match service {
        Some(service) => query.filter(role_grants::service_id.eq(service)),
        None => query.filter(role_grants::service_id.is_null()),
    };
    let rows: Vec<GrantRow> = query.load(tenant.connection())?;
    Ok(rows.into_iter().map(held).collect())
}

pub(in crate::people) fn grant(tenant: &mut Tenant<'_>, id: GrantId) -> Result<Option<Held>, Error> {
    let row: Option<GrantRow> = tenant
        .all(role_grants::table)
        .filter(role_grants::id.eq(id).and(role_grants::ended_at.is_null()))
        .select(GRANT)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(held))
}

pub(in crate::people) fn insert_grant(
    tenant: &mut Tenant<'_>,
    now: Moment,
    grant: &Held,
    reason: Option<&Reason>,
) -> Result<(), Error> {
    diesel::insert_into(role_grants::table)
        .values((
            role_grants::organisation_id.eq(tenant.organisation()),
            role_grants::id.eq(grant.id),
            role_grants::person_id.eq(grant.person),
            role_grants::service_id.eq(grant.service),
            role_grants::role.eq(grant.role),
            role_grants::rank.eq(grant.rank),
            role_grants::granted_at.eq(now),
            role_grants::granted_by.eq(tenant.actor().person()),
            role_grants::reason.eq(reason.map(Reason::words)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Why people gave roles to themselves, for the roles that are held so.
///
/// # Errors
/// The database is away.
pub fn own_reasons(tenant: &mut Tenant<'_>) -> Result<BTreeMap<GrantId, String>, Error> {
    let rows: Vec<(GrantId, Option<String>)> = tenant
        .all(role_grants::table)
        .filter(role_grants::ended_at.is_null().and(role_grants::reason.is_not_null()))
        .select((role_grants::id, role_grants::reason))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(id, reason)| Some((id, reason?))).collect())
}

pub(in crate::people) fn set_rank(tenant: &mut Tenant<'_>, id: GrantId, rank: i64) -> Result<(), Error> {
    diesel::update(tenant.all(role_grants::table).filter(role_grants::id.eq(id)))
        .set(role_grants::rank.eq(rank))
        .execute(tenant.connection())?;
    Ok(())
}

pub(in crate::people) fn end_grant(tenant: &mut Tenant<'_>, now: Moment, id: GrantId) -> Result<(), Error> {
    let live =
        tenant.all(role_grants::table).filter(role_grants::id.eq(id).and(role_grants::ended_at.is_null()));
    diesel::update(live).set(role_grants::ended_at.eq(now)).execute(tenant.connection())?;
    Ok(())
}
