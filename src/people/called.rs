//! What people are called on the staff list, and were before: by whom, and for how long.

use std::collections::BTreeMap;

use super::{events, store, worded};
use crate::audit::{self, Said};
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
    /// Who entered it; nothing for the program. Where no line tells it is as if they had entered it themselves: so
    /// nobody is taken for another by a name of which nobody knows whose doing it is.
    pub by: Option<PersonId>,
    /// Since when, and until when; nothing for the name of today.
    pub stood: Option<(Moment, Moment)>,
}

/// What everybody is called today, and was before, as the log tells it.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Called>, Error> {
    let said = said(tenant)?;
    of(tenant, said)
}

/// What the log says of what people are called, in its order.
///
/// # Errors
/// The database is away.
pub fn said(tenant: &mut Tenant<'_>) -> Result<Vec<Said>, Error> {
    audit::words_about(tenant, &events::NAMING)
}

/// As [`all`], by what was read of the log.
///
/// # Errors
/// The database is away.
pub fn of(tenant: &mut Tenant<'_>, said: Vec<Said>) -> Result<Vec<Called>, Error> {
    Ok(told(today(tenant)?, said))
}

fn told(today: Vec<Called>, said: Vec<Said>) -> Vec<Called> {
    let names: BTreeMap<PersonId, &str> = today.iter().map(|one| (one.person, one.name.as_str())).collect();
    let mut entered: BTreeMap<PersonId, Vec<Entered>> = BTreeMap::new();
    for said in said {
        let person = PersonId::from_any(said.of);
        let name = worded::name_in(&said.words, names.get(&person).copied());
        let before = entered.entry(person).or_default();
        if before.last().is_none_or(|last| !worded::is_same_name(&last.name, &name)) {
            before.push(Entered { name, by: said.by.map(PersonId::from_any), at: said.at });
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
        let line = last.filter(|last| worded::is_same_name(&last.name, &one.name));
        let by = line.map_or(Some(one.person), |line| line.by);
        called.push(Called { by, ..one });
    }
    called
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

#[cfg(test)]
mod tests {
    use super::{Called, told};
    use crate::audit::Said;
    use crate::clock::Moment;
    use crate::db::ids::PersonId;

    /// Who entered today's name (2: they themselves), and the names of before with who entered them.
    type Found = (Option<usize>, Vec<(String, Option<usize>)>);

    /// The names of the first of three, by lines of the others in this order; 9 is the program.
    fn found(today: &str, lines: &[(&str, usize)]) -> Found {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let people: Vec<PersonId> = (0..3).map(|_| PersonId::new(start)).collect();
        let said = lines.iter().zip(1..).map(|((words, by), hour)| Said {
            at: start.plus_hours(hour),
            by: people.get(*by).map(|by| by.any()),
            of: people[2].any(),
            words: (*words).to_owned(),
        });
        let now = Called { person: people[2], name: today.to_owned(), by: None, stood: None };
        let mut called = told(vec![now], said.collect());
        let place = |by: Option<PersonId>| by.and_then(|by| people.iter().position(|one| *one == by));
        let last = called.pop().unwrap();
        assert_eq!((last.name.as_str(), last.stood), (today, None));
        (place(last.by), called.into_iter().map(|one| (one.name, place(one.by))).collect())
    }

    #[test]
    fn whoever_entered_a_name_is_known_although_it_holds_a_comma() {
        let before = |name: &str, by: Option<usize>| vec![(name.to_owned(), by)];
        for (today, lines, expected) in [
            ("Ann Prawf", &[("Ann Prawf, Carer", 0)][..], (Some(0), vec![])),
            ("Ann Prawf", &[("Ann Prawf", 9)], (None, vec![])),
            ("Ann Prawf", &[("Ann Prawf, Carer", 0), ("Ann Prawf, Cook", 1)], (Some(0), vec![])),
            (
                "Mockford Ann, BA",
                &[("Ann Prawf, Carer", 0), ("Mockford Ann, BA, Carer", 1)],
                (Some(1), before("Ann Prawf", Some(0))),
            ),
            (
                "Mockford Ann, BA",
                &[("Ann Prawf, Carer", 0), ("Mockford Ann,\u{a0}BA, Carer", 1)],
                (Some(1), before("Ann Prawf", Some(0))),
            ),
            (
                "Ann Prawf",
                &[("Ann,\u{a0}BA, Carer", 0), ("Ann Prawf, Carer", 1)],
                (Some(1), before("Ann, BA", Some(0))),
            ),
            // Nobody knows who did it.
            ("Ann Prawf", &[], (Some(2), vec![])),
            ("Ann Newydd", &[("Ann Prawf, Carer", 0)], (Some(2), vec![])),
        ] {
            assert_eq!(found(today, lines), expected, "{today} {lines:?}");
        }
    }
}
