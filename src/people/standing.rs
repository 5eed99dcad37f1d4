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
