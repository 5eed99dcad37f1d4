//! The banner after something was done: `?done=people-added` prints the message `done-people-added`.

use serde_json::{Value as Json, json};

use super::error::Error;
use super::visit::{Visit, merge};
use crate::access::{Action, Member};
use crate::messages::{Language, args};

/// The banner; nothing while the address says nothing that was done.
pub(super) fn banner(visit: &Visit) -> Json {
    if says_so(visit) { json!({ "kind": "ok", "text": visit.words(&key(visit)) }) } else { Json::Null }
}

/// The same, with the way back to the first tasks while they lie ahead.
pub(super) fn banner_inside(visit: &Visit, member: &Member) -> Json {
    let mut banner = banner(visit);
    if let (Some((done, total)), false) = (member.first_tasks(), banner.is_null()) {
        let values = args([("done", done.to_string()), ("total", total.to_string())]);
        let link = visit.app.messages.format(visit.language, "ready-back", &values);
        merge(&mut banner, json!({ "href": member.path("ready"), "link": link }));
    }
    banner
}

/// Whoever has done something and has first tasks ahead is told how far they are. Only then are they counted.
pub(super) async fn with_first_tasks(visit: &Visit, member: Member) -> Result<Member, Error> {
    let says_it_itself = [member.path(""), member.path("ready")].contains(&visit.path);
    if says_it_itself || !says_so(visit) || !member.may(Action::ManageOrganisation) {
        return Ok(member);
    }
    let (count, of) = (visit.app.first_tasks, member.clone());
    let first_tasks = visit.app.read(&member, move |tenant| count(tenant, &of)).await?;
    Ok(member.with_first_tasks(first_tasks))
}

fn says_so(visit: &Visit) -> bool {
    visit.app.messages.has(Language::English, &key(visit))
}

fn key(visit: &Visit) -> String {
    format!("done-{}", visit.query.text("done"))
}
