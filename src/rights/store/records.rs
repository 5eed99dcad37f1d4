//! Records that were found, and what is asked of those who have a case, in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{IncidentId, KeyId, PersonId, RightsRecordId, RightsRequestId, RightsTaskId};
use crate::db::schema::{rights_case_tasks, rights_records};
use crate::db::{Error, Tenant};
use crate::rights::{CaseTask, Decision, Record, Source};

#[derive(Queryable)]
struct Row {
    id: RightsRecordId,
    request: RightsRequestId,
    source: Source,
    key: KeyId,
    found: Vec<u8>,
    decision: Option<Decision>,
    exemption: Option<String>,
    marked: Option<Vec<u8>>,
}

/// The records of a request, in the order in which they were found.
///
/// # Errors
/// The database is away.
pub fn records(tenant: &mut Tenant<'_>, request: RightsRequestId) -> Result<Vec<Record>, Error> {
    let rows: Vec<Row> = tenant
        .all(rights_records::table)
        .filter(rights_records::request_id.eq(request))
        .order((rights_records::made_at, rights_records::id))
        .select((
            rights_records::id,
            rights_records::request_id,
            rights_records::source,
            rights_records::key_id,
            rights_records::found,
            rights_records::decision,
            rights_records::exemption,
            rights_records::marked,
        ))
        .load(tenant.connection())?;
    let record = |row: Row| Record {
        id: row.id,
        request: row.request,
        source: row.source,
        key: row.key,
        found: row.found,
        decision: row.decision,
        exemption: row.exemption,
        marked: row.marked,
    };
    Ok(rows.into_iter().map(record).collect())
}

pub(in crate::rights) fn insert_record(
    tenant: &mut Tenant<'_>,
    now: Moment,
    record: &Record,
) -> Result<(), Error> {
    diesel::insert_into(rights_records::table)
        .values((
            rights_records::organisation_id.eq(tenant.organisation()),
            rights_records::id.eq(record.id),
            rights_records::request_id.eq(record.request),
            rights_records::source.eq(record.source),
            rights_records::key_id.eq(record.key),
            rights_records::found.eq(&record.found),
            rights_records::made_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(in crate::rights) fn decide(tenant: &mut Tenant<'_>, now: Moment, record: &Record) -> Result<(), Error> {
    let by = tenant.actor().person();
    diesel::update(tenant.all(rights_records::table).filter(rights_records::id.eq(record.id)))
        .set((
            rights_records::decision.eq(record.decision),
            rights_records::exemption.eq(&record.exemption),
            rights_records::marked.eq(&record.marked),
            rights_records::decided_at.eq(now),
            rights_records::decided_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// What is asked of those who have a case, the oldest first.
///
/// # Errors
/// The database is away.
pub fn tasks(tenant: &mut Tenant<'_>) -> Result<Vec<CaseTask>, Error> {
    let rows: Vec<(RightsTaskId, RightsRequestId, IncidentId, Moment, Option<Moment>)> = tenant
        .all(rights_case_tasks::table)
        .order((rights_case_tasks::made_at, rights_case_tasks::id))
        .select((
            rights_case_tasks::id,
            rights_case_tasks::request_id,
            rights_case_tasks::incident_id,
            rights_case_tasks::made_at,
            rights_case_tasks::done_at,
        ))
        .load(tenant.connection())?;
    let task =
        |(id, request, incident, made_at, done_at)| CaseTask { id, request, incident, made_at, done_at };
    Ok(rows.into_iter().map(task).collect())
}

pub(in crate::rights) fn insert_task(tenant: &mut Tenant<'_>, task: &CaseTask) -> Result<(), Error> {
    diesel::insert_into(rights_case_tasks::table)
        .values((
            rights_case_tasks::organisation_id.eq(tenant.organisation()),
            rights_case_tasks::id.eq(task.id),
            rights_case_tasks::request_id.eq(task.request),
            rights_case_tasks::incident_id.eq(task.incident),
            rights_case_tasks::made_at.eq(task.made_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(in crate::rights) fn end_task(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: RightsTaskId,
    by: PersonId,
) -> Result<bool, Error> {
    let open = tenant
        .all(rights_case_tasks::table)
        .filter(rights_case_tasks::id.eq(id).and(rights_case_tasks::done_at.is_null()));
    let ended = diesel::update(open)
        .set((rights_case_tasks::done_at.eq(now), rights_case_tasks::done_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(ended == 1)
}
