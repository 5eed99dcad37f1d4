//! An operator who looks into an organisation to help, as long as its owner allows it.

use super::session::Session;
use super::store;
use crate::clock::Moment;
use crate::db::ids::{OrganisationId, SupportVisitId};
use crate::db::{Actor, Database, Entry, Error};

/// A signed-in operator in one organisation, while a visit goes on. What they do is read.
#[derive(Debug, Clone)]
pub struct Supporter {
    organisation: OrganisationId,
    visit: SupportVisitId,
    ends_at: Moment,
    name: String,
}

impl Entry for Supporter {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    fn actor(&self) -> Actor {
        Actor::Operator
    }
}

impl Supporter {
    /// The visit.
    #[must_use]
    pub fn visit(&self) -> SupportVisitId {
        self.visit
    }

    /// When it ends.
    #[must_use]
    pub fn ends_at(&self) -> Moment {
        self.ends_at
    }

    /// The name of the organisation.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The visit that an operator's session is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helping {
    /// The visit.
    pub visit: SupportVisitId,
    /// When it began.
    pub began_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
}

impl Helping {
    /// Whether it goes on at a moment: it hasn't ended, nor was it begun by a clock that ran ahead.
    #[must_use]
    pub fn goes_on(&self, now: Moment) -> bool {
        now < self.ends_at && !self.began_at.is_ahead_of(now)
    }
}

/// Who looks into an organisation now, for the band on the pages of its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helper {
    /// The visit.
    pub visit: SupportVisitId,
    /// The address of the operator.
    pub email: String,
    /// When it began.
    pub began_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
}

impl Helper {
    /// As [`Helping::goes_on`].
    #[must_use]
    pub fn goes_on(&self, now: Moment) -> bool {
        Helping { visit: self.visit, began_at: self.began_at, ends_at: self.ends_at }.goes_on(now)
    }
}

/// The operator of a session in the organisation of a visit that goes on in this session; nothing for anybody
/// else, for another session, before it began and after it ended. The only place where an operator gets in.
///
/// # Errors
/// The database is away.
pub fn enter(
    database: &Database,
    session: Session,
    visit: SupportVisitId,
    now: Moment,
) -> Result<Option<Supporter>, Error> {
    let here = session.helping.filter(|helping| helping.visit == visit && helping.goes_on(now));
    let Some(helping) = here.filter(|_| session.is_operator) else { return Ok(None) };
    database.read_system(|system| {
        let found = store::place_of_support(system, visit)?;
        let Some(organisation) = found else { return Ok(None) };
        let mut supporter = Supporter { organisation, visit, ends_at: helping.ends_at, name: String::new() };
        let name = store::organisation_name(&mut system.enter(&supporter)?)?;
        supporter.name = name.unwrap_or_default();
        Ok(Some(supporter))
    })
}
