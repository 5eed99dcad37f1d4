//! The gaps of all drafts by field, not by policy: what is missing where, and how many policies wait for it.

pub mod pages;

use std::collections::{BTreeMap, BTreeSet};

use super::{Policy, drafts, store};
use crate::access::Role;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::{Filled, Stage, State, catalogue, fill};
use crate::organisations::{self, Everywhere, fields, groups, own};
use crate::people;

/// Every draft with all that fills it, as it was at one moment.
#[derive(Debug, Clone)]
pub struct Shelf {
    drafts: Vec<(Policy, drafts::Draft, BTreeSet<ServiceId>)>,
    everywhere: Everywhere,
    own: Vec<own::OwnField>,
}

/// Reads them, in a number of statements that doesn't grow with the shelf.
///
/// # Errors
/// The database is away.
pub fn shelf(tenant: &mut Tenant<'_>) -> Result<Shelf, Error> {
    let mut found = drafts::store::all(tenant)?;
    let mut services = drafts::store::all_services(tenant)?;
    let with_draft = store::all(tenant)?.into_iter().filter_map(|policy| {
        let draft = found.remove(&policy.id)?;
        let services = services.remove(&policy.id).unwrap_or_default();
        Some((policy, draft, services))
    });
    Ok(Shelf {
        drafts: with_draft.collect(),
        everywhere: organisations::everywhere(tenant)?,
        own: own::fields(tenant)?,
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
        self.drafts.iter().map(|(policy, _, _)| policy)
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

/// Finds what is missing. Slow with a large shelf: call it outside any transaction.
#[must_use]
pub fn look(shelf: &Shelf) -> Found {
    let mut found = Found::default();
    let mut values = BTreeMap::new();
    for (policy, draft, services) in &shelf.drafts {
        let Ok(read) = draft.read() else {
            found.unread.insert(policy.id);
            continue;
        };
        if services.is_empty() {
            found.without_service.insert(policy.id);
        }
        let places: Vec<Option<ServiceId>> =
            if services.is_empty() { vec![None] } else { services.iter().copied().map(Some).collect() };
        for place in places {
            let values = values.entry(place).or_insert_with(|| shelf.everywhere.values(place));
            let filled = fill(&read.document, values, policy.language, Stage::Preview);
            found.take(&shelf.everywhere, policy.id, place, &filled);
        }
    }
    let open: BTreeSet<String> = found.fields.keys().cloned().collect();
    found.filled.retain(|name, _| !open.contains(name));
    found
}

impl Found {
    fn take(&mut self, everywhere: &Everywhere, policy: PolicyId, place: Option<ServiceId>, filled: &Filled) {
        for (name, state) in &filled.states {
            match state {
                State::Unknown => {
                    self.unknown.entry(name.clone()).or_default().insert(policy);
                }
                State::Filled(_) | State::Image => {
                    self.filled.entry(name.clone()).or_default().insert(policy);
                }
                State::Missing => self.missing(everywhere, policy, place, name),
                State::Nothing | State::Later(_) => {}
            }
        }
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
