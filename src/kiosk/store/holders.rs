//! Staff numbers, PINs and badges.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{BadgeId, PersonId};
use crate::db::schema::{badges, people, pins};
use crate::db::{Error, Tenant};
use crate::kiosk::badges::Badge;
use crate::kiosk::pins::Kept;
use crate::people::StaffNumber;

/// The staff numbers of everybody who has one.
///
/// # Errors
/// The database is away.
pub fn numbers(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, String>, Error> {
    Ok(crate::people::store::staff_numbers(tenant)?.into_iter().collect())
}

/// Who has a staff number, however it was typed; zeros at the front don't count where that leaves one person.
///
/// # Errors
/// The database is away.
pub fn by_number(tenant: &mut Tenant<'_>, typed: &str) -> Result<Option<PersonId>, Error> {
    let Some(number) = StaffNumber::parse(typed) else { return Ok(None) };
    let alike = crate::people::store::holders_alike(tenant, &number)?;
    let written = alike.iter().find(|(_, kept)| kept == number.as_str());
    Ok(written.or(if alike.len() == 1 { alike.first() } else { None }).map(|(person, _)| *person))
}

/// Gives somebody a staff number.
///
/// # Errors
/// The database is away, or somebody else has it.
pub fn set_number(tenant: &mut Tenant<'_>, person: PersonId, number: &str) -> Result<(), Error> {
    diesel::update(tenant.all(people::table).filter(people::id.eq(person)))
        .set(people::staff_number.eq(Some(number)))
        .execute(tenant.connection())?;
    Ok(())
}

type PinRow = (PersonId, String, Option<Moment>, Moment, Option<Moment>, Option<Moment>);

macro_rules! pin_rows {
    ($tenant:expr) => {
        $tenant.all(pins::table).select((
            pins::person_id,
            pins::pin_hash,
            pins::chosen_at,
            pins::set_at,
            pins::locked_at,
            pins::phone_locked_at,
        ))
    };
}

fn kept((person, hash, chosen_at, set_at, locked_at, phone_locked_at): PinRow) -> (PersonId, Kept) {
    (person, Kept { hash, chosen_at, set_at, locked_at, phone_locked_at })
}

/// The PINs of everybody.
///
/// # Errors
/// The database is away.
pub fn pins(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, Kept>, Error> {
    let rows: Vec<PinRow> = pin_rows!(tenant).load(tenant.connection())?;
    Ok(rows.into_iter().map(kept).collect())
}

/// Somebody's PIN.
///
/// # Errors
/// The database is away.
pub fn pin(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Option<Kept>, Error> {
    let row: Option<PinRow> =
        pin_rows!(tenant).filter(pins::person_id.eq(person)).first(tenant.connection()).optional()?;
    Ok(row.map(|row| kept(row).1))
}

/// Keeps a PIN in place of the one before: no tries, no lock.
///
/// # Errors
/// The database is away.
pub fn set_pin(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    by: PersonId,
    hash: &str,
    chosen_at: Option<Moment>,
) -> Result<(), Error> {
    delete_pin(tenant, person)?;
    diesel::insert_into(pins::table)
        .values((
            pins::organisation_id.eq(tenant.organisation()),
            pins::person_id.eq(person),
            pins::pin_hash.eq(hash),
            pins::chosen_at.eq(chosen_at),
            pins::set_at.eq(now),
            pins::set_by.eq(by),
            pins::tries.eq(0_i64),
            pins::phone_tries.eq(0_i64),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes a PIN away; whether there was one.
///
/// # Errors
/// The database is away.
pub fn delete_pin(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, Error> {
    let row = tenant.all(pins::table).filter(pins::person_id.eq(person));
    Ok(diesel::delete(row).execute(tenant.connection())? > 0)
}

/// Counts a wrong try; how many there were.
///
/// # Errors
/// The database is away.
pub fn add_tries(tenant: &mut Tenant<'_>, person: PersonId, phone: bool, more: i64) -> Result<i64, Error> {
    let row = tenant.all(pins::table).filter(pins::person_id.eq(person));
    if phone {
        diesel::update(row)
            .set(pins::phone_tries.eq(pins::phone_tries + more))
            .execute(tenant.connection())?;
    } else {
        diesel::update(row).set(pins::tries.eq(pins::tries + more)).execute(tenant.connection())?;
    }
    let tries: Option<(i64, i64)> = tenant
        .all(pins::table)
        .filter(pins::person_id.eq(person))
        .select((pins::tries, pins::phone_tries))
        .first(tenant.connection())
        .optional()?;
    Ok(tries.map_or(0, |(tablet, by_phone)| if phone { by_phone } else { tablet }))
}

/// Locks a PIN; false when it was locked before.
///
/// # Errors
/// The database is away.
pub fn lock(tenant: &mut Tenant<'_>, now: Moment, person: PersonId, phone: bool) -> Result<bool, Error> {
    let row = tenant.all(pins::table);
    let changed = if phone {
        diesel::update(row.filter(pins::person_id.eq(person).and(pins::phone_locked_at.is_null())))
            .set(pins::phone_locked_at.eq(Some(now)))
            .execute(tenant.connection())?
    } else {
        diesel::update(row.filter(pins::person_id.eq(person).and(pins::locked_at.is_null())))
            .set(pins::locked_at.eq(Some(now)))
            .execute(tenant.connection())?
    };
    Ok(changed == 1)
}

/// Forgets wrong tries.
///
/// # Errors
/// The database is away.
pub fn forget_tries(tenant: &mut Tenant<'_>, person: PersonId, phone: bool) -> Result<(), Error> {
    let row = tenant.all(pins::table).filter(pins::person_id.eq(person));
    if phone {
        diesel::update(row).set(pins::phone_tries.eq(0_i64)).execute(tenant.connection())?;
    } else {
        diesel::update(row).set(pins::tries.eq(0_i64)).execute(tenant.connection())?;
    }
    Ok(())
}

type BadgeRow = (BadgeId, PersonId, Moment);

macro_rules! badge_rows {
    ($tenant:expr) => {
        $tenant.all(badges::table).filter(badges::revoked_at.is_null()).select((
            badges::id,
            badges::person_id,
            badges::created_at,
        ))
    };
}

/// The badges that work, by person.
///
/// # Errors
/// The database is away.
pub fn badges(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, Badge>, Error> {
    let rows: Vec<BadgeRow> = badge_rows!(tenant).load(tenant.connection())?;
    let badges = rows.into_iter().map(|(id, person, created_at)| (person, Badge { id, person, created_at }));
    Ok(badges.collect())
}

/// A badge that works.
///
/// # Errors
/// The database is away.
pub fn badge(tenant: &mut Tenant<'_>, id: BadgeId) -> Result<Option<Badge>, Error> {
    let row: Option<BadgeRow> =
        badge_rows!(tenant).filter(badges::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(|(id, person, created_at)| Badge { id, person, created_at }))
}

/// Keeps a new badge.
///
/// # Errors
/// The database is away.
pub fn insert_badge(tenant: &mut Tenant<'_>, by: PersonId, badge: &Badge) -> Result<(), Error> {
    diesel::insert_into(badges::table)
        .values((
            badges::organisation_id.eq(tenant.organisation()),
            badges::id.eq(badge.id),
            badges::person_id.eq(badge.person),
            badges::created_at.eq(badge.created_at),
            badges::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Ends the badges of somebody; which these were.
///
/// # Errors
/// The database is away.
pub fn revoke_badges(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<Vec<BadgeId>, Error> {
    let open = badges::person_id.eq(person).and(badges::revoked_at.is_null());
    let ids: Vec<BadgeId> =
        tenant.all(badges::table).filter(open).select(badges::id).load(tenant.connection())?;
    diesel::update(tenant.all(badges::table).filter(open))
        .set(badges::revoked_at.eq(Some(now)))
        .execute(tenant.connection())?;
    Ok(ids)
}
