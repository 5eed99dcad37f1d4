//! What changes who holds a role, or who stands in, is told.

use crate::clock::Moment;
use crate::db::{Error, Tenant};
use crate::mail::Post;
use crate::organisations;
use crate::people::PeopleError;
use crate::people::covers::Home;
use crate::people::role_news::{Standing, notices};

/// Does something that may give roles or end them, and tells those whom it concerns: each in one mail, however many
/// roles it was.
///
/// # Errors
/// Those of what is done; the database is away, or the words of a mail are faulty.
pub fn telling_of_roles<R, E: From<PeopleError>>(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    work: impl FnOnce(&mut Tenant<'_>) -> Result<R, E>,
) -> Result<R, E> {
    let before = Standing::read(tenant, now).map_err(PeopleError::from)?;
    let done = work(tenant)?;
    let home = home(tenant).map_err(PeopleError::from)?;
    notices::tell(tenant, now, post, &home, &before)?;
    Ok(done)
}

/// The organisation as its mails name it.
///
/// # Errors
/// The database is away.
pub(super) fn home(tenant: &mut Tenant<'_>) -> Result<Home, Error> {
    Ok(Home { name: organisations::name(tenant)?, slug: organisations::store::slug(tenant)? })
}
