//! Personal links: an address, not a permission. A GET shows; what stops one is a row.

use super::notices::Asking;
use super::{AcknowledgementError, Link, Request, StoppedBecause, events, notices, occasion, store};
use crate::access::LinkHolder;
use crate::access::address::{self, Found, Kind, Token};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{LinkId, PersonId, RequestId};
use crate::db::{Error, Tenant};
use crate::mail::{self, Post};
use crate::people::{self, Person};

/// Days that a link works after the day on which the signature is due.
pub const DAYS_AFTER_DUE: i64 = 14;

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It leads to the person's list.
    Live,
    /// Its time is over.
    Expired,
    /// It was stopped.
    Stopped(StoppedBecause),
}

/// How a link stands at a moment.
#[must_use]
pub fn standing(link: &Link, now: Moment) -> Standing {
    match link.stopped_at {
        Some(_) => Standing::Stopped(link.stopped_because.unwrap_or(StoppedBecause::Stopped)),
        None if now >= link.expires_at => Standing::Expired,
        None => Standing::Live,
    }
}

/// The link of a holder and its person.
///
/// # Errors
/// The database is away, or the link has no row.
pub(super) fn holder(
    tenant: &mut Tenant<'_>,
    holder: &LinkHolder,
) -> Result<(Link, Person), AcknowledgementError> {
    let link = store::link(tenant, holder.link())?.ok_or(AcknowledgementError::NotFound)?;
    let person = people::get(tenant, link.person)?.ok_or(AcknowledgementError::NotFound)?;
    Ok((link, person))
}

/// Makes a link and queues the mail with it. The token goes into the mail and nowhere else.
pub(super) fn issue(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    request: &Request,
    person: &Person,
    asking: &Asking<'_>,
) -> Result<(), AcknowledgementError> {
    let email = person.email.clone().ok_or(AcknowledgementError::NoEmail)?;
    let token = Token::new();
    let last_day = request.due_on.max(now.day()).plus_days(DAYS_AFTER_DUE);
    let link = Link {
        id: LinkId::new(now),
        request: request.id,
        person: person.id,
        token_hash: token.hash(),
        created_at: now,
        expires_at: last_day.plus_days(1).at(0, 0),
        stopped_at: None,
        stopped_because: None,
    };
    store::insert_link(tenant, &link)?;
    let found = Found {
        kind: Kind::Signing,
        organisation: Some(tenant.organisation()),
        subject: link.id.any(),
        expires_at: link.expires_at,
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    let letter = notices::asking(tenant, post, request, person, &token, last_day, asking)?;
    let about = mail::About {
        kind: "request",
        occasion: format!("{}:{}", occasion(request.id, person.id), link.id),
        incident: None,
    };
    let to = mail::Recipient { person: Some(person.id), email, language: person.language };
    mail::queue(tenant, now, &about, &to, &letter)?;
    Ok(())
}

/// Ends a link with its address, without a line in the log of its own.
pub(super) fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    link: &Link,
    because: StoppedBecause,
) -> Result<bool, Error> {
    let stopped = store::set_stopped(tenant, now, link.id, because)?;
    if stopped {
        address::end(&mut tenant.system(), now, &link.token_hash)?;
    }
    Ok(stopped)
}

/// Stops a person's link for a request.
///
/// # Errors
/// No such link, or it doesn't work any more.
pub fn stop(
    tenant: &mut Tenant<'_>,
    now: Moment,
    request: RequestId,
    person: PersonId,
) -> Result<(), AcknowledgementError> {
    let link = store::last_link(tenant, request, person)?.ok_or(AcknowledgementError::NotFound)?;
    if !end(tenant, now, &link, StoppedBecause::Stopped)? {
        return Err(AcknowledgementError::NothingOpen);
    }
    mail::cancel(tenant, &occasion(request, person))?;
    audit::record(tenant, now, &events::LinkStopped { link: &link, because: StoppedBecause::Stopped })?;
    Ok(())
}

/// Sends a new link in place of the one before, or of none.
///
/// # Errors
/// Nothing is outstanding for this person, or they have no e-mail address.
pub fn replace(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    request: RequestId,
    person: PersonId,
) -> Result<(), AcknowledgementError> {
    let request = store::request(tenant, request)?.ok_or(AcknowledgementError::NotFound)?;
    let person = people::get(tenant, person)?.ok_or(AcknowledgementError::NotFound)?;
    let duties = store::assignments_of_request(tenant, request.id)?;
    let theirs = duties.iter().find(|duty| duty.person == person.id).ok_or(AcknowledgementError::NotFound)?;
    if !theirs.is_open() {
        return Err(AcknowledgementError::NothingOpen);
    }
    if person.email.is_none() {
        return Err(AcknowledgementError::NoEmail);
    }
    let before = store::last_link(tenant, request.id, person.id)?;
    if let Some(before) = &before {
        end(tenant, now, before, StoppedBecause::Replaced)?;
    }
    mail::cancel(tenant, &occasion(request.id, person.id))?;
    issue(tenant, now, post, &request, &person, &Asking::Again)?;
    let event =
        events::LinkReplaced { request: request.id, person: person.id, before: before.map(|link| link.id) };
    audit::record(tenant, now, &event)?;
    Ok(())
}

/// The staff list has another e-mail address for somebody: whoever reads the one before has no link any more, and
/// what is still open goes to the new one.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn address_changed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    person: PersonId,
) -> Result<(), AcknowledgementError> {
    for link in store::live_links_of_person(tenant, person)? {
        end(tenant, now, &link, StoppedBecause::Address)?;
        mail::cancel(tenant, &occasion(link.request, person))?;
        audit::record(tenant, now, &events::LinkStopped { link: &link, because: StoppedBecause::Address })?;
        if_possible(replace(tenant, now, post, link.request, person))?;
    }
    Ok(())
}

/// Where there is nothing to sign or no address, nothing is sent.
fn if_possible(replaced: Result<(), AcknowledgementError>) -> Result<(), AcknowledgementError> {
    match replaced {
        Err(
            AcknowledgementError::NothingOpen
            | AcknowledgementError::NoEmail
            | AcknowledgementError::NotFound,
        ) => Ok(()),
        done => done,
    }
}

/// Sends a new link to the stored address of who holds an expired one; nothing otherwise.
///
/// # Errors
/// The database is away.
pub fn renew(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &LinkHolder,
) -> Result<(), AcknowledgementError> {
    let (link, person) = holder(tenant, by)?;
    if standing(&link, now) != Standing::Expired {
        return Ok(());
    }
    if_possible(replace(tenant, now, post, link.request, person.id))
}

/// Ends every link now, after a restore: whoever opens one can ask for a new one. How many there were.
///
/// # Errors
/// The database is away.
pub fn expire_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    store::expire_links(tenant, now)
}

/// Stops a link because who has it said that it isn't for them, and tells the manager by mail.
///
/// # Errors
/// The database is away.
pub fn not_me(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    by: &LinkHolder,
) -> Result<(), AcknowledgementError> {
    let (link, person) = holder(tenant, by)?;
    if !end(tenant, now, &link, StoppedBecause::NotMe)? {
        return Ok(());
    }
    audit::record(tenant, now, &events::LinkStopped { link: &link, because: StoppedBecause::NotMe })?;
    let request = store::request(tenant, link.request)?.ok_or(AcknowledgementError::NotFound)?;
    notices::tell_not_me(tenant, now, post, &request, &link, &person)
}
