//! Line managers of a list who can't sign in: said once for each of them, above the rows.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::records::Record;
use super::check::Held;
use super::name_of;
use crate::messages::args;
use crate::web::Visit;

/// Who leads in the list without having joined, and how many rows name them.
pub(super) fn context(visit: &Visit, held: &Held) -> Vec<Json> {
    let mut named: BTreeMap<(String, bool), i64> = BTreeMap::new();
    let records = held.report.rows.iter().filter_map(|row| row.record.as_ref());
    for leader in records.filter_map(|record| leader(held, record)) {
        let count = named.entry(leader).or_default();
        *count = count.saturating_add(1);
    }
    let told = |((name, has_email), count): ((String, bool), i64)| {
        let mut values = args([("name", name)]);
        values.set("count", count);
        let key = if has_email { "staff-import-leader-email" } else { "staff-import-leader-none" };
        json!(visit.app.messages.format(visit.language, key, &values))
    };
    named.into_iter().map(told).collect()
}

/// The line manager that a row gives to somebody, when they can't sign in: their name, and whether they have an
/// address to be invited at.
fn leader(held: &Held, record: &Record) -> Option<(String, bool)> {
    if let Some(line) = record.leader {
        let row = held.rows.binary_search_by_key(&line, |row| row.line).ok();
        let name = row.and_then(|at| held.rows.get(at)).map(name_of)?;
        let own = held.report.rows.binary_search_by_key(&line, |row| row.line).ok();
        let own = own.and_then(|at| held.report.rows.get(at)).and_then(|row| row.record.as_ref())?;
        return Some((name, own.details.email.is_some()));
    }
    let is_said = record.person.is_none() || record.fields.contains(&"line_manager");
    let person = record.standing.line_manager.filter(|_| is_said).and_then(|id| held.person(id))?;
    person.account.is_none().then(|| (person.name(), person.email.is_some()))
}
