//! Addresses: links whose token leads to one thing. Only the token's hash is kept.

use data_encoding::BASE64URL_NOPAD;

use super::store;
use crate::clock::Moment;
use crate::db::ids::{AnyId, OrganisationId};
use crate::db::types::text_enum;
use crate::db::{Error, System};
use crate::keys::{hash_parts, random};

text_enum! {
    /// What a link is for.
    Kind {
        /// The first organisation of an empty installation.
        FirstRun = "first_run",
        /// An invitation to become a member.
        Invitation = "invitation",
        /// A new password.
        PasswordReset = "password_reset",
        /// Reading and signing.
        Signing = "signing",
        /// One policy for somebody outside.
        PolicyShare = "policy_share",
        /// Moving an account to another address.
        EmailChange = "email_change",
        /// Moving it back.
        EmailUndo = "email_undo",
        /// Locking an account that somebody else got into.
        AccountLock = "account_lock",
        /// A new account's e-mail address.
        SignUp = "sign_up",
        /// Makes a tablet one of a service's.
        DeviceEnrolment = "device_enrolment",
        /// A tablet.
        Device = "device",
        /// A badge.
        Badge = "badge",
        /// Somebody's time at a tablet.
        KioskSession = "kiosk_session",
    }
}

/// A token in a link: 256 random bits. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(BASE64URL_NOPAD.encode(&random::<32>()))
    }

    /// A token from an address; nothing when it can't be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text for the link. It goes into a mail or onto the screen once, and nowhere else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        hash_parts("polisi address v1", &[self.0.as_bytes()]).to_vec()
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(..)")
    }
}

/// What an address leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What the link is for.
    pub kind: Kind,
    /// The organisation, unless the link belongs to the installation.
    pub organisation: Option<OrganisationId>,
    /// The row that it leads to.
    pub subject: AnyId,
    /// When it stops by itself.
    pub expires_at: Moment,
    /// When somebody stopped it.
    pub ended_at: Option<Moment>,
}

impl Found {
    /// Whether it still leads there.
    #[must_use]
    pub fn is_live(&self, now: Moment) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// Keeps a new address.
///
/// # Errors
/// The database is away.
pub fn keep(system: &mut System<'_>, now: Moment, token: &Token, found: &Found) -> Result<(), Error> {
    store::insert_address(system, now, &token.hash(), found)
}

/// As [`keep`], for a code that is too short to be a token: its hash is keyed.
///
/// # Errors
/// The database is away.
pub fn keep_hash(system: &mut System<'_>, now: Moment, hash: &[u8], found: &Found) -> Result<(), Error> {
    store::insert_address(system, now, hash, found)
}

/// As [`find`], for such a code.
///
/// # Errors
/// The database is away.
pub fn find_hash(system: &mut System<'_>, hash: &[u8]) -> Result<Option<Found>, Error> {
    store::address(system, hash)
}

/// Lets the live address of a kind that leads to one row work for longer.
///
/// # Errors
/// The database is away.
pub fn extend(system: &mut System<'_>, kind: Kind, subject: AnyId, expires_at: Moment) -> Result<(), Error> {
    store::extend_addresses(system, kind, subject, expires_at)
}

/// What a token leads to, live or not.
///
/// # Errors
/// The database is away.
pub fn find(system: &mut System<'_>, token: &Token) -> Result<Option<Found>, Error> {
    store::address(system, &token.hash())
}

text_enum! {
    /// Why nobody is let into an organisation.
    KeptOut {
        /// The operator has stopped it for now.
        Suspended = "suspended",
        /// It has ended.
        Closed = "closed",
    }
}

/// As [`find`], and whether the organisation that it leads into is suspended or closed.
///
/// # Errors
/// The database is away.
pub fn find_open(system: &mut System<'_>, token: &Token) -> Result<(Option<Found>, Option<KeptOut>), Error> {
    let found = find(system, token)?;
    let kept_out = match found.and_then(|found| found.organisation) {
        Some(organisation) => store::kept_out(system, organisation)?,
        None => None,
    };
    Ok((found, kept_out))
}

/// Ends an address: it was used, stopped or replaced.
///
/// # Errors
/// The database is away.
pub fn end(system: &mut System<'_>, now: Moment, token_hash: &[u8]) -> Result<(), Error> {
    store::end_address(system, now, token_hash)
}

/// Ends every live address of a kind that leads to one row.
///
/// # Errors
/// The database is away.
pub fn end_all(system: &mut System<'_>, now: Moment, kind: Kind, subject: AnyId) -> Result<(), Error> {
    store::end_addresses(system, now, kind, subject)
}

/// How many addresses of a kind that lead to one row still work.
///
/// # Errors
/// The database is away.
pub fn count_live(system: &mut System<'_>, now: Moment, kind: Kind, subject: AnyId) -> Result<usize, Error> {
    store::count_live_addresses(system, now, kind, subject)
}

/// Ends every address, after a restore; how many of them worked.
///
/// # Errors
/// The database is away.
pub fn end_everybodys(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    store::end_every_address(system, now)
}
