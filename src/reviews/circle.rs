//! The people who hear of a review, looked up once for each service. Whoever stands in for somebody hears in
//! their place on the days of the cover.

use std::collections::BTreeMap;

use super::register::Duty;
use super::reminders::{Audience, recipients};
use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::people::covers::{self, Cover};
use crate::people::{self, Person};

/// Somebody who hears, and for whom they stand in.
pub(super) type Hears = (PersonId, Option<PersonId>);

/// The roles in which somebody answers for a policy: who stands in for them in one hears of its review.
const ANSWERS: [Role; 4] =
    [Role::RegisteredManager, Role::DeputyManager, Role::ResponsibleIndividual, Role::NominatedIndividual];

/// Who holds which role, remembered for one pass over an organisation.
pub(super) struct Circle {
    people: BTreeMap<PersonId, Person>,
    holders: BTreeMap<(Role, Option<ServiceId>), Vec<Hears>>,
    covers: Vec<Cover>,
}

impl Circle {
    /// Reads who is present.
    pub fn read(tenant: &mut Tenant<'_>, today: Day) -> Result<Self, Error> {
        let present = people::list(tenant)?.into_iter().filter(Person::is_present);
        let people = present.map(|person| (person.id, person)).collect();
        Ok(Self { people, holders: BTreeMap::new(), covers: covers::on(tenant, today)? })
    }

    /// Somebody present.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Who hears of a duty today. When the owner of the policy has left, the duty goes up at once to the
    /// first who is there.
    pub fn of(&mut self, tenant: &mut Tenant<'_>, duty: &Duty, today: Day) -> Result<Vec<Hears>, Error> {
        let mut found: Vec<Hears> = Vec::new();
        for audience in recipients(duty.due_on.days_until(today)) {
            found.extend(self.audience(tenant, duty, audience)?);
        }
        for audience in [Audience::Managers, Audience::Accountable, Audience::OrganisationOwner] {
            if found.is_empty() {
                found = self.audience(tenant, duty, audience)?;
            }
        }
        // Whoever hears for themselves hears for nobody else.
        found.sort_unstable();
        found.dedup_by_key(|(person, _)| *person);
        Ok(found)
    }

    fn audience(
        &mut self,
        tenant: &mut Tenant<'_>,
        duty: &Duty,
        audience: Audience,
    ) -> Result<Vec<Hears>, Error> {
        match audience {
            Audience::PolicyOwner => Ok(self.of_owner(duty)),
            Audience::Managers => self.at_services(tenant, Role::RegisteredManager, duty),
            Audience::Accountable => {
                let mut found = self.at_services(tenant, Role::ResponsibleIndividual, duty)?;
                found.extend(self.at_services(tenant, Role::NominatedIndividual, duty)?);
                Ok(found)
            }
            Audience::OrganisationOwner => self.holders(tenant, Role::Owner, None),
        }
    }

    /// The owner of a policy, or who stands in for them where it is in force.
    fn of_owner(&self, duty: &Duty) -> Vec<Hears> {
        let here = |cover: &&Cover| {
            let place = cover.service.is_none_or(|at| duty.services.contains(&at));
            cover.holder == duty.owner && ANSWERS.contains(&cover.role) && place
        };
        let covers: Vec<Hears> =
            self.covers.iter().filter(here).map(|cover| (cover.cover, Some(duty.owner))).collect();
        if !covers.is_empty() {
            return covers;
        }
        self.people.contains_key(&duty.owner).then_some((duty.owner, None)).into_iter().collect()
    }

    fn at_services(&mut self, tenant: &mut Tenant<'_>, role: Role, duty: &Duty) -> Result<Vec<Hears>, Error> {
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
    ) -> Result<Vec<Hears>, Error> {
        if let Some(known) = self.holders.get(&(role, service)) {
            return Ok(known.clone());
        }
        let mut found: Vec<Hears> = Vec::new();
        for holder in people::holders(tenant, role, service)? {
            let of_holder = self.covers.iter().filter(|cover| {
                let place = cover.service.is_none_or(|at| Some(at) == service);
                cover.holder == holder.id && cover.role == role && place
            });
            let before = found.len();
            found.extend(of_holder.map(|cover| (cover.cover, Some(holder.id))));
            if found.len() == before {
                found.push((holder.id, None));
            }
        }
        self.holders.insert((role, service), found.clone());
        Ok(found)
    }
}
