//! E-mail: a row in the transaction of its cause, delivered outside any transaction, visible when failed.
//!
//! Bodies hold live links: no page shows them, except in the demonstration (DESIGN 3, Data).

pub mod account;
pub mod answers;
pub mod delivery;
pub mod kinds;
mod letter;
mod smtp;
mod store;
pub mod transport;

pub use letter::{Letter, Post, Sheet};
pub use store::operators;
pub use store::{
    Outgoing, State, Summary, Wanted, cancel, count, find, list, readdress, requeue, stuck, taken_on,
};
pub use transport::{Transport, TransportError};

use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{IncidentId, MailId, PersonId};
use crate::db::{Error, Tenant};
use crate::jobs;
use crate::messages::Language;

/// The kind of ticket that delivers a mail of an organisation.
pub const TICKET: &str = "mail";

/// The same of a mail that goes before all others: an alert about a case.
pub const URGENT: &str = "mail-first";

/// What stands in the place of a server's answer while a mail waits for another day.
pub const OVER_QUOTA: &str = "over the quota of the day";

/// The same of a mail that a server had, and of which nobody can read whether it took it.
pub const UNCLEAR: &str = "had the mail and said nothing readable";

/// The same of an address with letters that a server takes in none.
pub const LETTERS: &str = "takes no such letters in addresses";

/// The same of a mail that an operator stopped.
pub const STOPPED: &str = "stopped by an operator";

/// Who gets a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The person, when it is one of the staff list.
    pub person: Option<PersonId>,
    /// The address.
    pub email: Email,
    /// The language of the person.
    pub language: Language,
}

/// What a mail is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The kind, as the outbox names it: `request`, `review`.
    pub kind: &'static str,
    /// Unique per organisation: the same occasion never mails twice.
    pub occasion: String,
    /// The case, which hides the mail from everybody who wasn't told of it.
    pub incident: Option<IncidentId>,
}

/// Queues a mail; nothing when this occasion was mailed before.
///
/// # Errors
/// The database is away.
pub fn queue(
    tenant: &mut Tenant<'_>,
    now: Moment,
    about: &About,
    to: &Recipient,
    letter: &Letter,
) -> Result<Option<MailId>, Error> {
    let id = MailId::new(now);
    if !store::insert(tenant, now, id, about, to, letter)? {
        return Ok(None);
    }
    let organisation = tenant.organisation();
    let kind = ticket(about.incident);
    jobs::add(&mut tenant.system(), now, &jobs::NewTicket::at_once(kind, organisation, id.any(), now))?;
    Ok(Some(id))
}

/// The kind of ticket that delivers a mail of an organisation, by the case that it is about.
#[must_use]
pub fn ticket(incident: Option<IncidentId>) -> &'static str {
    if incident.is_some() { URGENT } else { TICKET }
}
