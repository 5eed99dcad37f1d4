//! Mails of the installation to accounts (a new password, the first link), sealed in the database.

use serde::{Deserialize, Serialize};

use super::letter::Letter;
use super::store;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, MailId};
use crate::db::{Error, System};
use crate::jobs;
use crate::keys::store::nobody;
use crate::keys::{Keyring, Place};

/// The kind of ticket that delivers such a mail.
pub const TICKET: &str = "account-mail";

/// What is sealed.
#[derive(Serialize, Deserialize)]
pub(super) struct Sealed {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Queues a mail to an account; its row.
///
/// # Errors
/// The database is away, or the installation has no key.
pub fn queue(
    system: &mut System<'_>,
    now: Moment,
    account: Option<AccountId>,
    to: &Email,
    letter: &Letter,
) -> Result<MailId, Error> {
    let id = MailId::new(now);
    let body = Sealed {
        to: to.as_str().to_owned(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
        html: letter.html.clone(),
    };
    let bytes = serde_json::to_vec(&body).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    let key =
        system.keyring().installation().ok_or_else(|| Error::Unavailable("no installation key".into()))?;
    let sealed = key.seal(&place(id), &bytes).map_err(|fault| Error::Unavailable(fault.to_string()))?;
    store::insert_account_mail(system, now, id, &id.to_string(), account, (key.id(), sealed))?;
    jobs::add(system, now, &jobs::NewTicket::of_installation(TICKET, id.any(), now))?;
    Ok(id)
}

/// What is sealed of a mail.
///
/// # Errors
/// The installation has no key, or another one than it was sealed with.
pub(super) fn open(keyring: &Keyring, id: MailId, sealed: &[u8]) -> Result<Sealed, Error> {
    let fault = |text: String| Error::Unavailable(text);
    let bytes = keyring.open(&place(id), sealed).map_err(|error| fault(error.to_string()))?;
    serde_json::from_slice(&bytes).map_err(|error| fault(error.to_string()))
}

/// Where the sealed body stands.
pub(super) fn place(id: MailId) -> Place {
    Place { owner: nobody(), table: "account_mails", row: id.any(), column: "sealed" }
}
