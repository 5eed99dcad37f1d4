//! What words in a list of staff mean: how somebody works, which language they read.

use super::leaving_words::{CROSSES, TICKS};
use crate::messages::Language;
use crate::people::WorkerType;
use crate::people::search::fold;

/// Words that mean one way of working, wherever they stand in care work here. "Temp", "temporary" and "contract" mean
/// several (an employee for some months, somebody of an agency, somebody self-employed), so that people are asked.
const WORKERS: &[(WorkerType, &[&str])] = &[
    (
        WorkerType::Employee,
        &[
            "employee",
            "employed",
            "permanent",
            "permanently",
            "perm",
            "staff",
            "substantive",
            "salaried",
            "paye",
            "full time",
            "fulltime",
            "full",
            "ft",
            "f t",
            "part time",
            "parttime",
            "part",
            "pt",
            "p t",
            "contracted",
            "contracted hours",
            "fixed term",
            "apprentice",
            "apprenticeship",
            "cyflogedig",
            "gweithiwr cyflogedig",
            "parhaol",
            "llawn amser",
            "rhan amser",
            "cyfnod penodol",
            "prentis",
        ],
    ),
    (
        WorkerType::Bank,
        &[
            "bank",
            "zero hours",
            "zero hour",
            "zero",
            "0 hours",
            "0 hour",
            "0 hrs",
            "0 hr",
            "0hrs",
            "zero hrs",
            "zhc",
            "zh",
            "casual",
            "relief",
            "as and when",
            "as required",
            "ad hoc",
            "banc",
            "gweithiwr banc",
            "dim oriau",
            "oriau sero",
        ],
    ),
    (WorkerType::Agency, &["agency", "agency temp", "temp agency", "asiantaeth", "gweithiwr asiantaeth"]),
    (
        WorkerType::Volunteer,
        &["volunteer", "volunteers", "voluntary", "volunteering", "unpaid", "gwirfoddolwr", "gwirfoddol"],
    ),
    (
        WorkerType::Student,
        &["student", "placement", "student placement", "work experience", "myfyriwr", "lleoliad"],
    ),
    (
        WorkerType::Contractor,
        &[
            "contractor",
            "sub contractor",
            "subcontractor",
            "self employed",
            "selfemployed",
            "freelance",
            "freelancer",
            "contractwr",
            "hunangyflogedig",
        ],
    ),
    (WorkerType::Director, &["director", "board", "board member", "owner", "cyfarwyddwr", "perchennog"]),
];

/// Words beside those that say nothing of their own: "Bank contract", "Staff (permanent)".
const BESIDE: &[&str] =
    &["contract", "contracts", "staff", "worker", "member", "of", "basis", "employment", "cytundeb"];

/// How somebody works, by words; nothing when they aren't known, or name two ways.
#[must_use]
pub fn worker(words: &str) -> Option<WorkerType> {
    let plain: String =
        fold(words).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    exactly(&words).or_else(|| {
        let telling: Vec<&str> = words.iter().copied().filter(|word| !BESIDE.contains(word)).collect();
        exactly(&telling).or_else(|| together(&telling))
    })
}

fn exactly(words: &[&str]) -> Option<WorkerType> {
    let phrase = words.join(" ");
    let found = WORKERS.iter().find(|(_, known)| known.contains(&phrase.as_str()));
    found.map(|(kind, _)| *kind)
}

/// The one way that several known phrases beside each other mean: "Perm FT", but not "Bank or agency".
fn together(words: &[&str]) -> Option<WorkerType> {
    if words.len() > MOST_WORDS {
        return None;
    }
    (1..words.len()).rev().find_map(|at| {
        let (first, rest) = words.split_at_checked(at)?;
        let kind = exactly(first)?;
        let other = exactly(rest).or_else(|| together(rest))?;
        (kind == other).then_some(kind)
    })
}

/// More words than these are a sentence.
const MOST_WORDS: usize = 6;

/// The language that words name.
#[must_use]
pub fn language(words: &str) -> Option<Language> {
    match fold(words).trim() {
        "english" | "en" | "eng" | "saesneg" => Some(Language::English),
        "welsh" | "cy" | "cym" | "cymraeg" => Some(Language::Welsh),
        _ => None,
    }
}

/// What stands in a cell where there is nothing to say.
const NOTHING: &[&str] = &[
    "-",
    "--",
    "–",
    "—",
    ".",
    "?",
    "n/a",
    "n / a",
    "na",
    "none",
    "nil",
    "null",
    "no email",
    "no e-mail",
    "no mobile",
    "no phone",
    "not given",
    "not known",
    "unknown",
    "tbc",
    "tba",
    "dim",
    "dim e-bost",
];

/// Whether a cell says that there is nothing to say.
#[must_use]
pub fn says_nothing(words: &str) -> bool {
    NOTHING.contains(&fold(words).trim())
}

/// What a last day is called that nobody knows yet.
const OPEN: &[&str] = &[
    "none",
    "nil",
    "no last day",
    "no leaving date",
    "not leaving",
    "open ended",
    "open-ended",
    "indefinite",
    "current",
    "ongoing",
    "on going",
    "present",
    "to date",
    "open",
    "permanent",
    "no end date",
    "active",
    "employed",
    "still employed",
    "still here",
    "still there",
    "still working",
    "dim",
    "dim dyddiad gorffen",
    "parhaol",
    "parhaus",
    "agored",
    "cyfredol",
];

