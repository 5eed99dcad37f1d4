//! The operator of an installation: the organisations, counted and never read; messages to their members;
//! mail that goes to files.

pub mod announcements;
pub mod components;
pub mod events;
pub mod form;
pub mod letters;
mod notices;
pub mod pages;
pub mod quotas;
pub mod readdressing;
pub mod sizes;
pub mod store;
pub mod support;
pub mod team;

use crate::access::Command;
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, InvitationId, OrganisationId, PersonId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, System};
use crate::mail::{self, About, Post, Recipient};
use crate::organisations::{self, Founding, OrganisationError};
use crate::people::invitations::{HOURS, Inviter};
use crate::people::{self, notices as invitations};

text_enum! {
    /// Whether an organisation may work.
    Standing {
        /// It works.
        Active = "active",
        /// The operator has stopped it for now: nobody enters, its work and its mail wait.
        Suspended = "suspended",
        /// It has ended.
        Closed = "closed",
    }
}

text_enum! {
    /// What an operator did to an organisation.
    Deed {
        /// Made it.
        Made = "made",
        /// Suspended it.
        Suspended = "suspended",
        /// Let it work again.
        Resumed = "resumed",
    }
}

/// What went wrong with an organisation in the operator's hands.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such organisation.
    #[error("no such organisation")]
    NotFound,
    /// It can't be founded.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// Somebody has joined it.
    #[error("somebody has joined the organisation")]
    Joined,
    /// The mail can't be written.
    #[error("mail: {0}")]
    Mail(String),
}

/// Founds an organisation with an invitation for its first owner, whose link is the token's.
///
/// # Errors
/// The short name is taken.
pub fn create(
    system: &mut System<'_>,
    now: Moment,
    founding: &Founding,
    (email, token): (&Email, &Token),
    by: Option<AccountId>,
) -> Result<(OrganisationId, PersonId, InvitationId), OrganisationError> {
    let (organisation, person) = organisations::found(system, now, founding, None)?;
    store::insert_event(system, now, organisation, Deed::Made, "", by)?;
    let invitation = invite(system, now, (organisation, person), email, token)?;
    let mut tenant = system.enter(&Command::on(organisation)).map_err(DbError::from)?;
    sizes::refresh(&mut tenant, now)?;
    Ok((organisation, person, invitation))
}

/// Keeps an invitation of somebody by themselves, with its link: nobody inside could send it.
///
/// # Errors
/// The database is away.
pub fn invite(
    system: &mut System<'_>,
    now: Moment,
    (organisation, person): (OrganisationId, PersonId),
    email: &Email,
    token: &Token,
) -> Result<InvitationId, DbError> {
    let (id, expires_at) = (InvitationId::new(now), now.plus_hours(HOURS));
    let mut tenant = system.enter(&Command::on(organisation))?;
    people::store::insert_invitation(&mut tenant, now, id, person, person, email, expires_at)?;
    let found = Found {
        kind: Kind::Invitation,
        organisation: Some(organisation),
        subject: id.any(),
        expires_at,
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, token, &found)?;
    Ok(id)
}

/// Mails the link of an invitation to its owner.
fn mail_link(
    system: &mut System<'_>,
    now: Moment,
    (organisation, person, invitation): (OrganisationId, PersonId, InvitationId),
    token: &Token,
    (post, inviter): (&Post, &str),
) -> Result<(), OperatorError> {
    let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    let owner = people::get(&mut tenant, person)?.ok_or(OperatorError::NotFound)?;
    let (whom, language, ends) = (owner.name(), owner.language, now.plus_hours(HOURS));
    let organisation = organisations::name(&mut tenant)?;
    let inviter = Inviter { person, name: inviter.to_owned(), organisation };
    let letter = invitations::invitation(post, (language, &whom), &inviter, token, ends)
        .map_err(|fault| OperatorError::Mail(fault.to_string()))?;
    let about = About { kind: "invitation", occasion: format!("invitation/{invitation}"), incident: None };
    let email = owner.email.ok_or(OperatorError::NotFound)?;
    let to = Recipient { person: Some(person), email, language };
    mail::queue(&mut tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// As [`create`], and the invitation goes to the owner by mail: the operator never sees its link.
///
/// # Errors
/// The short name is taken, or the mail can't be written.
pub fn create_and_invite(
    system: &mut System<'_>,
    now: Moment,
    (founding, email): (&Founding, &Email),
    (post, inviter): (&Post, &str),
    by: Option<AccountId>,
) -> Result<OrganisationId, OperatorError> {
    let token = Token::new();
    let (organisation, person, invitation) = create(system, now, founding, (email, &token), by)?;
    mail_link(system, now, (organisation, person, invitation), &token, (post, inviter))?;
    Ok(organisation)
}

/// Stops an organisation for now, and tells its owners why. One that isn't active stays as it is.
///
/// # Errors
/// No such organisation.
pub fn suspend(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    (reason, post): (&str, &Post),
    by: Option<AccountId>,
) -> Result<(), OperatorError> {
    if change_standing(system, organisation, Standing::Active, Standing::Suspended)? {
        support::end_all(system, now, post, organisation)
            .map_err(|fault| OperatorError::Mail(fault.to_string()))?;
        note_change(system, now, organisation, (Deed::Suspended, reason), by)?;
        let news = notices::News { suspended: true, reason };
        notices::tell(system, now, post, organisation, news)?;
    }
    Ok(())
}

/// Lets a suspended organisation work again, and tells its owners. One that isn't suspended stays as it is.
///
/// # Errors
/// No such organisation.
pub fn resume(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    (reason, post): (&str, &Post),
    by: Option<AccountId>,
) -> Result<(), OperatorError> {
    if change_standing(system, organisation, Standing::Suspended, Standing::Active)? {
        note_change(system, now, organisation, (Deed::Resumed, reason), by)?;
        let news = notices::News { suspended: false, reason };
        notices::tell(system, now, post, organisation, news)?;
    }
    Ok(())
}

/// Whether an organisation stood so and stands otherwise now.
fn change_standing(
    system: &mut System<'_>,
    organisation: OrganisationId,
    from: Standing,
    to: Standing,
) -> Result<bool, OperatorError> {
    store::one(system, organisation)?.ok_or(OperatorError::NotFound)?;
    system.enter_to_write(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    Ok(store::change_standing(system, organisation, from, to)?)
}

/// Keeps what was done beside the organisation, and in its own log.
fn note_change(
    system: &mut System<'_>,
    now: Moment,
    organisation: OrganisationId,
    (deed, reason): (Deed, &str),
    by: Option<AccountId>,
) -> Result<(), OperatorError> {
    store::insert_event(system, now, organisation, deed, reason, by)?;
    let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    let event = events::StandingChanged { suspended: deed == Deed::Suspended, reason };
    audit::record(&mut tenant, now, &event)?;
    Ok(())
}
