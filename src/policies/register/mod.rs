//! The register of policies: which ones a list shows, where a searched word was found, and in which order.

mod finding;
pub mod form;
mod store;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use finding::readable;
pub use finding::{patterns, snippet};

use super::{Policy, PolicyState, Version, store as policies, versions};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId, RenditionId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::organisations::Nation;
use crate::people;

text_enum! {
    /// When the review is due.
    Due {
        /// Its day has passed.
        Overdue = "overdue",
        /// In the next 30 days, counting today.
        Thirty = "30",
        /// In the next 60 days.
        Sixty = "60",
        /// In the next 90 days.
        Ninety = "90",
    }
}

impl Due {
    /// How far ahead it looks, in days; nothing when it looks back.
    #[must_use]
    pub const fn days(self) -> Option<i64> {
        match self {
            Self::Overdue => None,
            Self::Thirty => Some(30),
            Self::Sixty => Some(60),
            Self::Ninety => Some(90),
        }
    }
}

text_enum! {
    /// Where the text came from.
    Origin {
        /// Adopted from the library.
        Adopted = "adopted",
        /// The organisation's own.
        Own = "own",
    }
}

text_enum! {
    /// The order of the list.
    Sort {
        /// By title.
        Title = "title",
        /// By code.
        Code = "code",
        /// By state.
        State = "state",
        /// By the version in force, as numbers count; those without one are always last.
        Version = "version",
        /// By the owner's name.
        Owner = "owner",
        /// By the day of the next review, the earliest first; those without one are always last.
        Review = "review",
    }
}

/// How far ahead a review counts as due soon, in days.
pub const SOON_DAYS: i64 = 30;

/// Which policies a list shows. The default shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// These letters in code, title or text.
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
    /// Only from the library, or only the organisation's own.
    pub origin: Option<Origin>,
    /// Only with gaps in the draft.
    pub gaps: bool,
    /// The order; by title when nothing is said.
    pub sort: Option<Sort>,
    /// Turned round.
    pub descending: bool,
}

/// Where a searched word was found, apart from code and title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// In a text in force.
    Text(RenditionId),
    /// In the draft.
    Draft,
}

/// A policy in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The policy.
    pub policy: Policy,
    /// The version in force, or the last one of a withdrawn policy.
    pub version: Option<Version>,
    /// Where it is in force or drafted.
    pub services: BTreeSet<ServiceId>,
    /// Where the search found it when neither code nor title have it.
    pub hit: Option<Hit>,
}

impl Filter {
    fn keeps(&self, listed: &Listed) -> bool {
        let policy = &listed.policy;
        (self.names(policy) || listed.hit.is_some())
            && self.state.is_none_or(|state| state == policy.state())
            && self.service.is_none_or(|id| listed.services.contains(&id))
            && self.owner.is_none_or(|owner| owner == policy.owner)
            && self.nation.is_none_or(|nation| Some(nation) == policy.nation)
            && self.language.is_none_or(|language| language == policy.language)
            && self.due.is_none_or(|(due, today)| is_due(due, policy, today))
            && self.origin.is_none_or(|origin| (origin == Origin::Adopted) == policy.template.is_some())
            && (!self.gaps || policy.gaps > 0)
    }

    /// Whether code or title have what is searched.
    fn names(&self, policy: &Policy) -> bool {
        let searched = self.search.trim().to_lowercase();
        searched.is_empty()
            || policy.title.to_lowercase().contains(&searched)
            || policy.code.to_lowercase().contains(&searched)
    }
}

fn is_due(due: Due, policy: &Policy, today: Day) -> bool {
    // A draft that came with its dates is looked at again as well; a withdrawn policy has no date.
    let Some(on) = policy.next_review_on else { return false };
    match due.days() {
        None => on < today,
        Some(days) => on >= today && on <= today.plus_days(days),
    }
}

/// The policies that a filter keeps, in its order.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>, filter: &Filter) -> Result<Vec<Policy>, Error> {
    Ok(listed(tenant, filter)?.into_iter().map(|listed| listed.policy).collect())
}

/// As [`list`], with version and services of each and where the search found it. The number of statements doesn't
/// grow with the number of policies.
///
/// # Errors
/// The database is away.
pub fn listed(tenant: &mut Tenant<'_>, filter: &Filter) -> Result<Vec<Listed>, Error> {
    let mut services: BTreeMap<PolicyId, BTreeSet<ServiceId>> = policies::services_by_policy(tenant)?;
    let mut current = versions::store::current(tenant)?;
    let hits = hits(tenant, filter.search.trim())?;
    let mut kept: Vec<Listed> = policies::all(tenant)?
        .into_iter()
        .map(|policy| {
            let services = services.remove(&policy.id).unwrap_or_default();
            let hit = hits.get(&policy.id).copied().filter(|_| !filter.names(&policy));
            let version = current.remove(&policy.id);
            Listed { policy, version, services, hit }
        })
        .collect();
    kept.retain(|listed| filter.keeps(listed));
    let names = match filter.sort {
        Some(Sort::Owner) => people::present_names(tenant)?,
        _ => BTreeMap::new(),
    };
    sort(&mut kept, filter, &names);
    Ok(kept)
}

