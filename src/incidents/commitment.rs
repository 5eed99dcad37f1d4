//! The daily commitment to all cases, and the check of cases and commitment.
//!
//! Every day, also when nothing happened, the organisation's log takes one hash over the heads of all cases
//! and a salt. The salt is sealed: without it the hash of no cases at all would tell that there are none.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::chain::{self, Entry, Happened, Words};
use super::events::CasesCommitted;
use super::status::State;
use super::{Case, IncidentError, store};
use crate::audit::{self, Bad};
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};
use crate::db::{Error as DbError, Tenant};
use crate::keys::{Place, hash_parts, random, store as key_store};

/// Writes the daily commitment.
///
/// # Errors
/// The database is away, or the organisation has no key.
pub fn commit_cases(tenant: &mut Tenant<'_>, now: Moment) -> Result<(), IncidentError> {
    store::lock_log(tenant)?;
    let heads = audit::heads(tenant)?;
    let salt = random::<32>();
    let key = key_store::of_organisation(tenant, None)?;
    let event = CasesCommitted {
        commitment: commitment(&salt, heads.iter().map(|(chain, hash)| (*chain, hash.as_slice()))),
        salt: key.seal(&salt_place(tenant), &salt)?,
        key: key.id(),
    };
    audit::record(tenant, now, &event)?;
    Ok(())
}

/// The kind of tombstone of a case.
pub(super) const KIND: &str = "incidents";

fn salt_place(tenant: &Tenant<'_>) -> Place {
    let owner = tenant.organisation().any();
    Place { owner, table: "audit_entries", row: owner, column: "cases_salt" }
}

fn commitment<'a>(salt: &[u8], heads: impl Iterator<Item = (AnyId, &'a [u8])>) -> [u8; 32] {
    let mut all: Vec<Vec<u8>> = vec![salt.to_vec()];
    for (chain, hash) in heads {
        all.push(chain.bytes().to_vec());
        all.push(hash.to_vec());
    }
    let parts: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    hash_parts("polisi cases v1", &parts)
}

/// Checks every case against its chain, every chain against its head, and all of them against the last daily
/// commitment. Nothing when all is well.
///
/// # Errors
/// The database is away.
pub fn check_cases(tenant: &mut Tenant<'_>) -> Result<Option<Bad>, DbError> {
    let mut heads: BTreeMap<AnyId, Vec<u8>> = audit::heads(tenant)?.into_iter().collect();
    let mut histories = Vec::new();
    for case in store::everything(tenant)? {
        let entries = store::entries(tenant, case.id)?;
        let head = heads.remove(&case.id.any());
        if let Some(broken) = chain::first_broken(tenant, &case, &entries, head.as_deref()) {
            return Ok(Some(Bad { table: broken.table, id: broken.id, why: broken.why }));
        }
        if let Some(why) = contradiction(&case, &entries) {
            return Ok(Some(Bad { table: "incidents", id: case.id.any(), why }));
        }
        histories.push((case.id.any(), entries));
    }
    let removed = audit::tombstones::of_kind(tenant, KIND)?;
    if let Some(chain) = heads.keys().find(|chain| !removed.contains(*chain)) {
        return Ok(Some(Bad { table: "incidents", id: *chain, why: "a case is missing" }));
    }
    // What is left are the heads of cases that a rule removed: the commitment goes on covering them.
    check_commitment(tenant, &histories, heads)
}

/// What the row of a case says against its entries.
fn contradiction(case: &Case, entries: &[(Entry, Option<Words>)]) -> Option<&'static str> {
    let has = |what: Happened| entries.iter().any(|(entry, _)| entry.action == what.as_str());
    let kept = entries.first().and_then(|(entry, _)| entry.fact("row"));
    let state = match (has(Happened::Closed), has(Happened::Looking)) {
        (true, _) => State::Closed,
        (false, true) => State::Looking,
        (false, false) => State::Received,
    };
    if kept.as_ref().and_then(Value::as_str) != Some(chain::row_hash(case).as_str()) {
        return Some("a case was altered");
    }
    (case.state != state).then_some("the state of a case was altered")
}

type History = (AnyId, Vec<(Entry, Option<Words>)>);

fn check_commitment(
    tenant: &mut Tenant<'_>,
    histories: &[History],
    removed: BTreeMap<AnyId, Vec<u8>>,
) -> Result<Option<Bad>, DbError> {
    let filter =
        audit::Filter { action: Some(CasesCommitted::ACTION.to_owned()), ..audit::Filter::default() };
    let Some(line) = audit::lines(tenant, &filter, 1, 0)?.pop() else { return Ok(None) };
    let bad = |why| Ok(Some(Bad { table: "audit_entries", id: line.id.any(), why }));
    let facts: Value = serde_json::from_str(&line.facts).unwrap_or_else(|_unreadable| json!({}));
    let Some(salt) = open_salt(tenant, &facts) else {
        return bad("the salt of the daily commitment doesn't open");
    };
    let mut heads: Vec<(AnyId, &[u8])> = histories
        .iter()
        .filter_map(|(chain, entries)| {
            let before = |entry: &&Entry| entry.after().is_some_and(|after| after < line.seq);
            entries.iter().map(|(entry, _)| entry).rfind(before).map(|last| (*chain, last))
        })
        .map(|(chain, last)| (chain, last.hash.as_slice()))
        .chain(removed.iter().map(|(chain, hash)| (*chain, hash.as_slice())))
        .collect();
    heads.sort();
    let expected = HEXLOWER.encode(&commitment(&salt, heads.into_iter()));
    if facts.get("commitment").and_then(Value::as_str) == Some(expected.as_str()) {
        Ok(None)
    } else {
        bad("the cases aren't those of the daily commitment")
    }
}

fn open_salt(tenant: &mut Tenant<'_>, facts: &Value) -> Option<Vec<u8>> {
    let key = KeyId::parse(facts.get("key")?.as_str()?)?;
    let sealed = HEXLOWER.decode(facts.get("salt")?.as_str()?.as_bytes()).ok()?;
    let key = key_store::of_organisation(tenant, Some(key)).ok()?;
    key.open(&salt_place(tenant), &sealed).ok()
}
