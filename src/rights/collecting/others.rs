//! Other records of the staff list that may be the same human's as the one a request is about.

use std::collections::BTreeSet;

use super::{Words, about};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::people::same::Same;
use crate::people::search::fold;
use crate::people::{self, Person};
use crate::rights::{Found, RightsError, Source};

/// Other records beside the one of a request.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// Those of the same human: they are searched, too.
    pub same: Vec<Person>,
    /// Those that may be, by the name or by how they joined: they aren't.
    pub alike: Vec<Person>,
}

/// The other records that may be the same human's.
///
/// # Errors
/// The database is away.
pub fn others(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Others, RightsError> {
    let same = Same::read(tenant)?.with(BTreeSet::from([person]));
    let all = people::list(tenant)?;
    let name = all.iter().find(|one| one.id == person).map(|one| fold(&one.name()));
    let is_named = |one: &Person| Some(fold(&one.name())) == name;
    // What bars somebody from a matter isn't enough to give them what is kept of another: a mailbox is handed on.
    let others = all.into_iter().filter(|one| one.id != person);
    let (theirs, rest): (Vec<Person>, Vec<Person>) =
        others.partition(|one| same.contains(&one.id) && is_named(one));
    Ok(Others {
        same: theirs,
        alike: rest.into_iter().filter(|one| same.contains(&one.id) || is_named(one)).collect(),
    })
}

/// Everything that is found of somebody by every record of theirs. What is found by another one than that of the request
/// says so.
pub(super) fn about_all(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    let mut all = about(tenant, now, person, words)?;
    for other in others(tenant, person)?.same {
        let found = about(tenant, now, other.id, words)?.into_iter();
        all.extend(found.map(|(source, found)| (source, of_other(found, words))));
    }
    Ok(all)
}

fn of_other(found: Found, words: Words<'_>) -> Found {
    // Nothing that may change is in the title: a second search knows it again.
    let title = words.say("rights-source-of-other", &args([("title", found.title)]));
    Found { title, ..found }
}
