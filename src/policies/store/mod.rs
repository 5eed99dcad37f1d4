//! Policies in the database.

pub mod codes;
pub mod upkeep;

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::approval::{Outcome, Stage};
use super::{Details, Policy};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId, WithdrawalId};
use crate::db::schema::{approval_rounds, draft_services, drafts, policies, renditions, withdrawals};
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};

#[derive(Queryable)]
struct Row {
    id: PolicyId,
    code: String,
    title: String,
    language: Language,
    nation: Option<Nation>,
    service_type: Option<ServiceType>,
    owner: PersonId,
    current_version: Option<VersionId>,
    next_review_on: Option<Day>,
    gaps: i64,
    withdrawn_at: Option<Moment>,
    created_at: Moment,
    draft: Option<i64>,
    stage: Option<Stage>,
    outcome: Option<Outcome>,
    contact: String,
    review_months: i64,
    template: Option<String>,
    template_edition: Option<String>,
    override_reason: Option<String>,
}

impl From<Row> for Policy {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            code: row.code,
            title: row.title,
            language: row.language,
            nation: row.nation,
            service_type: row.service_type,
            owner: row.owner,
            current_version: row.current_version,
            next_review_on: row.next_review_on,
            gaps: row.gaps,
            withdrawn_at: row.withdrawn_at,
            created_at: row.created_at,
            has_draft: row.draft.is_some(),
            round: row.stage.map(|stage| (stage, row.outcome == Some(Outcome::Approved))),
            contact: row.contact,
            review_months: row.review_months,
            template: row.template,
            template_edition: row.template_edition,
            override_reason: row.override_reason,
        }
    }
}

/// The rows of policies with the revision of their draft, for `get` and `all`.
macro_rules! rows {
    ($tenant:expr) => {
        $tenant
            .all(policies::table)
            .left_join(drafts::table.on(
                drafts::organisation_id.eq(policies::organisation_id).and(drafts::policy_id.eq(policies::id)),
            ))
            .left_join(
                approval_rounds::table.on(approval_rounds::organisation_id
                    .eq(policies::organisation_id)
                    .and(approval_rounds::policy_id.eq(policies::id))
                    .and(approval_rounds::ended_at.is_null())),
            )
            .select((
                policies::id,
                policies::code,
                policies::title,
                policies::language,
                policies::nation,
                policies::service_type,
                policies::owner_id,
                policies::current_version_id,
                policies::next_review_on,
                policies::gaps,
                policies::withdrawn_at,
                policies::created_at,
                drafts::revision.nullable(),
                approval_rounds::stage.nullable(),
                approval_rounds::outcome.nullable(),
                policies::contact,
                policies::review_months,
                policies::template,
                policies::template_edition,
                policies::override_reason,
            ))
    };
}

/// That a rendition is of its policy's version in force.
macro_rules! is_current {
    () => {
        policies::organisation_id
            .eq(renditions::organisation_id)
            .and(policies::current_version_id.eq(renditions::version_id.nullable()))
    };
}

/// One policy.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<Option<Policy>, Error> {
    let found: Option<Row> =
        rows!(tenant).filter(policies::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(found.map(Policy::from))
}

/// Every policy, by title.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Policy>, Error> {
    let rows: Vec<Row> =
        rows!(tenant).order((policies::title, policies::code, policies::id)).load(tenant.connection())?;
    Ok(rows.into_iter().map(Policy::from).collect())
}

/// The most codes that one statement asks for.
const CODES_AT_ONCE: usize = 500;

/// The policies with these codes, withdrawn ones too.
///
/// # Errors
/// The database is away.
pub fn with_codes(tenant: &mut Tenant<'_>, codes: &BTreeSet<String>) -> Result<Vec<Policy>, Error> {
    let codes: Vec<&String> = codes.iter().collect();
    let mut found = Vec::new();
    for some in codes.chunks(CODES_AT_ONCE) {
        let rows: Vec<Row> = rows!(tenant)
            .filter(policies::code.eq_any(some.to_vec()))
            .order((policies::title, policies::code, policies::id))
            .load(tenant.connection())?;
        found.extend(rows.into_iter().map(Policy::from));
    }
    Ok(found)
}

/// Every code that the organisation uses.
///
/// # Errors
/// The database is away.
pub fn codes(tenant: &mut Tenant<'_>) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<String> = tenant.all(policies::table).select(policies::code).load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// The services where the versions in force of some policies apply.
///
/// # Errors
/// The database is away.
pub fn services_in_force(
    tenant: &mut Tenant<'_>,
    of: &[PolicyId],
) -> Result<Vec<(PolicyId, ServiceId)>, Error> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(is_current!()))
        .filter(policies::id.eq_any(of.to_vec()).and(policies::withdrawn_at.is_null()))
        .select((renditions::policy_id, renditions::service_id))
        .distinct()
        .load(tenant.connection())?;
    Ok(rows)
}

/// Sets when a policy must be looked at again.
///
/// # Errors
/// The database is away.
pub fn set_next_review(tenant: &mut Tenant<'_>, id: PolicyId, on: Day) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set(policies::next_review_on.eq(on))
        .execute(tenant.connection())?;
    Ok(())
}

