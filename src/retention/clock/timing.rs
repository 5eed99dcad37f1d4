//! Whether the clock may be trusted with what can't be undone.

use crate::clock::Moment;

/// The longest time between two runs that nobody has to confirm: the work is daily.
pub const JUMP_HOURS: i64 = 48;

/// What a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Go on: the clock goes on from the last run, or went back.
    Go,
    /// Remove nothing: since the last run more time went by than between two runs.
    Stop,
}

/// What a run at `now` may do, when the last one that could trust its clock was at `last`.
#[must_use]
pub fn step(last: Option<Moment>, now: Moment) -> Step {
    match last {
        Some(last) if last.plus_hours(JUMP_HOURS) < now => Step::Stop,
        _ => Step::Go,
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, step};
    use crate::clock::Moment;

    #[test]
    fn a_jump_of_more_than_two_days_stops() {
        for (last, now, expected) in [
            ("", "2026-11-21T03:00:00Z", Step::Go),
            ("2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z", Step::Go),
            ("2026-11-19T03:00:00Z", "2026-11-21T03:00:00Z", Step::Go),
            ("2026-11-19T03:00:00Z", "2026-11-21T03:00:01Z", Step::Stop),
            ("2026-11-21T03:00:00Z", "2036-11-21T03:00:00Z", Step::Stop),
            // Back: nothing is due that wasn't due before.
            ("2036-11-21T03:00:00Z", "2026-11-21T03:00:00Z", Step::Go),
        ] {
            let moment = |text: &str| Moment::parse(text).unwrap();
            assert_eq!(step(Moment::parse(last), moment(now)), expected, "{last} {now}");
        }
    }
}
