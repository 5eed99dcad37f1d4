//! Texts of the library become policies: which fit, under which codes, and how they name each other.
//!
//! The library (`crate::library`) is data without an organisation; here stands what an organisation makes
//! of it. A text for another nation or kind of service is refused unless an owner gives a reason.

pub mod choice;
pub mod events;
pub mod fit;
pub mod form;
pub mod names;
pub mod pages;
pub mod store;

use std::collections::BTreeSet;

use super::codes::Holder;
use super::drafts::{self, NewText};
use super::references::{self, NewReference};
use super::{Details, Policy, PolicyError};
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::documents::Format;
use crate::library::{Law, LawKind, Template, links};
use crate::organisations::{self, Service};

use names::Names;

/// What an organisation has already: its policies and its services.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    /// Every policy, withdrawn ones too: their codes stay taken.
    pub policies: Vec<Policy>,
    /// Every service.
    pub services: Vec<Service>,
}

/// Reads what an organisation has.
///
/// # Errors
/// The database is away.
pub fn stock(tenant: &mut Tenant<'_>) -> Result<Stock, DbError> {
    Ok(Stock { policies: super::store::all(tenant)?, services: organisations::services(tenant)? })
}

impl Stock {
    /// The policy that was adopted from this text and isn't withdrawn.
    #[must_use]
    pub fn adopted(&self, template: &Template) -> Option<&Policy> {
        let from = |policy: &&Policy| policy.template.as_deref() == Some(template.key.as_str());
        self.policies.iter().filter(|policy| policy.withdrawn_at.is_none()).find(from)
    }

    /// Whether any service is one that this text is written for.
    #[must_use]
    pub fn suits(&self, template: &Template) -> bool {
        self.services.iter().any(|service| template.fits(service))
    }
}

/// A text that is to become a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The text.
    pub template: &'static Template,
    /// The code that it gets.
    pub code: String,
    /// Where it is to be in force.
    pub services: BTreeSet<ServiceId>,
}

/// Texts that are to become policies together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Who answers for them.
    pub owner: PersonId,
    /// The texts.
    pub plans: Vec<Plan>,
    /// Why texts for another nation or kind of service are used all the same; only an owner may say so.
    pub override_reason: Option<String>,
}

/// Why texts don't become policies.
#[derive(Debug, thiserror::Error)]
pub enum AdoptionError {
    /// As with any other policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The code of this text is taken.
    #[error("the code of {0} is taken")]
    CodeTaken(&'static str, Holder),
    /// This text is written for other services.
    #[error("{0} is written for other services")]
    DoesNotFit(&'static str),
}

impl From<DbError> for AdoptionError {
    fn from(fault: DbError) -> Self {
        Self::Policy(fault.into())
    }
}

/// Makes policies with their first drafts, in which every reference has the title and the code that it
/// has in this organisation. All or none.
///
/// # Errors
/// A code is taken, or a text is written for other services and nobody said why it is used all the same.
pub fn adopt(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    adoption: &Adoption,
) -> Result<Vec<PolicyId>, AdoptionError> {
    let stock = stock(tenant)?;
    let batch: Vec<(&Template, &str)> =
        adoption.plans.iter().map(|plan| (plan.template, plan.code.as_str())).collect();
    let names = Names { stock: &stock, batch: &batch };
    let mut made = Vec::new();
    for plan in &adoption.plans {
        if adoption.override_reason.is_none() && !fits(&stock, plan) {
            return Err(AdoptionError::DoesNotFit(&plan.template.key));
        }
        made.push(adopt_one(tenant, now, by, adoption, plan, &names)?);
    }
    Ok(made)
}

fn fits(stock: &Stock, plan: &Plan) -> bool {
    let chosen = stock.services.iter().filter(|service| plan.services.contains(&service.id));
    stock.suits(plan.template) && chosen.into_iter().all(|service| plan.template.fits(service))
}

fn adopt_one(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    adoption: &Adoption,
    plan: &Plan,
    names: &Names<'_>,
) -> Result<PolicyId, AdoptionError> {
    let template = plan.template;
    let details = Details {
        code: plan.code.clone(),
        title: template.title.clone(),
        language: template.language,
        nation: Some(template.nation),
        // Several kinds stand with the template: `readiness` asks there.
        service_type: match template.service_types.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        owner: adoption.owner,
        services: plan.services.clone(),
    };
    let text = NewText { format: Format::Markdown, source: text_for(template, names) };
    let id = drafts::create(tenant, now, by, &details, &text).map_err(|error| match error {
        PolicyError::CodeTaken(holder) => AdoptionError::CodeTaken(&template.key, holder),
        other => other.into(),
    })?;
    store::mark(tenant, id, template, adoption.override_reason.as_deref())?;
    let laws: Vec<NewReference> = template.laws.iter().map(reference).collect();
    references::add(tenant, now, by, id, &laws)?;
    let event =
        events::PolicyAdopted { policy: id, template, override_reason: adoption.override_reason.as_deref() };
    audit::record(tenant, now, &event)?;
    Ok(id)
}

fn reference(law: &Law) -> NewReference {
    NewReference {
        kind: match law.kind {
            LawKind::Law => references::Kind::Law,
            LawKind::Guidance | LawKind::Code => references::Kind::Guidance,
        },
        title: law.title.clone(),
        code: None,
        dated_on: Some(law.dated),
        address: None,
    }
}

/// The words of a text with the titles and codes of this organisation.
#[must_use]
pub fn text_for(template: &Template, names: &Names<'_>) -> String {
    links::replaced(template.text(), |family| {
        let named = names.of(template, family);
        links::named(&named.title, &named.code)
    })
}
