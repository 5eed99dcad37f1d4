//! What people are called on the staff list, and were before: by whom, and for how long.

use std::collections::BTreeMap;

use super::{events, store, worded};
use crate::audit::{self, Said};
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};

/// Hours that what is easily changed must have stood.
const STOOD_HOURS: i64 = 24;

/// Whether what was written at a moment had stood long enough at another to count: what is there in passing, nobody
/// sees.
#[must_use]
pub fn has_stood(since: Moment, until: Moment) -> bool {
    since.plus_hours(STOOD_HOURS) <= until
}

/// Whether a line about somebody is of when they were entered. The first that has its words may be a later one.
pub(super) fn is_entry(person: PersonId, at: Moment) -> bool {
    person.any().made_at().is_some_and(|made| at <= made.plus_hours(1))
}

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
    /// Whether it is one of before with which they were entered.
    pub is_first: bool,
}

impl Called {
    /// Whether it counts for who is meant by a name: that of today, that with which they were entered, and what stood.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.is_first || self.stood.is_none_or(|(since, until)| has_stood(since, until))
    }
}

/// What everybody is called today, and was before, as the log tells it.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Called>, Error> {
    let said = said(tenant)?;
    of(tenant, &said)
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
pub fn of(tenant: &mut Tenant<'_>, said: &[Said]) -> Result<Vec<Called>, Error> {
    Ok(told(today(tenant)?, said))
}

/// What somebody was called at a moment, by what was read of the log; nothing where it doesn't tell. What they are
/// called today doesn't count: it may have been written since.
#[must_use]
pub fn then(said: &[Said], person: PersonId, moment: Moment) -> Option<String> {
    let last = said.iter().rev().find(|one| one.of == person.any() && one.at <= moment);
    last.map(|one| worded::name_in(&one.words, None))
}

fn told(today: Vec<Called>, said: &[Said]) -> Vec<Called> {
    let names: BTreeMap<PersonId, &str> = today.iter().map(|one| (one.person, one.name.as_str())).collect();
    let mut entered: BTreeMap<PersonId, Vec<Entered>> = BTreeMap::new();
    for said in said {
        let person = PersonId::from_any(said.of);
        let name = worded::name_in(&said.words, names.get(&person).copied());
        let before = entered.entry(person).or_default();
        if before.last().is_none_or(|last| !worded::is_same_name(&last.name, &name)) {
            let is_first = before.is_empty() && is_entry(person, said.at);
            before.push(Entered { name, by: said.by.map(PersonId::from_any), at: said.at, is_first });
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
    Ok(names.map(|(person, name)| Called { person, name, by: None, stood: None, is_first: false }).collect())
}

/// A name as a line of the log enters it.
struct Entered {
    name: String,
    by: Option<PersonId>,
    at: Moment,
    is_first: bool,
}

impl Entered {
    fn of(&self, person: PersonId, stood: Option<(Moment, Moment)>) -> Called {
        Called { person, name: self.name.clone(), by: self.by, stood, is_first: self.is_first }
    }
}

#[cfg(test)]
mod tests {
    use super::{Called, then, told};
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
        let name = today.to_owned();
        let now = Called { person: people[2], name, by: None, stood: None, is_first: false };
        let mut called = told(vec![now], &said.collect::<Vec<_>>());
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

    #[test]
    fn the_name_with_which_somebody_was_entered_counts_however_short_it_stood() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let person = PersonId::new(start);
        let said = |minutes: &[(i64, &str)]| -> Vec<Said> {
            let line = |(at, words): &(i64, &str)| Said {
                at: start.plus_minutes(*at),
                by: None,
                of: person.any(),
                words: (*words).to_owned(),
            };
            minutes.iter().map(line).collect()
        };
        let counted = |lines: &[(i64, &str)]| -> Vec<String> {
            let now = Called { person, name: "C".to_owned(), by: None, stood: None, is_first: false };
            let called = told(vec![now], &said(lines));
            called.into_iter().filter(Called::counts).map(|one| one.name).collect()
        };
        let day = 24 * 60;
        assert_eq!(counted(&[(0, "A, Carer"), (5, "B, Carer"), (9, "C, Carer")]), ["A", "C"]);
        assert_eq!(counted(&[(0, "A, Carer"), (5, "B, Carer"), (5 + day, "C, Carer")]), ["A", "B", "C"]);
        // The words of the first line are gone.
        assert_eq!(counted(&[(5 * day, "B, Carer"), (5 * day + 5, "C, Carer")]), ["C"]);

        let lines = said(&[(0, "A, Carer"), (5, "B,\u{a0}BA, Carer")]);
        for (minute, name) in [(-1, None), (0, Some("A")), (4, Some("A")), (5, Some("B, BA"))] {
            assert_eq!(then(&lines, person, start.plus_minutes(minute)).as_deref(), name, "{minute}");
        }
        assert_eq!(then(&lines, PersonId::new(start), start.plus_hours(1)), None);
    }
}
