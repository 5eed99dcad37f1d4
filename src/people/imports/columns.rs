//! Which column of a list of staff says what, by the words people put above it, English or Welsh.

use serde::{Deserialize, Serialize};

use super::heads::WORDS;
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

/// Words above a column that says in words whether somebody is there still.
const STANDING: &[&str] = &["status", "staffstatus", "currentstatus", "statws"];
/// Words above a column that says so by yes and no.
const PRESENT: &[&str] = &[
    "active",
    "activeyn",
    "activestaff",
    "isactive",
    "current",
    "currentyn",
    "currentstaff",
    "currentemployee",
    "iscurrent",
    "cyfredol",
];
/// The word above what people are called before their names, or above what they do.
const TITLE: &str = "title";

fn plain(head: &str) -> String {
    fold(head).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// How a column says whether somebody is there still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In words: "Leaver".
    Words,
    /// By yes and no: "Active".
    YesOrNo,
}

/// How the column below a head says whether somebody is there still; nothing when it says something else.
#[must_use]
pub fn standing(head: &str) -> Option<Standing> {
    let plain = plain(head);
    if STANDING.contains(&plain.as_str()) {
        return Some(Standing::Words);
    }
    PRESENT.contains(&plain.as_str()).then_some(Standing::YesOrNo)
}

/// Whether a column may hold what people do, or only "Mrs" and "Dr".
#[must_use]
pub fn is_title(head: &str) -> bool {
    plain(head) == TITLE
}

/// What the words above a column mean; nothing when they are unknown.
#[must_use]
pub fn meaning(head: &str) -> Option<Column> {
    let plain = plain(head);
    let found = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    found.map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::{Column, Standing, meaning, standing};

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
            ("Carer Name", Some(Column::Name)),
            ("CONTACT NO.", Some(Column::Phone)),
            ("Date commenced", Some(Column::Started)),
            ("Title", None),
            ("Status", None),
            ("Shoe size", None),
            ("", None),
        ] {
            assert_eq!(meaning(head), column, "{head}");
        }
    }

    #[test]
    fn knows_columns_that_say_who_is_there() {
        for (head, how) in [
            ("Status", Some(Standing::Words)),
            ("STAFF STATUS", Some(Standing::Words)),
            ("Active", Some(Standing::YesOrNo)),
            ("Active? (Y/N)", Some(Standing::YesOrNo)),
            ("Current", Some(Standing::YesOrNo)),
            ("Employment status", None),
        ] {
            assert_eq!((standing(head), meaning(head).is_some()), (how, how.is_none()), "{head}");
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
