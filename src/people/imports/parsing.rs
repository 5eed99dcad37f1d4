//! What the cells of one row mean, and what is wrong with them.

use std::collections::BTreeSet;

use super::columns::Column;
use super::ends::End;
pub use super::faults::{Fault, LOST_LETTERS, ODD_NAME, SPOILT_LETTERS};
use super::meanings::{Meaning, Meanings};
use super::reading::{self, Cells};
pub use super::workplaces::{Places, parts};
use super::{agencies, answers, ends, naming, phones, spoilt, words};
use crate::access::email::Email;
use crate::access::names;
use crate::clock::Day;
use crate::db::ids::ServiceId;
use crate::documents::sheet::days;
use crate::messages::Language;
use crate::people::form::is_phone;
use crate::people::search::fold;
use crate::people::{Person, StaffNumber, WorkerType, registers};

/// The number of the example in the sheet to download.
pub const EXAMPLE: &str = "EXAMPLE";
/// The earliest first day that can be meant.
const EARLIEST_YEAR: i16 = 1940;
/// Months ahead that a first day can be.
const MOST_MONTHS_AHEAD: i32 = 12;

/// What a row says. Nothing: the cell is empty, and what is known stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The staff number.
    pub number: Option<StaffNumber>,
    /// First name; the only one of those who have one.
    pub given: String,
    /// Last name.
    pub family: String,
    /// Where the only name stands, when the row has a cell for each name and one of them is empty.
    pub only: Option<Column>,
    /// E-mail.
    pub email: Option<Email>,
    /// Telephone.
    pub phone: Option<String>,
    /// How they work.
    pub worker: Option<WorkerType>,
    /// What they do.
    pub job: Option<String>,
    /// Where they work.
    pub services: Option<BTreeSet<ServiceId>>,
    /// Who leads them, as written.
    pub manager: Option<String>,
    /// The first day.
    pub started: Option<Day>,
    /// The last day.
    pub ends: End,
    /// The agency.
    pub agency: Option<String>,
    /// The language they read.
    pub language: Option<Language>,
    /// The professional register.
    pub regulator: Option<String>,
    /// The number in it.
    pub register: Option<String>,
}

impl Parsed {
    /// First and last name, folded: how names are compared.
    #[must_use]
    pub fn key(&self) -> String {
        fold(&names::whole(&self.given, &self.family))
    }

    /// Whether somebody has the one name that the row says: it takes the other one from nobody.
    #[must_use]
    pub fn says_one_name_of(&self, person: &Person) -> bool {
        let said = fold(&self.given);
        match self.only {
            Some(Column::Family) => said == fold(&person.family_name) || said == fold(&person.name()),
            Some(_) => said == fold(&person.given_name) || said == fold(&person.name()),
            None => false,
        }
    }
}