/// The services where the version in force applies; none while nothing is published or after withdrawal.
///
/// # Errors
/// The database is away.
pub fn services_of_current(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<BTreeSet<ServiceId>, Error> {
    let Some(policy) = get(tenant, id)?.filter(Policy::is_in_force) else { return Ok(BTreeSet::new()) };
    let rows: Vec<ServiceId> = tenant
        .all(renditions::table)
        .filter(renditions::version_id.nullable().eq(policy.current_version))
        .select(renditions::service_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// The newest issue of a version at each service.
///
/// # Errors
/// The database is away.
pub fn issues(tenant: &mut Tenant<'_>, version: VersionId) -> Result<BTreeMap<ServiceId, i64>, Error> {
    let rows: Vec<(ServiceId, i64)> = tenant
        .all(renditions::table)
        .filter(renditions::version_id.eq(version))
        .select((renditions::service_id, renditions::issue))
        .order(renditions::issue)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// For every policy the services of its version in force and of its draft.
///
/// # Errors
/// The database is away.
pub fn services_by_policy(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, BTreeSet<ServiceId>>, Error> {
    let mut rows: Vec<(PolicyId, ServiceId)> = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(is_current!()))
        .select((renditions::policy_id, renditions::service_id))
        .load(tenant.connection())?;
    let drafted: Vec<(PolicyId, ServiceId)> = tenant
        .all(draft_services::table)
        .select((draft_services::policy_id, draft_services::service_id))
        .load(tenant.connection())?;
    rows.extend(drafted);
    let mut by_policy: BTreeMap<PolicyId, BTreeSet<ServiceId>> = BTreeMap::new();
    for (policy, service) in rows {
        by_policy.entry(policy).or_default().insert(service);
    }
    Ok(by_policy)
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PolicyId,
    details: &Details,
    by: PersonId,
) -> Result<(), Error> {
    diesel::insert_into(policies::table)
        .values((
            policies::organisation_id.eq(tenant.organisation()),
            policies::id.eq(id),
            policies::code.eq(&details.code),
            policies::title.eq(&details.title),
            policies::language.eq(details.language),
            policies::nation.eq(details.nation),
            policies::service_type.eq(details.service_type),
            policies::owner_id.eq(details.owner),
            policies::gaps.eq(0),
            policies::created_at.eq(now),
            policies::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn update(tenant: &mut Tenant<'_>, id: PolicyId, details: &Details) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set((
            policies::code.eq(&details.code),
            policies::title.eq(&details.title),
            policies::language.eq(details.language),
            policies::nation.eq(details.nation),
            policies::service_type.eq(details.service_type),
            policies::owner_id.eq(details.owner),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_owner(tenant: &mut Tenant<'_>, id: PolicyId, owner: PersonId) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set(policies::owner_id.eq(owner))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_gaps(tenant: &mut Tenant<'_>, ids: &BTreeSet<PolicyId>, gaps: i64) -> Result<(), Error> {
    diesel::update(
        tenant.all(policies::table).filter(policies::id.eq_any(ids.iter().copied().collect::<Vec<_>>())),
    )
    .set(policies::gaps.eq(gaps))
    .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_current(
    tenant: &mut Tenant<'_>,
    id: PolicyId,
    version: VersionId,
    next_review_on: Day,
) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set((
            policies::current_version_id.eq(Some(version)),
            policies::next_review_on.eq(Some(next_review_on)),
            policies::gaps.eq(0),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn withdraw(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: PolicyId,
    (reason, replaced_by): (&str, Option<PolicyId>),
    by: PersonId,
) -> Result<(), Error> {
    diesel::insert_into(withdrawals::table)
        .values((
            withdrawals::organisation_id.eq(tenant.organisation()),
            withdrawals::id.eq(WithdrawalId::new(now)),
            withdrawals::policy_id.eq(id),
            withdrawals::reason.eq(reason),
            withdrawals::at.eq(now),
            withdrawals::by_id.eq(by),
            withdrawals::replaced_by_id.eq(replaced_by),
        ))
        .execute(tenant.connection())?;
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set((
            policies::withdrawn_at.eq(Some(now)),
            policies::next_review_on.eq(None::<Day>),
            policies::gaps.eq(0),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// That a policy was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: PersonId,
    /// The policy that took its place.
    pub replaced_by: Option<PolicyId>,
}

/// Why a policy was withdrawn, when, by whom, and what took its place.
///
/// # Errors
/// The database is away.
pub fn withdrawal(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<Option<Withdrawal>, Error> {
    let found = tenant
        .all(withdrawals::table)
        .filter(withdrawals::policy_id.eq(id))
        .select((withdrawals::reason, withdrawals::at, withdrawals::by_id, withdrawals::replaced_by_id))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Takes a policy for this transaction, so that two who do the same at once come one after the other.
pub(super) fn hold(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<(), Error> {
    diesel::update(tenant.all(policies::table).filter(policies::id.eq(id)))
        .set(policies::gaps.eq(policies::gaps))
        .execute(tenant.connection())?;
    Ok(())
}
