//! How people are called where somebody chooses among them. A staff number is half of a sign-in at a tablet: who
//! doesn't read the staff list sees none, but where two would be called the same and nothing else tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use super::{Person, StaffNumber, store};
use crate::access::{Action, Member};
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};

/// Where people work, in words.
pub type Homes = BTreeMap<PersonId, String>;

/// Where everybody works, at services that are open.
///
/// # Errors
/// The database is away.
pub fn homes(tenant: &mut Tenant<'_>) -> Result<Homes, Error> {
    let (places, services) = (store::workplaces(tenant)?, store::service_names(tenant)?);
    let home = |(person, places): (PersonId, BTreeSet<ServiceId>)| {
        let names = services.iter().filter(|(id, _)| places.contains(id)).map(|(_, name)| name.as_str());
        (person, names.collect::<Vec<_>>().join(", "))
    };
    Ok(places.into_iter().map(home).filter(|(_, names)| !names.is_empty()).collect())
}

/// What the people of one list are called.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Everybody is called by their number, too.
    with_numbers: bool,
    /// Where they work: it tells apart who would be called the same, instead of a number.
    homes: Option<Homes>,
    /// What more than one of them would be called.
    twice: BTreeSet<String>,
}

impl Labels {
    /// As one member reads them.
    #[must_use]
    pub fn read_by<'a>(reader: &Member, people: impl IntoIterator<Item = &'a Person>) -> Self {
        Self::new(reader.may_everywhere(Action::ReadPeople), None, people)
    }

    /// The same, where those who would be called the same are told apart by where they work. Whoever isn't a member, or
    /// doesn't read the staff list, sees no number at all.
    #[must_use]
    pub fn by_home<'a>(
        reader: Option<&Member>,
        homes: Homes,
        people: impl IntoIterator<Item = &'a Person>,
    ) -> Self {
        Self::new(reader.is_some_and(|reader| reader.may_everywhere(Action::ReadPeople)), Some(homes), people)
    }

    fn new<'a>(
        with_numbers: bool,
        homes: Option<Homes>,
        people: impl IntoIterator<Item = &'a Person>,
    ) -> Self {
        let mut labels = Self { with_numbers, homes, twice: BTreeSet::new() };
        let mut once = BTreeSet::new();
        for person in people {
            let short = labels.short(person);
            if !once.insert(short.clone()) {
                labels.twice.insert(short);
            }
        }
        labels
    }

    /// The name with what tells two people of one name apart.
    #[must_use]
    pub fn label(&self, person: &Person) -> String {
        let short = self.short(person);
        if !self.twice.contains(&short) {
            return short;
        }
        match &self.homes {
            None => joined([plain(person), number(person)]),
            Some(homes) => {
                let home = homes.get(&person.id).cloned().unwrap_or_default();
                joined([plain(person), home, self.number_of(person)])
            }
        }
    }

    /// What somebody is called whom nobody is called like.
    fn short(&self, person: &Person) -> String {
        joined([plain(person), self.number_of(person)])
    }

    fn number_of(&self, person: &Person) -> String {
        if self.with_numbers { number(person) } else { String::new() }
    }
}

fn number(person: &Person) -> String {
    person.standing.staff_number.as_ref().map_or("", StaffNumber::as_str).to_owned()
}

/// The name and the job.
fn plain(person: &Person) -> String {
    joined([person.name(), person.job_title.clone()])
}

fn joined<const N: usize>(all: [String; N]) -> String {
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Homes, Labels};
    use crate::clock::Moment;
    use crate::db::ids::PersonId;
    use crate::messages::Language;
    use crate::people::{Person, StaffNumber, Standing, WorkerType};

    fn person(name: &str, job: &str, number: &str) -> Person {
        let staff_number = StaffNumber::parse(number);
        Person {
            id: PersonId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap()),
            given_name: name.to_owned(),
            family_name: "Prawf".to_owned(),
            email: None,
            phone: None,
            job_title: job.to_owned(),
            worker_type: WorkerType::Employee,
            language: Language::English,
            started_on: None,
            left_on: None,
            account: None,
            standing: Standing { staff_number, ..Standing::default() },
        }
    }

    #[test]
    fn a_number_is_told_to_who_reads_the_list_and_where_two_are_called_the_same() {
        let people = [
            person("Siân", "Carer", "1041"),
            person("Siân", "Carer", "1042"),
            person("Siân", "Cook", "1043"),
            person("Tomos", "", "1044"),
            person("Mair", "Manager", ""),
        ];
        let called = |with_numbers: bool| -> Vec<String> {
            let labels = Labels::new(with_numbers, None, &people);
            people.iter().map(|person| labels.label(person)).collect()
        };
        assert_eq!(
            called(false),
            [
                "Siân Prawf, Carer, 1041",
                "Siân Prawf, Carer, 1042",
                "Siân Prawf, Cook",
                "Tomos Prawf",
                "Mair Prawf, Manager",
            ]
        );
        assert_eq!(called(true)[2..], ["Siân Prawf, Cook, 1043", "Tomos Prawf, 1044", "Mair Prawf, Manager"]);
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_where_they_work() {
        let people = [
            person("Siân", "Carer", "1041"),
            person("Siân", "Carer", "1042"),
            person("Siân", "Carer", ""),
            person("Siân", "Carer", ""),
            person("Tomos", "Carer", "1044"),
        ];
        let homes: Homes = [(0_usize, "Bryn"), (1, "Glan"), (2, "Bryn"), (4, "Bryn")]
            .map(|(at, home)| (people[at].id, home.to_owned()))
            .into();
        let called = |with_numbers: bool| -> Vec<String> {
            let labels = Labels::new(with_numbers, Some(homes.clone()), &people);
            people.iter().map(|person| labels.label(person)).collect()
        };
        assert_eq!(
            called(false),
            [
                "Siân Prawf, Carer, Bryn",
                "Siân Prawf, Carer, Glan",
                "Siân Prawf, Carer, Bryn",
                "Siân Prawf, Carer",
                "Tomos Prawf, Carer",
            ]
        );
        assert_eq!(
            called(true),
            [
                "Siân Prawf, Carer, 1041",
                "Siân Prawf, Carer, 1042",
                "Siân Prawf, Carer, Bryn",
                "Siân Prawf, Carer",
                "Tomos Prawf, Carer, 1044",
            ]
        );
    }
}
