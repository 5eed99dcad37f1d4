//! Which column of a list of staff says what, by the words people put above it, English or Welsh.

use serde::{Deserialize, Serialize};

use crate::people::search::fold;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The staff number.
    Number,
    /// First and last name together.
    Name,
    /// First name.
    Given,
    /// Last name.
    Family,
    /// E-mail.
    Email,
    /// Telephone.
    Phone,
    /// How they work for the organisation.
    Worker,
    /// What they do.
    Job,
    /// Where they work.
    Services,
    /// Who leads them.
    Manager,
    /// The first day.
    Started,
    /// The last day.
    Ends,
    /// The agency that sends them.
    Agency,
    /// The language they read.
    Language,
    /// The professional register.
    Regulator,
    /// The number in it.
    Register,
}

impl Column {
    /// Every column, in the order of the sheet to download.
    pub const ALL: [Self; 16] = [
        Self::Number,
        Self::Name,
        Self::Given,
        Self::Family,
        Self::Email,
        Self::Phone,
        Self::Worker,
        Self::Job,
        Self::Services,
        Self::Manager,
        Self::Started,
        Self::Ends,
        Self::Agency,
        Self::Language,
        Self::Regulator,
        Self::Register,
    ];

    /// The word in messages and in the names of fields.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Given => "given",
            Self::Family => "family",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Worker => "worker",
            Self::Job => "job",
            Self::Services => "services",
            Self::Manager => "manager",
            Self::Started => "started",
            Self::Ends => "ends",
            Self::Agency => "agency",
            Self::Language => "language",
            Self::Regulator => "regulator",
            Self::Register => "register",
        }
    }

    /// The column of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.word() == word)
    }

    /// Whether it holds a day.
    #[must_use]
    pub const fn is_day(self) -> bool {
        matches!(self, Self::Started | Self::Ends)
    }
}

