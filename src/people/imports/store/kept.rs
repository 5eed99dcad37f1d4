//! What the staff list said before a list was written, as long as the list can be taken back.

use diesel::prelude::*;

use super::json;
use crate::clock::Moment;
use crate::db::ids::{PersonId, StaffImportId};
use crate::db::schema::{staff_import_rows, staff_imports};
use crate::db::{Error, Tenant};
use crate::people::imports::ImportState;
use crate::people::imports::undo::Kept;

/// Keeps what the staff list said of somebody before and after.
pub(in crate::people::imports) fn keep(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    line: i64,
    (was, became): (&Kept, &Kept),
) -> Result<(), Error> {
    let one = staff_import_rows::import_id.eq(id).and(staff_import_rows::line.eq(line));
    diesel::update(tenant.all(staff_import_rows::table).filter(one))
        .set((staff_import_rows::was.eq(json(was)), staff_import_rows::became.eq(json(became))))
        .execute(tenant.connection())?;
    Ok(())
}

/// The rows of a list say no longer whom they meant.
pub(in crate::people::imports) fn forget_people(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    people: &[PersonId],
) -> Result<(), Error> {
    let rows = staff_import_rows::import_id.eq(id).and(staff_import_rows::person_id.eq_any(people));
    diesel::update(tenant.all(staff_import_rows::table).filter(rows))
        .set(staff_import_rows::person_id.eq(None::<PersonId>))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that a list was taken back; what stood there before is forgotten.
pub(in crate::people::imports) fn set_undone(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: StaffImportId,
) -> Result<(), Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set(staff_imports::undone_at.eq(Some(now)))
        .execute(tenant.connection())?;
    forget_kept(tenant, &[id])
}

fn forget_kept(tenant: &mut Tenant<'_>, ids: &[StaffImportId]) -> Result<(), Error> {
    let rows = staff_import_rows::import_id.eq_any(ids).and(staff_import_rows::was.is_not_null());
    diesel::update(tenant.all(staff_import_rows::table).filter(rows))
        .set((staff_import_rows::was.eq(None::<String>), staff_import_rows::became.eq(None::<String>)))
        .execute(tenant.connection())?;
    Ok(())
}

/// The lists that have waited since before a moment.
pub(in crate::people::imports) fn waiting_since(
    tenant: &mut Tenant<'_>,
    before: Moment,
) -> Result<Vec<StaffImportId>, Error> {
    Ok(tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.eq(ImportState::Checking).and(staff_imports::created_at.lt(before)))
        .order(staff_imports::id)
        .select(staff_imports::id)
        .load(tenant.connection())?)
}

/// Forgets what stood on the staff list before lists that were written before a moment.
pub(in crate::people::imports) fn forget_before(
    tenant: &mut Tenant<'_>,
    before: Moment,
) -> Result<(), Error> {
    let old: Vec<StaffImportId> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.eq(ImportState::Done).and(staff_imports::finished_at.lt(before)))
        .select(staff_imports::id)
        .load(tenant.connection())?;
    forget_kept(tenant, &old)
}
