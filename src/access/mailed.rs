//! How much mail one address gets in a day because somebody else typed it: invitations, answers to complaints, links
//! to policies, links that move an account. It is counted over the whole installation: networks, accounts and
//! organisations are easy to come by, and whoever is written to asked for none of it.
//!
//! The counts stand among the limits on guessing ([`super::guesses`]), as keyed hashes too. They are no wrong tries:
//! their windows begin so early that [`super::guesses::lately`] never counts them, however many people are invited.

use super::email::Email;
use super::guesses::{LATELY_MINUTES, Tally};
use super::store;
use crate::clock::Moment;
use crate::db::{Error, System};

/// Why somebody is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailed {
    /// Somebody invites them.
    Invitation,
    /// A complaint with their address arrived.
    Complaint,
    /// Somebody shares a policy with them.
    Share,
    /// Somebody moves an account to their address.
    Move,
}

impl Mailed {
    /// The most of it that an address gets in a day. Several people may share one, and are invited at once.
    const fn most(self) -> i64 {
        match self {
            Self::Invitation => 20,
            Self::Complaint | Self::Share | Self::Move => 5,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Complaint => "complaint",
            Self::Share => "share",
            Self::Move => "move",
        }
    }
}

/// Counts a mail that is about to go to an address; false where that had as many today as it gets: then none may go.
///
/// # Errors
/// The database is away.
pub fn count(system: &mut System<'_>, now: Moment, why: Mailed, to: &Email) -> Result<bool, Error> {
    let parts = [why.word().as_bytes(), to.as_str().as_bytes()];
    let key = system.keyring().mac("polisi mails to an address v1", &parts);
    let window = window(now);
    let before = store::hold_tally(system, window, &key)?;
    let Some(after) = one_more(before, window, why.most()) else { return Ok(false) };
    store::keep_tally(system, &key, &after)?;
    Ok(true)
}

/// Seconds until the counts of a day begin anew.
#[must_use]
pub fn wait(now: Moment) -> i64 {
    now.day().plus_days(1).at(0, 0).seconds().saturating_sub(now.seconds()).max(1)
}

/// When the window of today's mails began, as it is stored: before midnight by more than what counts as lately.
fn window(now: Moment) -> Moment {
    now.day().at(0, 0).plus_minutes(LATELY_MINUTES.saturating_add(1).saturating_neg())
}

fn one_more(before: Tally, window: Moment, most: i64) -> Option<Tally> {
    let mails = if before.since == window { before.failures } else { 0 };
    (mails < most).then(|| Tally { failures: mails.saturating_add(1), since: window, blocked_until: None })
}

#[cfg(test)]
mod tests {
    use super::{LATELY_MINUTES, Mailed, Tally, one_more, wait, window};
    use crate::clock::Moment;

    fn at(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn an_address_gets_so_many_in_a_day_of_london() {
        let noon = at("2026-07-01T11:00:00Z");
        for (mails, since, most, after) in [
            (0, noon, 5, Some(1)),
            (4, noon, 5, Some(5)),
            (5, noon, 5, None),
            (19, noon, 20, Some(20)),
            (20, noon, 20, None),
            (5, at("2026-06-30T23:00:00Z"), 5, None),
            (5, at("2026-06-30T22:59:59Z"), 5, Some(1)),
        ] {
            let before = Tally { failures: mails, since: window(since), blocked_until: None };
            let left = one_more(before, window(noon), most);
            assert_eq!(left.map(|tally| tally.failures), after, "{mails} since {since}");
            assert!(left.is_none_or(|tally| tally.since == window(noon) && tally.blocked_until.is_none()));
        }
    }

    #[test]
    fn families_are_invited_and_nobody_is_flooded() {
        let all = [Mailed::Invitation, Mailed::Complaint, Mailed::Share, Mailed::Move];
        assert_eq!(all.map(Mailed::most), [20, 5, 5, 5]);
    }

    #[test]
    fn none_of_it_is_a_wrong_try_of_the_last_minutes() {
        for day in ["2026-11-21", "2026-07-01", "2026-03-29", "2026-10-25"] {
            let midnight = crate::clock::Day::parse(day).unwrap().at(0, 0);
            for minute in 0..24 * 60 {
                let now = midnight.plus_minutes(minute);
                assert!(window(now) < now.plus_minutes(-LATELY_MINUTES), "{now}");
            }
        }
    }

    #[test]
    fn the_wait_ends_at_midnight() {
        for (now, seconds) in [
            ("2026-11-21T10:00:00Z", 14 * 3_600),
            ("2026-11-21T23:59:59.900000Z", 1),
            ("2026-07-01T22:59:00Z", 60),
        ] {
            assert_eq!(wait(at(now)), seconds, "{now}");
        }
    }
}
