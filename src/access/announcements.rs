//! What the operator of the installation tells members, as their pages show it.

use crate::clock::Day;
use crate::db::types::text_enum;

text_enum! {
    /// How much a message of the operator presses.
    Level {
        /// Something to know.
        News = "news",
        /// Something that goes wrong.
        Warning = "warning",
    }
}

/// A message of the operator that hasn't been ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The words.
    pub text: String,
    /// How much it presses.
    pub level: Level,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Announcement {
    /// Whether it is shown on a day.
    #[must_use]
    pub fn is_shown(&self, on: Day) -> bool {
        self.from <= on && on <= self.until
    }
}

#[cfg(test)]
mod tests {
    use super::{Announcement, Level};
    use crate::clock::Day;

    #[test]
    fn is_shown_from_the_first_day_to_the_last() {
        let day = |text: &str| Day::parse(text).unwrap();
        let (from, until) = (day("2026-11-20"), day("2026-11-22"));
        let message = Announcement { text: String::new(), level: Level::News, from, until };
        for (on, shown) in
            [("2026-11-19", false), ("2026-11-20", true), ("2026-11-22", true), ("2026-11-23", false)]
        {
            assert_eq!(message.is_shown(day(on)), shown, "{on}");
        }
    }
}
