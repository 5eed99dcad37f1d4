//! Requests and assignments.

use std::collections::BTreeSet;

use diesel::dsl::{case_when, count, count_star};
use diesel::prelude::*;

use crate::acknowledgements::{Assignment, EndedBecause, Request};
use crate::clock::Moment;
use crate::db::ids::{
    AssignmentId, PersonId, PolicyId, RenditionId, RequestId, ServiceId, VersionId, WithdrawalId,
};
use crate::db::schema::{
    assignments, people, policies, policy_versions, renditions, request_withdrawals, requests, services,
};
use crate::db::{Error, Tenant};

/// Assignments with what pages say of them, oldest duty first.
macro_rules! shown {
    ($tenant:expr) => {
        $tenant
            .all(assignments::table)
            .inner_join(
                policy_versions::table.on(policy_versions::organisation_id
                    .eq(assignments::organisation_id)
                    .and(policy_versions::id.eq(assignments::version_id))),
            )
            .inner_join(
                renditions::table.on(renditions::organisation_id
                    .eq(assignments::organisation_id)
                    .and(renditions::id.eq(assignments::rendition_id))),
            )
            .inner_join(
                services::table.on(services::organisation_id
                    .eq(assignments::organisation_id)
                    .and(services::id.eq(renditions::service_id))),
            )
            .inner_join(
                people::table.on(people::organisation_id
                    .eq(assignments::organisation_id)
                    .and(people::id.eq(assignments::person_id))),
            )
            .order((
                assignments::due_on,
                // Who has one name only stands where it belongs.
                case_when(people::family_name.eq(""), people::given_name).otherwise(people::family_name),
                people::given_name,
                assignments::id,
            ))
            .select((
                assignments::id,
                assignments::request_id,
                assignments::policy_id,
                assignments::version_id,
                assignments::rendition_id,
                assignments::person_id,
                assignments::due_on,
                assignments::created_at,
                assignments::acknowledged_at,
                assignments::ended_at,
                assignments::ended_because,
                policy_versions::code,
                policy_versions::title,
                policy_versions::label,
                policy_versions::published_at,
                renditions::service_id,
                services::name,
                renditions::language,
                people::given_name,
                people::family_name,
            ))
    };
}

/// One assignment.
///
/// # Errors
/// The database is away.
pub fn assignment(tenant: &mut Tenant<'_>, id: AssignmentId) -> Result<Option<Assignment>, Error> {
    Ok(shown!(tenant).filter(assignments::id.eq(id)).first(tenant.connection()).optional()?)
}

