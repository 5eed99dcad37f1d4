//! Limits on guessing that survive a restart: ten wrong tries in five minutes for one account from one
//! network, also for accounts that don't exist (DESIGN 3; reference security 3.5). Each wrong try after
//! that makes the wait longer, from half a minute to a quarter of an hour.
//!
//! A browser that has signed in before counts by itself: nobody else's wrong tries keep its owner out. All
//! other browsers together have a limit for each account, so that many networks gain little.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::devices::Browser;
use super::store;
use crate::clock::Moment;
use crate::db::{Error, System};
use crate::keys::Keyring;

/// How many wrong tries are let pass, and in how many minutes they count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    tries: i64,
    minutes: i64,
}

/// For one thing that is guessed at, from one network or by one known browser.
const FROM_ONE_PLACE: Rule = Rule { tries: 10, minutes: 5 };
/// For everything of a kind, wherever it is, from one network. More than at one place: many people share the network
/// of a telephone company.
const FROM_ONE_NETWORK: Rule = Rule { tries: 50, minutes: 5 };
/// For one thing that is guessed at, from everywhere.
const FROM_EVERYWHERE: Rule = Rule { tries: 100, minutes: 60 };
/// Seconds of the first wait. Each wrong try after it doubles them.
const FIRST_WAIT: i64 = 30;
/// Seconds of the longest wait.
const LONGEST_WAIT: i64 = 15 * 60;
/// Minutes after a wait in which the next wrong try makes a longer one.
const REMEMBERED_MINUTES: i64 = 60;
/// Hours after which the job removes a row: more than the longest day, for the mails that are counted by the day.
const KEPT_HOURS: i64 = 26;

/// What is guessed at, by whom. Only keyed hashes are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    own: Vec<u8>,
    rule: Rule,
    /// The same thing from everywhere.
    everywhere: Option<Vec<u8>>,
    /// It stands for many things: a right try at one of them forgets no wrong ones at the others.
    is_shared: bool,
}

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
    pub fn new(keyring: &Keyring, kind: &str, at: &str, from: IpAddr) -> Self {
        let network = network(from);
        let own = keyring.mac("polisi guesses v1", &[kind.as_bytes(), at.as_bytes(), &network]).to_vec();
        Self { own, rule: FROM_ONE_PLACE, everywhere: None, is_shared: false }
    }

    /// The same at any of the many things that are at a place, whichever it is.
    #[must_use]
    pub fn at_any(keyring: &Keyring, kind: &str, place: &str, from: IpAddr) -> Self {
        Self { is_shared: true, ..Self::new(keyring, kind, place, from) }
    }

    /// The same at every place of a kind together: whoever names another place each time gains nothing.
    #[must_use]
    pub fn at_every(keyring: &Keyring, kind: &str, from: IpAddr) -> Self {
        let own = keyring.mac("polisi guesses network v1", &[kind.as_bytes(), &network(from)]).to_vec();
        Self { own, rule: FROM_ONE_NETWORK, everywhere: None, is_shared: true }
    }

    /// The same, with the limit for all networks together.
    #[must_use]
    pub fn from_anywhere(keyring: &Keyring, kind: &str, at: &str, from: IpAddr) -> Self {
        let all = keyring.mac("polisi guesses everywhere v1", &[kind.as_bytes(), at.as_bytes()]).to_vec();
        Self { everywhere: Some(all), ..Self::new(keyring, kind, at, from) }
    }

    /// At a thing by everybody together: for what is still taken when a network's own limit lets it pass.
    #[must_use]
    pub fn by_everybody(keyring: &Keyring, kind: &str, at: &str) -> Self {
        let own = keyring.mac("polisi guesses everywhere v1", &[kind.as_bytes(), at.as_bytes()]).to_vec();
        Self { own, rule: FROM_EVERYWHERE, everywhere: None, is_shared: true }
    }

    /// The same by a browser that the account knows, wherever it is.
    #[must_use]
    pub fn by_known(keyring: &Keyring, kind: &str, at: &str, browser: &Browser) -> Self {
        let parts = [kind.as_bytes(), at.as_bytes(), &browser.hash()];
        let own = keyring.mac("polisi guesses known v1", &parts).to_vec();
        Self { own, rule: FROM_ONE_PLACE, everywhere: None, is_shared: false }
    }

    fn keys(&self) -> impl Iterator<Item = (&[u8], Rule)> {
        let all = self.everywhere.as_deref().map(|key| (key, FROM_EVERYWHERE));
        std::iter::once((self.own.as_slice(), self.rule)).chain(all)
    }
}

