//! The log of a case: a chain of its own, so that the organisation's log says nothing of it.
//!
//! Words stand sealed beside an entry under a salted commitment. Every entry keeps the length of the
//! organisation's log before it, which orders it against the daily commitment without trusting a clock.

use data_encoding::HEXLOWER;
use serde_json::{Map, Value};

use super::{Case, IncidentError, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{AnyId, IncidentEntryId, IncidentId, KeyId, PersonId};
use crate::db::types::text_enum;
use crate::keys::{Place, hash_parts, random, store as key_store};

text_enum! {
    /// What happened in a case.
    Happened {
        /// It was sent. Who sent it stands sealed in the case and nowhere else.
        Received = "received",
        /// Somebody was told.
        Told = "told",
        /// Nobody was left to be told.
        Stranded = "stranded",
        /// Everybody who was told is gone, and nobody else could be told: the reporter hears it.
        Deserted = "deserted",
        /// Somebody opened it.
        Viewed = "viewed",
        /// Somebody said that they look at it.
        Looking = "looking",
        /// A note.
        Noted = "noted",
        /// It was closed.
        Closed = "closed",
        /// Somebody took it along, because the organisation closes.
        Taken = "taken",
        /// A legal hold was put on it.
        Held = "held",
        /// A legal hold on it ended.
        Released = "released",
    }
}

/// An entry as it is hashed and stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub id: IncidentEntryId,
    pub incident: IncidentId,
    pub seq: i64,
    pub at: Moment,
    pub as_of: Moment,
    pub actor: Option<AnyId>,
    pub action: String,
    pub facts: String,
    pub commitment: Vec<u8>,
    pub prev_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// Sealed words beside an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub salt: Vec<u8>,
    pub sealed: Vec<u8>,
}

impl Entry {
    fn expected_hash(&self, organisation: AnyId) -> [u8; 32] {
        let actor = self.actor.map(|id| id.bytes().to_vec()).unwrap_or_default();
        hash_parts(
            "polisi case v1",
            &[
                organisation.bytes(),
                self.incident.bytes(),
                self.id.bytes(),
                &self.seq.to_be_bytes(),
                &self.at.microseconds().to_be_bytes(),
                &self.as_of.microseconds().to_be_bytes(),
                &actor,
                self.action.as_bytes(),
                self.facts.as_bytes(),
                &self.commitment,
                &self.prev_hash,
            ],
        )
    }

    /// A fact of the entry.
    pub(super) fn fact(&self, name: &str) -> Option<Value> {
        let facts: Value = serde_json::from_str(&self.facts).ok()?;
        facts.get(name).cloned()
    }

    /// How long the organisation's log was before this entry.
    pub(super) fn after(&self) -> Option<i64> {
        self.fact("after")?.as_i64()
    }
}

/// What is written into a case's log.
pub(super) struct Happening<'a> {
    pub what: Happened,
    pub actor: Option<PersonId>,
    pub facts: Vec<(&'static str, Value)>,
    pub words: Option<&'a str>,
}

impl Happening<'_> {
    /// Something that somebody did, without more.
    pub(super) fn by(what: Happened, actor: PersonId) -> Self {
        Self { what, actor: Some(actor), facts: Vec::new(), words: None }
    }
}

/// Writes an entry, in the transaction of what it tells.
pub(super) fn record(
    tenant: &mut Tenant<'_>,
    now: Moment,
    case: &Case,
    happening: Happening<'_>,
) -> Result<(), IncidentError> {
    let after = store::lock_log(tenant)?;
    let head = audit::advance(tenant, case.id.any())?;
    let id = IncidentEntryId::new(now);
    let mut facts = Map::new();
    facts.insert("after".to_owned(), Value::from(after));
    facts.extend(happening.facts.into_iter().map(|(name, value)| (name.to_owned(), value)));
    let words = match happening.words {
        Some(words) => Some((seal(tenant, id, case.sealed.key, words)?, words)),
        None => None,
    };
    let mut entry = Entry {
        id,
        incident: case.id,
        seq: head.seq,
        at: tenant.real_now(),
        as_of: now,
        actor: happening.actor.map(PersonId::any),
        action: happening.what.as_str().to_owned(),
        facts: Value::Object(facts).to_string(),
        commitment: words
            .as_ref()
            .map_or_else(|| vec![0; 32], |(sealed, words)| audit::commitment(&sealed.salt, words).to_vec()),
        prev_hash: head.hash,
        hash: Vec::new(),
    };
    entry.hash = entry.expected_hash(tenant.organisation().any()).to_vec();
    store::insert_entry(tenant, &entry, words.as_ref().map(|(sealed, _)| sealed))?;
    Ok(audit::set_head(tenant, case.id.any(), &entry.hash)?)
}

