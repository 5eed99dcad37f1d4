//! The way from an e-mail address to an organisation of one's own (reference ux 2a).
//!
//! Whoever asks is told the same whether the address has an account or not; only the mail differs. The
//! mailbox is proven by a typed code in the browser that began, by the link there, or by the link elsewhere
//! together with the password: nobody gets an account with a password that somebody else has chosen.

mod code;
pub mod form;
pub mod notices;
pub mod pages;
pub mod store;

use std::collections::BTreeSet;

pub use code::Code;

use super::{AccountError, create};
use crate::access::Command;
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, SignUpId};
use crate::db::{Error as DbError, System};
use crate::jobs::{self, NewTicket};
use crate::mail::{self, Post};
use crate::messages::Language;
use crate::organisations::{self, Founding, Nation, ServiceDetails, ServiceType};
use crate::people::{Details, WorkerType};
use crate::terms::{self, Acceptor, Versions};

/// The kind of ticket that takes old rows away.
pub const TICKET: &str = "sign_up";
/// Hours that an unconfirmed sign-up is kept and its link works.
pub const HOURS: i64 = 24;
/// Minutes that a code works.
pub const CODE_MINUTES: i64 = 10;
/// Wrong codes that are let pass.
pub const TRIES: i64 = 5;
/// Seconds between two mails.
pub const WAIT_SECONDS: i64 = 60;
/// Mails of one sign-up.
const SENDS: i64 = 5;
/// Mails to one address in a day, whoever asks for them.
const MAILS_A_DAY: i64 = 10;

/// Somebody's way to an organisation.
#[derive(Clone)]
pub struct SignUp {
    /// The row.
    pub id: SignUpId,
    /// The address.
    pub email: String,
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// The language that was chosen.
    pub language: Language,
    /// The hash of the password, until there is an account.
    pub password_hash: Option<String>,
    /// Until when the code works.
    pub code_expires_at: Moment,
    /// Codes typed since the last mail.
    pub tries: i64,
    /// Mails so far.
    pub sends: i64,
    /// When the last mail was queued.
    pub sent_at: Moment,
    /// When it began: the terms were accepted then.
    pub created_at: Moment,
    /// When it ends unless the address is confirmed.
    pub expires_at: Moment,
    /// What was accepted.
    pub versions: Versions,
    /// The account, once the address is confirmed.
    pub account: Option<AccountId>,
    /// Who inspects them.
    pub nation: Option<Nation>,
    /// What they run, once they have said so; something else is an empty set.
    pub service_types: Option<BTreeSet<ServiceType>>,
    /// The organisation, once it is founded.
    pub organisation: Option<OrganisationId>,
}

impl SignUp {
    /// Whether the address can still be confirmed.
    #[must_use]
    pub fn is_open(&self, now: Moment) -> bool {
        self.account.is_none() && now < self.expires_at
    }

    /// The page on which it goes on after the address was confirmed.
    #[must_use]
    pub fn next(&self) -> &'static str {
        match (self.nation, &self.service_types) {
            (None, _) => "/sign-up/nation",
            (Some(_), None) => "/sign-up/services",
            (Some(_), Some(_)) => "/sign-up/organisation",
        }
    }
}

/// Who begins, as the form says.
#[derive(Clone)]
pub struct Beginner {
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// The address.
    pub email: Email,
    /// The language of the page.
    pub language: Language,
    /// What was accepted.
    pub versions: Versions,
}

/// What is made for a mail, outside the transaction.
pub struct Proof {
    /// The code.
    pub code: Code,
    /// Its hash.
    pub code_hash: String,
    /// The token of the link.
    pub link: Token,
}