/// The network of an address: 24 bits of IPv4, 48 of IPv6.
#[must_use]
pub fn network(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().iter().take(3).copied().collect(),
        IpAddr::V6(address) => address.octets().iter().take(6).copied().collect(),
    }
}

/// A try that was counted before it was weighed: of tries at the same moment no more than the limit are
/// weighed.
#[derive(Debug, Clone)]
#[must_use]
pub struct Taken(Vec<Guess>);

/// Seconds to wait before another try counts; nothing when one may try.
///
/// # Errors
/// The database is away.
pub fn wait(system: &mut System<'_>, now: Moment, guesses: &[Guess]) -> Result<Option<i64>, Error> {
    let mut longest = None;
    for (key, _) in guesses.iter().flat_map(Guess::keys) {
        longest = longest.max(store::tally(system, key)?.and_then(|tally| blocked_until(&tally, now)));
    }
    Ok(seconds_until(now, longest))
}

/// Takes a try: counts it as a wrong one, until [`right`] or [`unweighed`] gives it back. The seconds to wait,
/// where there are no more; then nothing is counted.
///
/// # Errors
/// The database is away.
pub fn take(
    system: &mut System<'_>,
    now: Moment,
    guesses: &[Guess],
) -> Result<std::result::Result<Taken, i64>, Error> {
    let mut held = Vec::new();
    for (key, rule) in in_order(guesses) {
        held.push((key, rule, store::hold_tally(system, now, key)?));
    }
    if let Some(seconds) =
        seconds_until(now, held.iter().filter_map(|(_, _, tally)| blocked_until(tally, now)).max())
    {
        return Ok(Err(seconds));
    }
    for (key, rule, tally) in held {
        store::keep_tally(system, key, &after_failure(tally, now, rule))?;
    }
    Ok(Ok(Taken(guesses.to_vec())))
}

/// Until when everything is refused, as far as this clock knows.
fn blocked_until(tally: &Tally, now: Moment) -> Option<Moment> {
    tally.blocked_until.filter(|_| !is_ahead(tally, now))
}

/// Whether a clock that ran ahead noted it: how long ago nobody knows, and a wait would last until that time comes.
fn is_ahead(tally: &Tally, now: Moment) -> bool {
    tally.since.is_ahead_of(now) || tally.blocked_until.is_some_and(|until| until > longest_wait(now))
}

/// Until when the longest wait lasts that may begin now, by the clock of another machine too.
fn longest_wait(now: Moment) -> Moment {
    now.latest().plus_seconds(LONGEST_WAIT)
}

fn seconds_until(now: Moment, until: Option<Moment>) -> Option<i64> {
    let until = until.filter(|until| now < *until)?;
    Some(until.seconds().saturating_sub(now.seconds()).max(1))
}

/// The try was right: forgets the wrong ones before it. Those of everybody else stay counted.
///
/// # Errors
/// The database is away.
pub fn right(system: &mut System<'_>, now: Moment, taken: &Taken) -> Result<(), Error> {
    let own = taken.0.iter().filter(|guess| !guess.is_shared).map(|guess| guess.own.as_slice());
    let own: BTreeSet<&[u8]> = own.collect();
    for (key, rule) in in_order(&taken.0) {
        if own.contains(key) {
            store::forget_tally(system, key)?;
        } else {
            give_back(system, now, key, rule)?;
        }
    }
    Ok(())
}

