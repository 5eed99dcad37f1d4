//! The clock that removals go by: when it jumped, nothing is removed and no organisation closed until an operator
//! looked at it.

mod notices;
pub mod pages;
mod store;
mod timing;

use crate::backups::store::operators;
use crate::clock::Moment;
use crate::db::ids::AccountId;
use crate::db::{Error, System};
use crate::mail::{Post, account};

pub use timing::{JUMP_HOURS, Step};

/// What is known of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// When the last run went that could trust its clock.
    pub last_at: Moment,
    /// Since when the clock stops the work.
    pub stopped_at: Option<Moment>,
    /// When an operator last said that the clock is right.
    pub confirmed_at: Option<Moment>,
}

/// Notes when the program first ran, so that the first jump is seen, too: before any night, when the first
/// organisation is about to close. Where a run is noted nothing changes.
///
/// # Errors
/// The database is away.
pub fn begin(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    store::begin(system, now)
}

/// Looks at the clock before anything is removed. When it jumped, every operator is told, once.
///
/// # Errors
/// The database is away, or the words of the mail are faulty.
pub fn look(system: &mut System<'_>, now: Moment, post: &Post) -> Result<Step, Error> {
    let state = store::state(system)?;
    let step = timing::step(state.map(|state| state.last_at), now);
    match step {
        Step::Go => store::went(system, now)?,
        Step::Stop => {
            if store::stopped(system, now)? {
                tracing::error!(
                    "the clock jumped: nothing is removed or closed until an operator looked at it"
                );
                tell(system, now, post, state)?;
            }
        }
    }
    Ok(step)
}

fn tell(system: &mut System<'_>, now: Moment, post: &Post, state: Option<State>) -> Result<(), Error> {
    let last = state.map_or(now, |state| state.last_at);
    for (id, email, language) in operators(system)? {
        let letter = notices::jumped(post, language, (last, now))
            .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        account::queue(system, now, Some(id), &email, &letter)?;
    }
    Ok(())
}

/// An operator says that the clock is right: the next run goes on. False when nothing was stopped.
///
/// # Errors
/// The database is away.
pub fn confirm(system: &mut System<'_>, now: Moment, by: Option<AccountId>) -> Result<bool, Error> {
    store::confirmed(system, now, by)
}

/// What is known of the runs; nothing before the first.
///
/// # Errors
/// The database is away.
pub fn state(system: &mut System<'_>) -> Result<Option<State>, Error> {
    store::state(system)
}
