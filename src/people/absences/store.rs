//! Times of being away in the database.

use diesel::prelude::*;

use super::{Absence, Reason};
use crate::clock::{Day, Moment};
use crate::db::ids::{AbsenceId, PersonId};
use crate::db::schema::absences;
use crate::db::{Error, Tenant};

type Row = (AbsenceId, PersonId, Day, Option<Day>, Option<Reason>, Option<Day>);

const COLUMNS: (
    absences::id,
    absences::person_id,
    absences::from_on,
    absences::until_on,
    absences::reason,
    absences::ended_on,
) = (
    absences::id,
    absences::person_id,
    absences::from_on,
    absences::until_on,
    absences::reason,
    absences::ended_on,
);

fn absence((id, person, from, until, reason, ended_on): Row) -> Absence {
    Absence { id, person, from, until, reason, ended_on }
}

/// Everybody's times that hold on a day or later.
///
/// # Errors
/// The database is away.
pub fn ahead(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<Absence>, Error> {
    let rows: Vec<Row> = tenant
        .all(absences::table)
        .filter(absences::ended_on.is_null())
        .filter(absences::until_on.is_null().or(absences::until_on.ge(day)))
        .order((absences::from_on, absences::id))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(absence).collect())
}

/// One person's times, the first first.
///
/// # Errors
/// The database is away.
pub fn of_person(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Absence>, Error> {
    let rows: Vec<Row> = tenant
        .all(absences::table)
        .filter(absences::person_id.eq(person))
        .order((absences::from_on, absences::id))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(absence).collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, now: Moment, absence: &Absence) -> Result<(), Error> {
    diesel::insert_into(absences::table)
        .values((
            absences::organisation_id.eq(tenant.organisation()),
            absences::id.eq(absence.id),
            absences::person_id.eq(absence.person),
            absences::from_on.eq(absence.from),
            absences::until_on.eq(absence.until),
            absences::reason.eq(absence.reason),
            absences::entered_at.eq(now),
            absences::entered_by.eq(tenant.actor().person()),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes the end; false when it was noted before.
pub(super) fn end(tenant: &mut Tenant<'_>, id: AbsenceId, on: Day) -> Result<bool, Error> {
    let open = tenant.all(absences::table).filter(absences::id.eq(id).and(absences::ended_on.is_null()));
    Ok(diesel::update(open).set(absences::ended_on.eq(on)).execute(tenant.connection())? == 1)
}
