//! What the regulator expects, against what is in force: for every expectation a policy, a draft, a gap, or
//! the reason why it doesn't apply.
//!
//! The expectations are dated data (`library::expectations`). A policy answers one when it was adopted from
//! a text of its families, or when somebody says that it does.

pub mod events;
pub mod form;
pub mod pages;
pub mod store;
pub mod suggestions;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Policy;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{CoverageAnswerId, PersonId, PolicyId, ServiceId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, Tenant};
use crate::library;
use crate::library::expectations::Expectation;
use crate::organisations::Service;
use suggestions::Perhaps;

text_enum! {
    /// What somebody said of an expectation.
    Said {
        /// It doesn't apply to the service.
        NotApplicable = "not_applicable",
        /// A policy answers it.
        Covered = "covered",
    }
}

text_enum! {
    /// How an expectation stands at a service.
    Standing {
        /// Nothing answers it.
        Gap = "gap",
        /// Only a draft answers it.
        Draft = "draft",
        /// A policy in force answers it.
        InForce = "in_force",
        /// It doesn't apply.
        NotApplicable = "not_applicable",
    }
}

/// An answer that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The row.
    pub id: CoverageAnswerId,
    /// The service; nothing means all.
    pub service: Option<ServiceId>,
    /// The expectation.
    pub expectation: String,
    /// What was said.
    pub said: Said,
    /// The policy that answers.
    pub policy: Option<PolicyId>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: PersonId,
}

/// What is said of an expectation now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// The service; nothing means all.
    pub service: Option<ServiceId>,
    /// What is said.
    pub said: Said,
    /// The policy that answers.
    pub policy: Option<PolicyId>,
    /// Why.
    pub reason: String,
}

/// What an organisation has to answer with.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Policies that aren't withdrawn.
    pub policies: Vec<Policy>,
    /// Where versions are in force.
    pub in_force: BTreeSet<(PolicyId, ServiceId)>,
    /// Where drafts are to be in force.
    pub drafted: BTreeSet<(PolicyId, ServiceId)>,
    /// The answers that hold.
    pub answers: Vec<Answer>,
}

/// An expectation and how it stands.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// What is expected.
    pub expected: &'static Expectation,
    /// How it stands.
    pub standing: Standing,
    /// The policies that answer it, in force ones first.
    pub policies: Vec<&'a Policy>,
    /// What somebody said.
    pub answer: Option<&'a Answer>,
    /// A policy that looks as if it answered.
    pub perhaps: Option<Perhaps<'a>>,
}

/// Reads what an organisation has to answer with.
///
/// # Errors
/// The database is away.
pub fn facts(tenant: &mut Tenant<'_>) -> Result<Facts, DbError> {
    let mut policies = super::store::all(tenant)?;
    policies.retain(|policy| policy.withdrawn_at.is_none());
    Ok(Facts {
        policies,
        in_force: store::in_force(tenant)?,
        drafted: store::drafted(tenant)?,
        answers: store::answers(tenant)?,
    })
}

impl Facts {
    /// How every one of these expectations stands at a service.
    pub fn lines(
        &self,
        service: &Service,
        expected: impl Iterator<Item = &'static Expectation>,
    ) -> Vec<Line<'_>> {
        expected.map(|expected| self.line(service, expected)).collect()
    }

    /// How an expectation stands at a service. An answer for the service comes before one for all.
    #[must_use]
    pub fn line(&self, service: &Service, expected: &'static Expectation) -> Line<'_> {
        let of = |at: Option<ServiceId>| {
            self.answers.iter().find(|answer| answer.expectation == expected.id && answer.service == at)
        };
        let answer = of(Some(service.id)).or_else(|| of(None));
        if let Some(answer) = answer.filter(|answer| answer.said == Said::NotApplicable) {
            let (standing, policies) = (Standing::NotApplicable, Vec::new());
            return Line { expected, standing, policies, answer: Some(answer), perhaps: None };
        }
        let linked = answer.and_then(|answer| answer.policy);
        let answers = |policy: &&Policy| {
            linked == Some(policy.id) || policy.template.as_deref().is_some_and(|key| answers(expected, key))
        };
        let (mut policies, mut drafts) = (Vec::new(), Vec::new());
        for policy in self.policies.iter().filter(answers) {
            if self.in_force.contains(&(policy.id, service.id)) {
                policies.push(policy);
            } else if self.drafted.contains(&(policy.id, service.id)) {
                drafts.push(policy);
            }
        }
        let standing = match (policies.is_empty(), drafts.is_empty()) {
            (false, _) => Standing::InForce,
            (true, false) => Standing::Draft,
            (true, true) => Standing::Gap,
        };
        policies.append(&mut drafts);
        let perhaps = (standing == Standing::Gap).then(|| self.perhaps(service, expected)).flatten();
        Line { expected, standing, policies, answer, perhaps }
    }
}

/// A text of another nation doesn't answer what this one expects, whoever adopted it.
fn answers(expected: &Expectation, template: &str) -> bool {
    let elsewhere = library::template(template).is_some_and(|text| text.nation != expected.nation);
    !elsewhere && expected.families.iter().any(|family| family == library::family_of(template))
}

/// What went wrong with an answer.
#[derive(Debug, thiserror::Error)]
pub enum CoverageError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such policy, or it is withdrawn.
    #[error("no such policy")]
    NoPolicy,
    /// There is no answer to take back.
    #[error("no answer")]
    NoAnswer,
}

/// Says that a policy answers an expectation, or that it doesn't apply. What was said before ends.
///
/// # Errors
/// No such policy.
pub fn answer(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    expectation: &'static Expectation,
    new: &NewAnswer,
) -> Result<(), CoverageError> {
    if let Some(id) = new.policy {
        let policy = super::store::get(tenant, id)?.filter(|policy| policy.withdrawn_at.is_none());
        policy.ok_or(CoverageError::NoPolicy)?;
    }
    store::end(tenant, now, &expectation.id, new.service)?;
    let answer = Answer {
        id: CoverageAnswerId::new(now),
        service: new.service,
        expectation: expectation.id.clone(),
        said: new.said,
        policy: new.policy,
        reason: new.reason.clone(),
        at: now,
        by,
    };
    store::insert(tenant, &answer)?;
    audit::record(tenant, now, &events::CoverageAnswered { answer: &answer })?;
    Ok(())
}

/// Takes an answer back: the expectation stands again as the policies leave it.
///
/// # Errors
/// There is no answer.
pub fn take_back(
    tenant: &mut Tenant<'_>,
    now: Moment,
    expectation: &'static Expectation,
    service: Option<ServiceId>,
) -> Result<(), CoverageError> {
    if !store::end(tenant, now, &expectation.id, service)? {
        return Err(CoverageError::NoAnswer);
    }
    let event = events::CoverageTakenBack { expectation: &expectation.id, service };
    audit::record(tenant, now, &event)?;
    Ok(())
}
