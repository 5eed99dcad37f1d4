//! Where a policy comes from, in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{PersonId, PolicyId, ReferenceId};
use crate::db::schema::{policies, policy_references};
use crate::db::{Error, Tenant};
use crate::library::{Law, LawKind, Template};

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

pub(super) fn add_reference(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PolicyId,
    law: &Law,
    by: PersonId,
) -> Result<(), Error> {
    let kind = match law.kind {
        LawKind::Law => "law",
        LawKind::Guidance | LawKind::Code => "guidance",
    };
    diesel::insert_into(policy_references::table)
        .values((
            policy_references::organisation_id.eq(tenant.organisation()),
            policy_references::id.eq(ReferenceId::new(now)),
            policy_references::policy_id.eq(id),
            policy_references::kind.eq(kind),
            policy_references::title.eq(&law.title),
            policy_references::dated_on.eq(law.dated.to_string()),
            policy_references::created_at.eq(now),
            policy_references::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
