//! What stops a closing and the destruction of keys.
//!
//! The one place that knows all of it: a new kind of record that must outlive a closing (a legal hold, a request
//! of somebody for their data) is one more line in [`KINDS`].
//!
//! What is said of it outside. An open case may be about the very owner who closes, so nothing here may tell an
//! owner that there is one. Therefore asking and confirming are never refused for what is open: the page says the
//! same words in every organisation, that the closing waits as long as something is open. The people of an open
//! case, who know of it, are told when the closing is confirmed and again when it waits; nobody else is. What an
//! owner can still learn, on the day itself, is that one of several kinds of thing is open somewhere. The
//! alternatives are worse: to close over an open case, or to hold back every closing for good. The operator reads
//! the same words.

use crate::clock::{Day, Moment};
use crate::db::{Error, Tenant};
use crate::incidents;
use crate::mail::Post;
use crate::{retention, rights};

/// Whether something of a kind is open, or wasn't taken along since a moment.
type IsOpen = fn(&mut Tenant<'_>, Moment) -> Result<bool, Error>;

/// Every kind.
const KINDS: &[IsOpen] = &[incidents::is_unfinished, is_held, is_asked];

/// A legal hold stands.
fn is_held(tenant: &mut Tenant<'_>, _since: Moment) -> Result<bool, Error> {
    retention::held(tenant)
}

/// Somebody waits for an answer about their data. Complaints don't count: anybody can send one at any time, and would
/// hold every closing.
fn is_asked(tenant: &mut Tenant<'_>, _since: Moment) -> Result<bool, Error> {
    rights::store::is_any_unanswered(tenant)
}

/// Whether anything stops the closing that was asked for at a moment, or the destruction of keys. Which kind of
/// thing is said to nobody.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn obstacles(tenant: &mut Tenant<'_>, since: Moment) -> Result<bool, Error> {
    for is_open in KINDS {
        if is_open(tenant, since)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Tells those who know of what is open, and nobody else, on which day the organisation closes.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn tell(tenant: &mut Tenant<'_>, now: Moment, post: &Post, when: (Moment, Day)) -> Result<(), Error> {
    Ok(incidents::tell_to_finish(tenant, now, post, when)?)
}
