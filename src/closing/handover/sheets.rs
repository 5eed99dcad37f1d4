//! The tables of a package: some as spreadsheets with names instead of numbers, all as lines of JSON.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use serde_json::{Map, Value as Json};

use super::package::Package;
use super::store;
use crate::clock::Moment;
use crate::db::Error;
use crate::db::ids::AnyId;
use crate::db::rows::{Column, Value};
use crate::db::tenant::TENANT_TABLES;
use crate::mail::kinds;
use crate::rights;
use crate::web::csv;

/// A table as a spreadsheet.
pub struct Sheet {
    /// The file, without its end.
    pub path: &'static str,
    /// The table.
    pub table: &'static str,
    /// Its columns, from left to right.
    pub columns: &'static [&'static str],
}

const fn sheet(path: &'static str, table: &'static str, columns: &'static [&'static str]) -> Sheet {
    Sheet { path, table, columns }
}

/// The column of somebody's services, which stand in a table of their own.
const SERVICES: &str = "services";

/// What people look for first.
pub const SHEETS: &[Sheet] = &[
    sheet(
        "people",
        "people",
        &[
            "given_name",
            "family_name",
            "staff_number",
            "email",
            "phone",
            "job_title",
            "worker_type",
            SERVICES,
            "language",
            "started_on",
            "left_on",
            "ends_on",
            "agency",
            "regulator",
            "register_number",
            "line_manager_id",
        ],
    ),
    sheet(
        "roles",
        "role_grants",
        &["person_id", "role", "service_id", "granted_at", "granted_by", "ended_at", "reason"],
    ),
    sheet("services", "services", &["name", "nation", "service_type", "created_at", "closed_at"]),
    sheet("fields", "field_values", &["name", "value", "service_id", "changed_at", "changed_by"]),
    sheet(
        "policies/register",
        "policies",
        &["code", "title", "language", "owner_id", "contact", "next_review_on", "withdrawn_at", "created_at"],
    ),
    sheet(
        "policies/versions",
        "policy_versions",
        &[
            "code",
            "title",
            "label",
            "change_kind",
            "change_note",
            "approver_name",
            "approved_on",
            "published_at",
            "published_by",
            "effective_on",
            "reviewed_on",
            "next_review_on",
        ],
    ),
    sheet(
        "reviews",
        "reviews",
        &["policy_id", "outcome", "reason", "looked_at", "reviewed_on", "next_review_on", "by_id", "at"],
    ),
    sheet(
        "acknowledgements/acknowledgements",
        "acknowledgements",
        &[
            "receipt",
            "person_name",
            "job_title",
            "policy_id",
            "service_name",
            "language",
            "method",
            "statement",
            "served_at",
            "signed_at",
            "html_sha256",
        ],
    ),
    sheet(
        "mails",
        "mails",
        &["created_at", "kind", "person_id", "recipient", "language", "subject", "state", "sent_at"],
    ),
];

/// Tables that no package holds as a table, and the message that says why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    ("organisation_keys", "handover-without-keys"),
    ("blob_pieces", "handover-without-pieces"),
    // Cases go another way, to the people of each case alone (security 6): no row, no number and no sign of
    // them stands here, so that a package of an organisation with cases looks like one without.
    ("incidents", "handover-without-cases"),
    ("incident_told", "handover-without-cases"),
    ("incident_entries", "handover-without-cases"),
    ("incident_texts", "handover-without-cases"),
    ("legal_holds", "handover-without-cases"),
    ("tombstones", "handover-without-cases"),
    ("retention_notices", "handover-without-cases"),
    ("rights_case_tasks", "handover-without-cases"),
    // Somebody who asks for a package may be one of those from whom a request is kept.
    ("rights_requests", "handover-without-requests"),
    ("rights_conflicts", "handover-without-requests"),
    ("rights_steps", "handover-without-requests"),
    ("rights_records", "handover-without-requests"),
    ("rights_answers", "handover-without-requests"),
];

/// Columns that stay behind: what lets somebody in, and what could point to a case.
const SECRET: &[(&str, &str)] = &[
    ("pins", "pin_hash"),
    ("signing_links", "token_hash"),
    ("handovers", "check_words"),
    // The bodies of mails hold live links.
    ("mails", "text"),
    ("mails", "html"),
    ("mails", "incident_id"),
];

/// Letters of a file after which the next begins, so that little stands in memory.
const MOST: usize = 4 * 1024 * 1024;

