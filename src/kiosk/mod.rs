//! Staff without e-mail: shared tablets of a service, staff numbers with PINs, and badges.
//!
//! A manager makes a tablet one of a service's and prints slips and badges. Who signs in with them may read,
//! sign, look a policy up and report, at the tablet or (where the organisation allows it) on their own
//! phone: see `access::kiosk` for what they are, `signing_in` for how they get there.

pub mod badges;
pub mod devices;
pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod pin;
pub mod pins;
pub mod signing_in;
pub mod store;

use std::collections::BTreeSet;

use crate::access::member::Reach;
use crate::access::{Action, Member, kiosk};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::organisations;
use crate::people::{self, Held, Person, leading};

/// What went wrong with tablets, slips and badges.
#[derive(Debug, thiserror::Error)]
pub enum KioskError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such tablet, person or badge, or not one that this member may see.
    #[error("not found")]
    NotFound,
    /// The code leads nowhere, was used, or its time is over.
    #[error("not a code")]
    NotACode,
    /// The tablet was revoked.
    #[error("revoked")]
    Revoked,
    /// The PIN was changed meanwhile.
    #[error("changed meanwhile")]
    Changed,
}

/// Somebody of the staff list with what they sign in with.
#[derive(Debug, Clone)]
pub struct Holder {
    /// The person.
    pub person: Person,
    /// Their staff number.
    pub number: Option<String>,
    /// Where they work.
    pub services: BTreeSet<ServiceId>,
    /// How their PIN stands.
    pub pin: pins::Standing,
    /// When the PIN of their newest slip was made, unless they chose their own since.
    pub slip_made_at: Option<Moment>,
    /// Whether they chose a PIN of their own that works at a tablet.
    pub has_own_pin: bool,
    /// Since when they have a badge.
    pub badge: Option<Moment>,
}

/// The people whom a member may give slips and badges: present people of their services who hold no role
/// beyond these. With a slip of somebody else one signs as them, so nobody makes one for who is above them or leads,
/// held or stood in for, but for who gives roles.
///
/// # Errors
/// The database is away.
pub fn holders(tenant: &mut Tenant<'_>, now: Moment, member: &Member) -> Result<Vec<Holder>, DbError> {
    let reach = member.reach(Action::ManagePeople);
    let mut places = people::store::workplaces(tenant)?;
    let grants = people::covers::acting(tenant, now.day())?;
    let (numbers, pins, badges) = (store::numbers(tenant)?, store::pins(tenant)?, store::badges(tenant)?);
    let mut found = Vec::new();
    for person in people::list(tenant)?.into_iter().filter(Person::is_present) {
        let services = places.remove(&person.id).unwrap_or_default();
        let held: Vec<Held> = grants.iter().filter(|held| held.person == person.id).copied().collect();
        let within = held.iter().all(|held| held.service.is_some_and(|service| reach.holds_at(service)));
        let is_above = person.id != member.person() && leading::is_above(&held, leading::Gives::of(member));
        let works = services.iter().any(|service| reach.holds_at(*service));
        if (reach == Reach::Everywhere || (works && within)) && !is_above {
            let number = numbers.get(&person.id).cloned();
            let pin = pins::standing(pins.get(&person.id), now);
            let kept = pins.get(&person.id);
            let slip_made_at = kept.filter(|pin| pin.chosen_at.is_none()).map(|pin| pin.set_at);
            let has_own_pin = kept.is_some_and(|pin| pin.chosen_at.is_some() && pin.locked_at.is_none());
            let badge = badges.get(&person.id).map(|badge| badge.created_at);
            found.push(Holder { person, number, services, pin, slip_made_at, has_own_pin, badge });
        }
    }
    Ok(found)
}

/// What an organisation allows beside a staff number with a PIN at a tablet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// A badge is enough at a tablet.
    pub badge_alone: bool,
    /// Staff number and PIN on an own phone. Off unless somebody chooses it: a PIN has six figures, and a
    /// page that the whole internet reaches invites guessing.
    pub own_phone: bool,
}

/// What the organisation allows.
///
/// # Errors
/// The database is away.
pub fn allowed(tenant: &mut Tenant<'_>) -> Result<Allowed, DbError> {
    Ok(Allowed {
        badge_alone: kiosk::is_on(tenant, kiosk::BADGE_ALONE)?,
        own_phone: kiosk::is_on(tenant, kiosk::OWN_PHONE)?,
    })
}

/// Changes what the organisation allows. Who came by what isn't allowed any more is signed out at once.
///
/// # Errors
/// The database is away.
pub fn allow(tenant: &mut Tenant<'_>, now: Moment, allowed: Allowed) -> Result<(), DbError> {
    for (name, on) in [(kiosk::BADGE_ALONE, allowed.badge_alone), (kiosk::OWN_PHONE, allowed.own_phone)] {
        organisations::store::set_setting(tenant, name, if on { "on" } else { "off" })?;
    }
    audit::record(tenant, now, &events::Allowing { allowed })?;
    Ok(())
}

/// Somebody left: their PIN, their badge and their time at a tablet end at once.
///
/// # Errors
/// The database is away.
pub fn left(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), DbError> {
    pins::take(tenant, person)?;
    badges::end(tenant, now, person)?;
    kiosk::end_of_person(tenant, now, person)
}
