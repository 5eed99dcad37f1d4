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

/// The last day that a cell names; nothing where somebody is there still.
///
/// # Errors
/// They have left, it isn't clear whether they have, or it is no day: what is wrong, as the end of a message's key.
pub fn last_day(text: &str, meanings: &Meanings, today: Day) -> Result<Option<Day>, &'static str> {
    if words::is_open_end(text) {
        return Ok(None);
    }
    if let Some(day) = days::day(text).or_else(|| leaving::still_until(text, today)) {
        return Ok(Some(day));
    }
    if leaving::is_over(text, today) {
        return Err(HAS_LEFT);
    }
    match meanings.get(Column::Ends, text).filter(|_| leaving::is_unclear(text)) {
        Some(Meaning::Nothing) => Ok(None),
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
        for (text, wanted) in [
            ("Ongoing", Ok(None)),
            ("31/12/2026", Ok(Day::parse("2026-12-31"))),
            ("Left 31st December 2026", Ok(Day::parse("2026-12-31"))),
            ("Leaving 12/08/2026", Err(HAS_LEFT)),
            ("Left", Err(HAS_LEFT)),
            ("Dormant", Err(HAS_LEFT)),
            ("rota 2", Ok(None)),
            ("Awaiting", Err(UNCLEAR)),
            ("On notice", Err(UNCLEAR)),
            ("31/02/2027", Err("day")),
        ] {
            assert_eq!(last_day(text, &meanings, today), wanted, "{text}");
        }
    }
}
