//! How much one person, network or organisation may ask for in ten minutes. People never get there; a program
//! that walks through everything, or a page that sends a form in a circle, does.
//!
//! Counted in memory, by this process alone: what must survive a restart are the limits on guessing
//! (`guesses`).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use super::guesses;
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId};

/// The length of a window.
const MINUTES: i64 = 10;
/// So many are counted at a time; when there are more, the oldest windows are forgotten.
const MOST_COUNTED: usize = 50_000;
/// As many of the forms over the limit are kept for the sender.
const KEPT: u32 = 5;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A page.
    Look,
    /// A form.
    Change,
    /// A page or form that takes much work.
    Heavy,
}

/// The limits in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pages of one person.
    pub looks: u32,
    /// Forms of one person.
    pub changes: u32,
    /// Pages and forms of one person that take much work.
    pub heavy: u32,
    /// As many times as much for a network of people who aren't signed in: a home has one address.
    pub network: u32,
    /// As many times as much for all members of an organisation: heavy work only.
    pub organisation: u32,
}

impl Limits {
    /// What a server keeps.
    pub const STANDARD: Self = Self { looks: 6_000, changes: 600, heavy: 300, network: 4, organisation: 10 };
    /// None: for the demonstration, and for tests that walk everywhere while the clock stands still.
    pub const NONE: Self =
        Self { looks: u32::MAX, changes: u32::MAX, heavy: u32::MAX, network: 1, organisation: 1 };

    const fn of(self, kind: Kind) -> u32 {
        match kind {
            Kind::Look => self.looks,
            Kind::Change => self.changes,
            Kind::Heavy => self.heavy,
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// Somebody with an account.
    Account(AccountId),
    /// Everybody of a network who isn't signed in.
    Network(IpAddr),
    /// All members of an organisation.
    Organisation(OrganisationId),
}

impl Asker {
    fn key(self) -> Vec<u8> {
        let (letter, rest) = match self {
            Self::Account(id) => (b'a', id.to_string().into_bytes()),
            Self::Network(address) => (b'n', guesses::network(address)),
            Self::Organisation(id) => (b'o', id.to_string().into_bytes()),
        };
        std::iter::once(letter).chain(rest).collect()
    }

    fn limit(self, kind: Kind, limits: Limits) -> u32 {
        let times = match self {
            Self::Account(_) => 1,
            Self::Network(_) => limits.network,
            Self::Organisation(_) => limits.organisation,
        };
        limits.of(kind).saturating_mul(times)
    }
}

/// Somebody asked too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over {
    /// Seconds until they may again.
    pub seconds: i64,
    /// Whether what they sent is still kept for them.
    pub kept: bool,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    since: Moment,
    count: u32,
}

/// Counts.
#[derive(Debug)]
pub struct Pace {
    limits: Limits,
    counted: Mutex<HashMap<(Kind, Vec<u8>), Window>>,
}

impl Pace {
    /// With these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, counted: Mutex::default() }
    }

    /// Counts one more; nothing when that is within the limit. Who sits at the machine itself isn't counted:
    /// behind a proxy that nobody named as one, that would be everybody.
    pub fn count(&self, now: Moment, kind: Kind, asker: Asker) -> Option<Over> {
        if matches!(asker, Asker::Network(address) if address.to_canonical().is_loopback()) {
            return None;
        }
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let live = |window: &Window| now < window.since.plus_minutes(MINUTES);
        if counted.len() >= MOST_COUNTED {
            counted.retain(|_, window| live(window));
            if counted.len() >= MOST_COUNTED {
                counted.clear();
            }
        }
        let fresh = Window { since: now, count: 0 };
        let window = counted.entry((kind, asker.key())).or_insert(fresh);
        if !live(window) {
            *window = fresh;
        }
        window.count = window.count.saturating_add(1);
        let limit = asker.limit(kind, self.limits);
        (window.count > limit).then(|| Over {
            seconds: window.since.plus_minutes(MINUTES).seconds().saturating_sub(now.seconds()).max(1),
            kept: window.count <= limit.saturating_add(KEPT),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Asker, KEPT, Kind, Limits, MOST_COUNTED, Pace};
    use crate::clock::Moment;
    use crate::db::ids::{AccountId, OrganisationId};

    fn limits() -> Limits {
        Limits { looks: 6, changes: 3, heavy: 2, network: 4, organisation: 5 }
    }

    #[test]
    fn each_has_a_limit_in_ten_minutes() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let (one, two) = (AccountId::new(start), AccountId::new(start));
        let network = Asker::Network("203.0.113.7".parse().unwrap());
        for (asker, kind, free) in [
            (Asker::Account(one), Kind::Look, 6),
            (Asker::Account(one), Kind::Change, 3),
            (Asker::Account(two), Kind::Heavy, 2),
            (network, Kind::Heavy, 8),
            (Asker::Organisation(OrganisationId::new(start)), Kind::Heavy, 10),
        ] {
            let pace = Pace::new(limits());
            let mut at = start;
            for number in 0..free {
                at = start.plus_seconds(number);
                assert_eq!(pace.count(at, kind, asker), None, "{asker:?} {kind:?} {number}");
            }
            let over = pace.count(at, kind, asker).unwrap();
            assert_eq!((over.seconds, over.kept), (600 - (free - 1), true), "{asker:?}");
            for _ in 1..KEPT {
                assert!(pace.count(at, kind, asker).unwrap().kept);
            }
            assert!(!pace.count(at, kind, asker).unwrap().kept, "a flood isn't written down");
            assert!(pace.count(start.plus_seconds(599), kind, asker).is_some());
            assert_eq!(pace.count(start.plus_seconds(600), kind, asker), None, "a new window");
        }
    }

    #[test]
    fn nobody_counts_for_somebody_else() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let pace = Pace::new(limits());
        let (one, two) = (AccountId::new(start), AccountId::new(start));
        for _ in 0..9 {
            pace.count(start, Kind::Heavy, Asker::Account(one));
        }
        assert_eq!(pace.count(start, Kind::Heavy, Asker::Account(two)), None);
        assert_eq!(pace.count(start, Kind::Change, Asker::Account(one)), None);
        let of = |address: &str| Asker::Network(address.parse().unwrap());
        assert!((0..99).all(|_| pace.count(start, Kind::Heavy, of("::ffff:127.0.0.1")).is_none()));
        for _ in 0..9 {
            pace.count(start, Kind::Heavy, of("203.0.113.7"));
        }
        assert!(pace.count(start, Kind::Heavy, of("203.0.113.250")).is_some(), "one network");
        assert_eq!(pace.count(start, Kind::Heavy, of("203.0.114.7")), None);
    }

    #[test]
    fn the_memory_is_bounded() {
        let start = Moment::parse("2026-11-20T10:00:00Z").unwrap();
        let pace = Pace::new(limits());
        for number in 0..u32::try_from(MOST_COUNTED).unwrap() + 10 {
            let address = std::net::Ipv4Addr::from(number << 8);
            pace.count(start, Kind::Look, Asker::Network(address.into()));
        }
        assert!(pace.counted.lock().unwrap().len() <= MOST_COUNTED);
    }
}
