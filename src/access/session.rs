//! Sessions: a row, named by a short token in a cookie and read on every request.
//!
//! 12 hours idle, 20 hours in all; operators 30 minutes idle (DESIGN 3, Sessions). A session of an account
//! with a second factor, in which none was given, waits: it is no session to anybody who asks with [`find`].

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use serde::{Deserialize, Serialize};

use super::support::Helping;
use super::{factor, store};
use crate::clock::Moment;
use crate::db::ids::{AccountId, KeyId, SessionId};
use crate::db::{Error, System};
use crate::keys::Keyring;
use crate::messages::Language;

/// Hours after which a session ends whatever happens: a shift.
const ABSOLUTE_HOURS: i64 = 20;
/// Hours without a request after which a session ends.
const IDLE_HOURS: i64 = 12;
/// The same for operators, in minutes.
const OPERATOR_IDLE_MINUTES: i64 = 30;
/// Seconds between two notes that a session was used: a read shall not cost a write.
const NOTE_EVERY_SECONDS: i64 = 60;
/// Minutes that a session waits for the second factor.
const WAITING_MINUTES: i64 = 10;
/// So long after its key was changed the last token made under it may end: nobody is signed out by the change.
const GRACE_HOURS: i64 = ABSOLUTE_HOURS + 1;
const ISSUER: &str = "polisi";
const AUDIENCE: &str = "session";
const PURPOSE: &str = "polisi session token v1";
const TYPE: &str = "JWT";

/// What the cookie says, and nothing else. It names a row; it grants nothing.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    exp: i64,
    /// Ours say none; one that does counts from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
}

/// The head of a token of ours. One that says more, such as where a key is to be found, isn't ours.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: Algorithm,
    typ: String,
    kid: Option<String>,
}

impl Head {
    fn of(token: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(token.split('.').next()?.as_bytes()).ok()?;
        let head: Self = serde_json::from_slice(&bytes).ok()?;
        (head.alg == Algorithm::HS256 && head.typ == TYPE).then_some(head)
    }
}

/// A live session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// The row.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// The language that this person chose.
    pub language: Language,
    /// Whether the account runs the installation.
    pub is_operator: bool,
    /// When the password was given that began it.
    pub signed_in_at: Moment,
    /// When it was last used, to a minute.
    pub last_seen_at: Moment,
    /// When it ends whatever happens.
    pub ends_at: Moment,
    /// Whether the account has a second factor.
    pub has_factor: bool,
    /// The account has a second factor and no recovery code left: without the phone they are out.
    pub lacks_codes: bool,
    /// When a second factor was given.
    pub second_factor_at: Option<Moment>,
    /// When the password was last given again.
    pub reauthenticated_at: Option<Moment>,
    /// The organisation that an operator looks into in this session.
    pub helping: Option<Helping>,
}

impl Session {
    /// Whether the session lives at this moment. One of a clock that ran ahead doesn't: nobody knows how old it is.
    #[must_use]
    pub fn is_live(&self, now: Moment) -> bool {
        let noted = [self.second_factor_at, self.reauthenticated_at].into_iter().flatten();
        let mut noted = noted.chain([self.signed_in_at, self.last_seen_at]);
        if noted.any(|at| at.is_ahead_of(now)) {
            return false;
        }
        let idle_end = if self.is_operator {
            self.last_seen_at.plus_minutes(OPERATOR_IDLE_MINUTES)
        } else {
            self.last_seen_at.plus_hours(IDLE_HOURS)
        };
        now < self.ends_at && now < idle_end
    }

    /// Whether it waits for the second factor. Such a session opens nothing but the page that asks for it.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.has_factor && self.second_factor_at.is_none()
    }

    /// Whether its use should be noted again.
    #[must_use]
    pub fn wants_note(&self, now: Moment) -> bool {
        !self.is_waiting() && self.last_seen_at.plus_seconds(NOTE_EVERY_SECONDS) <= now
    }
}

/// Begins a session after the password; the text for the cookie. When the account has a second factor, the
/// session waits for it, for ten minutes.
///
/// # Errors
/// The database is away.
pub fn begin(system: &mut System<'_>, now: Moment, account: AccountId, agent: &str) -> Result<String, Error> {
    let waits = factor::is_on(system, account)?;
    let ends_at = if waits { now.plus_minutes(WAITING_MINUTES) } else { now.plus_hours(ABSOLUTE_HOURS) };
    let id = SessionId::new(now);
    store::insert_session(system, now, id, account, agent, ends_at)?;
    token(system.keyring(), account, id, ends_at)
}

/// Whether a session still lives, of an account that isn't disabled: what it was asked for may have taken a while.
///
/// # Errors
/// The database is away.
pub fn lives(system: &mut System<'_>, now: Moment, id: SessionId) -> Result<bool, Error> {
    Ok(store::session(system, id)?.is_some_and(|session| session.is_live(now)))
}

/// After the second factor a session of its own takes the place of the one that waited: a cookie that was
/// known before opens nothing. The text for the new cookie; nothing when the one that waited has ended meanwhile.
///
/// # Errors
/// The database is away.
pub fn complete(
    system: &mut System<'_>,
    now: Moment,
    waiting: &Session,
    agent: &str,
) -> Result<Option<String>, Error> {
    if !store::end_session(system, now, waiting.id)? {
        return Ok(None);
    }
    let (id, ends_at) = (SessionId::new(now), now.plus_hours(ABSOLUTE_HOURS));
    store::insert_session(system, now, id, waiting.account, agent, ends_at)?;
    store::note_second_factor(system, now, id)?;
    token(system.keyring(), waiting.account, id, ends_at).map(Some)
}

