//! What tells of two records whether they are one human's, in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{AccountId, PersonId};
use crate::db::schema::{accounts, invitations, memberships, people, security_events};
use crate::db::{Error, Tenant};

/// Which account belongs to whom here, or did, whatever became of it.
///
/// # Errors
/// The database is away.
pub fn accounts_of(tenant: &mut Tenant<'_>) -> Result<Vec<(AccountId, PersonId)>, Error> {
    let here = memberships::table.filter(memberships::organisation_id.eq(tenant.organisation()));
    let mut rows: Vec<(AccountId, PersonId)> =
        here.select((memberships::account_id, memberships::person_id)).load(tenant.system().connection())?;
    let tied: Vec<(AccountId, PersonId)> = tenant
        .all(people::table)
        .filter(people::account_id.is_not_null())
        .select((people::account_id.assume_not_null(), people::id))
        .load(tenant.connection())?;
    rows.extend(tied);
    Ok(rows)
}

/// By a link to which address somebody joined here, with which account, and when. Whoever joins anew with an account
/// takes it from the record before: these links stay.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Joined {
    /// Where the link went.
    pub address: String,
    /// Who joined by it.
    pub person: PersonId,
    /// When.
    pub at: Moment,
    /// With which account, where it is known: of those who joined long ago that of later.
    pub account: Option<AccountId>,
}

/// By links to which addresses people joined here, in the order in which they did.
///
/// # Errors
/// The database is away.
pub fn joined_by(tenant: &mut Tenant<'_>) -> Result<Vec<Joined>, Error> {
    let rows = tenant
        .all(invitations::table)
        .filter(invitations::accepted_at.is_not_null())
        .order((invitations::accepted_at, invitations::id))
        .select((
            invitations::email,
            invitations::person_id,
            invitations::accepted_at.assume_not_null(),
            invitations::accepted_by,
        ))
        .load(tenant.connection())?;
    Ok(rows)
}

/// When these accounts were made.
///
/// # Errors
/// The database is away.
pub fn accounts_made(
    tenant: &mut Tenant<'_>,
    ids: &[AccountId],
) -> Result<BTreeMap<AccountId, Moment>, Error> {
    let rows: Vec<(AccountId, Moment)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::created_at))
        .load(tenant.system().connection())?;
    Ok(rows.into_iter().collect())
}

/// When these accounts got another password, by a mailed link or by who was signed in.
///
/// # Errors
/// The database is away.
pub fn passwords_changed(
    tenant: &mut Tenant<'_>,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, Moment)>, Error> {
    let rows = security_events::table
        .filter(security_events::account_id.eq_any(ids).and(security_events::kind.eq("password_changed")))
        .select((security_events::account_id.assume_not_null(), security_events::at))
        .load(tenant.system().connection())?;
    Ok(rows)
}

/// When whoever acts as somebody stopped being the one from before: they left, or joined with another account. Only of
/// those of whom it is known.
///
/// # Errors
/// The database is away.
pub fn anew_of_all(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, Moment>, Error> {
    let rows: Vec<(PersonId, Moment)> = tenant
        .all(people::table)
        .filter(people::anew_since.is_not_null())
        .select((people::id, people::anew_since.assume_not_null()))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}
