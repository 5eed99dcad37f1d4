//! Shelves and their files in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::intake::Incoming;
use super::{Choice, Found, Item, ItemState, Kind, Settings, Shelf, ShelfState};
use crate::clock::Moment;
use crate::db::ids::{BlobId, PersonId, PolicyId, ShelfId, ShelfItemId};
use crate::db::schema::{shelf_items, shelves};
use crate::db::{Error, Tenant};

type ShelfRow = (ShelfId, String, ShelfState, String, i64, i64, Moment, PersonId, Option<Moment>);

fn shelf((id, name, state, settings, total, done, created_at, created_by, finished_at): ShelfRow) -> Shelf {
    let settings = serde_json::from_str(&settings).unwrap_or_default();
    Shelf { id, name, state, settings, total, done, created_at, created_by, finished_at }
}

const SHELF: (
    shelves::id,
    shelves::name,
    shelves::state,
    shelves::settings,
    shelves::total,
    shelves::done,
    shelves::created_at,
    shelves::created_by,
    shelves::finished_at,
) = (
    shelves::id,
    shelves::name,
    shelves::state,
    shelves::settings,
    shelves::total,
    shelves::done,
    shelves::created_at,
    shelves::created_by,
    shelves::finished_at,
);

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// One shelf.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: ShelfId) -> Result<Option<Shelf>, Error> {
    Ok(of_ids(tenant, &BTreeSet::from([id]))?.pop())
}

