//! The log of an organisation: append-only, chained, without personal text in the chain.
//!
//! A line's hash covers all its columns and the hash before it. Personal words (a reason, a name as
//! typed) stand beside the line under a salted commitment, in a row that retention can remove without
//! breaking the chain (DESIGN 3, Data; reference security 7).

mod head;
mod store;
pub mod tombstones;

use serde_json::Value;

use crate::clock::Moment;
use crate::db::ids::{AnyId, AuditEntryId};
use crate::db::{Error, Tenant};
use crate::keys::{self, PublicKey, hash_parts, random};

pub use head::{SealedHead, file_holds, sealed_head};
pub use store::acts::{Act, Said, acts_since, moments_of, words_about};
pub use store::{Filter, Line, Within, actions, count, entry, heads, lines, words_of};

const DOMAIN: &str = "polisi audit v1";

/// Something that happened, as a slice words it for the log.
pub trait Event {
    /// What happened, as a key: `policy_published`.
    fn action(&self) -> &'static str;

    /// What it happened to: the kind of row and its id.
    fn subject(&self) -> (&'static str, Option<AnyId>);

    /// Facts without personal text: ids, numbers, dates, hashes, states.
    fn facts(&self) -> Value {
        Value::Object(serde_json::Map::new())
    }

    /// Personal words, kept beside the chain.
    fn words(&self) -> Option<String> {
        None
    }
}

/// A line as it is hashed and stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The row.
    pub id: AuditEntryId,
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// The real time.
    pub at: Moment,
    /// The time that the work took as now; differs only in a pass ahead of the clock.
    pub as_of: Moment,
    /// Who acted: `person`, `link`, `list`, `job`, `command`.
    pub actor_kind: String,
    /// The person, when there is one.
    pub actor_id: Option<AnyId>,
    /// What happened.
    pub action: String,
    /// The kind of row it happened to.
    pub subject_kind: String,
    /// That row.
    pub subject_id: Option<AnyId>,
    /// Facts as JSON, byte for byte.
    pub facts: String,
    /// The commitment to the words beside the line; zeroes without words.
    pub commitment: Vec<u8>,
    /// The hash of the line before.
    pub prev_hash: Vec<u8>,
    /// The hash of this line.
    pub hash: Vec<u8>,
}

impl Entry {
    /// The hash that the line must have.
    #[must_use]
    pub fn expected_hash(&self, organisation: AnyId) -> [u8; 32] {
        let optional = |id: &Option<AnyId>| id.map(|id| id.bytes().to_vec()).unwrap_or_default();
        hash_parts(
            DOMAIN,
            &[
                organisation.bytes(),
                self.id.bytes(),
                &self.seq.to_be_bytes(),
                &self.at.microseconds().to_be_bytes(),
                &self.as_of.microseconds().to_be_bytes(),
                self.actor_kind.as_bytes(),
                &optional(&self.actor_id),
                self.action.as_bytes(),
                self.subject_kind.as_bytes(),
                &optional(&self.subject_id),
                self.facts.as_bytes(),
                &self.commitment,
                &self.prev_hash,
            ],
        )
    }
}

/// Writes a line, in the transaction of what it tells.
///
/// # Errors
/// The database is away; then nothing of the transaction stays.
pub fn record(tenant: &mut Tenant<'_>, now: Moment, event: &impl Event) -> Result<AuditEntryId, Error> {
    let chain = tenant.organisation().any();
    let head = store::advance(tenant, chain)?;
    let words = event.words().map(|words| (random::<16>(), words));
    let (subject_kind, subject_id) = event.subject();
    let mut entry = Entry {
        id: AuditEntryId::new(now),
        seq: head.seq,
        at: tenant.real_now(),
        as_of: now,
        actor_kind: tenant.actor().kind().to_owned(),
        actor_id: tenant.actor().any(),
        action: event.action().to_owned(),
        subject_kind: subject_kind.to_owned(),
        subject_id,
        facts: event.facts().to_string(),
        commitment: words
            .as_ref()
            .map_or_else(|| vec![0; 32], |(salt, words)| commitment(salt, words).to_vec()),
        prev_hash: head.hash,
        hash: Vec::new(),
    };
    entry.hash = entry.expected_hash(chain).to_vec();
    store::insert(tenant, &entry)?;
    if let Some((salt, words)) = words {
        store::insert_words(tenant, entry.id, &salt, &words)?;
    }
    store::set_head(tenant, chain, &entry.hash)?;
    Ok(entry.id)
}

/// The salted commitment to words beside a chain.
#[must_use]
pub fn commitment(salt: &[u8], words: &str) -> [u8; 32] {
    hash_parts("polisi words v1", &[salt, words.as_bytes()])
}

/// A place at the end of a chain that was taken for a new line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The new line's place.
    pub seq: i64,
    /// The hash of the line before; empty for the first.
    pub hash: Vec<u8>,
}

