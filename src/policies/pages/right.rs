//! Who may change a policy, for somebody who may change policies but not this one.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::access::{Action, allowed};
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::organisations;
use crate::people::{self, Held};

/// Whether the roles that somebody holds let them change a policy of these services.
fn reaches(held: &[Held], person: PersonId, services: &BTreeSet<ServiceId>) -> bool {
    let own = held.iter().filter(|held| held.person == person);
    let own: Vec<&Held> = own.filter(|held| allowed(Action::EditPolicies).contains(&held.role)).collect();
    let at = |service: &ServiceId| own.iter().any(|held| held.service == Some(*service));
    own.iter().any(|held| held.service.is_none()) || (!services.is_empty() && services.iter().all(at))
}

/// The services of a policy and who may change it, as a page says it.
pub(super) fn words(tenant: &mut Tenant<'_>, services: &BTreeSet<ServiceId>) -> Result<Json, Error> {
    let (held, members) = (people::store::all_grants(tenant)?, people::store::members(tenant)?);
    let present = people::list(tenant)?.into_iter().filter(people::Person::is_present);
    let can = present.filter(|person| members.contains(&person.id) && reaches(&held, person.id, services));
    let names: Vec<String> = can.map(|person| person.name()).collect();
    let places = organisations::services(tenant)?;
    let places = places.iter().filter(|service| services.contains(&service.id));
    let places: Vec<&str> = places.map(|service| service.name.as_str()).collect();
    Ok(json!({ "services": places.join(", "), "names": names.join(", ") }))
}
