//! What people of the demonstration said about the regulator's expectations.

use super::seed::{Maker, SeedError};
use super::seed_work::{chosen, key, missing};
use crate::clock::Moment;
use crate::db::ids::ServiceId;
use crate::library::expectations::{self, Expectation};
use crate::policies::coverage::{self, CoverageError, NewAnswer, Said};

fn expectation(id: &str) -> Result<&'static Expectation, SeedError> {
    expectations::all().iter().find(|expected| expected.id == id).ok_or_else(|| missing(id))
}

/// The owner of a policy says what it answers, at each of its services but those where nobody did yet.
pub(super) fn answer(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let policy = maker.data.policies.get(place).ok_or_else(|| missing("a policy"))?;
    let id = *maker.policies.get(&key(policy)).ok_or_else(|| missing(&policy.code))?;
    let mut services = chosen(maker, &policy.services)?;
    services.append(&mut chosen(maker, &policy.blocked_services)?);
    let left = chosen(maker, &policy.unanswered_services)?;
    let expected: Vec<_> = policy.answers.iter().map(|id| expectation(id)).collect::<Result<_, _>>()?;
    let member = maker.member(&policy.owner)?;
    let by = member.person();
    let say = move |tenant: &mut crate::db::Tenant<'_>| {
        for service in services.difference(&left) {
            for expected in &expected {
                let new = said(Said::Covered, Some(*service), "");
                coverage::answer(tenant, at, by, expected, &NewAnswer { policy: Some(id), ..new })?;
            }
        }
        Ok::<_, CoverageError>(())
    };
    maker.app.database.write(member, say).map_err(SeedError::of)
}

/// Somebody says why an expectation doesn't apply.
pub(super) fn except(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let data = maker.data.not_applicable.get(place).ok_or_else(|| missing("an exception"))?;
    let expected = expectation(&data.expectation)?;
    let service = data.service.as_deref().map(|key| maker.service(key)).transpose()?;
    let member = maker.member(&data.by)?;
    let (by, new) = (member.person(), said(Said::NotApplicable, service, &data.reason));
    maker
        .app
        .database
        .write(member, move |tenant| coverage::answer(tenant, at, by, expected, &new))
        .map_err(SeedError::of)
}

fn said(said: Said, service: Option<ServiceId>, reason: &str) -> NewAnswer {
    NewAnswer { service, said, policy: None, reason: reason.to_owned() }
}