/// Everything that one person was ever asked to read.
///
/// # Errors
/// The database is away.
pub fn assignments_of_person(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Assignment>, Error> {
    Ok(shown!(tenant).filter(assignments::person_id.eq(person)).load(tenant.connection())?)
}

/// Everything that some people were ever asked to read.
///
/// # Errors
/// The database is away.
pub fn assignments_of_people(
    tenant: &mut Tenant<'_>,
    people: &BTreeSet<PersonId>,
) -> Result<Vec<Assignment>, Error> {
    Ok(shown!(tenant).filter(assignments::person_id.eq_any(people)).load(tenant.connection())?)
}

/// Everybody who was asked by one request.
///
/// # Errors
/// The database is away.
pub fn assignments_of_request(tenant: &mut Tenant<'_>, request: RequestId) -> Result<Vec<Assignment>, Error> {
    Ok(shown!(tenant).filter(assignments::request_id.eq(request)).load(tenant.connection())?)
}

/// Every signature that is outstanding: the one question behind the list and its figures.
///
/// # Errors
/// The database is away.
pub fn open_assignments(tenant: &mut Tenant<'_>) -> Result<Vec<Assignment>, Error> {
    let open = assignments::acknowledged_at.is_null().and(assignments::ended_at.is_null());
    Ok(shown!(tenant).filter(open).load(tenant.connection())?)
}

/// What is outstanding for one policy.
///
/// # Errors
/// The database is away.
pub fn open_of_policy(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Assignment>, Error> {
    let open = assignments::acknowledged_at.is_null().and(assignments::ended_at.is_null());
    Ok(shown!(tenant).filter(open.and(assignments::policy_id.eq(policy))).load(tenant.connection())?)
}

/// Requests with what pages say of them, newest first.
macro_rules! sent {
    ($tenant:expr) => {
        $tenant
            .all(requests::table)
            .inner_join(
                policies::table.on(policies::organisation_id
                    .eq(requests::organisation_id)
                    .and(policies::id.eq(requests::policy_id))),
            )
            .inner_join(
                policy_versions::table.on(policy_versions::organisation_id
                    .eq(requests::organisation_id)
                    .and(policy_versions::id.eq(requests::version_id))),
            )
            .left_join(
                request_withdrawals::table.on(request_withdrawals::organisation_id
                    .eq(requests::organisation_id)
                    .and(request_withdrawals::request_id.eq(requests::id))),
            )
            .order((requests::created_at.desc(), requests::id.desc()))
            .select((
                requests::id,
                requests::policy_id,
                requests::version_id,
                requests::due_on,
                requests::note,
                requests::asked,
                requests::signed,
                requests::created_at,
                requests::created_by,
                policy_versions::code,
                policy_versions::title,
                policy_versions::label,
                policies::current_version_id,
                policies::withdrawn_at,
                request_withdrawals::at.nullable(),
                request_withdrawals::reason.nullable(),
            ))
    };
}

/// One request.
///
/// # Errors
/// The database is away.
pub fn request(tenant: &mut Tenant<'_>, id: RequestId) -> Result<Option<Request>, Error> {
    Ok(sent!(tenant).filter(requests::id.eq(id)).first(tenant.connection()).optional()?)
}

/// Every request.
///
/// # Errors
/// The database is away.
pub fn requests(tenant: &mut Tenant<'_>) -> Result<Vec<Request>, Error> {
    Ok(sent!(tenant).load(tenant.connection())?)
}

/// How many assignments, leavers apart, and how many signed ones each request has at some services, or at all: what
/// the stored counts must be.
///
/// # Errors
/// The database is away.
pub fn requests_raw_counts(
    tenant: &mut Tenant<'_>,
    at: Option<&[ServiceId]>,
) -> Result<Vec<(RequestId, i64, i64)>, Error> {
    let text = renditions::organisation_id
        .eq(assignments::organisation_id)
        .and(renditions::id.eq(assignments::rendition_id));
    let stayed = assignments::ended_because
        .is_null()
        .or(assignments::ended_because.assume_not_null().ne(EndedBecause::Left));
    let query = tenant
        .all(assignments::table)
        .inner_join(renditions::table.on(text))
        .filter(stayed)
        .group_by(assignments::request_id)
        .select((assignments::request_id, count_star(), count(assignments::acknowledged_at)));
    let rows = match at {
        None => query.load(tenant.connection())?,
        Some(services) => query.filter(renditions::service_id.eq_any(services)).load(tenant.connection())?,
    };
    Ok(rows)
}

/// Keeps a new request.
///
/// # Errors
/// The database is away.
pub fn insert_request(tenant: &mut Tenant<'_>, request: &Request) -> Result<(), Error> {
    diesel::insert_into(requests::table)
        .values((
            requests::organisation_id.eq(tenant.organisation()),
            requests::id.eq(request.id),
            requests::policy_id.eq(request.policy),
            requests::version_id.eq(request.version),
            requests::due_on.eq(request.due_on),
            requests::note.eq(&request.note),
            requests::asked.eq(request.asked),
            requests::signed.eq(request.signed),
            requests::created_at.eq(request.created_at),
            requests::created_by.eq(request.created_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Keeps one person's duty of a request.
///
/// # Errors
/// The database is away.
pub fn insert_assignment(
    tenant: &mut Tenant<'_>,
    request: &Request,
    person: PersonId,
    text: RenditionId,
) -> Result<(), Error> {
    diesel::insert_into(assignments::table)
        .values((
            assignments::organisation_id.eq(tenant.organisation()),
            assignments::id.eq(AssignmentId::new(request.created_at)),
            assignments::request_id.eq(request.id),
            assignments::policy_id.eq(request.policy),
            assignments::version_id.eq(request.version),
            assignments::rendition_id.eq(text),
            assignments::person_id.eq(person),
            assignments::due_on.eq(request.due_on),
            assignments::created_at.eq(request.created_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Ends an assignment without a signature; false when it was signed or ended before.
///
/// # Errors
/// The database is away.
pub fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: AssignmentId,
    because: EndedBecause,
) -> Result<bool, Error> {
    let open = tenant.all(assignments::table).filter(
        assignments::id
            .eq(id)
            .and(assignments::acknowledged_at.is_null())
            .and(assignments::ended_at.is_null()),
    );
    let ended = diesel::update(open)
        .set((assignments::ended_at.eq(now), assignments::ended_because.eq(because)))
        .execute(tenant.connection())?;
    Ok(ended == 1)
}

/// One signature more.
///
/// # Errors
/// The database is away.
pub fn add_signed(tenant: &mut Tenant<'_>, request: RequestId) -> Result<(), Error> {
    diesel::update(tenant.all(requests::table).filter(requests::id.eq(request)))
        .set(requests::signed.eq(requests::signed + 1))
        .execute(tenant.connection())?;
    Ok(())
}

/// One person less to wait for: they left.
///
/// # Errors
/// The database is away.
pub fn lower_asked(tenant: &mut Tenant<'_>, request: RequestId) -> Result<(), Error> {
    diesel::update(tenant.all(requests::table).filter(requests::id.eq(request)))
        .set(requests::asked.eq(requests::asked - 1))
        .execute(tenant.connection())?;
    Ok(())
}

/// Keeps that a request was withdrawn.
///
/// # Errors
/// The database is away, or it was withdrawn before.
pub fn insert_withdrawal(
    tenant: &mut Tenant<'_>,
    now: Moment,
    request: RequestId,
    reason: &str,
    by: PersonId,
) -> Result<(), Error> {
    diesel::insert_into(request_withdrawals::table)
        .values((
            request_withdrawals::organisation_id.eq(tenant.organisation()),
            request_withdrawals::id.eq(WithdrawalId::new(now)),
            request_withdrawals::request_id.eq(request),
            request_withdrawals::reason.eq(reason),
            request_withdrawals::at.eq(now),
            request_withdrawals::by_id.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Who has a version to read, or has signed it.
///
/// # Errors
/// The database is away.
pub fn asked_for_version(tenant: &mut Tenant<'_>, version: VersionId) -> Result<BTreeSet<PersonId>, Error> {
    let rows: Vec<PersonId> = tenant
        .all(assignments::table)
        .filter(assignments::version_id.eq(version).and(assignments::ended_at.is_null()))
        .select(assignments::person_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// Who signed a version of a policy or was asked to, and neither left nor was asked in error.
///
/// # Errors
/// The database is away.
pub fn had_policy(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<BTreeSet<PersonId>, Error> {
    let stayed = assignments::ended_because
        .is_null()
        .or(assignments::ended_because.assume_not_null().eq(EndedBecause::Superseded));
    let rows: Vec<PersonId> = tenant
        .all(assignments::table)
        .filter(assignments::policy_id.eq(policy).and(stayed))
        .select(assignments::person_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// Moves what is still to be signed from one text to another; how many.
///
/// # Errors
/// The database is away.
pub fn move_open(tenant: &mut Tenant<'_>, before: RenditionId, after: RenditionId) -> Result<usize, Error> {
    let open = tenant.all(assignments::table).filter(
        assignments::rendition_id
            .eq(before)
            .and(assignments::acknowledged_at.is_null())
            .and(assignments::ended_at.is_null()),
    );
    Ok(diesel::update(open).set(assignments::rendition_id.eq(after)).execute(tenant.connection())?)
}
