//! Cases at the end of an organisation: each is closed, and taken along by somebody who may see it, before keys go.

use super::anew::Records;
use super::chain::{self, Happened, Happening};
use super::notices::{self, Finish};
use super::status::State;
use super::viewing::{self, Opened};
use super::{Case, IncidentError, store};
use crate::clock::{Day, Moment};
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::mail::Post;
use crate::people;

/// Notes that somebody takes a case along, and hands it to them: the note is written before anything is shown.
///
/// # Errors
/// Not a case of this person.
pub fn take_along(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
) -> Result<Opened, IncidentError> {
    let opened = viewing::open(tenant, now, person, reference)?;
    chain::record(tenant, now, &opened.case, Happening::by(Happened::Taken, person))?;
    Ok(opened)
}

/// The cases that aren't closed, or that nobody has taken along since a moment.
fn unfinished(tenant: &mut Tenant<'_>, since: Moment) -> Result<Vec<Case>, DbError> {
    let mut unfinished = Vec::new();
    for case in store::everything(tenant)? {
        let taken =
            |action: &str, at: Moment| Happened::from_word(action) == Some(Happened::Taken) && at >= since;
        let entries = store::entries(tenant, case.id)?;
        let is_taken = entries.iter().any(|(entry, _)| taken(&entry.action, entry.as_of));
        if case.state != State::Closed || !is_taken {
            unfinished.push(case);
        }
    }
    Ok(unfinished)
}

/// Whether there is a case that isn't closed, or that nobody has taken along since a moment.
///
/// # Errors
/// The database is away.
pub fn is_unfinished(tenant: &mut Tenant<'_>, since: Moment) -> Result<bool, DbError> {
    Ok(!unfinished(tenant, since)?.is_empty())
}

/// Tells the people of each such case, and nobody else, that the organisation closes; every few days once.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn tell_to_finish(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (since, closes_on): (Moment, Day),
) -> Result<(), IncidentError> {
    let records = Records::read(tenant)?;
    for case in unfinished(tenant, since)? {
        let contents = super::sealed::Contents::open(tenant, case.id, &case.sealed)?;
        let complained_of = records.complained_of(case.received_at, &contents.subject);
        for told in viewing::still_told(tenant, case.id)? {
            let person = people::get(tenant, told)?.filter(people::Person::is_present);
            let Some(person) = person.filter(|person| !complained_of.contains(&person.id)) else {
                continue;
            };
            let days: String = now.day().to_string().chars().take(9).collect();
            let occasion = format!("incident/{}/finish/{days}/{}", case.id, person.id);
            let finish = Finish { reference: &case.reference, closes_on };
            notices::finish(tenant, now, case.id, occasion, &person, &finish, post)?;
        }
    }
    Ok(())
}
