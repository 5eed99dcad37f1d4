//! Accounts: signing in and out, new passwords, invitations, the first organisation.

pub mod arriving;
pub mod device;
pub mod ending;
pub mod factor;
pub mod form;
pub mod guessing;
pub mod locking;
pub mod moving;
pub mod notices;
pub mod pages;
pub mod passwords;
pub mod sign_up;
pub mod store;
pub mod words;

pub use passwords::{account_of_reset, keep_reset, set_password};

use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::access::guesses::{self, Guess};
use crate::access::passwords::Busy;
use crate::access::{JobTicket, Session, devices, kept, session};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, InvitationId, OrganisationId, PersonId};
use crate::db::{Error as DbError, System};
use crate::messages::Language;
use crate::organisations::{self, Founding, OrganisationError};
use crate::people;
use crate::web::engine::EngineError;

/// Minutes that a link for a new password works (reference security 3.6).
pub const RESET_MINUTES: i64 = 30;

/// The kind of ticket that mails such a link.
pub const RESET_TICKET: &str = "password-link";
/// The kind of ticket that removes what was kept for a time only.
pub const SWEEP: &str = "account-sweep";

/// What went wrong with an account.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// Too many passwords are being checked.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The organisation can't be founded.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// A mail can't be written.
    #[error(transparent)]
    Mail(#[from] EngineError),
    /// The link has stopped, was used, or never was.
    #[error("the link has ended")]
    LinkEnded,
    /// Somebody else of the organisation signs in with this address.
    #[error("the address signs in somebody else here")]
    SomebodyElse,
    /// There is an account with this address.
    #[error("the address has an account")]
    EmailTaken,
    /// The address and password don't fit.
    #[error("wrong address or password")]
    Wrong,
    /// Too many tries; seconds to wait.
    #[error("too many tries")]
    TooMany(i64),
}

/// Makes an account.
///
/// # Errors
/// The address has one.
pub fn create(
    system: &mut System<'_>,
    now: Moment,
    email: &Email,
    password_hash: &str,
    language: Language,
) -> Result<AccountId, AccountError> {
    if store::by_email(system, email)?.is_some() {
        return Err(AccountError::EmailTaken);
    }
    let id = AccountId::new(now);
    store::insert(system, now, id, email, password_hash, language)?;
    Ok(id)
}

/// Counts something that is asked for too often for its own sake: mails to an address.
///
/// # Errors
/// It was asked for too often.
pub fn count_asking(system: &mut System<'_>, now: Moment, guesses: &[Guess]) -> Result<(), AccountError> {
    guesses::take(system, now, guesses)?.map(drop).map_err(AccountError::TooMany)
}

/// Whether somebody signed in may still do what they gave their password for: weighing it takes a while, and meanwhile
/// the session may have ended, or the password changed.
///
/// # Errors
/// The session ended, or the password isn't the one that was weighed.
pub fn still_proven(
    system: &mut System<'_>,
    now: Moment,
    session: &Session,
    weighed: &str,
) -> Result<(), AccountError> {
    let same = store::renew_hash(system, session.account, weighed, weighed)?;
    if same && session::lives(system, now, session.id)? { Ok(()) } else { Err(AccountError::Wrong) }
}

/// Notes a wrong password; the try was counted when it was taken.
///
/// # Errors
/// The database is away.
pub fn refuse(system: &mut System<'_>, now: Moment, account: Option<AccountId>) -> Result<(), AccountError> {
    Ok(store::note_security(system, now, "wrong_password", account)?)
}

/// Removes what was kept for a time only: counted guesses, forms over a sign-in, browsers; how many rows. Sessions of
/// a clock that ran ahead end for good.
///
/// # Errors
/// The database is away.
pub fn sweep(system: &mut System<'_>, now: Moment) -> Result<u64, DbError> {
    session::end_ahead(system, now)?;
    let rows = [guesses::sweep(system, now)?, kept::sweep(system, now)?, devices::sweep(system, now)?];
    Ok(rows.into_iter().filter_map(|count| u64::try_from(count).ok()).sum())
}

/// Founds the first organisation by the link of an empty installation; the owner's account.
///
/// # Errors
/// The link has ended, or the address or the short name is taken.
pub fn found_first(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    founding: &Founding,
    email: &Email,
    password_hash: &str,
) -> Result<AccountId, AccountError> {
    live(system, now, token, Kind::FirstRun)?;
    let account = create(system, now, email, password_hash, founding.owner.language)?;
    organisations::found(system, now, founding, Some(account))?;
    address::end(system, now, &token.hash())?;
    Ok(account)
}

