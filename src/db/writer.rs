//! The one thread that writes to the embedded database.
//!
//! Waiting writes go into one commit, each in its own savepoint, and are answered after it. That
//! makes a full sync for every answer affordable (reference data-layer, measurements).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use diesel::prelude::*;

use super::connection::{Address, DbConnection};
use super::{Error, Surroundings};

/// Writes that wait for the writer; more are answered "try again".
const QUEUE: usize = 1_024;
/// Writes in one commit.
const GROUP: usize = 64;

/// One write that waits for its turn.
pub(super) trait Work: Send {
    /// Does the work inside a savepoint; whether its changes shall stay.
    fn run(&mut self, connection: &mut DbConnection, surroundings: &Surroundings) -> bool;
    /// Answers who waits, after the commit.
    fn answer(self: Box<Self>, committed: Result<(), Error>);
}

/// Hands writes to the thread.
#[derive(Clone)]
pub(super) struct Writer {
    queue: SyncSender<Box<dyn Work>>,
}

impl Writer {
    /// Starts the thread with a connection of its own.
    pub(super) fn start(address: &Address, surroundings: Surroundings) -> Result<Self, Error> {
        let mut connection = DbConnection::open(address)?;
        let (queue, waiting) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || serve(&mut connection, &surroundings, &waiting))
            .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        Ok(Self { queue })
    }

    /// Queues a write; a full queue or a dead thread answers at once that nothing was written.
    pub(super) fn submit(&self, work: Box<dyn Work>) {
        use std::sync::mpsc::TrySendError;
        if let Err(TrySendError::Full(work) | TrySendError::Disconnected(work)) = self.queue.try_send(work) {
            work.answer(Err(Error::Unavailable("the writer is busy".to_owned())));
        }
    }
}

fn serve(connection: &mut DbConnection, surroundings: &Surroundings, waiting: &Receiver<Box<dyn Work>>) {
    while let Ok(first) = waiting.recv() {
        let mut group = vec![first];
        let committed = connection.write_transaction(|connection| {
            run_group(connection, surroundings, &mut group, waiting);
            Ok::<(), Error>(())
        });
        for work in group {
            work.answer(committed.as_ref().copied().map_err(Error::again));
        }
    }
}

fn run_group(
    connection: &mut DbConnection,
    surroundings: &Surroundings,
    group: &mut Vec<Box<dyn Work>>,
    waiting: &Receiver<Box<dyn Work>>,
) {
    if let Some(first) = group.first_mut() {
        run_one(connection, surroundings, first.as_mut());
    }
    while group.len() < GROUP
        && let Ok(mut work) = waiting.try_recv()
    {
        run_one(connection, surroundings, work.as_mut());
        group.push(work);
    }
}

/// Runs one write in a savepoint. A panic in it is caught: the thread serves everybody.
fn run_one(connection: &mut DbConnection, surroundings: &Surroundings, work: &mut dyn Work) {
    let result = connection.transaction(|connection| {
        let kept = catch_unwind(AssertUnwindSafe(|| work.run(connection, surroundings))).unwrap_or(false);
        if kept { Ok(()) } else { Err(diesel::result::Error::RollbackTransaction) }
    });
    if let Err(fault) = result
        && fault != diesel::result::Error::RollbackTransaction
    {
        tracing::error!(%fault, "a savepoint could not be closed");
    }
}