/// The policies whose texts have what is searched.
fn hits(tenant: &mut Tenant<'_>, searched: &str) -> Result<BTreeMap<PolicyId, Hit>, Error> {
    let mut hits = BTreeMap::new();
    if searched.is_empty() {
        return Ok(hits);
    }
    let patterns = patterns(searched);
    // The database finds marks and names of fields too; people look for words.
    let drafts = store::drafts_with(tenant, &patterns)?.into_iter();
    let drafts = drafts.filter(|(_, source)| snippet(&readable(source), searched).is_some());
    hits.extend(drafts.map(|(policy, _)| (policy, Hit::Draft)));
    for (policy, rendition) in store::renditions_with(tenant, &patterns)? {
        // The newest text comes first.
        let hit = hits.entry(policy).or_insert(Hit::Text(rendition));
        if *hit == Hit::Draft {
            *hit = Hit::Text(rendition);
        }
    }
    Ok(hits)
}

fn sort(rows: &mut [Listed], filter: &Filter, names: &BTreeMap<PersonId, String>) {
    let key = |listed: &Listed| {
        let policy = &listed.policy;
        match filter.sort.unwrap_or(Sort::Title) {
            Sort::Title => policy.title.to_lowercase(),
            Sort::Code => policy.code.to_lowercase(),
            Sort::State => PolicyState::ALL
                .iter()
                .position(|state| *state == policy.state())
                .unwrap_or_default()
                .to_string(),
            Sort::Version => {
                listed.version.as_ref().map(|version| counted(&version.label)).unwrap_or_default()
            }
            Sort::Owner => names.get(&policy.owner).map(|name| name.to_lowercase()).unwrap_or_default(),
            Sort::Review => policy.next_review_on.map(|day| day.to_string()).unwrap_or_default(),
        }
    };
    let lacks = |listed: &Listed| match filter.sort {
        Some(Sort::Review) => listed.policy.next_review_on.is_none(),
        Some(Sort::Version) => listed.version.is_none(),
        _ => false,
    };
    let mut keyed: BTreeMap<PolicyId, String> = BTreeMap::new();
    for row in rows.iter() {
        keyed.insert(row.policy.id, key(row));
    }
    rows.sort_by(|one, other| {
        let order = keyed.get(&one.policy.id).cmp(&keyed.get(&other.policy.id));
        let order = if filter.descending { order.reverse() } else { order };
        lacks(one).cmp(&lacks(other)).then(order).then_with(|| by_title(one, other))
    });
}

/// A label so that its numbers sort as numbers: 1.10 comes after 1.9.
fn counted(label: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for letter in label.to_lowercase().chars().chain(['\0']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{:0>12}", digits.trim_start_matches('0')));
            digits.clear();
        }
        key.push(letter);
    }
    key
}

fn by_title(one: &Listed, other: &Listed) -> Ordering {
    let key =
        |listed: &Listed| (listed.policy.title.to_lowercase(), listed.policy.code.clone(), listed.policy.id);
    key(one).cmp(&key(other))
}

/// What stands around the searched words in the texts of these rows: two statements for all of them.
///
/// # Errors
/// The database is away.
pub fn snippets(
    tenant: &mut Tenant<'_>,
    searched: &str,
    rows: &[Listed],
) -> Result<BTreeMap<PolicyId, String>, Error> {
    let (mut drafted, mut printed) = (Vec::new(), Vec::new());
    for row in rows {
        match row.hit {
            Some(Hit::Text(rendition)) => printed.push(rendition),
            Some(Hit::Draft) => drafted.push(row.policy.id),
            None => {}
        }
    }
    let drafts = store::texts_of_drafts(tenant, drafted)?.into_iter();
    let mut texts: Vec<(PolicyId, String)> =
        drafts.map(|(policy, source)| (policy, readable(&source))).collect();
    texts.extend(store::texts_of_renditions(tenant, printed)?);
    let found = texts.into_iter().filter_map(|(policy, text)| Some((policy, snippet(&text, searched)?)));
    Ok(found.collect())
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn versions_sort_as_numbers_count() {
        let mut labels = ["2.0", "1.10", "1.9", "v2", "March 2020", "1", "01.2", "10.0"];
        labels.sort_by_key(|label| counted(label));
        assert_eq!(labels, ["1", "01.2", "1.9", "1.10", "2.0", "10.0", "March 2020", "v2"]);
    }
}