/// The newest shelves.
///
/// # Errors
/// The database is away.
pub fn newest(tenant: &mut Tenant<'_>, count: i64) -> Result<Vec<Shelf>, Error> {
    let rows: Vec<ShelfRow> = tenant
        .all(shelves::table)
        .order((shelves::created_at.desc(), shelves::id.desc()))
        .limit(count)
        .select(SHELF)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(shelf).collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, shelf: &Shelf) -> Result<(), Error> {
    diesel::insert_into(shelves::table)
        .values((
            shelves::organisation_id.eq(tenant.organisation()),
            shelves::id.eq(shelf.id),
            shelves::name.eq(&shelf.name),
            shelves::state.eq(shelf.state),
            shelves::settings.eq(json(&shelf.settings)),
            shelves::total.eq(shelf.total),
            shelves::done.eq(shelf.done),
            shelves::created_at.eq(shelf.created_at),
            shelves::created_by.eq(shelf.created_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_item(
    tenant: &mut Tenant<'_>,
    now: Moment,
    shelf: ShelfId,
    place: i64,
    file: &Incoming,
    blob: Option<BlobId>,
) -> Result<(), Error> {
    let state = if file.refused.is_some() { ItemState::Refused } else { ItemState::Waiting };
    let found = Found { bytes: file.bytes.len(), limit: file.limit, ..Found::default() };
    diesel::insert_into(shelf_items::table)
        .values((
            shelf_items::organisation_id.eq(tenant.organisation()),
            shelf_items::id.eq(ShelfItemId::new(now)),
            shelf_items::shelf_id.eq(shelf),
            shelf_items::place.eq(place),
            shelf_items::file_name.eq(&file.name),
            shelf_items::kind.eq(file.kind),
            shelf_items::state.eq(state),
            shelf_items::code.eq(""),
            shelf_items::title.eq(""),
            shelf_items::source.eq(""),
            shelf_items::report.eq(json(&found)),
            shelf_items::details.eq(json(&Choice::default())),
            shelf_items::reason.eq(file.refused),
            shelf_items::file_id.eq(blob),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

type ItemRow = (
    ShelfItemId,
    i64,
    String,
    Kind,
    ItemState,
    String,
    String,
    String,
    String,
    Option<String>,
    Option<BlobId>,
    Option<PolicyId>,
);

/// What is known of a file, but for its text.
macro_rules! item_columns {
    () => {
        (
            shelf_items::id,
            shelf_items::place,
            shelf_items::file_name,
            shelf_items::kind,
            shelf_items::state,
            shelf_items::code,
            shelf_items::title,
            shelf_items::report,
            shelf_items::details,
            shelf_items::reason,
            shelf_items::file_id,
            shelf_items::policy_id,
        )
    };
}

fn item(row: ItemRow) -> Item {
    let (id, place, file_name, kind, state, code, title, report, details, reason, file, policy) = row;
    Item {
        id,
        place,
        file_name,
        kind,
        state,
        code,
        title,
        found: serde_json::from_str(&report).unwrap_or_default(),
        choice: serde_json::from_str(&details).unwrap_or_default(),
        reason,
        file,
        policy,
    }
}

/// The files of a shelf, in their order, without their texts.
///
/// # Errors
/// The database is away.
pub fn items(tenant: &mut Tenant<'_>, shelf: ShelfId) -> Result<Vec<Item>, Error> {
    let rows: Vec<ItemRow> = tenant
        .all(shelf_items::table)
        .filter(shelf_items::shelf_id.eq(shelf))
        .order(shelf_items::place)
        .select(item_columns!())
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(item).collect())
}

/// The files that became these policies, with their shelf and their text as it was read.
///
/// # Errors
/// The database is away.
pub fn added_as(
    tenant: &mut Tenant<'_>,
    policies: &[PolicyId],
) -> Result<Vec<(ShelfId, Item, String)>, Error> {
    let rows: Vec<(ShelfId, ItemRow, String)> = tenant
        .all(shelf_items::table)
        .filter(shelf_items::policy_id.eq_any(policies.iter().map(|id| Some(*id))))
        .select((shelf_items::shelf_id, item_columns!(), shelf_items::source))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(shelf, row, source)| (shelf, item(row), source)).collect())
}

/// These shelves.
///
/// # Errors
/// The database is away.
pub fn of_ids(tenant: &mut Tenant<'_>, ids: &BTreeSet<ShelfId>) -> Result<Vec<Shelf>, Error> {
    let rows: Vec<ShelfRow> = tenant
        .all(shelves::table)
        .filter(shelves::id.eq_any(ids.iter().copied()))
        .select(SHELF)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(shelf).collect())
}

/// The text of a file as it was read.
///
/// # Errors
/// The database is away.
pub fn source(tenant: &mut Tenant<'_>, item: ShelfItemId) -> Result<String, Error> {
    let row = tenant.all(shelf_items::table).filter(shelf_items::id.eq(item)).select(shelf_items::source);
    Ok(row.first(tenant.connection()).optional()?.unwrap_or_default())
}

/// The policies that files became, by the bytes of the file.
///
/// # Errors
/// The database is away.
pub fn added_files(tenant: &mut Tenant<'_>) -> Result<BTreeMap<BlobId, PolicyId>, Error> {
    let rows: Vec<(Option<BlobId>, Option<PolicyId>)> = tenant
        .all(shelf_items::table)
        .filter(shelf_items::state.eq(ItemState::Added))
        .select((shelf_items::file_id, shelf_items::policy_id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(|(file, policy)| file.zip(policy)).collect())
}

/// Marks a file that is about to be read; false when it is read already.
pub(super) fn try_reading(tenant: &mut Tenant<'_>, item: ShelfItemId, mark: &str) -> Result<bool, Error> {
    let row = tenant
        .all(shelf_items::table)
        .filter(shelf_items::id.eq(item).and(shelf_items::state.eq(ItemState::Waiting)));
    let changed = diesel::update(row).set(shelf_items::reason.eq(mark)).execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Keeps what was read; false when somebody else did.
pub(super) fn keep_read(tenant: &mut Tenant<'_>, item: &Item, source: &str) -> Result<bool, Error> {
    let row = tenant
        .all(shelf_items::table)
        .filter(shelf_items::id.eq(item.id).and(shelf_items::state.eq(ItemState::Waiting)));
    let changed = diesel::update(row)
        .set((
            shelf_items::kind.eq(item.kind),
            shelf_items::state.eq(item.state),
            shelf_items::source.eq(source),
            shelf_items::report.eq(json(&item.found)),
            shelf_items::reason.eq(&item.reason),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Keeps what is proposed for a file.
pub(super) fn set_proposal(tenant: &mut Tenant<'_>, item: &Item) -> Result<(), Error> {
    diesel::update(tenant.all(shelf_items::table).filter(shelf_items::id.eq(item.id)))
        .set((
            shelf_items::state.eq(item.state),
            shelf_items::code.eq(&item.code),
            shelf_items::title.eq(&item.title),
            shelf_items::report.eq(json(&item.found)),
            shelf_items::details.eq(json(&item.choice)),
            shelf_items::reason.eq(&item.reason),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_choice(
    tenant: &mut Tenant<'_>,
    item: ShelfItemId,
    code: &str,
    title: &str,
    choice: &Choice,
) -> Result<(), Error> {
    let row = tenant
        .all(shelf_items::table)
        .filter(shelf_items::id.eq(item).and(shelf_items::state.eq(ItemState::Read)));
    diesel::update(row)
        .set((
            shelf_items::code.eq(code),
            shelf_items::title.eq(title),
            shelf_items::details.eq(json(choice)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_reason(
    tenant: &mut Tenant<'_>,
    item: ShelfItemId,
    reason: Option<&str>,
) -> Result<(), Error> {
    diesel::update(tenant.all(shelf_items::table).filter(shelf_items::id.eq(item)))
        .set(shelf_items::reason.eq(reason))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_state(tenant: &mut Tenant<'_>, item: ShelfItemId, state: ItemState) -> Result<(), Error> {
    diesel::update(tenant.all(shelf_items::table).filter(shelf_items::id.eq(item)))
        .set(shelf_items::state.eq(state))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes the policy that a file became; false when it has become one already.
pub(super) fn set_added(
    tenant: &mut Tenant<'_>,
    item: ShelfItemId,
    policy: PolicyId,
    reason: Option<&str>,
) -> Result<bool, Error> {
    let row = tenant
        .all(shelf_items::table)
        .filter(shelf_items::id.eq(item).and(shelf_items::state.eq(ItemState::Read)));
    let changed = diesel::update(row)
        .set((
            shelf_items::state.eq(ItemState::Added),
            shelf_items::policy_id.eq(Some(policy)),
            shelf_items::reason.eq(reason),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Takes policy and text away from a file of a shelf that is taken back.
pub(super) fn forget(tenant: &mut Tenant<'_>, item: ShelfItemId) -> Result<(), Error> {
    diesel::update(tenant.all(shelf_items::table).filter(shelf_items::id.eq(item)))
        .set((
            shelf_items::state.eq(ItemState::LeftOut),
            shelf_items::policy_id.eq(None::<PolicyId>),
            shelf_items::file_id.eq(None::<BlobId>),
            shelf_items::source.eq(""),
            shelf_items::reason.eq(None::<String>),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_settings(tenant: &mut Tenant<'_>, id: ShelfId, settings: &Settings) -> Result<(), Error> {
    diesel::update(tenant.all(shelves::table).filter(shelves::id.eq(id)))
        .set(shelves::settings.eq(json(settings)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Sets where a shelf stands and how far it is.
pub(super) fn advance(
    tenant: &mut Tenant<'_>,
    id: ShelfId,
    state: ShelfState,
    total: i64,
    done: i64,
) -> Result<(), Error> {
    diesel::update(tenant.all(shelves::table).filter(shelves::id.eq(id)))
        .set((shelves::state.eq(state), shelves::total.eq(total), shelves::done.eq(done)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_done(tenant: &mut Tenant<'_>, id: ShelfId, done: i64) -> Result<(), Error> {
    diesel::update(tenant.all(shelves::table).filter(shelves::id.eq(id)))
        .set(shelves::done.eq(done))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn finish(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ShelfId,
    state: ShelfState,
) -> Result<(), Error> {
    diesel::update(tenant.all(shelves::table).filter(shelves::id.eq(id)))
        .set((shelves::state.eq(state), shelves::finished_at.eq(Some(now))))
        .execute(tenant.connection())?;
    Ok(())
}

/// Counts the files of a shelf that are read or refused.
pub(super) fn count_done(tenant: &mut Tenant<'_>, id: ShelfId) -> Result<i64, Error> {
    let done: i64 = tenant
        .all(shelf_items::table)
        .filter(shelf_items::shelf_id.eq(id).and(shelf_items::state.ne(ItemState::Waiting)))
        .select(count_star())
        .first(tenant.connection())?;
    set_done(tenant, id, done)?;
    Ok(done)
}
