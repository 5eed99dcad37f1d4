//! Whose an account is, or was.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::db::schema::{accounts, email_changes, memberships};
use crate::db::{Error, System, Tenant};

/// The accounts that have an address, or had it once.
///
/// # Errors
/// The database is away.
pub fn accounts_at(system: &mut System<'_>, address: &str) -> Result<BTreeSet<AccountId>, Error> {
    let mut ids: Vec<AccountId> =
        accounts::table.filter(accounts::email.eq(address)).select(accounts::id).load(system.connection())?;
    let moved: Vec<AccountId> = email_changes::table
        .filter(email_changes::old_email.eq(address).or(email_changes::new_email.eq(address)))
        .select(email_changes::account_id)
        .load(system.connection())?;
    ids.extend(moved);
    Ok(ids.into_iter().collect())
}

/// Who joined here last with an account, and when.
///
/// # Errors
/// The database is away.
pub fn last_joined(tenant: &mut Tenant<'_>, account: AccountId) -> Result<Option<(PersonId, Moment)>, Error> {
    let here = memberships::organisation_id.eq(tenant.organisation());
    let found = memberships::table
        .filter(here.and(memberships::account_id.eq(account)))
        .select((memberships::person_id, memberships::created_at));
    Ok(found.first(tenant.system().connection()).optional()?)
}
