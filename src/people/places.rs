//! How many people an organisation may have, and where that is decided: here alone.
//!
//! Whoever is on the list has a place, and so has each row of a list that is being written and will be somebody
//! new: a list that was begun comes in whole.

use super::imports::store as imports;
use super::{PeopleError, store};
use crate::db::{Error, Tenant};
use crate::quotas::{self, Kind};

/// Makes sure that there is a place for one more, until the end of the transaction.
///
/// # Errors
/// There is none.
pub(super) fn take(tenant: &mut Tenant<'_>) -> Result<(), PeopleError> {
    take_many(tenant, 1)
}

/// The same for several at once.
pub(super) fn take_many(tenant: &mut Tenant<'_>, count: i64) -> Result<(), PeopleError> {
    let most = quotas::held(tenant, Kind::People)?;
    if taken(tenant)?.saturating_add(count) > most { Err(PeopleError::Full) } else { Ok(()) }
}

/// Keeps everybody else from entering people until the end of the transaction, whether there is a place or not.
///
/// # Errors
/// The database is away.
pub(super) fn hold(tenant: &mut Tenant<'_>) -> Result<(), Error> {
    quotas::held(tenant, Kind::People).map(|_most| ())
}

/// How many more people the organisation may have.
///
/// # Errors
/// The database is away.
pub fn free(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let taken = taken(tenant)?;
    Ok(quotas::allowed(tenant, Kind::People)?.saturating_sub(taken).max(0))
}

/// How many places are taken.
///
/// # Errors
/// The database is away.
pub fn taken(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    Ok(store::count_present(tenant)?.saturating_add(imports::count_coming(tenant)?))
}
