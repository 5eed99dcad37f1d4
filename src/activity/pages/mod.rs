//! The pages of the log.

mod asked;
mod entry;
mod head;
mod list;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Named, SEALED_KINDS, Told};
use crate::access::{Action, Member};
use crate::messages::{Language, args};
use crate::web::{Door, Route, Visit};

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/activity", DOOR, || web::to(list::show)),
    Route::get("/o/{slug}/activity.csv", DOOR, || web::to(list::spreadsheet)).heavy(),
    Route::get("/o/{slug}/activity/head.txt", DOOR, || web::to(head::file)),
    Route::get("/o/{slug}/activity/mail", MAIL, || web::to(head::mail_form)),
    Route::post("/o/{slug}/activity/mail", MAIL, || web::to(head::mail)),
    Route::get("/o/{slug}/activity/{number}", DOOR, || web::to(entry::show)),
];

const DOOR: Door = Door::Member(Action::SeeActivity);
const MAIL: Door = Door::Member(Action::MailHead);

/// Who acted, in words.
fn who(visit: &Visit, kind: &str, name: Option<&str>) -> String {
    match (name, kind) {
        (Some(name), "link") => {
            visit.app.messages.format(visit.language, "activity-by-link", &args([("name", name)]))
        }
        (Some(name), _) => name.to_owned(),
        (None, "job") => visit.words("activity-by-job"),
        (None, "command") => visit.words("activity-by-command"),
        (None, "operator") => visit.words("activity-by-operator"),
        (None, _) => visit.words("activity-by-nobody"),
    }
}

/// What happened, in words.
fn what(visit: &Visit, action: &str) -> String {
    let key = format!("activity-{action}");
    if visit.app.messages.has(Language::English, &key) {
        visit.words(&key)
    } else {
        visit.words("activity-other")
    }
}

/// What happened, with the role that was given or ended.
fn what_of(visit: &Visit, line: &Told) -> String {
    let what = what(visit, &line.action);
    match &line.role {
        Some(role) => format!("{what} ({})", visit.words(&format!("role-{}", role.replace('_', "-")))),
        None => what,
    }
}

/// What a line is about, with the page that it has.
fn about(member: &Member, line: &Told) -> Vec<Json> {
    let page = |one: &Named| {
        let page = match one.kind.as_str() {
            "policy" => "policies",
            "person" => "people",
            "service" => "services",
            "request" => "acknowledgements",
            _ => return None,
        };
        Some(member.path(&format!("{page}/{}", one.id)))
    };
    line.about.iter().map(|one| json!({ "name": one.name, "href": page(one) })).collect()
}

/// All that a line shows, in small letters, for looking up words.
fn shown(visit: &Visit, line: &Told) -> String {
    let parts = [
        who(visit, &line.actor_kind, line.actor.as_deref()),
        what_of(visit, line),
        line.names(),
        line.words.clone().unwrap_or_default(),
    ];
    parts.join(" ").to_lowercase()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
