//! What a list of staff says of those who have left: a word, a note beside a name, a heading above rows. Pure.

use super::leaving_words::{
    ABSENT, ALONE, AWAY, CRIED, CROSSES, CURRENT, DATED, FIRST, GONE, GROUP, HEADINGS, LEAVERS, LEAVING,
    MOST_WORDS, OTHERWISE, PRESENT, SAID, TICKS, UNTIL,
};
use super::words;
use crate::clock::Day;
use crate::documents::sheet::days;
use crate::people::search::fold;

/// Words with nothing between them but spaces.
fn plain(words: &str) -> String {
    let letters = fold(words);
    let spaced: String =
        letters.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn begins(words: &str, with: &[&str]) -> bool {
    rest_behind(words, with).is_some()
}

/// What stands behind the first of these words with which others begin.
fn rest_behind<'a>(words: &'a str, with: &[&str]) -> Option<&'a str> {
    let behind = |first: &&str| {
        let rest = words.strip_prefix(*first)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim_start())
    };
    with.iter().find_map(behind)
}

/// The words as a whole, then what stands in brackets, behind a comma or behind a dash: "N - left Sept".
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let split = words.split([',', ';', ':', '(', ')', '[', ']']);
    let parts = split.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – "));
    std::iter::once(words).chain(parts)
}

/// Whether a day, a month, a year or nothing stands there.
fn is_dated(rest: &str) -> bool {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let first = rest.split(' ').next().unwrap_or_default();
    first.is_empty()
        || ["on", "in"].contains(&first)
        || first.starts_with(|letter: char| letter.is_ascii_digit())
        || MONTHS.iter().any(|month| first.starts_with(month))
}

fn is_left(part: &str) -> bool {
    let said = plain(part);
    let is_said = ALONE.contains(&said.as_str())
        || begins(&said, FIRST)
        || rest_behind(&said, DATED).is_some_and(is_dated);
    is_said && !begins(&said, OTHERWISE) && !begins(&said, AWAY)
}

/// Whether words say that somebody has left.
#[must_use]
pub fn has_left(words: &str) -> bool {
    parts(words).any(is_left)
}

/// Whether words say that somebody leaves, though they need not have left yet.
fn is_leaving(words: &str) -> bool {
    // Of whoever is away or on probation the day says when that ends.
    let is_last_day = days_in(words).next().is_some() && !begins(&plain(words), AWAY);
    let says = |part: &str| {
        let said = plain(part);
        begins(&said, LEAVING) || (is_last_day && (begins(&said, UNTIL) || said.contains(" until ")))
    };
    parts(words).any(says)
}

/// Whether words say of somebody that they have left, or when they will.
#[must_use]
pub fn speaks_of_end(words: &str) -> bool {
    has_left(words) || is_leaving(words)
}

/// The days that stand among other words: each in one word, or in several together as "31st December 2026" does.
fn days_in(words: &str) -> impl Iterator<Item = Day> {
    let around = |letter: char| !letter.is_alphanumeric();
    let words: Vec<&str> = words
        .split_whitespace()
        .map(|word| word.trim_matches(around))
        .filter(|word| !word.is_empty())
        .collect();
    let together = |size: usize| -> Vec<Day> {
        words.windows(size).filter_map(|several| days::day(&several.join(" "))).collect()
    };
    [4, 3, 2, 1].map(together).into_iter().flatten()
}

/// The day that stands beside such words, when it isn't over: until then they are there.
#[must_use]
pub fn still_until(words: &str, today: Day) -> Option<Day> {
    if !speaks_of_end(words) {
        return None;
    }
    days_in(words).find(|day| *day >= today)
}

/// Whether words say that the time of somebody is over on a day.
#[must_use]
pub fn is_over(words: &str, today: Day) -> bool {
    let is_over = has_left(words) || (is_leaving(words) && days_in(words).next().is_some());
    is_over && still_until(words, today).is_none()
}