/// Names of people, services and policies by their rows.
pub type Names = BTreeMap<Vec<u8>, String>;

/// Reads the names, also of who has left and of what is withdrawn.
pub(super) fn names(package: &mut Package<'_, '_>) -> Result<Names, Error> {
    let mut names = Names::new();
    for (table, columns) in [
        ("people", ["id", "given_name", "family_name"].as_slice()),
        ("services", ["id", "name"].as_slice()),
        ("policies", ["id", "code", "title"].as_slice()),
    ] {
        store::each(package.tenant, table, &|name| columns.contains(&name), &mut |_, row| {
            let mut parts = row.into_iter();
            if let Some(Value::Bytes(id)) = parts.next() {
                let words = parts.filter_map(|part| match part {
                    Value::Text(text) => Some(text),
                    _ => None,
                });
                names.insert(id, words.collect::<Vec<_>>().join(" "));
            }
            Ok(())
        })?;
    }
    Ok(names)
}

/// Whether a row belongs into a package: nothing of a case or of a request does, nor mails about holds, which some are
/// hidden from.
fn belongs(table: &str, organisation: AnyId, columns: &[Column], row: &[Value]) -> bool {
    let value = |name: &str| {
        let found = columns.iter().zip(row).find(|(column, _)| column.name == name);
        found.map(|(_, value)| value)
    };
    match table {
        "mails" => {
            let is_apart = [rights::notices::KIND, kinds::RETENTION]
                .iter()
                .any(|kind| value("kind") == Some(&Value::Text((*kind).to_owned())));
            value("incident_id") == Some(&Value::Null) && !is_apart
        }
        // Every case has a chain of its own.
        "chain_heads" => value("chain") == Some(&Value::Bytes(organisation.bytes().to_vec())),
        _ => true,
    }
}

/// What one value is in a spreadsheet.
fn cell(column: &str, value: Value, names: &Names) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text(text) => text,
        Value::Number(number) if is_moment(column) => moment(number),
        Value::Number(number) => number.to_string(),
        Value::Bytes(bytes) => names.get(&bytes).cloned().unwrap_or_else(|| letters(column, &bytes)),
    }
}

fn is_moment(column: &str) -> bool {
    matches!(column, "at" | "as_of") || column.ends_with("_at") || column.ends_with("_until")
}

fn moment(number: i64) -> String {
    Moment::from_microseconds(number).map_or_else(|| number.to_string(), |at| at.to_string())
}

/// Identifiers are written as such, all other bytes in hexadecimal digits.
fn letters(column: &str, bytes: &[u8]) -> String {
    let is_id = matches!(column, "id" | "chain") || column.ends_with("_id") || column.ends_with("_by");
    match AnyId::from_slice(bytes).filter(|_| is_id) {
        Some(id) => id.to_string(),
        None => HEXLOWER.encode(bytes),
    }
}

/// The services of everybody by name, as in the file of the staff list.
fn services(package: &mut Package<'_, '_>, names: &Names) -> Result<Names, Error> {
    let mut places: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
    let wanted = |name: &str| matches!(name, "person_id" | "service_id");
    store::each(package.tenant, "person_services", &wanted, &mut |columns, row| {
        let mut known: BTreeMap<&str, Value> =
            columns.iter().map(|column| column.name.as_str()).zip(row).collect();
        if let (Some(Value::Bytes(person)), Some(Value::Bytes(service))) =
            (known.remove("person_id"), known.remove("service_id"))
        {
            places.entry(person).or_default().insert(service);
        }
        Ok(())
    })?;
    let named = |services: &BTreeSet<Vec<u8>>| {
        let found: Vec<&str> = services.iter().filter_map(|id| names.get(id).map(String::as_str)).collect();
        found.join("; ")
    };
    Ok(places.iter().map(|(person, services)| (person.clone(), named(services))).collect())
}

