//! The entries that aren't members: each has one constructor and private fields.

use super::address::Found;
use super::address::Kind;
use crate::db::ids::{LinkId, OrganisationId, PersonId, ShareId};
use crate::db::{Actor, Entry};

/// The program at its own time, with a ticket for one organisation.
#[derive(Debug, Clone, Copy)]
pub struct JobTicket {
    organisation: OrganisationId,
    person: Option<PersonId>,
}

impl JobTicket {
    /// From a ticket that was claimed.
    #[must_use]
    pub fn claimed(organisation: OrganisationId) -> Self {
        Self { organisation, person: None }
    }

    /// The same ticket for work that somebody asked for, so that the log can name them.
    #[must_use]
    pub fn asked_by(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }
}

impl Entry for JobTicket {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        self.person.map_or(Actor::Job, Actor::Person)
    }
}

/// Somebody at the machine, by command; also the founding of an organisation, and what an operator does to
/// one.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    organisation: OrganisationId,
    actor: Actor,
}

impl Command {
    /// For one organisation.
    #[must_use]
    pub fn on(organisation: OrganisationId) -> Self {
        Self { organisation, actor: Actor::Command }
    }

    /// The same by its first owner, who founds it.
    #[must_use]
    pub fn by_founder(self, person: PersonId) -> Self {
        Self { actor: Actor::Person(person), ..self }
    }

    /// The same by the pages of an operator.
    #[must_use]
    pub fn by_operator(self) -> Self {
        Self { actor: Actor::Operator, ..self }
    }
}

impl Entry for Command {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        self.actor
    }
}

/// Who came by a personal signing link. The link says which organisation and which link; who the
/// person is stands in the organisation.
#[derive(Debug, Clone, Copy)]
pub struct LinkHolder {
    organisation: OrganisationId,
    link: LinkId,
    person: Option<PersonId>,
}

impl LinkHolder {
    /// From an address that was found; nothing when it is of another kind.
    #[must_use]
    pub fn from_address(found: &Found) -> Option<Self> {
        let organisation = found.organisation.filter(|_| found.kind == Kind::Signing)?;
        Some(Self { organisation, link: LinkId::from_any(found.subject), person: None })
    }

    /// The link.
    #[must_use]
    pub fn link(&self) -> LinkId {
        self.link
    }

    /// The same holder once the person of the link is known, so that the log can name them.
    #[must_use]
    pub fn known_as(self, person: PersonId) -> Self {
        Self { person: Some(person), ..self }
    }
}

impl Entry for LinkHolder {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        self.person.map_or(Actor::Job, Actor::Link)
    }
}

/// Who came by a link to one policy. They are nobody of the organisation; what they do is read.
#[derive(Debug, Clone, Copy)]
pub struct ShareHolder {
    organisation: OrganisationId,
    share: ShareId,
}

impl ShareHolder {
    /// From an address that was found; nothing when it is of another kind.
    #[must_use]
    pub fn from_address(found: &Found) -> Option<Self> {
        let organisation = found.organisation.filter(|_| found.kind == Kind::PolicyShare)?;
        Some(Self { organisation, share: ShareId::from_any(found.subject) })
    }

    /// The link.
    #[must_use]
    pub fn share(&self) -> ShareId {
        self.share
    }
}

impl Entry for ShareHolder {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Nothing that they do is a line of the log, which names people: each use is a row beside the link.
    fn actor(&self) -> Actor {
        Actor::Job
    }
}
