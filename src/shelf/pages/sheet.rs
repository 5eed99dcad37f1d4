//! What was understood of the register.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::conclude::named;
use super::super::register::{Fault, Register, Row};
use super::super::{Item, naming};
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
    let mut faults: Vec<(usize, String)> = known.chain(unknown_words(visit, opened, register)).collect();
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

/// Owners and services that the organisation doesn't have.
fn unknown_words<'a>(
    visit: &'a Visit,
    opened: &'a Opened,
    register: &'a Register,
) -> impl Iterator<Item = (usize, String)> + 'a {
    let say = |key: &str, line: usize, value: &str| {
        let mut values = args([("value", value)]);
        values.set("line", line.to_string());
        (line, visit.app.messages.format(visit.language, key, &values))
    };
    register.rows.iter().flat_map(move |row| {
        let meant = opened.shelf.settings.names.contains_key(&row.owner);
        let nobody = !row.owner.is_empty() && !meant && named(&row.owner, &opened.people).is_none();
        let owner = nobody.then(|| say("shelf-fault-owner", row.line, &row.owner));
        let is_missing = |name: &&String| {
            let known =
                |service: &crate::organisations::Service| naming::plain(&service.name) == naming::plain(name);
            !opened.services.iter().any(known)
        };
        let services = row.services.iter().filter(is_missing);
        let services: Vec<(usize, String)> =
            services.map(|name| say("shelf-fault-service", row.line, name)).collect();
        owner.into_iter().chain(services)
    })
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
