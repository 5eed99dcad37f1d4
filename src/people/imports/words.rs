//! What words in a list of staff mean: how somebody works, which language they read.

use crate::messages::Language;
use crate::people::WorkerType;
use crate::people::search::fold;

const WORKERS: &[(WorkerType, &[&str])] = &[
    (
        WorkerType::Employee,
        &[
            "employee",
            "employed",
            "permanent",
            "staff",
            "full time",
            "part time",
            "fulltime",
            "parttime",
            "contracted",
            "fixed term",
            "cyflogedig",
            "gweithiwr cyflogedig",
            "parhaol",
            "llawn amser",
            "rhan amser",
        ],
    ),
    (
        WorkerType::Bank,
        &[
            "bank",
            "bank staff",
            "bank worker",
            "zero hours",
            "casual",
            "relief",
            "as and when",
            "banc",
            "staff banc",
            "gweithiwr banc",
        ],
    ),
    (
        WorkerType::Agency,
        &[
            "agency",
            "agency staff",
            "agency worker",
            "temp",
            "temporary",
            "asiantaeth",
            "staff asiantaeth",
            "gweithiwr asiantaeth",
        ],
    ),
    (WorkerType::Volunteer, &["volunteer", "voluntary", "unpaid", "gwirfoddolwr", "gwirfoddol"]),
    (WorkerType::Student, &["student", "placement", "student placement", "myfyriwr", "lleoliad"]),
    (
        WorkerType::Contractor,
        &["contractor", "self employed", "selfemployed", "freelance", "contractwr", "hunangyflogedig"],
    ),
    (WorkerType::Director, &["director", "board", "owner", "cyfarwyddwr", "perchennog"]),
];

/// How somebody works, by words; nothing when they aren't known.
#[must_use]
pub fn worker(words: &str) -> Option<WorkerType> {
    let plain = fold(words).replace('-', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = WORKERS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    found.map(|(kind, _)| *kind)
}

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
        for (words, kind) in [
            ("Employee", Some(WorkerType::Employee)),
            ("FULL-TIME", Some(WorkerType::Employee)),
            ("Bank staff", Some(WorkerType::Bank)),
            ("zero-hours", Some(WorkerType::Bank)),
            ("Asiantaeth", Some(WorkerType::Agency)),
            ("Gwirfoddolwr", Some(WorkerType::Volunteer)),
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
