//! What follows from what, across slices, in the same transaction.

use crate::access::JobTicket;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
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

/// Values of fields changed, or the people behind them: the gaps that lists show are counted again.
///
/// # Errors
/// The database is away.
pub fn fields_changed(_tenant: &mut Tenant<'_>, _now: Moment) -> Result<(), Error> {
    Ok(())
}

/// Somebody left: what was asked of them ends.
///
/// # Errors
/// The database is away.
pub fn person_left(_tenant: &mut Tenant<'_>, _now: Moment, _person: PersonId) -> Result<(), Error> {
    Ok(())
}
