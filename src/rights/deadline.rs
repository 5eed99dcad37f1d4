//! The clock of a request: one calendar month from the day it came (Article 12(3) UK GDPR), longer by the days on
//! which identity or a clarification was waited for (Article 12A), by two months more when the person was told in
//! the first. A last day on a weekend or bank holiday moves to the next working day.

use super::holidays::working_day_from;
use crate::clock::Day;
use crate::organisations::Nation;

/// Months for an answer.
const MONTHS: i32 = 1;
/// Months for an answer to a request that was extended.
const EXTENDED: i32 = 3;

/// What a clock is reckoned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The day on which it came.
    pub received_on: Day,
    /// Whether the person was told that it takes two months more.
    pub extended: bool,
    /// Times in which something of the person's was waited for; the last may be open.
    pub waits: Vec<(Day, Option<Day>)>,
    /// Whose bank holidays count.
    pub nation: Nation,
}

/// How a clock stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The clock waits for the person.
    Waiting,
    /// It runs; so many days are left, less than none when it is late.
    Runs {
        /// The last day.
        due_on: Day,
        /// Days from now to it.
        left: i64,
    },
}

/// How a clock stands.
#[must_use]
pub fn standing(facts: &Facts, today: Day) -> Standing {
    if facts.waits.iter().any(|(_, until)| until.is_none()) {
        return Standing::Waiting;
    }
    let due_on = due_on(facts, if facts.extended { EXTENDED } else { MONTHS });
    Standing::Runs { due_on, left: today.days_until(due_on) }
}

/// The last day on which the person can be told that it takes longer.
#[must_use]
pub fn extend_until(facts: &Facts) -> Day {
    due_on(facts, MONTHS)
}

/// Whether it can be extended on a day.
#[must_use]
pub fn may_extend(facts: &Facts, today: Day) -> bool {
    !facts.extended && (today <= extend_until(facts) || standing(facts, today) == Standing::Waiting)
}

fn due_on(facts: &Facts, months: i32) -> Day {
    let last = facts.received_on.plus_months(months).plus_days(waited(facts));
    working_day_from(last, facts.nation)
}

/// Days that were waited, none of them twice.
fn waited(facts: &Facts) -> i64 {
    let mut spans: Vec<(Day, Day)> =
        facts.waits.iter().filter_map(|(from, until)| until.map(|until| (*from, until))).collect();
    spans.sort_unstable();
    let (mut days, mut reached) = (0, None::<Day>);
    for (from, until) in spans {
        let from = reached.map_or(from, |reached| reached.max(from));
        days += from.days_until(until).max(0);
        reached = Some(reached.map_or(until, |reached| reached.max(until)));
    }
    days
}

/// Which reminder a day calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reminder {
    /// At most seven days are left.
    Week,
    /// At most one day is left.
    Day,
    /// The last day is over.
    Late,
}

impl Reminder {
    /// The part of the key of its words.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Day => "day",
            Self::Late => "late",
        }
    }
}

/// The reminder for the days that are left. Each is sent once; a day on which no job ran loses none.
#[must_use]
pub fn reminder(left: i64) -> Option<Reminder> {
    match left {
        ..0 => Some(Reminder::Late),
        0..=1 => Some(Reminder::Day),
        2..=7 => Some(Reminder::Week),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Reminder, Standing, extend_until, may_extend, reminder, standing};
    use crate::clock::Day;
    use crate::organisations::Nation;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn facts(received: &str, extended: bool, waits: &[(&str, Option<&str>)]) -> Facts {
        let waits = waits.iter().map(|(from, until)| (day(from), until.map(day)));
        Facts { received_on: day(received), extended, waits: waits.collect(), nation: Nation::Wales }
    }

    #[test]
    fn the_last_day_is_the_law_s() {
        for (received, extended, waits, due) in [
            // The corresponding day of the next month.
            ("2026-09-03", false, vec![], "2026-10-05"),
            ("2026-09-02", false, vec![], "2026-10-02"),
            ("2026-10-20", false, vec![], "2026-11-20"),
            // No such day: the last of the month.
            ("2027-01-29", false, vec![], "2027-03-01"),
            ("2028-01-31", false, vec![], "2028-02-29"),
            ("2026-08-31", false, vec![], "2026-09-30"),
            // Weekend, Christmas, Good Friday with Easter Monday, New Year.
            ("2026-11-21", false, vec![], "2026-12-21"),
            ("2026-11-25", false, vec![], "2026-12-29"),
            ("2026-03-03", false, vec![], "2026-04-07"),
            ("2026-12-01", false, vec![], "2027-01-04"),
            // Days that were waited are added, before the weekend is looked at; a shared day counts once.
            ("2026-10-20", false, vec![("2026-10-21", Some("2026-10-28"))], "2026-11-27"),
            ("2026-10-20", false, vec![("2026-10-21", Some("2026-10-29"))], "2026-11-30"),
            (
                "2026-10-20",
                false,
                vec![("2026-10-21", Some("2026-10-28")), ("2026-10-25", Some("2026-10-30"))],
                "2026-11-30",
            ),
            ("2026-10-20", false, vec![("2026-10-21", Some("2026-10-21"))], "2026-11-20"),
            // Two months more.
            ("2026-10-20", true, vec![], "2027-01-20"),
            ("2026-11-30", true, vec![], "2027-03-01"),
            ("2026-10-20", true, vec![("2026-10-21", Some("2026-10-28"))], "2027-01-27"),
        ] {
            let found = standing(&facts(received, extended, &waits), day("2026-11-20"));
            let Standing::Runs { due_on, left } = found else { panic!("{received} waits") };
            assert_eq!(due_on.to_string(), due, "{received} {extended} {waits:?}");
            assert_eq!(left, day("2026-11-20").days_until(due_on));
        }
    }

    #[test]
    fn it_waits_while_something_is_missing() {
        let open = facts("2026-10-20", false, &[("2026-10-21", None)]);
        assert_eq!(standing(&open, day("2027-06-01")), Standing::Waiting);
    }

    #[test]
    fn it_is_extended_once_and_within_the_first_month() {
        let plain = facts("2026-10-20", false, &[]);
        assert_eq!(extend_until(&plain), day("2026-11-20"));
        assert!(may_extend(&plain, day("2026-11-20")));
        assert!(!may_extend(&plain, day("2026-11-21")));
        assert!(!may_extend(&facts("2026-10-20", true, &[]), day("2026-10-21")));
        let waited = facts("2026-10-20", false, &[("2026-10-21", Some("2026-10-28"))]);
        assert!(may_extend(&waited, day("2026-11-27")));
        assert!(may_extend(&facts("2026-10-20", false, &[("2026-10-21", None)]), day("2027-06-01")));
    }

    #[test]
    fn reminders_come_in_time() {
        for (left, wanted) in [
            (8, None),
            (7, Some(Reminder::Week)),
            (2, Some(Reminder::Week)),
            (1, Some(Reminder::Day)),
            (0, Some(Reminder::Day)),
            (-1, Some(Reminder::Late)),
            (-90, Some(Reminder::Late)),
        ] {
            assert_eq!(reminder(left), wanted, "{left}");
        }
    }
}
