//! Tickets and daily work of a clock that ran ahead: nothing would be done about them until that time comes.

use super::store;
use crate::clock::Moment;
use crate::db::ids::TicketId;
use crate::db::{Database, Error};
use crate::mail::transport::LONGEST_MINUTES;

/// The longest that a ticket waits for its first try: a day.
const FIRST_WAIT_HOURS: i64 = 24;
/// The longest that one waits between two tries, in minutes.
pub(super) const NEXT_WAIT_MINUTES: i64 = 240;
/// Minutes for which one is claimed: longer than the slowest server takes for a mail, or a second node would send it
/// as well.
pub(super) const CLAIMED_MINUTES: i64 = LONGEST_MINUTES + 1;

/// The times of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub id: TicketId,
    pub tries: i64,
    pub created_at: Moment,
    pub due_at: Moment,
    pub claimed_until: Option<Moment>,
}

/// The last moment until which a ticket that was tried waits for its next try.
pub(super) fn latest_next(now: Moment) -> Moment {
    now.latest().plus_minutes(NEXT_WAIT_MINUTES)
}

/// The last moment until which a ticket is claimed.
pub(super) fn latest_claim(now: Moment) -> Moment {
    now.latest().plus_minutes(CLAIMED_MINUTES)
}

/// The times as a clock that is right would have noted them.
fn put_right(now: Moment, times: &Times) -> Times {
    let claimed_until = times.claimed_until.filter(|until| *until <= latest_claim(now));
    if times.created_at.is_ahead_of(now) {
        // What was to wait for an hour still waits for an hour.
        let longest = now.plus_hours(FIRST_WAIT_HOURS);
        let wait = times.due_at.seconds().saturating_sub(times.created_at.seconds()).max(0);
        let due_at = now.plus_seconds(wait).min(longest);
        return Times { created_at: now, due_at, claimed_until, ..*times };
    }
    let is_late = times.tries > 0 && times.due_at > latest_next(now);
    Times { due_at: if is_late { now } else { times.due_at }, claimed_until, ..*times }
}

/// Puts right what a clock that ran ahead noted of tickets and of daily work; nothing when it noted none.
///
/// # Errors
/// The database is away.
pub(super) fn put_all_right(database: &Database, now: Moment) -> Result<(), Error> {
    let is_right = database.read_system(|system| {
        Ok::<_, Error>(store::ahead(system, now)?.is_empty() && !store::any_begun_ahead(system, now)?)
    })?;
    if is_right {
        return Ok(());
    }
    database.write_system(move |system| {
        store::forget_begun_ahead(system, now)?;
        for times in store::ahead(system, now)? {
            store::keep_times(system, &put_right(now, &times))?;
        }
        Ok::<_, Error>(())
    })
}

#[cfg(test)]
mod tests {
    use super::{CLAIMED_MINUTES, Times, put_right};
    use crate::clock::Moment;
    use crate::db::ids::TicketId;

    #[test]
    fn tickets_of_a_clock_that_ran_ahead_go_by_the_right_one() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let far = 400 * 24 * 60;
        let day = 24 * 60;
        for (tries, created, due, after_created, after_due) in [
            // As it should be: due, waiting for its hour, its day or its next try.
            (0, 0, 0, 0, 0),
            (0, -60, -60, -60, -60),
            (0, -10, 50, -10, 50),
            (0, -10, day - 10, -10, day - 10),
            (5, -100, 240, -100, 240),
            // The clocks of two machines.
            (0, 10, 10, 10, 10),
            (1, 10, 250, 10, 250),
            // Written by a clock that ran ahead.
            (0, 11, 11, 0, 0),
            (0, far, far, 0, 0),
            (0, far, far + 60, 0, 60),
            (0, far, far + day, 0, day),
            (3, far, far + 3 * day, 0, day),
            (0, far, far - 5, 0, 0),
            // Written before, and tried by it.
            (1, -10, far, -10, 0),
            (1, -10, 251, -10, 0),
        ] {
            let at = |minutes: i64| now.plus_minutes(minutes);
            let times = Times {
                id: TicketId::new(now),
                tries,
                created_at: at(created),
                due_at: at(due),
                claimed_until: None,
            };
            let right = Times { created_at: at(after_created), due_at: at(after_due), ..times };
            assert_eq!(put_right(now, &times), right, "{tries} {created} {due}");
        }
    }

    #[test]
    fn nobody_holds_a_ticket_until_a_time_far_ahead() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let latest = 10 + CLAIMED_MINUTES;
        for (until, held) in
            [(-5, true), (2, true), (latest, true), (latest + 1, false), (400 * 24 * 60, false)]
        {
            let claimed_until = Some(now.plus_minutes(until));
            let times =
                Times { id: TicketId::new(now), tries: 0, created_at: now, due_at: now, claimed_until };
            let right = put_right(now, &times);
            assert_eq!(right.claimed_until, claimed_until.filter(|_| held), "{until}");
        }
    }
}
