//! Coming and going: a session begins, goes on while somebody is there, and ends.

use super::super::address::{self, Found, Kind, Token};
use super::time::Until;
use super::{KioskPerson, Way, store};
use crate::clock::Moment;
use crate::db::ids::{DeviceId, KioskSessionId, PersonId};
use crate::db::{Error, Tenant};

/// Signs somebody in; the text for the cookie. Who was signed in at the same tablet is signed out.
///
/// # Errors
/// The database is away.
pub fn begin(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    device: Option<DeviceId>,
    way: Way,
) -> Result<Token, Error> {
    if let Some(device) = device {
        end_at_device(tenant, now, device)?;
    }
    let (id, token, until) = (KioskSessionId::new(now), Token::new(), Until::begun(way, now));
    let row = store::Row { person, device, way, begun: now, until };
    store::insert_session(tenant, id, &row)?;
    let found = Found {
        kind: Kind::KioskSession,
        organisation: Some(tenant.organisation()),
        subject: id.any(),
        expires_at: now.plus_hours(24),
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    Ok(token)
}

/// What a request of somebody leaves to write, if anything; `reading`: the minutes that the open policy takes.
#[must_use]
pub fn touched(by: &KioskPerson, now: Moment, reading: Option<i64>) -> Option<Until> {
    let next = by.until.touched(by.way, by.begun, now, reading);
    (reading.is_some() || next.differs(by.until)).then_some(next)
}

/// Writes until when somebody stays signed in.
///
/// # Errors
/// The database is away.
pub fn keep_until(tenant: &mut Tenant<'_>, by: &KioskPerson, until: Until) -> Result<(), Error> {
    store::set_until(tenant, by.session, until)
}

/// Signs somebody out.
///
/// # Errors
/// The database is away.
pub fn finish(tenant: &mut Tenant<'_>, now: Moment, by: &KioskPerson) -> Result<(), Error> {
    end_all(tenant, now, vec![by.session])
}

/// Signs out whoever is signed in at a tablet.
///
/// # Errors
/// The database is away.
pub fn end_at_device(tenant: &mut Tenant<'_>, now: Moment, device: DeviceId) -> Result<(), Error> {
    let open = store::open_at_device(tenant, device)?;
    end_all(tenant, now, open)
}

/// Signs somebody out everywhere: a leaver, a new slip.
///
/// # Errors
/// The database is away.
pub fn end_of_person(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), Error> {
    let open = store::open_of_person(tenant, person)?;
    end_all(tenant, now, open)
}

/// Signs everybody out at once, after a restore which ends their addresses; how many there were.
///
/// # Errors
/// The database is away.
pub fn end_everybodys(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    store::end_sessions(tenant, now)
}

fn end_all(tenant: &mut Tenant<'_>, now: Moment, sessions: Vec<KioskSessionId>) -> Result<(), Error> {
    for session in sessions {
        store::set_ended(tenant, now, session)?;
        address::end_all(&mut tenant.system(), now, Kind::KioskSession, session.any())?;
    }
    Ok(())
}
