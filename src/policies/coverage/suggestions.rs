//! Policies that look as if they answered an expectation: why each is suggested, and saying of many at
//! once that they do. Nothing is said for anybody: what isn't ticked stays a gap.

use std::collections::BTreeSet;

use super::{Answer, CoverageError, Facts, NewAnswer, Said, answer, events, facts, store};
use crate::audit;
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{CoverageAnswerId, PersonId, PolicyId, ServiceId};
use crate::library::expectations::{self, Expectation};
use crate::library::{self, codes};
use crate::messages::Language;
use crate::organisations::Service;
use crate::policies::Policy;

/// Letters from which on a word of an expectation's title tells something.
const TELLING: usize = 8;

/// Why a policy is suggested, the surest sign first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It has the code that the library gives to its text on this.
    Code(String),
    /// It has the title of the library's text on this.
    Title(String),
    /// Its title has this word of what is expected.
    Word(String),
}

/// A policy that looks as if it answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perhaps<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Why.
    pub why: Why,
}

/// What somebody ticked: this policy answers this at this service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The service.
    pub service: ServiceId,
    /// The expectation.
    pub expectation: String,
    /// The policy that was suggested when the page was shown.
    pub policy: PolicyId,
}

impl std::fmt::Display for Pick {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{}.{}.{}", self.service, self.expectation, self.policy)
    }
}

impl Pick {
    /// Reads what [`Pick`] prints.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (service, rest) = text.trim().split_once('.')?;
        let (expectation, policy) = rest.split_once('.')?;
        Some(Self {
            service: ServiceId::parse(service)?,
            expectation: expectation.to_owned(),
            policy: PolicyId::parse(policy)?,
        })
    }
}

/// The signs by which a policy is suggested for an expectation.
struct Signs {
    texts: Vec<(String, String)>,
    words: Vec<String>,
}

impl Signs {
    fn of(service: &Service, expected: &Expectation) -> Self {
        let kinds = [service.service_type];
        let text = |family: &String| library::of_family(family, service.nation, &kinds, Language::English);
        let texts = expected.families.iter().filter_map(text);
        let texts = texts.map(|text| (codes::code(text, &kinds), text.title.clone())).collect();
        Self { texts, words: telling(&expected.title) }
    }

    fn why(&self, policy: &Policy) -> Option<Why> {
        let title = policy.title.to_lowercase();
        let code = self.texts.iter().find(|(code, _)| *code == policy.code);
        let named = || self.texts.iter().find(|(_, other)| other.to_lowercase() == title);
        let word = || {
            let own = telling(&policy.title);
            self.words.iter().find(|word| own.contains(word))
        };
        code.map(|(code, _)| Why::Code(code.clone()))
            .or_else(|| named().map(|(_, title)| Why::Title(title.clone())))
            .or_else(|| word().map(|word| Why::Word(word.clone())))
    }
}

/// The words of a title that are long enough to tell something, in small letters.
fn telling(title: &str) -> Vec<String> {
    let words = title.split(|letter: char| !letter.is_alphabetic());
    words.filter(|word| word.chars().count() >= TELLING).map(str::to_lowercase).collect()
}

impl Facts {
    /// The policy at the service that looks most as if it answered an expectation.
    pub(super) fn perhaps(&self, service: &Service, expected: &Expectation) -> Option<Perhaps<'_>> {
        let signs = Signs::of(service, expected);
        let here = |policy: &&Policy| {
            let place = (policy.id, service.id);
            self.in_force.contains(&place) || self.drafted.contains(&place)
        };
        let suggested = |policy| signs.why(policy).map(|why| Perhaps { policy, why });
        self.policies.iter().filter(here).filter_map(suggested).min_by(|one, other| one.why.cmp(&other.why))
    }
}

/// Says of each pick that the policy answers; how many were said. What no longer looks as it did when
/// the page was shown is left as it is.
///
/// # Errors
/// The database is away.
pub fn confirm(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    services: &[Service],
    picks: &[Pick],
) -> Result<usize, CoverageError> {
    let facts = facts(tenant)?;
    let mut said = 0;
    for pick in picks {
        let Some(service) = services.iter().find(|service| service.id == pick.service) else { continue };
        let mut expected = expectations::of_service(service, now.day());
        let Some(expected) = expected.find(|expected| expected.id == pick.expectation) else { continue };
        let perhaps = facts.line(service, expected).perhaps;
        if perhaps.is_none_or(|perhaps| perhaps.policy.id != pick.policy) {
            continue;
        }
        let new = NewAnswer {
            service: Some(service.id),
            said: Said::Covered,
            policy: Some(pick.policy),
            reason: String::new(),
        };
        answer(tenant, now, by, expected, &new)?;
        said += 1;
    }
    Ok(said)
}

/// What people said for one service by naming a policy, the newest first.
#[must_use]
pub fn said(facts: &Facts, at: impl Fn(ServiceId) -> bool) -> Vec<&Answer> {
    let named = |answer: &&Answer| answer.said == Said::Covered && answer.service.is_some_and(&at);
    facts.answers.iter().filter(named).collect()
}

/// Takes these answers back; how many held.
///
/// # Errors
/// The database is away.
pub fn take_back(
    tenant: &mut Tenant<'_>,
    now: Moment,
    ids: &BTreeSet<CoverageAnswerId>,
) -> Result<usize, CoverageError> {
    let mut ended = 0;
    for answer in store::answers(tenant)?.iter().filter(|answer| ids.contains(&answer.id)) {
        if store::end(tenant, now, &answer.expectation, answer.service)? {
            let event =
                events::CoverageTakenBack { expectation: &answer.expectation, service: answer.service };
            audit::record(tenant, now, &event)?;
            ended += 1;
        }
    }
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_reads_what_it_prints() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let pick = Pick {
            service: ServiceId::new(now),
            expectation: "wales-medicines".to_owned(),
            policy: PolicyId::new(now),
        };
        assert_eq!(Pick::parse(&pick.to_string()), Some(pick));
        for faulty in ["", "a.b.c", "wales-medicines"] {
            assert_eq!(Pick::parse(faulty), None, "{faulty}");
        }
    }

    #[test]
    fn whole_long_words_tell() {
        assert_eq!(telling("Receiving and acting on complaints"), ["receiving", "complaints"]);
        assert_eq!(telling("Complaints Policy"), ["complaints"]);
        assert!(telling("Use of social media by staff").is_empty());
    }

    #[test]
    fn the_surest_sign_comes_first() {
        let mut signs =
            vec![Why::Word("medicines".to_owned()), Why::Title("A".to_owned()), Why::Code("Z".to_owned())];
        signs.sort();
        assert!(matches!(signs.as_slice(), [Why::Code(_), Why::Title(_), Why::Word(_)]), "{signs:?}");
    }
}
