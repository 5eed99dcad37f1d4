//! The staff list as somebody may know and change it, for holding a sheet against it.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Known, World};
use super::meanings::Meanings;
use super::parsing::Places;
use super::{Rights, StaffImport};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::people::search::fold;
use crate::people::{Held, Person, acting_owners, covers, leading, store};

/// Reads the list in as many statements for a thousand people as for ten.
///
/// # Errors
/// The database is away.
pub fn read(tenant: &mut Tenant<'_>, rights: &Rights, today: Day) -> Result<World, Error> {
    let mut places = store::workplaces(tenant)?;
    let members = store::members(tenant)?;
    let mut roles: BTreeMap<PersonId, Vec<Held>> = BTreeMap::new();
    for held in covers::acting(tenant, today)? {
        roles.entry(held.person).or_default().push(held);
    }
    let owners = acting_owners(tenant)?;
    let sender = tenant.actor().person();
    let people = store::list(tenant)?;
    let known = people.into_iter().map(|person| {
        let places = places.remove(&person.id).unwrap_or_default();
        let roles = roles.remove(&person.id).unwrap_or_default();
        let stays = stays(&person, &roles, &owners, sender);
        Known { stays, ..known(person, places, &roles, &members, rights) }
    });
    let known = known.collect();
    let names = store::service_names(tenant)?;
    let all: BTreeSet<ServiceId> = names.iter().map(|(id, _)| *id).collect();
    let codes = store::service_codes(tenant)?.into_iter().filter(|(id, _)| all.contains(id));
    let named = names.iter().cloned().chain(codes).map(|(id, name)| (fold(&name), id)).collect();
    let offered = rights.services.as_ref().map_or_else(|| all.clone(), |mine| mine & &all);
    let places = Places { named, offered, names: names.into_iter().collect() };
    let meanings = Meanings::default();
    Ok(World { today, known, places, needs_service: rights.services.is_some(), meanings })
}

/// The same for a list, with what was said about its words.
///
/// # Errors
/// The database is away.
pub fn of(
    tenant: &mut Tenant<'_>,
    import: &StaffImport,
    rights: &Rights,
    today: Day,
) -> Result<World, Error> {
    Ok(World { meanings: import.settings.meanings.clone(), ..read(tenant, rights, today)? })
}

fn known(
    person: Person,
    places: BTreeSet<ServiceId>,
    roles: &[Held],
    members: &BTreeSet<PersonId>,
    rights: &Rights,
) -> Known {
    let (is_visible, may_change) = match &rights.services {
        None => (true, true),
        Some(mine) => {
            let reached = !mine.is_disjoint(&places);
            let within = |held: &Held| held.service.is_some_and(|service| mine.contains(&service));
            (reached, reached && roles.iter().all(within))
        }
    };
    let whole = rights.services.as_ref().is_none_or(|mine| places.is_subset(mine));
    let is_member = members.contains(&person.id);
    let keeps_name = leading::is_above(roles, rights.gives);
    let keeps_end = !whole || keeps_name;
    let keeps_address = (!whole && is_member) || leading::keeps_address(roles, is_member, rights.gives);
    Known { person, places, is_visible, may_change, keeps_name, keeps_address, keeps_end, stays: None }
}

/// Why a last day isn't taken from a sheet: nobody lets themselves go, nor does the only owner leave.
fn stays(
    person: &Person,
    roles: &[Held],
    owners: &BTreeSet<PersonId>,
    sender: Option<PersonId>,
) -> Option<&'static str> {
    let is_owner = roles.iter().any(|held| held.role == Role::Owner);
    if is_owner && owners.iter().all(|owner| *owner == person.id) {
        return Some("ends-owner");
    }
    (sender == Some(person.id)).then_some("ends-self")
}