/// Begins: keeps what was typed and mails link and code. An address with an account gets a mail that says so.
///
/// # Errors
/// The database is away, or the mail can't be written.
pub fn begin(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    by: &Beginner,
    password_hash: &str,
    browser: &Token,
    proof: &Proof,
) -> Result<(), AccountError> {
    let id = SignUpId::new(now);
    let mails = store::mails_since(system, &by.email, now.plus_hours(-HOURS))?;
    store::insert(system, now, id, by, password_hash, browser)?;
    jobs::add(system, now, &NewTicket::of_installation(TICKET, id.any(), now.plus_hours(HOURS)))?;
    let row = store::get(system, id)?.ok_or(AccountError::LinkEnded)?;
    if mails < MAILS_A_DAY { send(system, now, post, &row, proof) } else { Ok(()) }
}

/// Begins for somebody who is signed in: the address is known to be theirs.
///
/// # Errors
/// The database is away.
pub fn begin_known(
    system: &mut System<'_>,
    now: Moment,
    by: &Beginner,
    account: AccountId,
) -> Result<(), AccountError> {
    if store::of_account(system, account)?.is_some() {
        return Ok(());
    }
    let (id, browser) = (SignUpId::new(now), Token::new());
    store::insert(system, now, id, by, "", &browser)?;
    jobs::add(system, now, &NewTicket::of_installation(TICKET, id.any(), now.plus_hours(HOURS)))?;
    store::confirm(system, now, id, account)?;
    Ok(())
}

fn send(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    row: &SignUp,
    proof: &Proof,
) -> Result<(), AccountError> {
    let email = Email::parse(&row.email).ok_or(AccountError::LinkEnded)?;
    address::end_all(system, now, Kind::SignUp, row.id.any())?;
    let taken = super::store::is_taken(system, &email)?;
    let letter = if taken {
        notices::has_account(post, row.language)?
    } else {
        let found = Found {
            kind: Kind::SignUp,
            organisation: None,
            subject: row.id.any(),
            expires_at: row.expires_at,
            ended_at: None,
        };
        address::keep(system, now, &proof.link, &found)?;
        notices::confirm(post, row.language, &proof.link, &proof.code)?
    };
    // Without a hash no code is right: nobody proves an address that has an account.
    let hash = (!taken).then_some(proof.code_hash.as_str());
    store::note_sent(system, row.id, now, now.plus_minutes(CODE_MINUTES), hash)?;
    mail::account::queue(system, now, None, &email, &letter)?;
    Ok(())
}

/// What came of asking for another mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// It is on its way.
    Sent,
    /// Too early; seconds to wait.
    Wait(i64),
    /// There have been enough.
    Enough,
}

/// What is answered at once to who asks for another mail; nothing when there may be one, for which a new code is hashed.
///
/// # Errors
/// There is nothing to confirm (any more).
pub fn not_again(
    system: &mut System<'_>,
    now: Moment,
    browser: &Token,
) -> Result<Option<Again>, AccountError> {
    Ok(to_mail_again(system, now, browser)?.err())
}

/// Mails a new link and code; those before stop working.
///
/// # Errors
/// There is nothing to confirm (any more).
pub fn send_again(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    browser: &Token,
    proof: &Proof,
) -> Result<Again, AccountError> {
    match to_mail_again(system, now, browser)? {
        Ok(row) => {
            send(system, now, post, &row, proof)?;
            Ok(Again::Sent)
        }
        Err(none) => Ok(none),
    }
}

/// The row for which another mail may be sent, or why there is none.
fn to_mail_again(
    system: &mut System<'_>,
    now: Moment,
    browser: &Token,
) -> Result<Result<SignUp, Again>, AccountError> {
    let row = store::of_browser(system, browser)?.filter(|row| row.is_open(now));
    let row = row.ok_or(AccountError::LinkEnded)?;
    let ready = row.sent_at.plus_seconds(WAIT_SECONDS);
    if now < ready {
        return Ok(Err(Again::Wait(ready.seconds().saturating_sub(now.seconds()).max(1))));
    }
    let email = Email::parse(&row.email).ok_or(AccountError::LinkEnded)?;
    let mails = store::mails_since(system, &email, now.plus_hours(-HOURS))?;
    if row.sends >= SENDS || mails >= MAILS_A_DAY {
        return Ok(Err(Again::Enough));
    }
    Ok(Ok(row))
}

