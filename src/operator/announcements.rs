//! Messages of the operator to the members of all or some organisations.

use std::collections::BTreeSet;

use super::store;
pub use crate::access::announcements::Level;
use crate::accounts::store::note_security;
use crate::clock::{Day, Moment};
use crate::db::ids::{AccountId, AnnouncementId, OrganisationId};
use crate::db::types::text_enum;
use crate::db::{Error, System};

text_enum! {
    /// Whom a message is for.
    Audience {
        /// The members of every organisation, also of those that come later.
        All = "all",
        /// The members of those that were ticked.
        Some = "some",
    }
}

/// What the form of a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The words.
    pub text: String,
    /// How much it presses.
    pub level: Level,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// The organisations; nothing means all.
    pub organisations: Option<BTreeSet<OrganisationId>>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The row.
    pub id: AnnouncementId,
    /// What it says, and to whom.
    pub details: Details,
    /// When it was written.
    pub written_at: Moment,
    /// The address of who wrote it; nobody's in the demonstration.
    pub by: Option<String>,
    /// When it was ended before its last day, or took other words.
    pub ended_at: Option<Moment>,
}

/// How a message stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Its first day is still to come.
    Coming,
    /// Members see it.
    Shown,
    /// Its last day is past, or it was ended.
    Over,
}

impl Message {
    /// How it stands on a day.
    #[must_use]
    pub fn phase(&self, on: Day) -> Phase {
        if self.ended_at.is_some() || self.details.until < on {
            Phase::Over
        } else if on < self.details.from {
            Phase::Coming
        } else {
            Phase::Shown
        }
    }
}

/// Keeps a new message, with who wrote it.
///
/// # Errors
/// The database is away.
pub fn announce(
    system: &mut System<'_>,
    now: Moment,
    details: &Details,
    by: Option<AccountId>,
) -> Result<AnnouncementId, Error> {
    let id = AnnouncementId::new(now);
    store::insert_announcement(system, now, id, details, by)?;
    store::insert_audience(system, id, details)?;
    note_security(system, now, "announcement_written", by)?;
    Ok(id)
}

/// Changes a message that hasn't been ended; false for any other. The words before stay as they were, with who wrote
/// them, as a message that ended when this one was written.
///
/// # Errors
/// The database is away.
pub fn change(
    system: &mut System<'_>,
    now: Moment,
    id: AnnouncementId,
    details: &Details,
    by: Option<AccountId>,
) -> Result<bool, Error> {
    let is_standing = store::end_announcement(system, now, id)?;
    if is_standing {
        announce(system, now, details, by)?;
    }
    Ok(is_standing)
}

/// Ends a message now; false when it has ended already, or there is none.
///
/// # Errors
/// The database is away.
pub fn end(
    system: &mut System<'_>,
    now: Moment,
    id: AnnouncementId,
    by: Option<AccountId>,
) -> Result<bool, Error> {
    let is_standing = store::end_announcement(system, now, id)?;
    if is_standing {
        note_security(system, now, "announcement_ended", by)?;
    }
    Ok(is_standing)
}

#[cfg(test)]
mod tests {
    use super::{AnnouncementId, Day, Details, Level, Message, Moment, Phase};

    #[test]
    fn a_message_is_shown_between_its_days_unless_it_was_ended() {
        let day = |text: &str| Day::parse(text).unwrap();
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (from, until) = (day("2026-11-20"), day("2026-11-22"));
        let details = Details { text: String::new(), level: Level::News, from, until, organisations: None };
        for (on, ended_at, phase) in [
            ("2026-11-19", None, Phase::Coming),
            ("2026-11-20", None, Phase::Shown),
            ("2026-11-22", None, Phase::Shown),
            ("2026-11-23", None, Phase::Over),
            ("2026-11-21", Some(now), Phase::Over),
        ] {
            let (id, details) = (AnnouncementId::new(now), details.clone());
            let message = Message { id, details, written_at: now, by: None, ended_at };
            assert_eq!(message.phase(day(on)), phase, "{on}");
        }
    }
}
