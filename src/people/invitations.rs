//! Invitations: a mailed link by which somebody of the staff list gets an account here.

use super::{PeopleError, Person, events, notices, store};
use crate::access::Member;
use crate::access::address::{self, Found, Kind, Token};
use crate::access::email::Email;
use crate::access::mailed::{self, Mailed};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{InvitationId, PersonId};
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient};

/// Hours that an invitation works.
pub const HOURS: i64 = 72;
/// Minutes in which another press is the same one.
const SAME_PRESS_MINUTES: i64 = 1;

/// Who invites, and for which organisation.
#[derive(Debug, Clone)]
pub struct Inviter {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The organisation's name.
    pub organisation: String,
}

impl Inviter {
    /// Whoever asks.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        Self {
            person: member.person(),
            name: member.name().to_owned(),
            organisation: member.organisation_name().to_owned(),
        }
    }
}

/// Mails a link to a person. An invitation from before stops working; one of this minute stays, and no other goes.
///
/// # Errors
/// No such person, no address, an account already, somebody else here signs in with the address, or that had as many
/// invitations today as it gets.
pub fn invite(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &Inviter,
    id: PersonId,
) -> Result<(), PeopleError> {
    let person = store::get(tenant, id)?.filter(Person::is_present).ok_or(PeopleError::NotFound)?;
    let email = person.email.clone().ok_or(PeopleError::NoEmail)?;
    refuse_members(tenant, &person, &email)?;
    let since = now.plus_minutes(SAME_PRESS_MINUTES.saturating_neg());
    // One of a clock that ran ahead doesn't count: nobody would be invited until that time comes.
    if store::is_invited_between(tenant, id, &email, (since, now.latest()))? {
        return Ok(());
    }
    if !mailed::count(&mut tenant.system(), now, Mailed::Invitation, &email)? {
        return Err(PeopleError::InvitedOften);
    }
    void(tenant, now, id)?;
    let invitation = InvitationId::new(now);
    let expires_at = now.plus_hours(HOURS);
    store::insert_invitation(tenant, now, invitation, id, by.person, &email, expires_at)?;
    let token = Token::new();
    let found = Found {
        kind: Kind::Invitation,
        organisation: Some(tenant.organisation()),
        subject: invitation.any(),
        expires_at,
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    let letter = notices::invitation(post, (person.language, &person.name()), by, &token, expires_at)?;
    let about = About { kind: "invitation", occasion: format!("invitation/{invitation}"), incident: None };
    let to = Recipient { person: Some(id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    audit::record(tenant, now, &events::PersonInvited { person: id, invitation, expires_at })?;
    Ok(())
}

/// Invites several people and leaves out who can't be invited; how many were.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn invite_many(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &Inviter,
    ids: &[PersonId],
) -> Result<usize, PeopleError> {
    let mut sent = 0;
    for id in ids {
        match invite(tenant, now, post, by, *id) {
            Ok(()) => sent += 1,
            // These are found before anything is written.
            Err(
                PeopleError::NotFound
                | PeopleError::NoEmail
                | PeopleError::HasAccount
                | PeopleError::AddressSignsIn
                | PeopleError::InvitedOften,
            ) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(sent)
}

fn refuse_members(tenant: &mut Tenant<'_>, person: &Person, email: &Email) -> Result<(), PeopleError> {
    if store::is_member(tenant, person.id)? {
        return Err(PeopleError::HasAccount);
    }
    match store::member_with_address(tenant, email)? {
        Some(other) if other != person.id => Err(PeopleError::AddressSignsIn),
        _ => Ok(()),
    }
}

/// Stops an invitation before it is used; false when there was none.
///
/// # Errors
/// The database is away.
pub fn withdraw(tenant: &mut Tenant<'_>, now: Moment, id: PersonId) -> Result<bool, PeopleError> {
    let ended = void(tenant, now, id)?;
    if ended {
        audit::record(tenant, now, &events::InvitationWithdrawn { person: id })?;
    }
    Ok(ended)
}

/// Ends everybody's open invitation, after a restore; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    let open = store::open_invitations(tenant)?;
    for (_, person, _) in &open {
        void(tenant, now, *person)?;
    }
    Ok(open.len())
}

/// Ends whatever invitations of a person are open, and their links.
pub(super) fn void(tenant: &mut Tenant<'_>, now: Moment, id: PersonId) -> Result<bool, Error> {
    let ended = store::void_invitations(tenant, now, id)?;
    for invitation in &ended {
        address::end_all(&mut tenant.system(), now, Kind::Invitation, invitation.any())?;
    }
    Ok(!ended.is_empty())
}
