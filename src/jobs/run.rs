//! One pass: daily work that is due becomes tickets, tickets are claimed and done.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::ahead::{self, NEXT_WAIT_MINUTES};
use super::store;
use super::{NewTicket, Share, Ticket};
use crate::clock::{Clock, Moment};
use crate::db::ids::OrganisationId;
use crate::db::{Database, Error, System};

/// Minutes until a ticket that failed is tried again, by the tries so far.
const BACKOFF_MINUTES: &[i64] = &[1, 5, 15, 60, NEXT_WAIT_MINUTES];

/// What came of a ticket.
pub enum Done {
    /// Done; how many of which kind of thing.
    Counted(&'static str, u64),
    /// Not yet: again at this moment.
    Again(Moment),
}

/// A kind of work. `C` is what the program hands to its work.
pub struct Task<C> {
    /// The kind of ticket.
    pub kind: &'static str,
    /// What to do with one.
    pub run: fn(&C, &Ticket, Moment) -> Result<Done, Error>,
}

/// Work that becomes a ticket for every organisation once a day.
#[derive(Debug, Clone, Copy)]
pub struct Daily {
    /// The kind of ticket.
    pub kind: &'static str,
    /// From which minute of the day in London.
    pub from_minute: i32,
    /// Whether it goes by the real day only: a pass ahead of the clock would do none of it, so it begins none either,
    /// and the day has it still to come.
    pub is_real: bool,
}

/// Work of the installation that becomes a ticket when there is reason for it; a pass ahead of the clock
/// looks for none.
pub struct Watch<C> {
    /// The kind of ticket.
    pub kind: &'static str,
    /// Whether there is reason.
    pub is_due: fn(&C, Moment) -> Result<bool, Error>,
}

/// What one pass needs.
pub struct Pass<'a, C> {
    /// The database.
    pub database: &'a Database,
    /// Handed to each task.
    pub context: &'a C,
    /// All kinds of work.
    pub tasks: &'a [Task<C>],
    /// What is done every day.
    pub daily: &'a [Daily],
    /// What is done every day once for the whole installation.
    pub daily_once: &'a [Daily],
    /// What is done for the installation when there is reason.
    pub watches: &'a [Watch<C>],
    /// The kinds of ticket that go before all others that are due, whenever they come.
    pub first: &'static [&'static str],
    /// Which tickets are claimed.
    pub share: Share,
    /// Names this node in claims.
    pub node: &'a str,
    /// The real time, for claims.
    pub clock: &'a Clock,
    /// The moment that counts as now for the whole pass; nothing when each ticket goes by the present.
    pub as_of: Option<Moment>,
    /// Asked before each ticket: whether the pass ends here.
    pub is_over: &'a dyn Fn() -> bool,
}

impl<C> Pass<'_, C> {
    /// What counts as now, and the real time.
    fn times(&self) -> (Moment, Moment) {
        let real_now = self.clock.now();
        (self.as_of.unwrap_or(real_now), real_now)
    }
}

/// Runs one pass; how many things of each kind were done. Every kind is in the answer.
///
/// # Errors
/// The database is away. What was done stays done.
pub fn pass<C>(pass: &Pass<'_, C>, kinds: &[&'static str]) -> Result<BTreeMap<&'static str, u64>, Error> {
    let mut counts: BTreeMap<&'static str, u64> = kinds.iter().map(|kind| (*kind, 0)).collect();
    let (as_of, real_now) = pass.times();
    if as_of <= real_now && !pass.share.is_one_kind() {
        ahead::put_all_right(pass.database, real_now)?;
    }
    for daily in pass.daily {
        begin_daily(pass, *daily, |system| {
            Ok(store::active_organisations(system)?.into_iter().map(Some).collect())
        })?;
    }
    for daily in pass.daily_once {
        begin_daily(pass, *daily, |_installation| Ok(vec![None]))?;
    }
    for watch in pass.watches {
        begin_watched(pass, watch)?;
    }
    let mut first = pass.first;
    while !(pass.is_over)() {
        let Some(ticket) = claim(pass, first)? else { break };
        let done = do_one(pass, &ticket);
        let closed = close(pass, &ticket, done)?;
        // Alerts that nobody takes don't keep everything else from being done: another ticket has its turn.
        let has_failed = closed.is_none() && pass.first.contains(&ticket.kind.as_str());
        first = if has_failed { &[] } else { pass.first };
        if let Some((kind, count)) = closed {
            *counts.entry(kind).or_default() += count;
        }
    }
    Ok(counts)
}

