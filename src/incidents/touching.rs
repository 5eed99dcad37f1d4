//! Cases that touch a person who asks for the data that is kept of them. Nothing of this is for a page of anybody
//! but those who were told of the case.

use std::collections::BTreeSet;

use super::anew::Records;
use super::chain::{self, Happened, Happening};
use super::sealed::Contents;
use super::{Case, IncidentError, store, viewing};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{IncidentId, PersonId};

/// A case that touches somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The case.
    pub incident: IncidentId,
    /// Who was told of it and may see it.
    pub told: BTreeSet<PersonId>,
}

/// The cases that somebody reported, is complained of in, or is named in by first and last name.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn touching(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    name: &str,
) -> Result<Vec<Touched>, IncidentError> {
    let (mut found, records) = (Vec::new(), Records::read(tenant)?);
    for case in store::everything(tenant)? {
        let contents = Contents::open(tenant, case.id, &case.sealed)?;
        let complained_of = records.complained_of(case.received_at, &contents.subject);
        if complained_of.contains(&person) || is_touched(&contents, person, name) {
            let told = &viewing::still_told(tenant, case.id)? - &complained_of;
            found.push(Touched { incident: case.id, told });
        }
    }
    Ok(found)
}

fn is_touched(contents: &Contents, person: PersonId, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let names = |words: &str| !name.is_empty() && words.to_lowercase().contains(&name);
    contents.reporter == person
        || names(&contents.narrative)
        || names(&contents.subject.other)
        || names(&contents.affected.names)
}

/// Notes in a case, whatever its state, what was done about it elsewhere.
///
/// # Errors
/// Not a case of this person.
pub fn note_beside(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    incident: IncidentId,
    words: &str,
) -> Result<(), IncidentError> {
    let seen = viewing::seen_by(tenant, person)?;
    let case: &Case = seen.iter().find(|case| case.id == incident).ok_or(IncidentError::NotFound)?;
    let happening = Happening { words: Some(words), ..Happening::by(Happened::Noted, person) };
    chain::record(tenant, now, case, happening)
}
