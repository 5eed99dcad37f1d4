//! Kept forms in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{AccountId, KeptFormId, KeyId};
use crate::db::schema::kept_forms;
use crate::db::{Error, System};

/// A row.
pub(super) struct Row {
    pub id: KeptFormId,
    pub account: AccountId,
    pub address_mac: String,
    pub sealed: Vec<u8>,
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    hash: &[u8],
    key: KeyId,
    row: Row,
    expires_at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(kept_forms::table)
        .values((
            kept_forms::id.eq(row.id),
            kept_forms::token_hash.eq(hash),
            kept_forms::account_id.eq(row.account),
            kept_forms::address_mac.eq(row.address_mac),
            kept_forms::key_id.eq(key),
            kept_forms::sealed.eq(row.sealed),
            kept_forms::created_at.eq(now),
            kept_forms::expires_at.eq(expires_at),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn find(
    system: &mut System<'_>,
    now: Moment,
    hash: &[u8],
    account: AccountId,
) -> Result<Option<(KeptFormId, Vec<u8>)>, Error> {
    let found: Option<(KeptFormId, Vec<u8>)> = kept_forms::table
        .filter(kept_forms::token_hash.eq(hash).and(kept_forms::account_id.eq(account)))
        .filter(kept_forms::expires_at.gt(now))
        .select((kept_forms::id, kept_forms::sealed))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

pub(super) fn remove(system: &mut System<'_>, hash: &[u8], mac: Option<&str>) -> Result<(), Error> {
    let of_browser = kept_forms::token_hash.eq(hash);
    match mac {
        Some(mac) => {
            diesel::delete(kept_forms::table.filter(of_browser.and(kept_forms::address_mac.eq(mac))))
                .execute(system.connection())?
        }
        None => diesel::delete(kept_forms::table.filter(of_browser)).execute(system.connection())?,
    };
    Ok(())
}

pub(super) fn remove_of_account(system: &mut System<'_>, account: AccountId) -> Result<(), Error> {
    let rows = kept_forms::table.filter(kept_forms::account_id.eq(account));
    diesel::delete(rows).execute(system.connection())?;
    Ok(())
}

pub(super) fn sweep(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let rows = kept_forms::table.filter(kept_forms::expires_at.le(now));
    Ok(diesel::delete(rows).execute(system.connection())?)
}
