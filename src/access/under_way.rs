//! How many bytes of bodies may be under way at once: of one sender, and of all of their kind together. Who begins
//! many forms and holds back the last byte of each takes their own share, and nobody else's.
//!
//! Counted in memory, by this process alone, until a body has come, or nobody waits for it any more.

use std::cell::Cell;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::guesses;
use crate::db::ids::{AccountId, DeviceId, PersonId};

/// The first bytes of each body, which count for nobody: nearly every form is smaller, so that it comes in whatever
/// else is under way. The server holds twice as much of each connection in any case.
pub const FREE: usize = 16 << 10;

/// Whose bytes they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Somebody with an account.
    Account(AccountId),
    /// Somebody signed in with a staff number.
    Staff(PersonId),
    /// A shared tablet.
    Tablet(DeviceId),
    /// Everybody of a network who isn't signed in.
    Network(IpAddr),
}

impl Sender {
    /// By what a share is known. Who sits at the machine itself has none of their own: behind a proxy that nobody named
    /// as one, that would be everybody.
    fn key(self) -> Option<Vec<u8>> {
        let (letter, rest) = match self {
            Self::Account(id) => (b'a', id.to_string().into_bytes()),
            Self::Staff(id) => (b's', id.to_string().into_bytes()),
            Self::Tablet(id) => (b't', id.to_string().into_bytes()),
            Self::Network(address) if address.to_canonical().is_loopback() => return None,
            Self::Network(address) => (b'n', guesses::network(address)),
        };
        Some(std::iter::once(letter).chain(rest).collect())
    }
}

/// Which bound is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Full {
    /// That of the sender.
    #[error("too much of one sender is under way")]
    Own,
    /// That of all senders of this kind.
    #[error("too much is under way in all")]
    All,
}

/// The most bytes under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Of one sender.
    pub each: usize,
    /// Of all.
    pub all: usize,
}

/// How much may be under way, and for how long nothing need come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Forms of those who aren't signed in.
    pub strangers: Share,
    /// Forms of those who are, at a tablet too.
    pub known: Share,
    /// Files of those who are.
    pub uploads: Share,
    /// How long any body may take, before anything of it has come.
    pub patience: Duration,
}

impl Room {
    /// What a server has. One upload of a shelf (50 MiB) fits into what somebody may send at once.
    pub const STANDARD: Self = Self {
        strangers: Share { each: 2 << 20, all: 64 << 20 },
        known: Share { each: 8 << 20, all: 256 << 20 },
        uploads: Share { each: 64 << 20, all: 512 << 20 },
        patience: Duration::from_secs(30),
    };
}

#[derive(Debug)]
struct UnderWay {
    share: Share,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    all: usize,
    each: HashMap<Vec<u8>, usize>,
}

impl UnderWay {
    fn new(share: Share) -> Arc<Self> {
        Arc::new(Self { share, held: Mutex::default() })
    }

    fn take(&self, key: Option<&[u8]>, bytes: usize) -> Result<(), Full> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = key.and_then(|key| held.each.get(key)).copied().unwrap_or_default().saturating_add(bytes);
        let all = held.all.saturating_add(bytes);
        if key.is_some() && own > self.share.each {
            return Err(Full::Own);
        }
        if all > self.share.all {
            return Err(Full::All);
        }
        held.all = all;
        if let Some(key) = key {
            held.each.insert(key.to_vec(), own);
        }
        Ok(())
    }

    fn give_back(&self, key: Option<&[u8]>, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all = held.all.saturating_sub(bytes);
        let Some(key) = key else { return };
        let own = held.each.get(key).copied().unwrap_or_default().saturating_sub(bytes);
        if own == 0 {
            held.each.remove(key);
        } else {
            held.each.insert(key.to_vec(), own);
        }
    }
}

/// The counts of a server.
#[derive(Debug)]
pub struct Bodies {
    strangers: Arc<UnderWay>,
    known: Arc<UnderWay>,
    uploads: Arc<UnderWay>,
    patience: Duration,
}

