//! Second factors and recovery codes in the database.

use diesel::prelude::*;

use super::seed::refused_by;
use crate::access::factor::FactorState;
use crate::clock::Moment;
use crate::db::dialect::Both;
use crate::db::ids::{AccountId, AnyId, KeyId};
use crate::db::schema::{recovery_codes, second_factors};
use crate::db::{Error, System};

/// A second factor as it is kept. Prints nothing.
#[derive(Queryable)]
pub struct Kept {
    /// The seed, sealed.
    pub sealed: Vec<u8>,
    /// When it was offered.
    pub created_at: Moment,
    /// When a code of it was given first.
    pub confirmed_at: Option<Moment>,
}

/// The second factor of an account in a state.
///
/// # Errors
/// The database is away.
pub fn factor(
    system: &mut System<'_>,
    account: AccountId,
    state: FactorState,
) -> Result<Option<Kept>, Error> {
    let found = second_factors::table
        .find((account, state))
        .select((second_factors::sealed, second_factors::created_at, second_factors::confirmed_at))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

fn forget(system: &mut System<'_>, account: AccountId, state: FactorState) -> Result<usize, Error> {
    let row = second_factors::table.find((account, state));
    Ok(diesel::delete(row).execute(system.connection())?)
}

/// Keeps what is offered, in the place of what was offered before; a button pressed twice offers once.
pub(super) fn offer(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    (key, sealed): (KeyId, Vec<u8>),
) -> Result<(), Error> {
    let values = (
        second_factors::key_id.eq(key),
        second_factors::sealed.eq(sealed),
        second_factors::created_at.eq(now),
        second_factors::last_step.eq(0),
    );
    let row = (second_factors::account_id.eq(account), second_factors::state.eq(FactorState::Offered));
    let insert = diesel::insert_into(second_factors::table)
        .values((row, values.clone()))
        .on_conflict((second_factors::account_id, second_factors::state))
        .do_update()
        .set(values);
    Both(insert).execute(system.connection())?;
    Ok(())
}

/// What was offered takes the place of what was in force; the code of this step has been used.
pub(super) fn confirm(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    step: i64,
) -> Result<(), Error> {
    forget(system, account, FactorState::InForce)?;
    diesel::update(second_factors::table.find((account, FactorState::Offered)))
        .set((
            second_factors::state.eq(FactorState::InForce),
            second_factors::confirmed_at.eq(now),
            second_factors::last_step.eq(step),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// Uses the code of a step; false when that code or a later one was used before ([`refused_by`]).
pub(super) fn use_step(system: &mut System<'_>, account: AccountId, step: i64) -> Result<bool, Error> {
    let refused = refused_by(step);
    let (first, last) = (*refused.start(), *refused.end());
    let unused = second_factors::table
        .find((account, FactorState::InForce))
        .filter(second_factors::last_step.lt(first).or(second_factors::last_step.gt(last)));
    let used = diesel::update(unused).set(second_factors::last_step.eq(step)).execute(system.connection())?;
    Ok(used == 1)
}

/// Takes everything away; false when no second factor was in force.
pub(super) fn remove(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    forget(system, account, FactorState::Offered)?;
    forget_codes(system, account)?;
    Ok(forget(system, account, FactorState::InForce)? == 1)
}

fn forget_codes(system: &mut System<'_>, account: AccountId) -> Result<(), Error> {
    let all = recovery_codes::table.filter(recovery_codes::account_id.eq(account));
    diesel::delete(all).execute(system.connection())?;
    Ok(())
}

/// Keeps new recovery codes; those before them are void. The same codes sent twice at once are kept once.
pub(super) fn replace_codes(
    system: &mut System<'_>,
    made_at: Moment,
    account: AccountId,
    hashes: Vec<String>,
) -> Result<(), Error> {
    forget_codes(system, account)?;
    for hash in hashes {
        let insert = diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::account_id.eq(account),
                recovery_codes::id.eq(AnyId::new(made_at)),
                recovery_codes::hash.eq(hash.into_bytes()),
                recovery_codes::created_at.eq(made_at),
            ))
            .on_conflict_do_nothing();
        Both(insert).execute(system.connection())?;
    }
    Ok(())
}

/// When the recovery codes of an account were made.
pub(super) fn codes_made_at(system: &mut System<'_>, account: AccountId) -> Result<Option<Moment>, Error> {
    let found = recovery_codes::table
        .filter(recovery_codes::account_id.eq(account))
        .select(recovery_codes::created_at)
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// The hash of any recovery code of an account: all of a sheet have the same salt and figures.
///
/// # Errors
/// The database is away.
pub fn any_code(system: &mut System<'_>, account: AccountId) -> Result<Option<String>, Error> {
    let found: Option<Vec<u8>> = recovery_codes::table
        .filter(recovery_codes::account_id.eq(account))
        .select(recovery_codes::hash)
        .first(system.connection())
        .optional()?;
    Ok(found.and_then(|hash| String::from_utf8(hash).ok()))
}

/// Whether a recovery code is kept, used or not.
pub(super) fn knows_code(system: &mut System<'_>, account: AccountId, hash: &str) -> Result<bool, Error> {
    let same = recovery_codes::account_id.eq(account).and(recovery_codes::hash.eq(hash.as_bytes()));
    let count: i64 = recovery_codes::table.filter(same).count().get_result(system.connection())?;
    Ok(count > 0)
}

/// How many recovery codes are left.
pub(super) fn codes_left(system: &mut System<'_>, account: AccountId) -> Result<i64, Error> {
    let left = recovery_codes::account_id.eq(account).and(recovery_codes::used_at.is_null());
    Ok(recovery_codes::table.filter(left).count().get_result(system.connection())?)
}

/// Uses a recovery code; false when there is no such code, or it was used before.
pub(super) fn use_code(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    hash: &str,
) -> Result<bool, Error> {
    let unused = recovery_codes::table.filter(
        recovery_codes::account_id
            .eq(account)
            .and(recovery_codes::hash.eq(hash.as_bytes()))
            .and(recovery_codes::used_at.is_null()),
    );
    let used = diesel::update(unused).set(recovery_codes::used_at.eq(now)).execute(system.connection())?;
    Ok(used == 1)
}
