//! Tombstones in the database.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{By, Record, Tombstone};
use crate::clock::Moment;
use crate::db::dialect::Both;
use crate::db::ids::{AnyId, TombstoneId};
use crate::db::schema::tombstones;
use crate::db::{Error, Tenant};

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    record: &Record,
    hash: &[u8],
) -> Result<bool, Error> {
    let insert = diesel::insert_into(tombstones::table)
        .values((
            tombstones::organisation_id.eq(tenant.organisation()),
            tombstones::id.eq(TombstoneId::new(now)),
            tombstones::kind.eq(record.kind),
            tombstones::record_id.eq(record.id),
            tombstones::made_at.eq(record.made_at),
            tombstones::removed_at.eq(now),
            tombstones::rule.eq(by.rule),
            tombstones::rule_version.eq(by.version),
            tombstones::hash.eq(hash.to_vec()),
        ))
        .on_conflict((tombstones::organisation_id, tombstones::kind, tombstones::record_id))
        .do_nothing();
    Ok(Both(insert).execute(tenant.connection())? == 1)
}

pub(super) fn of_kind(tenant: &mut Tenant<'_>, kind: &str) -> Result<BTreeSet<AnyId>, Error> {
    let rows: Vec<AnyId> = tenant
        .all(tombstones::table)
        .filter(tombstones::kind.eq(kind))
        .select(tombstones::record_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

type Row = (String, AnyId, Moment, Moment, String, i64, Vec<u8>);

pub(super) fn recent(tenant: &mut Tenant<'_>, kinds: &[&str], most: i64) -> Result<Vec<Tombstone>, Error> {
    let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let rows: Vec<Row> = tenant
        .all(tombstones::table)
        .filter(tombstones::kind.eq_any(kinds))
        .order((tombstones::removed_at.desc(), tombstones::id.desc()))
        .limit(most)
        .select((
            tombstones::kind,
            tombstones::record_id,
            tombstones::made_at,
            tombstones::removed_at,
            tombstones::rule,
            tombstones::rule_version,
            tombstones::hash,
        ))
        .load(tenant.connection())?;
    let read = |(kind, id, made_at, removed_at, rule, version, hash)| Tombstone {
        kind,
        id,
        made_at,
        removed_at,
        rule,
        version,
        hash,
    };
    Ok(rows.into_iter().map(read).collect())
}