/// Writes the tickets of a day: one for each organisation, or one for the installation.
fn begin_daily<C>(
    pass: &Pass<'_, C>,
    daily: Daily,
    whose: fn(&mut System<'_>) -> Result<Vec<Option<OrganisationId>>, Error>,
) -> Result<(), Error> {
    let (as_of, real_now) = pass.times();
    let day = as_of.day();
    if as_of.london_minute() < daily.from_minute
        || (daily.is_real && as_of > real_now)
        || pass.database.read_system(|system| store::has_begun(system, daily.kind, day))?
    {
        return Ok(());
    }
    pass.database.write_system(move |system| {
        if !store::begin(system, as_of, daily.kind, day)? {
            return Ok(());
        }
        for organisation in whose(system)? {
            store::insert(system, as_of, &NewTicket::daily(daily.kind, organisation, day, as_of))?;
        }
        Ok(())
    })
}

fn begin_watched<C>(pass: &Pass<'_, C>, watch: &Watch<C>) -> Result<(), Error> {
    let (kind, (as_of, real_now)) = (watch.kind, pass.times());
    if as_of > real_now || !(watch.is_due)(pass.context, as_of)? {
        return Ok(());
    }
    pass.database.write_system(move |system| {
        store::insert(system, as_of, &NewTicket::whole(kind, as_of)).map(|_new| ())
    })
}

/// Claims the next ticket, of some kinds first, by the time of now: a pass may go on for hours.
fn claim<C>(pass: &Pass<'_, C>, first: &'static [&'static str]) -> Result<Option<Ticket>, Error> {
    let (node, share) = (pass.node.to_owned(), pass.share);
    let moments = pass.times();
    if !pass.database.read_system(|system| store::any_due(system, moments, share))? {
        return Ok(None);
    }
    pass.database.write_system(move |system| {
        // What must not wait is looked for each time: it may have come while the ticket before was done.
        if let Some(urgent) = store::claim(system, moments, &node, (share, Some(first)))? {
            return Ok(Some(urgent));
        }
        store::claim(system, moments, &node, (share, None))
    })
}

fn do_one<C>(pass: &Pass<'_, C>, ticket: &Ticket) -> Result<Done, Error> {
    let Some(task) = pass.tasks.iter().find(|task| task.kind == ticket.kind) else {
        return Err(Error::Unavailable(format!("nobody does work of the kind {}", ticket.kind)));
    };
    catch_unwind(AssertUnwindSafe(|| (task.run)(pass.context, ticket, pass.times().0)))
        .unwrap_or_else(|_panic| Err(Error::Unavailable("the work panicked".to_owned())))
}

fn close<C>(
    pass: &Pass<'_, C>,
    ticket: &Ticket,
    done: Result<Done, Error>,
) -> Result<Option<(&'static str, u64)>, Error> {
    let (id, tries) = (ticket.id, ticket.tries);
    let until = match done {
        Ok(Done::Counted(kind, count)) => {
            pass.database.write_system(move |system| store::finish(system, id))?;
            return Ok(Some((kind, count)));
        }
        Ok(Done::Again(until)) => until,
        Err(fault) => {
            tracing::error!(ticket = %id, kind = ticket.kind, tries, %fault, "work failed and will be tried again");
            pass.times().0.plus_minutes(backoff(tries))
        }
    };
    pass.database.write_system(move |system| store::postpone(system, id, until))?;
    Ok(None)
}

fn backoff(tries: i64) -> i64 {
    let place = usize::try_from(tries).unwrap_or_default();
    BACKOFF_MINUTES.get(place).copied().unwrap_or(NEXT_WAIT_MINUTES)
}
