//! Personal links: their hashes and their state, never their tokens.

use diesel::prelude::*;

use crate::acknowledgements::{Link, StoppedBecause};
use crate::clock::Moment;
use crate::db::ids::{LinkId, PersonId, RequestId};
use crate::db::schema::signing_links;
use crate::db::{Error, Tenant};

const COLUMNS: (
    signing_links::id,
    signing_links::request_id,
    signing_links::person_id,
    signing_links::token_hash,
    signing_links::created_at,
    signing_links::expires_at,
    signing_links::stopped_at,
    signing_links::stopped_because,
) = (
    signing_links::id,
    signing_links::request_id,
    signing_links::person_id,
    signing_links::token_hash,
    signing_links::created_at,
    signing_links::expires_at,
    signing_links::stopped_at,
    signing_links::stopped_because,
);

/// One link.
///
/// # Errors
/// The database is away.
pub fn link(tenant: &mut Tenant<'_>, id: LinkId) -> Result<Option<Link>, Error> {
    let found = tenant
        .all(signing_links::table)
        .filter(signing_links::id.eq(id))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// The newest link of a person for a request.
///
/// # Errors
/// The database is away.
pub fn last_link(
    tenant: &mut Tenant<'_>,
    request: RequestId,
    person: PersonId,
) -> Result<Option<Link>, Error> {
    let found = tenant
        .all(signing_links::table)
        .filter(signing_links::request_id.eq(request).and(signing_links::person_id.eq(person)))
        .order((signing_links::created_at.desc(), signing_links::id.desc()))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Every link of a request, oldest first.
///
/// # Errors
/// The database is away.
pub fn links_of_request(tenant: &mut Tenant<'_>, request: RequestId) -> Result<Vec<Link>, Error> {
    let rows = tenant
        .all(signing_links::table)
        .filter(signing_links::request_id.eq(request))
        .order((signing_links::created_at, signing_links::id))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows)
}

/// A person's links that nobody stopped.
///
/// # Errors
/// The database is away.
pub fn live_links_of_person(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Link>, Error> {
    let rows = tenant
        .all(signing_links::table)
        .filter(signing_links::person_id.eq(person).and(signing_links::stopped_at.is_null()))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows)
}

/// Keeps a new link.
///
/// # Errors
/// The database is away.
pub fn insert_link(tenant: &mut Tenant<'_>, link: &Link) -> Result<(), Error> {
    diesel::insert_into(signing_links::table)
        .values((
            signing_links::organisation_id.eq(tenant.organisation()),
            signing_links::id.eq(link.id),
            signing_links::request_id.eq(link.request),
            signing_links::person_id.eq(link.person),
            signing_links::token_hash.eq(&link.token_hash),
            signing_links::created_at.eq(link.created_at),
            signing_links::expires_at.eq(link.expires_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Stops a link; false when it was stopped before.
///
/// # Errors
/// The database is away.
pub fn set_stopped(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: LinkId,
    because: StoppedBecause,
) -> Result<bool, Error> {
    let live = tenant
        .all(signing_links::table)
        .filter(signing_links::id.eq(id).and(signing_links::stopped_at.is_null()));
    let stopped = diesel::update(live)
        .set((signing_links::stopped_at.eq(now), signing_links::stopped_because.eq(because)))
        .execute(tenant.connection())?;
    Ok(stopped == 1)
}

/// Lets no link work for longer than until now; how many would have.
///
/// # Errors
/// The database is away.
pub fn expire_links(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    let live = tenant
        .all(signing_links::table)
        .filter(signing_links::stopped_at.is_null().and(signing_links::expires_at.gt(now)));
    Ok(diesel::update(live).set(signing_links::expires_at.eq(now)).execute(tenant.connection())?)
}
