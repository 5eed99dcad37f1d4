//! The requests that somebody may know of.

use serde_json::{Value as Json, json};

use super::{asks, stands};
use crate::access::{Action, Member};
use crate::messages::args;
use crate::people;
use crate::rights::bench::candidates;
use crate::rights::requests::{Opened, Viewer, seen_by};
use crate::rights::waiting::{self, Line, Told};
use crate::rights::{RightsError, State, complaints};
use crate::web::{Answer, Visit, dates};

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let viewer = Viewer::of(&member);
    let today = visit.now.day();
    let found = visit.app.read(&member, move |tenant| {
        let lines = waiting::lines(tenant, viewer.person, today)?;
        let candidates = candidates(tenant, today)?;
        let complaints = if viewer.runs { complaints::all(tenant, viewer.person)? } else { Vec::new() };
        let open = complaints.iter().filter(|one| one.complaint.state == State::Open).count();
        let names = people::present_names(tenant)?;
        Ok::<_, RightsError>((seen_by(tenant, viewer)?, names, lines, (candidates, open)))
    });
    let (seen, names, lines, (candidates, complaints)) = found.await?;
    let complaints = i64::try_from(complaints).unwrap_or(i64::MAX);
    let open = args([("count", complaints)]);
    let runner =
        |one: &Opened| waiting::runner(&candidates, &one.request, &one.barred).and_then(|id| names.get(&id));
    let row = |one: &Opened| -> Json {
        let (kind, state) = stands(&visit, one);
        json!({
            "name": one.contents.name,
            "href": member.path(&format!("rights/{}", one.request.id)),
            "asks": asks(&visit, &one.request.asks).join(", "),
            "received": one.request.received_on,
            "runner": runner(one),
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
        "complaints_open": (complaints > 0)
            .then(|| visit.app.messages.format(visit.language, "rights-complaints-open", &open)),
        "own": member.path("me/data"),
        "told": lines.iter().map(|line| told(&visit, &member, line)).collect::<Vec<_>>(),
        "runs": runs,
    });
    visit.page(&member, "rights/list.html", context)
}

/// What is said of a request that this member can't open.
fn told(visit: &Visit, member: &Member, line: &Line) -> Json {
    let say = |key: &str, day: String| {
        let day = dates::written(&day, "full", visit.language).unwrap_or_default();
        visit.app.messages.format(visit.language, key, &args([("day", day)]))
    };
    let (href, label) = match line.told {
        Told::Appoint => (Some(member.path("settings/roles")), "rights-told-roles"),
        Told::Outside => {
            (Some(member.path(&format!("rights/{}/outside", line.request))), "rights-outside-title")
        }
        Told::Barred | Told::Recorded => (None, "rights-told-title"),
    };
    json!({
        "text": say(line.told.key(), line.made_at.day().to_string()),
        "due": line.due_on.map(|day| say("rights-cases-due", day.to_string())),
        "href": href,
        "label": visit.words(label),
    })
}
