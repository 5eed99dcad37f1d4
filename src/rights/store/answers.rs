//! Answers in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{KeyId, PersonId, RightsAnswerId, RightsRequestId};
use crate::db::schema::rights_answers;
use crate::db::{Error, Tenant};
use crate::rights::{Made, Outcome};

#[derive(Queryable)]
struct Row {
    id: RightsAnswerId,
    request: RightsRequestId,
    outcome: Outcome,
    key: KeyId,
    paper: Vec<u8>,
    data: Vec<u8>,
    included: i64,
    withheld: i64,
    made_at: Moment,
    made_by: PersonId,
}

/// The newest answer to a request.
///
/// # Errors
/// The database is away.
pub fn last_answer(tenant: &mut Tenant<'_>, request: RightsRequestId) -> Result<Option<Made>, Error> {
    let row: Option<Row> = tenant
        .all(rights_answers::table)
        .filter(rights_answers::request_id.eq(request))
        .order((rights_answers::made_at.desc(), rights_answers::id.desc()))
        .select((
            rights_answers::id,
            rights_answers::request_id,
            rights_answers::outcome,
            rights_answers::key_id,
            rights_answers::paper,
            rights_answers::data,
            rights_answers::included,
            rights_answers::withheld,
            rights_answers::made_at,
            rights_answers::made_by,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(|row| Made {
        id: row.id,
        request: row.request,
        outcome: row.outcome,
        key: row.key,
        paper: row.paper,
        data: row.data,
        included: row.included,
        withheld: row.withheld,
        made_at: row.made_at,
        made_by: row.made_by,
    }))
}

pub(in crate::rights) fn insert_answer(tenant: &mut Tenant<'_>, made: &Made) -> Result<(), Error> {
    diesel::insert_into(rights_answers::table)
        .values((
            rights_answers::organisation_id.eq(tenant.organisation()),
            rights_answers::id.eq(made.id),
            rights_answers::request_id.eq(made.request),
            rights_answers::outcome.eq(made.outcome),
            rights_answers::key_id.eq(made.key),
            rights_answers::paper.eq(&made.paper),
            rights_answers::data.eq(&made.data),
            rights_answers::included.eq(made.included),
            rights_answers::withheld.eq(made.withheld),
            rights_answers::made_at.eq(made.made_at),
            rights_answers::made_by.eq(made.made_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