/// Notes that a second factor was given in a session: it was just set up there, or given again.
///
/// # Errors
/// The database is away.
pub fn factor_given(system: &mut System<'_>, now: Moment, session: SessionId) -> Result<(), Error> {
    store::note_second_factor(system, now, session)
}

fn token(keyring: &Keyring, account: AccountId, id: SessionId, ends_at: Moment) -> Result<String, Error> {
    let (iss, aud, exp) = (ISSUER.to_owned(), AUDIENCE.to_owned(), ends_at.seconds());
    let claims = Claims { iss, aud, sub: account, sid: id, exp, nbf: None };
    let key = EncodingKey::from_secret(&keyring.derive(PURPOSE));
    let header =
        Header { kid: keyring.root_name().map(|id| id.to_string()), ..Header::new(Algorithm::HS256) };
    encode(&header, &claims, &key).map_err(|fault| Error::Unavailable(format!("session token: {fault}")))
}

/// The live session that a cookie names; nothing for anything else, nor for one that waits.
///
/// # Errors
/// The database is away.
pub fn find(system: &mut System<'_>, now: Moment, cookie: &str) -> Result<Option<Session>, Error> {
    Ok(named(system, now, cookie)?.filter(|session| !session.is_waiting()))
}

/// As [`find`], and one that waits for its second factor too.
///
/// # Errors
/// The database is away.
pub fn named(system: &mut System<'_>, now: Moment, cookie: &str) -> Result<Option<Session>, Error> {
    let counts = |claims: &Claims| {
        now.seconds() < claims.exp && claims.nbf.is_none_or(|begins| begins <= now.seconds())
    };
    let Some(claims) = read_token(system.keyring(), cookie).filter(counts) else { return Ok(None) };
    let session = store::session(system, claims.sid)?;
    Ok(session.filter(|session| {
        // A token ends with its session: one that claims a longer life isn't what was given.
        let same = session.account == claims.sub && session.ends_at.seconds() == claims.exp;
        same && session.is_live(now)
    }))
}

/// The time is compared by the caller with the program's clock, not by the library with its own. A token names the
/// root of its key as one of ours, or it names nothing.
fn read_token(keyring: &Keyring, cookie: &str) -> Option<Claims> {
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    let named = match Head::of(cookie)?.kid {
        None => None,
        Some(name) => Some(KeyId::parse(&name)?),
    };
    let (key, until) = keyring.derive_named(named, PURPOSE)?;
    let claims: Claims = decode(cookie, &DecodingKey::from_secret(&key), &rules).ok()?.claims;
    let in_time = until.is_none_or(|until| claims.exp <= until.plus_hours(GRACE_HOURS).seconds());
    in_time.then_some(claims)
}

/// Notes that a session was used.
///
/// # Errors
/// The database is away.
pub fn note(system: &mut System<'_>, now: Moment, session: SessionId) -> Result<(), Error> {
    store::note_session(system, now, session)
}

/// Notes that the password was given again.
///
/// # Errors
/// The database is away.
pub fn reauthenticated(system: &mut System<'_>, now: Moment, session: SessionId) -> Result<(), Error> {
    store::reauthenticate_session(system, now, session)
}

/// Ends one session.
///
/// # Errors
/// The database is away.
pub fn end(system: &mut System<'_>, now: Moment, session: SessionId) -> Result<(), Error> {
    store::end_session(system, now, session).map(drop)
}

/// Ends every session of an account: a new password, a leaver.
///
/// # Errors
/// The database is away.
pub fn end_all(system: &mut System<'_>, now: Moment, account: AccountId) -> Result<(), Error> {
    store::end_sessions(system, now, account)
}

/// Ends every session of an account but one: the person pressed the button there.
///
/// # Errors
/// The database is away.
pub fn end_others(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    but: SessionId,
) -> Result<(), Error> {
    store::end_other_sessions(system, now, account, but)
}

/// Where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The session.
    pub id: SessionId,
    /// The browser as it names itself.
    pub agent: String,
    /// The sign-in.
    pub since: Moment,
    /// The newest use, to a minute.
    pub last_seen_at: Moment,
}

/// The live sessions of the account of a session, the one used last first.
///
/// # Errors
/// The database is away.
pub fn places(system: &mut System<'_>, now: Moment, asking: Session) -> Result<Vec<Place>, Error> {
    let rows = store::sessions_of(system, asking.account, now)?;
    let live = rows.into_iter().filter(|(_, _, since, last_seen_at)| {
        let ends_at = now.plus_hours(ABSOLUTE_HOURS);
        Session { signed_in_at: *since, last_seen_at: *last_seen_at, ends_at, ..asking }.is_live(now)
    });
    Ok(live.map(|(id, agent, since, last_seen_at)| Place { id, agent, since, last_seen_at }).collect())
}

/// Whose a cookie is or was: a session of theirs that has ended still says for whom something is kept. It lets
/// nobody in.
#[must_use]
pub fn whose(keyring: &Keyring, cookie: &str) -> Option<AccountId> {
    read_token(keyring, cookie).map(|claims| claims.sub)
}

/// Ends the sessions of everybody, after a restore; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_everybodys(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    store::end_every_session(system, now)
}

/// Ends what a clock that ran ahead began or noted: when that time comes it would live again. How many there were.
///
/// # Errors
/// The database is away.
pub fn end_ahead(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    store::end_sessions_after(system, now, now.latest())
}

#[cfg(test)]
mod tests;
