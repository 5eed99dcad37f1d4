//! Moving an account to another e-mail address: asked for with the password, confirmed by a link to the new
//! address, undone by a link to the old one (reference security 3.6).
//!
//! The addresses on the staff lists of organisations are theirs and stay as they are.

pub(super) mod store;

use super::{AccountError, keep_reset, live, locking};
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::access::mailed::{self, Mailed};
use crate::access::{Session, session};
use crate::clock::Moment;
use crate::db::ids::{AccountId, EmailChangeId};
use crate::db::{Error as DbError, System};
use crate::mail::{self, Letter};

pub use store::{end_unconfirmed, is_taken};

/// Hours that the link to the new address works.
pub const CONFIRM_HOURS: i64 = 24;
/// Days that the link to the old address works.
pub const UNDO_DAYS: i64 = 7;

/// A move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The row.
    pub id: EmailChangeId,
    /// Whose.
    pub account: AccountId,
    /// From where.
    pub old: Email,
    /// To where.
    pub new: Email,
    /// When the new address said yes.
    pub confirmed_at: Option<Moment>,
    /// When it was stopped, replaced by another or undone.
    pub ended_at: Option<Moment>,
}

/// The mails of somebody who asks, with their links.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The link to the new address.
    pub confirm: Token,
    /// The link that locks the account.
    pub lock: Token,
    /// To the new address: the link, or that it has an account already.
    pub to_new: Letter,
    /// To the old address.
    pub to_old: Letter,
}

/// Asks for a move, with the hash that the password was weighed against. For an address that has an account the same
/// happens, but its mail holds no link.
///
/// # Errors
/// The session ended meanwhile, the password changed, or the new address was asked for as often today as it may be.
pub fn ask(
    system: &mut System<'_>,
    now: Moment,
    (session, weighed): (&Session, &str),
    new: &Email,
    asking: &Asking,
) -> Result<(), AccountError> {
    let account = session.account;
    super::still_proven(system, now, session, weighed)?;
    // By whatever account and network: the address may be anybody's.
    if !mailed::count(system, now, Mailed::Move, new)? {
        return Err(AccountError::TooMany(mailed::wait(now)));
    }
    let old = super::store::email(system, account)?.ok_or(AccountError::Wrong)?;
    store::end_open(system, now, account)?;
    let id = EmailChangeId::new(now);
    store::insert(system, now, id, account, (&old, new))?;
    keep_link(system, now, Kind::EmailChange, id, CONFIRM_HOURS, &asking.confirm)?;
    locking::keep(system, now, account, &asking.lock)?;
    mail::account::queue(system, now, Some(account), new, &asking.to_new)?;
    mail::account::queue(system, now, Some(account), &old, &asking.to_old)?;
    Ok(super::store::note_security(system, now, "email_change_asked", Some(account))?)
}

fn keep_link(
    system: &mut System<'_>,
    now: Moment,
    kind: Kind,
    id: EmailChangeId,
    hours: i64,
    token: &Token,
) -> Result<(), AccountError> {
    let found = Found {
        kind,
        organisation: None,
        subject: id.any(),
        expires_at: now.plus_hours(hours),
        ended_at: None,
    };
    Ok(address::keep(system, now, token, &found)?)
}

/// The move behind a live link to the new address.
///
/// # Errors
/// The link has ended, or the account has another address by now.
pub fn confirmable(system: &mut System<'_>, now: Moment, token: &Token) -> Result<Change, AccountError> {
    let change = behind(system, now, token, Kind::EmailChange)?;
    let current = super::store::email(system, change.account)?;
    let is_open = change.confirmed_at.is_none() && current.as_ref() == Some(&change.old);
    if is_open { Ok(change) } else { Err(AccountError::LinkEnded) }
}

/// The address to which an account is about to move, and until when it can be confirmed there.
///
/// # Errors
/// The database is away.
pub fn waiting(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
) -> Result<Option<(String, Moment)>, DbError> {
    let since = now.plus_hours(CONFIRM_HOURS.saturating_neg());
    let found = store::waiting(system, account, since)?;
    Ok(found.map(|(email, asked_at)| (email, asked_at.plus_hours(CONFIRM_HOURS))))
}

