//! What a list of staff says of those who have left: a word, a note beside a name, a heading above rows. Pure.

use crate::clock::Day;
use crate::documents::sheet::days;
use crate::people::search::fold;

/// What says so when nothing else stands beside it.
const ALONE: &[&str] = &["retired", "inactive", "former", "ex", "no longer"];
/// What says so whatever stands behind it: "Left 12/08/26", "No longer employed".
const FIRST: &[&str] = &[
    "left",
    "leaver",
    "leavers",
    "has left",
    "have left",
    "no longer employed",
    "no longer works",
    "no longer working",
    "no longer with",
    "no longer here",
    "no longer at",
    "resigned",
    "dismissed",
    "terminated",
    "former employee",
    "former staff",
    "ex employee",
    "ex staff",
    "wedi gadael",
    "wedi ymddiswyddo",
    "cyn weithiwr",
];
/// What begins like that and says something else.
const OTHERWISE: &[&str] = &["left hand", "left handed"];
/// What a heading says above people who have left.
const HEADINGS: &[&str] = &[
    "leavers",
    "left",
    "staff leavers",
    "staff who left",
    "staff who have left",
    "former staff",
    "former employees",
    "ex staff",
    "ex employees",
    "past staff",
    "past employees",
    "wedi gadael",
    "gadawyr",
    "cyn staff",
    "cyn weithwyr",
];
/// More words than these are no heading, but something that is said.
const MOST_WORDS: usize = 4;
/// Words of a heading above people who are there: "Current staff", "Night team".
const PRESENT: &[&str] = &[
    "staff",
    "team",
    "current",
    "present",
    "active",
    "starters",
    "joiners",
    "employees",
    "workers",
    "carers",
    "bank",
    "agency",
    "cyfredol",
    "gweithwyr",
];
/// What stands in a column "Active" of those who have left.
const ABSENT: &[&str] = &["no", "n", "false", "0", "nage", "nac ydy", "nac ydyw"];
/// What stands behind a name, and is written so that nobody takes it for a part of it.
const CRIED: &[&str] = &["LEFT", "LEAVER"];

