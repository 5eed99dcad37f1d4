//! The register of policies: which ones a list shows, and in which order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Policy, PolicyState, store};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::organisations::Nation;

text_enum! {
    /// When the review is due.
    Due {
        /// Its day has passed.
        Overdue = "overdue",
        /// In the next 30 days, counting today.
        Soon = "soon",
    }
}

text_enum! {
    /// The order of the list.
    Sort {
        /// By title.
        Title = "title",
        /// By code.
        Code = "code",
        /// By the day of the next review, the earliest first, those without one last.
        Review = "review",
    }
}

/// How far ahead a review counts as due soon, in days.
pub const SOON_DAYS: i64 = 30;

/// Which policies a list shows. The default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These letters in code or title.
    pub search: String,
    /// Only in this state.
    pub state: Option<PolicyState>,
    /// Only of this service: in force or drafted there.
    pub service: Option<ServiceId>,
    /// Only of this owner.
    pub owner: Option<PersonId>,
    /// Only for this nation.
    pub nation: Option<Nation>,
    /// Only in this language.
    pub language: Option<Language>,
    /// Only with a review due, seen from a day.
    pub due: Option<(Due, Day)>,
    /// Only with gaps in the draft.
    pub gaps: bool,
    /// The order; by title when nothing is said.
    pub sort: Option<Sort>,
}

impl Filter {
    /// Whether the list shows this policy, whose services are given.
    #[must_use]
    pub fn keeps(&self, policy: &Policy, services: Option<&BTreeSet<ServiceId>>) -> bool {
        self.finds(policy)
            && self.state.is_none_or(|state| state == policy.state())
            && self.service.is_none_or(|id| services.is_some_and(|services| services.contains(&id)))
            && self.owner.is_none_or(|owner| owner == policy.owner)
            && self.nation.is_none_or(|nation| Some(nation) == policy.nation)
            && self.language.is_none_or(|language| language == policy.language)
            && self.due.is_none_or(|(due, today)| is_due(due, policy, today))
            && (!self.gaps || policy.gaps > 0)
    }

    fn finds(&self, policy: &Policy) -> bool {
        let searched = self.search.trim().to_lowercase();
        searched.is_empty()
            || policy.title.to_lowercase().contains(&searched)
            || policy.code.to_lowercase().contains(&searched)
    }
}

fn is_due(due: Due, policy: &Policy, today: Day) -> bool {
    let Some(on) = policy.next_review_on.filter(|_| policy.is_in_force()) else { return false };
    match due {
        Due::Overdue => on < today,
        Due::Soon => on >= today && on <= today.plus_days(SOON_DAYS),
    }
}

/// The policies that a filter keeps, in its order.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>, filter: &Filter) -> Result<Vec<Policy>, Error> {
    Ok(with_services(tenant, filter)?.into_iter().map(|(policy, _)| policy).collect())
}

/// As [`list`], with the services of each.
///
/// # Errors
/// The database is away.
pub fn with_services(
    tenant: &mut Tenant<'_>,
    filter: &Filter,
) -> Result<Vec<(Policy, BTreeSet<ServiceId>)>, Error> {
    let mut services: BTreeMap<PolicyId, BTreeSet<ServiceId>> = store::services_by_policy(tenant)?;
    let mut kept: Vec<Policy> = store::all(tenant)?;
    kept.retain(|policy| filter.keeps(policy, services.get(&policy.id)));
    match filter.sort.unwrap_or(Sort::Title) {
        Sort::Title => kept.sort_by_cached_key(|policy| policy.title.to_lowercase()),
        Sort::Code => kept.sort_by_cached_key(|policy| policy.code.to_lowercase()),
        Sort::Review => kept.sort_by_key(|policy| (policy.next_review_on.is_none(), policy.next_review_on)),
    }
    let row = |policy: Policy| {
        let services = services.remove(&policy.id).unwrap_or_default();
        (policy, services)
    };
    Ok(kept.into_iter().map(row).collect())
}
