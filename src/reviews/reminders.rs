//! When a review is called to mind, and who hears of it.
//!
//! Pure rules: 60, 30, 14, 7, 1 and 0 days before the date, then weekly; overdue by 14 days the registered
//! manager hears of it too, by 28 the responsible or nominated individual, by 42 the owner (DESIGN 8;
//! reference domain 4.10).

use std::collections::BTreeSet;

use crate::clock::Day;

/// Days before the date at which a reminder goes out, the earliest first.
pub const LADDER: [i64; 6] = [60, 30, 14, 7, 1, 0];
/// Days overdue from which the registered managers hear of it.
pub const MANAGER_AFTER: i64 = 14;
/// Days overdue from which the responsible or nominated individual hears of it.
pub const ACCOUNTABLE_AFTER: i64 = 28;
/// Days overdue from which the owner of the organisation hears of it.
pub const OWNER_AFTER: i64 = 42;
const WEEK: i64 = 7;

/// A step of the ladder. Later steps are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// This many days before the date, one of [`LADDER`].
    Before(i64),
    /// This many full weeks after the date, from 1.
    Overdue(i64),
}

impl Stage {
    /// The step that a number of days to go falls into; nothing when it is early.
    ///
    /// A step holds until the next one begins, so that one that was missed is made up for once, with the
    /// real number of days in its words.
    #[must_use]
    pub fn of(days_left: i64) -> Option<Self> {
        if days_left <= -WEEK {
            return Some(Self::Overdue(-days_left / WEEK));
        }
        LADDER.into_iter().rev().find(|step| days_left <= *step).map(Self::Before)
    }

    /// The word in the database: `30`, `overdue-2`.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Before(days) => days.to_string(),
            Self::Overdue(weeks) => format!("overdue-{weeks}"),
        }
    }

    /// The step of a word; nothing for any other text.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word.strip_prefix("overdue-") {
            Some(weeks) => weeks.parse().ok().filter(|weeks| *weeks > 0).map(Self::Overdue),
            None => word.parse().ok().filter(|days| LADDER.contains(days)).map(Self::Before),
        }
    }

    const fn urgency(self) -> i64 {
        match self {
            Self::Before(days) => -days,
            Self::Overdue(weeks) => weeks,
        }
    }
}

impl PartialOrd for Stage {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Stage {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.urgency().cmp(&other.urgency())
    }
}

/// The reminder that is due today; nothing when it, or a later one, was sent.
///
/// After a stop of the machine this is the most urgent one alone: reminders never come in a burst.
#[must_use]
pub fn due_stage(due_on: Day, today: Day, already_sent: &BTreeSet<Stage>) -> Option<Stage> {
    let stage = Stage::of(today.days_until(due_on))?;
    let is_new = already_sent.last().is_none_or(|latest| *latest < stage);
    is_new.then_some(stage)
}

/// Who hears of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// The owner of the policy.
    PolicyOwner,
    /// The registered managers of its services.
    Managers,
    /// The responsible or nominated individual.
    Accountable,
    /// The owner of the organisation.
    OrganisationOwner,
}

/// Who hears of a review that is overdue by this many days (negative: days to go).
#[must_use]
pub fn recipients(overdue_days: i64) -> Vec<Audience> {
    let steps = [
        (Audience::PolicyOwner, i64::MIN),
        (Audience::Managers, MANAGER_AFTER),
        (Audience::Accountable, ACCOUNTABLE_AFTER),
        (Audience::OrganisationOwner, OWNER_AFTER),
    ];
    steps.into_iter().filter(|(_, after)| overdue_days >= *after).map(|(audience, _)| audience).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Audience, LADDER, Stage, due_stage, recipients};
    use crate::clock::Day;

    fn sent(words: &[&str]) -> BTreeSet<Stage> {
        words.iter().map(|word| Stage::from_word(word).unwrap()).collect()
    }

    #[test]
    fn one_step_at_a_time_and_never_one_twice() {
        let due = Day::parse("2027-02-01").unwrap();
        for (days_left, before, expected) in [
            (61, &[][..], None),
            (60, &[], Some("60")),
            (59, &["60"], None),
            (45, &[], Some("60")),
            (30, &["60"], Some("30")),
            (15, &["60", "30"], None),
            (14, &["60", "30"], Some("14")),
            (7, &["14"], Some("7")),
            (4, &["14"], Some("7")),
            (4, &["7"], None),
            (1, &["7"], Some("1")),
            (0, &["1"], Some("0")),
            (0, &["0"], None),
            (-1, &["0"], None),
            (-3, &["1"], Some("0")),
            (-6, &["0"], None),
            (-7, &["0"], Some("overdue-1")),
            (-13, &["overdue-1"], None),
            (-14, &["overdue-1"], Some("overdue-2")),
            (-100, &[], Some("overdue-14")),
            (-100, &["overdue-14"], None),
            (45, &["0"], None),
        ] {
            let today = due.plus_days(-days_left);
            let found = due_stage(due, today, &sent(before)).map(Stage::word);
            assert_eq!(found.as_deref(), expected, "{days_left} days, {before:?} sent");
        }
    }

    #[test]
    fn a_year_of_days_sends_each_step_once() {
        let due = Day::parse("2027-02-01").unwrap();
        let mut already = BTreeSet::new();
        let mut order = Vec::new();
        for days_left in (-50..=90).rev() {
            if let Some(stage) = due_stage(due, due.plus_days(-days_left), &already) {
                order.push((stage, days_left));
                already.insert(stage);
            }
        }
        let mut expected: Vec<(Stage, i64)> =
            LADDER.iter().map(|days| (Stage::Before(*days), *days)).collect();
        expected.extend((1..=7).map(|weeks| (Stage::Overdue(weeks), -7 * weeks)));
        assert_eq!(order, expected);
    }

    #[test]
    fn words_come_back_and_foreign_ones_do_not() {
        for word in ["60", "30", "14", "7", "1", "0", "overdue-1", "overdue-12"] {
            assert_eq!(Stage::from_word(word).unwrap().word(), word);
        }
        for foreign in ["", "5", "-7", "overdue-0", "overdue-", "overdue--1", "soon"] {
            assert_eq!(Stage::from_word(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn longer_overdue_goes_further_up() {
        use Audience::{Accountable, Managers, OrganisationOwner, PolicyOwner};
        for (days, expected) in [
            (-60, &[PolicyOwner][..]),
            (0, &[PolicyOwner]),
            (13, &[PolicyOwner]),
            (14, &[PolicyOwner, Managers]),
            (27, &[PolicyOwner, Managers]),
            (28, &[PolicyOwner, Managers, Accountable]),
            (41, &[PolicyOwner, Managers, Accountable]),
            (42, &[PolicyOwner, Managers, Accountable, OrganisationOwner]),
            (400, &[PolicyOwner, Managers, Accountable, OrganisationOwner]),
        ] {
            assert_eq!(recipients(days), expected, "{days}");
        }
    }
}
