//! What people are called on the staff list, and were before: by whom, and for how long.

use std::collections::BTreeMap;

use super::search::fold;
use super::{events, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};

/// A name that somebody has, or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Who entered it; nothing for the program, or where nobody knows.
    pub by: Option<PersonId>,
    /// Since when, and until when; nothing for the name of today.
    pub stood: Option<(Moment, Moment)>,
}

/// What everybody is called today, and was before, as the log tells it.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Called>, Error> {
    let today = today(tenant)?;
    let mut entered: BTreeMap<PersonId, Vec<Entered>> = BTreeMap::new();
    for said in audit::words_about(tenant, &events::NAMING)? {
        let name = events::name_in(&said.words).to_owned();
        let names = entered.entry(PersonId::from_any(said.of)).or_default();
        if names.last().is_none_or(|last| fold(&last.name) != fold(&name)) {
            names.push(Entered { name, by: said.by.map(PersonId::from_any), at: said.at });
        }
    }
    let before = entered.iter().flat_map(|(person, names)| {
        let ends = names.iter().skip(1).map(|next| next.at);
        let over = names.iter().zip(ends);
        over.map(|(one, until)| one.of(*person, Some((one.at, until))))
    });
    let mut called: Vec<Called> = before.collect();
    for one in today {
        let last = entered.get(&one.person).and_then(|names| names.last());
        let by = last.filter(|last| fold(&last.name) == fold(&one.name)).and_then(|last| last.by);
        called.push(Called { by, ..one });
    }
    Ok(called)
}

/// What everybody is called today, and nothing of who entered it.
///
/// # Errors
/// The database is away.
pub fn today(tenant: &mut Tenant<'_>) -> Result<Vec<Called>, Error> {
    let names = store::present_names(tenant)?.into_iter();
    Ok(names.map(|(person, name)| Called { person, name, by: None, stood: None }).collect())
}

/// A name as a line of the log enters it.
struct Entered {
    name: String,
    by: Option<PersonId>,
    at: Moment,
}

impl Entered {
    fn of(&self, person: PersonId, stood: Option<(Moment, Moment)>) -> Called {
        Called { person, name: self.name.clone(), by: self.by, stood }
    }
}
