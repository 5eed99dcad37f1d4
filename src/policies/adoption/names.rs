//! The codes that texts get in an organisation, and what another text is called there.

use super::Stock;
use crate::library::{self, Template, codes};
use crate::messages::Language;
use crate::organisations::ServiceType;
use crate::policies::Policy;
use crate::policies::codes::same;

/// Whether an organisation has what a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is a policy already.
    Here,
    /// It becomes one now.
    Now,
    /// It isn't there.
    Missing,
}

/// Another policy as a text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The title.
    pub title: String,
    /// The code.
    pub code: String,
    /// Whether it is there.
    pub standing: Standing,
    /// The library's text, when it has one.
    pub template: Option<&'static Template>,
}

/// What texts are called: by what the organisation has, then by what it adopts now, then by what the
/// library would propose.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// What the organisation has.
    pub stock: &'a Stock,
    /// What it adopts now, with the codes.
    pub batch: &'a [(&'a Template, &'a str)],
}

impl Names<'_> {
    /// What a family is called in this text.
    #[must_use]
    pub fn of(&self, from: &Template, family: &str) -> Named {
        let kinds = kinds_there(self.stock, from);
        let template = library::of_family(family, from.nation, &kinds, from.language);
        if let Some(policy) = self.adopted(from, family) {
            return named(&policy.title, &policy.code, Standing::Here, template);
        }
        if let Some((title, code)) = self.in_batch(from, family) {
            return named(title, code, Standing::Now, template);
        }
        let Some(template) = template else { return named(family, "", Standing::Missing, None) };
        let code = codes::code(template, &kinds);
        match live(self.stock).find(|policy| policy.code == code) {
            Some(own) => named(&own.title, &own.code, Standing::Here, Some(template)),
            None => named(&template.title, &code, Standing::Missing, Some(template)),
        }
    }

    fn adopted(&self, from: &Template, family: &str) -> Option<&Policy> {
        let beside = |policy: &&Policy| {
            let template = policy.template.as_deref().and_then(library::template);
            template.is_some_and(|template| template.family == family && template.stands_beside(from))
        };
        best(live(self.stock).filter(beside), from.language, |policy| policy.language)
    }

    fn in_batch(&self, from: &Template, family: &str) -> Option<(&str, &str)> {
        let beside = self.batch.iter().filter(|(template, _)| {
            template.family == family && (template.stands_beside(from) || template.key == from.key)
        });
        best(beside, from.language, |(template, _)| template.language)
            .map(|(template, code)| (template.title.as_str(), *code))
    }
}

fn named(title: &str, code: &str, standing: Standing, template: Option<&'static Template>) -> Named {
    Named { title: title.to_owned(), code: code.to_owned(), standing, template }
}

/// The one in this language, else the first.
fn best<T>(all: impl Iterator<Item = T>, language: Language, of: impl Fn(&T) -> Language) -> Option<T> {
    let mut first = None;
    for one in all {
        if of(&one) == language {
            return Some(one);
        }
        first = first.or(Some(one));
    }
    first
}

fn live(stock: &Stock) -> impl Iterator<Item = &Policy> {
    stock.policies.iter().filter(|policy| policy.withdrawn_at.is_none())
}

/// The kinds of service that a text is for and the organisation has; all that it is for when it has none.
fn kinds_there(stock: &Stock, template: &Template) -> Vec<ServiceType> {
    let here = stock.services.iter().filter(|service| service.nation == template.nation);
    let here: Vec<ServiceType> = here.map(|service| service.service_type).collect();
    let kinds: Vec<ServiceType> =
        template.service_types.iter().filter(|kind| here.contains(kind)).copied().collect();
    if kinds.is_empty() { template.service_types.clone() } else { kinds }
}

/// A code that is proposed for a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The code.
    pub code: String,
    /// The code that it would have, and the title of the policy that has it.
    pub instead_of: Option<(String, String)>,
}

/// Proposes free codes, one for each text. A text in another language has the code of its twin.
#[must_use]
pub fn proposals(stock: &Stock, templates: &[&'static Template]) -> Vec<Proposal> {
    let mut given: Vec<(String, Language)> = Vec::new();
    let mut proposed = Vec::new();
    for template in templates {
        let usual = usual_code(stock, template);
        let taken = |code: &str| {
            let here = |policy: &&Policy| same(&policy.code, code) && policy.language == template.language;
            let now =
                given.iter().any(|(other, language)| same(other, code) && *language == template.language);
            (now, stock.policies.iter().find(here))
        };
        let instead_of = taken(&usual).1.map(|policy| (usual.clone(), policy.title.clone()));
        let numbered = (2..1_000).map(|number| format!("{usual}-{number}"));
        let free = |code: &String| taken(code) == (false, None);
        let code = std::iter::once(usual.clone()).chain(numbered).find(free).unwrap_or(usual);
        given.push((code.clone(), template.language));
        proposed.push(Proposal { code, instead_of });
    }
    proposed
}

fn usual_code(stock: &Stock, template: &Template) -> String {
    let twin = live(stock).find(|policy| {
        let other = policy.template.as_deref().and_then(library::template);
        policy.language != template.language
            && other.is_some_and(|other| other.family == template.family && other.stands_beside(template))
    });
    twin.map_or_else(|| codes::code(template, &kinds_there(stock, template)), |policy| policy.code.clone())
}
