//! Backups in the database.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::Backup;
use crate::access::email::Email;
use crate::clock::Moment;
use crate::db::ids::{AccountId, AnyId, BackupId};
use crate::db::schema::{accounts, backups, installation, organisations};
use crate::db::{DbConnection, Error, System};
use crate::messages::Language;

/// So many tries are looked at to know how things stand.
const RECENT: i64 = 60;

type Row = (
    Moment,
    String,
    i64,
    i64,
    Option<Moment>,
    Option<String>,
    Option<Moment>,
    Option<String>,
    Option<Moment>,
);

fn read(row: Row) -> Backup {
    let (made_at, file, bytes, organisations, verified_at, fault, drilled_at, drill_fault, removed_at) = row;
    Backup { made_at, file, bytes, organisations, verified_at, fault, drilled_at, drill_fault, removed_at }
}

/// The last tries, the newest first.
///
/// # Errors
/// The database is away.
pub fn recent(system: &mut System<'_>) -> Result<Vec<Backup>, Error> {
    newest(system, None)
}

/// As [`recent`], without those that a clock made which ran ahead.
pub(super) fn recent_at(system: &mut System<'_>, now: Moment) -> Result<Vec<Backup>, Error> {
    newest(system, Some(now.latest()))
}

fn newest(system: &mut System<'_>, latest: Option<Moment>) -> Result<Vec<Backup>, Error> {
    let mut tries = backups::table.into_boxed();
    if let Some(latest) = latest {
        tries = tries.filter(backups::made_at.le(latest));
    }
    let rows: Vec<Row> = tries
        .order((backups::made_at.desc(), backups::id.desc()))
        .limit(RECENT)
        .select((
            backups::made_at,
            backups::file,
            backups::bytes,
            backups::organisations,
            backups::verified_at,
            backups::fault,
            backups::drilled_at,
            backups::drill_fault,
            backups::removed_at,
        ))
        .load(system.connection())?;
    Ok(rows.into_iter().map(read).collect())
}

/// Remembers a try.
pub(super) fn insert(system: &mut System<'_>, id: BackupId, backup: &Backup) -> Result<(), Error> {
    diesel::insert_into(backups::table)
        .values((
            backups::id.eq(id),
            backups::made_at.eq(backup.made_at),
            backups::file.eq(&backup.file),
            backups::bytes.eq(backup.bytes),
            backups::organisations.eq(backup.organisations),
            backups::verified_at.eq(backup.verified_at),
            backups::fault.eq(&backup.fault),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// What came of restoring one on trial.
pub(super) fn drilled(
    system: &mut System<'_>,
    id: BackupId,
    at: Moment,
    fault: Option<&str>,
) -> Result<(), Error> {
    diesel::update(backups::table.find(id))
        .set((backups::drilled_at.eq(at), backups::drill_fault.eq(fault)))
        .execute(system.connection())?;
    Ok(())
}

/// Files that made room for newer ones.
pub(super) fn removed(system: &mut System<'_>, at: Moment, files: &[String]) -> Result<(), Error> {
    diesel::update(backups::table.filter(backups::file.eq_any(files).and(backups::removed_at.is_null())))
        .set(backups::removed_at.eq(at))
        .execute(system.connection())?;
    Ok(())
}

/// The names of the files that this database made and that made no room yet.
pub(super) fn kept(system: &mut System<'_>) -> Result<BTreeSet<String>, Error> {
    let kept = backups::table.filter(backups::verified_at.is_not_null().and(backups::removed_at.is_null()));
    let files: Vec<String> = kept.select(backups::file).load(system.connection())?;
    Ok(files.into_iter().collect())
}

/// When the first organisation was made.
pub(super) fn first_organisation(system: &mut System<'_>) -> Result<Option<Moment>, Error> {
    let first = organisations::table.select(diesel::dsl::min(organisations::created_at));
    Ok(first.first(system.connection())?)
}

/// Who runs the installation, to be told of what goes wrong.
///
/// # Errors
/// The database is away.
pub fn operators(system: &mut System<'_>) -> Result<Vec<(AccountId, Email, Language)>, Error> {
    let rows: Vec<(AccountId, String, Language)> = accounts::table
        .filter(accounts::operator_since.is_not_null().and(accounts::disabled_at.is_null()))
        .select((accounts::id, accounts::email, accounts::language))
        .order(accounts::id)
        .load(system.connection())?;
    let read =
        |(id, email, language): (AccountId, String, Language)| Some((id, Email::parse(&email)?, language));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Whether an account is there.
pub(super) fn account_is_there(system: &mut System<'_>, id: AnyId) -> Result<bool, Error> {
    let found = accounts::table.find(AccountId::from_any(id));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(system.connection())?)
}

/// The account of an address.
pub(super) fn account_of(system: &mut System<'_>, address: &str) -> Result<Option<AccountId>, Error> {
    let found = accounts::table.filter(accounts::email.eq(address)).select(accounts::id);
    Ok(found.first(system.connection()).optional()?)
}

/// The address of an account in a backup.
pub(super) fn address_in(backup: &mut DbConnection, id: AnyId) -> Result<Option<String>, Error> {
    let found = accounts::table.find(AccountId::from_any(id)).select(accounts::email);
    Ok(found.first(backup).optional()?)
}

/// When a recovery copy of the master key was last made.
///
/// # Errors
/// The database is away.
pub fn recovery_copy_at(system: &mut System<'_>) -> Result<Option<Moment>, Error> {
    let found: Option<Option<Moment>> =
        installation::table.select(installation::recovery_copy_at).first(system.connection()).optional()?;
    Ok(found.flatten())
}

/// Notes that a recovery copy of the master key was made.
///
/// # Errors
/// The database is away.
pub fn recovery_copy_made(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    diesel::update(installation::table)
        .set(installation::recovery_copy_at.eq(now))
        .execute(system.connection())?;
    Ok(())
}
