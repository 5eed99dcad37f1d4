//! Answers to expectations in the database, and where policies are in force.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{Answer, Said};
use crate::clock::Moment;
use crate::db::ids::{CoverageAnswerId, PersonId, PolicyId, ServiceId};
use crate::db::schema::{coverage_answers, draft_services, drafts, policies, renditions};
use crate::db::{Error, Tenant};

#[derive(Queryable)]
struct Row {
    id: CoverageAnswerId,
    service: Option<ServiceId>,
    expectation: String,
    said: Said,
    policy: Option<PolicyId>,
    reason: String,
    at: Moment,
    by: PersonId,
}

impl From<Row> for Answer {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            service: row.service,
            expectation: row.expectation,
            said: row.said,
            policy: row.policy,
            reason: row.reason,
            at: row.at,
            by: row.by,
        }
    }
}

/// The answers that hold, the newest first.
///
/// # Errors
/// The database is away.
pub fn answers(tenant: &mut Tenant<'_>) -> Result<Vec<Answer>, Error> {
    let rows: Vec<Row> = tenant
        .all(coverage_answers::table)
        .filter(coverage_answers::ended_at.is_null())
        .order((coverage_answers::at.desc(), coverage_answers::id.desc()))
        .select((
            coverage_answers::id,
            coverage_answers::service_id,
            coverage_answers::expectation,
            coverage_answers::answer,
            coverage_answers::policy_id,
            coverage_answers::reason,
            coverage_answers::at,
            coverage_answers::by_id,
        ))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Answer::from).collect())
}

/// Which policies are in force at which services.
///
/// # Errors
/// The database is away.
pub fn in_force(tenant: &mut Tenant<'_>) -> Result<BTreeSet<(PolicyId, ServiceId)>, Error> {
    let current = policies::organisation_id
        .eq(renditions::organisation_id)
        .and(policies::current_version_id.eq(renditions::version_id.nullable()));
    let rows: Vec<(PolicyId, ServiceId)> = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(current))
        .filter(policies::withdrawn_at.is_null())
        .select((renditions::policy_id, renditions::service_id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// Which policies have a draft for which services.
///
/// # Errors
/// The database is away.
pub fn drafted(tenant: &mut Tenant<'_>) -> Result<BTreeSet<(PolicyId, ServiceId)>, Error> {
    let own = drafts::organisation_id
        .eq(draft_services::organisation_id)
        .and(drafts::policy_id.eq(draft_services::policy_id));
    let rows: Vec<(PolicyId, ServiceId)> = tenant
        .all(draft_services::table)
        .inner_join(drafts::table.on(own))
        .select((draft_services::policy_id, draft_services::service_id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, answer: &Answer) -> Result<(), Error> {
    diesel::insert_into(coverage_answers::table)
        .values((
            coverage_answers::organisation_id.eq(tenant.organisation()),
            coverage_answers::id.eq(answer.id),
            coverage_answers::service_id.eq(answer.service),
            coverage_answers::expectation.eq(&answer.expectation),
            coverage_answers::answer.eq(answer.said),
            coverage_answers::policy_id.eq(answer.policy),
            coverage_answers::reason.eq(&answer.reason),
            coverage_answers::at.eq(answer.at),
            coverage_answers::by_id.eq(answer.by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Ends the answer for exactly this place; whether there was one.
pub(super) fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    expectation: &str,
    service: Option<ServiceId>,
) -> Result<bool, Error> {
    let open = coverage_answers::expectation.eq(expectation).and(coverage_answers::ended_at.is_null());
    let set = coverage_answers::ended_at.eq(Some(now));
    let changed = match service {
        Some(service) => {
            let here = open.and(coverage_answers::service_id.eq(Some(service)));
            diesel::update(tenant.all(coverage_answers::table).filter(here))
                .set(set)
                .execute(tenant.connection())?
        }
        None => {
            let everywhere = open.and(coverage_answers::service_id.is_null());
            diesel::update(tenant.all(coverage_answers::table).filter(everywhere))
                .set(set)
                .execute(tenant.connection())?
        }
    };
    Ok(changed > 0)
}
