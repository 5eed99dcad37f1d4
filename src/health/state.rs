//! How well mail leaves: rules over a few numbers.

use crate::clock::Moment;

/// Minutes that a mail may wait before mail is called slow.
const SLOW_MINUTES: i64 = 10;
/// Minutes in which something must have left while something waits.
const STOPPED_MINUTES: i64 = 30;

/// How well mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// As it should.
    Healthy,
    /// Something waits for more than ten minutes.
    Slow,
    /// Something waits, and nothing leaves.
    Stopped,
    /// Somebody holds all mail, as after a restore.
    Held,
}

/// What is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    /// Whether all mail is held.
    pub is_held: bool,
    /// Since when the oldest mail waits that isn't to wait for another day.
    pub oldest: Option<Moment>,
    /// When a server last took one.
    pub last_sent: Option<Moment>,
}

/// How well mail leaves.
#[must_use]
pub fn health(now: Moment, seen: &Seen) -> Health {
    let longer = |since: Moment, minutes| since.plus_minutes(minutes) < now;
    let is_quiet = seen.last_sent.is_none_or(|sent| longer(sent, STOPPED_MINUTES));
    match seen.oldest {
        _ if seen.is_held => Health::Held,
        Some(oldest) if is_quiet && longer(oldest, STOPPED_MINUTES) => Health::Stopped,
        Some(oldest) if longer(oldest, SLOW_MINUTES) => Health::Slow,
        _ => Health::Healthy,
    }
}

/// Whole minutes since a moment; 0 for one that is still to come.
#[must_use]
pub fn minutes_since(now: Moment, since: Moment) -> i64 {
    now.seconds().saturating_sub(since.seconds()).div_euclid(60).max(0)
}

#[cfg(test)]
mod tests {
    use super::{Health, Seen, health, minutes_since};
    use crate::clock::Moment;

    #[test]
    fn mail_is_slow_after_ten_minutes_and_stopped_when_nothing_leaves() {
        use Health::{Healthy, Held, Slow, Stopped};
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let ago = |minutes: Option<i64>| minutes.map(|minutes: i64| now.plus_minutes(-minutes));
        for (is_held, oldest, last_sent, wanted) in [
            (false, None, None, Healthy),
            (false, None, Some(10_000), Healthy),
            (false, Some(0), None, Healthy),
            // After a quiet night one mail that was just queued is no reason to worry.
            (false, Some(1), Some(600), Healthy),
            (false, Some(10), Some(600), Healthy),
            (false, Some(11), Some(600), Slow),
            (false, Some(30), Some(600), Slow),
            (false, Some(31), Some(600), Stopped),
            (false, Some(31), None, Stopped),
            (false, Some(31), Some(31), Stopped),
            // Others leave: one mailbox that is full stops nothing.
            (false, Some(31), Some(30), Slow),
            (false, Some(5_000), Some(1), Slow),
            (true, None, None, Held),
            (true, Some(1), Some(1), Held),
            (true, Some(500), None, Held),
        ] {
            let seen = Seen { is_held, oldest: ago(oldest), last_sent: ago(last_sent) };
            assert_eq!(health(now, &seen), wanted, "{is_held} {oldest:?} {last_sent:?}");
        }
        assert_eq!(minutes_since(now, now.plus_minutes(-7)), 7);
        assert_eq!(minutes_since(now, now.plus_seconds(-59)), 0);
        assert_eq!(minutes_since(now, now.plus_minutes(3)), 0);
    }
}
