//! Known browsers in the database.

use diesel::prelude::*;

use super::KnownDevice;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, KnownDeviceId};
use crate::db::schema::{accounts, known_devices};
use crate::db::{Error, System};

pub(super) fn knows(
    system: &mut System<'_>,
    email: &Email,
    hash: &[u8],
    oldest: Moment,
) -> Result<bool, Error> {
    let rows = known_devices::table
        .inner_join(accounts::table.on(accounts::id.eq(known_devices::account_id)))
        .filter(accounts::email.eq(email.as_str()))
        .filter(known_devices::browser_hash.eq(hash).and(known_devices::last_seen_at.gt(oldest)));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(system.connection())?)
}

/// Notes the use of a browser; false when the account doesn't know it.
pub(super) fn seen(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    hash: &[u8],
    agent: &str,
) -> Result<bool, Error> {
    let row = known_devices::table
        .filter(known_devices::account_id.eq(account).and(known_devices::browser_hash.eq(hash)));
    let changed = diesel::update(row)
        .set((known_devices::last_seen_at.eq(now), known_devices::agent.eq(agent)))
        .execute(system.connection())?;
    Ok(changed > 0)
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    hash: &[u8],
    agent: &str,
) -> Result<(), Error> {
    diesel::insert_into(known_devices::table)
        .values((
            known_devices::id.eq(KnownDeviceId::new(now)),
            known_devices::account_id.eq(account),
            known_devices::browser_hash.eq(hash),
            known_devices::agent.eq(agent),
            known_devices::created_at.eq(now),
            known_devices::last_seen_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn of_account(
    system: &mut System<'_>,
    account: AccountId,
    this: &[u8],
    oldest: Moment,
) -> Result<Vec<KnownDevice>, Error> {
    let rows: Vec<(KnownDeviceId, Vec<u8>, String, Moment, Moment)> = known_devices::table
        .filter(known_devices::account_id.eq(account).and(known_devices::last_seen_at.gt(oldest)))
        .order((known_devices::last_seen_at.desc(), known_devices::id.desc()))
        .select((
            known_devices::id,
            known_devices::browser_hash,
            known_devices::agent,
            known_devices::created_at,
            known_devices::last_seen_at,
        ))
        .load(system.connection())?;
    let devices = rows.into_iter().map(|(id, hash, agent, first_seen_at, last_seen_at)| KnownDevice {
        id,
        agent,
        first_seen_at,
        last_seen_at,
        is_this: hash == this,
    });
    Ok(devices.collect())
}

/// The accounts that signed in with a browser; two at most.
pub(super) fn accounts_of(
    system: &mut System<'_>,
    hash: &[u8],
    oldest: Moment,
) -> Result<Vec<AccountId>, Error> {
    Ok(known_devices::table
        .filter(known_devices::browser_hash.eq(hash).and(known_devices::last_seen_at.gt(oldest)))
        .select(known_devices::account_id)
        .limit(2)
        .load(system.connection())?)
}

pub(super) fn forget(system: &mut System<'_>, account: AccountId, id: KnownDeviceId) -> Result<bool, Error> {
    let row =
        known_devices::table.filter(known_devices::id.eq(id).and(known_devices::account_id.eq(account)));
    Ok(diesel::delete(row).execute(system.connection())? > 0)
}

pub(super) fn forget_all(system: &mut System<'_>, account: AccountId) -> Result<(), Error> {
    let rows = known_devices::table.filter(known_devices::account_id.eq(account));
    diesel::delete(rows).execute(system.connection())?;
    Ok(())
}

pub(super) fn sweep(system: &mut System<'_>, oldest: Moment) -> Result<usize, Error> {
    let rows = known_devices::table.filter(known_devices::last_seen_at.le(oldest));
    Ok(diesel::delete(rows).execute(system.connection())?)
}

pub(super) fn is_proven(
    system: &mut System<'_>,
    account: AccountId,
    hash: &[u8],
    oldest: Moment,
) -> Result<bool, Error> {
    let row = known_devices::table
        .filter(known_devices::account_id.eq(account).and(known_devices::browser_hash.eq(hash)))
        .filter(known_devices::last_seen_at.gt(oldest).and(known_devices::second_factor_at.is_not_null()));
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(system.connection())?)
}

pub(super) fn prove(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    hash: &[u8],
) -> Result<(), Error> {
    let row = known_devices::table
        .filter(known_devices::account_id.eq(account).and(known_devices::browser_hash.eq(hash)));
    diesel::update(row).set(known_devices::second_factor_at.eq(now)).execute(system.connection())?;
    Ok(())
}