impl Bodies {
    /// With this room.
    #[must_use]
    pub fn new(room: Room) -> Arc<Self> {
        let [strangers, known, uploads] = [room.strangers, room.known, room.uploads].map(UnderWay::new);
        Arc::new(Self { strangers, known, uploads, patience: room.patience })
    }

    /// How long any body may take, before anything of it has come.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// Begins to count a form.
    #[must_use]
    pub fn form(&self, sender: Sender) -> Counted {
        let of = if matches!(sender, Sender::Network(_)) { &self.strangers } else { &self.known };
        Counted::begin(of, sender)
    }

    /// Begins to count a form with files. Who isn't signed in has no other room for these.
    #[must_use]
    pub fn upload(&self, sender: Sender) -> Counted {
        let of = if matches!(sender, Sender::Network(_)) { &self.strangers } else { &self.uploads };
        Counted::begin(of, sender)
    }

    /// The bytes that count at this moment.
    #[must_use]
    pub fn under_way(&self) -> usize {
        let all = [&self.strangers, &self.known, &self.uploads];
        let each = all.map(|one| one.held.lock().unwrap_or_else(PoisonError::into_inner).all);
        each.into_iter().fold(0, usize::saturating_add)
    }
}

/// The bytes of one body. They count until this is dropped.
#[derive(Debug)]
pub struct Counted {
    of: Arc<UnderWay>,
    key: Option<Vec<u8>>,
    /// What is there of it.
    here: Cell<usize>,
    /// What of that counts.
    charged: Cell<usize>,
}

impl Counted {
    fn begin(of: &Arc<UnderWay>, sender: Sender) -> Self {
        Self { of: Arc::clone(of), key: sender.key(), here: Cell::new(0), charged: Cell::new(0) }
    }

    /// More has come.
    ///
    /// # Errors
    /// It is more than there is room for.
    pub fn add(&self, bytes: usize) -> Result<(), Full> {
        let here = self.here.get().saturating_add(bytes);
        let charged = self.charged.get().max(here.saturating_sub(FREE));
        let more = charged.saturating_sub(self.charged.get());
        if more > 0 {
            self.of.take(self.key.as_deref(), more)?;
        }
        self.here.set(here);
        self.charged.set(charged);
        Ok(())
    }

    /// Some of what has come isn't kept.
    pub fn forget(&self, bytes: usize) {
        let here = self.here.get().saturating_sub(bytes);
        let charged = self.charged.get().min(here.saturating_sub(FREE));
        self.of.give_back(self.key.as_deref(), self.charged.get().saturating_sub(charged));
        self.here.set(here);
        self.charged.set(charged);
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.of.give_back(self.key.as_deref(), self.charged.get());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Bodies, FREE, Full, Room, Sender, Share};
    use crate::clock::Moment;
    use crate::db::ids::{AccountId, DeviceId, PersonId};

    fn bodies() -> Arc<Bodies> {
        let share = Share { each: 100, all: 250 };
        Bodies::new(Room {
            strangers: share,
            known: share,
            uploads: Share { each: 1_000, all: 1_500 },
            patience: Duration::ZERO,
        })
    }

    fn from(address: &str) -> Sender {
        Sender::Network(address.parse().unwrap())
    }