/// Whether a column that says yes of those who are there says no.
#[must_use]
pub fn is_absent(words: &str) -> bool {
    let first = parts(words).nth(1).unwrap_or_default();
    let is_cross = words.trim().starts_with(CROSSES);
    is_cross || [words, first].iter().any(|said| ABSENT.contains(&plain(said).as_str())) || has_left(words)
}

/// Whether words say that somebody is there still.
#[must_use]
pub fn is_present(words: &str) -> bool {
    let said = plain(words);
    let is_known = !said.is_empty() && said.split(' ').all(|word| PRESENT.contains(&word));
    let is_tick = said.is_empty() && words.trim().starts_with(TICKS);
    is_known || is_tick || begins(&said, AWAY) || words::worker(words).is_some()
}

/// Whether words in the place of a last day leave open whether somebody is there still. What begins as a day does is
/// one that was written wrong.
#[must_use]
pub fn is_unclear(words: &str) -> bool {
    let is_day = words.trim().starts_with(|letter: char| letter.is_ascii_digit());
    let is_told = has_left(words) || (is_leaving(words) && days_in(words).next().is_some());
    !words.trim().is_empty()
        && !is_day
        && !is_told
        && days::day(words).is_none()
        && !words::is_open_end(words)
}

/// Whether a row that says nothing else stands above people who have left: "LEAVERS 2026", "Staff no longer with us".
#[must_use]
pub fn is_heading(words: &str) -> bool {
    let said = plain(words);
    let has = |of: &[&str]| said.split(' ').any(|word| of.contains(&word));
    let is_gone = has(GONE) || said.contains("no longer");
    let is_said =
        begins(&said, HEADINGS) || has(LEAVERS) || ALONE.contains(&said.as_str()) || (is_gone && has(GROUP));
    is_said
        && said.split(' ').count() <= MOST_WORDS
        && !has(SAID)
        && !begins(&said, OTHERWISE)
        && (!said.split(' ').any(|word| word == "no") || said.contains("no longer"))
}

/// Whether a row that says nothing else ends the part of those who have left. "Night staff" doesn't: it may stand
/// inside that part.
#[must_use]
pub fn is_heading_of_present(words: &str) -> bool {
    plain(words).split(' ').any(|word| CURRENT.contains(&word)) && !is_heading(words) && !has_left(words)
}

/// A name and the note beside it that says that they have left or leave: "Beti Wyn (left)", "Ceri Morgan LEFT",
/// "LEFT - Ken Grey". Of one word in capitals before it nobody knows whether it is the name; of a part of a name that
/// stands alone it is.
#[must_use]
pub fn noted(name: &str, is_whole: bool) -> Option<(&str, &str)> {
    let name = name.trim();
    behind(name, is_whole).into_iter().chain(before(name)).flatten().find_map(|(name, note)| {
        let name = name.trim_matches([' ', ',', '-', '–', '*', ':']);
        let note = note.trim_matches([' ', '*']);
        (!name.is_empty() && speaks_of_end(note)).then_some((name, note))
    })
}

/// A name and what stands behind it.
fn behind(name: &str, is_whole: bool) -> [Option<(&str, &str)>; 7] {
    let in_marks = |open: char, close: char| name.strip_suffix(close).and_then(|name| name.rsplit_once(open));
    let dashes = [" - ", " – "];
    let is_name = |before: &str| !is_whole || before.contains(' ') || before.chars().any(char::is_lowercase);
    [
        in_marks('(', ')'),
        in_marks('[', ']'),
        in_marks('*', '*'),
        dashes.iter().find_map(|dash| name.rsplit_once(*dash)),
        dashes.iter().find_map(|dash| name.split_once(*dash)),
        // "Left, Ann" is a name, "Pat Vale, left" is one with a note.
        name.rsplit_once(',').filter(|(before, _)| before.trim().contains(' ')),
        name.rsplit_once(' ').filter(|&(before, last)| CRIED.contains(&last) && is_name(before)),
    ]
}

