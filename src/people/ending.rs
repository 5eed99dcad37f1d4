//! Those whose last day is over: the daily work at midnight in London ends their access.

use super::{PeopleError, Person, leave, store};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::PersonId;

/// The kind of ticket.
pub const TICKET: &str = "staff-ends";

/// Notes that those have left whose last day was before today; who they are.
///
/// # Errors
/// The database is away.
pub fn end_due(tenant: &mut Tenant<'_>, now: Moment, today: Day) -> Result<Vec<PersonId>, PeopleError> {
    let mut gone = Vec::new();
    for (person, on) in store::ended_before(tenant, today)? {
        match leave(tenant, now, person, on) {
            Ok(_) => gone.push(person),
            // Somebody must stay who can open the organisation: they are asked to make another owner.
            Err(PeopleError::LastOwner) => {
                tracing::warn!(%person, "the last owner stays after their last day")
            }
            Err(other) => return Err(other),
        }
    }
    Ok(gone)
}

/// Whether somebody's time ends within the next days.
#[must_use]
pub fn is_soon(person: &Person, today: Day) -> bool {
    let last = today.plus_days(super::standing::SOON_DAYS);
    person.is_present() && person.standing.ends_on.is_some_and(|on| on <= last)
}
