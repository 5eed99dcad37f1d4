//! The last day of a row: a day, or words that say that somebody is there still, leaves or has left. Pure.

use super::answers::LEFT;
use super::columns::Column;
use super::meanings::{Meaning, Meanings};
use super::{leaving, words};
use crate::clock::Day;
use crate::documents::sheet::days;

/// The fault of words that say that somebody has left.
pub const HAS_LEFT: &str = "ends-left";
/// The fault of words of which nobody knows whether they say so.
pub const UNCLEAR: &str = "ends-words";

/// What a row says of the last day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum End {
    /// Nothing: what is known stays.
    #[default]
    Unsaid,
    /// That nobody knows of one: what is known goes.
    Open,
    /// Which it is.
    On(Day),
}

impl End {
    /// The day that it names.
    #[must_use]
    pub const fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::Unsaid | Self::Open => None,
        }
    }

    /// The last day where one is known.
    #[must_use]
    pub const fn after(self, known: Option<Day>) -> Option<Day> {
        match self {
            Self::Unsaid => known,
            Self::Open | Self::On(_) => self.day(),
        }
    }
}

/// What a cell says of the last day. An answer that somebody is there still says nothing of when they leave.
///
/// # Errors
/// They have left, it isn't clear whether they have, or it is no day: what is wrong, as the end of a message's key.
pub fn last_day(text: &str, meanings: &Meanings, today: Day) -> Result<End, &'static str> {
    if words::is_open_end(text) {
        return Ok(End::Open);
    }
    if let Some(day) = days::day(text).or_else(|| leaving::still_until(text, today)) {
        return Ok(End::On(day));
    }
    if leaving::is_over(text, today) {
        return Err(HAS_LEFT);
    }
    match meanings.get(Column::Ends, text).filter(|_| leaving::is_unclear(text)) {
        Some(Meaning::Nothing) => Ok(End::Unsaid),
        Some(Meaning::Means(what)) if what == LEFT => Err(HAS_LEFT),
        _ if text.chars().any(|letter| letter.is_ascii_digit()) && !leaving::is_unclear(text) => Err("day"),
        _ => Err(UNCLEAR),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_is_a_day_or_words_that_are_understood() {
        let today = Day::parse("2026-11-21").unwrap();
        let mut meanings = Meanings::default();
        meanings.set(Column::Ends, "dormant", Some(Meaning::Means(LEFT.to_owned())));
        meanings.set(Column::Ends, "Rota 2", Some(Meaning::Nothing));
        let new_year = Day::parse("2026-12-31").unwrap();
        for (text, wanted) in [
            ("Ongoing", Ok(End::Open)),
            ("None", Ok(End::Open)),
            ("PERMANENT", Ok(End::Open)),
            ("31/12/2026", Ok(End::On(new_year))),
            ("Left 31st December 2026", Ok(End::On(new_year))),
            ("Leaving 12/08/2026", Err(HAS_LEFT)),
            ("Left", Err(HAS_LEFT)),
            ("Dormant", Err(HAS_LEFT)),
            ("rota 2", Ok(End::Unsaid)),
            ("Awaiting", Err(UNCLEAR)),
            ("On notice", Err(UNCLEAR)),
            ("31/02/2027", Err("day")),
        ] {
            assert_eq!(last_day(text, &meanings, today), wanted, "{text}");
        }
    }

    #[test]
    fn only_words_and_days_change_a_last_day() {
        let [one, other] = ["2026-11-30", "2026-12-31"].map(Day::parse);
        for (end, known, wanted) in [
            (End::Unsaid, one, one),
            (End::Unsaid, None, None),
            (End::Open, one, None),
            (End::Open, None, None),
            (End::On(other.unwrap()), one, other),
            (End::On(other.unwrap()), None, other),
        ] {
            assert_eq!(end.after(known), wanted, "{end:?} {known:?}");
        }
    }
}
