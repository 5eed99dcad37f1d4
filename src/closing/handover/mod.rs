//! A package with all that an organisation has, for reading without this program.
//!
//! It says nothing of cases, not even whether there are any: those go to the people of each case alone. The
//! package lies sealed under the organisation's key for a week. Inside stand words that are kept nowhere else:
//! whoever types them has received and opened it.

pub mod events;
pub mod making;
pub mod notices;
pub mod out;
pub mod package;
pub mod pages;
pub mod sheets;
pub mod store;
pub mod words;

use crate::access::JobTicket;
use crate::audit;
use crate::blobs;
use crate::clock::Moment;
use crate::db::ids::{BlobId, HandoverId, PersonId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::jobs::{self, NewTicket};
use crate::mail::Post;
use events::{Did, OfHandover};

/// The kind of ticket that makes a package.
pub const TICKET: &str = "handover";
/// Days that a package stays.
pub const DAYS: i64 = 7;

text_enum! {
    /// How far a package is.
    State {
        /// Nothing is done yet.
        Waiting = "waiting",
        /// It is being written.
        Making = "making",
        /// It can be fetched, or was.
        Ready = "ready",
        /// It can't be made.
        Failed = "failed",
        /// Its days are over.
        Removed = "removed",
    }
}

/// A package.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Handover {
    /// The row.
    pub id: HandoverId,
    /// How far it is.
    pub state: State,
    /// Who asked; nobody of the organisation when it was the operator.
    pub asked_by: Option<PersonId>,
    /// When.
    pub asked_at: Moment,
    /// What is kept of the words inside.
    check_words: Option<Vec<u8>>,
    /// Where it is being written.
    target: Option<BlobId>,
    /// The sealed file.
    pub blob: Option<BlobId>,
    /// How many files stand in it.
    pub files: Option<i64>,
    /// Its bytes.
    pub length: Option<i64>,
    /// Its SHA-256.
    pub sha256: Option<Vec<u8>>,
    /// When it was ready.
    pub finished_at: Option<Moment>,
    /// When whoever received it typed the words inside.
    pub confirmed_at: Option<Moment>,
}

impl Handover {
    /// Whether it is still being made.
    #[must_use]
    pub fn is_going(&self) -> bool {
        matches!(self.state, State::Waiting | State::Making)
    }
}

/// Asks for a package and tells every owner. When one is being made, that is the one.
///
/// # Errors
/// The database is away.
pub fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Option<PersonId>,
    post: &Post,
) -> Result<HandoverId, Error> {
    if let Some(going) = store::list(tenant)?.into_iter().find(Handover::is_going) {
        return Ok(going.id);
    }
    let id = begin(tenant, now, by, post)?;
    let organisation = tenant.organisation();
    jobs::add(&mut tenant.system(), now, &NewTicket::at_once(TICKET, organisation, id.any(), now))?;
    Ok(id)
}

/// As [`ask`], for a package that is written at once elsewhere.
///
/// # Errors
/// The database is away.
pub fn begin(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Option<PersonId>,
    post: &Post,
) -> Result<HandoverId, Error> {
    let id = HandoverId::new(now);
    store::insert(tenant, now, id, by)?;
    audit::record(tenant, now, &OfHandover { handover: id, did: Did::Asked })?;
    notices::asked(tenant, now, post, id)?;
    Ok(id)
}

/// Notes that somebody fetches a package: before they get it.
///
/// # Errors
/// The database is away.
pub fn fetched(tenant: &mut Tenant<'_>, now: Moment, id: HandoverId) -> Result<(), Error> {
    audit::record(tenant, now, &OfHandover { handover: id, did: Did::Fetched })?;
    Ok(())
}

/// Takes the words that stand inside a package; false when they aren't.
///
/// # Errors
/// The database is away.
pub fn confirm(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Option<PersonId>,
    id: HandoverId,
    typed: &str,
) -> Result<bool, Error> {
    let Some(found) = store::get(tenant, id)? else { return Ok(false) };
    if found.check_words.as_deref() != Some(words::kept(typed).as_slice()) {
        return Ok(false);
    }
    if found.confirmed_at.is_none() {
        store::set_confirmed(tenant, now, id, by)?;
        audit::record(tenant, now, &OfHandover { handover: id, did: Did::Confirmed })?;
    }
    Ok(true)
}

/// Takes the words of whichever package they stand in; false when they stand in none.
///
/// # Errors
/// The database is away.
pub fn confirm_any(tenant: &mut Tenant<'_>, now: Moment, typed: &str) -> Result<bool, Error> {
    for each in store::list(tenant)? {
        if confirm(tenant, now, None, each.id, typed)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a package that was asked for after a moment was received and opened.
///
/// # Errors
/// The database is away.
pub fn is_handed_over(tenant: &mut Tenant<'_>, since: Moment) -> Result<bool, Error> {
    let all = store::list(tenant)?;
    Ok(all.iter().any(|each| each.confirmed_at.is_some() && each.asked_at >= since))
}

/// Takes packages away that were asked for more than [`DAYS`] ago. Their rows stay.
///
/// # Errors
/// The database is away.
pub fn sweep(tenant: &mut Tenant<'_>, now: Moment) -> Result<u64, Error> {
    let (mut removed, before) = (0, now.day().plus_days(-DAYS).at(0, 0));
    for each in store::list(tenant)?.into_iter().filter(|each| each.asked_at < before) {
        let Some(blob) = each.blob.or(each.target) else { continue };
        store::set_over(tenant, now, each.id, State::Removed, None)?;
        blobs::remove(tenant, blob)?;
        removed += 1;
    }
    Ok(removed)
}

/// The way into the organisation of a ticket's package, for the job.
#[must_use]
pub fn entry_of(ticket: &jobs::Ticket) -> Option<(JobTicket, HandoverId)> {
    Some((ticket.entry()?, HandoverId::from_any(ticket.subject?)))
}
