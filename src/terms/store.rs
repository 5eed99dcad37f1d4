//! Acceptances in the database.

use diesel::prelude::*;

use super::{Acceptance, Acceptor, Document};
use crate::clock::Moment;
use crate::db::ids::{AcceptanceId, PersonId};
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

/// Every acceptance, the newest first.
///
/// # Errors
/// The database is away.
pub fn history(tenant: &mut Tenant<'_>) -> Result<Vec<Acceptance>, Error> {
    let rows: Vec<(Document, i64, PersonId, Moment)> = tenant
        .all(terms_acceptances::table)
        .order((terms_acceptances::version.desc(), terms_acceptances::accepted_at.desc()))
        .select((
            terms_acceptances::document,
            terms_acceptances::version,
            terms_acceptances::person_id,
            terms_acceptances::accepted_at,
        ))
        .load(tenant.connection())?;
    let read = |(document, version, person, at)| Acceptance { document, version, person, at };
    Ok(rows.into_iter().map(read).collect())
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
