//! The clock that removals go by: when it jumped, nothing is removed, no organisation closed and nobody's access ended
//! by a last day that is not near until an operator looked at it.

mod notices;
pub mod pages;
mod store;
mod timing;

use crate::backups::store::operators;
use crate::clock::{Day, Moment};
use crate::db::ids::AccountId;
use crate::db::{Database, Error, System};
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

impl State {
    /// Since when the clock stops the work. Nothing once it is right again: then the next run goes on.
    #[must_use]
    pub fn stopped(&self, now: Moment) -> Option<Moment> {
        let since = self.stopped_at.filter(|_| timing::step(Some(self.last_at), now) == Step::Stop)?;
        // A clock that was put right by a part of its jump noted a time that is still to come.
        Some(since.min(now))
    }
}

/// Forgets that the clock stopped the work when it is right again, without waiting for the night.
///
/// # Errors
/// The database is away.
pub fn settle(database: &Database, now: Moment) -> Result<(), Error> {
    if database.read_system(move |system| is_right_again(system, now))? {
        database.write_system(
            move |system| {
                if is_right_again(system, now)? { store::settled(system) } else { Ok(()) }
            },
        )?;
    }
    Ok(())
}

fn is_right_again(system: &mut System<'_>, now: Moment) -> Result<bool, Error> {
    let known = store::state(system)?;
    Ok(known.is_some_and(|known| known.stopped_at.is_some() && known.stopped(now).is_none()))
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

/// The days after the last run that could trust its clock, of which the last days of staff are believed behind a clock
/// that jumped: a server may well have been off for that long, and whoever left must not get in any more.
const NEAR_DAYS: i64 = 31;

/// The day before which last days count: nothing where all do. Looks at the clock as [`look`].
///
/// # Errors
/// The database is away, or the words of the mail are faulty.
pub fn ends_until(system: &mut System<'_>, now: Moment, post: &Post) -> Result<Option<Day>, Error> {
    if look(system, now, post)? == Step::Go {
        return Ok(None);
    }
    let last = store::state(system)?.map_or(now, |state| state.last_at);
    Ok(Some(last.day().plus_days(NEAR_DAYS)))
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

#[cfg(test)]
mod tests {
    use super::State;
    use crate::clock::Moment;

    #[test]
    fn a_stop_ends_when_the_clock_is_right_again() {
        let last_at = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let year = 400 * 24;
        for (stopped, now, since) in [
            (None, 1, None),
            (None, 100, None),
            (Some(100), 100, Some(100)),
            (Some(100), 200, Some(100)),
            (Some(year), year, Some(year)),
            // Put right, wholly and in part.
            (Some(year), 1, None),
            (Some(year), 48, None),
            (Some(year), -5, None),
            (Some(year), 100, Some(100)),
        ] {
            let at = |hours: i64| last_at.plus_hours(hours);
            let state = State { last_at, stopped_at: stopped.map(at), confirmed_at: None };
            assert_eq!(state.stopped(at(now)), since.map(at), "{stopped:?} {now}");
        }
    }
}
