//! The second factor of an account: an app that makes codes, and recovery codes for the day without it.
//!
//! Whoever sets one up sees the seed once and proves that their app has it. From then on every session of
//! the account waits for a code after the password (`access::session`). A code counts once: the step it
//! belongs to is kept, and that one and all before it are refused. To take another app, or to switch off
//! where no role needs it, costs the password and a code; only an owner or the operator's command can do
//! without, and then all sessions end and the person is told at once. A new password keeps the factor.

pub mod form;
pub mod notices;
pub mod pages;
pub mod recovery;
pub mod seed;
pub mod store;
mod trying;

use super::AccountError;
use crate::access::devices::{self, Browser};
use crate::access::factor::{self, FactorState};
use crate::access::guesses;
use crate::access::{Session, session};
use crate::clock::Moment;
use crate::db::ids::{AccountId, KeyId};
use crate::db::{Error as DbError, System};
use crate::keys::store::nobody;
use crate::keys::{DataKey, Keyring, Place, SealError};
use crate::mail::{self, Letter, Post};
use crate::messages::Language;
use crate::web::engine::EngineError;
use notices::{By, Change};
use recovery::Sheet;
use seed::Seed;
pub use trying::{Given, Try};

/// Minutes in which somebody must give the first code of an app.
const OFFER_MINUTES: i64 = 60;

/// What went wrong with a second factor.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// The account, the database, a mail, or too many tries.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A mail can't be written.
    #[error(transparent)]
    Mail(#[from] EngineError),
    /// A seed doesn't open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// There is nothing to confirm, or it was shown too long ago.
    #[error("nothing to confirm")]
    NoOffer,
    /// There is one already.
    #[error("there is a second factor")]
    IsOn,
    /// There is none.
    #[error("there is no second factor")]
    IsOff,
    /// A role needs it.
    #[error("a role needs the second factor")]
    Needed,
    /// The account opens more than this organisation: another, or the installation.
    #[error("the account opens more than one organisation")]
    OpensMore,
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Since when it has a second factor.
    pub since: Option<Moment>,
    /// How many recovery codes are left.
    pub codes_left: i64,
    /// Whether one of its roles needs a second factor.
    pub needed: bool,
}

/// How an account stands.
///
/// # Errors
/// The database is away.
pub fn standing(system: &mut System<'_>, account: AccountId) -> Result<Standing, FactorError> {
    let kept = store::factor(system, account, FactorState::InForce)?;
    Ok(Standing {
        since: kept.and_then(|kept| kept.confirmed_at),
        codes_left: store::codes_left(system, account)?,
        needed: factor::account_needs(system, account)?,
    })
}

/// Whether the second factor of an account opens with the keys of this installation; also where there is none. One
/// that doesn't still stands before every sign-in: only recovery codes and a reset help.
///
/// # Errors
/// The database is away.
pub fn opens(system: &mut System<'_>, account: AccountId) -> Result<bool, DbError> {
    let kept = store::factor(system, account, FactorState::InForce)?;
    Ok(kept.is_none_or(|kept| open(system.keyring(), account, &kept.sealed).is_ok()))
}

/// Offers a seed to an account that has no second factor.
///
/// # Errors
/// It has one.
pub fn offer(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    seed: &Seed,
) -> Result<(), FactorError> {
    if factor::is_on(system, account)? {
        return Err(FactorError::IsOn);
    }
    let sealed = seal(system.keyring(), account, seed)?;
    Ok(store::offer(system, now, account, sealed)?)
}

/// The seed that was offered a short while ago.
///
/// # Errors
/// There is none.
pub fn offered(system: &mut System<'_>, now: Moment, account: AccountId) -> Result<Seed, FactorError> {
    let kept = store::factor(system, account, FactorState::Offered)?;
    let kept = kept.filter(|kept| now < kept.created_at.plus_minutes(OFFER_MINUTES));
    open(system.keyring(), account, &kept.ok_or(FactorError::NoOffer)?.sealed)
}

/// Puts what was offered in force when the code is right: then all other sessions end and a mail tells of it.
///
/// # Errors
/// Nothing was offered.
pub fn confirm(
    system: &mut System<'_>,
    now: Moment,
    session: &Session,
    code: &str,
    post: &Post,
) -> Result<bool, FactorError> {
    let account = session.account;
    let Some(step) = offered(system, now, account)?.step_of(code, now) else { return Ok(false) };
    let (kind, change) = if factor::is_on(system, account)? {
        ("second_factor_replaced", Change::Replaced)
    } else {
        ("second_factor_on", Change::On)
    };
    store::confirm(system, now, account, step)?;
    session::factor_given(system, now, session.id)?;
    session::end_others(system, now, account, session.id)?;
    tell(system, now, account, kind, |language| notices::changed(post, language, now, change))?;
    Ok(true)
}

