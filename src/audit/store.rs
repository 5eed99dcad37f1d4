//! Lines of the log and heads of chains in the database.

pub(super) mod acts;

use std::collections::BTreeSet;

use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;

use super::{Entry, Head};
use crate::clock::Moment;
use crate::db::connection::MultiBackend;
use crate::db::ids::{AnyId, AuditEntryId};
use crate::db::schema::{audit_entries, audit_texts, chain_heads};
use crate::db::tenant::Own;
use crate::db::{Error, Tenant};

/// Takes the next place. The row of the head is locked until the transaction ends, so a chain can't fork.
pub(super) fn advance(tenant: &mut Tenant<'_>, chain: AnyId) -> Result<Head, Error> {
    let row = tenant.all(chain_heads::table).filter(chain_heads::chain.eq(chain));
    let taken: Option<(i64, Vec<u8>)> = diesel::update(row)
        .set(chain_heads::seq.eq(chain_heads::seq + 1))
        .returning((chain_heads::seq, chain_heads::hash))
        .get_result(tenant.connection())
        .optional()?;
    if let Some((seq, hash)) = taken {
        return Ok(Head { seq, hash });
    }
    diesel::insert_into(chain_heads::table)
        .values((
            chain_heads::organisation_id.eq(tenant.organisation()),
            chain_heads::chain.eq(chain),
            chain_heads::seq.eq(1),
            chain_heads::hash.eq(Vec::new()),
        ))
        .execute(tenant.connection())?;
    Ok(Head { seq: 1, hash: Vec::new() })
}

/// Locks the row of a head until the transaction ends.
pub(super) fn lock(tenant: &mut Tenant<'_>, chain: AnyId) -> Result<(), Error> {
    let row = tenant.all(chain_heads::table).filter(chain_heads::chain.eq(chain));
    diesel::update(row).set(chain_heads::seq.eq(chain_heads::seq)).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_head(tenant: &mut Tenant<'_>, chain: AnyId, hash: &[u8]) -> Result<(), Error> {
    let row = tenant.all(chain_heads::table).filter(chain_heads::chain.eq(chain));
    diesel::update(row).set(chain_heads::hash.eq(hash)).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn head(tenant: &mut Tenant<'_>, chain: AnyId) -> Result<Option<Head>, Error> {
    let found: Option<(i64, Vec<u8>)> = tenant
        .all(chain_heads::table)
        .filter(chain_heads::chain.eq(chain))
        .select((chain_heads::seq, chain_heads::hash))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(seq, hash)| Head { seq, hash }))
}

/// The heads of every chain but the organisation's own, in a fixed order: the cases.
///
/// # Errors
/// The database is away.
pub fn heads(tenant: &mut Tenant<'_>) -> Result<Vec<(AnyId, Vec<u8>)>, Error> {
    let own = tenant.organisation().any();
    let rows = tenant
        .all(chain_heads::table)
        .filter(chain_heads::chain.ne(own))
        .select((chain_heads::chain, chain_heads::hash))
        .order(chain_heads::chain)
        .load(tenant.connection())?;
    Ok(rows)
}