/// The words above a column, in small letters without marks, spaces and signs.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Number,
        &[
            "staffnumber",
            "staffno",
            "staffid",
            "employeenumber",
            "employeeno",
            "employeeid",
            "payrollnumber",
            "payrollno",
            "payrollid",
            "number",
            "no",
            "id",
            "ref",
            "rhifstaff",
            "rhif",
            "rhifcyflogres",
            "rhifgweithiwr",
        ],
    ),
    (
        Column::Name,
        &["name", "fullname", "staffname", "employeename", "employee", "person", "enw", "enwllawn"],
    ),
    (
        Column::Given,
        &[
            "firstname",
            "forename",
            "forenames",
            "givenname",
            "firstnames",
            "first",
            "enwcyntaf",
            "enwaucyntaf",
        ],
    ),
    (Column::Family, &["lastname", "surname", "familyname", "last", "cyfenw", "enwolaf", "enwteuluol"]),
    (
        Column::Email,
        &[
            "email",
            "emailaddress",
            "workemail",
            "personalemail",
            "mail",
            "ebost",
            "cyfeiriadebost",
            "ebostgwaith",
        ],
    ),
    (
        Column::Phone,
        &[
            "phone",
            "phonenumber",
            "phoneno",
            "mobile",
            "mobilenumber",
            "mobileno",
            "mobilephone",
            "telephone",
            "telephonenumber",
            "tel",
            "contactnumber",
            "ffon",
            "rhifffon",
            "ffonsymudol",
            "symudol",
        ],
    ),
    (
        Column::Worker,
        &[
            "workertype",
            "employmenttype",
            "typeofworker",
            "contracttype",
            "contract",
            "stafftype",
            "howtheywork",
            "sutmaentyngweithio",
            "type",
            "employment",
            "mathoweithiwr",
            "mathogontract",
            "math",
            "contractmath",
        ],
    ),
    (
        Column::Job,
        &["jobtitle", "jobrole", "job", "role", "position", "post", "title", "teitlswydd", "swydd", "rol"],
    ),
    (
        Column::Services,
        &[
            "services",
            "service",
            "home",
            "homes",
            "site",
            "sites",
            "location",
            "locations",
            "branch",
            "branches",
            "workplace",
            "team",
            "gwasanaeth",
            "gwasanaethau",
            "cartref",
            "lleoliad",
            "safle",
        ],
    ),
    (
        Column::Manager,
        &[
            "linemanager",
            "manager",
            "supervisor",
            "reportsto",
            "managername",
            "managerstaffnumber",
            "rheolwr",
            "rheolwrllinell",
            "goruchwyliwr",
        ],
    ),
    (
        Column::Started,
        &[
            "startdate",
            "started",
            "startedon",
            "firstday",
            "firstshift",
            "datestarted",
            "dateofstart",
            "start",
            "joined",
            "dateofemployment",
            "employmentdate",
            "hiredate",
            "dyddiaddechrau",
            "dechrau",
            "diwrnodcyntaf",
        ],
    ),
    (
        Column::Ends,
        &[
            "enddate",
            "ends",
            "endson",
            "lastday",
            "leavingdate",
            "leavedate",
            "contractend",
            "contractenddate",
            "dyddiadgorffen",
            "gorffen",
            "diwrnodolaf",
            "dyddiadgadael",
        ],
    ),
    (Column::Agency, &["agency", "agencyname", "nameofagency", "asiantaeth", "enwasiantaeth"]),
    (
        Column::Language,
        &[
            "language",
            "languagetheyread",
            "preferredlanguage",
            "readinglanguage",
            "iaith",
            "iaithddewisol",
            "iaithymaentyneidarllen",
        ],
    ),
    (
        Column::Regulator,
        &[
            "regulator",
            "professionalregister",
            "professionalbody",
            "register",
            "registeredwith",
            "rheoleiddiwr",
            "cofrestr",
            "corffproffesiynol",
            "cofrestrbroffesiynol",
        ],
    ),
    (
        Column::Register,
        &[
            "registernumber",
            "registrationnumber",
            "registrationno",
            "pin",
            "nmcpin",
            "professionalregistrationnumber",
            "registernumberprofessional",
            "numberintheregister",
            "rhifcofrestru",
            "rhifcofrestr",
        ],
    ),
];

/// What the words above a column mean; nothing when they are unknown.
#[must_use]
pub fn meaning(head: &str) -> Option<Column> {
    let plain: String = fold(head).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let found = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    found.map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::{Column, meaning};

    #[test]
    fn knows_the_usual_words() {
        for (head, column) in [
            ("Staff No.", Some(Column::Number)),
            ("Payroll number", Some(Column::Number)),
            ("Name", Some(Column::Name)),
            ("FORENAME", Some(Column::Given)),
            ("Surname ", Some(Column::Family)),
            ("E-mail address", Some(Column::Email)),
            ("Mobile", Some(Column::Phone)),
            ("How they work", Some(Column::Worker)),
            ("Job role", Some(Column::Job)),
            ("Home(s)", Some(Column::Services)),
            ("Line manager", Some(Column::Manager)),
            ("First day", Some(Column::Started)),
            ("Last day", Some(Column::Ends)),
            ("Rhif staff", Some(Column::Number)),
            ("Cyfenw", Some(Column::Family)),
            ("Ffôn", Some(Column::Phone)),
            ("Dyddiad dechrau", Some(Column::Started)),
            ("Rheolwr llinell", Some(Column::Manager)),
            ("NMC PIN", Some(Column::Register)),
            ("Shoe size", None),
            ("", None),
        ] {
            assert_eq!(meaning(head), column, "{head}");
        }
    }

    #[test]
    fn words_name_one_column_each() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, words) in super::WORDS {
            assert!(words.iter().all(|word| seen.insert(*word)), "{words:?}");
        }
        assert!(Column::ALL.iter().all(|column| Column::from_word(column.word()) == Some(*column)));
    }
}
