//! What follows from what, across slices, in the same transaction.

use crate::access::JobTicket;
use crate::clock::Moment;
use crate::db::Error;
use crate::mail::Outgoing;
use crate::web::App;

/// A mail failed for good. One about a case tells the next in line at once.
///
/// # Errors
/// The database is away.
pub fn mail_failed(_app: &App, _entry: JobTicket, lost: &Outgoing, _now: Moment) -> Result<(), Error> {
    tracing::warn!(mail = %lost.id, kind = lost.kind, "a mail failed for good");
    Ok(())
}
