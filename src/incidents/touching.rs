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
use crate::people::search::fold;

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
    let name = fold(name.trim());
    let names = |words: &str| !name.is_empty() && fold(words).contains(&name);
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

#[cfg(test)]
mod tests {
    use super::is_touched;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::incidents::sealed::{Affected, Contents, Subject};

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (sian, reporter) = (PersonId::new(now), PersonId::new(now));
        for (story, name, is_found) in [
            ("Siân Hughes pushed a resident.", "Siân Hughes", true),
            ("Sian Hughes pushed a resident.", "Siân Hughes", true),
            ("SIAN HUGHES pushed a resident.", " siân hughes ", true),
            ("Sia\u{302}n Hughes pushed a resident.", "Sian Hughes", true),
            ("Sian Pugh pushed a resident.", "Siân Hughes", false),
            ("Somebody pushed a resident.", "", false),
        ] {
            let contents = Contents {
                narrative: story.to_owned(),
                reporter,
                subject: Subject::default(),
                affected: Affected::default(),
            };
            assert_eq!(is_touched(&contents, sian, name), is_found, "{story} {name}");
        }
    }
}
