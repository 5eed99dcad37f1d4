//! What was understood of the register.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::conclude::named;
use super::super::register::{Fault, Register, Row};
use super::super::{Item, places};
use super::done::without_file;
use super::{Opened, address, find};
use crate::access::Member;
use crate::messages::args;
use crate::web::{Answer, Error, Visit};

/// `GET …/policies/shelf/{shelf}/register`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    let sheets: Vec<Json> = opened
        .items
        .iter()
        .filter_map(|item| item.found.register.as_ref().map(|register| (item, register)))
        .map(|(item, register)| sheet(&visit, &opened, item, register))
        .collect();
    if sheets.is_empty() {
        return Err(Error::NotFound);
    }
    let context = json!({
        "title": visit.words("shelf-register"),
        "caption": opened.shelf.name,
        "back": address(&member, opened.shelf.id),
        "sheets": sheets,
        "without_file": without_file(&opened.items),
    });
    visit.page(&member, "shelf/register.html", context)
}

fn sheet(visit: &Visit, opened: &Opened, item: &Item, register: &Register) -> Json {
    let column = |word: &str| visit.words(&format!("shelf-column-{word}"));
    let known = register.faults.iter().map(|fault| (fault.line, fault_words(visit, fault)));
    let unknown =
        unknown(opened, register).into_iter().map(|unknown| (unknown.0, unknown_words(visit, unknown)));
    let mut faults: Vec<(usize, String)> = known.chain(unknown).collect();
    faults.sort_by_key(|(line, _)| *line);
    json!({
        "id": format!("sheet-{}", item.place),
        "name": item.file_name,
        "used": register.used.iter().map(|(used, head)| json!({ "head": head, "means": column(used.word()) }))
            .collect::<Vec<_>>(),
        "ignored": register.ignored,
        "faults": faults.into_iter().map(|(_, words)| words).collect::<Vec<_>>(),
        "rows": register.rows.iter().map(|row| row_of(visit, opened, row)).collect::<Vec<_>>(),
    })
}

/// "Row 7: 31/02/2025 is not a date (Reviewed)".
fn fault_words(visit: &Visit, fault: &Fault) -> String {
    let column = visit.words(&format!("shelf-column-{}", fault.column.word()));
    let mut values = args([("value", fault.value.as_str()), ("column", column.as_str())]);
    values.set("line", fault.line.to_string());
    visit.app.messages.format(visit.language, &format!("shelf-fault-{}", fault.what), &values)
}

/// A name in a row that nobody and nothing here has: the row, the key of what is said of it, and the name.
type Unknown = (usize, &'static str, String);

/// Owners and services that the organisation doesn't have.
fn unknown(opened: &Opened, register: &Register) -> Vec<Unknown> {
    let services = opened.named_services();
    let of_row = |row: &Row| {
        let meant = opened.shelf.settings.names.contains_key(&row.owner);
        let nobody = !row.owner.is_empty() && !meant && named(&row.owner, &opened.people).is_none();
        let owner = nobody.then(|| (row.line, "shelf-fault-owner", row.owner.clone()));
        let missing = places::meant(row, &services).unknown;
        let missing = missing.into_iter().map(|name| (row.line, "shelf-fault-service", name));
        owner.into_iter().chain(missing).collect::<Vec<_>>()
    };
    register.rows.iter().flat_map(of_row).collect()
}

fn unknown_words(visit: &Visit, (line, key, value): Unknown) -> String {
    let mut values = args([("value", value)]);
    values.set("line", line.to_string());
    visit.app.messages.format(visit.language, key, &values)
}

/// How many things in the registers of a shelf were not understood.
pub(super) fn faults(opened: &Opened) -> usize {
    let registers = opened.items.iter().filter_map(|item| item.found.register.as_ref());
    registers.map(|register| register.faults.len().saturating_add(unknown(opened, register).len())).sum()
}

fn row_of(visit: &Visit, opened: &Opened, row: &Row) -> Json {
    let file = opened.items.iter().find(|item| item.choice.row.as_ref() == Some(row));
    let owner =
        named(&row.owner, &opened.people).or_else(|| opened.shelf.settings.names.get(&row.owner).copied());
    json!({
        "line": row.line,
        "code": row.code,
        "title": row.title,
        "version": row.version,
        "owner": owner.map_or_else(|| row.owner.clone(), |id| opened.person_name(id)),
        "approved_by": row.approved_by,
        "approved_on": row.approved_on.or(row.effective_on),
        "reviewed_on": row.reviewed_on,
        "next_review_on": row.next_review_on,
        "overdue": row.next_review_on.is_some_and(|day| day < visit.now.day()),
        "file": file.map(|item| item.file_name.as_str()),
    })
}