/// After a right code, the cookie of a session in the place of the one that waited; nothing after a wrong one.
///
/// # Errors
/// Too many tries.
pub fn sign_in(
    system: &mut System<'_>,
    now: Moment,
    waiting: &Session,
    (browser, agent): (&Browser, &str),
    tried: &Try<'_>,
) -> Result<Option<String>, FactorError> {
    if !proves(system, now, tried)? {
        return Ok(None);
    }
    super::store::note_security(system, now, "second_factor_given", Some(tried.account))?;
    devices::prove(system, now, tried.account, browser)?;
    Ok(session::complete(system, now, waiting, agent)?)
}

/// Offers another seed for the one in force, after a right code of it; false after a wrong one.
///
/// # Errors
/// Too many tries.
pub fn replace(
    system: &mut System<'_>,
    now: Moment,
    tried: &Try<'_>,
    seed: &Seed,
) -> Result<bool, FactorError> {
    if !proves(system, now, tried)? {
        return Ok(false);
    }
    let sealed = seal(system.keyring(), tried.account, seed)?;
    store::offer(system, now, tried.account, sealed)?;
    Ok(true)
}

/// Switches the second factor off after a right code; false after a wrong one.
///
/// # Errors
/// A role needs it, or too many tries.
pub fn switch_off(system: &mut System<'_>, now: Moment, tried: &Try<'_>) -> Result<bool, FactorError> {
    let account = tried.account;
    if factor::account_needs(system, account)? {
        return Err(FactorError::Needed);
    }
    if !proves(system, now, tried)? {
        return Ok(false);
    }
    store::remove(system, account)?;
    let letter = |language| notices::changed(tried.post, language, now, Change::Off);
    tell(system, now, account, "second_factor_off", letter)?;
    Ok(true)
}

/// The sheet that a form sent back, shown a short while ago.
///
/// # Errors
/// Not a sheet of this account, or shown too long ago.
pub fn sent_back(
    keyring: &Keyring,
    now: Moment,
    account: AccountId,
    sent: &str,
) -> Result<Sheet, FactorError> {
    let sheet = Sheet::open(&key(keyring)?, account, sent).filter(|sheet| sheet.is_fresh(now));
    sheet.ok_or(FactorError::NoOffer)
}

/// Keeps the hashes of the recovery codes that a page showed; those before them are void. The same sheet twice changes
/// nothing the second time: a code that was used stays used.
///
/// # Errors
/// Older than what is kept, the session has ended meanwhile, or there is no second factor.
pub fn keep_codes(
    system: &mut System<'_>,
    now: Moment,
    session: &Session,
    (made_at, hashes): (Moment, Vec<String>),
    post: &Post,
) -> Result<(), FactorError> {
    let account = session.account;
    if !session::lives(system, now, session.id)? {
        return Err(FactorError::NoOffer);
    }
    if !factor::is_on(system, account)? {
        return Err(FactorError::IsOff);
    }
    if let Some(first) = hashes.first()
        && store::knows_code(system, account, first)?
    {
        return Ok(());
    }
    let before = store::codes_made_at(system, account)?;
    if before.is_some_and(|kept| made_at < kept && !kept.is_ahead_of(now)) {
        return Err(FactorError::NoOffer);
    }
    store::replace_codes(system, made_at, account, hashes)?;
    if before.is_none() && was_just_set_up(system, now, account)? {
        // The mail about the second factor says that codes come with it.
        return Ok(super::store::note_security(system, now, "recovery_codes_made", Some(account))?);
    }
    let letter = |language| notices::changed(post, language, now, Change::Codes);
    tell(system, now, account, "recovery_codes_made", letter)
}

/// Whether the app of an account was set up a moment ago: its codes are the last step of that.
fn was_just_set_up(system: &mut System<'_>, now: Moment, account: AccountId) -> Result<bool, DbError> {
    let kept = store::factor(system, account, FactorState::InForce)?;
    let since = kept.and_then(|kept| kept.confirmed_at);
    Ok(since.is_some_and(|since| now < since.plus_minutes(OFFER_MINUTES)))
}