/// Whether a last day isn't one: nobody knows of an end.
#[must_use]
pub fn is_open_end(words: &str) -> bool {
    OPEN.contains(&fold(words).trim())
}

/// What says yes, and what says no.
const YES: &[&str] = &["yes", "y", "true", "1", "tick", "ie", "ydy", "ydyw", "oes"];
const NO: &[&str] = &["no", "n", "false", "0", "nage", "nac ydy", "nac ydyw", "nac oes"];

/// Whether a cell says yes or no and nothing else; nothing where it says anything else.
#[must_use]
pub fn yes_or_no(words: &str) -> Option<bool> {
    let said = fold(words);
    let said = said.trim_matches(|letter: char| letter.is_whitespace() || ".!?".contains(letter));
    if YES.contains(&said) || said.starts_with(TICKS) {
        return Some(true);
    }
    (NO.contains(&said) || said.starts_with(CROSSES)).then_some(false)
}

/// Whether the first cell of a row begins one of totals.
#[must_use]
pub fn is_total(words: &str) -> bool {
    let first: String = fold(words).chars().take_while(|letter| letter.is_alphabetic()).collect();
    ["total", "totals", "cyfanswm"].contains(&first.as_str())
        || ["grand total", "sub total", "number of staff"].iter().any(|begin| fold(words).starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_how_people_work() {
        use WorkerType::{Agency, Bank, Contractor, Director, Employee, Student, Volunteer};
        for (words, kind) in [
            ("Employee", Some(Employee)),
            ("Perm", Some(Employee)),
            ("PERMANENT", Some(Employee)),
            ("permanent contract", Some(Employee)),
            ("Permanent member of staff", Some(Employee)),
            ("Perm FT", Some(Employee)),
            ("Perm - F/T", Some(Employee)),
            ("Permanent (part-time)", Some(Employee)),
            ("FULL-TIME", Some(Employee)),
            ("Full Time", Some(Employee)),
            ("FT", Some(Employee)),
            ("f/t", Some(Employee)),
            ("PT", Some(Employee)),
            ("P/T", Some(Employee)),
            ("Part time, fixed-term", Some(Employee)),
            ("Fixed term contract", Some(Employee)),
            ("Contracted", Some(Employee)),
            ("Apprentice", Some(Employee)),
            ("Bank", Some(Bank)),
            ("Bank staff", Some(Bank)),
            ("bank contract", Some(Bank)),
            ("zero-hours", Some(Bank)),
            ("Zero hours contract", Some(Bank)),
            ("0 hrs", Some(Bank)),
            ("0-hour contract", Some(Bank)),
            ("ZHC", Some(Bank)),
            ("Casual / relief", Some(Bank)),
            ("Agency", Some(Agency)),
            ("Agency worker", Some(Agency)),
            ("Agency (temp)", Some(Agency)),
            ("Asiantaeth", Some(Agency)),
            ("Staff asiantaeth", Some(Agency)),
            ("Volunteer", Some(Volunteer)),
            ("Gwirfoddolwr", Some(Volunteer)),
            ("Student placement", Some(Student)),
            ("self-employed", Some(Contractor)),
            ("Self employed contractor", Some(Contractor)),
            ("Director", Some(Director)),
            ("Board Member", Some(Director)),
            // Each means several things, or nothing: people are asked.
            ("contract", None),
            ("temp", None),
            ("Temporary", None),
            ("temporary contract", None),
            ("Bank/agency", None),
            ("FT bank", None),
            ("Perm or temp", None),
            ("37.5", None),
            ("wizard", None),
            ("", None),
        ] {
            assert_eq!(worker(words), kind, "{words}");
        }
        for kind in WorkerType::ALL {
            assert_eq!(worker(kind.as_str()), Some(*kind));
        }
    }

    #[test]
    fn knows_cells_that_say_nothing_and_totals() {
        for (words, nothing, total) in [
            ("N/A", true, false),
            ("-", true, false),
            ("No email", true, false),
            ("nobody@a.example", false, false),
            ("Total", false, true),
            ("TOTAL STAFF: 60", false, true),
            ("Grand total", false, true),
            ("Totalis Jones", false, false),
        ] {
            assert_eq!((says_nothing(words), is_total(words)), (nothing, total), "{words}");
        }
        for (words, open) in [
            ("Ongoing", true),
            ("None", true),
            ("Open-ended", true),
            ("1/2/2027", false),
            ("No", false),
            ("N/A", false),
            ("-", false),
            ("TBC", false),
        ] {
            assert_eq!(is_open_end(words), open, "{words}");
        }
    }

    #[test]
    fn knows_yes_and_no() {
        for (words, wanted) in [
            ("Yes", Some(true)),
            ("TRUE", Some(true)),
            ("y", Some(true)),
            ("✓", Some(true)),
            ("No", Some(false)),
            ("FALSE", Some(false)),
            ("n.", Some(false)),
            ("✗", Some(false)),
            ("Nac ydy", Some(false)),
            ("Noble Care", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(yes_or_no(words), wanted, "{words}");
        }
    }
}
