//! What words in a list of staff mean: how somebody works, which language they read.

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

/// First and last name out of both together: "Siân Ŵyr" or "Ŵyr, Siân".
#[must_use]
pub fn names(whole: &str) -> Option<(String, String)> {
    let (given, family) = match whole.split_once(',') {
        Some((family, given)) => (given, family),
        None => whole.trim().rsplit_once(' ')?,
    };
    let (given, family) = (given.trim(), family.trim());
    (!given.is_empty() && !family.is_empty()).then(|| (given.to_owned(), family.to_owned()))
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
    fn takes_names_apart() {
        let both = |given: &str, family: &str| Some((given.to_owned(), family.to_owned()));
        for (whole, wanted) in [
            ("Siân Ŵyr", both("Siân", "Ŵyr")),
            ("Mary Ann Evans", both("Mary Ann", "Evans")),
            ("Evans, Mary Ann", both("Mary Ann", "Evans")),
            ("Cher", None),
            (", ", None),
        ] {
            assert_eq!(names(whole), wanted, "{whole}");
        }
    }
}
