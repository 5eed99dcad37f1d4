//! When a backup is due, when its absence is an alarm, and when one is restored on trial.

use crate::clock::Moment;

/// The hour and minute in London.
const HOUR: i8 = 2;
const MINUTE: i8 = 15;
/// So old the newest backup may be.
pub const ALARM_HOURS: i64 = 26;
/// So long after a failed try the next one waits.
const AGAIN_HOURS: i64 = 1;
/// A week, less the time that a night's backup may come earlier than that of the week before.
const DRILL_HOURS: i64 = 7 * 24 - 6;

/// What is known about the backups of an installation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// When the first organisation was made; before there is one, nothing can be lost.
    pub first_organisation: Option<Moment>,
    /// When the newest verified backup was made whose file is there.
    pub newest_good: Option<Moment>,
    /// When the newest verified backup was made, wherever its file is now.
    pub newest_made: Option<Moment>,
    /// When the newest try failed, or the newest backup that could not be restored was made.
    pub newest_fault: Option<Moment>,
    /// When one was last restored on trial.
    pub drilled_at: Option<Moment>,
}

/// What is wrong with the backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// There is none, and there should be.
    Missing,
    /// There were some, the newest of then, and none of them is where they go.
    Gone(Moment),
    /// The newest is too old.
    Old(Moment),
    /// The newest try failed.
    Failed,
}

impl Known {
    /// Without what a clock that ran ahead made: it says nothing about today.
    fn by(self, now: Moment) -> Self {
        let made = |at: Option<Moment>| at.filter(|at| !at.is_ahead_of(now));
        Self {
            newest_good: made(self.newest_good),
            newest_made: made(self.newest_made),
            newest_fault: made(self.newest_fault),
            ..self
        }
    }
}

/// Whether a backup is due: a night has begun since the newest. That night may be long past when the
/// machine was off. When the first organisation joined by a clock that ran ahead, nobody knows how long ago.
#[must_use]
pub fn is_due(now: Moment, known: &Known) -> bool {
    let known = known.by(now);
    let Some(since) = known.newest_good.or(known.first_organisation) else { return false };
    let tried = known.newest_fault.is_some_and(|fault| fault.plus_hours(AGAIN_HOURS) > now);
    !tried && (since < last_night(now) || since.is_ahead_of(now))
}

/// The last time that it was the hour of the backup.
fn last_night(now: Moment) -> Moment {
    let tonight = now.day().at(HOUR, MINUTE);
    if tonight <= now { tonight } else { now.day().plus_days(-1).at(HOUR, MINUTE) }
}

/// Whether somebody must be told.
#[must_use]
pub fn alarm(now: Moment, known: &Known) -> Option<Alarm> {
    let known = known.by(now);
    let is_old = |since: Moment| since.plus_hours(ALARM_HOURS) < now || since.is_ahead_of(now);
    match (known.newest_good, known.first_organisation) {
        (Some(newest), _) if is_old(newest) => Some(Alarm::Old(newest)),
        (None, Some(first)) if is_old(first) => Some(known.newest_made.map_or(Alarm::Missing, Alarm::Gone)),
        (newest, _) => known
            .newest_fault
            .filter(|fault| newest.is_none_or(|newest| *fault >= newest))
            .map(|_| Alarm::Failed),
    }
}

/// Whether the backup that was made now is to be restored on trial.
#[must_use]
pub fn drill_is_due(now: Moment, last: Option<Moment>) -> bool {
    last.is_none_or(|last| last.plus_hours(DRILL_HOURS) <= now || last.is_ahead_of(now))
}

#[cfg(test)]
mod tests {
    use super::{Alarm, Known, alarm, drill_is_due, is_due};
    use crate::clock::Moment;

    fn at(text: &str) -> Option<Moment> {
        (!text.is_empty()).then(|| Moment::parse(&format!("{text}:00Z")).unwrap())
    }

