//! What is kept about a policy beside its details.

use diesel::prelude::*;

use crate::db::ids::PolicyId;
use crate::db::schema::policies;
use crate::db::{Error, Tenant};
use crate::policies::upkeep::Upkeep;

/// Sets it.
///
/// # Errors
/// The database is away.
pub fn set(tenant: &mut Tenant<'_>, id: PolicyId, upkeep: &Upkeep) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set((
            policies::contact.eq(&upkeep.contact),
            policies::review_months.eq(upkeep.review_months),
            policies::override_reason.eq(&upkeep.override_reason),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
