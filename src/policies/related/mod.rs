//! Related policies: the codes that a text names, as links for who reads it, and a warning for its
//! author when a code leads nowhere: no such policy, or none that is in force where the text will be read.

mod codes;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

pub use codes::{Named, codes_in, words_of};
pub use shapes::{Patterns, Shape};

use super::{Policy, store, versions};
use crate::db::ids::{PolicyId, RenditionId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::html::code_words;
use crate::documents::{Document, SanitisedHtml};
use crate::messages::Language;

/// The services where a code is in force.
pub type InForce = BTreeMap<String, BTreeSet<ServiceId>>;

/// For the office: the codes of a sheet with the addresses of their policies; the policy itself is left out.
/// One small statement: it asks for the codes that stand in the sheet.
///
/// # Errors
/// The database is away.
pub fn office_links(
    tenant: &mut Tenant<'_>,
    sheet: &SanitisedHtml,
    (of, language): (PolicyId, Language),
    address: impl Fn(PolicyId) -> String,
) -> Result<BTreeMap<String, String>, Error> {
    let policies = store::with_codes(tenant, &code_words(sheet))?;
    let found = by_code(policies, language);
    let others = found.into_iter().filter(|(_, policy)| policy.id != of);
    Ok(others.map(|(code, policy)| (code, address(policy.id))).collect())
}

/// For staff: the codes of a sheet with the addresses of what is in force at their services; the policy itself
/// is left out, and so is what isn't in force there. `first` is the service whose text is preferred.
///
/// # Errors
/// The database is away.
pub fn staff_links(
    tenant: &mut Tenant<'_>,
    sheet: &SanitisedHtml,
    services: &BTreeSet<ServiceId>,
    (of, first, language): (PolicyId, ServiceId, Language),
    address: impl Fn(RenditionId) -> String,
) -> Result<BTreeMap<String, String>, Error> {
    let others = store::with_codes(tenant, &code_words(sheet))?.into_iter().filter(|policy| policy.id != of);
    let codes: BTreeMap<PolicyId, String> = others.map(|policy| (policy.id, policy.code)).collect();
    let mut found: BTreeMap<String, (u8, String)> = BTreeMap::new();
    for text in versions::store::in_force_among(tenant, services, codes.keys().copied().collect())? {
        let Some(code) = codes.get(&text.policy) else { continue };
        let rank = 2 * u8::from(text.service == first) + u8::from(text.language == language);
        let better = found.get(code).is_none_or(|(other, _)| rank > *other);
        if better {
            found.insert(code.clone(), (rank, address(text.rendition)));
        }
    }
    Ok(found.into_iter().map(|(code, (_, address))| (code, address)).collect())
}

/// The policies that aren't withdrawn, by code; of two languages the asked one wins.
fn by_code(policies: Vec<Policy>, language: Language) -> BTreeMap<String, Policy> {
    let mut found: BTreeMap<String, Policy> = BTreeMap::new();
    for policy in policies.into_iter().filter(|policy| policy.withdrawn_at.is_none()) {
        if policy.language == language || !found.contains_key(&policy.code) {
            found.insert(policy.code.clone(), policy);
        }
    }
    found
}

/// What texts name, as it is known of the organisation's set.
#[derive(Debug, Clone, Default)]
pub struct Known {
    policies: BTreeMap<String, Policy>,
    withdrawn: BTreeSet<String>,
    in_force: InForce,
    patterns: Patterns,
}

/// Why a code leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The organisation has no such policy.
    Missing,
    /// It was withdrawn.
    Withdrawn,
    /// It is in force at none of its services yet.
    Unpublished,
    /// It isn't in force at these of the text's services.
    Elsewhere(BTreeSet<ServiceId>),
}

/// A code that leads nowhere, for the author of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The code, with the section of its first place.
    pub named: Named,
    /// Why it leads nowhere.
    pub why: Why,
}

/// Reads what is known of the codes in some texts, with few statements whatever the number of policies.
///
/// # Errors
/// The database is away.
pub fn known(tenant: &mut Tenant<'_>, language: Language, words: &BTreeSet<String>) -> Result<Known, Error> {
    let found = store::with_codes(tenant, words)?;
    let withdrawn = found.iter().filter(|policy| policy.withdrawn_at.is_some());
    let withdrawn = withdrawn.map(|policy| policy.code.clone()).collect();
    let current: BTreeMap<PolicyId, String> =
        found.iter().map(|policy| (policy.id, policy.code.clone())).collect();
    let mut in_force = InForce::new();
    for (id, service) in store::services_in_force(tenant, &current.keys().copied().collect::<Vec<_>>())? {
        if let Some(code) = current.get(&id) {
            in_force.entry(code.clone()).or_default().insert(service);
        }
    }
    let policies = by_code(found, language);
    let unknown = |word: &&String| !policies.contains_key(*word) && Shape::of(word).is_some();
    let patterns = if words.iter().any(|word| unknown(&word)) {
        Patterns::of(store::codes(tenant)?.iter().map(String::as_str))
    } else {
        Patterns::default()
    };
    Ok(Known { policies, withdrawn, in_force, patterns })
}

