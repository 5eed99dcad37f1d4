//! Acceptances in the database.

use diesel::prelude::*;

use super::{Acceptor, Document};
use crate::clock::Moment;
use crate::db::ids::AcceptanceId;
use crate::db::schema::terms_acceptances;
use crate::db::{Error, Tenant};

/// Every acceptance: document and version.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<(Document, i64)>, Error> {
    let rows = tenant
        .all(terms_acceptances::table)
        .select((terms_acceptances::document, terms_acceptances::version))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Keeps an acceptance.
///
/// # Errors
/// The database is away.
pub fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Acceptor,
    (document, version): (Document, i64),
    at: Moment,
) -> Result<(), Error> {
    diesel::insert_into(terms_acceptances::table)
        .values((
            terms_acceptances::organisation_id.eq(tenant.organisation()),
            terms_acceptances::id.eq(AcceptanceId::new(now)),
            terms_acceptances::document.eq(document),
            terms_acceptances::version.eq(version),
            terms_acceptances::account_id.eq(by.account),
            terms_acceptances::person_id.eq(by.person),
            terms_acceptances::accepted_at.eq(at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