pub(super) fn insert(tenant: &mut Tenant<'_>, entry: &Entry) -> Result<(), Error> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::organisation_id.eq(tenant.organisation()),
            audit_entries::id.eq(entry.id),
            audit_entries::seq.eq(entry.seq),
            audit_entries::at.eq(entry.at),
            audit_entries::as_of.eq(entry.as_of),
            audit_entries::actor_kind.eq(&entry.actor_kind),
            audit_entries::actor_id.eq(entry.actor_id),
            audit_entries::action.eq(&entry.action),
            audit_entries::subject_kind.eq(&entry.subject_kind),
            audit_entries::subject_id.eq(entry.subject_id),
            audit_entries::facts.eq(&entry.facts),
            audit_entries::commitment.eq(&entry.commitment),
            audit_entries::prev_hash.eq(&entry.prev_hash),
            audit_entries::hash.eq(&entry.hash),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_words(
    tenant: &mut Tenant<'_>,
    entry: AuditEntryId,
    salt: &[u8],
    words: &str,
) -> Result<(), Error> {
    diesel::insert_into(audit_texts::table)
        .values((
            audit_texts::organisation_id.eq(tenant.organisation()),
            audit_texts::entry_id.eq(entry),
            audit_texts::salt.eq(salt),
            audit_texts::words.eq(words),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

#[derive(Queryable)]
struct Row {
    id: AuditEntryId,
    seq: i64,
    at: Moment,
    as_of: Moment,
    actor_kind: String,
    actor_id: Option<AnyId>,
    action: String,
    subject_kind: String,
    subject_id: Option<AnyId>,
    facts: String,
    commitment: Vec<u8>,
    prev_hash: Vec<u8>,
    hash: Vec<u8>,
    salt: Option<Vec<u8>>,
    words: Option<String>,
}

/// Salt and words beside a line.
pub(super) type Beside = Option<(Vec<u8>, String)>;

/// Lines in order from behind a place on, with the words beside them.
pub(super) fn part(tenant: &mut Tenant<'_>, after: i64, most: i64) -> Result<Vec<(Entry, Beside)>, Error> {
    let beside = audit_entries::organisation_id
        .eq(audit_texts::organisation_id)
        .and(audit_entries::id.eq(audit_texts::entry_id));
    let rows: Vec<Row> = tenant
        .all(audit_entries::table)
        .left_join(audit_texts::table.on(beside))
        .filter(audit_entries::seq.gt(after))
        .select((
            audit_entries::id,
            audit_entries::seq,
            audit_entries::at,
            audit_entries::as_of,
            audit_entries::actor_kind,
            audit_entries::actor_id,
            audit_entries::action,
            audit_entries::subject_kind,
            audit_entries::subject_id,
            audit_entries::facts,
            audit_entries::commitment,
            audit_entries::prev_hash,
            audit_entries::hash,
            audit_texts::salt.nullable(),
            audit_texts::words.nullable(),
        ))
        .order((audit_entries::seq, audit_entries::id))
        .limit(most)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(split).collect())
}

/// One line by its place, with all that is stored of it.
///
/// # Errors
/// The database is away.
pub fn entry(tenant: &mut Tenant<'_>, seq: i64) -> Result<Option<Entry>, Error> {
    let found = part(tenant, seq.saturating_sub(1), 1)?.pop();
    Ok(found.map(|(entry, _)| entry).filter(|entry| entry.seq == seq))
}

fn split(row: Row) -> (Entry, Beside) {
    let entry = Entry {
        id: row.id,
        seq: row.seq,
        at: row.at,
        as_of: row.as_of,
        actor_kind: row.actor_kind,
        actor_id: row.actor_id,
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        facts: row.facts,
        commitment: row.commitment,
        prev_hash: row.prev_hash,
        hash: row.hash,
    };
    (entry, row.salt.zip(row.words))
}

/// What somebody sees who doesn't see all: what they did, and what happened to these rows.
#[derive(Debug, Clone)]
pub struct Within {
    /// The rows.
    pub subjects: BTreeSet<AnyId>,
    /// The person.
    pub actor: AnyId,
}

impl Within {
    /// Whether a row belongs to this part, so that it may be named.
    #[must_use]
    pub fn sees(&self, row: AnyId) -> bool {
        self.actor == row || self.subjects.contains(&row)
    }
}

/// Which lines a page of the log shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this action.
    pub action: Option<String>,
    /// Only these actions.
    pub actions: Option<Vec<String>>,
    /// Only what happened to this row.
    pub subject: Option<AnyId>,
    /// Only what this person did.
    pub actor: Option<AnyId>,
    /// Only from this moment on.
    pub from: Option<Moment>,
    /// Only before this moment.
    pub until: Option<Moment>,
    /// Only the line of this place.
    pub seq: Option<i64>,
    /// Only what somebody sees who doesn't see all.
    pub within: Option<Within>,
    /// The oldest first, not the newest.
    pub oldest_first: bool,
    /// Only lines that come after this place, in the order of the list.
    pub after_place: Option<i64>,
}

impl Filter {
    /// The same from behind a place on.
    #[must_use]
    pub fn from_place(self, place: Option<i64>) -> Self {
        Self { after_place: place.or(self.after_place), ..self }
    }
}

type Narrowed<'q> = IntoBoxed<'q, Own<audit_entries::table>, MultiBackend>;

fn narrowed<'q>(tenant: &Tenant<'_>, filter: &Filter) -> Narrowed<'q> {
    let mut query = tenant.all(audit_entries::table).into_boxed();
    if let Some(action) = &filter.action {
        query = query.filter(audit_entries::action.eq(action.clone()));
    }
    if let Some(actions) = &filter.actions {
        query = query.filter(audit_entries::action.eq_any(actions.clone()));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(audit_entries::subject_id.eq(subject));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_entries::actor_id.eq(actor));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_entries::at.ge(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(audit_entries::at.lt(until));
    }
    if let Some(seq) = filter.seq {
        query = query.filter(audit_entries::seq.eq(seq));
    }
    if let Some(within) = &filter.within {
        let subjects: Vec<AnyId> = within.subjects.iter().copied().collect();
        let theirs = audit_entries::subject_id.eq_any(subjects);
        query = query.filter(theirs.or(audit_entries::actor_id.eq(within.actor)));
    }
    match filter.after_place {
        Some(place) if filter.oldest_first => query.filter(audit_entries::seq.gt(place)),
        Some(place) => query.filter(audit_entries::seq.lt(place)),
        None => query,
    }
}