impl Known {
    /// For the office: each code with the address of its policy; the policy itself is left out.
    #[must_use]
    pub fn links(&self, of: PolicyId, address: impl Fn(PolicyId) -> String) -> BTreeMap<String, String> {
        let others = self.policies.iter().filter(|(_, policy)| policy.id != of);
        others.map(|(code, policy)| (code.clone(), address(policy.id))).collect()
    }

    /// The policies that a text names, in reading order.
    #[must_use]
    pub fn named_in(&self, document: &Document) -> Vec<&Policy> {
        let named = self.codes_in(document);
        named.iter().filter_map(|named| self.policies.get(&named.code)).collect()
    }

    fn codes_in(&self, document: &Document) -> Vec<Named> {
        codes_in(document, &self.policies.keys().cloned().collect(), &self.patterns)
    }

    /// The codes of a text that lead nowhere. `of` is the text's own code, `at` the services where it is or
    /// will be in force, `soon` what is put into force together with it.
    #[must_use]
    pub fn warnings(
        &self,
        document: &Document,
        (of, at): (&str, &BTreeSet<ServiceId>),
        soon: &InForce,
    ) -> Vec<Warning> {
        let named = self.codes_in(document).into_iter().filter(|named| named.code != of);
        let warning = |named: Named| {
            let why = self.why(&named, at, soon)?;
            Some(Warning { named, why })
        };
        named.filter_map(warning).collect()
    }

    fn why(&self, named: &Named, at: &BTreeSet<ServiceId>, soon: &InForce) -> Option<Why> {
        if !named.own {
            let gone = self.withdrawn.contains(&named.code);
            return Some(if gone { Why::Withdrawn } else { Why::Missing });
        }
        let places = [self.in_force.get(&named.code), soon.get(&named.code)];
        let places: BTreeSet<ServiceId> = places.into_iter().flatten().flatten().copied().collect();
        if places.is_empty() {
            return Some(Why::Unpublished);
        }
        let lacking: BTreeSet<ServiceId> = at.difference(&places).copied().collect();
        (!lacking.is_empty()).then_some(Why::Elsewhere(lacking))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::documents::import::{Accepted, Format, import};

    fn policy(code: &str) -> Policy {
        Policy::sample(Moment::parse("2026-11-21T09:00:00Z").unwrap(), code)
    }

    #[test]
    fn a_warning_says_why_a_code_leads_nowhere() {
        let now = Moment::parse("2026-11-21T09:00:00Z").unwrap();
        let (here, there) = (ServiceId::new(now), ServiceId::new(now));
        let (both, one) = (BTreeSet::from([here, there]), BTreeSet::from([there]));
        let places = |code: &str, at: &BTreeSet<ServiceId>| InForce::from([(code.to_owned(), at.clone())]);
        let at = |services: &BTreeSet<ServiceId>| Some(Why::Elsewhere(services.clone()));
        let nowhere = InForce::new();
        for (what, text, in_force, soon, expected) in [
            ("there", "See CH13.", places("CH13", &both), nowhere.clone(), None),
            ("elsewhere", "See CH13.", places("CH13", &BTreeSet::from([here])), nowhere.clone(), at(&one)),
            ("not yet", "See CH13.", nowhere.clone(), nowhere.clone(), Some(Why::Unpublished)),
            ("together", "See CH13.", nowhere.clone(), places("CH13", &both), None),
            (
                "not there together",
                "See CH13.",
                nowhere.clone(),
                places("CH13", &BTreeSet::from([here])),
                at(&one),
            ),
            ("gone", "See CH14.", nowhere.clone(), nowhere.clone(), Some(Why::Withdrawn)),
            ("missing", "See CH15.", nowhere.clone(), nowhere.clone(), Some(Why::Missing)),
            ("itself", "This is CH01.", nowhere.clone(), nowhere, None),
        ] {
            let known = Known {
                policies: BTreeMap::from([
                    ("CH13".to_owned(), policy("CH13")),
                    ("CH01".to_owned(), policy("CH01")),
                ]),
                withdrawn: BTreeSet::from(["CH14".to_owned()]),
                in_force,
                patterns: Patterns::default(),
            };
            let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
            let said = known.warnings(&document, ("CH01", &both), &soon);
            assert_eq!(said.first().map(|warning| warning.why.clone()), expected, "{what}");
        }
    }
}
