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
const STANDING: &[&str] = &[
    "status",
    "staffstatus",
    "currentstatus",
    "employeestatus",
    "workerstatus",
    "carerstatus",
    "leaverstatus",
    "leavingstatus",
    "activeleaver",
    "currentleaver",
    "activeinactive",
    "statws",
    "statwsstaff",
    "statwsgweithiwr",
];
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
    "stillemployed",
    "cyfredol",
];
/// Words above a column that says yes of those who have left.
const GONE: &[&str] = &[
    "leaver",
    "leavers",
    "leaveryn",
    "isleaver",
    "leaverflag",
    "leftyn",
    "hasleft",
    "archived",
    "archivedyn",
    "isarchived",
    "inactive",
    "inactiveyn",
    "isinactive",
    "terminated",
    "isterminated",
    "gadawr",
    "wedigadael",
    "anweithredol",
];
/// What is said in a remark in brackets by which a column is about something else: "Name (next of kin)".
const OTHERWISE: &[&str] = &[
    "kin",
    "nok",
    "emergency",
    "phone",
    "telephone",
    "tel",
    "mobile",
    "mail",
    "email",
    "address",
    "previous",
    "former",
    "maiden",
    "manager",
    "supervisor",
];
/// The word above what people are called before their names, or above what they do.
const TITLE: &str = "title";

fn plain(head: &str) -> String {
    fold(head).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The words above a column, one by one.
pub(super) fn each(head: &str) -> Vec<String> {
    let folded = fold(head);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a remark says that leaves the column what it is also where it tells who is there from when until when: "(if
/// applicable)". "End date (probation)" and "Status (DBS)" are about something else, whatever stands in the brackets.
const PLAIN: &[&str] = &[
    "if",
    "applicable",
    "any",
    "known",
    "relevant",
    "optional",
    "required",
    "when",
    "where",
    "or",
    "y",
    "n",
    "yes",
    "no",
    "active",
    "inactive",
    "current",
    "leaver",
    "leavers",
    "left",
    "day",
    "date",
    "dd",
    "mm",
    "yy",
    "yyyy",
    "ddmmyy",
    "ddmmyyyy",
    "format",
    "uk",
    "staff",
    "employee",
    "employment",
];

/// The words above a column without the remark in brackets behind them, where it makes no other column of it, and the
/// remark.
fn without_remark(head: &str) -> Option<(&str, &str)> {
    let head = head.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !")]".contains(letter));
    let behind = |open: char, close: char| head.strip_suffix(close).and_then(|head| head.rsplit_once(open));
    let (rest, remark) = behind('(', ')').or_else(|| behind('[', ']'))?;
    let is_other = each(remark).iter().any(|word| OTHERWISE.contains(&word.as_str()));
    (!is_other).then_some((rest, remark))
}

/// How a column says whether somebody is there still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In words: "Leaver".
    Words,
    /// By yes and no: "Active".
    YesOrNo,
    /// By yes and no the other way round: "Leaver".
    Gone,
}

const STANDINGS: &[(Standing, &[&str])] =
    &[(Standing::Words, STANDING), (Standing::YesOrNo, PRESENT), (Standing::Gone, GONE)];

/// What is known of the words above a column: what it says, or how it says whether somebody is there still.
pub(super) type Known = (Option<Column>, Option<Standing>);

fn known_whole(head: &str) -> Known {
    let plain = plain(head);
    let column = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    let standing = STANDINGS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    (column.map(|(column, _)| *column), standing.map(|(standing, _)| *standing))
}

/// The same without a remark behind them where they aren't known with it: "Status (Active/Leaver)".
pub(super) fn known(head: &str) -> Known {
    let whole = known_whole(head);
    let Some((rest, remark)) = without_remark(head).filter(|_| whole == (None, None)) else { return whole };
    let is_plain = || each(remark).iter().all(|word| PLAIN.contains(&word.as_str()));
    match known_whole(rest) {
        (Some(Column::Ends | Column::Started), _) | (_, Some(_)) if !is_plain() => whole,
        known => known,
    }
}

/// How the column below a head says whether somebody is there still; nothing when it says something else.
#[must_use]
pub fn standing(head: &str) -> Option<Standing> {
    known(head).1
}

/// Whether a column may hold what people do, or only "Mrs" and "Dr".
#[must_use]
pub fn is_title(head: &str) -> bool {
    plain(head) == TITLE
}

/// What the words above a column mean; nothing when they are unknown.
#[must_use]
pub fn meaning(head: &str) -> Option<Column> {
    known(head).0
}

/// What they mean with all that stands there: a column with a remark gives way to such a one.
#[must_use]
pub fn exactly(head: &str) -> Option<Column> {
    known_whole(head).0
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
            ("Employment end date", Some(Column::Ends)),
            ("Leaver Date", Some(Column::Ends)),
            ("Date of termination", Some(Column::Ends)),
            ("Last working day", Some(Column::Ends)),
            ("Final working date", Some(Column::Ends)),
            ("Date left (if applicable)", Some(Column::Ends)),
            ("Start date (dd/mm/yyyy)", Some(Column::Started)),
            ("End date (probation)", None),
            ("End date [visa]", None),
            ("Start date (DBS)", None),
            ("Mobile [work]:", Some(Column::Phone)),
            ("Home (phone)", Some(Column::Phone)),
            ("Name (next of kin)", None),
            ("Left (Y/N)", None),
            ("(if applicable)", None),
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
            ("Employee Status", Some(Standing::Words)),
            ("Status (Active/Leaver)", Some(Standing::Words)),
            ("Active (Yes/No)", Some(Standing::YesOrNo)),
            ("Leaver", Some(Standing::Gone)),
            ("Leaver?", Some(Standing::Gone)),
            ("Leaver (Yes or No)", Some(Standing::Gone)),
            ("Left (Y/N)", Some(Standing::Gone)),
            ("Archived", Some(Standing::Gone)),
        ] {
            assert_eq!((standing(head), meaning(head).is_some()), (how, how.is_none()), "{head}");
        }
    }

    #[test]
    fn words_name_one_column_each() {
        let mut seen = std::collections::BTreeSet::new();
        let standings = super::STANDINGS.iter().map(|(_, words)| *words);
        for words in super::WORDS.iter().map(|(_, words)| *words).chain(standings) {
            assert!(words.iter().all(|word| seen.insert(*word)), "{words:?}");
        }
        assert!(Column::ALL.iter().all(|column| Column::from_word(column.word()) == Some(*column)));
    }
}
