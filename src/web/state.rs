//! What every request has at hand.

use std::sync::Arc;

use super::bounded;
use super::engine::Engine;
use super::route::{Method, Route};
use crate::access::Member;
use crate::access::breached::Breached;
use crate::access::pace::Pace;
use crate::access::passwords::Hasher;
use crate::access::turns::Turns;
use crate::access::under_way::Bodies;
use crate::clock::Clock;
use crate::config::Settings;
use crate::db::disk::Disk;
use crate::db::{Database, Entry, Error, Tenant};
use crate::mail::{Post, Transport};
use crate::messages::Messages;
use crate::scanner::Scanner;

/// Tasks done and all tasks of a member, while they lie ahead.
pub type CountsTasks = fn(&mut Tenant<'_>, &Member) -> Result<Option<(usize, usize)>, Error>;

/// What every request and every job has at hand. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub database: Database,
    /// The disk under it.
    pub disk: Arc<Disk>,
    /// Where now comes from.
    pub clock: Clock,
    /// Templates.
    pub engine: Arc<Engine>,
    /// Words.
    pub messages: Arc<Messages>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Counts what people ask for.
    pub pace: Arc<Pace>,
    /// Counts what is being sent.
    pub bodies: Arc<Bodies>,
    /// Turns at heavy work.
    pub turns: Arc<Turns>,
    /// Hashes passwords.
    pub hasher: Arc<Hasher>,
    /// Passwords that were in breaches.
    pub breached: Arc<Breached>,
    /// Looks through the files that people send.
    pub scanner: Arc<Scanner>,
    /// Writes mails.
    pub post: Arc<Post>,
    /// How mail leaves.
    pub transport: Arc<Transport>,
    /// Every URL.
    pub routes: Arc<Vec<Route>>,
    /// How far the first tasks are, for whom they lie ahead: what was done says it, and leads back to them.
    pub first_tasks: CountsTasks,
}

impl App {
    /// Reads in an organisation. On the embedded database it stays on the web worker: handing it to another
    /// thread costs more than the read (reference data-layer).
    ///
    /// # Errors
    /// Those of `look`.
    pub async fn read<R, E>(
        &self,
        entry: &(impl Entry + Clone + Send + 'static),
        look: impl FnOnce(&mut Tenant<'_>) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let entry = entry.clone();
        self.look(move |database| database.read(&entry, look)).await
    }

    /// Reads through the database's own doors, as [`App::read`].
    ///
    /// # Errors
    /// Those of `look`.
    pub async fn look<R, E>(
        &self,
        look: impl FnOnce(&Database) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let here = self.database.is_embedded() && !bounded::takes_turns();
        if here { look(&self.database) } else { self.work(look).await }
    }

    /// Writes in an organisation; answers after the commit.
    ///
    /// # Errors
    /// Those of `change`.
    pub async fn write<R, E>(
        &self,
        entry: &(impl Entry + Clone + Send + 'static),
        change: impl FnOnce(&mut Tenant<'_>) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let entry = entry.clone();
        self.work(move |database| database.write(entry, change)).await
    }

    /// Does slow work away from the web worker.
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn work<R, E>(
        &self,
        work: impl FnOnce(&Database) -> Result<R, E> + Send + 'static,
    ) -> Result<R, E>
    where
        R: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let database = self.database.clone();
        let done = bounded::block(move || work(&database)).await;
        done.unwrap_or_else(|busy| Err(busy.into()))
    }

    /// The line of the table of contents for a request.
    #[must_use]
    pub fn route(&self, method: Method, pattern: &str) -> Option<Route> {
        self.routes.iter().find(|route| route.method == method && route.path == pattern).copied()
    }
}