struct Reader<'a> {
    cells: &'a Cells,
    meanings: &'a Meanings,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, column: Column, what: &'static str, value: &str) {
        self.faults.push(Fault::new(column, what, value));
    }

    fn text(&self, column: Column) -> Option<String> {
        self.cells.get(&column).filter(|text| !text.is_empty()).cloned()
    }

    fn line(&mut self, column: Column, most: usize) -> Option<String> {
        let text = names::seen(&self.text(column)?).trim().to_owned();
        if text.chars().count() > most {
            self.fault(column, "long", &text);
            return None;
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// What `read` makes of a cell; a fault when it makes nothing of it.
    fn read<T>(&mut self, column: Column, what: &'static str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column)?;
        let found = read(&text);
        if found.is_none() {
            self.fault(column, what, &text);
        }
        found
    }

    /// First and last name, and where the only one stands.
    fn names(&mut self) -> (String, String, Option<Column>) {
        match (self.name(Column::Given, 80), self.name(Column::Family, 80)) {
            (Some(given), Some(family)) => (given, family, None),
            (Some(one), None) => self.beside(Column::Given, one),
            (None, Some(one)) => self.beside(Column::Family, one),
            (None, None) => self.whole_name(),
        }
    }

    /// One name in a cell of its own; the other one, or both, may stand under "Name".
    fn beside(&mut self, column: Column, one: String) -> (String, String, Option<Column>) {
        let other =
            self.name(Column::Name, 160).map(|whole| naming::beside(&whole, &one)).unwrap_or_default();
        match column {
            _ if other.is_empty() => self.one_name(column, one),
            Column::Family => (other, one, None),
            _ => (one, other, None),
        }
    }

    /// A name as it stands in a cell. Where a sheet was saved without the letters that its kind of file doesn't
    /// have, there is a "?" in the place of each, or another sign.
    fn name(&mut self, column: Column, most: usize) -> Option<String> {
        let name = self.line(column, most)?;
        if name.contains(['?', char::REPLACEMENT_CHARACTER]) {
            self.fault(column, LOST_LETTERS, &name);
        } else if spoilt::is_spoilt(&name) {
            self.fault(column, SPOILT_LETTERS, &name);
        } else if naming::is_odd(&name, column == Column::Name) {
            self.fault(column, ODD_NAME, &name);
        }
        Some(name)
    }

    /// Somebody with one name, wherever it stands: it is their first one.
    fn one_name(&mut self, column: Column, name: String) -> (String, String, Option<Column>) {
        if self.is_alone() {
            self.fault(Column::Name, "name-one", &name);
        }
        (name, String::new(), Some(column))
    }

    fn whole_name(&mut self) -> (String, String, Option<Column>) {
        if let Some(whole) = self.name(Column::Name, 160) {
            match naming::names(&whole) {
                Some((given, family)) if !(family.is_empty() && self.is_alone()) => {
                    return (given, family, None);
                }
                _ => self.fault(Column::Name, "name-one", &whole),
            }
            return (String::new(), String::new(), None);
        }
        for column in [Column::Given, Column::Family] {
            if self.text(column).is_none() {
                self.fault(column, "empty", "");
            }
        }
        (String::new(), String::new(), None)
    }

    /// One word alone can be the head of a part of the sheet.
    fn is_alone(&self) -> bool {
        reading::is_only_a_name(self.cells)
    }

    fn email(&mut self) -> Option<Email> {
        let text = self.text(Column::Email)?;
        let what = if text.contains('@') { "email" } else { "email-at" };
        self.read(Column::Email, what, Email::parse)
    }

    fn services(&mut self, places: &Places) -> Option<BTreeSet<ServiceId>> {
        let text = self.text(Column::Services)?;
        let mut found = BTreeSet::new();
        for part in parts(&text, places) {
            let id = match (places.find(part), self.meanings.get(Column::Services, part)) {
                (None, Some(Meaning::Nothing)) => continue,
                (None, Some(Meaning::Means(id))) => ServiceId::parse(id),
                (known, _) => known,
            };
            match id {
                Some(id) if places.offered.contains(&id) => {
                    found.insert(id);
                }
                Some(_) => self.fault(Column::Services, "service-right", part),
                None => self.fault(Column::Services, "service", part),
            }
        }
        // Words that say nothing here take nobody away from where they are.
        Some(found).filter(|found| !found.is_empty())
    }

    fn worker(&mut self) -> Option<WorkerType> {
        let text = self.text(Column::Worker)?;
        match (words::worker(&text), self.meanings.get(Column::Worker, &text)) {
            (None, Some(Meaning::Nothing)) => None,
            (None, Some(Meaning::Means(word))) if word == answers::LEFT => {
                self.fault(Column::Worker, "worker-left", &text);
                None
            }
            (None, Some(Meaning::Means(word))) => WorkerType::from_word(word),
            _ => self.read(Column::Worker, "worker", words::worker),
        }
    }

    fn manager(&self) -> Option<String> {
        let text = self.text(Column::Manager)?;
        match self.meanings.get(Column::Manager, &text) {
            Some(Meaning::Means(other)) => Some(other.clone()),
            _ => Some(text),
        }
    }

    /// The last day; some write there that somebody is there still, or has left.
    fn last_day(&mut self, today: Day) -> End {
        let Some(text) = self.text(Column::Ends) else { return End::Unsaid };
        ends::last_day(&text, self.meanings, today).unwrap_or_else(|what| {
            self.fault(Column::Ends, what, &text);
            End::Unsaid
        })
    }

    fn days(&mut self, today: Day) -> (Option<Day>, End) {
        let started = self.read(Column::Started, "day", days::day);
        let ends = self.last_day(today);
        if let Some(day) = started
            && (day.year() < EARLIEST_YEAR || day > today.plus_months(MOST_MONTHS_AHEAD))
        {
            self.fault(Column::Started, "day-far", &day.to_string());
        }
        if let Some(day) = ends.day() {
            if started.is_some_and(|started| day < started) {
                self.fault(Column::Ends, "ends-before", &day.to_string());
            } else if day < today {
                self.fault(Column::Ends, "ends-past", &day.to_string());
            }
        }
        (started, ends)
    }
}

/// Reads one row.
#[must_use]
pub fn parse(cells: &Cells, places: &Places, meanings: &Meanings, today: Day) -> (Parsed, Vec<Fault>) {
    let mut reader = Reader { cells, meanings, faults: Vec::new() };
    let (given, family, only) = reader.names();
    let (started, ends) = reader.days(today);
    let (agency, sent) = agencies::said(reader.line(Column::Agency, 120));
    let parsed = Parsed {
        number: reader.read(Column::Number, "number", StaffNumber::parse),
        given,
        family,
        only,
        email: reader.email(),
        phone: reader.read(Column::Phone, "phone", |text| is_phone(text).then(|| phones::written(text))),
        worker: reader.worker().or(sent),
        job: reader.line(Column::Job, 120),
        services: reader.services(places),
        manager: reader.manager(),
        started,
        ends,
        agency,
        language: reader.read(Column::Language, "language", words::language),
        regulator: reader.line(Column::Regulator, 120).map(|words| registers::kept(&words)),
        register: reader.line(Column::Register, 40),
    };
    if parsed.number.as_ref().is_some_and(|number| number.as_str() == EXAMPLE) {
        reader.faults = vec![Fault::new(Column::Number, "example", EXAMPLE)];
    }
    (parsed, reader.faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn places() -> Places {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [bryn, glan, hill] = [0; 3].map(|_| ServiceId::new(now));
        let named = [("bryn", bryn), ("glan-y-mor", glan), ("sin-1", glan), ("hill, the", hill)];
        Places {
            named: named.map(|(name, id)| (name.to_owned(), id)).to_vec(),
            offered: [bryn, hill].into(),
            ..Places::default()
        }
    }

    fn faults(cells: &[(Column, &str)]) -> Vec<(Column, &'static str)> {
        let mut all: Cells = [(Column::Given, "Siân".to_owned()), (Column::Family, "Ŵyr".to_owned())].into();
        all.extend(cells.iter().map(|(column, text)| (*column, (*text).to_owned())));
        let today = Day::parse("2026-11-21").unwrap();
        let (_, faults) = parse(&all, &places(), &Meanings::default(), today);
        faults.into_iter().map(|fault| (fault.column, fault.what)).collect()
    }

    #[test]
    fn each_fault_stands_at_its_cell() {
        use Column::{Email, Ends, Job, Language, Number, Phone, Services, Started, Worker};
        for (column, text, what) in [
            (Email, "sian.prawf.example", "email-at"),
            (Email, "sian@prawf", "email"),
            (Phone, "ring me", "phone"),
            (Number, "a@b", "number"),
            (Number, "example", "example"),
            (Worker, "wizard", "worker"),
            (Services, "Brin", "service"),
            (Services, "Bryn; Glan-y-Môr", "service-right"),
            (Services, "SIN-1", "service-right"),
            (Started, "31/02/2025", "day"),
            (Started, "01/01/1825", "day"),
            (Started, "2029-01-01", "day-far"),
            (Ends, "2026-11-20", "ends-past"),
            (Ends, "Left 12/08/26", "ends-left"),
            (Ends, "Dormant", "ends-words"),
            (Ends, "31/02/2027", "day"),
            (Language, "Klingon", "language"),
        ] {
            let what = if text == "01/01/1825" { "day-far" } else { what };
            assert_eq!(faults(&[(column, text)]), [(column, what)], "{text}");
        }
        assert_eq!(faults(&[(Started, "2026-11-22"), (Ends, "2026-11-21")]), [(Ends, "ends-before")]);
        assert_eq!(faults(&[(Job, &"x".repeat(121))]), [(Job, "long")]);
        let fine = [(Services, "Hill, The"), (Phone, "+44 7700 900100"), (Started, "3/4/2025")];
        assert_eq!(faults(&fine), []);
        assert_eq!(["Ongoing", "Resigned 31/12/2026"].map(|ends| faults(&[(Ends, ends)])).concat(), []);
    }

    #[test]
    fn question_marks_in_names_are_lost_letters() {
        let today = Day::parse("2026-11-21").unwrap();
        let of = |cells: &[(Column, &str)]| {
            let cells = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
            let (_, faults) = parse(&cells, &Places::default(), &Meanings::default(), today);
            faults.into_iter().map(|fault| (fault.column, fault.what)).collect::<Vec<_>>()
        };
        let job = (Column::Job, "Cook?");
        assert_eq!(of(&[(Column::Name, "Ll?r T?-Mawr"), job]), [(Column::Name, LOST_LETTERS)]);
        let parts = of(&[(Column::Given, "Siân"), (Column::Family, "?yr"), job]);
        assert_eq!(parts, [(Column::Family, LOST_LETTERS)]);
        assert_eq!(of(&[(Column::Given, "Si\u{fffd}n"), job]), [(Column::Given, LOST_LETTERS)]);
        assert_eq!(of(&[(Column::Name, "Siân Ŵyr"), job]), []);
        assert_eq!(of(&[(Column::Name, "Si‰n Puw"), job]), [(Column::Name, SPOILT_LETTERS)]);
        assert_eq!(of(&[(Column::Given, "SeÃ¡n"), job]), [(Column::Given, SPOILT_LETTERS)]);
    }

    #[test]
    fn names_come_whole_or_in_parts() {
        let today = Day::parse("2026-11-21").unwrap();
        let of = |cells: &[(Column, &str)]| {
            let cells = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
            let (parsed, faults) = parse(&cells, &Places::default(), &Meanings::default(), today);
            (parsed.key(), faults.len())
        };
        assert_eq!(of(&[(Column::Name, "Ŵyr, Siân")]), ("sian wyr".to_owned(), 0));
        assert_eq!(of(&[(Column::Name, "Siân")]).1, 1);
        assert_eq!(of(&[(Column::Name, "Siân"), (Column::Job, "Cook")]), ("sian".to_owned(), 0));
        assert_eq!(of(&[(Column::Given, "Siân"), (Column::Job, "Cook")]), ("sian".to_owned(), 0));
        assert_eq!(of(&[(Column::Family, "Ŵyr"), (Column::Job, "Cook")]), ("wyr".to_owned(), 0));
        assert_eq!(of(&[(Column::Family, "Ŵyr")]).1, 1);
        for whole in ["Ŵyr", "Siân Ŵyr", "Ŵyr, Siân", "Mrs Siân Ŵyr (nights)"] {
            let parts = of(&[(Column::Given, "Siân"), (Column::Name, whole)]);
            assert_eq!(parts, ("sian wyr".to_owned(), 0), "{whole}");
        }
        assert_eq!(of(&[(Column::Family, "ap Gwilym"), (Column::Name, "Ffion")]).0, "ffion ap gwilym");
        assert_eq!(of(&[(Column::Given, "Siân"), (Column::Name, "Siân"), (Column::Job, "Cook")]).0, "sian");
        assert_eq!(of(&[(Column::Given, "Siân")]).1, 1);
        assert_eq!(of(&[]).1, 2);
    }
}
