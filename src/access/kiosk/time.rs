//! How long somebody stays signed in at a tablet, or on their own phone without an account.

use super::Way;
use crate::clock::Moment;

/// Minutes without a request at a tablet.
const TABLET_IDLE: i64 = 2;
/// Minutes without a request while a policy is open at a tablet, at most: a page is read without requests.
const READING_MOST: i64 = 15;
/// Minutes in all at a tablet; an open policy makes them longer.
const TABLET_ALL: i64 = 20;
/// Minutes in all at a tablet, whatever is read.
const TABLET_MOST: i64 = 120;
/// Minutes without a request on an own phone.
const PHONE_IDLE: i64 = 30;
/// Minutes in all on an own phone.
const PHONE_ALL: i64 = 120;
/// Seconds by which an end must move before it is written: a read shall not cost a write.
const WORTH_WRITING: i64 = 15;

/// Until when somebody stays signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Until {
    /// Without another request.
    pub idle: Moment,
    /// Whatever happens.
    pub end: Moment,
}

impl Until {
    /// For somebody who signs in now.
    #[must_use]
    pub fn begun(way: Way, now: Moment) -> Self {
        let all = if way == Way::OwnPhone { PHONE_ALL } else { TABLET_ALL };
        Self { idle: idle(way, now, None), end: now.plus_minutes(all) }
    }

    /// After a request; `reading`: the minutes that the open policy takes to read.
    #[must_use]
    pub fn touched(self, way: Way, begun: Moment, now: Moment, reading: Option<i64>) -> Self {
        let idle = idle(way, now, reading);
        let most = begun.plus_minutes(TABLET_MOST);
        let stretched = reading.is_some() && way != Way::OwnPhone;
        let end = if stretched { self.end.max(idle).min(most) } else { self.end };
        Self { idle, end }
    }

    /// Whether somebody is still signed in.
    #[must_use]
    pub fn is_live(self, now: Moment) -> bool {
        now < self.idle && now < self.end
    }

    /// Whether this is worth writing after what is stored.
    #[must_use]
    pub fn differs(self, stored: Self) -> bool {
        let moved = self.idle.seconds().saturating_sub(stored.idle.seconds());
        self.end != stored.end || moved.abs() >= WORTH_WRITING
    }
}

fn idle(way: Way, now: Moment, reading: Option<i64>) -> Moment {
    let minutes = match (way, reading) {
        (Way::OwnPhone, _) => PHONE_IDLE,
        (_, Some(minutes)) => minutes.saturating_add(TABLET_IDLE).clamp(TABLET_IDLE, READING_MOST),
        (_, None) => TABLET_IDLE,
    };
    now.plus_minutes(minutes)
}

#[cfg(test)]
mod tests {
    use super::{Until, Way};
    use crate::clock::Moment;

    #[test]
    fn a_tablet_is_left_after_two_minutes_and_a_phone_after_thirty() {
        let start = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        for (way, idle, end) in [(Way::StaffNumber, 2, 20), (Way::Badge, 2, 20), (Way::OwnPhone, 30, 120)] {
            let until = Until::begun(way, start);
            assert_eq!(
                (until.idle, until.end),
                (start.plus_minutes(idle), start.plus_minutes(end)),
                "{way:?}"
            );
            assert!(until.is_live(until.idle.plus_seconds(-1)) && !until.is_live(until.idle), "{way:?}");
        }
    }

    #[test]
    fn an_open_policy_gives_the_time_to_read_it_and_no_more_than_two_hours() {
        let start = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let begun = Until::begun(Way::Badge, start);
        for (at, reading, idle, end) in [
            (1, None, 3, 20),
            (1, Some(5), 8, 20),
            (1, Some(500), 16, 20),
            (19, Some(5), 26, 26),
            (19, None, 21, 20),
            (118, Some(10), 130, 120),
        ] {
            let until = begun.touched(Way::Badge, start, start.plus_minutes(at), reading);
            let wanted = (start.plus_minutes(idle), start.plus_minutes(end));
            assert_eq!((until.idle, until.end), wanted, "{at} {reading:?}");
        }
        let phone = Until::begun(Way::OwnPhone, start).touched(Way::OwnPhone, start, start, Some(300));
        assert_eq!(phone, Until::begun(Way::OwnPhone, start));
    }

    #[test]
    fn small_steps_are_not_written() {
        let start = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let stored = Until::begun(Way::Badge, start);
        for (seconds, worth) in [(0, false), (14, false), (15, true)] {
            let now = stored.touched(Way::Badge, start, start.plus_seconds(seconds), None);
            assert_eq!(now.differs(stored), worth, "{seconds}");
        }
    }
}
