//! Signing in with a staff number or a badge: unknown and known numbers cost the same and get the same answer.

use super::{KioskError, badges, devices, pins, store};
use crate::access::address::Token;
use crate::access::guesses::{self, Taken};
use crate::access::kiosk::{self, Way};
use crate::access::{KioskDevice, StaffDoor};
use crate::clock::Moment;
use crate::db::ids::{BadgeId, PersonId};
use crate::db::{Database, Entry, Error as DbError, Tenant};
use crate::people;

/// What somebody says who they are.
#[derive(Clone)]
pub enum Named {
    /// Their staff number, as it was typed.
    Number(String),
    /// Their badge, as it was scanned.
    Badge(Token),
}

/// Somebody who may be who they say.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their PIN, while it may be tried.
    pub hash: Option<String>,
}

/// Where somebody signs in.
#[derive(Debug, Clone)]
pub enum At {
    /// At a tablet.
    Tablet(KioskDevice),
    /// On their own phone.
    Phone(StaffDoor),
}

impl At {
    /// Whether it is their own phone.
    #[must_use]
    pub fn is_phone(&self) -> bool {
        matches!(self, Self::Phone(_))
    }

    fn read<R: Send + 'static>(
        &self,
        database: &Database,
        look: impl FnOnce(&mut Tenant<'_>) -> Result<R, DbError> + Send + 'static,
    ) -> Result<R, DbError> {
        match self {
            Self::Tablet(entry) => database.read(entry, look),
            Self::Phone(entry) => database.read(entry, look),
        }
    }

    fn write<R: Send + 'static>(
        self,
        database: &Database,
        known: Option<PersonId>,
        change: impl FnOnce(&mut Tenant<'_>) -> Result<R, KioskError> + Send + 'static,
    ) -> Result<R, KioskError> {
        match (self, known) {
            (Self::Tablet(entry), Some(person)) => database.write(entry.known_as(person), change),
            (Self::Tablet(entry), None) => database.write(entry, change),
            (Self::Phone(entry), Some(person)) => database.write(entry.known_as(person), change),
            (Self::Phone(entry), None) => database.write(entry, change),
        }
    }
}

/// Who it may be; nothing for a number or a badge that leads to nobody here.
///
/// # Errors
/// The database is away.
pub fn candidate(
    database: &Database,
    now: Moment,
    at: &At,
    named: &Named,
) -> Result<Option<Candidate>, DbError> {
    let phone = at.is_phone();
    match named.clone() {
        Named::Number(number) => at.read(database, move |tenant| {
            let person = store::by_number(tenant, &number)?;
            of(tenant, now, person, phone)
        }),
        Named::Badge(token) => {
            let found = database.read_system(|system| badges::find(system, now, &token))?;
            let At::Tablet(device) = at else { return Ok(None) };
            let found = found.filter(|found| found.organisation == Some(device.organisation()));
            let Some(found) = found else { return Ok(None) };
            let badge = BadgeId::from_any(found.subject);
            at.read(database, move |tenant| {
                let person = store::badge(tenant, badge)?.map(|badge| badge.person);
                of(tenant, now, person, phone)
            })
        }
    }
}

fn of(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: Option<PersonId>,
    phone: bool,
) -> Result<Option<Candidate>, DbError> {
    let Some(id) = person else { return Ok(None) };
    let present = people::get(tenant, id)?.filter(people::Person::is_present);
    let Some(person) = present.map(|person| person.id) else { return Ok(None) };
    let kept = store::pin(tenant, person)?.filter(|kept| kept.is_open(phone, now));
    Ok(Some(Candidate { person, hash: kept.map(|kept| kept.hash) }))
}

/// Counts a try at somebody's PIN before it is weighed. Who has had too many keeps no PIN to compare with.
///
/// # Errors
/// The database is away.
pub fn count(database: &Database, at: At, candidate: Candidate) -> Result<Candidate, KioskError> {
    if candidate.hash.is_none() {
        return Ok(candidate);
    }
    let phone = at.is_phone();
    at.write(database, None, move |tenant| {
        let may = pins::count(tenant, candidate.person, phone)?;
        Ok(Candidate { hash: candidate.hash.filter(|_| may), ..candidate })
    })
}

/// A try at somebody's PIN could not be weighed.
///
/// # Errors
/// The database is away.
pub fn unweighed(database: &Database, at: At, candidate: &Candidate) -> Result<(), KioskError> {
    let (phone, person) = (at.is_phone(), candidate.person);
    at.write(database, None, move |tenant| Ok(pins::unweighed(tenant, person, phone)?))
}

/// The PIN was right, or the badge is enough: signs them in. The text for the cookie.
///
/// # Errors
/// The PIN was changed or locked meanwhile.
pub fn enter(
    database: &Database,
    now: Moment,
    at: At,
    candidate: Candidate,
    taken: Taken,
) -> Result<Token, KioskError> {
    let person = candidate.person;
    let (phone, tablet) = (at.is_phone(), tablet(&at));
    at.write(database, Some(person), move |tenant| {
        guesses::right(&mut tenant.system(), now, &taken)?;
        let way = match &candidate.hash {
            Some(given) => {
                let kept = store::pin(tenant, person)?;
                kept.filter(|kept| kept.is_open(phone, now) && kept.hash == *given)
                    .ok_or(KioskError::Changed)?;
                pins::right(tenant, person, phone)?;
                if phone { Way::OwnPhone } else { Way::StaffNumber }
            }
            None => Way::Badge,
        };
        if let Some(device) = &tablet {
            devices::used(tenant, now, device)?;
        }
        Ok(kiosk::begin(tenant, now, person, tablet.map(|device| device.device()), way)?)
    })
}

fn tablet(at: &At) -> Option<KioskDevice> {
    match at {
        At::Tablet(device) => Some(device.clone()),
        At::Phone(_) => None,
    }
}

/// The PIN was wrong, or nobody has the number. The try was counted before.
///
/// # Errors
/// The database is away.
pub fn refuse(
    database: &Database,
    now: Moment,
    at: At,
    candidate: Option<Candidate>,
) -> Result<(), KioskError> {
    let phone = at.is_phone();
    at.write(database, None, move |tenant| {
        if let Some(candidate) = candidate.filter(|candidate| candidate.hash.is_some()) {
            pins::wrong(tenant, now, candidate.person, phone)?;
        }
        Ok(())
    })
}
