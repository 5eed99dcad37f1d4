//! Roles on which others depend and that nobody fills: the manager of a service, and whoever concerns go to.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::Role;
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Error, Tenant};
use crate::incidents::{self, readiness, routing};
use crate::organisations;
use crate::people::covers::{self, Cover};
use crate::people::{self, Held, Person, absences};

/// Somebody who holds a role and hasn't left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Whether they can sign in and be told.
    pub is_reachable: bool,
    /// Whether they are away today, and nobody stands in for them.
    pub is_gone: bool,
}

/// A service with those who hold its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// Registered managers.
    pub managers: Vec<Holder>,
    /// Safeguarding leads: of the service, then of the organisation.
    pub leads: Vec<Holder>,
    /// Their deputies.
    pub deputies: Vec<Holder>,
}

/// What is missing. Kinds stand in the order of harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The only owner is still there after their last day.
    OwnerStays(PersonId, Day),
    /// No service has a safeguarding lead.
    LeadAnywhere,
    /// The service has no safeguarding lead.
    Lead,
    /// The lead has no account.
    LeadAccount(PersonId),
    /// The lead is away, and neither a cover nor a deputy is there.
    LeadAway(PersonId),
    /// The service takes no reports: beside the lead there is no deputy with an account.
    Deputy,
    /// The service has no registered manager.
    Manager,
    /// The registered manager has not joined: nothing reaches them here.
    ManagerAccount(PersonId),
    /// Nobody is responsible individual.
    ResponsibleIndividual,
    /// Nobody is nominated individual.
    NominatedIndividual,
    /// Nobody is data-protection lead.
    DataProtectionLead,
    /// Somebody who has left answers for so many policies.
    PolicyOwner(PersonId, usize),
}

/// Something that is missing, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub what: Missing,
    /// The service; nothing when it holds for all.
    pub service: Option<ServiceId>,
    /// The name of the service.
    pub place: String,
    /// The name of the person.
    pub name: String,
}

/// What is missing at some services, the worst first.
#[must_use]
pub fn gaps(posts: &[Post]) -> Vec<Gap> {
    let no_lead = posts.len() > 1 && posts.iter().all(|post| post.leads.is_empty());
    let mut gaps = Vec::new();
    if no_lead {
        gaps.push(Gap {
            what: Missing::LeadAnywhere,
            service: None,
            place: String::new(),
            name: String::new(),
        });
    }
    for post in posts {
        let missing = safeguarding(post).filter(|what| !(no_lead && *what == Missing::Lead));
        gaps.extend(missing.into_iter().chain(manager(post)).map(|what| gap(post, what)));
    }
    gaps.sort_by(|one, other| (one.what, &one.place).cmp(&(other.what, &other.place)));
    gaps
}

fn gap(post: &Post, what: Missing) -> Gap {
    let name = match what {
        Missing::LeadAccount(person) | Missing::LeadAway(person) => {
            post.leads.iter().find(|lead| lead.person == person).map(|lead| lead.name.clone())
        }
        Missing::ManagerAccount(person) => {
            post.managers.iter().find(|manager| manager.person == person).map(|manager| manager.name.clone())
        }
        _ => None,
    };
    Gap { what, service: Some(post.service), place: post.name.clone(), name: name.unwrap_or_default() }
}

/// Whether nobody manages a service, or nobody who has joined.
fn manager(post: &Post) -> Option<Missing> {
    let Some(first) = post.managers.first() else { return Some(Missing::Manager) };
    let has_joined = post.managers.iter().any(|manager| manager.is_reachable);
    (!has_joined).then_some(Missing::ManagerAccount(first.person))
}

/// What keeps reports of a service from whoever should get them; nothing when all is well.
fn safeguarding(post: &Post) -> Option<Missing> {
    let Some(first) = post.leads.first() else { return Some(Missing::Lead) };
    let Some(lead) = post.leads.iter().find(|lead| lead.is_reachable) else {
        return Some(Missing::LeadAccount(first.person));
    };
    let reachable = || post.leads.iter().filter(|lead| lead.is_reachable);
    let deputies = || post.deputies.iter().filter(|deputy| deputy.is_reachable);
    let own = |all: &[Holder]| -> Vec<routing::Holder> {
        all.iter().map(|holder| routing::Holder::own(holder.person, holder.is_reachable)).collect()
    };
    if !readiness::is_ready(&own(&post.leads), &own(&post.deputies)) {
        return Some(Missing::Deputy);
    }
    let is_there = reachable().chain(deputies()).any(|holder| !holder.is_gone);
    (!is_there).then_some(Missing::LeadAway(lead.person))
}

