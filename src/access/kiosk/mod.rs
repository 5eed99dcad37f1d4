//! Who comes without an account: a tablet of a service, and somebody who signed in there or on their own
//! phone with a staff number and a PIN. They may read, sign, look a policy up and report; nothing else.

mod stay;
mod store;
pub mod time;

pub(super) use store::{active_organisation, is_suspended};

use std::collections::BTreeSet;

use super::address::{self, Found, Kind, Token};
use crate::clock::Moment;
use crate::db::ids::{DeviceId, KioskSessionId, OrganisationId, PersonId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Actor, Database, Entry, Error, Tenant};
use crate::messages::Language;
use time::Until;

pub use stay::{begin, end_at_device, end_everybodys, end_of_person, finish, keep_until, touched};

/// Days that a tablet stays enrolled after it was last used.
pub const DEVICE_DAYS: i64 = 90;

text_enum! {
    /// How somebody without an account was identified.
    Way {
        /// Staff number and PIN at a tablet.
        StaffNumber = "staff_number",
        /// A badge alone at a tablet.
        Badge = "badge",
        /// Staff number and PIN on an own phone.
        OwnPhone = "own_phone",
    }
}

/// The step over the threshold: only this module uses it, to read who comes.
struct Threshold(OrganisationId);

impl Entry for Threshold {
    fn organisation(&self) -> OrganisationId {
        self.0
    }

    fn actor(&self) -> Actor {
        Actor::Job
    }
}

/// A tablet of a service. Nobody need be signed in at it.
#[derive(Debug, Clone)]
pub struct KioskDevice {
    organisation: OrganisationId,
    organisation_name: String,
    slug: String,
    device: DeviceId,
    service: ServiceId,
    service_name: String,
    person: Option<PersonId>,
}

impl Entry for KioskDevice {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        self.person.map_or(Actor::Job, Actor::Person)
    }
}

impl KioskDevice {
    /// The row of the tablet.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// The service that it belongs to.
    #[must_use]
    pub fn service(&self) -> ServiceId {
        self.service
    }

    /// The name of the service.
    #[must_use]
    pub fn service_name(&self) -> &str {
        &self.service_name
    }

    /// The name of the organisation.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// The short name of the organisation.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The same tablet once somebody is known at it, so that the log can name them.
    #[must_use]
    pub fn known_as(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }
}

/// A tablet that is about to become one of a service's.
#[derive(Debug, Clone, Copy)]
pub struct Enrolment {
    organisation: OrganisationId,
    device: DeviceId,
}

impl Enrolment {
    /// From an address that was found; nothing when it is of another kind.
    #[must_use]
    pub fn from_address(found: &Found) -> Option<Self> {
        let organisation = found.organisation.filter(|_| found.kind == Kind::DeviceEnrolment)?;
        Some(Self { organisation, device: DeviceId::from_any(found.subject) })
    }

    /// The row of the tablet.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }
}

impl Entry for Enrolment {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Job
    }
}

/// The door of an organisation for its staff with their own phones. Nobody is known yet.
#[derive(Debug, Clone)]
pub struct StaffDoor {
    organisation: OrganisationId,
    organisation_name: String,
    person: Option<PersonId>,
}

impl Entry for StaffDoor {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        self.person.map_or(Actor::Job, Actor::Person)
    }
}

impl StaffDoor {
    /// The name of the organisation.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// The same door once somebody is known at it, so that the log can name them.
    #[must_use]
    pub fn known_as(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }
}

/// Somebody who signed in at a tablet, or on their own phone without an account.
#[derive(Debug, Clone)]
pub struct KioskPerson {
    organisation: OrganisationId,
    organisation_name: String,
    slug: String,
    session: KioskSessionId,
    person: PersonId,
    name: String,
    language: Language,
    services: BTreeSet<ServiceId>,
    device: Option<DeviceId>,
    way: Way,
    begun: Moment,
    until: Until,
    must_choose: bool,
}

impl Entry for KioskPerson {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.person)
    }
}

impl KioskPerson {
    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Their name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language that they read.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The name of the organisation.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// The short name of the organisation.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The services whose policies they may look up: those where they work.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<ServiceId> {
        &self.services
    }

    /// The tablet; nothing on an own phone.
    #[must_use]
    pub fn device(&self) -> Option<DeviceId> {
        self.device
    }

    /// How they were identified.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// Whether they still have the PIN of their slip, and must choose their own before anything else.
    #[must_use]
    pub fn must_choose(&self) -> bool {
        self.must_choose
    }

    /// Seconds until they are signed out when nothing happens.
    #[must_use]
    pub fn seconds_left(&self, now: Moment) -> i64 {
        self.until.idle.min(self.until.end).seconds().saturating_sub(now.seconds())
    }
}