/// A name and what stands before it.
fn before(name: &str) -> [Option<(&str, &str)>; 4] {
    let in_marks = |open: char, close: char| name.strip_prefix(open).and_then(|name| name.split_once(close));
    let dashed = [" - ", " – ", ": "].iter().find_map(|dash| name.split_once(*dash));
    [in_marks('(', ')'), in_marks('[', ']'), in_marks('*', '*'), dashed]
        .map(|found| found.map(|(note, name)| (name, note)))
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
            ("Archived", true),
            ("Not active", true),
            ("Deceased", true),
            ("Ended", true),
            ("Finished 01/09/26", true),
            ("Retired 2025", true),
            ("N - left Sept", true),
            ("Bank (left in May)", true),
            ("Retired and returned", false),
            ("Finished induction", false),
            ("On leave", false),
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
                .into_iter()
                .chain([("✗", true), ("N - moved away", true), ("✓", false)])
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
            ("2026 LEAVERS", true, false),
            ("BANK STAFF LEAVERS", true, false),
            ("Leavers since April 2026 (do not rota)", true, false),
            ("Previous staff", true, false),
            ("STAFF NO LONGER WITH US", true, false),
            ("Staff list excluding leavers", false, false),
            ("No leavers", false, false),
            ("CURRENT STAFF", false, true),
            ("Night team", false, false),
            ("Beti Wyn", false, false),
            ("Ann Left", false, false),
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
            ("Jo Brown [left]", true, Some(("Jo Brown", "left"))),
            ("LEFT - Ken Grey", true, Some(("Ken Grey", "LEFT"))),
            ("(left) Ken Grey", true, Some(("Ken Grey", "left"))),
            ("Pat Hill *LEFT*", true, Some(("Pat Hill", "LEFT"))),
            ("Pat Vale, left", true, Some(("Pat Vale", "left"))),
            ("Olu Ade - on notice until 12/12/2026", true, Some(("Olu Ade", "on notice until 12/12/2026"))),
            ("Left, Ann", true, None),
            ("Ann - Marie Hill", true, None),
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
            ("Resigned, last day 31 December 2026", Day::parse("2026-12-31")),
            ("Left 31st December 2026", Day::parse("2026-12-31")),
            ("Leaving 31/12/2026", Day::parse("2026-12-31")),
            ("on notice until 12/12/2026", Day::parse("2026-12-12")),
            ("finishes 12/12/2026", Day::parse("2026-12-12")),
            ("Active until 12/12/2026", Day::parse("2026-12-12")),
            ("Maternity leave (until 01/03/2027)", None),
            ("Probation until 01/03/2027", None),
            ("Left 12/08/26", None),
            ("Leaving 12/08/26", None),
            ("Left", None),
            ("see 31/12/2026", None),
        ] {
            assert_eq!(still_until(words, today), day, "{words}");
        }
        for (words, over) in [
            ("Left", true),
            ("Left 12 August 2026", true),
            ("Leaving 12/08/26", true),
            ("Leaving", false),
            ("Left 31 December 2026", false),
            ("Active", false),
        ] {
            assert_eq!(is_over(words, today), over, "{words}");
        }
    }

    #[test]
    fn what_is_not_understood_is_asked_about() {
        for (words, present, unclear) in [
            ("Active", true, false),
            ("In post", true, true),
            ("Y", true, true),
            ("✓", true, true),
            ("Permanent", true, false),
            ("On maternity leave", true, true),
            ("Maternity leave", true, true),
            ("Probation until 01/03/2027", true, true),
            ("Off sick", true, true),
            ("Dormant", false, true),
            ("Leaving", false, true),
            ("On notice", false, true),
            ("x", false, true),
            ("Leaving 31/12/2026", false, false),
            ("Left", false, false),
            ("31/02/2026", false, false),
            ("31/12/2026", false, false),
            ("Ongoing", true, false),
            ("", false, false),
        ] {
            assert_eq!((is_present(words), is_unclear(words)), (present, unclear), "{words}");
        }
    }
}
