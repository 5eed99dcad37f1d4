//! Which backups stay: the newest of seven days, of five weeks and of twelve months, and all of the last day.

use std::collections::BTreeSet;

use crate::clock::{Day, Moment};

const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;
/// Beside the newest stays what was made so few hours before it: somebody asked for it.
const HOURS: i64 = 24;
/// A Monday; weeks are counted from it.
const MONDAY: (i16, i8, i8) = (2024, 1, 1);

/// The backups that may go, of those that are there. The newest never goes.
#[must_use]
pub fn superseded(there: &[Moment]) -> Vec<Moment> {
    let mut newest_first: Vec<Moment> = there.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let Some(newest) = newest_first.first().copied() else { return Vec::new() };
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    newest_first.retain(|made| {
        let day = made.day();
        let of_day = is_new(&mut days, day.to_string(), DAYS);
        let of_week = is_new(&mut weeks, week(day), WEEKS);
        let of_month = is_new(&mut months, (day.year(), day.month()), MONTHS);
        let is_recent = made.plus_hours(HOURS) >= newest;
        !(of_day || of_week || of_month || is_recent)
    });
    newest_first
}

/// Whether it is the first of its kind and the kinds are not yet enough.
fn is_new<K: Ord>(seen: &mut BTreeSet<K>, kind: K, most: usize) -> bool {
    seen.len() < most && seen.insert(kind)
}

fn week(day: Day) -> i64 {
    let (year, month, of_month) = MONDAY;
    Day::new(year, month, of_month).map_or(0, |monday| monday.days_until(day).div_euclid(7))
}

#[cfg(test)]
mod tests {
    use super::superseded;
    use crate::clock::{Day, Moment};

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn keeps_days_weeks_and_months() {
        for (there, gone) in [
            (&[][..], &[][..]),
            (&["2026-11-21T02:15:00Z"], &[]),
            // Two of one day: the newer stays, and what is less than a day older than the newest.
            (&["2026-11-20T02:15:00Z", "2026-11-20T09:00:00Z", "2026-11-21T02:15:00Z"], &[]),
            (
                &["2026-11-19T02:15:00Z", "2026-11-19T09:00:00Z", "2026-11-21T02:15:00Z"],
                &["2026-11-19T02:15:00Z"],
            ),
            // However old it is, the newest stays.
            (&["2020-01-01T02:15:00Z"], &[]),
        ] {
            let there: Vec<Moment> = there.iter().map(|text| at(text)).collect();
            let gone: Vec<Moment> = gone.iter().map(|text| at(text)).collect();
            assert_eq!(superseded(&there), gone);
        }
    }

    #[test]
    fn a_year_and_a_half_of_nights_leaves_days_weeks_and_months() {
        let mut there: Vec<Moment> = Vec::new();
        for number in 0..550 {
            let night = Day::parse("2025-05-20").unwrap().plus_days(number).at(2, 15);
            there.push(night);
            let gone = superseded(&there);
            there.retain(|made| !gone.contains(made));
            assert!(there.contains(&night), "the newest stays");
        }
        let left: Vec<String> = there.iter().rev().map(|made| made.day().to_string()).collect();
        let days = [
            "2026-11-20",
            "2026-11-19",
            "2026-11-18",
            "2026-11-17",
            "2026-11-16",
            "2026-11-15",
            "2026-11-14",
        ];
        assert_eq!(left.get(..7).unwrap(), days);
        // The last day of each week and month before, as far back as the numbers go.
        let older = [
            "2026-11-08",
            "2026-11-01",
            "2026-10-31",
            "2026-10-25",
            "2026-09-30",
            "2026-08-31",
            "2026-07-31",
            "2026-06-30",
            "2026-05-31",
            "2026-04-30",
            "2026-03-31",
            "2026-02-28",
            "2026-01-31",
            "2025-12-31",
        ];
        assert_eq!(left.get(7..).unwrap(), older);
    }
}