/// Words with nothing between them but spaces.
fn plain(words: &str) -> String {
    let letters = fold(words);
    let spaced: String =
        letters.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begins(words: &str, with: &[&str]) -> bool {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    with.iter().any(|first| words.strip_prefix(*first).is_some_and(is_end))
}

/// Whether words say that somebody has left.
#[must_use]
pub fn has_left(words: &str) -> bool {
    let said = plain(words);
    let is_said = ALONE.contains(&said.as_str()) || begins(&said, FIRST) || is_heading(words);
    is_said && !begins(&said, OTHERWISE)
}

/// The day that stands beside such words, when it isn't over: until then they are there.
#[must_use]
pub fn still_until(words: &str, today: Day) -> Option<Day> {
    let said = has_left(words).then(|| words.split_whitespace().filter_map(days::day));
    said?.find(|day| *day >= today)
}

/// Whether a column that says yes of those who are there says no.
#[must_use]
pub fn is_absent(words: &str) -> bool {
    ABSENT.contains(&plain(words).as_str()) || has_left(words)
}

/// Whether a row that says nothing else stands above people who have left: "LEAVERS 2026".
#[must_use]
pub fn is_heading(words: &str) -> bool {
    let said = plain(words);
    let is_more = |word: &str| ["and", "starters", "joiners"].contains(&word);
    begins(&said, HEADINGS)
        && said.split(' ').count() <= MOST_WORDS
        && !said.split(' ').any(is_more)
        && !begins(&said, OTHERWISE)
}

/// Whether a row that says nothing else stands above people who are there. One name alone doesn't.
#[must_use]
pub fn is_heading_of_present(words: &str) -> bool {
    plain(words).split(' ').any(|word| PRESENT.contains(&word)) && !has_left(words)
}

/// A name and the note behind it that says that they have left: "Beti Wyn (left)", "Ceri Morgan LEFT". Of one word in
/// capitals before it nobody knows whether it is the name; of a part of a name that stands alone it is.
#[must_use]
pub fn noted(name: &str, is_whole: bool) -> Option<(&str, &str)> {
    let name = name.trim();
    let bracket = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let dash = [" - ", " – "].iter().find_map(|dash| name.rsplit_once(*dash));
    let is_name = |before: &str| !is_whole || before.contains(' ') || before.chars().any(char::is_lowercase);
    let cried = name.rsplit_once(' ').filter(|&(before, last)| CRIED.contains(&last) && is_name(before));
    let found = [bracket, dash, cried].into_iter().flatten();
    let trimmed = found.map(|(name, note)| (name.trim_matches([' ', ',', '-', '–']), note.trim()));
    trimmed.filter(|(name, _)| !name.is_empty()).find(|(_, note)| has_left(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_who_has_left() {
        for (words, left) in [
            ("Left", true),
            ("LEAVER", true),
            ("Left 12/08/26", true),
            ("Left - August", true),
            ("Leaver (Aug 26)", true),
            ("No longer employed", true),
            ("no longer works here", true),
            ("Resigned 1/9/2026", true),
            ("Dismissed, gross misconduct", true),
            ("Terminated", true),
            ("Ex-employee", true),
            ("Inactive", true),
            ("Wedi gadael ym mis Awst", true),
            ("Cyn-weithiwr", true),
            ("LEAVERS 2026", true),
            ("Active", false),
            ("Leftwich", false),
            ("left-handed", false),
            ("No longer on probation", false),
            ("former teacher", false),
            ("ex Bryn", false),
            ("", false),
        ] {
            assert_eq!(has_left(words), left, "{words}");
        }
        for (words, absent) in
            [("No", true), ("N", true), ("FALSE", true), ("0", true), ("Left", true), ("Yes", false)]
        {
            assert_eq!(is_absent(words), absent, "{words}");
        }
    }

    #[test]
    fn knows_headings() {
        for (words, left, present) in [
            ("LEAVERS 2026", true, false),
            ("Leavers (April)", true, false),
            ("Staff who have left", true, false),
            ("Past staff", true, false),
            ("Gadawyr 2026", true, false),
            ("Leavers and starters", false, false),
            ("Leavers: enter the last day below", false, false),
            ("CURRENT STAFF", false, true),
            ("Night team", false, true),
            ("Beti Wyn", false, false),
        ] {
            assert_eq!((is_heading(words), is_heading_of_present(words)), (left, present), "{words}");
        }
    }

    #[test]
    fn knows_notes_behind_names() {
        for (name, is_whole, found) in [
            ("Beti Wyn (left)", true, Some(("Beti Wyn", "left"))),
            ("Beti Wyn (no longer employed)", true, Some(("Beti Wyn", "no longer employed"))),
            ("Ceri Morgan LEFT", true, Some(("Ceri Morgan", "LEFT"))),
            ("CERI MORGAN LEFT", true, Some(("CERI MORGAN", "LEFT"))),
            ("Ceri Morgan - left 12/08/26", true, Some(("Ceri Morgan", "left 12/08/26"))),
            ("Morgan, Ceri LEAVER", true, Some(("Morgan, Ceri", "LEAVER"))),
            ("MORGAN LEFT", false, Some(("MORGAN", "LEFT"))),
            ("ANN LEFT", true, None),
            ("Ann Left", true, None),
            ("Beti Wyn (nights)", true, None),
            ("(left)", true, None),
            ("LEFT", false, None),
        ] {
            assert_eq!(noted(name, is_whole), found, "{name}");
        }
    }

    #[test]
    fn a_day_to_come_beside_such_words_is_the_last_one() {
        let today = Day::parse("2026-11-21").unwrap();
        for (words, day) in [
            ("Resigned 31/12/2026", Day::parse("2026-12-31")),
            ("Left 12/08/26", None),
            ("Left", None),
            ("see 31/12/2026", None),
        ] {
            assert_eq!(still_until(words, today), day, "{words}");
        }
    }
}
