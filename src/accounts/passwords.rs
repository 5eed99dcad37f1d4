//! New passwords: by a mailed link, or by somebody signed in.

use super::{AccountError, RESET_MINUTES, RESET_TICKET, live, locking, moving, notices, store};
use crate::access::address::{self, Found, Kind, Token};
use crate::access::{Session, session};
use crate::clock::Moment;
use crate::db::System;
use crate::db::ids::AccountId;
use crate::jobs::{self, NewTicket};
use crate::mail::{self, Letter, Post};
use crate::messages::Language;
use crate::web::engine::EngineError;

/// Notes that somebody wants a new password. Whether there is an account for it shows in nothing that is
/// done here: the mail is written behind the answer.
///
/// # Errors
/// The database is away.
pub fn ask_for_password(
    system: &mut System<'_>,
    now: Moment,
    account: Option<AccountId>,
) -> Result<(), AccountError> {
    store::note_security(system, now, "password_asked", account)?;
    let subject = account.unwrap_or_else(|| AccountId::new(now));
    jobs::add(system, now, &NewTicket::of_installation(RESET_TICKET, subject.any(), now))?;
    Ok(())
}

/// Links that one mailbox holds at the same time. Whoever asks again and again, from wherever, fills nobody's mailbox,
/// and whoever gets no further mail has links that work.
pub const LINKS: usize = 3;

/// Mails a link for a new password, where there is an account that doesn't have enough of them; whether it did.
///
/// # Errors
/// The database is away.
pub fn mail_reset(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    post: &Post,
) -> Result<bool, AccountError> {
    let Some((known, email)) = store::by_id(system, account)?.zip(store::email(system, account)?) else {
        return Ok(false);
    };
    if address::count_live(system, now, Kind::PasswordReset, account.any())? >= LINKS {
        return Ok(false);
    }
    let token = Token::new();
    let letter = notices::reset(post, known.language, &token)?;
    keep_reset(system, now, account, &token)?;
    mail::account::queue(system, now, Some(account), &email, &letter)?;
    Ok(true)
}

/// Keeps a link for a new password. Those before it live out their time: else whoever asks in somebody's name ends
/// the link that they are about to use.
///
/// # Errors
/// The database is away.
pub fn keep_reset(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    token: &Token,
) -> Result<(), AccountError> {
    let found = Found {
        kind: Kind::PasswordReset,
        organisation: None,
        subject: account.any(),
        expires_at: now.plus_minutes(RESET_MINUTES),
        ended_at: None,
    };
    Ok(address::keep(system, now, token, &found)?)
}

/// The account that a live link for a new password leads to.
///
/// # Errors
/// The link has ended.
pub fn account_of_reset(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
) -> Result<AccountId, AccountError> {
    live(system, now, token, Kind::PasswordReset).map(|found| AccountId::from_any(found.subject))
}

/// The mail that tells of a new password, with its link that locks the account.
#[derive(Debug, Clone)]
pub struct Changed {
    lock: Token,
    letter: Letter,
    /// The same, where a move to another address ended with the password.
    with_move: Letter,
}

impl Changed {
    /// Writes the mail.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn write(post: &Post, language: Language, now: Moment) -> Result<Self, EngineError> {
        let lock = Token::new();
        let letter = notices::changed(post, language, now, false, &lock)?;
        let with_move = notices::changed(post, language, now, true, &lock)?;
        Ok(Self { lock, letter, with_move })
    }
}

/// Sets a new password by a link: it and every other one is used up, every session ends, and a mail tells of it.
///
/// # Errors
/// The link has ended meanwhile.
pub fn set_password(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    password_hash: &str,
    mail: &Changed,
) -> Result<(), AccountError> {
    let account = account_of_reset(system, now, token)?;
    address::end_all(system, now, Kind::PasswordReset, account.any())?;
    store::set_password(system, account, password_hash)?;
    session::end_all(system, now, account)?;
    tell_of_password(system, now, account, mail)
}

/// Changes the password of somebody signed in: every other session ends, links for a new one too, and a mail
/// tells of it.
///
/// # Errors
/// The password changed meanwhile, or the session ended.
pub fn change_password(
    system: &mut System<'_>,
    now: Moment,
    session: Session,
    (before, after): (&str, &str),
    mail: &Changed,
) -> Result<(), AccountError> {
    let account = session.account;
    super::still_proven(system, now, &session, before)?;
    store::set_password(system, account, after)?;
    session::end_others(system, now, account, session.id)?;
    session::reauthenticated(system, now, session.id)?;
    address::end_all(system, now, Kind::PasswordReset, account.any())?;
    tell_of_password(system, now, account, mail)
}

/// Tells of a new password, and ends what somebody may have begun with the one before.
fn tell_of_password(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    mail: &Changed,
) -> Result<(), AccountError> {
    store::note_security(system, now, "password_changed", Some(account))?;
    locking::keep(system, now, account, &mail.lock)?;
    // Who had the password from before may have asked for it.
    let moves = moving::store::end_open(system, now, account)?;
    if let Some(email) = store::email(system, account)? {
        let letter = if moves > 0 { &mail.with_move } else { &mail.letter };
        mail::account::queue(system, now, Some(account), &email, letter)?;
    }
    Ok(())
}
