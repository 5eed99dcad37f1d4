//! Complaints in the database.

use diesel::prelude::*;

use super::Complaint;
use crate::clock::{Day, Moment};
use crate::db::ids::{DataComplaintId, KeyId};
use crate::db::schema::data_complaints;
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::rights::{State, Way};

#[derive(Queryable)]
struct Row {
    id: DataComplaintId,
    way: Way,
    received_on: Day,
    language: Language,
    key: KeyId,
    contents: Vec<u8>,
    state: State,
    acknowledged_on: Option<Day>,
    outcome: Option<Vec<u8>>,
    answered_on: Option<Day>,
}

/// The columns of [`Row`], in its order.
macro_rules! complaints {
    ($tenant:expr) => {
        $tenant.all(data_complaints::table).select((
            data_complaints::id,
            data_complaints::way,
            data_complaints::received_on,
            data_complaints::language,
            data_complaints::key_id,
            data_complaints::contents,
            data_complaints::state,
            data_complaints::acknowledged_on,
            data_complaints::outcome,
            data_complaints::answered_on,
        ))
    };
}

impl From<Row> for Complaint {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            way: row.way,
            received_on: row.received_on,
            language: row.language,
            key: row.key,
            contents: row.contents,
            state: row.state,
            acknowledged_on: row.acknowledged_on,
            outcome: row.outcome,
            answered_on: row.answered_on,
        }
    }
}

/// One complaint.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: DataComplaintId) -> Result<Option<Complaint>, Error> {
    let row: Option<Row> =
        complaints!(tenant).filter(data_complaints::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(Complaint::from))
}

/// All complaints, open ones first, the oldest first.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Complaint>, Error> {
    let rows: Vec<Row> = complaints!(tenant)
        .order((data_complaints::state.desc(), data_complaints::received_on, data_complaints::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Complaint::from).collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, now: Moment, new: &Complaint) -> Result<(), Error> {
    let by = tenant.actor().person();
    diesel::insert_into(data_complaints::table)
        .values((
            data_complaints::organisation_id.eq(tenant.organisation()),
            data_complaints::id.eq(new.id),
            data_complaints::way.eq(new.way),
            data_complaints::received_on.eq(new.received_on),
            data_complaints::language.eq(new.language),
            data_complaints::key_id.eq(new.key),
            data_complaints::contents.eq(&new.contents),
            data_complaints::state.eq(new.state),
            data_complaints::acknowledged_on.eq(new.acknowledged_on),
            data_complaints::made_at.eq(now),
            data_complaints::made_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn update(tenant: &mut Tenant<'_>, complaint: &Complaint) -> Result<(), Error> {
    diesel::update(tenant.all(data_complaints::table).filter(data_complaints::id.eq(complaint.id)))
        .set((
            data_complaints::state.eq(complaint.state),
            data_complaints::acknowledged_on.eq(complaint.acknowledged_on),
            data_complaints::outcome.eq(&complaint.outcome),
            data_complaints::answered_on.eq(complaint.answered_on),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
