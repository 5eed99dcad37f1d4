//! The last run and its clock in the database.

use diesel::prelude::*;

use super::State;
use crate::clock::Moment;
use crate::db::dialect::Both;
use crate::db::ids::AccountId;
use crate::db::schema::retention_clock;
use crate::db::{Error, System};

/// The one row.
const ROW: i64 = 1;

pub(super) fn state(system: &mut System<'_>) -> Result<Option<State>, Error> {
    let row: Option<(Moment, Option<Moment>, Option<Moment>)> = retention_clock::table
        .find(ROW)
        .select((retention_clock::last_at, retention_clock::stopped_at, retention_clock::confirmed_at))
        .first(system.connection())
        .optional()?;
    Ok(row.map(|(last_at, stopped_at, confirmed_at)| State { last_at, stopped_at, confirmed_at }))
}

/// Notes the first moment; where one is noted nothing changes.
pub(super) fn begin(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    let first = diesel::insert_into(retention_clock::table)
        .values((retention_clock::id.eq(ROW), retention_clock::last_at.eq(now)))
        .on_conflict_do_nothing();
    Both(first).execute(system.connection())?;
    Ok(())
}

/// Notes a run that trusts its clock.
pub(super) fn went(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    let changed = diesel::update(retention_clock::table.find(ROW))
        .set((retention_clock::last_at.eq(now), retention_clock::stopped_at.eq(None::<Moment>)))
        .execute(system.connection())?;
    if changed == 0 {
        diesel::insert_into(retention_clock::table)
            .values((retention_clock::id.eq(ROW), retention_clock::last_at.eq(now)))
            .execute(system.connection())?;
    }
    Ok(())
}

/// Notes that the clock stopped the work; false when it was stopped already.
pub(super) fn stopped(system: &mut System<'_>, now: Moment) -> Result<bool, Error> {
    let going = retention_clock::table.find(ROW).filter(retention_clock::stopped_at.is_null());
    let changed =
        diesel::update(going).set(retention_clock::stopped_at.eq(now)).execute(system.connection())?;
    Ok(changed == 1)
}

/// Notes that the clock stops nothing any more.
pub(super) fn settled(system: &mut System<'_>) -> Result<(), Error> {
    diesel::update(retention_clock::table.find(ROW))
        .set(retention_clock::stopped_at.eq(None::<Moment>))
        .execute(system.connection())?;
    Ok(())
}

/// Notes that somebody looked at the clock.
pub(super) fn confirmed(system: &mut System<'_>, now: Moment, by: Option<AccountId>) -> Result<bool, Error> {
    let stopped = retention_clock::table.find(ROW).filter(retention_clock::stopped_at.is_not_null());
    let changed = diesel::update(stopped)
        .set((
            retention_clock::last_at.eq(now),
            retention_clock::stopped_at.eq(None::<Moment>),
            retention_clock::confirmed_at.eq(now),
            retention_clock::confirmed_by.eq(by),
        ))
        .execute(system.connection())?;
    Ok(changed == 1)
}