/// Writes a spreadsheet; a long one as several.
pub(super) fn spreadsheet(package: &mut Package<'_, '_>, sheet: &Sheet, names: &Names) -> Result<(), Error> {
    let heads: Vec<String> =
        sheet.columns.iter().map(|column| package.word(&format!("handover-column-{column}"))).collect();
    let mut file = Growing::sheet(sheet.path, &heads);
    let places = if sheet.columns.contains(&SERVICES) { services(package, names)? } else { Names::new() };
    let organisation = package.tenant.organisation().any();
    let (tenant, sink) = (&mut *package.tenant, &mut package.files);
    let wanted = |name: &str| sheet.columns.contains(&name) || matches!(name, "id" | "incident_id" | "kind");
    store::each(tenant, sheet.table, &wanted, &mut |columns, row| {
        if !belongs(sheet.table, organisation, columns, &row) {
            return Ok(());
        }
        let mut known: BTreeMap<&str, Value> =
            columns.iter().map(|column| column.name.as_str()).zip(row).collect();
        if let Some(Value::Bytes(id)) = known.get("id")
            && let Some(at) = places.get(id)
        {
            known.insert(SERVICES, Value::Text(at.clone()));
        }
        let cells = sheet
            .columns
            .iter()
            .map(|column| known.remove(column).map(|value| cell(column, value, names)).unwrap_or_default());
        file.add(&csv::lines([cells.collect::<Vec<_>>()]), sink)
    })?;
    file.end(sink)
}

/// Writes every table that isn't left out as lines of JSON.
pub(super) fn tables(package: &mut Package<'_, '_>) -> Result<(), Error> {
    let organisation = package.tenant.organisation().any();
    for table in TENANT_TABLES.iter().filter(|table| LEFT_OUT.iter().all(|(out, _)| out != *table)) {
        let mut file = Growing { end: "jsonl", ..Growing::of(&format!("tables/{table}")) };
        let (tenant, sink) = (&mut *package.tenant, &mut package.files);
        store::each(tenant, table, &|_| true, &mut |columns, row| {
            if !belongs(table, organisation, columns, &row) {
                return Ok(());
            }
            let mut line = Map::new();
            for (column, value) in columns.iter().zip(row) {
                if !SECRET.contains(&(*table, column.name.as_str())) {
                    line.insert(column.name.clone(), plain(&column.name, value));
                }
            }
            file.add(&format!("{}\n", Json::Object(line)), sink)
        })?;
        file.end(sink)?;
    }
    Ok(())
}

/// A value as JSON: moments stay microseconds, because they are under hashes.
fn plain(column: &str, value: Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Number(number) => Json::from(number),
        Value::Text(text) => Json::from(text),
        Value::Bytes(bytes) => Json::from(letters(column, &bytes)),
    }
}

/// Takes a file of a package.
pub(super) trait Sink {
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error>;
}

/// A file that grows line by line, and goes on in another when it is long.
#[derive(Default)]
pub(super) struct Growing {
    path: String,
    end: &'static str,
    /// How each file begins.
    begin: String,
    text: String,
    number: u32,
}

impl Growing {
    pub(super) fn of(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The same as a spreadsheet with these heads.
    pub(super) fn sheet(path: &str, heads: &[String]) -> Self {
        Self { begin: csv::text(heads, Vec::<Vec<String>>::new()), end: "csv", ..Self::of(path) }
    }

    pub(super) fn add(&mut self, line: &str, sink: &mut dyn Sink) -> Result<(), Error> {
        self.text.push_str(line);
        if self.text.len() < MOST { Ok(()) } else { self.end(sink) }
    }

    /// Writes what there is; the first file also when it is empty.
    pub(super) fn end(&mut self, sink: &mut dyn Sink) -> Result<(), Error> {
        if self.text.is_empty() && self.number > 0 {
            return Ok(());
        }
        self.number = self.number.saturating_add(1);
        let number = if self.number > 1 { format!("-{}", self.number) } else { String::new() };
        let text = format!("{}{}", self.begin, std::mem::take(&mut self.text));
        sink.put(&format!("{}{number}.{}", self.path, self.end), text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Value, cell, letters};

    #[test]
    fn values_are_written_as_people_and_machines_read_them() {
        let id = vec![1; 16];
        let names: Names = [(id.clone(), "Siân Ŵyr".to_owned())].into();
        for (column, value, expected) in [
            ("signed_at", Value::Number(0), "1970-01-01T00:00:00Z"),
            ("rank", Value::Number(7), "7"),
            ("person_id", Value::Bytes(id), "Siân Ŵyr"),
            ("person_id", Value::Bytes(vec![2; 16]), "02020202-0202-0202-0202-020202020202"),
            ("reason", Value::Null, ""),
        ] {
            assert_eq!(cell(column, value, &names), expected, "{column}");
        }
        assert_eq!(letters("salt", &[2; 16]), "02".repeat(16));
    }
}
