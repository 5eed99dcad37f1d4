//! Files of many policies in the database.

use diesel::prelude::*;

use super::{Export, Settings, State};
use crate::clock::Moment;
use crate::db::ids::{BlobId, ExportId, PersonId};
use crate::db::schema::exports;
use crate::db::{Error, Tenant};

type Row =
    (ExportId, State, String, i64, i64, Option<BlobId>, Option<String>, PersonId, Moment, Option<Moment>);

/// Nothing when its settings can't be read.
fn read(row: Row) -> Option<Export> {
    let (id, state, settings, total, done, blob, fault, asked_by, asked_at, finished_at) = row;
    let settings = serde_json::from_str(&settings).ok()?;
    Some(Export { id, state, settings, total, done, blob, fault, asked_by, asked_at, finished_at })
}

fn written(settings: &Settings) -> String {
    serde_json::to_string(settings).unwrap_or_default()
}

macro_rules! rows {
    ($tenant:expr) => {
        $tenant.all(exports::table).select((
            exports::id,
            exports::state,
            exports::settings,
            exports::total,
            exports::done,
            exports::blob_id,
            exports::fault,
            exports::asked_by,
            exports::asked_at,
            exports::finished_at,
        ))
    };
}

/// One file.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: ExportId) -> Result<Option<Export>, Error> {
    let row: Option<Row> = rows!(tenant).filter(exports::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.and_then(read))
}

/// The files that were asked for, the newest first.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>) -> Result<Vec<Export>, Error> {
    let rows: Vec<Row> =
        rows!(tenant).order((exports::asked_at.desc(), exports::id.desc())).load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(super) fn before(tenant: &mut Tenant<'_>, moment: Moment) -> Result<Vec<Export>, Error> {
    let rows: Vec<Row> =
        rows!(tenant).filter(exports::asked_at.lt(moment)).order(exports::id).load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Whether a file in the database is the finished file of any export.
pub(super) fn is_used(tenant: &mut Tenant<'_>, blob: BlobId) -> Result<bool, Error> {
    let found: Option<ExportId> = tenant
        .all(exports::table)
        .filter(exports::blob_id.eq(Some(blob)))
        .select(exports::id)
        .first(tenant.connection())
        .optional()?;
    Ok(found.is_some())
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: ExportId,
    settings: &Settings,
    total: i64,
) -> Result<(), Error> {
    diesel::insert_into(exports::table)
        .values((
            exports::organisation_id.eq(tenant.organisation()),
            exports::id.eq(id),
            exports::kind.eq("in_force"),
            exports::state.eq(State::Waiting),
            exports::settings.eq(written(settings)),
            exports::total.eq(total),
            exports::done.eq(0_i64),
            exports::asked_by.eq(by),
            exports::asked_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that files are printed; false when somebody else did since `before`.
pub(super) fn advance(
    tenant: &mut Tenant<'_>,
    id: ExportId,
    before: i64,
    printed: i64,
    settings: &Settings,
) -> Result<bool, Error> {
    let row = tenant.all(exports::table).filter(exports::id.eq(id).and(exports::done.eq(before)));
    let changed = diesel::update(row)
        .set((
            exports::state.eq(State::Making),
            exports::done.eq(before.saturating_add(printed)),
            exports::settings.eq(written(settings)),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

pub(super) fn set_settings(tenant: &mut Tenant<'_>, id: ExportId, settings: &Settings) -> Result<(), Error> {
    diesel::update(tenant.all(exports::table).filter(exports::id.eq(id)))
        .set(exports::settings.eq(written(settings)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_ready(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ExportId,
    blob: BlobId,
    settings: &Settings,
) -> Result<(), Error> {
    let settings = Settings { target: None, parts: None, ..settings.clone() };
    diesel::update(tenant.all(exports::table).filter(exports::id.eq(id)))
        .set((
            exports::state.eq(State::Ready),
            exports::blob_id.eq(Some(blob)),
            exports::finished_at.eq(Some(now)),
            exports::settings.eq(written(&settings)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_failed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ExportId,
    fault: &str,
    settings: &Settings,
) -> Result<(), Error> {
    diesel::update(tenant.all(exports::table).filter(exports::id.eq(id)))
        .set((
            exports::state.eq(State::Failed),
            exports::fault.eq(Some(fault)),
            exports::finished_at.eq(Some(now)),
            exports::settings.eq(written(settings)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn delete(tenant: &mut Tenant<'_>, id: ExportId) -> Result<(), Error> {
    diesel::delete(tenant.all(exports::table).filter(exports::id.eq(id))).execute(tenant.connection())?;
    Ok(())
}
