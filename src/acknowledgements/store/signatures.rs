//! Signatures. Rows are only ever added.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::acknowledgements::Acknowledgement;
use crate::clock::Moment;
use crate::db::ids::{AcknowledgementId, AssignmentId, PersonId, RequestId};
use crate::db::schema::{acknowledgements, assignments};
use crate::db::{Error, Tenant};

/// Signatures with all their columns, newest first.
macro_rules! signed {
    ($tenant:expr) => {
        $tenant
            .all(acknowledgements::table)
            .order((acknowledgements::signed_at.desc(), acknowledgements::id.desc()))
            .select((
                acknowledgements::id,
                acknowledgements::assignment_id,
                acknowledgements::rendition_id,
                acknowledgements::policy_id,
                acknowledgements::version_id,
                acknowledgements::person_id,
                acknowledgements::person_name,
                acknowledgements::job_title,
                acknowledgements::service_name,
                acknowledgements::language,
                acknowledgements::method,
                acknowledgements::link_id,
                acknowledgements::statement,
                acknowledgements::statement_version,
                acknowledgements::served_at,
                acknowledgements::signed_at,
                acknowledgements::receipt,
                acknowledgements::html_sha256,
                acknowledgements::duty_sha256,
                acknowledgements::key_id,
                acknowledgements::signature,
            ))
    };
}

/// One signature.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: AcknowledgementId) -> Result<Option<Acknowledgement>, Error> {
    Ok(signed!(tenant).filter(acknowledgements::id.eq(id)).first(tenant.connection()).optional()?)
}

/// The signature of an assignment.
///
/// # Errors
/// The database is away.
pub fn by_assignment(
    tenant: &mut Tenant<'_>,
    assignment: AssignmentId,
) -> Result<Option<Acknowledgement>, Error> {
    let found = signed!(tenant).filter(acknowledgements::assignment_id.eq(assignment));
    Ok(found.first(tenant.connection()).optional()?)
}

/// All signatures of a person.
///
/// # Errors
/// The database is away.
pub fn of_person(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<Acknowledgement>, Error> {
    Ok(signed!(tenant).filter(acknowledgements::person_id.eq(person)).load(tenant.connection())?)
}

/// All signatures that a request brought.
///
/// # Errors
/// The database is away.
pub fn of_request(tenant: &mut Tenant<'_>, request: RequestId) -> Result<Vec<Acknowledgement>, Error> {
    let asked =
        tenant.all(assignments::table).filter(assignments::request_id.eq(request)).select(assignments::id);
    let rows = signed!(tenant).filter(acknowledgements::assignment_id.eq_any(asked));
    Ok(rows.load(tenant.connection())?)
}

/// Every signature of the organisation.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Acknowledgement>, Error> {
    Ok(signed!(tenant).load(tenant.connection())?)
}

/// How many signatures there are.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    Ok(tenant.all(acknowledgements::table).count().get_result(tenant.connection())?)
}

/// Takes an open assignment for a signature; false when it was signed or ended before. Who comes second
/// waits here until the first has committed.
///
/// # Errors
/// The database is away.
pub fn claim(tenant: &mut Tenant<'_>, now: Moment, assignment: AssignmentId) -> Result<bool, Error> {
    let open = tenant.all(assignments::table).filter(
        assignments::id
            .eq(assignment)
            .and(assignments::acknowledged_at.is_null())
            .and(assignments::ended_at.is_null()),
    );
    Ok(diesel::update(open).set(assignments::acknowledged_at.eq(now)).execute(tenant.connection())? == 1)
}

/// Keeps a signature.
///
/// # Errors
/// The database is away, or the assignment or the number has one.
pub fn insert(tenant: &mut Tenant<'_>, row: &Acknowledgement) -> Result<(), Error> {
    diesel::insert_into(acknowledgements::table)
        .values((
            acknowledgements::organisation_id.eq(tenant.organisation()),
            acknowledgements::id.eq(row.id),
            acknowledgements::assignment_id.eq(row.assignment),
            acknowledgements::rendition_id.eq(row.rendition),
            acknowledgements::policy_id.eq(row.policy),
            acknowledgements::version_id.eq(row.version),
            acknowledgements::person_id.eq(row.person),
            acknowledgements::person_name.eq(&row.person_name),
            acknowledgements::job_title.eq(&row.job_title),
            acknowledgements::service_name.eq(&row.service_name),
            acknowledgements::language.eq(row.language),
            acknowledgements::method.eq(row.method),
            acknowledgements::link_id.eq(row.link),
            acknowledgements::statement.eq(&row.statement),
            acknowledgements::statement_version.eq(&row.statement_version),
            acknowledgements::served_at.eq(row.served_at),
            acknowledgements::signed_at.eq(row.signed_at),
            acknowledgements::receipt.eq(&row.receipt),
            acknowledgements::html_sha256.eq(&row.html_sha256),
            acknowledgements::duty_sha256.eq(&row.duty_sha256),
            acknowledgements::key_id.eq(row.key),
            acknowledgements::signature.eq(&row.signature),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Who of these people has signed anything.
///
/// # Errors
/// The database is away.
pub fn signers(tenant: &mut Tenant<'_>, people: &[PersonId]) -> Result<BTreeSet<PersonId>, Error> {
    let rows: Vec<PersonId> = tenant
        .all(acknowledgements::table)
        .filter(acknowledgements::person_id.eq_any(people))
        .select(acknowledgements::person_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}
