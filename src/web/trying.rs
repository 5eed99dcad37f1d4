//! Tries at secrets: each is counted before it is weighed, so that of many at once no more than the limit are
//! weighed, and what could not be weighed is given back.

use std::future::Future;

use super::{Error, Visit};
use crate::access::guesses::{self, Guess, Taken};
use crate::access::passwords::Busy;
use crate::db::Error as DbError;

impl Visit {
    /// Takes a try at a secret; refused where there were too many.
    ///
    /// # Errors
    /// Too many tries, or the database is away.
    pub async fn take_try(&self, guesses: Vec<Guess>) -> Result<Taken, Error> {
        let (now, asked) = (self.now, guesses.clone());
        // Who has to wait in any case costs no write.
        let wait: Result<_, DbError> = self
            .app
            .look(move |database| database.read_system(|system| guesses::wait(system, now, &asked)))
            .await;
        if let Some(seconds) = wait? {
            return Err(Error::TooMany(seconds));
        }
        let taken: Result<_, DbError> = self
            .app
            .work(move |database| database.write_system(move |system| guesses::take(system, now, &guesses)))
            .await;
        taken?.map_err(Error::TooMany)
    }

    /// Weighs a try that was taken; it is given back where too many wait for the hasher.
    ///
    /// # Errors
    /// Too many wait, or the database is away.
    pub async fn weigh<R>(
        &self,
        taken: &Taken,
        work: impl Future<Output = Result<R, Busy>>,
    ) -> Result<R, Error> {
        match work.await {
            Ok(weighed) => Ok(weighed),
            Err(busy) => {
                let (now, taken) = (self.now, taken.clone());
                let given: Result<(), DbError> = self
                    .app
                    .work(move |database| {
                        database.write_system(move |system| guesses::unweighed(system, now, &taken))
                    })
                    .await;
                given?;
                Err(busy.into())
            }
        }
    }

    /// Forgets the wrong tries before one that was right.
    ///
    /// # Errors
    /// The database is away.
    pub async fn was_right(&self, taken: Taken) -> Result<(), Error> {
        let now = self.now;
        let forgotten: Result<(), DbError> = self
            .app
            .work(move |database| database.write_system(move |system| guesses::right(system, now, &taken)))
            .await;
        Ok(forgotten?)
    }
}