/// The tablet that a cookie names; nothing for one that was revoked, whose time is over, or whose
/// organisation is suspended.
///
/// # Errors
/// The database is away.
pub fn device(database: &Database, now: Moment, cookie: &str) -> Result<Option<KioskDevice>, Error> {
    let Some(token) = Token::parse(cookie) else { return Ok(None) };
    database.read_system(|system| {
        let Some((organisation, found)) = live(address::find(system, &token)?, Kind::Device, now) else {
            return Ok(None);
        };
        let Some(slug) = store::active_slug(system, organisation)? else { return Ok(None) };
        let mut tenant = system.enter(&Threshold(organisation))?;
        let id = DeviceId::from_any(found.subject);
        let Some((service, service_name)) = store::live_device(&mut tenant, id)? else { return Ok(None) };
        let organisation_name = super::store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.clone());
        let person = None;
        Ok(Some(KioskDevice {
            organisation,
            organisation_name,
            slug,
            device: id,
            service,
            service_name,
            person,
        }))
    })
}

/// The organisation of an address that leads to one, while the address is of the kind and works.
fn live(found: Option<Found>, kind: Kind, now: Moment) -> Option<(OrganisationId, Found)> {
    let found = found.filter(|found| found.kind == kind && found.is_live(now))?;
    found.organisation.map(|organisation| (organisation, found))
}

/// The door of the organisation of a slug, when it is active and lets its staff in by their phones.
///
/// # Errors
/// The database is away.
pub fn staff_door(database: &Database, slug: &str) -> Result<Option<StaffDoor>, Error> {
    database.read_system(|system| {
        let Some(organisation) = store::active_organisation(system, slug)? else { return Ok(None) };
        let mut tenant = system.enter(&Threshold(organisation))?;
        if !store::is_on(&mut tenant, OWN_PHONE)? {
            return Ok(None);
        }
        let name = super::store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.to_owned());
        Ok(Some(StaffDoor { organisation, organisation_name: name, person: None }))
    })
}

/// The setting of an organisation that lets its staff in by their own phones.
pub const OWN_PHONE: &str = "kiosk_own_phone";
/// The setting of an organisation that lets a badge be enough at its tablets.
pub const BADGE_ALONE: &str = "kiosk_badge_alone";

/// Whether a setting of this organisation is on.
///
/// # Errors
/// The database is away.
pub fn is_on(tenant: &mut Tenant<'_>, setting: &str) -> Result<bool, Error> {
    store::is_on(tenant, setting)
}

/// Who signed in by the cookie; nothing once their time is over, they left, their tablet was revoked, or
/// their organisation suspended.
///
/// # Errors
/// The database is away.
pub fn person(database: &Database, now: Moment, cookie: &str) -> Result<Option<KioskPerson>, Error> {
    let Some(token) = Token::parse(cookie) else { return Ok(None) };
    database.read_system(|system| {
        let Some((organisation, found)) = live(address::find(system, &token)?, Kind::KioskSession, now)
        else {
            return Ok(None);
        };
        let Some(slug) = store::active_slug(system, organisation)? else { return Ok(None) };
        let mut tenant = system.enter(&Threshold(organisation))?;
        known(&mut tenant, now, slug, KioskSessionId::from_any(found.subject))
    })
}

fn known(
    tenant: &mut Tenant<'_>,
    now: Moment,
    slug: String,
    session: KioskSessionId,
) -> Result<Option<KioskPerson>, Error> {
    let Some(row) = store::session(tenant, session)?.filter(|row| row.until.is_live(now)) else {
        return Ok(None);
    };
    let in_use = match row.device {
        Some(device) => store::live_device(tenant, device)?.is_some(),
        None => store::is_on(tenant, OWN_PHONE)?,
    };
    let stands = in_use && (row.way != Way::Badge || store::is_on(tenant, BADGE_ALONE)?);
    let Some((name, language)) = store::present_person(tenant, row.person)?.filter(|_| stands) else {
        return Ok(None);
    };
    Ok(Some(KioskPerson {
        organisation: tenant.organisation(),
        organisation_name: super::store::organisation_name(tenant)?.unwrap_or_else(|| slug.clone()),
        slug,
        session,
        person: row.person,
        name,
        language,
        services: super::store::services_of(tenant, row.person)?,
        device: row.device,
        way: row.way,
        begun: row.begun,
        until: row.until,
        must_choose: row.way != Way::Badge && store::has_first_pin(tenant, row.person)?,
    }))
}
