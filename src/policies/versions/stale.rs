//! Which published policies print a value that is another one now.

use std::collections::{BTreeMap, BTreeSet};

use super::printing::printed;
use super::store;
use crate::access::Role;
use crate::db::ids::{PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::Values;
use crate::messages::{Language, Messages};
use crate::organisations;
use crate::policies::readiness;

/// What a rendition in force printed for one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The policy.
    pub policy: PolicyId,
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// The field.
    pub name: String,
    /// The value as it printed.
    pub value: String,
}

/// Policies, and for each the services.
pub type Places = BTreeMap<PolicyId, BTreeSet<ServiceId>>;

/// A value that changed, with the policies and services that print the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The field.
    pub name: String,
    /// What is printed.
    pub before: String,
    /// What it is now; nothing when nobody fills it any more.
    pub now: Option<String>,
    /// Where the old one is printed.
    pub places: Places,
}

/// Puts the lines together whose value is another one now, by field. Pure: the values come as they are now.
#[must_use]
pub fn compare(lines: Vec<Line>, now: &dyn Fn(ServiceId, Language, &str) -> Option<String>) -> Vec<Stale> {
    let mut found: BTreeMap<(String, String, Option<String>), Places> = BTreeMap::new();
    for line in lines {
        let today = now(line.service, line.language, &line.name);
        if today.as_deref() != Some(line.value.as_str()) {
            let places = found.entry((line.name, line.value, today)).or_default();
            places.entry(line.policy).or_default().insert(line.service);
        }
    }
    let stale = found.into_iter().map(|((name, before, now), places)| Stale { name, before, now, places });
    stale.collect()
}

/// The values that changed since they were printed. One statement asks for the printed values, whatever
/// the number of policies; the values of today are read once for each service.
///
/// # Errors
/// The database is away.
pub fn stale(tenant: &mut Tenant<'_>, messages: &Messages) -> Result<Vec<Stale>, Error> {
    let lines = store::printed_in_force(tenant, None)?;
    with_values(tenant, messages, lines)
}

/// The values of one policy that changed since they were printed.
///
/// # Errors
/// The database is away.
pub fn of_policy(
    tenant: &mut Tenant<'_>,
    messages: &Messages,
    policy: PolicyId,
) -> Result<Vec<Stale>, Error> {
    let lines = store::printed_in_force(tenant, Some(policy))?;
    with_values(tenant, messages, lines)
}

fn with_values(tenant: &mut Tenant<'_>, messages: &Messages, lines: Vec<Line>) -> Result<Vec<Stale>, Error> {
    let mut values: BTreeMap<ServiceId, Values> = BTreeMap::new();
    for service in organisations::services(tenant)? {
        values.insert(service.id, readiness::site(tenant, service)?.values);
    }
    let mut words: BTreeMap<(ServiceId, &'static str), Values> = BTreeMap::new();
    for (service, values) in &values {
        for language in Language::ALL {
            let in_words = readiness::in_words(values, messages, language);
            words.insert((*service, language.code()), in_words);
        }
    }
    // A service that closed keeps what it printed: nobody issues it again.
    let open: Vec<Line> = lines.into_iter().filter(|line| values.contains_key(&line.service)).collect();
    Ok(compare(open, &|service, language, name| {
        words.get(&(service, language.code())).and_then(|values| printed(values, name, language))
    }))
}

/// The policies in force that print whoever holds a role, at a service or anywhere.
///
/// # Errors
/// The database is away.
pub fn printing_role(
    tenant: &mut Tenant<'_>,
    role: Role,
    service: Option<ServiceId>,
) -> Result<BTreeSet<PolicyId>, Error> {
    let lines = store::printed_in_force(tenant, None)?.into_iter();
    let here = lines.filter(|line| service.is_none_or(|service| line.service == service));
    let printed = here.filter(|line| organisations::fields::role_behind(&line.name) == Some(role));
    Ok(printed.map(|line| line.policy).collect())
}

/// How many policies print an old value.
#[must_use]
pub fn policies_in(stale: &[Stale]) -> BTreeSet<PolicyId> {
    stale.iter().flat_map(|one| one.places.keys().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    #[test]
    fn only_what_changed_is_stale() {
        let now = Moment::parse("2026-11-21T09:00:00Z").unwrap();
        let (one, two) = (PolicyId::new(now), PolicyId::new(now));
        let (here, there) = (ServiceId::new(now), ServiceId::new(now));
        let line = |policy, service, name: &str, value: &str| Line {
            policy,
            service,
            language: Language::English,
            name: name.to_owned(),
            value: value.to_owned(),
        };
        let lines = vec![
            line(one, here, "manager", "Mair"),
            line(one, there, "manager", "Owain"),
            line(two, here, "manager", "Mair"),
            line(two, here, "phone", "01632 960101"),
            line(two, there, "fax", "1"),
        ];
        let today = |service, _: Language, name: &str| match name {
            "manager" if service == here => Some("Siân".to_owned()),
            "manager" => Some("Owain".to_owned()),
            "phone" => Some("01632 960101".to_owned()),
            _ => None,
        };
        let stale = compare(lines, &today);
        assert_eq!(stale.len(), 2);
        assert_eq!((stale[0].name.as_str(), stale[0].now.clone()), ("fax", None));
        assert_eq!((stale[1].before.as_str(), stale[1].now.as_deref()), ("Mair", Some("Siân")));
        assert_eq!(
            stale[1].places,
            BTreeMap::from([(one, BTreeSet::from([here])), (two, BTreeSet::from([here]))])
        );
        assert_eq!(policies_in(&stale), BTreeSet::from([one, two]));
    }
}
