//! How people are called where somebody chooses among them. A staff number is half of a sign-in at a tablet: who
//! doesn't read the staff list sees none, but where two would be called the same.

use std::collections::BTreeSet;

use super::{Person, StaffNumber};
use crate::access::{Action, Member};

/// What the people of one list are called.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Everybody is called by their number, too.
    with_numbers: bool,
    /// What more than one of them would be called.
    twice: BTreeSet<String>,
}

impl Labels {
    /// As one member reads them.
    #[must_use]
    pub fn read_by<'a>(reader: &Member, people: impl IntoIterator<Item = &'a Person>) -> Self {
        Self::new(reader.may_everywhere(Action::ReadPeople), people)
    }

    fn new<'a>(with_numbers: bool, people: impl IntoIterator<Item = &'a Person>) -> Self {
        let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
        for person in people {
            if !once.insert(plain(person)) {
                twice.insert(plain(person));
            }
        }
        Self { with_numbers, twice }
    }

    /// The name with what tells two people of one name apart.
    #[must_use]
    pub fn label(&self, person: &Person) -> String {
        let plain = plain(person);
        let number = person.standing.staff_number.as_ref().map_or("", StaffNumber::as_str);
        if number.is_empty() || !(self.with_numbers || self.twice.contains(&plain)) {
            return plain;
        }
        format!("{plain}, {number}")
    }
}

/// The name and the job.
fn plain(person: &Person) -> String {
    let all = [person.name(), person.job_title.clone()];
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::Labels;
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
            let labels = Labels::new(with_numbers, &people);
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
}
