//! How somebody stands in the organisation beside their name: number, manager, end, agency, register.

use crate::clock::Day;
use crate::db::ids::PersonId;

/// The most months that an agency worker stands on the list before somebody says so again.
pub const AGENCY_MONTHS: i32 = 12;
/// Days before the end of an agency worker's time that count as soon.
pub const SOON_DAYS: i64 = 30;
/// The most people one above the other.
const MOST_ABOVE: usize = 100;

/// A staff number as it is kept: without spaces, in capitals. This is the only place that decides whether two
/// numbers are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StaffNumber(String);

/// The letter that numbers begin with which Polisi makes up: those of a payroll seldom do.
const MADE_UP: char = 'P';
/// The first number that Polisi makes up.
const FIRST: u64 = 1001;

impl StaffNumber {
    /// The most letters and digits.
    pub const MOST: usize = 20;

    /// Reads a number as people type it; nothing when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.chars().filter(|letter| !letter.is_whitespace());
        let plain: String = plain.flat_map(char::to_uppercase).collect();
        let known = |letter: char| letter.is_alphanumeric() || "-/._".contains(letter);
        let fits = !plain.is_empty() && plain.chars().count() <= Self::MOST && plain.chars().all(known);
        fits.then_some(Self(plain))
    }

    /// A number of digits alone without the zeros that it begins with; any other one as it is.
    #[must_use]
    pub fn plain(&self) -> &str {
        let digits = self.0.chars().all(|letter| letter.is_ascii_digit());
        match self.0.trim_start_matches('0') {
            rest if digits && !rest.is_empty() => rest,
            _ => &self.0,
        }
    }

    /// Every way to write it: a spreadsheet takes away the zeros that a number begins with.
    #[must_use]
    pub fn ways(&self) -> Vec<String> {
        let plain = self.plain();
        if !plain.chars().all(|letter| letter.is_ascii_digit()) {
            return vec![plain.to_owned()];
        }
        (plain.len()..=Self::MOST).map(|length| format!("{plain:0>length$}")).collect()
    }

    /// Whether Polisi made it up for somebody who had none: a list of staff may say another one.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        self.made_up().is_some()
    }

    /// What stands behind the letter of a number that Polisi made up.
    #[must_use]
    pub fn made_up(&self) -> Option<u64> {
        let digits = self.0.strip_prefix(MADE_UP).filter(|digits| (4..=18).contains(&digits.len()))?;
        digits.parse().ok()
    }

    /// The next number that Polisi makes up: one more than the highest, from P1001 on.
    #[must_use]
    pub fn next<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        let highest = taken.into_iter().filter_map(|text| Self(text.to_owned()).made_up()).max();
        let next = highest.map_or(FIRST, |highest| highest.saturating_add(1).max(FIRST));
        Self(format!("{MADE_UP}{next}"))
    }

    /// A number as it is kept.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How somebody stands in the organisation beside their name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The number by which the organisation knows them.
    pub staff_number: Option<StaffNumber>,
    /// Who leads them.
    pub line_manager: Option<PersonId>,
    /// The last day, when it is known before it comes. Access ends after it.
    pub ends_on: Option<Day>,
    /// The agency that sends them.
    pub agency: Option<String>,
    /// The professional register: a word of [`super::registers`], or other words.
    pub regulator: Option<String>,
    /// The number in that register.
    pub register_number: Option<String>,
}

/// Whether somebody would lead themselves, directly or through others. `above` says who leads somebody.
///
/// # Errors
/// What `above` says.
pub fn leads_to_circle<E>(
    person: PersonId,
    manager: PersonId,
    mut above: impl FnMut(PersonId) -> Result<Option<PersonId>, E>,
) -> Result<bool, E> {
    let mut next = manager;
    for _ in 0..MOST_ABOVE {
        if next == person {
            return Ok(true);
        }
        match above(next)? {
            Some(leader) => next = leader,
            None => return Ok(false),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::clock::Moment;

    #[test]
    fn spaces_and_case_never_make_two_numbers() {
        let kept = |text: &str| StaffNumber::parse(text).map(|number| number.as_str().to_owned());
        for (typed, wanted) in [
            ("dc 104", Some("DC104")),
            (" DC104 ", Some("DC104")),
            ("Dc\u{a0}104", Some("DC104")),
            ("0042", Some("0042")),
            ("ŷ7", Some("Ŷ7")),
            ("a-1/b_2.c", Some("A-1/B_2.C")),
            ("", None),
            ("  ", None),
            ("a@b", None),
            ("=1", None),
            ("123456789012345678901", None),
        ] {
            assert_eq!(kept(typed).as_deref(), wanted, "{typed}");
        }
    }

    #[test]
    fn zeros_at_the_front_say_nothing() {
        let number = |text: &str| StaffNumber::parse(text).unwrap();
        for (one, other, is_same) in [
            ("0017", "17", true),
            ("017", "0017", true),
            ("170", "17", false),
            ("A017", "A17", false),
            ("00-17", "0-17", false),
            ("000", "00", false),
            ("ŷ7", "Ŷ7", true),
        ] {
            let (one, other) = (number(one), number(other));
            assert_eq!(one.plain() == other.plain(), is_same, "{one:?} {other:?}");
            assert_eq!(one.ways().iter().any(|way| way == other.as_str()), is_same, "{one:?} {other:?}");
        }
        assert_eq!(number("17").ways().len(), 19);
    }

    #[test]
    fn made_up_numbers_follow_the_highest_and_are_known() {
        for (taken, next) in [
            (&[][..], "P1001"),
            (&["7", "1005"], "P1001"),
            (&["P1001", "P1005", "P1002"], "P1006"),
            (&["P-17", "P17", "P9999999999999999999"], "P1001"),
            (&["P999999999"], "P1000000000"),
        ] {
            let made = StaffNumber::next(taken.iter().copied());
            assert_eq!((made.as_str(), made.is_made_up()), (next, true), "{taken:?}");
        }
        for text in ["1001", "P17", "PA1001", "P-1001", "XP1001"] {
            assert!(!StaffNumber::parse(text).unwrap().is_made_up(), "{text}");
        }
    }

    #[test]
    fn nobody_leads_themselves() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let [a, b, c, d] = [0; 4].map(|_| PersonId::new(now));
        let circle = |led: &[(PersonId, PersonId)], person, manager| {
            let managers: BTreeMap<PersonId, PersonId> = led.iter().copied().collect();
            leads_to_circle(person, manager, |id| Ok::<_, ()>(managers.get(&id).copied())).unwrap()
        };
        let led = [(a, b), (b, c)];
        assert!(circle(&led, a, a) && circle(&led, c, a));
        assert!(!circle(&led, d, a) && !circle(&led, a, c));
        assert!(circle(&[(a, b), (b, a)], d, a), "an end is found even where rows are wrong");
    }
}