/// A line for a page.
#[derive(Debug, Clone, Queryable)]
pub struct Line {
    /// The row.
    pub id: AuditEntryId,
    /// Its place in the chain.
    pub seq: i64,
    /// The real time.
    pub at: Moment,
    /// Who acted.
    pub actor_kind: String,
    /// The person.
    pub actor_id: Option<AnyId>,
    /// What happened.
    pub action: String,
    /// The kind of row.
    pub subject_kind: String,
    /// That row.
    pub subject_id: Option<AnyId>,
    /// Facts as JSON.
    pub facts: String,
    /// The hash.
    pub hash: Vec<u8>,
}

/// Lines in the order of the filter.
///
/// # Errors
/// The database is away.
pub fn lines(tenant: &mut Tenant<'_>, filter: &Filter, limit: i64, offset: i64) -> Result<Vec<Line>, Error> {
    let query = narrowed(tenant, filter);
    let query = if filter.oldest_first {
        query.order(audit_entries::seq.asc())
    } else {
        query.order(audit_entries::seq.desc())
    };
    let query = query.limit(limit).offset(offset).select((
        audit_entries::id,
        audit_entries::seq,
        audit_entries::at,
        audit_entries::actor_kind,
        audit_entries::actor_id,
        audit_entries::action,
        audit_entries::subject_kind,
        audit_entries::subject_id,
        audit_entries::facts,
        audit_entries::hash,
    ));
    Ok(query.load(tenant.connection())?)
}

/// How many lines a filter lets through.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>, filter: &Filter) -> Result<i64, Error> {
    Ok(narrowed(tenant, filter).count().get_result(tenant.connection())?)
}

/// The words beside some lines.
///
/// # Errors
/// The database is away.
pub fn words_of(
    tenant: &mut Tenant<'_>,
    entries: &[AuditEntryId],
) -> Result<Vec<(AuditEntryId, String)>, Error> {
    let rows = tenant
        .all(audit_texts::table)
        .filter(audit_texts::entry_id.eq_any(entries))
        .select((audit_texts::entry_id, audit_texts::words))
        .load(tenant.connection())?;
    Ok(rows)
}

/// The actions that the log has lines of, as far as somebody sees them.
///
/// # Errors
/// The database is away.
pub fn actions(tenant: &mut Tenant<'_>, within: Option<Within>) -> Result<Vec<String>, Error> {
    let seen = Filter { within, ..Filter::default() };
    let rows = narrowed(tenant, &seen)
        .select(audit_entries::action)
        .distinct()
        .order(audit_entries::action)
        .load(tenant.connection())?;
    Ok(rows)
}