/// What may be done with a typed code.
pub enum Try {
    /// Compare it with this hash; nothing fits when there is none.
    Compare(SignUpId, Option<String>),
    /// The code is too old.
    Old,
    /// There were too many tries.
    TooMany,
}

/// Counts a try before it is compared, so that tries at the same time count too.
///
/// # Errors
/// There is nothing to confirm (any more).
pub fn take_try(system: &mut System<'_>, now: Moment, browser: &Token) -> Result<Try, AccountError> {
    let row = store::of_browser(system, browser)?.filter(|row| row.is_open(now));
    let row = row.ok_or(AccountError::LinkEnded)?;
    if now >= row.code_expires_at {
        return Ok(Try::Old);
    }
    if !store::count_try(system, row.id)? {
        return Ok(Try::TooMany);
    }
    Ok(Try::Compare(row.id, store::code_hash(system, row.id)?))
}

/// The row behind a link: open or not.
///
/// # Errors
/// The link never was, or the row is gone.
pub fn behind(system: &mut System<'_>, token: &Token) -> Result<(SignUp, Found), AccountError> {
    let found = address::find(system, token)?.filter(|found| found.kind == Kind::SignUp);
    let found = found.ok_or(AccountError::LinkEnded)?;
    let row = store::get(system, SignUpId::from_any(found.subject))?;
    Ok((row.ok_or(AccountError::LinkEnded)?, found))
}

/// Makes the account: the address is proven.
///
/// # Errors
/// It was confirmed meanwhile, it is too old, or the address has an account by now.
pub fn confirm(system: &mut System<'_>, now: Moment, id: SignUpId) -> Result<AccountId, AccountError> {
    let row = store::get(system, id)?.filter(|row| row.is_open(now)).ok_or(AccountError::LinkEnded)?;
    let email = Email::parse(&row.email).ok_or(AccountError::LinkEnded)?;
    let hash = row.password_hash.ok_or(AccountError::LinkEnded)?;
    let account = create(system, now, &email, &hash, row.language)?;
    if !store::confirm(system, now, id, account)? {
        return Err(AccountError::LinkEnded);
    }
    address::end_all(system, now, Kind::SignUp, id.any())?;
    super::store::note_security(system, now, "signed_up", Some(account))?;
    Ok(account)
}

/// Founds the organisation with its first services; its short name.
///
/// # Errors
/// There is nothing to found, or it was founded meanwhile.
pub fn found(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    name: &str,
    services: &[ServiceDetails],
) -> Result<String, AccountError> {
    let row = store::of_account(system, account)?.ok_or(AccountError::LinkEnded)?;
    let slug = organisations::free_slug(system, name)?;
    let founding = Founding { name: name.to_owned(), slug: slug.clone(), owner: owner(&row) };
    let (organisation, person) = organisations::found(system, now, &founding, Some(account))?;
    let mut tenant = system.enter(&Command::on(organisation).by_founder(person)).map_err(DbError::from)?;
    for service in services {
        organisations::add_service(&mut tenant, now, service)?;
    }
    terms::accept(&mut tenant, now, Acceptor { account, person }, row.versions, row.created_at)?;
    if !store::set_founded(system, row.id, organisation)? {
        return Err(AccountError::LinkEnded);
    }
    Ok(slug)
}

fn owner(row: &SignUp) -> Details {
    let names = [row.given_name.clone(), row.family_name.clone()];
    let known = Details::of_newcomer(names, Email::parse(&row.email), row.language);
    Details { worker_type: WorkerType::Director, ..known }
}

/// Takes away what was never confirmed and what has led to an organisation; how many rows.
///
/// # Errors
/// The database is away.
pub fn sweep(system: &mut System<'_>, now: Moment) -> Result<u64, DbError> {
    store::remove_old(system, now)
}

/// Takes away whatever was not confirmed, code and link, after a restore; how many rows.
///
/// # Errors
/// The database is away.
pub fn forget_unconfirmed(system: &mut System<'_>, _now: Moment) -> Result<usize, DbError> {
    store::remove_unconfirmed(system)
}
