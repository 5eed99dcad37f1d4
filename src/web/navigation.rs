//! The navigation inside an organisation: what this person may open.

use serde_json::{Value, json};

use crate::access::{Action, Member};

/// Key (of the word `nav-…`), rest of the address, and what one must be allowed to do.
const ENTRIES: &[(&str, &str, Action)] = &[
    ("today", "", Action::Enter),
    ("me", "me", Action::ReadOwn),
    ("policies", "policies", Action::ReadPolicies),
    ("reviews", "reviews", Action::ReadPolicies),
    ("acknowledgements", "acknowledgements", Action::SeeSigning),
    ("incidents", "incidents", Action::SeeCases),
    ("people", "people", Action::ReadPeople),
    ("services", "services", Action::ManageOrganisation),
    ("rights", "rights", Action::RecordRights),
    ("activity", "activity", Action::SeeActivity),
    ("outbox", "outbox", Action::SeeOutbox),
    ("settings", "settings", Action::ManageOrganisation),
];

/// What stands under another entry than its address says: key, rest of the address.
const UNDER: &[(&str, &str)] = &[("policies", "library"), ("services", "devices"), ("people", "slips")];

/// The entries for a member on a page.
#[must_use]
pub fn entries(member: &Member, path: &str) -> Vec<Value> {
    let allowed = ENTRIES.iter().filter(|(_, _, action)| member.may(*action));
    allowed
        .map(|(key, rest, _)| {
            let href = member.path(rest);
            let under = UNDER.iter().any(|(of, rest)| of == key && path.starts_with(&member.path(rest)));
            let current = if rest.is_empty() { path == href } else { path.starts_with(&href) || under };
            // The frame puts `nav-` in front.
            json!({ "key": key.trim_start_matches("nav-"), "href": href, "current": current })
        })
        .collect()
}

/// The other organisations of the account, for the switch; each link is the way in there.
#[must_use]
pub fn elsewhere(member: &Member) -> Vec<Value> {
    let others = member.elsewhere().iter();
    others.map(|other| json!({ "name": other.name, "href": format!("/o/{}", other.slug) })).collect()
}