/// Reads the services, their roles, and who is away, in a few statements.
///
/// # Errors
/// The database is away.
pub fn read(tenant: &mut Tenant<'_>, today: Day) -> Result<Vec<Post>, Error> {
    let services = organisations::services(tenant)?;
    let held = people::store::all_grants(tenant)?;
    let holding: BTreeSet<PersonId> = held.iter().map(|held| held.person).collect();
    let known = people::list(tenant)?.into_iter();
    let present = known.filter(|person| person.is_present() && holding.contains(&person.id));
    let people: BTreeMap<PersonId, Person> = present.map(|person| (person.id, person)).collect();
    let absences = absences::store::ahead(tenant, today)?;
    let covers = covers::on(tenant, today)?;
    let members = people::store::members(tenant)?;
    let holder = |held: &Held| {
        let person = people.get(&held.person)?;
        let is_away = absences::is_away(&absences, person.id, today);
        Some(Holder {
            person: person.id,
            name: person.name(),
            is_reachable: incidents::is_reachable(person, &members),
            is_gone: is_away && !is_covered(&covers, held),
        })
    };
    let holders = |role: Role, service: ServiceId| -> Vec<Holder> {
        let mut here: Vec<&Held> = held
            .iter()
            .filter(|held| held.role == role && held.service.is_none_or(|at| at == service))
            .collect();
        here.sort_by_key(|held| (held.service.is_none(), held.rank));
        here.into_iter().filter_map(holder).collect()
    };
    let post = |service: organisations::Service| Post {
        managers: holders(Role::RegisteredManager, service.id),
        leads: holders(Role::SafeguardingLead, service.id),
        deputies: holders(Role::SafeguardingDeputy, service.id),
        service: service.id,
        name: service.name,
    };
    Ok(services.into_iter().map(post).collect())
}

fn is_covered(covers: &[Cover], held: &Held) -> bool {
    covers.iter().any(|cover| cover.is_of(held))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn now() -> Moment {
        Moment::parse("2026-11-21T10:00:00Z").unwrap()
    }

    fn some(is_reachable: bool, is_gone: bool) -> Holder {
        Holder { person: PersonId::new(now()), name: "Lowri Diogel".to_owned(), is_reachable, is_gone }
    }

    fn post(managers: &[Holder], leads: &[Holder], deputies: &[Holder]) -> Post {
        Post {
            service: ServiceId::new(now()),
            name: "Bryn".to_owned(),
            managers: managers.to_vec(),
            leads: leads.to_vec(),
            deputies: deputies.to_vec(),
        }
    }

    #[test]
    fn says_what_is_missing_and_nothing_when_all_is_well() {
        let (here, away, dumb, other) =
            (some(true, false), some(true, true), some(false, false), some(true, false));
        let other_away = some(true, true);
        let m = std::slice::from_ref(&here);
        let none: &[Holder] = &[];
        let one = std::slice::from_ref::<Holder>;
        for (managers, leads, deputies, expected) in [
            (m, m, one(&other), vec![]),
            (one(&dumb), m, one(&other), vec![Missing::ManagerAccount(dumb.person)]),
            (&[dumb.clone(), here.clone()][..], m, one(&other), vec![]),
            (none, m, one(&other), vec![Missing::Manager]),
            (m, none, one(&other), vec![Missing::Lead]),
            (none, none, none, vec![Missing::Lead, Missing::Manager]),
            (m, one(&dumb), one(&other), vec![Missing::LeadAccount(dumb.person)]),
            (m, &[dumb.clone(), here.clone()][..], one(&other), vec![]),
            (m, m, none, vec![Missing::Deputy]),
            (m, m, one(&dumb), vec![Missing::Deputy]),
            (m, m, m, vec![Missing::Deputy]),
            // A deputy who is there is told anyway.
            (m, one(&away), one(&other), vec![]),
            (m, one(&away), one(&other_away), vec![Missing::LeadAway(away.person)]),
            (m, &[away.clone(), here.clone()][..], one(&other_away), vec![]),
        ] {
            let found: Vec<Missing> =
                gaps(&[post(managers, leads, deputies)]).into_iter().map(|gap| gap.what).collect();
            assert_eq!(found, expected, "{managers:?} {leads:?} {deputies:?}");
        }
    }

    #[test]
    fn an_organisation_without_a_lead_is_told_once() {
        let here = [some(true, false)];
        let without = || post(&here, &[], &[]);
        let found: Vec<Missing> = gaps(&[without(), without()]).into_iter().map(|gap| gap.what).collect();
        assert_eq!(found, [Missing::LeadAnywhere]);
        let led = post(&here, &here, &[some(true, false)]);
        let found = gaps(&[without(), led]);
        assert_eq!((found.len(), found[0].what), (1, Missing::Lead));
        assert!(found[0].service.is_some());
        assert_eq!(gaps(&[]), []);
    }
}
