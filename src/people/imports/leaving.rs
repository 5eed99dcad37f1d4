//! What a list of staff says of those who have left: a word, a note beside a name, a heading above rows. Pure.

use super::leaving_words::{
    ABSENT, ALONE, AWAY, CRIED, CROSSES, CURRENT, DATED, FIRST, GONE, GROUP, HEADINGS, LEAVERS, LEAVING,
    MOST_WORDS, OTHERWISE, OUT, OVER, PAUSED, PRESENT, SAID, SPAN, TICKS, UNTIL,
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

/// Whether a day, a month, a year or nothing stands there: "in house training" is none of them.
fn is_dated(rest: &str) -> bool {
    const MONTHS: &[&str] =
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    rest.split(' ').all(|word| {
        word.is_empty()
            || ["on", "in"].contains(&word)
            || word.starts_with(|letter: char| letter.is_ascii_digit())
            || MONTHS.iter().any(|month| word.starts_with(month))
    })
}

/// Whether words say that somebody is there, though not at work or not for good: a day beside them is no last one.
fn is_paused(part: &str) -> bool {
    let said = plain(part);
    begins(&said, AWAY) || begins(&said, PAUSED)
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
    let is_last_day = !days_in(words).is_empty() && !parts(words).any(is_paused);
    let spans = |before: &str| before.split(' ').all(|word| SPAN.contains(&word));
    let says = |part: &str| {
        let said = plain(part);
        let is_span = said.split_once(" until ").is_some_and(|(before, _)| spans(before));
        begins(&said, LEAVING) || (is_last_day && (begins(&said, UNTIL) || is_span))
    };
    parts(words).any(says)
}

/// Whether words say of somebody that they have left, or when they will.
#[must_use]
pub fn speaks_of_end(words: &str) -> bool {
    has_left(words) || is_leaving(words)
}

/// The days that stand among other words, in their order: each in one word, or in several together as
/// "31st December 2026" does. A number alone is one of something else.
fn days_in(words: &str) -> Vec<Day> {
    let around = |letter: char| !letter.is_alphanumeric();
    let words: Vec<&str> = words
        .split_whitespace()
        .map(|word| word.trim_matches(around))
        .filter(|word| !word.is_empty())
        .collect();
    let together = |start: usize, size: usize| {
        let several = words.get(start..start.saturating_add(size))?.join(" ");
        let is_number = several.chars().all(|letter| letter.is_ascii_digit());
        if is_number { None } else { days::day(&several) }
    };
    (0..words.len()).flat_map(|start| [4, 3, 2, 1].map(|size| together(start, size))).flatten().collect()
}

/// The day that stands beside such words, when it isn't over: until then they are there.
#[must_use]
pub fn still_until(words: &str, today: Day) -> Option<Day> {
    let days = days_in(words);
    // "Left 12/08/2026, keys due 30/11/2026": what is still to come is something else.
    let is_out = parts(words).any(|part| begins(&plain(part), OUT));
    if !speaks_of_end(words) || is_out && days.first().is_some_and(|first| *first < today) {
        return None;
    }
    days.into_iter().find(|day| *day >= today)
}

/// Whether words say that the time of somebody is over on a day.
#[must_use]
pub fn is_over(words: &str, today: Day) -> bool {
    let is_over = has_left(words) || (is_leaving(words) && !days_in(words).is_empty());
    is_over && still_until(words, today).is_none()
}

/// Whether a column that says yes of those who are there says no.
#[must_use]
pub fn is_absent(words: &str) -> bool {
    // "No (maternity leave)" is somebody who comes back.
    if !has_left(words) && parts(words).skip(1).any(is_paused) {
        return false;
    }
    let first = parts(words).nth(1).unwrap_or_default();
    let is_cross = words.trim().starts_with(CROSSES);
    is_cross || [words, first].iter().any(|said| ABSENT.contains(&plain(said).as_str())) || has_left(words)
}

/// Whether somebody has left by a column that says yes of those who have; nothing where it isn't clear, as with a
/// cross, or with "Yes (maternity leave)".
#[must_use]
pub fn is_gone(words: &str) -> Option<bool> {
    let first = parts(words).nth(1).unwrap_or_default();
    let said = words::yes_or_no(words).or_else(|| words::yes_or_no(first));
    let is_unsure = |yes: bool| yes && parts(words).skip(1).any(is_paused);
    said.filter(|yes| !is_unsure(*yes) && !words.trim().starts_with(CROSSES))
}

/// Whether words say that somebody is there still.
#[must_use]
pub fn is_present(words: &str) -> bool {
    let said = plain(words);
    let is_known = !said.is_empty() && said.split(' ').all(|word| PRESENT.contains(&word));
    let is_tick = said.is_empty() && words.trim().starts_with(TICKS);
    let is_away = begins(&said, AWAY) && !said.split(' ').any(|word| OVER.contains(&word));
    is_known || is_tick || is_away || words::worker(words).is_some()
}

/// Whether words in the place of a last day leave open whether somebody is there still. What begins as a day does is
/// one that was written wrong, where more than one number stands in it: "30 hrs" is none.
#[must_use]
pub fn is_unclear(words: &str) -> bool {
    let numbers = words.split(|letter: char| !letter.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_day = words.trim().starts_with(|letter: char| letter.is_ascii_digit()) && numbers.count() > 1;
    let is_told = has_left(words) || (is_leaving(words) && !days_in(words).is_empty());
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
    let follows = |one: &[&str], other: &[&str]| {
        let words: Vec<&str> = said.split(' ').collect();
        words.windows(2).any(|two| matches!(two, [a, b] if one.contains(a) && other.contains(b)))
    };
    let is_gone = follows(GONE, GROUP)
        || has(GROUP) && (said.contains("no longer") || follows(&["who", "have", "has"], &["left"]));
    let is_left = rest_behind(&said, &["left"]).is_some_and(is_dated);
    let is_said =
        is_left || is_gone || begins(&said, HEADINGS) || has(LEAVERS) || ALONE.contains(&said.as_str());
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
mod tests;
