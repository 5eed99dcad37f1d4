//! Working days per nation: no weekend, no bank holiday. The days are reckoned by the standing rules (Banking and
//! Financial Dealings Act 1971 and common law), so that they never run out; a single extra day by proclamation
//! isn't known, which makes a last day earlier, never later.

use crate::clock::Day;
use crate::organisations::Nation;

/// The first day from this one on that is no weekend and no bank holiday.
#[must_use]
pub fn working_day_from(day: Day, nation: Nation) -> Day {
    let mut day = day;
    while weekday(day) > 4 || holidays(day.year(), nation).contains(&day) {
        day = day.plus_days(1);
    }
    day
}

/// Days since Monday: 0 to 6.
fn weekday(day: Day) -> i64 {
    // 1 January 2024 was a Monday.
    Day::new(2024, 1, 1).map_or(0, |monday| monday.days_until(day).rem_euclid(7))
}

/// The bank holidays of a year; one that falls on a weekend is taken on the next free weekday.
fn holidays(year: i16, nation: Nation) -> Vec<Day> {
    let fixed = |month, day| Day::new(year, month, day);
    let easter = easter(year);
    let around = |days| easter.map(|sunday| sunday.plus_days(days));
    let (first, last) = (|month| first_monday(year, month), |month| last_monday(year, month));
    let days = match nation {
        Nation::England | Nation::Wales => {
            vec![fixed(1, 1), around(-2), around(1), first(5), last(5), last(8), fixed(12, 25), fixed(12, 26)]
        }
        Nation::Scotland => vec![
            fixed(1, 1),
            fixed(1, 2),
            around(-2),
            first(5),
            last(5),
            first(8),
            fixed(11, 30),
            fixed(12, 25),
            fixed(12, 26),
        ],
        Nation::NorthernIreland => vec![
            fixed(1, 1),
            fixed(3, 17),
            around(-2),
            around(1),
            first(5),
            last(5),
            fixed(7, 12),
            last(8),
            fixed(12, 25),
            fixed(12, 26),
        ],
    };
    let mut taken: Vec<Day> = Vec::new();
    for mut day in days.into_iter().flatten() {
        while weekday(day) > 4 || taken.contains(&day) {
            day = day.plus_days(1);
        }
        taken.push(day);
    }
    taken
}

fn first_monday(year: i16, month: i8) -> Option<Day> {
    let first = Day::new(year, month, 1)?;
    Some(first.plus_days((7 - weekday(first)).rem_euclid(7)))
}

fn last_monday(year: i16, month: i8) -> Option<Day> {
    let last = Day::new(year, month, 31)?;
    Some(last.plus_days(-weekday(last)))
}

/// Easter Sunday by the Gregorian calendar.
fn easter(year: i16) -> Option<Day> {
    let year_number = i32::from(year);
    let golden = year_number % 19;
    let (century, rest) = (year_number / 100, year_number % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    Day::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{holidays, working_day_from};
    use crate::clock::Day;
    use crate::organisations::Nation;

    #[test]
    fn bank_holidays_are_those_of_the_calendar() {
        for (year, nation, days) in [
            (
                2026,
                Nation::Wales,
                "2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
            ),
            (
                2027,
                Nation::England,
                "2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
            ),
            (
                2028,
                Nation::England,
                "2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26",
            ),
            (
                2026,
                Nation::Scotland,
                "2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-08-03 2026-11-30 2026-12-25 2026-12-28",
            ),
            (
                2026,
                Nation::NorthernIreland,
                "2026-01-01 2026-03-17 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-07-13 2026-08-31 2026-12-25 2026-12-28",
            ),
        ] {
            let found: Vec<String> = holidays(year, nation).iter().map(Day::to_string).collect();
            assert_eq!(found.join(" "), days, "{year} {nation:?}");
        }
    }

    #[test]
    fn a_day_off_becomes_the_next_day_at_work() {
        for (day, nation, working) in [
            ("2026-11-20", Nation::Wales, "2026-11-20"),
            ("2026-11-21", Nation::Wales, "2026-11-23"),
            ("2026-12-25", Nation::Wales, "2026-12-29"),
            ("2026-04-03", Nation::Wales, "2026-04-07"),
            ("2026-04-06", Nation::Scotland, "2026-04-06"),
            ("2026-11-30", Nation::Scotland, "2026-12-01"),
        ] {
            let found = working_day_from(Day::parse(day).unwrap(), nation);
            assert_eq!(found.to_string(), working, "{day} {nation:?}");
        }
    }
}
