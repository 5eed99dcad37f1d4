//! Requests, who may not know of them, and their steps in the database.

mod accounts;
mod answers;
pub mod held;
mod records;

use diesel::prelude::*;

use super::{Ask, Request, State, Step, Way, What, Why};
use crate::clock::{Day, Moment};
use crate::db::ids::{KeyId, PersonId, RightsRequestId, RightsStepId};
use crate::db::schema::{rights_conflicts, rights_requests, rights_steps};
use crate::db::{Error, Tenant};

pub use accounts::*;
pub use answers::*;
pub use records::*;

#[derive(Queryable)]
struct Row {
    id: RightsRequestId,
    person: Option<PersonId>,
    asks: String,
    way: Way,
    received_on: Day,
    runner: PersonId,
    key: KeyId,
    contents: Vec<u8>,
    state: State,
    made_at: Moment,
    made_by: PersonId,
    answered_at: Option<Moment>,
}

/// The columns of [`Row`], in its order.
macro_rules! requests {
    ($tenant:expr) => {
        $tenant.all(rights_requests::table).select((
            rights_requests::id,
            rights_requests::person_id,
            rights_requests::asks,
            rights_requests::way,
            rights_requests::received_on,
            rights_requests::runner_id,
            rights_requests::key_id,
            rights_requests::contents,
            rights_requests::state,
            rights_requests::made_at,
            rights_requests::made_by,
            rights_requests::answered_at,
        ))
    };
}

impl From<Row> for Request {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            person: row.person,
            asks: row.asks.split(' ').filter_map(Ask::from_word).collect(),
            way: row.way,
            received_on: row.received_on,
            runner: row.runner,
            key: row.key,
            contents: row.contents,
            state: row.state,
            made_at: row.made_at,
            made_by: row.made_by,
            answered_at: row.answered_at,
        }
    }
}

/// One request.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, id: RightsRequestId) -> Result<Option<Request>, Error> {
    let row: Option<Row> =
        requests!(tenant).filter(rights_requests::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(Request::from))
}

/// All requests, open ones first, the oldest first.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Request>, Error> {
    let rows: Vec<Row> = requests!(tenant)
        .order((rights_requests::state.desc(), rights_requests::received_on, rights_requests::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Request::from).collect())
}

/// Whether a request has no answer yet.
///
/// # Errors
/// The database is away.
pub fn is_any_unanswered(tenant: &mut Tenant<'_>) -> Result<bool, Error> {
    let waiting = tenant.all(rights_requests::table).filter(rights_requests::answered_at.is_null());
    let first = waiting.select(rights_requests::id).first::<RightsRequestId>(tenant.connection());
    Ok(first.optional()?.is_some())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, request: &Request) -> Result<(), Error> {
    let asks: Vec<&str> = request.asks.iter().map(|ask| ask.as_str()).collect();
    diesel::insert_into(rights_requests::table)
        .values((
            rights_requests::organisation_id.eq(tenant.organisation()),
            rights_requests::id.eq(request.id),
            rights_requests::person_id.eq(request.person),
            rights_requests::asks.eq(asks.join(" ")),
            rights_requests::way.eq(request.way),
            rights_requests::received_on.eq(request.received_on),
            rights_requests::runner_id.eq(request.runner),
            rights_requests::key_id.eq(request.key),
            rights_requests::contents.eq(&request.contents),
            rights_requests::state.eq(request.state),
            rights_requests::made_at.eq(request.made_at),
            rights_requests::made_by.eq(request.made_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_runner(
    tenant: &mut Tenant<'_>,
    id: RightsRequestId,
    runner: PersonId,
) -> Result<(), Error> {
    diesel::update(tenant.all(rights_requests::table).filter(rights_requests::id.eq(id)))
        .set(rights_requests::runner_id.eq(runner))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_state(
    tenant: &mut Tenant<'_>,
    id: RightsRequestId,
    state: State,
    answered_at: Option<Moment>,
) -> Result<(), Error> {
    diesel::update(tenant.all(rights_requests::table).filter(rights_requests::id.eq(id)))
        .set((rights_requests::state.eq(state), rights_requests::answered_at.eq(answered_at)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Who may not know of a request, and why.
///
/// # Errors
/// The database is away.
pub fn conflicts(tenant: &mut Tenant<'_>, id: RightsRequestId) -> Result<Vec<(PersonId, Why)>, Error> {
    let rows = tenant
        .all(rights_conflicts::table)
        .filter(rights_conflicts::request_id.eq(id))
        .order(rights_conflicts::person_id)
        .select((rights_conflicts::person_id, rights_conflicts::why))
        .load(tenant.connection())?;
    Ok(rows)
}

pub(super) fn set_contents(tenant: &mut Tenant<'_>, id: RightsRequestId, sealed: &[u8]) -> Result<(), Error> {
    diesel::update(tenant.all(rights_requests::table).filter(rights_requests::id.eq(id)))
        .set(rights_requests::contents.eq(sealed))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn end_conflict(
    tenant: &mut Tenant<'_>,
    request: RightsRequestId,
    person: PersonId,
) -> Result<(), Error> {
    let of_request = tenant.all(rights_conflicts::table).filter(rights_conflicts::request_id.eq(request));
    diesel::delete(of_request.filter(rights_conflicts::person_id.eq(person))).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_conflict(
    tenant: &mut Tenant<'_>,
    request: RightsRequestId,
    person: PersonId,
    why: Why,
) -> Result<(), Error> {
    diesel::insert_into(rights_conflicts::table)
        .values((
            rights_conflicts::organisation_id.eq(tenant.organisation()),
            rights_conflicts::request_id.eq(request),
            rights_conflicts::person_id.eq(person),
            rights_conflicts::why.eq(why),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

#[derive(Queryable)]
struct StepRow {
    id: RightsStepId,
    request: RightsRequestId,
    what: What,
    day: Day,
    key: Option<KeyId>,
    words: Option<Vec<u8>>,
    at: Moment,
    by: Option<PersonId>,
}

/// The steps of a request, the first one first.
///
/// # Errors
/// The database is away.
pub fn steps(tenant: &mut Tenant<'_>, request: RightsRequestId) -> Result<Vec<Step>, Error> {
    let rows: Vec<StepRow> = tenant
        .all(rights_steps::table)
        .filter(rights_steps::request_id.eq(request))
        .order((rights_steps::at, rights_steps::id))
        .select((
            rights_steps::id,
            rights_steps::request_id,
            rights_steps::what,
            rights_steps::day_on,
            rights_steps::key_id,
            rights_steps::words,
            rights_steps::at,
            rights_steps::by_id,
        ))
        .load(tenant.connection())?;
    let step = |row: StepRow| Step {
        id: row.id,
        request: row.request,
        what: row.what,
        day: row.day,
        words: row.key.zip(row.words),
        at: row.at,
        by: row.by,
    };
    Ok(rows.into_iter().map(step).collect())
}

pub(super) fn insert_step(tenant: &mut Tenant<'_>, step: &Step) -> Result<(), Error> {
    let (key, words) = step.words.clone().unzip();
    diesel::insert_into(rights_steps::table)
        .values((
            rights_steps::organisation_id.eq(tenant.organisation()),
            rights_steps::id.eq(step.id),
            rights_steps::request_id.eq(step.request),
            rights_steps::what.eq(step.what),
            rights_steps::day_on.eq(step.day),
            rights_steps::key_id.eq(key),
            rights_steps::words.eq(words),
            rights_steps::at.eq(step.at),
            rights_steps::by_id.eq(step.by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
