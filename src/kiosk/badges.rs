//! Badges: a code to scan in place of typing the staff number. One works per person.

use super::events::{self, Got, OfPerson};
use super::{KioskError, pins, store};
use crate::access::address::{self, Found, Kind, Token};
use crate::access::kiosk;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{BadgeId, PersonId};
use crate::db::{Error as DbError, System, Tenant};

/// Years that a badge works.
const YEARS: i32 = 5;

/// A badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// The row.
    pub id: BadgeId,
    /// Whose it is.
    pub person: PersonId,
    /// When it was made.
    pub created_at: Moment,
}

/// Makes a badge; the one before stops. Its staff number and its token, for the paper.
///
/// # Errors
/// The database is away.
pub fn make(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    person: PersonId,
) -> Result<(String, Token), DbError> {
    end(tenant, now, person)?;
    let number = pins::number_of(tenant, person)?;
    let (badge, token) = (Badge { id: BadgeId::new(now), person, created_at: now }, Token::new());
    store::insert_badge(tenant, by, &badge)?;
    let found = Found {
        kind: Kind::Badge,
        organisation: Some(tenant.organisation()),
        subject: badge.id.any(),
        expires_at: now.day().plus_months(12 * YEARS).at(0, 0),
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    audit::record(tenant, now, &OfPerson { person, got: Got::Badge })?;
    Ok((number, token))
}

/// Ends somebody's badge; whether they had one.
///
/// # Errors
/// The database is away.
pub fn end(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<bool, DbError> {
    let ended = store::revoke_badges(tenant, now, person)?;
    for badge in &ended {
        address::end_all(&mut tenant.system(), now, Kind::Badge, badge.any())?;
    }
    Ok(!ended.is_empty())
}

/// Ends everybody's badge, after a restore; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, DbError> {
    let people = store::badges(tenant)?;
    for person in people.keys() {
        end(tenant, now, *person)?;
    }
    Ok(people.len())
}

/// Takes PIN and badge from somebody and signs them out.
///
/// # Errors
/// They had neither.
pub fn stop(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), KioskError> {
    let (pin, badge) = (pins::take(tenant, person)?, end(tenant, now, person)?);
    if !pin && !badge {
        return Err(KioskError::NotFound);
    }
    kiosk::end_of_person(tenant, now, person)?;
    audit::record(tenant, now, &events::SignInStopped { person, pin, badge })?;
    Ok(())
}

/// What the token of a badge leads to, while it works.
///
/// # Errors
/// The database is away.
pub fn find(system: &mut System<'_>, now: Moment, token: &Token) -> Result<Option<Found>, DbError> {
    let found = address::find(system, token)?;
    Ok(found.filter(|found| found.kind == Kind::Badge && found.is_live(now)))
}
