//! Activity: the organisation's log as people read it. It changes nothing.

pub mod pages;

use std::collections::BTreeMap;

use crate::audit::{self, Line};
use crate::clock::Moment;
use crate::db::ids::{AnyId, AuditEntryId};
use crate::db::{Error as DbError, Tenant};
use crate::organisations;
use crate::people;
use crate::policies;

/// Kinds of row whose words never leave a case (DESIGN 3, Incidents).
const SEALED_KINDS: &[&str] = &["incident", "incidents", "case", "cases"];

/// A line of the log with the names of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// Who acted: `person`, `link`, `job`, `command`.
    pub actor_kind: String,
    /// The name of that person.
    pub actor: Option<String>,
    /// What happened, as a key.
    pub action: String,
    /// The kind of row it happened to.
    pub subject_kind: String,
    /// That row.
    pub subject: Option<AnyId>,
    /// Its name today.
    pub subject_name: Option<String>,
    /// Personal words beside the line; nothing when retention took them.
    pub words: Option<String>,
    /// The facts as JSON.
    pub facts: String,
}

/// The lines that a filter lets through, newest first, with names and words.
///
/// # Errors
/// The database is away.
pub fn tell(
    tenant: &mut Tenant<'_>,
    filter: &audit::Filter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Told>, DbError> {
    let lines = audit::lines(tenant, filter, limit, offset)?;
    let names = names(tenant)?;
    let mut words = words(tenant, &lines)?;
    let told = lines.into_iter().map(|line| {
        let sealed = SEALED_KINDS.contains(&line.subject_kind.as_str());
        let name = |id: Option<AnyId>| id.and_then(|id| names.get(&id).cloned());
        Told {
            actor: name(line.actor_id),
            subject_name: name(line.subject_id),
            words: words.remove(&line.id).filter(|_| !sealed),
            seq: line.seq,
            at: line.at,
            actor_kind: line.actor_kind,
            action: line.action,
            subject_kind: line.subject_kind,
            subject: line.subject_id.filter(|_| !sealed),
            facts: if sealed { "{}".to_owned() } else { line.facts },
        }
    });
    Ok(told.collect())
}

fn words(tenant: &mut Tenant<'_>, lines: &[Line]) -> Result<BTreeMap<AuditEntryId, String>, DbError> {
    let mut words = BTreeMap::new();
    // Databases bound the number of values in one statement.
    for some in lines.chunks(500) {
        let ids: Vec<AuditEntryId> = some.iter().map(|line| line.id).collect();
        words.extend(audit::words_of(tenant, &ids)?);
    }
    Ok(words)
}

/// The names of people, services and policies as they are today.
fn names(tenant: &mut Tenant<'_>) -> Result<BTreeMap<AnyId, String>, DbError> {
    let mut names: BTreeMap<AnyId, String> =
        people::present_names(tenant)?.into_iter().map(|(id, name)| (id.any(), name)).collect();
    names.extend(organisations::services(tenant)?.into_iter().map(|each| (each.id.any(), each.name)));
    names.extend(policies::store::all(tenant)?.into_iter().map(|each| (each.id.any(), each.title)));
    Ok(names)
}

#[cfg(test)]
mod tests;
