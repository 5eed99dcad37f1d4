//! Staff numbers, line managers, ends and places of work in the database.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::schema::{field_values, people, person_services, services};
use crate::db::{Error, Tenant};
use crate::people::StaffNumber;

/// Whose staff number this is, leavers too.
///
/// # Errors
/// The database is away.
pub fn holder_of(tenant: &mut Tenant<'_>, number: &StaffNumber) -> Result<Option<PersonId>, Error> {
    let found = tenant
        .all(people::table)
        .filter(people::staff_number.eq(number.as_str()))
        .select(people::id)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Whose staff numbers are this one but for the zeros at the front, leavers' too.
///
/// # Errors
/// The database is away.
pub fn holders_alike(
    tenant: &mut Tenant<'_>,
    number: &StaffNumber,
) -> Result<Vec<(PersonId, String)>, Error> {
    let rows: Vec<(PersonId, Option<String>)> = tenant
        .all(people::table)
        .filter(people::staff_number.eq_any(number.ways()))
        .order(people::id)
        .select((people::id, people::staff_number))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(id, number)| Some((id, number?))).collect())
}

/// Everybody's staff number, leavers' too.
///
/// # Errors
/// The database is away.
pub fn staff_numbers(tenant: &mut Tenant<'_>) -> Result<Vec<(PersonId, String)>, Error> {
    let rows: Vec<(PersonId, Option<String>)> = tenant
        .all(people::table)
        .filter(people::staff_number.is_not_null())
        .select((people::id, people::staff_number))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(id, number)| Some((id, number?))).collect())
}

/// Where somebody works.
///
/// # Errors
/// The database is away.
pub fn services_of(tenant: &mut Tenant<'_>, id: PersonId) -> Result<BTreeSet<ServiceId>, Error> {
    let rows: Vec<ServiceId> = tenant
        .all(person_services::table)
        .filter(person_services::person_id.eq(id))
        .select(person_services::service_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(in crate::people) fn set_end(
    tenant: &mut Tenant<'_>,
    id: PersonId,
    on: Option<Day>,
) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(id)))
        .set(people::ends_on.eq(on))
        .execute(tenant.connection())?;
    Ok(())
}

/// Present people whose last day was before a day, with that day.
///
/// # Errors
/// The database is away.
pub fn ended_before(tenant: &mut Tenant<'_>, day: Day) -> Result<Vec<(PersonId, Day)>, Error> {
    let rows: Vec<(PersonId, Option<Day>)> = tenant
        .all(people::table)
        .filter(people::left_on.is_null().and(people::ends_on.lt(day)))
        .order(people::id)
        .select((people::id, people::ends_on))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(person, on)| Some((person, on?))).collect())
}

/// The registration numbers of services: their codes in sheets.
///
/// # Errors
/// The database is away.
pub fn service_codes(tenant: &mut Tenant<'_>) -> Result<Vec<(ServiceId, String)>, Error> {
    let rows: Vec<(Option<ServiceId>, String)> = tenant
        .all(field_values::table)
        .filter(
            field_values::name.eq("org_field_registration_no").and(field_values::service_id.is_not_null()),
        )
        .select((field_values::service_id, field_values::value))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(service, code)| Some((service?, code))).collect())
}

/// The nations where the organisation has services.
///
/// # Errors
/// The database is away.
pub fn nations(tenant: &mut Tenant<'_>) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<String> = tenant
        .all(services::table)
        .filter(services::closed_at.is_null())
        .select(services::nation)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}
