//! An organisation on its way to its end: what every page says, and what can still be done.

use serde_json::{Value as Json, json};

use super::dates;
use super::error::Error;
use super::route::{Method, Route};
use super::visit::{Visit, merge};
use crate::access::{Action, Member};
use crate::messages::args;

/// What is still done: concerns are reported and cases worked on, people are answered about their data, access is
/// taken away, holds end, the closing goes on or is undone, and records are taken out. What staff were asked to sign is
/// signed to the last day, here as by their links and at tablets: the reminders go on, and the proof stays.
const GOES_ON: &[&str] = &[
    "/o/{slug}/devices/{device}/revoke",
    "/o/{slug}/incidents/",
    "/o/{slug}/me/leave",
    "/o/{slug}/me/read/",
    "/o/{slug}/people/{id}/left",
    "/o/{slug}/people/{id}/second-factor",
    "/o/{slug}/people/{id}/sessions",
    "/o/{slug}/rights",
    "/o/{slug}/settings/closing",
    "/o/{slug}/settings/export",
    "/o/{slug}/settings/people/",
    "/o/{slug}/settings/retention/holds/{hold}/end",
    "/o/{slug}/settings/support/{visit}/end",
    "/o/{slug}/slips/{holder}/stop",
];

/// Whether a route changes what must stay as it is.
pub(super) fn stops(member: &Member, route: &Route) -> bool {
    let goes_on = GOES_ON.iter().any(|path| route.path.starts_with(path));
    member.closes_on().is_some() && route.method == Method::Post && !goes_on
}

/// The band on every page; nothing while nothing closes.
pub(super) fn band(visit: &Visit, member: &Member) -> Option<Json> {
    let day = last_day(visit, member)?;
    let text = visit.app.messages.format(visit.language, "closing-band", &args([("date", day)]));
    Some(json!({ "text": text, "level": "warning" }))
}

fn last_day(visit: &Visit, member: &Member) -> Option<String> {
    dates::written(&member.closes_on()?.to_string(), "day", visit.language)
}

/// What the page says that refuses a change: which organisation, until when, and where an owner undoes it.
pub(super) fn refused(visit: &Visit, member: &Member, error: &Error, mut own: Json) -> Json {
    if matches!(error, Error::Closing) {
        let undo = member.may(Action::CloseOrganisation).then(|| member.path("settings/closing"));
        let day = last_day(visit, member).unwrap_or_default();
        merge(
            &mut own,
            json!({ "closing": { "name": member.organisation_name(), "day": day, "undo": undo } }),
        );
    }
    own
}
