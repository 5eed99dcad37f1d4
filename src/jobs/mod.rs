//! Work at its own time: tickets for one organisation each, claimed by one node at a time.
//!
//! A ticket carries organisation, kind, id and due time, and no content: work over all organisations
//! never reads across them (DESIGN 3, Data).

mod ahead;
mod run;
mod store;

pub use run::{Daily, Done, Pass, Task, Watch, pass};
pub use store::{begin, end_lease, has_begun, holder, lease};

use crate::access::JobTicket;
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, OrganisationId, TicketId};
use crate::db::{Error, System};

/// A ticket that was claimed.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// The row.
    pub id: TicketId,
    /// What kind of work.
    pub kind: String,
    /// The organisation; nothing for work of the installation.
    pub organisation: Option<OrganisationId>,
    /// The row that the work is about.
    pub subject: Option<AnyId>,
    /// Tries so far.
    pub tries: i64,
}

impl Ticket {
    /// The way into the organisation; nothing for work of the installation.
    #[must_use]
    pub fn entry(&self) -> Option<JobTicket> {
        self.organisation.map(JobTicket::claimed)
    }
}

/// Which tickets a thread takes: what takes long has a thread of its own, so that nothing waits behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    kind: &'static str,
    is_its_own: bool,
}

impl Share {
    /// All tickets.
    pub const ALL: Self = Self::without("");

    /// Those of this kind.
    #[must_use]
    pub const fn only(kind: &'static str) -> Self {
        Self { kind, is_its_own: true }
    }

    /// Those of every other kind.
    #[must_use]
    pub const fn without(kind: &'static str) -> Self {
        Self { kind, is_its_own: false }
    }

    /// Whether it is one kind: then what belongs to every pass is for another thread.
    #[must_use]
    pub const fn is_one_kind(self) -> bool {
        self.is_its_own
    }
}

/// A ticket to be written.
#[derive(Debug, Clone)]
pub struct NewTicket {
    kind: &'static str,
    organisation: Option<OrganisationId>,
    subject: Option<AnyId>,
    occasion: String,
    due_at: Moment,
}

impl NewTicket {
    /// Work about one row of an organisation, now.
    #[must_use]
    pub fn at_once(kind: &'static str, organisation: OrganisationId, subject: AnyId, now: Moment) -> Self {
        Self::at(kind, organisation, subject, &subject.to_string(), now)
    }

    /// Work about one row of an organisation, later; `occasion` tells it from other work of the kind.
    #[must_use]
    pub fn at(
        kind: &'static str,
        organisation: OrganisationId,
        subject: AnyId,
        occasion: &str,
        due_at: Moment,
    ) -> Self {
        Self {
            kind,
            organisation: Some(organisation),
            subject: Some(subject),
            occasion: occasion.to_owned(),
            due_at,
        }
    }

    /// Work of one day, for an organisation or for the installation.
    fn daily(kind: &'static str, organisation: Option<OrganisationId>, day: Day, now: Moment) -> Self {
        let subject = organisation.map_or(AnyId::NONE, OrganisationId::any);
        Self { kind, organisation, subject: Some(subject), occasion: format!("{subject}/{day}"), due_at: now }
    }

    /// Work of the installation about one row.
    #[must_use]
    pub fn of_installation(kind: &'static str, subject: AnyId, now: Moment) -> Self {
        Self { kind, organisation: None, subject: Some(subject), occasion: subject.to_string(), due_at: now }
    }

    /// Work of the installation about no row; only one of a kind waits at a time.
    #[must_use]
    pub fn whole(kind: &'static str, now: Moment) -> Self {
        Self { kind, organisation: None, subject: None, occasion: kind.to_owned(), due_at: now }
    }
}

/// Writes a ticket; false when one of the same kind and occasion stands already.
///
/// # Errors
/// The database is away.
pub fn add(system: &mut System<'_>, now: Moment, ticket: &NewTicket) -> Result<bool, Error> {
    store::insert(system, now, ticket)
}
