//! What a register says of a file, and of the policies that are here already.

use serde_json::{Value as Json, json};

use super::super::form::Choices;
use super::super::register::Row;
use super::super::{naming, places};
use super::Opened;
use crate::access::Member;
use crate::messages::args;
use crate::policies::Policy;
use crate::web::Visit;

/// Whether a policy is in force, in the register's view.
pub(super) fn of_force(visit: &Visit, row: &Row) -> String {
    let state = row.unknown_state.as_deref().unwrap_or_default();
    let values = args([("version", row.version.as_str()), ("code", row.code.as_str()), ("state", state)]);
    let key = match row {
        Row { unknown_state: Some(_), .. } if row.can_be_in_force() => "shelf-row-asked",
        Row { unknown_state: Some(_), .. } => "shelf-row-unknown-state",
        Row { not_in_force: true, .. } => "shelf-row-over",
        row if row.is_in_force() => "shelf-row-in-force",
        _ => "shelf-row-draft",
    };
    visit.app.messages.format(visit.language, key, &values)
}

/// Where a policy is in force in the register's view, when that isn't simply what is ticked.
pub(super) fn of_places(visit: &Visit, row: &Row, choices: &Choices) -> Vec<String> {
    let meant = places::meant(row, &choices.named);
    let name_of = |own: bool| {
        let these = choices
            .named
            .iter()
            .filter(|(id, _)| meant.services.contains(id) && choices.services.contains(id) == own);
        these.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (own, others, unknown) = (name_of(true), name_of(false), meant.unknown.join(", "));
    if others.is_empty() && unknown.is_empty() {
        return Vec::new();
    }
    let say =
        |key: &str, names: &str| visit.app.messages.format(visit.language, key, &args([("names", names)]));
    let mut told = Vec::new();
    if meant.all && !others.is_empty() {
        told.push(visit.words("shelf-row-all"));
    } else if !others.is_empty() {
        told.push(say("shelf-row-others", &others));
    }
    if !unknown.is_empty() {
        told.push(say("shelf-row-nowhere", &unknown));
    }
    told.push(if own.is_empty() { visit.words("shelf-row-out") } else { say("shelf-row-only", &own) });
    told
}

/// Rows of the registers for which no file came, but a policy is here.
pub(super) fn here(visit: &Visit, member: &Member, opened: &Opened) -> Vec<Json> {
    let used: Vec<&Row> = opened.items.iter().filter_map(|item| item.choice.row.as_ref()).collect();
    let registers = opened.items.iter().filter_map(|item| item.found.register.as_ref());
    let rows = registers.flat_map(|register| &register.rows).filter(|row| !used.contains(row));
    rows.filter_map(|row| {
        let policy = opened.policies.iter().find(|policy| is_of(policy, row))?;
        let published = policy.current_version.is_some();
        let next = if published { "shelf-here-published" } else { "shelf-here-draft" };
        Some(json!({
            "title": policy.title,
            "line": row.line,
            "href": member.path(&format!("policies/{}", policy.id)),
            "state": visit.words(&format!("policies-state-{}", policy.state().as_str())),
            "kind": if policy.is_in_force() { "ok" } else { "info" },
            "next": visit.words(next),
        }))
    })
    .collect()
}

fn is_of(policy: &Policy, row: &Row) -> bool {
    if row.code.is_empty() {
        naming::plain_title(&policy.title) == naming::plain_title(&row.title)
    } else {
        naming::plain(&policy.code) == naming::plain(&row.code)
    }
}

/// What is said where no file can become a policy.
pub(super) fn nothing(here: &[Json], register: bool) -> Json {
    let key = match (register, here.is_empty()) {
        (false, _) => "shelf-nothing",
        (true, true) => "shelf-nothing-register",
        (true, false) => "shelf-nothing-here",
    };
    json!({ "title": format!("{key}-title"), "text": key })
}
