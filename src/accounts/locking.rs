//! Locking an account that somebody else got into. The link stands in every notice about it; from then on only
//! a link for a new password lets in, and that goes to the address from before.

use super::{AccountError, live, moving, store};
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::access::passwords::NO_PASSWORD;
use crate::access::{devices, session};
use crate::clock::Moment;
use crate::db::System;
use crate::db::ids::AccountId;

/// Days that the link of a notice works.
pub const LOCK_DAYS: i64 = 7;

/// Keeps the link of a notice.
///
/// # Errors
/// The database is away.
pub fn keep(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    token: &Token,
) -> Result<(), AccountError> {
    let found = Found {
        kind: Kind::AccountLock,
        organisation: None,
        subject: account.any(),
        expires_at: now.plus_hours(LOCK_DAYS.saturating_mul(24)),
        ended_at: None,
    };
    Ok(address::keep(system, now, token, &found)?)
}

/// The account behind a live link, and its address.
///
/// # Errors
/// The link has ended.
pub fn lockable(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
) -> Result<(AccountId, Email), AccountError> {
    let account = AccountId::from_any(live(system, now, token, Kind::AccountLock)?.subject);
    let email = store::email(system, account)?.ok_or(AccountError::LinkEnded)?;
    Ok((account, email))
}

/// Locks the account. An address that was changed a short while ago is put back: the new one may be the
/// intruder's.
///
/// # Errors
/// The link has ended meanwhile.
pub fn lock(system: &mut System<'_>, now: Moment, token: &Token) -> Result<(), AccountError> {
    let (account, _) = lockable(system, now, token)?;
    moving::put_back_recent(system, now, account)?;
    moving::store::end_all(system, now, account)?;
    close(system, now, account)?;
    Ok(store::note_security(system, now, "account_locked", Some(account))?)
}

/// Ends whatever lets somebody in: sessions, known browsers, the password, and the links for locking and for another.
///
/// # Errors
/// The database is away.
pub fn close(system: &mut System<'_>, now: Moment, account: AccountId) -> Result<(), AccountError> {
    store::set_password(system, account, NO_PASSWORD)?;
    session::end_all(system, now, account)?;
    devices::forget_all(system, account)?;
    for kind in [Kind::AccountLock, Kind::PasswordReset] {
        address::end_all(system, now, kind, account.any())?;
    }
    Ok(())
}
