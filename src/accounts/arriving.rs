//! Who signs in from where: the limit on guessing that fits, and the notice of a new device.

use std::net::IpAddr;

use super::{AccountError, locking, notices, store};
use crate::access::address::Token;
use crate::access::devices::{self, Browser};
use crate::access::email::Email;
use crate::access::guesses::{self, Guess, Taken};
use crate::access::session;
use crate::clock::Moment;
use crate::db::ids::{AccountId, SessionId};
use crate::db::{Error as DbError, System};
use crate::mail::{self, Letter, Post};
use crate::messages::Language;
use crate::web::engine::EngineError;

/// A try to sign in.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// What counts it.
    pub guess: Guess,
    /// Whether the account knows the browser.
    pub is_known: bool,
}

/// The try of a browser. The same is asked for an address without an account.
///
/// # Errors
/// The database is away.
pub fn attempt(
    system: &mut System<'_>,
    now: Moment,
    email: &Email,
    from: IpAddr,
    browser: &Browser,
) -> Result<Attempt, DbError> {
    let is_known = devices::knows(system, now, email, browser)?;
    let (keyring, kind, at) = (system.keyring(), "password", email.as_str());
    let guess = if is_known {
        Guess::by_known(keyring, kind, at, browser)
    } else {
        Guess::from_anywhere(keyring, kind, at, from)
    };
    Ok(Attempt { guess, is_known })
}

/// Who arrives, and the mail that tells of it.
#[derive(Debug, Clone)]
pub struct Arriving {
    /// The browser as we named it.
    pub browser: Browser,
    /// The browser as it names itself.
    pub agent: String,
    /// The mail, where the browser is a new one.
    pub notice: Option<Notice>,
}

/// The mail about a new device, with its link that locks the account.
#[derive(Debug, Clone)]
pub struct Notice {
    to: Email,
    lock: Token,
    letter: Letter,
}

impl Notice {
    /// Writes the mail.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn write(
        post: &Post,
        language: Language,
        now: Moment,
        to: Email,
        agent: &str,
    ) -> Result<Self, EngineError> {
        let lock = Token::new();
        let letter = notices::new_device(post, language, now, agent, &lock)?;
        Ok(Self { to, lock, letter })
    }
}

/// Somebody whose password was right when it was weighed.
#[derive(Clone)]
pub struct Proven {
    /// Whose it is.
    pub account: AccountId,
    /// The hash that it was weighed against.
    pub weighed: String,
    /// One with today's figures, where that was made with others.
    pub newer: Option<String>,
    /// The session of this browser from before.
    pub before: Option<SessionId>,
    /// The try that was counted.
    pub taken: Taken,
}

/// Begins a session after the password was right; the text for the cookie. Nothing when the password was changed or the
/// account locked while it was weighed: it may have waited for seconds, and whoever changed it wants nobody else in.
///
/// # Errors
/// The database is away.
pub fn let_in(
    system: &mut System<'_>,
    now: Moment,
    proven: &Proven,
    arriving: &Arriving,
) -> Result<Option<String>, AccountError> {
    let (account, weighed) = (proven.account, proven.weighed.as_str());
    if !store::renew_hash(system, account, weighed, proven.newer.as_deref().unwrap_or(weighed))? {
        return Ok(None);
    }
    note(system, now, account, arriving)?;
    // Who signs in anew leaves no session of this browser behind.
    proven.before.map_or(Ok(()), |before| session::end(system, now, before))?;
    guesses::right(system, now, &proven.taken)?;
    store::note_security(system, now, "signed_in", Some(account))?;
    Ok(Some(session::begin(system, now, account, &arriving.agent)?))
}

/// Notes the browser of somebody who signed in, and mails the notice when it is a new one.
fn note(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    arriving: &Arriving,
) -> Result<(), AccountError> {
    let is_new = devices::note(system, now, account, &arriving.browser, &arriving.agent)?;
    let Some(notice) = arriving.notice.as_ref().filter(|_| is_new) else { return Ok(()) };
    store::note_security(system, now, "new_device", Some(account))?;
    locking::keep(system, now, account, &notice.lock)?;
    mail::account::queue(system, now, Some(account), &notice.to, &notice.letter)?;
    Ok(())
}
