//! Who signs in from where: the limit on guessing that fits, and the notice of a new device.

use std::net::IpAddr;

use super::{AccountError, locking, notices, store};
use crate::access::address::Token;
use crate::access::devices::{self, Browser};
use crate::access::email::Email;
use crate::access::guesses::Guess;
use crate::clock::Moment;
use crate::db::ids::AccountId;
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

/// Notes the browser of somebody who signed in, and mails the notice when it is a new one.
///
/// # Errors
/// The database is away.
pub fn note(
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
