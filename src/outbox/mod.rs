//! Outbox: mails that wait, left, or failed, and another try for those that failed.
//!
//! Never a body, because bodies hold live links; never a mail about a case, nor about somebody's request for their data,
//! nor about holds, which some are hidden from.

pub mod answers;
pub mod events;
pub mod pages;

use crate::access::member::Reach;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{MailId, PersonId};
use crate::db::{Error as DbError, Tenant};
use crate::jobs::{self, NewTicket};
use crate::mail::{self, State, Wanted, kinds};
use crate::people;
use crate::rights;

/// What went wrong with another try.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such mail, or one about a case.
    #[error("no such mail")]
    NotFound,
}

/// Whose mails somebody sees who manages some services; nothing means everybody's.
///
/// # Errors
/// The database is away.
pub fn people_within(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Option<Vec<PersonId>>, DbError> {
    let services = match reach {
        Reach::Everywhere => return Ok(None),
        Reach::Services(services) => services,
        Reach::Nowhere => return Ok(Some(Vec::new())),
    };
    let places = people::store::workplaces(tenant)?.into_iter();
    let theirs = places.filter(|(_, places)| !places.is_disjoint(services));
    Ok(Some(theirs.map(|(person, _)| person).collect()))
}

/// Kinds of mail that no outbox shows: the number alone would tell somebody with a conflict of a request, or whoever is
/// held that one of the others hears of a hold.
pub const APART: &[&str] = &[rights::notices::KIND, kinds::RETENTION];

/// What somebody with this reach sees: mails to their people.
///
/// # Errors
/// The database is away.
pub fn shown_to(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Wanted, DbError> {
    Ok(Wanted { people: people_within(tenant, reach)?, without: APART, ..Wanted::default() })
}

/// How many mails failed for good of those that somebody sees, cases apart.
///
/// # Errors
/// The database is away.
pub fn failures(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<i64, DbError> {
    let shown = shown_to(tenant, reach)?;
    mail::count(tenant, &Wanted { state: Some(State::Failed), ..shown })
}

/// Puts a failed mail back into the queue, to the address that its person has now. One that is on its way
/// again already stays as it is.
///
/// # Errors
/// No such mail, one about a case, or one to somebody beyond the reach.
pub fn try_again(tenant: &mut Tenant<'_>, now: Moment, id: MailId, reach: &Reach) -> Result<(), OutboxError> {
    let mail = mail::find(tenant, id)?.ok_or(OutboxError::NotFound)?;
    let people = people_within(tenant, reach)?;
    if APART.contains(&mail.kind.as_str()) {
        return Err(OutboxError::NotFound);
    }
    if people.is_some_and(|people| mail.person.is_none_or(|person| !people.contains(&person))) {
        return Err(OutboxError::NotFound);
    }
    if mail.state != State::Failed {
        return Ok(());
    }
    if let Some(email) = address_now(tenant, mail.person)? {
        mail::readdress(tenant, id, &email)?;
    }
    mail::requeue(tenant, now, id)?;
    let organisation = tenant.organisation();
    let occasion = format!("{id}/again/{now}");
    let ticket = NewTicket::at(mail::TICKET, organisation, id.any(), &occasion, now);
    jobs::add(&mut tenant.system(), now, &ticket)?;
    audit::record(tenant, now, &events::MailRetried { mail: id, kind: &mail.kind })?;
    Ok(())
}

fn address_now(
    tenant: &mut Tenant<'_>,
    person: Option<PersonId>,
) -> Result<Option<crate::access::email::Email>, DbError> {
    match person {
        Some(person) => Ok(people::get(tenant, person)?.and_then(|person| person.email)),
        None => Ok(None),
    }
}
