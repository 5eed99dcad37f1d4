//! The values of all services at once, in a few statements: for pages that look over a whole shelf.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::{self, Scope};
use super::{Nation, Service, fields, store};
use crate::access::actions::allowed;
use crate::access::{Action, Role};
use crate::db::ids::{BlobId, PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::{Value, Values, catalogue};
use crate::people::{self, Held, Person};

/// What the values of every service come from, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Everywhere {
    services: Vec<Service>,
    typed: BTreeMap<Option<ServiceId>, BTreeMap<String, String>>,
    held: Vec<Held>,
    people: BTreeMap<PersonId, Person>,
}

/// Reads it.
///
/// # Errors
/// The database is away.
pub fn everywhere(tenant: &mut Tenant<'_>) -> Result<Everywhere, Error> {
    let mut typed: BTreeMap<Option<ServiceId>, BTreeMap<String, String>> = BTreeMap::new();
    for (service, name, value) in store::all_values(tenant)? {
        typed.entry(service).or_default().insert(name, value);
    }
    let present = people::list(tenant)?.into_iter().filter(Person::is_present);
    Ok(Everywhere {
        services: store::services(tenant)?,
        typed,
        held: people::store::all_grants(tenant)?,
        people: present.map(|person| (person.id, person)).collect(),
    })
}

impl Everywhere {
    /// The open services, by name.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// Who holds a role: at the service, else for the whole organisation.
    #[must_use]
    pub fn holder(&self, role: Role, service: Option<ServiceId>) -> Option<&Person> {
        let service = service.filter(|_| people::belongs_to_service(role));
        let mut places = vec![service];
        places.extend(service.is_some().then_some(None));
        places.into_iter().find_map(|place| {
            let mut held: Vec<&Held> =
                self.held.iter().filter(|held| held.role == role && held.service == place).collect();
            held.sort_by_key(|held| (held.rank, held.id));
            held.into_iter().find_map(|held| self.people.get(&held.person))
        })
    }

    /// Key roles: those that policies print and that concerns are led to. Where each is wanted, the services first.
    #[must_use]
    pub fn key_roles(&self) -> Vec<(Role, Option<ServiceId>)> {
        let of_service = [Role::RegisteredManager, Role::SafeguardingLead, Role::SafeguardingDeputy];
        let services = self.services.iter().map(|service| Some(service.id));
        let mut wanted: Vec<_> =
            services.flat_map(|service| of_service.map(|role| (role, service))).collect();
        let has = |nation| self.services.iter().any(|service| service.nation == nation);
        wanted.extend(has(Nation::Wales).then_some((Role::ResponsibleIndividual, None)));
        wanted.extend(has(Nation::England).then_some((Role::NominatedIndividual, None)));
        wanted.push((Role::DataProtectionLead, None));
        wanted
    }

    /// Those that nobody holds.
    #[must_use]
    pub fn vacant(&self) -> Vec<(Role, Option<ServiceId>)> {
        self.key_roles().into_iter().filter(|(role, place)| self.holder(*role, *place).is_none()).collect()
    }

    /// Who may do something at a service, or without one for the whole organisation: those with an account,
    /// the people of the service first.
    #[must_use]
    pub fn who_may(&self, action: Action, place: Option<ServiceId>) -> Vec<&Person> {
        let roles = allowed(action);
        let fits = |held: &&Held| {
            roles.contains(&held.role)
                && (held.service.is_none() || (place.is_some() && held.service == place))
        };
        let mut held: Vec<&Held> = self.held.iter().filter(fits).collect();
        held.sort_by_key(|held| {
            (held.service.is_none(), roles.iter().position(|role| *role == held.role), held.rank, held.id)
        });
        let mut seen = BTreeSet::new();
        let people = held.into_iter().filter_map(|held| self.people.get(&held.person));
        people.filter(|person| person.account.is_some() && seen.insert(person.id)).collect()
    }

    /// Needed details that are empty, of a service or of the organisation: there with those that services lack and
    /// that it can say once for all of them.
    #[must_use]
    pub fn missing(&self, service: Option<ServiceId>) -> BTreeSet<&'static str> {
        let values = self.values(service);
        let Some(id) = service else {
            let own = groups::missing(Scope::Organisation, None, &values, !self.services.is_empty());
            return own.into_iter().map(|field| field.name.as_str()).chain(self.shared()).collect();
        };
        let nation = self.services.iter().find(|known| known.id == id).map(|known| known.nation);
        let missing = groups::missing(Scope::Service, nation, &values, true);
        missing.into_iter().map(|field| field.name.as_str()).collect()
    }

    fn shared(&self) -> impl Iterator<Item = &'static str> {
        let of_services = self.services.iter().flat_map(|service| self.missing(Some(service.id)));
        of_services.filter(|name| groups::is_typed(name) && groups::is_of_organisation(name))
    }

    /// The same values as [`fields::resolve`] gives.
    #[must_use]
    pub fn values(&self, service: Option<ServiceId>) -> Values {
        let mut values = Values::new();
        let service_here = self.services.iter().find(|known| Some(known.id) == service);
        if let Some(here) = service_here {
            values.text(fields::REGULATOR_PHONE, here.nation.regulator_phone());
        }
        self.put(None, &mut values);
        if let Some(service) = service_here {
            values.text("org_field_regulator_name", service.nation.regulator());
            self.put(Some(service.id), &mut values);
            fields::set_service(&mut values, service);
        }
        for (stem, role) in fields::PEOPLE {
            if let Some(person) = self.holder(*role, service) {
                fields::set_person(&mut values, stem, person);
            }
        }
        let has_logo = |place: Option<ServiceId>| {
            self.typed.get(&place).is_some_and(|typed| typed.contains_key(catalogue::LOGO))
        };
        if has_logo(service) || has_logo(None) {
            values.set(catalogue::LOGO, Value::Image);
        }
        values
    }

    /// The logo that prints at a service: its own, else that of the organisation.
    #[must_use]
    pub fn logo(&self, service: ServiceId) -> Option<BlobId> {
        let at = |place| self.typed.get(&place).and_then(|typed| typed.get(catalogue::LOGO));
        at(Some(service)).or_else(|| at(None)).and_then(|id| BlobId::parse(id))
    }

    fn put(&self, place: Option<ServiceId>, values: &mut Values) {
        for (name, value) in self.typed.get(&place).into_iter().flatten() {
            values.text(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Everywhere;
    use crate::access::Role;
    use crate::clock::Moment;
    use crate::db::ids::ServiceId;
    use crate::organisations::{Nation, Service, ServiceType};

    #[test]
    fn each_nation_asks_for_its_own_roles() {
        let id = ServiceId::new(Moment::parse("2026-11-21T10:00:00Z").unwrap());
        let service =
            |nation| Service { id, name: "Bryn".to_owned(), nation, service_type: ServiceType::CareHome };
        for (nations, expected) in [
            (vec![], vec![Role::DataProtectionLead]),
            (vec![Nation::Wales], vec![Role::ResponsibleIndividual, Role::DataProtectionLead]),
            (vec![Nation::England], vec![Role::NominatedIndividual, Role::DataProtectionLead]),
            (vec![Nation::Scotland], vec![Role::DataProtectionLead]),
        ] {
            let services = nations.into_iter().map(service).collect();
            let (typed, held, people) = (BTreeMap::new(), Vec::new(), BTreeMap::new());
            let wanted = Everywhere { services, typed, held, people }.key_roles();
            let whole = wanted.into_iter().filter(|(_, service)| service.is_none());
            assert_eq!(whole.map(|(role, _)| role).collect::<Vec<_>>(), expected);
        }
    }
}
