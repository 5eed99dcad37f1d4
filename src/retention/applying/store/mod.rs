//! What is due, and its end, in the database.

mod people;
mod policies;
mod texts;

pub(super) use people::{acknowledgements, remove_acknowledgement, remove_person, staff};
pub(super) use policies::{policies, referred_policies, remove_policy};
pub(super) use texts::{end_of, mail_bodies, nations, remove_mail_body, remove_words, words};

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::retention_notices;
use crate::db::{Error, Tenant};

/// When a version of a rule was announced.
pub(super) fn told_at(tenant: &mut Tenant<'_>, rule: &str, version: i64) -> Result<Option<Moment>, Error> {
    let found = tenant
        .all(retention_notices::table)
        .filter(retention_notices::rule.eq(rule).and(retention_notices::version.eq(version)))
        .select(retention_notices::told_at)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Notes that a version of a rule was announced.
pub(super) fn set_told(tenant: &mut Tenant<'_>, now: Moment, rule: &str, version: i64) -> Result<(), Error> {
    diesel::insert_into(retention_notices::table)
        .values((
            retention_notices::organisation_id.eq(tenant.organisation()),
            retention_notices::rule.eq(rule),
            retention_notices::version.eq(version),
            retention_notices::told_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