/// An invitation behind a live link.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its short name.
    pub slug: String,
    /// The invitation.
    pub id: InvitationId,
    /// Who is invited.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Who invited; nobody inside did where the organisation was set up for its first owner.
    pub invited_by: Option<String>,
    /// The address that will sign in.
    pub email: Email,
    /// The language of the person.
    pub language: Language,
    /// The account with this address, when there is one.
    pub account: Option<AccountId>,
}

/// What a link of an invitation leads to.
///
/// # Errors
/// The link has ended.
pub fn invited(system: &mut System<'_>, now: Moment, token: &Token) -> Result<Invited, AccountError> {
    let found = live(system, now, token, Kind::Invitation)?;
    let organisation = found.organisation.ok_or(AccountError::LinkEnded)?;
    let id = InvitationId::from_any(found.subject);
    let mut tenant = system.enter(&JobTicket::claimed(organisation)).map_err(DbError::from)?;
    let row = people::store::invitation(&mut tenant, id)?.ok_or(AccountError::LinkEnded)?;
    let person = people::get(&mut tenant, row.person)?.filter(people::Person::is_present);
    let person = person.filter(|_| row.accepted_at.is_none() && row.voided_at.is_none());
    let person = person.ok_or(AccountError::LinkEnded)?;
    let inside = (row.created_by != row.person).then_some(row.created_by);
    let invited_by = match inside {
        Some(by) => people::get(&mut tenant, by)?.map(|by| by.name()),
        None => None,
    };
    let organisation_name = organisations::name(&mut tenant)?;
    let slug = organisations::store::slug(&mut tenant)?;
    let email = Email::parse(&row.email).ok_or(AccountError::LinkEnded)?;
    let account = store::by_email(system, &email)?.map(|known| known.id);
    let (name, language, person) = (person.name(), person.language, person.id);
    Ok(Invited {
        organisation,
        organisation_name,
        slug,
        id,
        person,
        name,
        invited_by,
        email,
        language,
        account,
    })
}

/// Accepts an invitation with a new account or an existing one.
///
/// # Errors
/// The link has ended meanwhile.
pub fn join(
    system: &mut System<'_>,
    now: Moment,
    token: &Token,
    account: AccountId,
) -> Result<Invited, AccountError> {
    // Who is invited may be leaving at this moment: one of the two comes first.
    let organisation = live(system, now, token, Kind::Invitation)?.organisation;
    let entry = JobTicket::claimed(organisation.ok_or(AccountError::LinkEnded)?);
    system.enter_to_write(&entry).map_err(DbError::from)?;
    let invited = invited(system, now, token)?;
    // The address may have moved to another account meanwhile.
    if invited.account != Some(account) {
        return Err(AccountError::LinkEnded);
    }
    // One account is one person here: two people who share an address don't share what they signed.
    let mut tenant = system.enter(&JobTicket::claimed(invited.organisation)).map_err(DbError::from)?;
    let other = people::store::member_with_address(&mut tenant, &invited.email)?;
    if other.is_some_and(|other| other != invited.person) {
        return Err(AccountError::SomebodyElse);
    }
    organisations::store::insert_membership(system, now, account, invited.organisation, invited.person)?;
    let mut tenant = system.enter(&JobTicket::claimed(invited.organisation)).map_err(DbError::from)?;
    if !people::store::accept_invitation(&mut tenant, now, invited.id, account)? {
        return Err(AccountError::LinkEnded);
    }
    let before = people::get(&mut tenant, invited.person)?.and_then(|person| person.account);
    if before.is_some_and(|before| before != account) {
        people::store::set_anew(&mut tenant, now, invited.person)?;
    }
    people::store::set_account(&mut tenant, invited.person, account)?;
    audit::record(&mut tenant, now, &people::events::MemberJoined { person: invited.person })?;
    address::end(system, now, &token.hash())?;
    Ok(invited)
}

fn live(system: &mut System<'_>, now: Moment, token: &Token, kind: Kind) -> Result<Found, AccountError> {
    let found = address::find(system, token)?.filter(|found| found.kind == kind && found.is_live(now));
    found.ok_or(AccountError::LinkEnded)
}
