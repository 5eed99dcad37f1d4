//! Moves to other addresses in the database.

use diesel::prelude::*;

use super::Change;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, EmailChangeId};
use crate::db::schema::{accounts, email_changes};
use crate::db::{Error, System};

type Row = (EmailChangeId, AccountId, String, String, Option<Moment>, Option<Moment>);

fn change(row: Row) -> Option<Change> {
    let (id, account, old, new, confirmed_at, ended_at) = row;
    let (old, new) = (Email::parse(&old)?, Email::parse(&new)?);
    Some(Change { id, account, old, new, confirmed_at, ended_at })
}

/// Whether an account has this address, a disabled one too.
///
/// # Errors
/// The database is away.
pub fn is_taken(system: &mut System<'_>, email: &Email) -> Result<bool, Error> {
    let rows = accounts::table.filter(accounts::email.eq(email.as_str()));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(system.connection())?)
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    id: EmailChangeId,
    account: AccountId,
    (old, new): (&Email, &Email),
) -> Result<(), Error> {
    diesel::insert_into(email_changes::table)
        .values((
            email_changes::id.eq(id),
            email_changes::account_id.eq(account),
            email_changes::old_email.eq(old.as_str()),
            email_changes::new_email.eq(new.as_str()),
            email_changes::asked_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn find(system: &mut System<'_>, id: EmailChangeId) -> Result<Option<Change>, Error> {
    let row: Option<Row> = email_changes::table
        .filter(email_changes::id.eq(id))
        .select((
            email_changes::id,
            email_changes::account_id,
            email_changes::old_email,
            email_changes::new_email,
            email_changes::confirmed_at,
            email_changes::ended_at,
        ))
        .first(system.connection())
        .optional()?;
    Ok(row.and_then(change))
}

/// The address to which an account is asked to move since a moment, and when it was asked: nobody has confirmed it.
///
/// # Errors
/// The database is away.
pub fn waiting(
    system: &mut System<'_>,
    account: AccountId,
    since: Moment,
) -> Result<Option<(String, Moment)>, Error> {
    let open = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()))
        .filter(email_changes::confirmed_at.is_null().and(email_changes::asked_at.gt(since)))
        .order((email_changes::asked_at.desc(), email_changes::id.desc()))
        .select((email_changes::new_email, email_changes::asked_at));
    Ok(open.first(system.connection()).optional()?)
}

/// The first of the moves that were confirmed since a moment and not ended.
pub(super) fn first_confirmed(
    system: &mut System<'_>,
    account: AccountId,
    since: Moment,
) -> Result<Option<Change>, Error> {
    let id: Option<EmailChangeId> = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()))
        .filter(email_changes::confirmed_at.gt(since))
        .order((email_changes::confirmed_at, email_changes::id))
        .select(email_changes::id)
        .first(system.connection())
        .optional()?;
    id.map_or(Ok(None), |id| find(system, id))
}

/// When the account was moved away from an address, if that can still be undone.
pub(super) fn left(
    system: &mut System<'_>,
    account: AccountId,
    email: &Email,
    since: Moment,
) -> Result<Option<Moment>, Error> {
    let at: Option<Option<Moment>> = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()))
        .filter(email_changes::old_email.eq(email.as_str()).and(email_changes::confirmed_at.gt(since)))
        .order((email_changes::confirmed_at, email_changes::id))
        .select(email_changes::confirmed_at)
        .first(system.connection())
        .optional()?;
    Ok(at.flatten())
}

pub(super) fn set_email(system: &mut System<'_>, account: AccountId, email: &Email) -> Result<(), Error> {
    diesel::update(accounts::table.find(account))
        .set(accounts::email.eq(email.as_str()))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn confirm(system: &mut System<'_>, now: Moment, id: EmailChangeId) -> Result<(), Error> {
    diesel::update(email_changes::table.find(id))
        .set(email_changes::confirmed_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn undo(system: &mut System<'_>, now: Moment, id: EmailChangeId) -> Result<(), Error> {
    diesel::update(email_changes::table.find(id))
        .set((email_changes::undone_at.eq(now), email_changes::ended_at.eq(now)))
        .execute(system.connection())?;
    Ok(())
}

/// Ends the moves of an account that nobody has confirmed; how many there were.
pub(in crate::accounts) fn end_open(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
) -> Result<usize, Error> {
    let open = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()))
        .filter(email_changes::confirmed_at.is_null());
    Ok(diesel::update(open).set(email_changes::ended_at.eq(now)).execute(system.connection())?)
}

/// Ends the moves of an account that were confirmed at a moment or later, and those that nobody has confirmed.
pub(super) fn end_since(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    since: Moment,
) -> Result<(), Error> {
    end_open(system, now, account)?;
    let later = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()))
        .filter(email_changes::confirmed_at.ge(since));
    diesel::update(later).set(email_changes::ended_at.eq(now)).execute(system.connection())?;
    Ok(())
}

/// Ends all moves of an account: their links lead nowhere any more.
pub(in crate::accounts) fn end_all(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
) -> Result<(), Error> {
    let live = email_changes::table
        .filter(email_changes::account_id.eq(account).and(email_changes::ended_at.is_null()));
    diesel::update(live).set(email_changes::ended_at.eq(now)).execute(system.connection())?;
    Ok(())
}

/// Ends the moves that nobody has confirmed, of all accounts; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_unconfirmed(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let open = email_changes::table
        .filter(email_changes::ended_at.is_null().and(email_changes::confirmed_at.is_null()));
    Ok(diesel::update(open).set(email_changes::ended_at.eq(now)).execute(system.connection())?)
}
