//! Somebody outside who complains about how an organisation uses personal data: they are nobody of it, and may
//! leave a complaint, nothing else.

use super::{kiosk, store};
use crate::db::ids::OrganisationId;
use crate::db::{Actor, Database, Entry, Error};

/// Who came to the form for complaints.
#[derive(Debug, Clone)]
pub struct Complainant {
    organisation: OrganisationId,
    organisation_name: String,
}

impl Entry for Complainant {
    fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// The log names people of the organisation; they are none.
    fn actor(&self) -> Actor {
        Actor::Job
    }
}

impl Complainant {
    /// The name of the organisation.
    #[must_use]
    pub fn organisation_name(&self) -> &str {
        &self.organisation_name
    }
}

/// Why the form of the organisation of a slug takes nothing, for everybody to know: only that it is suspended. One that
/// was closed is as if it had never been.
///
/// # Errors
/// The database is away.
pub fn is_paused(database: &Database, slug: &str) -> Result<bool, Error> {
    database.read_system(|system| kiosk::is_suspended(system, slug))
}

/// The form of the organisation of a slug; nothing when there is none or it is suspended.
///
/// # Errors
/// The database is away.
pub fn complainant(database: &Database, slug: &str) -> Result<Option<Complainant>, Error> {
    database.read_system(|system| {
        let Some(organisation) = kiosk::active_organisation(system, slug)? else { return Ok(None) };
        let nameless = Complainant { organisation, organisation_name: String::new() };
        let name = store::organisation_name(&mut system.enter(&nameless)?)?;
        Ok(Some(Complainant { organisation_name: name.unwrap_or_else(|| slug.to_owned()), ..nameless }))
    })
}
