//! The requests that somebody may know of.

use serde_json::{Value as Json, json};

use super::{asks, stands};
use crate::access::{Action, Member};
use crate::people;
use crate::rights::requests::{Opened, Viewer, seen_by};
use crate::rights::{RightsError, State};
use crate::web::{Answer, Visit};

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let viewer = Viewer::of(&member);
    let found = visit.app.read(&member, move |tenant| {
        Ok::<_, RightsError>((seen_by(tenant, viewer)?, people::present_names(tenant)?))
    });
    let (seen, names) = found.await?;
    let row = |one: &Opened| -> Json {
        let (kind, state) = stands(&visit, one);
        json!({
            "name": one.contents.name,
            "href": member.path(&format!("rights/{}", one.request.id)),
            "asks": asks(&visit, &one.request.asks).join(", "),
            "received": one.request.received_on,
            "runner": names.get(&one.request.runner),
            "kind": kind,
            "state": state,
        })
    };
    let of = |state: State| -> Vec<Json> {
        seen.iter().filter(|one| one.request.state == state).map(row).collect()
    };
    let runs = member.may(Action::RunRights);
    let context = json!({
        "title": visit.words("rights-title"),
        "open": of(State::Open),
        "answered": of(State::Answered),
        "new": member.path("rights/new"),
        "complaint": member.path("rights/complaints/new"),
        "complaints": runs.then(|| member.path("rights/complaints")),
        "own": member.path("me/data"),
        "runs": runs,
    });
    visit.page(&member, "rights/list.html", context)
}