    #[test]
    fn a_night_since_the_newest_makes_one_due() {
        for (now, organisation, good, fault, due) in [
            ("2026-11-21T10:00", "", "", "", false),
            ("2026-11-21T10:00", "2026-11-21T09:00", "", "", false),
            ("2026-11-22T02:14", "2026-11-21T09:00", "", "", false),
            ("2026-11-22T02:15", "2026-11-21T09:00", "", "", true),
            ("2026-11-22T02:20", "2026-11-21T09:00", "2026-11-22T02:15", "", false),
            ("2026-11-23T02:14", "2026-11-21T09:00", "2026-11-22T02:15", "", false),
            ("2026-11-23T02:15", "2026-11-21T09:00", "2026-11-22T02:15", "", true),
            // Off at that hour: as soon as the machine is there again.
            ("2026-11-23T09:00", "2026-11-21T09:00", "2026-11-22T02:15", "", true),
            ("2026-11-24T01:00", "2026-11-21T09:00", "2026-11-22T02:15", "", true),
            // Asked for in the day: the night's is made all the same.
            ("2026-11-23T02:15", "2026-11-21T09:00", "2026-11-22T18:00", "", true),
            // A failed try is tried again after an hour.
            ("2026-11-23T02:16", "2026-11-21T09:00", "2026-11-22T02:15", "2026-11-23T02:15", false),
            ("2026-11-23T03:15", "2026-11-21T09:00", "2026-11-22T02:15", "2026-11-23T02:15", true),
            // Summer time: a quarter past one in UTC.
            ("2026-07-02T01:15", "2026-06-01T09:00", "2026-07-01T01:15", "", true),
            // By a clock that ran ahead: as if it weren't there. Some minutes are no running ahead.
            ("2026-11-22T02:14", "2026-11-21T09:00", "2027-12-26T02:15", "", false),
            ("2026-11-22T02:15", "2026-11-21T09:00", "2027-12-26T02:15", "", true),
            ("2026-11-22T02:15", "2026-11-21T09:00", "2026-11-22T02:25", "", false),
            ("2026-11-22T02:15", "2026-11-21T09:00", "2026-11-22T02:26", "", true),
            ("2026-11-23T02:15", "2026-11-21T09:00", "2026-11-22T02:15", "2027-12-26T02:15", true),
            ("2026-11-23T02:15", "2026-11-21T09:00", "2026-11-22T02:15", "2026-11-23T02:20", false),
            ("2026-11-21T10:00", "2027-12-25T09:00", "", "", true),
            ("2026-11-21T10:00", "2027-12-25T09:00", "", "2026-11-21T09:30", false),
            ("2026-11-21T10:00", "2027-12-25T09:00", "2026-11-21T09:30", "", false),
        ] {
            let known = Known {
                first_organisation: at(organisation),
                newest_good: at(good),
                newest_made: None,
                newest_fault: at(fault),
                drilled_at: None,
            };
            assert_eq!(is_due(at(now).unwrap(), &known), due, "{now} {good} {fault}");
        }
    }

    #[test]
    fn an_old_a_missing_and_a_failed_one_are_alarms() {
        let old = at("2026-11-21T02:15").unwrap();
        for (now, organisation, good, fault, told) in [
            ("2026-11-21T10:00", "", "", "", None),
            ("2026-11-22T11:00", "2026-11-21T09:00", "", "", None),
            ("2026-11-22T11:01", "2026-11-21T09:00", "", "", Some(Alarm::Missing)),
            ("2026-11-22T04:15", "2026-11-01T09:00", "2026-11-21T02:15", "", None),
            ("2026-11-22T04:16", "2026-11-01T09:00", "2026-11-21T02:15", "", Some(Alarm::Old(old))),
            (
                "2026-11-22T02:16",
                "2026-11-01T09:00",
                "2026-11-21T02:15",
                "2026-11-22T02:15",
                Some(Alarm::Failed),
            ),
            ("2026-11-22T03:20", "2026-11-01T09:00", "2026-11-22T03:15", "2026-11-22T02:15", None),
            // By a clock that ran ahead.
            ("2026-11-22T11:00", "2026-11-21T09:00", "2027-12-26T02:15", "", None),
            ("2026-11-22T11:01", "2026-11-21T09:00", "2027-12-26T02:15", "", Some(Alarm::Missing)),
            ("2026-11-22T04:15", "2026-11-01T09:00", "2026-11-21T02:15", "2027-12-26T02:15", None),
            ("2026-11-22T04:15", "2027-12-25T09:00", "", "", Some(Alarm::Missing)),
            ("2026-11-22T04:15", "2027-12-25T09:00", "2026-11-22T02:15", "", None),
            // It was made and checked, and could not be restored.
            (
                "2026-11-22T03:20",
                "2026-11-01T09:00",
                "2026-11-22T02:15",
                "2026-11-22T02:15",
                Some(Alarm::Failed),
            ),
        ] {
            let known = Known {
                first_organisation: at(organisation),
                newest_good: at(good),
                newest_made: None,
                newest_fault: at(fault),
                drilled_at: None,
            };
            assert_eq!(alarm(at(now).unwrap(), &known), told, "{now} {good} {fault}");
        }
    }

    #[test]
    fn backups_that_are_gone_are_told_from_none_at_all() {
        let made = at("2026-11-21T02:15");
        for (now, newest_made, told) in [
            ("2026-11-22T04:00", "", Some(Alarm::Missing)),
            ("2026-11-22T04:00", "2026-11-21T02:15", made.map(Alarm::Gone)),
            ("2026-11-22T04:00", "2027-12-26T02:15", Some(Alarm::Missing)),
            ("2026-11-02T04:00", "2026-11-02T02:15", None),
        ] {
            let known = Known {
                first_organisation: at("2026-11-01T09:00"),
                newest_made: at(newest_made),
                ..Known::default()
            };
            assert_eq!(alarm(at(now).unwrap(), &known), told, "{now} {newest_made}");
        }
    }

    #[test]
    fn the_drill_is_weekly() {
        let now = at("2026-11-22T02:15").unwrap();
        for (last, due) in [
            ("", true),
            ("2026-11-21T02:15", false),
            ("2026-11-16T02:16", false),
            ("2026-11-15T02:16", true),
            ("2027-12-26T02:15", true),
        ] {
            assert_eq!(drill_is_due(now, at(last)), due, "{last}");
        }
    }
}
