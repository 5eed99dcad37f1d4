//! Turns at the hasher: few at a time, few waiting, and the networks that ask least come first. A flood from
//! some networks keeps nobody else out; one from everywhere is bounded all the same (reference security 3.4).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

/// After so many turns the older half of what each network had is forgotten.
const FORGET_EVERY: u32 = 1_000;

/// How many have a turn, how many wait, and how long.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Turns at a time.
    pub at_once: usize,
    /// Those that may wait.
    pub waiting: usize,
    /// How long one waits.
    pub patience: Duration,
}

/// Gives turns.
#[derive(Debug)]
pub struct Turns {
    bounds: Bounds,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: usize,
    arrived: u64,
    waiting: Vec<Waiter>,
    had: HashMap<Vec<u8>, u32>,
    counted: u32,
}

#[derive(Debug)]
struct Waiter {
    /// Turns that its network had, then who came first: the lowest is next.
    rank: (u32, u64),
    go: oneshot::Sender<Turn>,
}

/// A turn. The next one begins when it is dropped.
#[derive(Debug)]
pub struct Turn(Arc<Turns>);

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.pass_on();
    }
}

/// What somebody who arrives gets.
#[derive(Debug)]
enum Arrived {
    Now(Turn),
    Waits(oneshot::Receiver<Turn>),
    Full,
}

impl Turns {
    /// With these bounds.
    #[must_use]
    pub fn new(bounds: Bounds) -> Arc<Self> {
        Arc::new(Self { bounds, state: Mutex::default() })
    }

    /// A turn for a network, or for what the program does by itself; nothing when too many wait, or for
    /// too long.
    pub async fn take(self: &Arc<Self>, network: Option<Vec<u8>>) -> Option<Turn> {
        match self.arrive(network) {
            Arrived::Now(turn) => Some(turn),
            Arrived::Waits(go) => tokio::time::timeout(self.bounds.patience, go).await.ok()?.ok(),
            Arrived::Full => None,
        }
    }

    /// How many turns a network asked for, as far as that is still known.
    #[must_use]
    pub fn asked(&self, network: &[u8]) -> u32 {
        self.state().had.get(network).copied().unwrap_or_default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn arrive(self: &Arc<Self>, network: Option<Vec<u8>>) -> Arrived {
        let mut state = self.state();
        let had = network.map_or(0, |network| state.count(network));
        if state.running < self.bounds.at_once {
            state.running += 1;
            return Arrived::Now(Turn(Arc::clone(self)));
        }
        state.waiting.retain(|waiter| !waiter.go.is_closed());
        let rank = (had, state.arrived);
        state.arrived = state.arrived.wrapping_add(1);
        if state.waiting.len() >= self.bounds.waiting && !state.gives_way(rank) {
            return Arrived::Full;
        }
        let (go, gone) = oneshot::channel();
        state.waiting.push(Waiter { rank, go });
        Arrived::Waits(gone)
    }

    fn pass_on(self: &Arc<Self>) {
        let mut state = self.state();
        state.waiting.retain(|waiter| !waiter.go.is_closed());
        let next = state.waiting.iter().enumerate().min_by_key(|(_, waiter)| waiter.rank);
        let Some(at) = next.map(|(at, _)| at) else {
            state.running = state.running.saturating_sub(1);
            return;
        };
        let waiter = state.waiting.swap_remove(at);
        drop(state);
        // Who has gone in this moment gives the turn back, and it passes on from there.
        drop(waiter.go.send(Turn(Arc::clone(self))));
    }
}

impl State {
    /// Counts a try of a network; how many it had before.
    fn count(&mut self, network: Vec<u8>) -> u32 {
        self.counted += 1;
        if self.counted >= FORGET_EVERY {
            self.counted = 0;
            self.had.retain(|_, had| {
                *had /= 2;
                *had > 0
            });
        }
        let had = self.had.entry(network).or_default();
        *had = had.saturating_add(1);
        had.saturating_sub(1)
    }

    /// Sends away whoever is last in the queue, when somebody of this rank comes before them.
    fn gives_way(&mut self, rank: (u32, u64)) -> bool {
        let last = self.waiting.iter().enumerate().max_by_key(|(_, waiter)| waiter.rank);
        let Some(at) = last.filter(|(_, waiter)| waiter.rank > rank).map(|(at, _)| at) else { return false };
        drop(self.waiting.swap_remove(at));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{Arrived, Bounds, FORGET_EVERY, Turn, Turns};
    use std::time::Duration;
    use tokio::sync::oneshot::Receiver;

    fn turns() -> std::sync::Arc<Turns> {
        Turns::new(Bounds { at_once: 2, waiting: 4, patience: Duration::from_secs(5) })
    }

    fn now(arrived: Arrived) -> Turn {
        if let Arrived::Now(turn) = arrived { turn } else { panic!("{arrived:?}") }
    }

    fn waits(arrived: Arrived) -> Receiver<Turn> {
        if let Arrived::Waits(go) = arrived { go } else { panic!("{arrived:?}") }
    }

    fn from(network: u8) -> Option<Vec<u8>> {
        Some(vec![network])
    }

    #[test]
    fn two_have_a_turn_four_wait_and_the_next_is_sent_away() {
        let turns = turns();
        let (first, second) = (now(turns.arrive(None)), now(turns.arrive(None)));
        let mut queue: Vec<Receiver<Turn>> = (0..4).map(|_| waits(turns.arrive(None))).collect();
        assert!(matches!(turns.arrive(None), Arrived::Full));
        drop(first);
        let third = queue[0].try_recv().expect("who came first is next");
        assert!(queue[1].try_recv().is_err());
        // Somebody who doesn't wait any more is passed over.
        drop(queue.remove(1));
        drop((second, third));
        assert!(queue[1].try_recv().is_ok() && queue[2].try_recv().is_ok());
        drop(queue);
        let (_one, _two) = (now(turns.arrive(None)), now(turns.arrive(None)));
        assert!(matches!(turns.arrive(None), Arrived::Waits(_)));
    }

    #[test]
    fn a_flood_from_some_networks_keeps_nobody_else_out() {
        let turns = turns();
        let running = [now(turns.arrive(from(1))), now(turns.arrive(from(1)))];
        let mut flood: Vec<Receiver<Turn>> = (0..4).map(|_| waits(turns.arrive(from(1)))).collect();
        assert!(matches!(turns.arrive(from(1)), Arrived::Full));
        let mut other = waits(turns.arrive(from(2)));
        assert!(
            flood[3]
                .try_recv()
                .is_err_and(|fault| fault == tokio::sync::oneshot::error::TryRecvError::Closed)
        );
        drop(running);
        assert!(other.try_recv().is_ok(), "the network that asked least is next");
        assert!(flood[0].try_recv().is_ok());
    }

    #[test]
    fn what_a_network_had_is_forgotten() {
        let turns = turns();
        for number in 0..FORGET_EVERY * 12 {
            let network = if number < 100 { 1 } else { 2 };
            drop(now(turns.arrive(from(network))));
        }
        let state = turns.state();
        assert_eq!(state.had.get(&vec![1]), None);
        assert!(state.had[&vec![2]] <= 2 * FORGET_EVERY);
    }
}
