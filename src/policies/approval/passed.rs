//! Why versions were published although a round stood against them, as the log keeps it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::events::PASSED;
use crate::audit;
use crate::db::ids::{AuditEntryId, PolicyId, VersionId};
use crate::db::{Error, Tenant};

/// The most versions of one policy of which this is told.
const MOST: i64 = 200;

/// Who had asked for changes, and the reason, by version; nothing of what retention took from the log.
///
/// # Errors
/// The database is away.
pub fn passed(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<BTreeMap<VersionId, String>, Error> {
    let filter = audit::Filter {
        action: Some(PASSED.to_owned()),
        subject: Some(policy.any()),
        ..audit::Filter::default()
    };
    let lines = audit::lines(tenant, &filter, MOST, 0)?;
    let of: BTreeMap<AuditEntryId, VersionId> =
        lines.iter().filter_map(|line| Some((line.id, version_of(&line.facts)?))).collect();
    if of.is_empty() {
        return Ok(BTreeMap::new());
    }
    let words = audit::words_of(tenant, &of.keys().copied().collect::<Vec<_>>())?;
    Ok(words.into_iter().filter_map(|(id, words)| Some((*of.get(&id)?, words))).collect())
}

fn version_of(facts: &str) -> Option<VersionId> {
    let facts: Value = serde_json::from_str(facts).ok()?;
    VersionId::parse(facts.get("version")?.as_str()?)
}
