//! How long ago somebody held the program's components against known faults (README, "What is guarded"; ASVS 5.0:
//! 15.2.1). A version that nobody replaces grows old by itself, and says so to those who run it.

use crate::clock::Day;

/// The day of the last look, with the database of advisories of that day. Set with every release.
pub const LOOKED: &str = "2026-11-21";
/// Days that a lower fault may stay. After as many, nobody knows that there is none.
const MOST_DAYS: i64 = 90;

/// The day of the last look, when it is too long ago.
#[must_use]
pub fn looked_too_long_ago(today: Day) -> Option<Day> {
    Day::parse(LOOKED).filter(|looked| looked.days_until(today) > MOST_DAYS)
}

#[cfg(test)]
mod tests {
    use super::{Day, LOOKED, looked_too_long_ago};

    #[test]
    fn a_look_holds_for_ninety_days() {
        let looked = Day::parse(LOOKED).unwrap();
        assert_eq!(looked_too_long_ago(looked.plus_days(-1)), None);
        assert_eq!(looked_too_long_ago(looked.plus_days(90)), None);
        assert_eq!(looked_too_long_ago(looked.plus_days(91)), Some(looked));
    }
}