    #[test]
    fn the_first_bytes_are_free_and_each_sender_has_a_share() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        for sender in [
            from("203.0.113.7"),
            from("2001:db8:1::7"),
            Sender::Account(AccountId::new(now)),
            Sender::Staff(PersonId::new(now)),
            Sender::Tablet(DeviceId::new(now)),
        ] {
            let bodies = bodies();
            let (one, two, three) = (bodies.form(sender), bodies.form(sender), bodies.form(sender));
            assert_eq!(one.add(FREE), Ok(()));
            assert_eq!(bodies.under_way(), 0, "{sender:?}: a small form");
            assert_eq!((one.add(60), two.add(FREE + 40)), (Ok(()), Ok(())));
            assert_eq!((two.add(1), bodies.under_way()), (Err(Full::Own), 100), "{sender:?}");
            assert_eq!(three.add(FREE), Ok(()), "{sender:?}: a small form still comes in");
            drop(one);
            assert_eq!((two.add(1), bodies.under_way()), (Ok(()), 41), "{sender:?}");
            drop((two, three));
            assert_eq!(bodies.under_way(), 0, "{sender:?}");
        }
    }

    #[test]
    fn all_of_a_kind_have_one_and_no_kind_takes_that_of_another() {
        let bodies = bodies();
        let held = ["203.0.113.7", "203.0.114.7", "203.0.115.7"].map(|one| bodies.form(from(one)));
        let added: Vec<_> = held.iter().map(|one| one.add(FREE + 100)).collect();
        assert_eq!(added, [Ok(()), Ok(()), Err(Full::All)]);
        assert_eq!(held[2].add(FREE + 50), Ok(()), "what was refused doesn't count");
        // One network is one sender, whoever of it asks; this machine is bounded by what all have.
        assert_eq!(bodies.form(from("203.0.113.250")).add(FREE + 1), Err(Full::Own));
        assert_eq!(bodies.form(from("127.0.0.1")).add(FREE + 1), Err(Full::All));
        let known = Sender::Account(AccountId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap()));
        let (form, upload) = (bodies.form(known), bodies.upload(known));
        assert_eq!((form.add(FREE + 100), upload.add(FREE + 1_000)), (Ok(()), Ok(())));
        assert_eq!((form.add(1), upload.add(1)), (Err(Full::Own), Err(Full::Own)));
        assert_eq!(
            bodies.upload(from("203.0.115.7")).add(FREE + 51),
            Err(Full::Own),
            "strangers have no other"
        );
        drop((held, form, upload));
        assert_eq!(bodies.under_way(), 0);
        let (one, two) = (bodies.form(from("127.0.0.1")), bodies.form(from("::1")));
        assert_eq!((one.add(FREE + 200), two.add(FREE + 51)), (Ok(()), Err(Full::All)));
    }

    #[test]
    fn what_is_not_kept_is_given_back() {
        let bodies = bodies();
        let one = bodies.form(from("203.0.113.7"));
        for _ in 0..50 {
            assert_eq!(one.add(FREE + 90), Ok(()));
            assert_eq!(bodies.under_way(), 90);
            one.forget(FREE + 90);
            assert_eq!(bodies.under_way(), 0);
        }
        assert_eq!(one.add(FREE + 10), Ok(()));
        one.forget(4);
        assert_eq!(bodies.under_way(), 6);
    }

    #[test]
    fn a_share_is_given_back_whatever_ends_a_body() {
        let bodies = bodies();
        let of = Arc::clone(&bodies);
        let panicked = std::thread::spawn(move || {
            let one = of.form(from("203.0.113.7"));
            one.add(FREE + 90).unwrap();
            panic!("as a handler may");
        });
        assert!(panicked.join().is_err());
        assert_eq!(bodies.under_way(), 0);
        let begun = async {
            let one = bodies.form(from("203.0.113.7"));
            one.add(FREE + 90).unwrap();
            std::future::pending::<()>().await;
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            assert!(tokio::time::timeout(Duration::from_millis(1), begun).await.is_err());
        });
        assert_eq!(bodies.under_way(), 0, "who has gone, or came too late");
    }

    #[test]
    fn what_a_server_has_lets_a_shelf_in() {
        let room = Room::STANDARD;
        assert!(room.uploads.each >= 51 << 20, "a shelf is 50 MiB and what is around its files");
        for share in [room.strangers, room.known, room.uploads] {
            assert!(share.each > FREE && share.all >= share.each.saturating_mul(8), "{share:?}");
        }
    }
}
