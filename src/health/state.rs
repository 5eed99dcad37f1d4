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
    /// The last tries failed, one after the other.
    Failing,
    /// Somebody holds all mail, as after a restore.
    Held,
}

/// So many mails whose last tries failed, and none that left since, are more than some wrong addresses.
const FAILING: usize = 3;

/// What is known.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// Whether all mail is held.
    pub is_held: bool,
    /// Since when the oldest mail waits that isn't to wait for another day.
    pub oldest: Option<Moment>,
    /// When a server last took one.
    pub last_sent: Option<Moment>,
    /// When the last tries were that failed, each of another mail.
    pub refusals: Vec<Moment>,
}

/// How well mail leaves.
#[must_use]
pub fn health(now: Moment, seen: &Seen) -> Health {
    let longer = |since: Moment, minutes| since.plus_minutes(minutes) < now;
    let last_sent = seen.last_sent.filter(|sent| !sent.is_ahead_of(now));
    let is_quiet = last_sent.is_none_or(|sent| longer(sent, STOPPED_MINUTES));
    let is_since = |at: &&Moment| last_sent.is_none_or(|sent| **at > sent) && !at.is_ahead_of(now);
    let refused = seen.refusals.iter().filter(is_since).count();
    match seen.oldest {
        _ if seen.is_held => Health::Held,
        // A clock that ran ahead noted it: nothing may happen until that time comes.
        Some(oldest) if oldest.is_ahead_of(now) => Health::Stopped,
        Some(oldest) if is_quiet && longer(oldest, STOPPED_MINUTES) => Health::Stopped,
        _ if refused >= FAILING => Health::Failing,
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
            // Noted by a clock that ran ahead.
            (false, Some(-10), Some(600), Healthy),
            (false, Some(-11), Some(600), Stopped),
            (false, Some(-11), Some(1), Stopped),
            (false, Some(31), Some(-11), Stopped),
        ] {
            let seen = Seen { is_held, oldest: ago(oldest), last_sent: ago(last_sent), refusals: Vec::new() };
            assert_eq!(health(now, &seen), wanted, "{is_held} {oldest:?} {last_sent:?}");
        }
        assert_eq!(minutes_since(now, now.plus_minutes(-7)), 7);
        assert_eq!(minutes_since(now, now.plus_seconds(-59)), 0);
        assert_eq!(minutes_since(now, now.plus_minutes(3)), 0);
    }

    #[test]
    fn mail_of_which_the_last_tries_failed_is_not_healthy() {
        use Health::{Failing, Healthy, Held, Slow, Stopped};
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        for (is_held, oldest, last_sent, refusals, wanted) in [
            (false, None, None, vec![1, 2], Healthy),
            (false, None, None, vec![1, 2, 3], Failing),
            (false, None, None, vec![6_000, 6_000, 6_000], Failing),
            (false, None, Some(4), vec![1, 2, 3], Failing),
            // Others left meanwhile: some addresses are wrong.
            (false, None, Some(2), vec![1, 2, 3], Healthy),
            (false, None, Some(0), vec![1, 2, 3], Healthy),
            // Tries that wait for the next.
            (false, Some(1), Some(60), vec![1, 1, 1], Failing),
            (false, Some(20), Some(60), vec![1, 1, 1], Failing),
            (false, Some(20), Some(60), vec![1, 1], Slow),
            (false, Some(31), Some(60), vec![1, 1, 1], Stopped),
            (true, None, None, vec![1, 2, 3], Held),
            // Noted by a clock that ran ahead.
            (false, None, Some(60), vec![-20, -20, -20], Healthy),
            (false, None, Some(-20), vec![1, 2, 3], Failing),
        ] {
            let ago = |minutes: i64| now.plus_minutes(-minutes);
            let seen = Seen {
                is_held,
                oldest: oldest.map(ago),
                last_sent: last_sent.map(ago),
                refusals: refusals.iter().copied().map(ago).collect(),
            };
            assert_eq!(health(now, &seen), wanted, "{oldest:?} {last_sent:?} {refusals:?}");
        }
    }
}
