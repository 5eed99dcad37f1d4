//! Wishes to have the head of the log mailed, in the database.

use diesel::prelude::*;

use super::heads::Wish;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::HeadMailId;
use crate::db::schema::head_mails;
use crate::db::{Error, Tenant};

/// The wish that holds now.
///
/// # Errors
/// The database is away.
pub fn wish(tenant: &mut Tenant<'_>) -> Result<Option<Wish>, Error> {
    let row: Option<(HeadMailId, String, Moment)> = tenant
        .all(head_mails::table)
        .filter(head_mails::ended_at.is_null())
        .order(head_mails::id.desc())
        .select((head_mails::id, head_mails::email, head_mails::made_at))
        .first(tenant.connection())
        .optional()?;
    Ok(row.and_then(|(id, email, made_at)| Some(Wish { id, email: Email::parse(&email)?, made_at })))
}

pub(super) fn insert(tenant: &mut Tenant<'_>, wish: &Wish) -> Result<(), Error> {
    let by = tenant.actor().person().ok_or_else(|| Error::Unavailable("nobody asks".to_owned()))?;
    diesel::insert_into(head_mails::table)
        .values((
            head_mails::organisation_id.eq(tenant.organisation()),
            head_mails::id.eq(wish.id),
            head_mails::email.eq(wish.email.as_str()),
            head_mails::made_at.eq(wish.made_at),
            head_mails::made_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end(tenant: &mut Tenant<'_>, now: Moment, id: HeadMailId) -> Result<(), Error> {
    let live =
        tenant.all(head_mails::table).filter(head_mails::id.eq(id).and(head_mails::ended_at.is_null()));
    diesel::update(live).set(head_mails::ended_at.eq(now)).execute(tenant.connection())?;
    Ok(())
}
