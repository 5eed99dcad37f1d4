//! A signed-in person in the organisation of the address.

use std::collections::BTreeSet;

use super::actions::{Action, Role, allowed, passes_to_cover};
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
    /// For whom, when the role is somebody else's and these are the days of cover.
    pub standing_in: Option<StandingIn>,
}

impl Grant {
    /// A role of one's own.
    #[must_use]
    pub const fn own(role: Role, service: Option<ServiceId>) -> Self {
        Self { role, service, standing_in: None }
    }

    /// Whether it allows this here.
    fn allows(&self, action: Action) -> bool {
        allowed(action).contains(&self.role) && (self.standing_in.is_none() || passes_to_cover(action))
    }
}

/// For whom somebody stands in, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandingIn {
    /// Whose role it is.
    pub holder: PersonId,
    /// The last day.
    pub until: Day,
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
}

impl Entry for Member {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.person)
    }
}

/// The step over the threshold: only [`enter`] uses it, to read who the member is.
struct Threshold(OrganisationId, PersonId);

impl Entry for Threshold {
    fn organisation(&self) -> OrganisationId {
        self.0
    }

    fn actor(&self) -> Actor {
        Actor::Person(self.1)
    }
}

/// The member that a session is in the organisation of a slug on a day; nothing for a stranger, a leaver, or an
/// organisation that doesn't exist or is suspended. The only place where somebody gets the rights of a role,
/// their own or one that they stand in for.
///
/// # Errors
/// The database is away.
pub fn enter(database: &Database, session: Session, slug: &str, today: Day) -> Result<Option<Member>, Error> {
    database.read_system(|system| {
        let Some((organisation, slug, person)) = store::membership(system, session.account, slug)? else {
            return Ok(None);
        };
        let mut tenant = system.enter(&Threshold(organisation, person))?;
        let Some(name) = store::name_of_present(&mut tenant, person)? else { return Ok(None) };
        let mut grants = store::grants(&mut tenant, person)?;
        grants.extend(store::covered(&mut tenant, person, today)?);
        let organisation_name = store::organisation_name(&mut tenant)?.unwrap_or_else(|| slug.clone());
        let services = store::services_of(&mut tenant, person)?;
        grants.extend(services.iter().map(|service| Grant::own(Role::Staff, Some(*service))));
        grants.push(Grant::own(Role::Staff, None));
        Ok(Some(Member { organisation, slug, organisation_name, session, person, name, grants, services }))
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

    /// The services where this person works.
    #[must_use]
    pub fn services(&self) -> &BTreeSet<ServiceId> {
        &self.services
    }

    /// What this person holds today, and what they stand in for.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Where this person may do something.
    #[must_use]
    pub fn reach(&self, action: Action) -> Reach {
        let mut services = BTreeSet::new();
        for grant in self.grants.iter().filter(|grant| grant.allows(action)) {
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