/// The mails to the old address of somebody who confirms, of which one is sent.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The link that undoes the move.
    pub undo: Token,
    /// Tells of the move, with that link.
    pub moved: Letter,
    /// Tells that the account is back where it was, without a link.
    pub moved_back: Letter,
}

/// Moves the account: the new address signs in from here on, and the old one gets a link that undoes it. Who had the
/// address a short while ago only takes it back: whoever took it from them gets no link, and is signed out.
///
/// # Errors
/// The link has ended meanwhile, or the address has an account.
pub fn confirm(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    by: Option<&Session>,
    mails: &Moved,
) -> Result<(), AccountError> {
    let change = confirmable(system, now, token)?;
    if is_taken(system, &change.new)? {
        return Err(AccountError::EmailTaken);
    }
    let account = change.account;
    let left = store::left(system, account, &change.new, undone_since(now))?;
    store::set_email(system, account, &change.new)?;
    store::confirm(system, now, change.id)?;
    address::end(system, now, &token.hash())?;
    // What was mailed to the old address lets nobody in any more.
    address::end_all(system, now, Kind::PasswordReset, account.any())?;
    let letter = if let Some(left) = left {
        store::end_since(system, now, account, left)?;
        end_sessions_of_others(system, now, account, by)?;
        &mails.moved_back
    } else {
        keep_link(system, now, Kind::EmailUndo, change.id, UNDO_DAYS.saturating_mul(24), &mails.undo)?;
        &mails.moved
    };
    mail::account::queue(system, now, Some(account), &change.old, letter)?;
    Ok(super::store::note_security(system, now, "email_changed", Some(account))?)
}

fn end_sessions_of_others(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    by: Option<&Session>,
) -> Result<(), AccountError> {
    match by.filter(|by| by.account == account) {
        Some(by) => Ok(session::end_others(system, now, account, by.id)?),
        None => Ok(session::end_all(system, now, account)?),
    }
}

/// Moves confirmed since then can be undone.
fn undone_since(now: Moment) -> Moment {
    now.plus_hours(UNDO_DAYS.saturating_mul(-24))
}

/// The move behind a live link to the old address.
///
/// # Errors
/// The link has ended.
pub fn undoable(system: &mut System<'_>, now: Moment, token: &Token) -> Result<Change, AccountError> {
    let change = behind(system, now, token, Kind::EmailUndo)?;
    if change.confirmed_at.is_some() { Ok(change) } else { Err(AccountError::LinkEnded) }
}

/// Puts the old address back, ends whatever lets somebody in, and keeps a link for a new password. Moves from before
/// this one can still be undone: else an intruder who moves twice takes that from the first address.
///
/// # Errors
/// The link has ended meanwhile, or somebody else has the address by now.
pub fn undo(system: &mut System<'_>, now: Moment, token: &Token, reset: &Token) -> Result<(), AccountError> {
    let change = undoable(system, now, token)?;
    if is_taken(system, &change.old)? {
        return Err(AccountError::EmailTaken);
    }
    store::set_email(system, change.account, &change.old)?;
    store::undo(system, now, change.id)?;
    store::end_since(system, now, change.account, change.confirmed_at.unwrap_or(now))?;
    address::end(system, now, &token.hash())?;
    locking::close(system, now, change.account)?;
    super::store::note_security(system, now, "email_change_undone", Some(change.account))?;
    keep_reset(system, now, change.account, reset)
}

/// Before a lock: the address that the account had before the moves of the last days.
///
/// # Errors
/// The database is away.
pub(super) fn put_back_recent(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
) -> Result<(), AccountError> {
    let Some(change) = store::first_confirmed(system, account, undone_since(now))? else { return Ok(()) };
    if !is_taken(system, &change.old)? {
        store::set_email(system, account, &change.old)?;
        store::undo(system, now, change.id)?;
    }
    Ok(())
}

fn behind(system: &mut System<'_>, now: Moment, token: &Token, kind: Kind) -> Result<Change, AccountError> {
    let id = EmailChangeId::from_any(live(system, now, token, kind)?.subject);
    let change = store::find(system, id)?.filter(|change| change.ended_at.is_none());
    change.ok_or(AccountError::LinkEnded)
}
