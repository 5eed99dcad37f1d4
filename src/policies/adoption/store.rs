//! Where a policy comes from, in the database.

use diesel::prelude::*;

use crate::db::ids::PolicyId;
use crate::db::schema::policies;
use crate::db::{Error, Tenant};
use crate::library::Template;

pub(super) fn mark(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    template: &Template,
    override_reason: Option<&str>,
) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set((
            policies::template.eq(Some(&template.key)),
            policies::template_edition.eq(Some(&template.edition)),
            policies::review_months.eq(i64::from(template.review_months)),
            policies::override_reason.eq(override_reason),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
