//! The people who hear of a review, looked up once for each service.

use std::collections::BTreeMap;

use super::register::Duty;
use super::reminders::{Audience, recipients};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::people::{self, Person};

/// Who holds which role, remembered for one pass over an organisation.
pub(super) struct Circle {
    people: BTreeMap<PersonId, Person>,
    holders: BTreeMap<(Role, Option<ServiceId>), Vec<PersonId>>,
}

impl Circle {
    /// Reads who is present.
    pub fn read(tenant: &mut Tenant<'_>) -> Result<Self, Error> {
        let present = people::list(tenant)?.into_iter().filter(Person::is_present);
        let people = present.map(|person| (person.id, person)).collect();
        Ok(Self { people, holders: BTreeMap::new() })
    }

    /// Somebody present.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Who hears of a duty today. When the owner of the policy has left, the duty goes up at once to the
    /// first who is there.
    pub fn of(&mut self, tenant: &mut Tenant<'_>, duty: &Duty, today: Day) -> Result<Vec<PersonId>, Error> {
        let mut found: Vec<PersonId> = Vec::new();
        for audience in recipients(duty.due_on.days_until(today)) {
            found.extend(self.audience(tenant, duty, audience)?);
        }
        for audience in [Audience::Managers, Audience::Accountable, Audience::OrganisationOwner] {
            if found.is_empty() {
                found = self.audience(tenant, duty, audience)?;
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    fn audience(
        &mut self,
        tenant: &mut Tenant<'_>,
        duty: &Duty,
        audience: Audience,
    ) -> Result<Vec<PersonId>, Error> {
        match audience {
            Audience::PolicyOwner => {
                Ok(self.people.contains_key(&duty.owner).then_some(duty.owner).into_iter().collect())
            }
            Audience::Managers => self.at_services(tenant, Role::RegisteredManager, duty),
            Audience::Accountable => {
                let mut found = self.at_services(tenant, Role::ResponsibleIndividual, duty)?;
                found.extend(self.at_services(tenant, Role::NominatedIndividual, duty)?);
                Ok(found)
            }
            Audience::OrganisationOwner => self.holders(tenant, Role::Owner, None),
        }
    }

    fn at_services(
        &mut self,
        tenant: &mut Tenant<'_>,
        role: Role,
        duty: &Duty,
    ) -> Result<Vec<PersonId>, Error> {
        let mut found = self.holders(tenant, role, None)?;
        for service in &duty.services {
            found.extend(self.holders(tenant, role, Some(*service))?);
        }
        Ok(found)
    }

    fn holders(
        &mut self,
        tenant: &mut Tenant<'_>,
        role: Role,
        service: Option<ServiceId>,
    ) -> Result<Vec<PersonId>, Error> {
        if let Some(known) = self.holders.get(&(role, service)) {
            return Ok(known.clone());
        }
        let found: Vec<PersonId> =
            people::holders(tenant, role, service)?.into_iter().map(|person| person.id).collect();
        self.holders.insert((role, service), found.clone());
        Ok(found)
    }
}
