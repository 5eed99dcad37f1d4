//! A signed-in person in the organisation of the address.

use std::collections::BTreeSet;

use super::actions::{Action, Role, allowed};
use super::announcements::Announcement;
use super::session::Session;
use super::store;
use crate::clock::Day;
use crate::db::ids::{OrganisationId, PersonId, ServiceId};
use crate::db::{Actor, Database, Entry, Error};

/// A role that somebody holds: for the whole organisation, or at one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The service; nothing means everywhere.
    pub service: Option<ServiceId>,
}

/// Where an action is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    Nowhere,
    /// At some services.
    Services(BTreeSet<ServiceId>),
    /// In the whole organisation.
    Everywhere,
}

impl Reach {
    /// Whether it holds at this service.
    #[must_use]
    pub fn holds_at(&self, service: ServiceId) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Services(services) => services.contains(&service),
            Self::Everywhere => true,
        }
    }
}

/// A signed-in person in the organisation of the address.
#[derive(Debug, Clone)]
pub struct Member {
    organisation: OrganisationId,
    slug: String,
    organisation_name: String,
    session: Session,
    person: PersonId,
    name: String,
    grants: Vec<Grant>,
    services: BTreeSet<ServiceId>,
    announcements: Vec<Announcement>,
}

impl Entry for Member {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.person)
    }
}

/// The step over the threshold: only [`enter`] and [`is_kept_out`] use it, to read who the member is.
struct Threshold(OrganisationId, PersonId);

impl Entry for Threshold {
    fn organisation(&self) -> OrganisationId {
        self.0
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.1)
    }
}

/// The member that a session is in the organisation of a slug; nothing for a stranger, a leaver, or an
/// organisation that doesn't exist or is suspended.
///
/// # Errors
/// The database is away.
pub fn enter(database: &Database, session: Session, slug: &str) -> Result<Option<Member>, Error> {
    database.read_system(|system| {
        let found = store::membership(system, session.account, slug, "active")?;
        let Some((organisation, slug, person)) = found else { return Ok(None) };
        let announcements = store::announcements(system, organisation)?;
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        let Some(name) = store::name_of_present(&mut tenant, person)? else { return Ok(None) };
        let mut grants = store::grants(&mut tenant, person)?;
        let organisation_name = store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.clone());
        let services = store::services_of(&mut tenant, person)?;
        grants.extend(services.iter().map(|service| Grant { role: Role::Staff, service: Some(*service) }));
        grants.push(Grant { role: Role::Staff, service: None });
        Ok(Some(Member {
            organisation,
            slug,
            organisation_name,
            session,
            person,
            name,
            grants,
            services,
            announcements,
        }))
    })
}

/// Whether a session would be a member of the organisation of a slug if that weren't suspended: they may
/// know of it, strangers and leavers may not.
///
/// # Errors
/// The database is away.
pub fn is_kept_out(database: &Database, session: Session, slug: &str) -> Result<bool, Error> {
    database.read_system(|system| {
        let found = store::membership(system, session.account, slug, "suspended")?;
        let Some((organisation, _, person)) = found else { return Ok(false) };
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        Ok(store::name_of_present(&mut tenant, person)?.is_some())
    })
}

impl Member {
    /// The slug of the organisation as it is now.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The name of the organisation as it prints in policies.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The person's name, for the head of the page.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the operator tells members on a day, the latest first.
    #[must_use]
    pub fn announcements(&self, on: Day) -> Vec<&Announcement> {
        self.announcements.iter().filter(|announcement| announcement.is_shown(on)).collect()
    }

    /// The services where this person works.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<ServiceId> {
        &self.services
    }

    /// Where this person may do something.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        let roles = allowed(action);
        let mut services = BTreeSet::new();
        for grant in self.grants.iter().filter(|grant| roles.contains(&grant.role)) {
            match grant.service {
                None => return Reach::Everywhere,
                Some(service) => services.insert(service),
            };
        }
        if services.is_empty() { Reach::Nowhere } else { Reach::Services(services) }
    }

    /// Whether this person may do something anywhere.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.reach(action) != Reach::Nowhere
    }

    /// Whether this person may do something at one service.
    #[must_use]
    pub fn may_at(&self, action: Action, service: ServiceId) -> bool {
        self.reach(action).holds_at(service)
    }

    /// An address inside the organisation.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        format!("/o/{}/{rest}", self.slug)
    }
}
