//! "What Polisi holds about me": for everybody signed in, without asking anybody. Cases never appear. The log says
//! nothing of it: who looks at their own data owes nobody a reason.

use super::collecting::{self, Words};
use super::{Found, RightsError, Source};
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