fn place(tenant: &Tenant<'_>, entry: IncidentEntryId) -> Place {
    let owner = tenant.organisation().any();
    Place { owner, table: "incident_texts", row: entry.any(), column: "sealed" }
}

fn seal(
    tenant: &mut Tenant<'_>,
    entry: IncidentEntryId,
    key: KeyId,
    words: &str,
) -> Result<Words, IncidentError> {
    let key = key_store::of_organisation(tenant, Some(key))?;
    let sealed = key.seal(&place(tenant, entry), words.as_bytes())?;
    Ok(Words { salt: random::<16>().to_vec(), sealed })
}

/// The words beside an entry.
pub(super) fn open(
    tenant: &mut Tenant<'_>,
    case: &Case,
    entry: IncidentEntryId,
    words: &Words,
) -> Result<String, IncidentError> {
    let key = key_store::of_organisation(tenant, Some(case.sealed.key))?;
    let plain = key.open(&place(tenant, entry), &words.sealed)?;
    Ok(String::from_utf8_lossy(&plain).into_owned())
}

/// The hash over the columns of a case that never change; the first entry keeps it.
pub(super) fn row_hash(case: &Case) -> String {
    let sealed = &case.sealed;
    let hash = hash_parts(
        "polisi case row v1",
        &[
            case.id.bytes(),
            case.reference.as_bytes(),
            case.service.bytes(),
            case.category.as_bytes(),
            &[u8::from(case.danger)],
            case.severity.as_str().as_bytes(),
            &case.received_at.microseconds().to_be_bytes(),
            sealed.key.bytes(),
            &sealed.narrative,
            &sealed.reporter,
            &sealed.subject,
            &sealed.affected,
        ],
    );
    HEXLOWER.encode(&hash)
}

/// Where a chain breaks.
pub(super) struct Break {
    pub table: &'static str,
    pub id: AnyId,
    pub why: &'static str,
}

/// The first entry of a case that isn't what it was. `head` is what the head of the chain says.
pub(super) fn first_broken(
    tenant: &mut Tenant<'_>,
    case: &Case,
    entries: &[(Entry, Option<Words>)],
    head: Option<&[u8]>,
) -> Option<Break> {
    let organisation = tenant.organisation().any();
    let at = |table, id, why| Some(Break { table, id, why });
    let mut before: &[u8] = &[];
    for (place, (entry, words)) in (1_i64..).zip(entries) {
        let intact = entry.seq == place
            && entry.prev_hash == before
            && entry.hash.as_slice() == entry.expected_hash(organisation).as_slice();
        if !intact {
            return at("incident_entries", entry.id.any(), "an entry of a case was altered");
        }
        if words.as_ref().is_some_and(|words| !says_the_same(tenant, case, entry, words)) {
            return at("incident_texts", entry.id.any(), "words beside an entry were altered");
        }
        before = &entry.hash;
    }
    if head.unwrap_or_default() != before || entries.is_empty() {
        return at("incidents", case.id.any(), "entries of a case are missing");
    }
    None
}

fn says_the_same(tenant: &mut Tenant<'_>, case: &Case, entry: &Entry, words: &Words) -> bool {
    open(tenant, case, entry.id, words)
        .is_ok_and(|plain| audit::commitment(&words.salt, &plain).as_slice() == entry.commitment)
}
