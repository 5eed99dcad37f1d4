//! What several pages show in the same way.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::incidents::Mine;
use crate::incidents::rules::{self, Contact};
use crate::incidents::sealed::{Affected, Subject};
use crate::incidents::status::State;
use crate::organisations::{self, Service};
use crate::people::Homes;
use crate::web::Visit;

/// Where to go outside the organisation, for a service.
pub(super) fn contacts(tenant: &mut Tenant<'_>, service: &Service, on: Day) -> Result<Vec<Contact>, DbError> {
    let values = organisations::fields::resolve(tenant, Some(service.id))?;
    Ok(rules::contacts(service.nation, &values, on))
}

/// Contacts as the page writes them.
pub(super) fn contact_rows(contacts: &[Contact]) -> Vec<Value> {
    let row = |contact: &Contact| {
        let tel: Option<String> = contact
            .phone
            .as_ref()
            .map(|phone| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect());
        json!({
            "key": rules::words("contact", contact.kind),
            "name": contact.name,
            "phone": contact.phone,
            "tel": tel,
            "website": contact.website,
        })
    };
    contacts.iter().map(row).collect()
}

/// The contacts of one service with its name, for pages that show several.
pub(super) fn outside_entry(service: &Service, contacts: &[Contact]) -> Value {
    json!({ "name": service.name, "contacts": contact_rows(contacts) })
}

/// The tag of a state.
pub(super) fn state_tag(state: State) -> Value {
    let (kind, key) = match state {
        State::Received => ("due", "report-status-received"),
        State::Looking => ("info", "report-status-looked-at"),
        State::Closed => ("none", "report-status-closed"),
    };
    json!({ "kind": kind, "key": key })
}

/// The tag of somebody's own report. Nobody deals with one that everybody has left who was told.
pub(super) fn own_tag(mine: &Mine) -> Value {
    if mine.sealed {
        json!({ "kind": "late", "key": "report-status-nobody" })
    } else if mine.is_held || mine.state == State::Closed {
        state_tag(mine.state)
    } else {
        json!({ "kind": "due", "key": "report-status-left" })
    }
}

/// The names of services by id.
pub(super) type ServiceNames = BTreeMap<ServiceId, String>;

/// The names of services, closed ones as nothing.
pub(super) fn service_names(tenant: &mut Tenant<'_>) -> Result<ServiceNames, DbError> {
    Ok(organisations::services(tenant)?.into_iter().map(|service| (service.id, service.name)).collect())
}

/// Who did it, line by line.
pub(super) fn subject_lines(visit: &Visit, subject: &Subject, called: Called<'_>) -> Vec<String> {
    let mut lines: Vec<String> = subject.people.iter().filter_map(|id| name(subject, *id, called)).collect();
    if !subject.other.is_empty() {
        lines.push(subject.other.clone());
    }
    if lines.is_empty() {
        lines.push(visit.words("report-who-unknown"));
    }
    lines
}

/// What people are called today, and where they work.
pub(super) type Called<'a> = (&'a BTreeMap<PersonId, String>, &'a Homes);

/// What somebody of a case was called when it was reported, or is called today; with where they work, when somebody else
/// on the list is called so.
pub(super) fn name(subject: &Subject, id: PersonId, (names, homes): Called<'_>) -> Option<String> {
    let name = subject.names.get(&id).or_else(|| names.get(&id))?;
    let is_shared = names.iter().any(|(other, theirs)| *other != id && theirs == name);
    let home = homes.get(&id).filter(|_| is_shared);
    Some(home.map_or_else(|| name.clone(), |home| format!("{name}, {home}")))
}

/// Who is affected, line by line.
pub(super) fn affected_lines(visit: &Visit, affected: &Affected, organisation: &str) -> Vec<String> {
    let words = |group: &crate::incidents::sealed::Group| {
        let key = format!("report-affected-{}", group.as_str());
        visit.app.messages.format(
            visit.language,
            &key,
            &crate::messages::args([("organisation", organisation.to_owned())]),
        )
    };
    let mut lines: Vec<String> = affected.groups.iter().map(words).collect();
    if !affected.names.is_empty() {
        lines.push(affected.names.clone());
    }
    lines
}
