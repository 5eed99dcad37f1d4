//! First review dates for many policies at once: pure rules.

use std::collections::BTreeMap;

use crate::clock::Day;

/// How many reviews one month takes before the next policy goes to another.
pub const A_MONTH: usize = 4;

/// The review day of each policy, in the given order: as late as its interval allows, and earlier where that
/// month is full. Never later than the interval. The same input gives the same days; a month takes more only when every month is full.
#[must_use]
pub fn spread(today: Day, months: &[i32], a_month: usize) -> Vec<Day> {
    let mut taken: BTreeMap<i32, usize> = BTreeMap::new();
    months.iter().map(|interval| one(today, (*interval).max(1), a_month.max(1), &mut taken)).collect()
}

fn one(today: Day, interval: i32, a_month: usize, taken: &mut BTreeMap<i32, usize>) -> Day {
    let count = |month: &i32| taken.get(month).copied().unwrap_or_default();
    let free = (1..=interval).rev().find(|month| count(month) < a_month);
    // All are full: the emptiest, the latest of these.
    let month = free.or_else(|| (1..=interval).rev().min_by_key(count)).unwrap_or(interval);
    *taken.entry(month).or_default() += 1;
    today.plus_months(month)
}

/// The review day of each policy when all keep their interval.
#[must_use]
pub fn same(today: Day, months: &[i32]) -> Vec<Day> {
    months.iter().map(|interval| today.plus_months((*interval).max(1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::parse("2026-11-30").unwrap()
    }

    #[test]
    fn no_month_takes_more_than_its_share() {
        for (count, interval, a_month, most) in [
            (1, 12, 4, 1),
            (4, 12, 4, 4),
            (5, 12, 4, 4),
            (48, 12, 4, 4),
            (49, 12, 4, 5),
            (60, 12, 5, 5),
            (3, 1, 4, 3),
            (9, 1, 4, 9),
        ] {
            let days = spread(today(), &vec![interval; count], a_month);
            let mut months: BTreeMap<(i16, i8), usize> = BTreeMap::new();
            for day in &days {
                *months.entry((day.year(), day.month())).or_default() += 1;
                assert!(*day <= today().plus_months(interval), "{day} is later than the interval");
                assert!(*day > today());
            }
            assert_eq!(months.values().max(), Some(&most), "{count} {interval} {a_month}");
            assert_eq!(days, spread(today(), &vec![interval; count], a_month), "not stable");
        }
    }

    #[test]
    fn each_keeps_its_own_interval() {
        let days = spread(today(), &[6, 24, 12, 12], 1);
        let words: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["2027-05-30", "2028-11-30", "2027-11-30", "2027-10-30"]);
    }

    #[test]
    fn the_end_of_a_month_is_safe() {
        assert_eq!(same(today(), &[3]).first().map(ToString::to_string).as_deref(), Some("2027-02-28"));
        assert_eq!(spread(today(), &[], 4), Vec::<Day>::new());
        assert_eq!(spread(today(), &[0], 0).len(), 1);
    }
}
