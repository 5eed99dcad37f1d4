//! Covers in the database.

use diesel::prelude::*;

use super::Cover;
use crate::access::Role;
use crate::clock::{Day, Moment};
use crate::db::ids::{CoverId, GrantId, PersonId, ServiceId};
use crate::db::schema::covers;
use crate::db::{Error, Tenant};
use crate::people::Held;
use crate::people::appointed::Placing;

#[derive(Queryable)]
struct Row {
    id: CoverId,
    role: Role,
    service: Option<ServiceId>,
    holder: PersonId,
    cover: PersonId,
    from_on: Day,
    until_on: Day,
    reason: String,
    made_at: Moment,
    ended_at: Option<Moment>,
}

const COLUMNS: (
    covers::id,
    covers::role,
    covers::service_id,
    covers::holder_id,
    covers::cover_id,
    covers::from_on,
    covers::until_on,
    covers::reason,
    covers::made_at,
    covers::ended_at,
) = (
    covers::id,
    covers::role,
    covers::service_id,
    covers::holder_id,
    covers::cover_id,
    covers::from_on,
    covers::until_on,
    covers::reason,
    covers::made_at,
    covers::ended_at,
);

impl From<Row> for Cover {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            role: row.role,
            service: row.service,
            holder: row.holder,
            cover: row.cover,
            from_on: row.from_on,
            until_on: row.until_on,
            reason: row.reason,
            made_at: row.made_at,
            ended_at: row.ended_at,
        }
    }
}

/// Covers that go on or are to come on a day, the first ones first.
///
/// # Errors
/// The database is away.
pub fn ahead(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Cover>, Error> {
    let rows: Vec<Row> = tenant
        .all(covers::table)
        .filter(covers::ended_at.is_null().and(covers::until_on.ge(day)))
        .order((covers::from_on, covers::until_on, covers::id))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Cover::from).collect())
}

/// Covers that are over or were ended, the last ones first.
///
/// # Errors
/// The database is away.
pub fn over(tenant: &mut Tenant<'_>, day: Day, most: i64) -> Result<Vec<Cover>, Error> {
    let rows: Vec<Row> = tenant
        .all(covers::table)
        .filter(covers::ended_at.is_not_null().or(covers::until_on.lt(day)))
        .order((covers::until_on.desc(), covers::id.desc()))
        .limit(most)
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Cover::from).collect())
}

/// Every cover by one person, whatever became of it.
///
/// # Errors
/// The database is away.
pub fn by(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Cover>, Error> {
    let rows: Vec<Row> = tenant
        .all(covers::table)
        .filter(covers::cover_id.eq(person))
        .order(covers::id)
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Cover::from).collect())
}

/// One cover.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: CoverId) -> Result<Option<Cover>, Error> {
    let row: Option<Row> = tenant
        .all(covers::table)
        .filter(covers::id.eq(id))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(Cover::from))
}

/// The covers that were arranged since a moment, whatever became of them: as if whoever stands in held the role. One that
/// hasn't begun or is over gives nobody a place any more.
///
/// # Errors
/// The database is away.
pub fn made_since(tenant: &mut Tenant<'_>, at: Moment) -> Result<Vec<Placing>, Error> {
    let rows: Vec<(Row, Option<PersonId>)> = tenant
        .all(covers::table)
        .filter(covers::made_at.gt(at))
        .select((COLUMNS, covers::made_by))
        .load(tenant.connection())?;
    let today = tenant.real_now().day();
    let placing = |(row, by): (Row, Option<PersonId>)| Placing {
        at: row.made_at,
        by,
        place: Held {
            id: GrantId::from_any(row.id.any()),
            person: row.cover,
            role: row.role,
            service: row.service,
            rank: 0,
        },
        is_ended: row.ended_at.is_some() || !(row.from_on..=row.until_on).contains(&today),
    };
    Ok(rows.into_iter().map(placing).collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, cover: &Cover) -> Result<(), Error> {
    diesel::insert_into(covers::table)
        .values((
            covers::organisation_id.eq(tenant.organisation()),
            covers::id.eq(cover.id),
            covers::role.eq(cover.role),
            covers::service_id.eq(cover.service),
            covers::holder_id.eq(cover.holder),
            covers::cover_id.eq(cover.cover),
            covers::from_on.eq(cover.from_on),
            covers::until_on.eq(cover.until_on),
            covers::reason.eq(&cover.reason),
            covers::made_at.eq(cover.made_at),
            covers::made_by.eq(tenant.actor().person()),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end(tenant: &mut Tenant<'_>, now: Moment, id: CoverId) -> Result<(), Error> {
    let by = tenant.actor().person();
    let live = tenant.all(covers::table).filter(covers::id.eq(id).and(covers::ended_at.is_null()));
    diesel::update(live)
        .set((covers::ended_at.eq(now), covers::ended_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(())
}
