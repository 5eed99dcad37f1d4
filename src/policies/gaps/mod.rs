//! The gaps of all drafts by field, not by policy: what is missing where, and how many policies wait for it.

mod naming;
pub mod pages;
mod saving;

use std::collections::{BTreeMap, BTreeSet};

use super::drafts::names::{self, Names, Places};
use super::{Policy, drafts, store};
use crate::access::Role;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::{Aliases, Limit, State, catalogue};
use crate::organisations::{self, Everywhere, fields, groups, own};
use crate::people;

/// A draft by the names that its text uses.
#[derive(Debug, Clone)]
struct Used {
    policy: Policy,
    names: Result<Names, Limit>,
    /// Where it is to be in force.
    services: BTreeSet<ServiceId>,
    /// Where it is or is to be in force.
    touches: BTreeSet<ServiceId>,
}

/// Every draft with all that fills it, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Shelf {
    drafts: Vec<Used>,
    everywhere: Everywhere,
    own: Vec<own::OwnField>,
    aliases: Aliases,
}

/// Reads them, in a number of statements that doesn't grow with the shelf, and without reading a text.
///
/// # Errors
/// The database is away.
pub fn shelf(tenant: &mut Tenant<'_>) -> Result<Shelf, Error> {
    let mut found = names::all(tenant)?;
    let mut services = drafts::store::all_services(tenant)?;
    let mut touches = store::services_by_policy(tenant)?;
    let with_draft = store::all(tenant)?.into_iter().filter_map(|policy| {
        let names = found.remove(&policy.id)?;
        let services = services.remove(&policy.id).unwrap_or_default();
        let touches = touches.remove(&policy.id).unwrap_or_default();
        Some(Used { policy, names, services, touches })
    });
    Ok(Shelf {
        drafts: with_draft.collect(),
        everywhere: organisations::everywhere(tenant)?,
        own: own::fields(tenant)?,
        aliases: own::names_for_reading(tenant)?,
    })
}

impl Shelf {
    /// The open services, by name.
    #[must_use]
    pub fn services(&self) -> &[organisations::Service] {
        self.everywhere.services()
    }

    /// The organisation's own fields.
    #[must_use]
    pub fn own(&self) -> &[own::OwnField] {
        &self.own
    }

    /// The policies with a draft, by title.
    pub fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.drafts.iter().map(|draft| &draft.policy)
    }
}

/// A field that somebody types.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldGap {
    /// Where it is missing; nothing means for the whole organisation.
    pub places: BTreeSet<Option<ServiceId>>,
    /// The policies that wait for it.
    pub policies: BTreeSet<PolicyId>,
}

/// Somebody who isn't named, or of whom something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonGap {
    /// The fields.
    pub fields: BTreeSet<String>,
    /// Who holds the role.
    pub holder: Option<PersonId>,
    /// The policies that wait for it.
    pub policies: BTreeSet<PolicyId>,
}

/// What is missing on a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Fields to type, by name.
    pub fields: BTreeMap<String, FieldGap>,
    /// People to name, by role and service.
    pub people: BTreeMap<(Role, Option<ServiceId>), PersonGap>,
    /// Names that the catalogue doesn't know.
    pub unknown: BTreeMap<String, BTreeSet<PolicyId>>,
    /// Fields that are filled everywhere, with the policies that use them.
    pub filled: BTreeMap<String, BTreeSet<PolicyId>>,
    /// Drafts for which no service is chosen.
    pub without_service: BTreeSet<PolicyId>,
    /// Drafts over a limit.
    pub unread: BTreeSet<PolicyId>,
}

impl Found {
    /// Whether nothing is missing in any draft.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        let named = self.fields.is_empty() && self.people.is_empty() && self.unknown.is_empty();
        named && self.without_service.is_empty() && self.unread.is_empty()
    }
}

/// Finds what is missing.
#[must_use]
pub fn look(shelf: &Shelf) -> Found {
    let mut found = Found::default();
    let mut at = Places::new(&shelf.everywhere);
    for draft in &shelf.drafts {
        let Ok(names) = &draft.names else {
            found.unread.insert(draft.policy.id);
            continue;
        };
        if draft.services.is_empty() {
            found.without_service.insert(draft.policy.id);
        }
        let meant = names.meant(&shelf.aliases);
        for place in names::places(Some(&draft.services)) {
            for name in &meant {
                let state = at.state(name, place, draft.policy.language);
                found.take(&shelf.everywhere, draft.policy.id, place, (name, &state));
            }
        }
    }
    let open: BTreeSet<String> = found.fields.keys().cloned().collect();
    found.filled.retain(|name, _| !open.contains(name));
    found
}

impl Found {
    fn take(
        &mut self,
        everywhere: &Everywhere,
        policy: PolicyId,
        place: Option<ServiceId>,
        (name, state): (&str, &State),
    ) {
        match state {
            State::Unknown => {
                self.unknown.entry(name.to_owned()).or_default().insert(policy);
            }
            State::Filled(_) | State::Image => {
                self.filled.entry(name.to_owned()).or_default().insert(policy);
            }
            State::Missing => self.missing(everywhere, policy, place, name),
            State::Nothing | State::Later(_) => {}
        }
    }

    /// The names that nobody knows, those that stop most policies first.
    #[must_use]
    pub fn by_use(&self) -> Vec<(&str, &BTreeSet<PolicyId>)> {
        let mut names: Vec<_> =
            self.unknown.iter().map(|(name, policies)| (name.as_str(), policies)).collect();
        names.sort_by_key(|(_, policies)| std::cmp::Reverse(policies.len()));
        names
    }

    fn missing(&mut self, everywhere: &Everywhere, policy: PolicyId, place: Option<ServiceId>, name: &str) {
        if let Some(role) = fields::role_behind(name) {
            let at = place.filter(|_| people::belongs_to_service(role));
            let gap = self.people.entry((role, at)).or_default();
            gap.fields.insert(name.to_owned());
            gap.policies.insert(policy);
            gap.holder = everywhere.holder(role, place).map(|person| person.id);
            return;
        }
        let Some(field) = catalogue::find(name).filter(|_| groups::is_typed(name)) else { return };
        let at = place.filter(|_| field.scope.contains('S'));
        if at.is_none() && !field.scope.contains('O') {
            return;
        }
        let gap = self.fields.entry(name.to_owned()).or_default();
        gap.places.insert(at);
        gap.policies.insert(policy);
    }
}

impl FieldGap {
    /// Whether one value for the whole organisation would fill several services at once.
    #[must_use]
    pub fn may_be_shared(&self, name: &str) -> bool {
        let of_both = catalogue::find(name).is_some_and(|field| field.scope.contains('O'));
        of_both && self.places.iter().filter(|place| place.is_some()).count() > 1
    }

    /// Everywhere that a value may be typed for.
    #[must_use]
    pub fn inputs(&self, name: &str) -> BTreeSet<Option<ServiceId>> {
        let mut inputs = self.places.clone();
        if self.may_be_shared(name) {
            inputs.insert(None);
        }
        inputs
    }
}
