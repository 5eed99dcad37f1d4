//! What organisations may have, in the tables outside them.

use diesel::prelude::*;

use super::{Amounts, DEFAULTS, Kind};
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, QuotaChangeId};
use crate::db::schema::{accounts, organisation_quotas, organisations, quota_changes, quota_defaults};
use crate::db::{Error, System};

/// Holds the row of an organisation until the end of the transaction.
pub(super) fn hold(system: &mut System<'_>, organisation: OrganisationId) -> Result<(), Error> {
    diesel::update(organisations::table.find(organisation))
        .set(organisations::state.eq(organisations::state))
        .execute(system.connection())?;
    Ok(())
}

/// How much an organisation may have; without one, what each may have that has nothing of its own.
///
/// # Errors
/// The database is away.
pub fn amounts(system: &mut System<'_>, organisation: Option<OrganisationId>) -> Result<Amounts, Error> {
    let mut rows: Vec<(Kind, i64)> = quota_defaults::table
        .select((quota_defaults::kind, quota_defaults::amount))
        .load(system.connection())?;
    if let Some(organisation) = organisation {
        rows.extend(own(system, organisation)?);
    }
    Ok(rows.into_iter().fold(DEFAULTS, |amounts, (kind, amount)| amounts.with(kind, amount)))
}

/// What one organisation alone may have.
///
/// # Errors
/// The database is away.
pub fn own(system: &mut System<'_>, organisation: OrganisationId) -> Result<Vec<(Kind, i64)>, Error> {
    Ok(organisation_quotas::table
        .filter(organisation_quotas::organisation_id.eq(organisation))
        .select((organisation_quotas::kind, organisation_quotas::amount))
        .load(system.connection())?)
}

/// Says what every organisation may have that has nothing of its own.
///
/// # Errors
/// The database is away.
pub fn set_default(
    system: &mut System<'_>,
    now: Moment,
    (kind, amount): (Kind, i64),
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), Error> {
    diesel::delete(quota_defaults::table.find(kind)).execute(system.connection())?;
    diesel::insert_into(quota_defaults::table)
        .values((quota_defaults::kind.eq(kind), quota_defaults::amount.eq(amount)))
        .execute(system.connection())?;
    note(system, now, None, (kind, Some(amount)), (reason, by))
}

/// Says what one organisation may have; without an amount, as much as every other.
///
/// # Errors
/// The database is away.
pub fn set(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    (kind, amount): (Kind, Option<i64>),
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), Error> {
    let row = organisation_quotas::table.find((organisation, kind));
    diesel::delete(row).execute(system.connection())?;
    if let Some(amount) = amount {
        diesel::insert_into(organisation_quotas::table)
            .values((
                organisation_quotas::organisation_id.eq(organisation),
                organisation_quotas::kind.eq(kind),
                organisation_quotas::amount.eq(amount),
            ))
            .execute(system.connection())?;
    }
    note(system, now, Some(organisation), (kind, amount), (reason, by))
}

fn note(
    system: &mut System<'_>,
    now: Moment,
    organisation: Option<OrganisationId>,
    (kind, amount): (Kind, Option<i64>),
    (reason, by): (&str, Option<AccountId>),
) -> Result<(), Error> {
    diesel::insert_into(quota_changes::table)
        .values((
            quota_changes::id.eq(QuotaChangeId::new(now)),
            quota_changes::organisation_id.eq(organisation),
            quota_changes::kind.eq(kind),
            quota_changes::amount.eq(amount),
            quota_changes::reason.eq(reason),
            quota_changes::account_id.eq(by),
            quota_changes::at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// What was set, why, when, and the address of who did it.
pub type History = (Kind, Option<i64>, String, Moment, Option<String>);

/// What was set for an organisation, or for all, newest first.
///
/// # Errors
/// The database is away.
pub fn changes(system: &mut System<'_>, organisation: Option<OrganisationId>) -> Result<Vec<History>, Error> {
    let mut query = quota_changes::table
        .left_join(accounts::table.on(quota_changes::account_id.eq(accounts::id.nullable())))
        .order((quota_changes::at.desc(), quota_changes::id.desc()))
        .limit(50)
        .select((
            quota_changes::kind,
            quota_changes::amount,
            quota_changes::reason,
            quota_changes::at,
            accounts::email.nullable(),
        ))
        .into_boxed();
    query = match organisation {
        Some(organisation) => query.filter(quota_changes::organisation_id.eq(organisation)),
        None => query.filter(quota_changes::organisation_id.is_null()),
    };
    Ok(query.load(system.connection())?)
}
