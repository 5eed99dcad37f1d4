//! What stays of a record that a rule removed: its kind and id, when it was made and removed, the rule, and a
//! hash of what it was. No personal data.
//!
//! Whoever holds a copy of the record can show by the hash that it is the one that was removed. The database
//! deletes rows that are append-only when a tombstone stands for them, and not otherwise.

mod store;

use std::collections::BTreeSet;

use crate::clock::Moment;
use crate::db::ids::AnyId;
use crate::db::{Error, Tenant};

/// The kind of the words beside a line of the log.
pub const WORDS: &str = "audit_texts";

/// The rule that removes a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// Its name.
    pub rule: &'static str,
    /// Its version in the organisation; 0 is the period that comes with the program.
    pub version: i64,
}

/// A record on its way out.
#[derive(Debug, Clone)]
pub struct Record {
    /// The name of its table.
    pub kind: &'static str,
    /// Its row.
    pub id: AnyId,
    /// When it was made.
    pub made_at: Moment,
    /// What it was: the bytes that the hash is worked out from.
    pub content: Vec<u8>,
}

/// A tombstone for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The name of the table.
    pub kind: String,
    /// The row.
    pub id: AnyId,
    /// When it was made.
    pub made_at: Moment,
    /// When it was removed.
    pub removed_at: Moment,
    /// The rule.
    pub rule: String,
    /// The rule's version.
    pub version: i64,
    /// The hash.
    pub hash: Vec<u8>,
}

/// Writes a tombstone, in the transaction that removes the record; false when one stands already.
///
/// The hash is made with a key of the organisation's installation: names are few, and a plain hash of one could
/// be found by trying.
///
/// # Errors
/// The database is away.
pub fn record(tenant: &mut Tenant<'_>, now: Moment, by: By, record: &Record) -> Result<bool, Error> {
    let organisation = tenant.organisation();
    let hash = tenant.keyring().mac(
        "tombstones",
        &[organisation.bytes(), record.kind.as_bytes(), record.id.bytes(), &record.content],
    );
    store::insert(tenant, now, by, record, &hash)
}

/// The rows of a kind that were removed.
///
/// # Errors
/// The database is away.
pub fn of_kind(tenant: &mut Tenant<'_>, kind: &str) -> Result<BTreeSet<AnyId>, Error> {
    store::of_kind(tenant, kind)
}

/// The newest tombstones of some kinds.
///
/// # Errors
/// The database is away.
pub fn recent(tenant: &mut Tenant<'_>, kinds: &[&str], most: i64) -> Result<Vec<Tombstone>, Error> {
    store::recent(tenant, kinds, most)
}
