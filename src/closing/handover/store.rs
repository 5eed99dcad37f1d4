//! Packages in the database, and every table as it is.

use diesel::prelude::*;

use super::{Handover, State};
use crate::clock::Moment;
use crate::db::ids::{BlobId, HandoverId, PersonId};
use crate::db::rows::{self, Column, Value, Where};
use crate::db::schema::handovers;
use crate::db::{Error, Tenant};

macro_rules! rows {
    ($tenant:expr) => {
        $tenant.all(handovers::table).select((
            handovers::id,
            handovers::state,
            handovers::asked_by,
            handovers::asked_at,
            handovers::check_words,
            handovers::target_id,
            handovers::blob_id,
            handovers::files,
            handovers::length,
            handovers::sha256,
            handovers::finished_at,
            handovers::confirmed_at,
        ))
    };
}

/// One package.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: HandoverId) -> Result<Option<Handover>, Error> {
    Ok(rows!(tenant).filter(handovers::id.eq(id)).first(tenant.connection()).optional()?)
}

/// Every package, the newest first.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>) -> Result<Vec<Handover>, Error> {
    let newest = rows!(tenant).order((handovers::asked_at.desc(), handovers::id.desc()));
    Ok(newest.load(tenant.connection())?)
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: HandoverId,
    by: Option<PersonId>,
) -> Result<(), Error> {
    diesel::insert_into(handovers::table)
        .values((
            handovers::organisation_id.eq(tenant.organisation()),
            handovers::id.eq(id),
            handovers::state.eq(State::Waiting),
            handovers::asked_by.eq(by),
            handovers::asked_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes where the package is being written.
pub(super) fn set_target(tenant: &mut Tenant<'_>, id: HandoverId, target: BlobId) -> Result<(), Error> {
    diesel::update(tenant.all(handovers::table).filter(handovers::id.eq(id)))
        .set((handovers::state.eq(State::Making), handovers::target_id.eq(Some(target))))
        .execute(tenant.connection())?;
    Ok(())
}

/// What a finished package came to.
pub(super) struct Made {
    pub blob: Option<BlobId>,
    pub files: i64,
    pub length: i64,
    pub sha256: Vec<u8>,
    pub check_words: Vec<u8>,
}

pub(super) fn set_ready(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: HandoverId,
    made: &Made,
) -> Result<(), Error> {
    diesel::update(tenant.all(handovers::table).filter(handovers::id.eq(id)))
        .set((
            handovers::state.eq(State::Ready),
            handovers::target_id.eq(None::<BlobId>),
            handovers::blob_id.eq(made.blob),
            handovers::files.eq(Some(made.files)),
            handovers::length.eq(Some(made.length)),
            handovers::sha256.eq(Some(&made.sha256)),
            handovers::check_words.eq(Some(&made.check_words)),
            handovers::finished_at.eq(Some(now)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// The package is gone, or can't be made; its row stays.
pub(super) fn set_over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: HandoverId,
    state: State,
    fault: Option<&str>,
) -> Result<(), Error> {
    diesel::update(tenant.all(handovers::table).filter(handovers::id.eq(id)))
        .set((
            handovers::state.eq(state),
            handovers::target_id.eq(None::<BlobId>),
            handovers::blob_id.eq(None::<BlobId>),
            handovers::removed_at.eq(Some(now)),
            handovers::fault.eq(fault),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_confirmed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: HandoverId,
    by: Option<PersonId>,
) -> Result<(), Error> {
    diesel::update(tenant.all(handovers::table).filter(handovers::id.eq(id)))
        .set((handovers::confirmed_at.eq(Some(now)), handovers::confirmed_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes a row, with the columns of its values.
type Take<'t> = dyn FnMut(&[Column], Vec<Value>) -> Result<(), Error> + 't;

/// The columns of a table, and the rows of the organisation, one after the other.
pub(super) fn each(
    tenant: &mut Tenant<'_>,
    table: &str,
    wanted: &dyn Fn(&str) -> bool,
    take: &mut Take<'_>,
) -> Result<u64, Error> {
    let id = tenant.organisation().any();
    let all = rows::columns(tenant.connection(), table)?;
    let columns: Vec<Column> = all.into_iter().filter(|column| wanted(&column.name)).collect();
    let part = Where { column: "organisation_id", id };
    rows::each(tenant.connection(), table, &columns, Some(part), &mut |row| take(&columns, row))
}
