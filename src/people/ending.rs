//! Those whose last day is over: the daily work at midnight in London ends their access.

use super::{PeopleError, Person, is_last_owner, leave, store};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::PersonId;

/// The kind of ticket.
pub const TICKET: &str = "staff-ends";

/// What became of those whose last day is over.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// Who has left.
    pub gone: Vec<PersonId>,
    /// Who stays after that day, because nobody else is an owner.
    pub staying: Vec<(PersonId, Day)>,
}

/// Notes that those have left whose last day was before today.
///
/// # Errors
/// The database is away.
pub fn end_due(tenant: &mut Tenant<'_>, now: Moment, today: Day) -> Result<Ended, PeopleError> {
    let mut ended = Ended::default();
    for (person, on) in store::ended_before(tenant, today)? {
        match leave(tenant, now, person, on) {
            Ok(_) => ended.gone.push(person),
            // Somebody must stay who can open the organisation: they are asked to make another owner.
            Err(PeopleError::LastOwner) => ended.staying.push((person, on)),
            Err(other) => return Err(other),
        }
    }
    Ok(ended)
}

/// Those who are still there after their last day, because nobody else is an owner.
///
/// # Errors
/// The database is away.
pub fn staying(tenant: &mut Tenant<'_>, today: Day) -> Result<Vec<(Person, Day)>, PeopleError> {
    let mut staying = Vec::new();
    for (id, on) in store::ended_before(tenant, today)? {
        if is_last_owner(tenant, id)? {
            staying.push((store::get(tenant, id)?.ok_or(PeopleError::NotFound)?, on));
        }
    }
    Ok(staying)
}

/// Whether somebody's time ends within the next days.
#[must_use]
pub fn is_soon(person: &Person, today: Day) -> bool {
    let last = today.plus_days(super::standing::SOON_DAYS);
    person.is_present() && person.standing.ends_on.is_some_and(|on| on <= last)
}
