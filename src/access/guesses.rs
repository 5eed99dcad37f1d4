//! Limits on guessing that survive a restart: ten wrong tries in five minutes for one account from one
//! network, also for accounts that don't exist (DESIGN 3; reference security 3.5).

use std::net::IpAddr;

use super::store;
use crate::clock::Moment;
use crate::db::{Error, System};

/// Wrong tries that are let pass.
const TRIES: i64 = 10;
/// Minutes in which they count, and that a block lasts.
const MINUTES: i64 = 5;

/// What is guessed at, by whom. Only its keyed hash is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess(Vec<u8>);

/// A row of the table of limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Wrong tries in the window.
    pub failures: i64,
    /// When the window began.
    pub since: Moment,
    /// Until when everything is refused.
    pub blocked_until: Option<Moment>,
}

impl Guess {
    /// A guess of a kind (`password`) at a thing (a canonical e-mail) from an address.
    #[must_use]
    pub fn new(keyring: &crate::keys::Keyring, kind: &str, at: &str, from: IpAddr) -> Self {
        let network = network(from);
        Self(keyring.mac("polisi guesses v1", &[kind.as_bytes(), at.as_bytes(), &network]).to_vec())
    }
}

/// The network of an address: 24 bits of IPv4, 48 of IPv6.
fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().iter().take(3).copied().collect(),
        IpAddr::V6(address) => address.octets().iter().take(6).copied().collect(),
    }
}

/// Seconds to wait before another try counts; nothing when one may try.
///
/// # Errors
/// The database is away.
pub fn wait(system: &mut System<'_>, now: Moment, guess: &Guess) -> Result<Option<i64>, Error> {
    let until = store::tally(system, &guess.0)?.and_then(|tally| tally.blocked_until);
    Ok(until.filter(|until| now < *until).map(|until| until.seconds().saturating_sub(now.seconds()).max(1)))
}

/// Counts a wrong try.
///
/// # Errors
/// The database is away.
pub fn failed(system: &mut System<'_>, now: Moment, guess: &Guess) -> Result<(), Error> {
    let next = after_failure(store::tally(system, &guess.0)?, now);
    store::keep_tally(system, &guess.0, &next)
}

/// Forgets wrong tries after a right one.
///
/// # Errors
/// The database is away.
pub fn succeeded(system: &mut System<'_>, guess: &Guess) -> Result<(), Error> {
    store::forget_tally(system, &guess.0)
}

fn after_failure(before: Option<Tally>, now: Moment) -> Tally {
    let fresh = Tally { failures: 1, since: now, blocked_until: None };
    let Some(before) = before.filter(|tally| now < tally.since.plus_minutes(MINUTES)) else { return fresh };
    let failures = before.failures.saturating_add(1);
    let blocked_until = (failures >= TRIES).then(|| now.plus_minutes(MINUTES));
    Tally { failures, since: before.since, blocked_until }
}

#[cfg(test)]
mod tests {
    use super::{Tally, after_failure};
    use crate::clock::Moment;

    #[test]
    fn the_tenth_failure_in_five_minutes_blocks() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let mut tally = None;
        for second in 0..9 {
            tally = Some(after_failure(tally, start.plus_seconds(second)));
        }
        assert_eq!(tally.unwrap().blocked_until, None);
        let blocked = after_failure(tally, start.plus_seconds(10));
        assert_eq!(blocked.blocked_until, Some(start.plus_seconds(10).plus_minutes(5)));
        let later = after_failure(Some(blocked), start.plus_minutes(6));
        assert_eq!(later, Tally { failures: 1, since: start.plus_minutes(6), blocked_until: None });
    }
}
