//! What became of every row of a list.

use serde_json::{Value as Json, json};

use super::super::{ImportRow, RowState, StaffImport, undo};
use super::{address, name_of, tag};
use crate::access::Member;
use crate::messages::args;
use crate::people;
use crate::web::{Answer, Error, Visit};

pub(super) async fn show(visit: &Visit, member: &Member, import: &StaffImport, rows: &[ImportRow]) -> Answer {
    let count = |state: RowState| {
        i64::try_from(rows.iter().filter(|row| row.state == state).count()).unwrap_or(i64::MAX)
    };
    let counts = args([
        ("added", count(RowState::Added)),
        ("changed", count(RowState::Changed)),
        ("same", count(RowState::Same)),
    ]);
    let out: Vec<Json> = rows.iter().filter_map(|row| out(visit, member, row)).collect();
    let title = if import.undone_at.is_some() { "staff-import-undone-title" } else { "staff-import-done" };
    let offered = undo::is_offered(import, rows, visit.now);
    let context = json!({
        "undone_at": import.undone_at,
        "undo": offered.then(|| format!("{}/undo", address(member, import.id))),
        "until": import.finished_at.map(undo::last_day),
        "title": visit.words(title),
        "caption": import.name,
        "lede": visit.app.messages.format(visit.language, "staff-import-done-lede", &counts),
        "back": member.path("people/import"),
        "people": member.path("people"),
        "slips": member.path("slips?show=needed&tick=all"),
        "at": import.finished_at,
        "out": out,
        "nowhere": nowhere(visit, member, rows).await?,
        "nowhere_href": member.path("people?service=none"),
    });
    visit.page(member, "people/import_done.html", context)
}

/// That some of the list work at no service now; nothing where all do.
async fn nowhere(visit: &Visit, member: &Member, rows: &[ImportRow]) -> Result<Option<String>, Error> {
    let nowhere = visit.app.read(member, people::nowhere).await?;
    let written = rows.iter().filter(|row| row.state != RowState::LeftOut);
    let of_list = written.filter(|row| row.person.is_some_and(|person| nowhere.contains(&person)));
    let count = i64::try_from(of_list.count()).unwrap_or(i64::MAX);
    let words = args([("count", count)]);
    Ok((count > 0).then(|| visit.app.messages.format(visit.language, "staff-import-nowhere", &words)))
}

/// A row of which nothing was written, and why.
fn out(visit: &Visit, member: &Member, row: &ImportRow) -> Option<Json> {
    let why = match (row.state, row.reason.as_deref()) {
        (RowState::LeftOut, Some("over")) => "over",
        (RowState::LeftOut, Some("listed")) => "listed",
        (RowState::LeftOut, Some(_)) => "fault",
        (RowState::LeftOut, None) => "wish",
        (RowState::Refused, Some(reason)) => reason,
        (RowState::Refused, None) => "changed",
        _ => return None,
    };
    Some(json!({
        "line": row.line,
        "name": name_of(row),
        "href": row.person.map(|person| member.path(&format!("people/{person}"))),
        "tag": tag(visit, row.state.as_str()),
        "why": visit.words(&format!("staff-import-out-{why}")),
    }))
}
