//! Browsers that somebody has signed in with before. They have a counter of wrong tries of their own, so that
//! nobody far away can lock their owner out, and signing in with them sends no notice.
//!
//! A browser holds one random token for everybody who signs in with it; each account has its own row.

mod store;

use super::address::Token;
use super::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, KnownDeviceId};
use crate::db::{Error, System};
use crate::keys::hash_parts;

/// Days without a sign-in after which a browser is forgotten.
pub const KNOWN_DAYS: i64 = 180;

/// The token that names a browser. Prints nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Browser(Token);

impl Browser {
    /// The browser of a cookie; a new name when there is none that we gave.
    #[must_use]
    pub fn of_cookie(cookie: Option<&str>) -> Self {
        cookie.and_then(Token::parse).map(Self).unwrap_or_default()
    }

    /// The text for the cookie.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// What the database keeps.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash_parts("polisi browser v1", &[self.reveal().as_bytes()]).to_vec()
    }
}

/// A browser that an account knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDevice {
    /// The row.
    pub id: KnownDeviceId,
    /// The browser as it named itself.
    pub agent: String,
    /// The first sign-in.
    pub first_seen_at: Moment,
    /// The newest sign-in.
    pub last_seen_at: Moment,
    /// Whether it is the browser that asks.
    pub is_this: bool,
}

/// Whether the account of an address knows a browser. For an address without an account the same is asked.
///
/// # Errors
/// The database is away.
pub fn knows(system: &mut System<'_>, now: Moment, email: &Email, browser: &Browser) -> Result<bool, Error> {
    store::knows(system, email, &browser.hash(), oldest(now))
}

/// Whether a second factor of the account was given with the browser before. The password alone isn't enough:
/// whoever has it could make as many known browsers as they like.
///
/// # Errors
/// The database is away.
pub fn is_proven(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    browser: &Browser,
) -> Result<bool, Error> {
    store::is_proven(system, account, &browser.hash(), oldest(now))
}

/// Notes that a second factor of the account was given with the browser.
///
/// # Errors
/// The database is away.
pub fn prove(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    browser: &Browser,
) -> Result<(), Error> {
    store::prove(system, now, account, &browser.hash())
}

/// Notes a sign-in with a browser; whether it is a new one.
///
/// # Errors
/// The database is away.
pub fn note(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    browser: &Browser,
    agent: &str,
) -> Result<bool, Error> {
    let hash = browser.hash();
    if store::seen(system, now, account, &hash, agent)? {
        return Ok(false);
    }
    store::insert(system, now, account, &hash, agent)?;
    Ok(true)
}

/// The browsers that an account knows, the newest first.
///
/// # Errors
/// The database is away.
pub fn of_account(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    browser: &Browser,
) -> Result<Vec<KnownDevice>, Error> {
    store::of_account(system, account, &browser.hash(), oldest(now))
}

/// Whose browser it is: the account that signs in with it, where it is the only one.
///
/// # Errors
/// The database is away.
pub fn owner_of(system: &mut System<'_>, now: Moment, browser: &Browser) -> Result<Option<AccountId>, Error> {
    let accounts = store::accounts_of(system, &browser.hash(), oldest(now))?;
    Ok(match *accounts.as_slice() {
        [only] => Some(only),
        _ => None,
    })
}

/// Forgets a browser of an account; whether there was one.
///
/// # Errors
/// The database is away.
pub fn forget(system: &mut System<'_>, account: AccountId, id: KnownDeviceId) -> Result<bool, Error> {
    store::forget(system, account, id)
}

/// Forgets all browsers of an account.
///
/// # Errors
/// The database is away.
pub fn forget_all(system: &mut System<'_>, account: AccountId) -> Result<(), Error> {
    store::forget_all(system, account)
}

/// Removes the rows of browsers that weren't used for long; how many.
///
/// # Errors
/// The database is away.
pub fn sweep(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    store::sweep(system, oldest(now))
}

fn oldest(now: Moment) -> Moment {
    now.plus_hours(KNOWN_DAYS.saturating_mul(-24))
}

#[cfg(test)]
mod tests {
    use super::Browser;

    #[test]
    fn a_cookie_that_we_did_not_give_names_nobody() {
        let given = Browser::default();
        assert_eq!(Browser::of_cookie(Some(given.reveal())), given);
        for other in [None, Some(""), Some("x"), Some("' OR 1"), Some("AAAA")] {
            assert_ne!(Browser::of_cookie(other), Browser::of_cookie(other), "{other:?}");
        }
        assert!(!format!("{given:?}").contains(given.reveal()));
    }
}
