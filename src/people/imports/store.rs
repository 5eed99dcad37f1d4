//! Lists of staff and their rows in the database.

mod kept;

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::meanings::Meanings;
use super::reading::Cells;
use super::{ImportRow, ImportState, RowState, Settings, StaffImport};
use crate::clock::Moment;
use crate::db::ids::{PersonId, StaffImportId};
use crate::db::schema::{staff_import_rows, staff_imports};
use crate::db::{Error, Tenant};

pub(super) use kept::{forget_before, forget_people, keep, set_undone, waiting_since};

type Row = (
    StaffImportId,
    String,
    ImportState,
    String,
    i64,
    i64,
    Moment,
    PersonId,
    (Option<Moment>, Option<Moment>),
);

const COLUMNS: (
    staff_imports::id,
    staff_imports::name,
    staff_imports::state,
    staff_imports::settings,
    staff_imports::total,
    staff_imports::done,
    staff_imports::created_at,
    staff_imports::created_by,
    (staff_imports::finished_at, staff_imports::undone_at),
) = (
    staff_imports::id,
    staff_imports::name,
    staff_imports::state,
    staff_imports::settings,
    staff_imports::total,
    staff_imports::done,
    staff_imports::created_at,
    staff_imports::created_by,
    (staff_imports::finished_at, staff_imports::undone_at),
);

fn import((id, name, state, settings, total, done, created_at, created_by, ends): Row) -> StaffImport {
    let settings = serde_json::from_str(&settings).unwrap_or_default();
    let (finished_at, undone_at) = ends;
    StaffImport { id, name, state, settings, total, done, created_at, created_by, finished_at, undone_at }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// One list.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: StaffImportId) -> Result<Option<StaffImport>, Error> {
    let row: Option<Row> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::id.eq(id))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(import))
}

/// The newest lists that weren't dropped.
///
/// # Errors
/// The database is away.
pub fn newest(tenant: &mut Tenant<'_>, count: i64) -> Result<Vec<StaffImport>, Error> {
    let rows: Vec<Row> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.ne(ImportState::Dropped))
        .order((staff_imports::created_at.desc(), staff_imports::id.desc()))
        .limit(count)
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(import).collect())
}

/// What words meant in the newest list that somebody brought and that was added and not taken back.
pub(super) fn last_meanings(tenant: &mut Tenant<'_>, by: PersonId) -> Result<Meanings, Error> {
    let last: Option<Row> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.eq(ImportState::Done).and(staff_imports::undone_at.is_null()))
        .filter(staff_imports::created_by.eq(by))
        .order((staff_imports::finished_at.desc(), staff_imports::id.desc()))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(last.map(|row| import(row).settings.meanings).unwrap_or_default())
}

/// The list of the same upload by the same person since a moment, when it is still being checked.
pub(super) fn same(
    tenant: &mut Tenant<'_>,
    by: PersonId,
    digest: &str,
    since: Moment,
) -> Result<Option<StaffImportId>, Error> {
    let rows: Vec<Row> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::created_by.eq(by).and(staff_imports::created_at.gt(since)))
        .filter(staff_imports::state.eq(ImportState::Checking))
        .select(COLUMNS)
        .load(tenant.connection())?;
    let same = rows.into_iter().map(import).find(|import| import.settings.digest == digest);
    Ok(same.map(|import| import.id))
}