/// Takes the next place of a chain. Chains of cases use this too.
///
/// # Errors
/// The database is away.
pub fn advance(tenant: &mut Tenant<'_>, chain: AnyId) -> Result<Head, Error> {
    store::advance(tenant, chain)
}

/// Ends the step that [`advance`] began.
///
/// # Errors
/// The database is away.
pub fn set_head(tenant: &mut Tenant<'_>, chain: AnyId, hash: &[u8]) -> Result<(), Error> {
    store::set_head(tenant, chain, hash)
}

/// Holds the end of the organisation's log until the transaction ends: whoever else writes into it waits.
///
/// # Errors
/// The database is away.
pub fn lock(tenant: &mut Tenant<'_>) -> Result<(), Error> {
    let chain = tenant.organisation().any();
    store::lock(tenant, chain)
}

/// Lines that are read at a time.
const PART: i64 = 1_000;

/// What came of reading a chain from its first line to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many lines were read that are what they were.
    pub lines: i64,
    /// The hash of the last of these; empty without one.
    pub head: Vec<u8>,
    /// How many words beside these lines a rule removed.
    pub removed: i64,
    /// Where it breaks, when it does.
    pub broken: Option<Broken>,
}

/// The first line that isn't what it was, by its place; nothing when the chain holds.
///
/// # Errors
/// The database is away.
pub fn first_broken(tenant: &mut Tenant<'_>) -> Result<Option<Broken>, Error> {
    Ok(walk(tenant)?.broken)
}

/// Reads the whole chain, some lines at a time, and works every hash out again.
///
/// # Errors
/// The database is away.
pub fn walk(tenant: &mut Tenant<'_>) -> Result<Checked, Error> {
    let chain = tenant.organisation().any();
    let mut checked = Checked { lines: 0, head: Vec::new(), removed: 0, broken: None };
    let by_rule = tombstones::of_kind(tenant, tombstones::WORDS)?;
    // Where an organisation closed and its keys were destroyed, all words went.
    let all_went = keys::store::are_destroyed(tenant)?;
    let removed = |id: AnyId| all_went || by_rule.contains(&id);
    let mut after = i64::MIN;
    loop {
        let part = store::part(tenant, after, PART)?;
        if part.is_empty() {
            break;
        }
        for (entry, words) in part {
            after = entry.seq;
            let seq = checked.lines + 1;
            checked.removed += i64::from(words.is_none() && removed(entry.id.any()));
            checked.broken = broken(chain, seq, &checked.head, (&entry, words), &removed);
            if checked.broken.is_some() {
                return Ok(checked);
            }
            checked.lines = seq;
            checked.head = entry.hash;
        }
    }
    let head = store::head(tenant, chain)?.unwrap_or(Head { seq: 0, hash: Vec::new() });
    let ends_well = head.seq == checked.lines && head.hash == checked.head;
    checked.broken = (!ends_well).then_some(Broken { seq: checked.lines + 1, id: None, words: false });
    Ok(checked)
}

/// Whether a line isn't what it was, at the place where it stands.
fn broken(
    chain: AnyId,
    seq: i64,
    before: &[u8],
    (entry, words): (&Entry, store::Beside),
    removed: &impl Fn(AnyId) -> bool,
) -> Option<Broken> {
    let intact = entry.seq == seq
        && entry.prev_hash == before
        && entry.expected_hash(chain).as_slice() == entry.hash.as_slice();
    if !intact {
        return Some(Broken { seq, id: Some(entry.id), words: false });
    }
    let Some((salt, words)) = words else {
        // Words may go, but by a rule that says so.
        let are_gone = entry.commitment.iter().any(|byte| *byte != 0) && !removed(entry.id.any());
        return are_gone.then_some(Broken { seq, id: Some(entry.id), words: true });
    };
    let changed = commitment(&salt, &words).as_slice() != entry.commitment;
    changed.then_some(Broken { seq, id: Some(entry.id), words: true })
}

/// The public halves of the installation's signing keys, retired ones too.
pub type PublicKeys = Vec<PublicKey>;

/// A row that isn't what it was, as `polisi verify` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub id: AnyId,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The first line of the log that isn't what it was, as [`first_broken`], named for `polisi verify`.
///
/// # Errors
/// The database is away.
pub fn check(tenant: &mut Tenant<'_>) -> Result<Option<Bad>, Error> {
    let chain = tenant.organisation().any();
    let bad = first_broken(tenant)?.map(|broken| match broken.id {
        Some(id) if broken.words => {
            Bad { table: "audit_texts", id: id.any(), why: "the words beside the line were changed" }
        }
        Some(id) => {
            Bad { table: "audit_entries", id: id.any(), why: "it was changed, or one before it is gone" }
        }
        None => Bad { table: "chain_heads", id: chain, why: "lines at the end of the log are gone" },
    });
    Ok(bad)
}

/// Where a chain breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The place.
    pub seq: i64,
    /// The line; nothing when lines are missing at the end.
    pub id: Option<AuditEntryId>,
    /// The words beside the line were changed, not the line.
    pub words: bool,
}