/// The try could not be weighed: it counts for nothing.
///
/// # Errors
/// The database is away.
pub fn unweighed(system: &mut System<'_>, now: Moment, taken: &Taken) -> Result<(), Error> {
    for (key, rule) in in_order(&taken.0) {
        give_back(system, now, key, rule)?;
    }
    Ok(())
}

/// The keys of tries, always in the same order, so that no two wait for each other.
fn in_order(guesses: &[Guess]) -> Vec<(&[u8], Rule)> {
    let mut keys: Vec<(&[u8], Rule)> = guesses.iter().flat_map(Guess::keys).collect();
    keys.sort_unstable_by_key(|(key, _)| *key);
    keys
}

/// Whether the try was the last one for a while.
///
/// # Errors
/// The database is away.
pub fn was_last(system: &mut System<'_>, now: Moment, taken: &Taken) -> Result<bool, Error> {
    Ok(wait(system, now, &taken.0)?.is_some())
}

fn give_back(system: &mut System<'_>, now: Moment, key: &[u8], rule: Rule) -> Result<(), Error> {
    let before = store::hold_tally(system, now, key)?;
    match without_one(before, now, rule) {
        Tally { failures: 0, .. } => store::forget_tally(system, key),
        after => store::keep_tally(system, key, &after),
    }
}

/// Minutes in which [`lately`] counts: a window of tries from one place.
pub const LATELY_MINUTES: i64 = FROM_ONE_PLACE.minutes;

/// How many wrong tries there were in the windows of the last minutes, at everything and from everywhere. One that
/// counts for its place and for all places together counts twice.
///
/// # Errors
/// The database is away.
pub fn lately(system: &mut System<'_>, now: Moment) -> Result<i64, Error> {
    store::failures_between(system, now.plus_minutes(LATELY_MINUTES.saturating_neg()), now.latest())
}

/// Removes the rows that count for nothing any more, those of a clock that ran ahead too; how many.
///
/// # Errors
/// The database is away.
pub fn sweep(system: &mut System<'_>, now: Moment) -> Result<usize, Error> {
    let before = now.plus_hours(KEPT_HOURS.saturating_neg());
    store::sweep_tallies(system, before, now.latest(), longest_wait(now))
}

fn after_failure(before: Tally, now: Moment, rule: Rule) -> Tally {
    let fresh = Tally { failures: 0, since: now, blocked_until: None };
    let before = if still_counts(&before, now, rule) { before } else { fresh };
    let failures = before.failures.saturating_add(1);
    let over = failures.saturating_sub(rule.tries);
    let blocked_until = (over >= 0).then(|| now.plus_seconds(wait_after(over)));
    Tally { failures, since: before.since, blocked_until }
}

/// The wait that a try has caused goes with it; who was over the limit before is still remembered.
fn without_one(before: Tally, now: Moment, rule: Rule) -> Tally {
    let failures = before.failures.saturating_sub(1).max(0);
    let blocked_until = before.blocked_until.filter(|_| failures >= rule.tries).map(|until| until.min(now));
    Tally { failures, blocked_until, ..before }
}

fn still_counts(tally: &Tally, now: Moment, rule: Rule) -> bool {
    match tally.blocked_until {
        _ if is_ahead(tally, now) => false,
        Some(until) => now < until.plus_minutes(REMEMBERED_MINUTES),
        None => now < tally.since.plus_minutes(rule.minutes),
    }
}

