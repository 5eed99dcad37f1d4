//! What is to be written for a row: what it says, and what is known where it says nothing. Pure.

use super::leaders::Leader;
use super::matching::{Known, World};
use super::numbers;
use super::parsing::Parsed;
use crate::clock::Day;
use crate::db::ids::PersonId;
use crate::messages::Language;
use crate::people::search::fold;
use crate::people::standing::AGENCY_MONTHS;
use crate::people::{Details, Person, Standing, WorkerType, changed};

/// What is to be written for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Who it is, when they are on the list.
    pub person: Option<PersonId>,
    /// What the list will say.
    pub details: Details,
    /// How they will stand in the organisation; the line manager of another row comes when it has a person.
    pub standing: Standing,
    /// The row of the line manager.
    pub leader: Option<i64>,
    /// The fields that differ from what is known.
    pub fields: Vec<&'static str>,
}

/// What is to be written for a row that means somebody on the list, or somebody new.
#[must_use]
pub fn of(
    world: &World,
    (parsed, leader): (&Parsed, Option<Leader>),
    known: Option<&Known>,
    lines: &[i64],
) -> Record {
    let parsed = parsed.clone();
    let before = known.map(|known| &known.person);
    let agency = parsed.agency.clone().or_else(|| before.and_then(|person| person.standing.agency.clone()));
    let default = if parsed.agency.is_some() { WorkerType::Agency } else { WorkerType::Employee };
    let worker_type = parsed.worker.or_else(|| before.map(|person| person.worker_type)).unwrap_or(default);
    let stays = known.map(|known| known.places.clone()).unwrap_or_default();
    let services = match &parsed.services {
        Some(said) => {
            said.union(&stays.difference(&world.places.offered).copied().collect()).copied().collect()
        }
        None => stays.clone(),
    };
    let ends_on = before.map_or(parsed.ends.day(), |person| last_day(&parsed, person));
    let started_on = parsed.started.or_else(|| before.and_then(|person| person.started_on));
    let (given_name, family_name) = names(&parsed, before);
    let details = Details {
        given_name,
        family_name,
        email: parsed.email.or_else(|| before.and_then(|person| person.email.clone())),
        phone: parsed.phone.or_else(|| before.and_then(|person| person.phone.clone())),
        job_title: parsed.job.or_else(|| before.map(|person| person.job_title.clone())).unwrap_or_default(),
        worker_type,
        language: parsed
            .language
            .or_else(|| before.map(|person| person.language))
            .unwrap_or(Language::English),
        started_on,
        services,
    };
    let was = before.map(|person| person.standing.clone()).unwrap_or_default();
    let term = (before.is_none() && worker_type == WorkerType::Agency)
        .then(|| started_on.unwrap_or(world.today).max(world.today).plus_months(AGENCY_MONTHS));
    let (line_manager, leader) = match leader {
        Some(Leader::Person(id)) => (Some(id), None),
        Some(Leader::Row(at)) => (was.line_manager, lines.get(at).copied()),
        None => (was.line_manager, None),
    };
    let standing = Standing {
        staff_number: numbers::kept(parsed.number, was.staff_number),
        line_manager,
        ends_on: ends_on.or(term),
        agency,
        regulator: parsed.regulator.or(was.regulator),
        register_number: parsed.register.or(was.register_number),
    };
    let mut fields = before.map(|person| changed(person, &stays, &details, &standing)).unwrap_or_default();
    if before.is_some() && leader.is_some() {
        fields.push("line_manager");
    }
    Record { person: before.map(|person| person.id), details, standing, leader, fields }
}

/// The last day of somebody on the list as it will say it. That of an agency worker goes with the agency: whoever is
/// an employee now would otherwise lose their access. As long as they are one, no word takes it away, for a list gives
/// one to each of them.
pub(super) fn last_day(parsed: &Parsed, person: &Person) -> Option<Day> {
    let kept = person.standing.ends_on;
    let kind = parsed.worker.unwrap_or(person.worker_type);
    match (person.worker_type, kind) {
        (_, WorkerType::Agency) => parsed.ends.day().or(kept),
        (WorkerType::Agency, _) => parsed.ends.day(),
        _ => parsed.ends.after(kept),
    }
}

/// First and last name as the list will say them. An empty cell takes nothing away; letters without their marks, or
/// all in capitals, don't take the place of how a name is written here, nor does the same name split elsewhere.
pub(super) fn names(parsed: &Parsed, before: Option<&Person>) -> (String, String) {
    let Some(person) = before else { return (parsed.given.clone(), parsed.family.clone()) };
    if parsed.says_one_name_of(person) || fold(&person.name()) == parsed.key() {
        return person.names();
    }
    let name = |said: &String, kept: &String| if fold(kept) == fold(said) { kept } else { said }.clone();
    (name(&parsed.given, &person.given_name), name(&parsed.family, &person.family_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::people::imports::ends::End;

    fn person(worker_type: WorkerType, ends_on: Option<Day>) -> Person {
        Person {
            id: PersonId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap()),
            given_name: "Tara".to_owned(),
            family_name: "Dros-Dro".to_owned(),
            email: None,
            phone: None,
            job_title: String::new(),
            worker_type,
            language: Language::English,
            started_on: None,
            left_on: None,
            account: None,
            standing: Standing { ends_on, ..Standing::default() },
        }
    }

    #[test]
    fn a_last_day_goes_where_the_sheet_says_so_and_with_the_agency() {
        use WorkerType::{Agency, Bank, Employee};
        let [kept, other] = ["2026-11-30", "2026-12-31"].map(Day::parse);
        for (was, said, ends, wanted) in [
            (Employee, None, End::Unsaid, kept),
            (Employee, Some(Employee), End::Unsaid, kept),
            (Employee, Some(Bank), End::Unsaid, kept),
            (Employee, None, End::Open, None),
            (Agency, None, End::Unsaid, kept),
            (Agency, Some(Agency), End::Unsaid, kept),
            (Agency, Some(Employee), End::Unsaid, None),
            (Agency, Some(Bank), End::On(other.unwrap()), other),
            (Agency, Some(Employee), End::Open, None),
            (Agency, Some(Agency), End::Open, kept),
            (Agency, None, End::Open, kept),
            (Agency, None, End::On(other.unwrap()), other),
        ] {
            let parsed = Parsed { worker: said, ends, ..Parsed::default() };
            assert_eq!(last_day(&parsed, &person(was, kept)), wanted, "{was:?} {said:?} {ends:?}");
        }
    }
}
