//! The navigation inside an organisation: what this person may open.

use serde_json::{Value, json};

use crate::access::{Action, Member};

/// Key, rest of the address, and what one must be allowed to do.
const ENTRIES: &[(&str, &str, Action)] = &[
    ("nav-today", "", Action::Enter),
    ("nav-me", "me", Action::ReadOwn),
    ("nav-policies", "policies", Action::ReadPolicies),
    ("nav-reviews", "reviews", Action::ReadPolicies),
    ("nav-acknowledgements", "acknowledgements", Action::SeeSigning),
    ("nav-incidents", "incidents", Action::SeeCases),
    ("nav-people", "people", Action::ReadPeople),
    ("nav-services", "services", Action::ManageOrganisation),
    ("nav-activity", "activity", Action::SeeActivity),
    ("nav-outbox", "outbox", Action::SeeOutbox),
    ("nav-settings", "settings", Action::ManageOrganisation),
];

/// The entries for a member on a page.
#[must_use]
pub fn entries(member: &Member, path: &str) -> Vec<Value> {
    let allowed = ENTRIES.iter().filter(|(_, _, action)| member.may(*action));
    allowed
        .map(|(key, rest, _)| {
            let href = member.path(rest);
            let current = if rest.is_empty() { path == href } else { path.starts_with(&href) };
            // The frame puts `nav-` in front.
            json!({ "key": key.trim_start_matches("nav-"), "href": href, "current": current })
        })
        .collect()
}
