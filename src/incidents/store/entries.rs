//! The logs of cases in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{AnyId, IncidentEntryId, IncidentId};
use crate::db::schema::{chain_heads, incident_entries, incident_texts};
use crate::db::{Error, Tenant};
use crate::incidents::chain::{Entry, Words};

/// Locks the organisation's own chain until the transaction ends and tells its length: entries of cases and
/// the daily commitment follow one another, whatever the clock says.
pub(in crate::incidents) fn lock_log(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let own = tenant.organisation().any();
    let row = tenant.all(chain_heads::table).filter(chain_heads::chain.eq(own));
    let length: Option<i64> = diesel::update(row)
        .set(chain_heads::seq.eq(chain_heads::seq))
        .returning(chain_heads::seq)
        .get_result(tenant.connection())
        .optional()?;
    Ok(length.unwrap_or_default())
}

pub(in crate::incidents) fn insert_entry(
    tenant: &mut Tenant<'_>,
    entry: &Entry,
    words: Option<&Words>,
) -> Result<(), Error> {
    diesel::insert_into(incident_entries::table)
        .values((
            incident_entries::organisation_id.eq(tenant.organisation()),
            incident_entries::id.eq(entry.id),
            incident_entries::incident_id.eq(entry.incident),
            incident_entries::seq.eq(entry.seq),
            incident_entries::at.eq(entry.at),
            incident_entries::as_of.eq(entry.as_of),
            incident_entries::actor_id.eq(entry.actor),
            incident_entries::action.eq(&entry.action),
            incident_entries::facts.eq(&entry.facts),
            incident_entries::commitment.eq(&entry.commitment),
            incident_entries::prev_hash.eq(&entry.prev_hash),
            incident_entries::hash.eq(&entry.hash),
        ))
        .execute(tenant.connection())?;
    let Some(words) = words else { return Ok(()) };
    diesel::insert_into(incident_texts::table)
        .values((
            incident_texts::organisation_id.eq(tenant.organisation()),
            incident_texts::entry_id.eq(entry.id),
            incident_texts::salt.eq(&words.salt),
            incident_texts::sealed.eq(&words.sealed),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

#[derive(Queryable)]
struct EntryRow {
    id: IncidentEntryId,
    incident: IncidentId,
    seq: i64,
    at: Moment,
    as_of: Moment,
    actor: Option<AnyId>,
    action: String,
    facts: String,
    commitment: Vec<u8>,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
    salt: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

/// The entries of a case in order, with the sealed words beside them.
pub(in crate::incidents) fn entries(
    tenant: &mut Tenant<'_>,
    incident: IncidentId,
) -> Result<Vec<(Entry, Option<Words>)>, Error> {
    let beside = incident_entries::organisation_id
        .eq(incident_texts::organisation_id)
        .and(incident_entries::id.eq(incident_texts::entry_id));
    let rows: Vec<EntryRow> = tenant
        .all(incident_entries::table)
        .left_join(incident_texts::table.on(beside))
        .filter(incident_entries::incident_id.eq(incident))
        .order(incident_entries::seq)
        .select((
            incident_entries::id,
            incident_entries::incident_id,
            incident_entries::seq,
            incident_entries::at,
            incident_entries::as_of,
            incident_entries::actor_id,
            incident_entries::action,
            incident_entries::facts,
            incident_entries::commitment,
            incident_entries::prev_hash,
            incident_entries::hash,
            incident_texts::salt.nullable(),
            incident_texts::sealed.nullable(),
        ))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(split).collect())
}

fn split(row: EntryRow) -> (Entry, Option<Words>) {
    let words = row.salt.zip(row.sealed).map(|(salt, sealed)| Words { salt, sealed });
    let entry = Entry {
        id: row.id,
        incident: row.incident,
        seq: row.seq,
        at: row.at,
        as_of: row.as_of,
        actor: row.actor,
        action: row.action,
        facts: row.facts,
        commitment: row.commitment,
        prev_hash: row.prev_hash,
        hash: row.hash,
    };
    (entry, words)
}