/// Seconds to wait after so many wrong tries over the limit.
fn wait_after(over: i64) -> i64 {
    // Six doublings are more than the longest wait.
    let doublings = u32::try_from(over.min(6)).unwrap_or_default();
    FIRST_WAIT.saturating_mul(2_i64.saturating_pow(doublings)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::{
        FROM_EVERYWHERE, FROM_ONE_NETWORK, FROM_ONE_PLACE, Rule, Tally, after_failure, blocked_until,
        wait_after, without_one,
    };
    use crate::clock::Moment;

    /// Wrong tries at these seconds after the start; the last tally.
    fn after(rule: Rule, seconds: impl IntoIterator<Item = i64>) -> (Tally, i64) {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let mut tally = Tally { failures: 0, since: start, blocked_until: None };
        let mut last = 0;
        for second in seconds {
            tally = after_failure(tally, start.plus_seconds(second), rule);
            last = second;
        }
        let blocked =
            tally.blocked_until.map_or(0, |until| until.seconds() - start.plus_seconds(last).seconds());
        (tally, blocked)
    }

    #[test]
    fn waits_grow_from_half_a_minute_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (0..9).map(wait_after).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900, 900]);
        assert_eq!(wait_after(i64::MAX), 900);
    }

    #[test]
    fn the_tenth_failure_in_five_minutes_blocks() {
        for (seconds, failures, blocked) in [
            ((0..9).collect::<Vec<i64>>(), 9, 0),
            ((0..10).collect(), 10, 30),
            // One try every forty seconds never is ten in five minutes.
            ((0..30).map(|number| number * 40).collect(), 6, 0),
            // After the wait, one wrong try makes a longer one; after a quiet hour all is forgotten.
            ((0..10).chain([60]).collect(), 11, 60),
            ((0..10).chain([60, 200, 400, 700, 1_200, 2_200]).collect(), 16, 900),
            ((0..10).chain([9 + 30 + 3_600]).collect(), 1, 0),
            ((0..10).chain([9 + 30 + 3_599]).collect(), 11, 60),
        ] {
            let (tally, wait) = after(FROM_ONE_PLACE, seconds.clone());
            assert_eq!((tally.failures, wait), (failures, blocked), "{seconds:?}");
        }
    }

    #[test]
    fn what_a_clock_that_ran_ahead_counted_counts_for_nothing() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let far = 400 * 24 * 60;
        for (since, until, blocks, failures) in [
            (0, Some(1), true, 13),
            (0, Some(15), true, 13),
            // The clocks of two machines.
            (10, Some(25), true, 13),
            (11, Some(12), false, 1),
            (0, Some(26), false, 1),
            (far, Some(far + 15), false, 1),
            (far, None, false, 1),
            (-1, None, false, 13),
            (-1, Some(far), false, 1),
        ] {
            let until = until.map(|minutes| now.plus_minutes(minutes));
            let before = Tally { failures: 12, since: now.plus_minutes(since), blocked_until: until };
            assert_eq!(blocked_until(&before, now).is_some(), blocks, "{since} {until:?}");
            assert_eq!(after_failure(before, now, FROM_ONE_PLACE).failures, failures, "{since} {until:?}");
        }
    }

    #[test]
    fn a_try_given_back_leaves_what_was_before() {
        let now = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        for (failures, wait, left, blocked) in
            [(0, None, 0, None), (1, None, 0, None), (10, Some(30), 9, None), (11, Some(60), 10, Some(now))]
        {
            let before =
                Tally { failures, since: now, blocked_until: wait.map(|wait| now.plus_seconds(wait)) };
            let after = without_one(before, now, FROM_ONE_PLACE);
            assert_eq!(
                (after.failures, after.blocked_until, after.since),
                (left, blocked, now),
                "{failures}"
            );
        }
    }

    #[test]
    fn one_network_has_fifty_tries_at_all_places_of_a_kind() {
        for (count, blocked) in [(49, 0), (50, 30), (51, 60)] {
            assert_eq!(after(FROM_ONE_NETWORK, (0..count).map(|number| number * 5)).1, blocked, "{count}");
        }
    }

    #[test]
    fn many_networks_together_have_a_hundred_tries_an_hour() {
        for (count, blocked) in [(99, 0), (100, 30), (101, 60)] {
            assert_eq!(after(FROM_EVERYWHERE, (0..count).map(|number| number * 35)).1, blocked, "{count}");
        }
        assert_eq!(after(FROM_EVERYWHERE, (0..200).map(|number| number * 37)).1, 0);
    }
}
