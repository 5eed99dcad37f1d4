//! "What Polisi holds about me": for everybody signed in, without asking anybody. Cases never appear.

use super::collecting::{self, Words};
use super::{Found, RightsError, Source, events};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::PersonId;

/// What is shown.
///
/// # Errors
/// The database is away.
pub fn read(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    collecting::own(tenant, now, person, words)
}

/// The same for a file; the log says that it was taken.
///
/// # Errors
/// The database is away.
pub fn download(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    words: Words<'_>,
) -> Result<Vec<(Source, Found)>, RightsError> {
    audit::record(tenant, now, &events::OwnDownloaded { person })?;
    collecting::own(tenant, now, person, words)
}