pub(super) fn insert(tenant: &mut Tenant<'_>, import: &StaffImport) -> Result<(), Error> {
    diesel::insert_into(staff_imports::table)
        .values((
            staff_imports::organisation_id.eq(tenant.organisation()),
            staff_imports::id.eq(import.id),
            staff_imports::name.eq(&import.name),
            staff_imports::state.eq(import.state),
            staff_imports::settings.eq(json(&import.settings)),
            staff_imports::total.eq(import.total),
            staff_imports::done.eq(import.done),
            staff_imports::created_at.eq(import.created_at),
            staff_imports::created_by.eq(import.created_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_row(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    line: i64,
    cells: &Cells,
) -> Result<(), Error> {
    diesel::insert_into(staff_import_rows::table)
        .values((
            staff_import_rows::organisation_id.eq(tenant.organisation()),
            staff_import_rows::import_id.eq(id),
            staff_import_rows::line.eq(line),
            staff_import_rows::state.eq(RowState::Waiting),
            staff_import_rows::cells.eq(json(cells)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

type LineRow = (
    i64,
    RowState,
    String,
    Option<String>,
    Option<String>,
    Option<PersonId>,
    (Option<String>, Option<String>),
);

/// The rows of a list, by their number.
///
/// # Errors
/// The database is away.
pub fn rows(tenant: &mut Tenant<'_>, id: StaffImportId) -> Result<Vec<ImportRow>, Error> {
    let rows: Vec<LineRow> = tenant
        .all(staff_import_rows::table)
        .filter(staff_import_rows::import_id.eq(id))
        .order(staff_import_rows::line)
        .select((
            staff_import_rows::line,
            staff_import_rows::state,
            staff_import_rows::cells,
            staff_import_rows::answer,
            staff_import_rows::reason,
            staff_import_rows::person_id,
            (staff_import_rows::was, staff_import_rows::became),
        ))
        .load(tenant.connection())?;
    let kept = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    let row = |(line, state, cells, answer, reason, person, (was, became)): LineRow| ImportRow {
        line,
        state,
        cells: serde_json::from_str(&cells).unwrap_or_default(),
        answer,
        reason,
        person,
        before: kept(was).zip(kept(became)),
    };
    Ok(rows.into_iter().map(row).collect())
}

pub(super) fn set_row(tenant: &mut Tenant<'_>, id: StaffImportId, row: &ImportRow) -> Result<(), Error> {
    let one = staff_import_rows::import_id.eq(id).and(staff_import_rows::line.eq(row.line));
    diesel::update(tenant.all(staff_import_rows::table).filter(one))
        .set((
            staff_import_rows::state.eq(row.state),
            staff_import_rows::cells.eq(json(&row.cells)),
            staff_import_rows::answer.eq(&row.answer),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_answer(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    line: i64,
    answer: &str,
) -> Result<(), Error> {
    let one = staff_import_rows::import_id.eq(id).and(staff_import_rows::line.eq(line));
    diesel::update(tenant.all(staff_import_rows::table).filter(one))
        .set(staff_import_rows::answer.eq(answer))
        .execute(tenant.connection())?;
    Ok(())
}

/// Says what became of a row that waited.
pub(super) fn settle(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    line: i64,
    state: RowState,
    person: Option<PersonId>,
    reason: Option<&str>,
) -> Result<(), Error> {
    let waiting = staff_import_rows::import_id
        .eq(id)
        .and(staff_import_rows::line.eq(line))
        .and(staff_import_rows::state.eq(RowState::Waiting));
    diesel::update(tenant.all(staff_import_rows::table).filter(waiting))
        .set((
            staff_import_rows::state.eq(state),
            staff_import_rows::person_id.eq(person),
            staff_import_rows::reason.eq(reason),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Which of these rows still wait. The list is held until the transaction ends: two nodes write one after the
/// other.
pub(super) fn waiting(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    (first, last): (i64, i64),
) -> Result<BTreeSet<i64>, Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set(staff_imports::done.eq(staff_imports::done))
        .execute(tenant.connection())?;
    let lines: Vec<i64> = tenant
        .all(staff_import_rows::table)
        .filter(staff_import_rows::import_id.eq(id).and(staff_import_rows::state.eq(RowState::Waiting)))
        .filter(staff_import_rows::line.between(first, last))
        .select(staff_import_rows::line)
        .load(tenant.connection())?;
    Ok(lines.into_iter().collect())
}

/// How many rows of lists that are being written will be somebody new.
///
/// # Errors
/// The database is away.
pub fn count_coming(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let going: Vec<StaffImportId> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.eq(ImportState::Applying))
        .select(staff_imports::id)
        .load(tenant.connection())?;
    let new = staff_import_rows::state
        .eq(RowState::Waiting)
        .and(staff_import_rows::answer.eq(super::matching::SOMEBODY_NEW));
    let rows =
        tenant.all(staff_import_rows::table).filter(staff_import_rows::import_id.eq_any(going)).filter(new);
    Ok(rows.count().get_result(tenant.connection())?)
}

pub(super) fn add_done(tenant: &mut Tenant<'_>, id: StaffImportId, more: i64) -> Result<(), Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set(staff_imports::done.eq(staff_imports::done + more))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_settings(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    settings: &Settings,
) -> Result<(), Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set(staff_imports::settings.eq(json(settings)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn advance(
    tenant: &mut Tenant<'_>,
    id: StaffImportId,
    state: ImportState,
    done: i64,
) -> Result<(), Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set((staff_imports::state.eq(state), staff_imports::done.eq(done)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn finish(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: StaffImportId,
    state: ImportState,
) -> Result<(), Error> {
    diesel::update(tenant.all(staff_imports::table).filter(staff_imports::id.eq(id)))
        .set((staff_imports::state.eq(state), staff_imports::finished_at.eq(Some(now))))
        .execute(tenant.connection())?;
    Ok(())
}

/// The words of rows go, but for those that stayed out of a list that was written: somebody still works at them.
pub(super) fn forget_words(tenant: &mut Tenant<'_>, id: StaffImportId) -> Result<(), Error> {
    let rows = tenant.all(staff_import_rows::table).filter(staff_import_rows::import_id.eq(id));
    diesel::update(rows)
        .set((staff_import_rows::cells.eq("{}"), staff_import_rows::answer.eq(None::<String>)))
        .execute(tenant.connection())?;
    Ok(())
}

/// The words of rows go that are written.
pub(super) fn forget_written(tenant: &mut Tenant<'_>, id: StaffImportId) -> Result<(), Error> {
    let written = [RowState::Added, RowState::Changed, RowState::Same];
    let rows = tenant
        .all(staff_import_rows::table)
        .filter(staff_import_rows::import_id.eq(id).and(staff_import_rows::state.eq_any(written)));
    diesel::update(rows)
        .set((staff_import_rows::cells.eq("{}"), staff_import_rows::answer.eq(None::<String>)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Whether a list is being written. Its lists are held until the transaction ends, so that two don't begin at once.
pub(super) fn is_any_applying(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    let open = staff_imports::state.eq_any([ImportState::Checking, ImportState::Applying]);
    diesel::update(tenant.all(staff_imports::table).filter(open))
        .set(staff_imports::done.eq(staff_imports::done))
        .execute(tenant.connection())?;
    let found: Option<StaffImportId> = tenant
        .all(staff_imports::table)
        .filter(staff_imports::state.eq(ImportState::Applying))
        .select(staff_imports::id)
        .first(tenant.connection())
        .optional()?;
    Ok(found.is_some())
}
