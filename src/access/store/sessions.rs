//! Sessions in the database, and whether their account has a second factor.

use diesel::dsl::exists;
use diesel::prelude::*;

use crate::access::factor::FactorState;
use crate::access::session::Session;
use crate::access::store::support;
use crate::clock::Moment;
use crate::db::ids::{AccountId, SessionId};
use crate::db::schema::{accounts, recovery_codes, second_factors, sessions};
use crate::db::{Error, System};
use crate::messages::Language;

pub(in crate::access) fn insert_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
    account: AccountId,
    agent: &str,
    ends_at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(id),
            sessions::account_id.eq(account),
            sessions::method.eq("password"),
            sessions::agent.eq(agent),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::ends_at.eq(ends_at),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(in crate::access) fn session(system: &mut System<'_>, id: SessionId) -> Result<Option<Session>, Error> {
    let codes = recovery_codes::table
        .filter(recovery_codes::account_id.eq(accounts::id).and(recovery_codes::used_at.is_null()));
    let found = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .left_join(
            second_factors::table.on(second_factors::account_id
                .eq(sessions::account_id)
                .and(second_factors::state.eq(FactorState::InForce))),
        )
        .filter(sessions::id.eq(id).and(sessions::ended_at.is_null()).and(accounts::disabled_at.is_null()))
        .select((
            (accounts::id, accounts::language, accounts::operator_since),
            (second_factors::confirmed_at.nullable(), exists(codes)),
            (sessions::created_at, sessions::last_seen_at, sessions::ends_at),
            (sessions::second_factor_at, sessions::reauthenticated_at),
        ))
        .first(system.connection())
        .optional()?;
    let Some(found) = found else { return Ok(None) };
    let (whose, (factor, has_code), times, proofs): SessionRow = found;
    let is_operator = whose.2.is_some();
    Ok(Some(Session {
        id,
        account: whose.0,
        language: whose.1,
        is_operator,
        helping: if is_operator { support::helping(system, id)? } else { None },
        signed_in_at: times.0,
        last_seen_at: times.1,
        ends_at: times.2,
        has_factor: factor.is_some(),
        lacks_codes: factor.is_some() && !has_code,
        second_factor_at: proofs.0,
        reauthenticated_at: proofs.1,
    }))
}

type SessionRow = (
    (AccountId, Language, Option<Moment>),
    (Option<Moment>, bool),
    (Moment, Moment, Moment),
    (Option<Moment>, Option<Moment>),
);

pub(in crate::access) fn note_second_factor(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
) -> Result<(), Error> {
    diesel::update(sessions::table.find(id))
        .set(sessions::second_factor_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(in crate::access) fn end_other_sessions(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    kept: SessionId,
) -> Result<(), Error> {
    let others = sessions::table.filter(
        sessions::account_id.eq(account).and(sessions::id.ne(kept)).and(sessions::ended_at.is_null()),
    );
    diesel::update(others).set(sessions::ended_at.eq(now)).execute(system.connection())?;
    Ok(())
}

/// Whether an account has a second factor in force.
pub(in crate::access) fn has_factor(system: &mut System<'_>, account: AccountId) -> Result<bool, Error> {
    let found: Option<AccountId> = second_factors::table
        .find((account, FactorState::InForce))
        .select(second_factors::account_id)
        .first(system.connection())
        .optional()?;
    Ok(found.is_some())
}

pub(in crate::access) fn note_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
) -> Result<(), Error> {
    diesel::update(sessions::table.find(id))
        .set(sessions::last_seen_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(in crate::access) fn reauthenticate_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
) -> Result<(), Error> {
    diesel::update(sessions::table.find(id))
        .set(sessions::reauthenticated_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

/// Ends a session; false when it had ended before.
pub(in crate::access) fn end_session(
    system: &mut System<'_>,
    now: Moment,
    id: SessionId,
) -> Result<bool, Error> {
    let live = sessions::table.filter(sessions::id.eq(id).and(sessions::ended_at.is_null()));
    let ended = diesel::update(live).set(sessions::ended_at.eq(now)).execute(system.connection())?;
    Ok(ended == 1)
}

pub(in crate::access) fn end_sessions(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
) -> Result<(), Error> {
    diesel::update(
        sessions::table.filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null())),
    )
    .set(sessions::ended_at.eq(now))
    .execute(system.connection())?;
    Ok(())
}

/// Sessions of an account that nobody ended, the newest use first; some have ended by themselves.
pub(in crate::access) fn sessions_of(
    system: &mut System<'_>,
    account: AccountId,
    ends_after: Moment,
) -> Result<Vec<(SessionId, String, Moment, Moment)>, Error> {
    let rows = sessions::table
        .filter(sessions::account_id.eq(account).and(sessions::ended_at.is_null()))
        .filter(sessions::ends_at.gt(ends_after))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .select((sessions::id, sessions::agent, sessions::created_at, sessions::last_seen_at))
        .load(system.connection())?;
    Ok(rows)
}

/// Ends the sessions of everybody; how many there were.
pub(in crate::access) fn end_every_session(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let live = sessions::table.filter(sessions::ended_at.is_null());
    Ok(diesel::update(live).set(sessions::ended_at.eq(now)).execute(system.connection())?)
}

/// Ends the sessions that were begun or noted after a moment; how many there were.
pub(in crate::access) fn end_sessions_after(
    system: &mut System<'_>,
    now: Moment,
    latest: Moment,
) -> Result<usize, Error> {
    let later = sessions::created_at
        .gt(latest)
        .or(sessions::last_seen_at.gt(latest))
        .or(sessions::second_factor_at.gt(latest))
        .or(sessions::reauthenticated_at.gt(latest));
    let live = sessions::table.filter(sessions::ended_at.is_null()).filter(later);
    Ok(diesel::update(live).set(sessions::ended_at.eq(now)).execute(system.connection())?)
}
