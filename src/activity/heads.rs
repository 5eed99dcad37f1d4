//! The head of the log by mail, once a month: whoever keeps the mails outside can show that the log was not
//! rewritten.

use super::{events, notices, store};
use crate::access::email::Email;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::HeadMailId;
use crate::db::{Error, Tenant};
use crate::mail::Post;

/// A wish to have the head mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The row.
    pub id: HeadMailId,
    /// Where to.
    pub email: Email,
    /// When it was made.
    pub made_at: Moment,
}

/// Mails the head to an address from the first of the next month on, instead of any address before; nothing ends it.
///
/// # Errors
/// The database is away.
pub fn choose(tenant: &mut Tenant<'_>, now: Moment, email: Option<&Email>) -> Result<(), Error> {
    let before = store::wish(tenant)?;
    if before.as_ref().map(|wish| &wish.email) == email {
        return Ok(());
    }
    if let Some(before) = before {
        store::end(tenant, now, before.id)?;
    }
    if let Some(email) = email {
        store::insert(tenant, &Wish { id: HeadMailId::new(now), email: email.clone(), made_at: now })?;
    }
    audit::record(tenant, now, &events::HeadMailChosen { email })?;
    Ok(())
}

/// The first day of the month of a day.
fn first_of_month(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).unwrap_or(day)
}

/// Queues the mail of the month, once; on the first, or as soon after it as the program runs. How many were queued.
///
/// # Errors
/// The database is away, or the words of the mail are faulty.
pub fn due(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, Error> {
    let first = first_of_month(now.day());
    let Some(wish) = store::wish(tenant)? else { return Ok(0) };
    // A wish of this month is for the next.
    if wish.made_at.day() >= first {
        return Ok(0);
    }
    let Some(head) = audit::sealed_head(tenant, now)? else { return Ok(0) };
    let sent = notices::head(tenant, now, post, &wish, (first, &head))?;
    Ok(u64::from(sent))
}