/// New codes for a page, and the same sealed for its form.
///
/// # Errors
/// There is no key.
pub fn sheet(keyring: &Keyring, now: Moment, account: AccountId) -> Result<(Sheet, String), FactorError> {
    let sheet = Sheet::new(now);
    let sealed = sheet.seal(&key(keyring)?, account)?;
    Ok((sheet, sealed))
}

/// Takes the second factor away by the operator's command: every session ends and a mail tells of it. The
/// next sign-in sets up a new one where a role needs it.
///
/// # Errors
/// There is none.
pub fn reset(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    by: By<'_>,
    post: &Post,
) -> Result<(), FactorError> {
    if !store::remove(system, account)? {
        return Err(FactorError::IsOff);
    }
    session::end_all(system, now, account)?;
    tell(system, now, account, "second_factor_reset", |language| notices::reset(post, language, now, by))
}

/// As [`reset`], by an owner of one organisation. An account that opens another organisation too, or the
/// installation, is left alone: no organisation weakens what guards another.
///
/// # Errors
/// There is none, or the account opens more.
pub fn reset_by_owner(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    by: By<'_>,
    post: &Post,
) -> Result<(), FactorError> {
    if factor::opens_more(system, account)? {
        return Err(FactorError::OpensMore);
    }
    reset(system, now, account, by, post)
}

/// Whether what was given is right, and not used before. At the limit a mail warns: whoever tries has the
/// password. In a session that ended while it was weighed nothing is right.
fn proves(system: &mut System<'_>, now: Moment, tried: &Try<'_>) -> Result<bool, FactorError> {
    if !session::lives(system, now, tried.session)? {
        return Ok(false);
    }
    if uses(system, now, tried)? {
        guesses::right(system, now, tried.taken)?;
        return Ok(true);
    }
    super::store::note_security(system, now, "wrong_code", Some(tried.account))?;
    if guesses::was_last(system, now, tried.taken)? {
        let letter = |language| notices::changed(tried.post, language, now, Change::Guessed);
        tell(system, now, tried.account, "codes_guessed", letter)?;
    }
    Ok(false)
}

fn uses(system: &mut System<'_>, now: Moment, tried: &Try<'_>) -> Result<bool, FactorError> {
    let account = tried.account;
    match tried.given {
        Given::App(code) => {
            let kept = store::factor(system, account, FactorState::InForce)?;
            let Some(kept) = kept else { return Ok(false) };
            let seed = match open(system.keyring(), account, &kept.sealed) {
                // It came with a backup of a time whose key is lost: no code of it is right. Recovery codes are.
                Err(FactorError::Seal(fault)) => {
                    tracing::error!(%account, %fault, "a second factor doesn't open");
                    return Ok(false);
                }
                opened => opened?,
            };
            match seed.step_of(code, now) {
                Some(step) => Ok(store::use_step(system, account, step)?),
                None => Ok(false),
            }
        }
        Given::Recovery(hash) => {
            if !store::use_code(system, now, account, hash)? {
                return Ok(false);
            }
            let change = Change::CodeUsed(store::codes_left(system, account)?);
            let letter = |language| notices::changed(tried.post, language, now, change);
            tell(system, now, account, "recovery_code_used", letter)?;
            Ok(true)
        }
    }
}

/// Notes what happened, and mails it to whom the account belongs.
fn tell(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    kind: &str,
    letter: impl FnOnce(Language) -> Result<Letter, EngineError>,
) -> Result<(), FactorError> {
    super::store::note_security(system, now, kind, Some(account))?;
    let language = super::store::by_id(system, account)?.map(|known| known.language);
    if let Some((email, language)) = super::store::email(system, account)?.zip(language) {
        mail::account::queue(system, now, Some(account), &email, &letter(language)?)?;
    }
    Ok(())
}

fn key(keyring: &Keyring) -> Result<DataKey, SealError> {
    keyring.installation().ok_or(SealError::NoKey)
}

fn place(account: AccountId) -> Place {
    Place { owner: nobody(), table: "second_factors", row: account.any(), column: "sealed" }
}

fn seal(keyring: &Keyring, account: AccountId, seed: &Seed) -> Result<(KeyId, Vec<u8>), SealError> {
    let key = key(keyring)?;
    Ok((key.id(), key.seal(&place(account), seed.bytes())?))
}

fn open(keyring: &Keyring, account: AccountId, sealed: &[u8]) -> Result<Seed, FactorError> {
    let bytes = keyring.open(&place(account), sealed)?;
    Ok(Seed::from_bytes(&bytes).ok_or(SealError::Damaged)?)
}
