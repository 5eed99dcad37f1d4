//! What became of every file of a shelf.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::adding::is_adopted;
use super::super::register::Row;
use super::super::{Item, ItemState, Kind, ShelfState};
use super::{Opened, address, find, kind_words, reason_words, told};
use crate::access::Member;
use crate::db::ids::PolicyId;
use crate::documents::read::NoteKind;
use crate::policies::pages::asked;
use crate::policies::{self, Policy};
use crate::web::{Answer, Error, Visit, csv};

async fn policies_of(visit: &Visit, member: &Member) -> Result<BTreeMap<PolicyId, Policy>, Error> {
    let all = visit.app.read(member, policies::store::all).await?;
    Ok(all.into_iter().map(|policy| (policy.id, policy)).collect())
}

pub(super) async fn show(visit: &Visit, member: &Member, opened: &Opened) -> Answer {
    let policies = policies_of(visit, member).await?;
    let shelf = &opened.shelf;
    let base = address(member, shelf.id);
    let added: Vec<&Item> = opened.of_state(ItemState::Added).collect();
    let in_force = added.iter().filter(|item| is_adopted(item)).count();
    let published = added.iter().filter_map(|item| policies.get(&item.policy?)).any(Policy::is_in_force);
    let context = json!({
        "title": visit.words(if shelf.state == ShelfState::Cancelled { "shelf-taken-back" } else { "shelf-done" }),
        "caption": shelf.name,
        "back": member.path("policies/shelf"),
        "cancelled": shelf.state == ShelfState::Cancelled,
        "at": shelf.finished_at,
        "counts": { "added": added.len(), "in_force": in_force, "files": opened.items.len() },
        "commented": added.iter().filter(|item| item.found.comments() > 0)
            .map(|item| row(visit, member, &policies, item)).collect::<Vec<_>>(),
        "added": added.iter().map(|item| row(visit, member, &policies, item)).collect::<Vec<_>>(),
        "refused": opened.of_state(ItemState::Refused).map(|item| told(visit, member, item)).collect::<Vec<_>>(),
        "left_out": opened.of_state(ItemState::LeftOut).map(|item| told(visit, member, item)).collect::<Vec<_>>(),
        "registers": opened.of_state(ItemState::Read).map(|item| item.file_name.as_str()).collect::<Vec<_>>(),
        "without_file": without_file(&opened.items),
        "undo": (in_force == 0 && !published && shelf.state == ShelfState::Done).then(|| format!("{base}/undo")),
        "register": opened.items.iter().any(|item| item.found.register.is_some())
            .then(|| format!("{base}/register")),
        "csv": format!("{base}/report.csv"),
        "policies": member.path("policies"),
    });
    visit.page(member, "shelf/done.html", context)
}

fn row(visit: &Visit, member: &Member, policies: &BTreeMap<PolicyId, Policy>, item: &Item) -> Json {
    let policy = item.policy.and_then(|id| policies.get(&id));
    let href = item.policy.map(|id| member.path(&format!("policies/{id}")));
    let draft = policy.is_some_and(|policy| policy.has_draft);
    json!({
        "title": policy.map_or(item.title.as_str(), |policy| policy.title.as_str()),
        "code": policy.map_or(item.code.as_str(), |policy| policy.code.as_str()),
        "href": href,
        "state": policy.map(|policy| visit.words(&format!("policies-state-{}", policy.state().as_str()))),
        "kind": if policy.is_some_and(Policy::is_in_force) { "ok" } else { "info" },
        "why": reason_words(visit, item),
        "gaps": policy.map_or(0, |policy| policy.gaps),
        "unknown": item.found.unknown.len(),
        "comments": asked::told(visit, &item.found.notes, NoteKind::Comment),
        "comments_count": item.found.comments(),
        "import": href.as_ref().filter(|_| draft && item.kind != Kind::Pdf).map(|href| format!("{href}/import")),
        "next_review_on": policy.and_then(|policy| policy.next_review_on),
    })
}

/// Rows of the registers that no file was found for.
pub(super) fn without_file(items: &[Item]) -> Vec<Json> {
    let used: Vec<&Row> = items.iter().filter_map(|item| item.choice.row.as_ref()).collect();
    let rows =
        items.iter().filter_map(|item| item.found.register.as_ref()).flat_map(|register| &register.rows);
    rows.filter(|row| !used.contains(row))
        .map(|row| json!({ "line": row.line, "code": row.code, "title": row.title }))
        .collect()
}

/// `GET …/policies/shelf/{shelf}/report.csv`
pub(super) async fn file(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    let heads = [
        "place", "file", "kind", "state", "code", "title", "reason", "headings", "lists", "fields", "unknown",
    ];
    let heads: Vec<String> = heads.iter().map(|head| visit.words(&format!("shelf-csv-{head}"))).collect();
    let line = |item: &Item| {
        let found = &item.found;
        vec![
            item.place.to_string(),
            item.file_name.clone(),
            kind_words(&visit, item.kind),
            visit.words(&format!("shelf-item-{}", item.state.as_str().replace('_', "-"))),
            item.code.clone(),
            item.title.clone(),
            reason_words(&visit, item).unwrap_or_default(),
            found.headings.to_string(),
            found.lists.to_string(),
            found.fields.keys().cloned().collect::<Vec<_>>().join(" "),
            found.unknown.keys().cloned().collect::<Vec<_>>().join(" "),
        ]
    };
    let rows: Vec<Vec<String>> = opened.items.iter().map(line).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    Ok(csv::file("shelf", &heads, rows))
}
