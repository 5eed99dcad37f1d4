//! Cases in the database.

mod entries;
mod keeping;

use diesel::prelude::*;

pub(super) use entries::{entries, insert_entry, lock_log};
pub(super) use keeping::remove;

use super::sealed::Sealed;
use super::severity::Severity;
use super::status::State;
use super::{Case, ToldRow};
use crate::clock::Moment;
use crate::db::ids::{IncidentId, KeyId, MailId, PersonId, ServiceId, ToldId};
use crate::db::schema::{incident_told, incidents, mails};
use crate::db::{Error, Tenant};
use crate::mail;

#[derive(Queryable)]
struct Row {
    id: IncidentId,
    reference: String,
    service: ServiceId,
    category: String,
    danger: bool,
    severity: Severity,
    state: State,
    received_at: Moment,
    key: KeyId,
    narrative: Vec<u8>,
    reporter: Vec<u8>,
    subject: Vec<u8>,
    affected: Vec<u8>,
    outcome: Option<Vec<u8>>,
    stranded: bool,
    closed_at: Option<Moment>,
}

type Columns = (
    incidents::id,
    incidents::reference,
    incidents::service_id,
    incidents::category,
    incidents::danger,
    incidents::severity,
    incidents::state,
    incidents::received_at,
    incidents::key_id,
    incidents::narrative,
    incidents::reporter,
    incidents::subject,
    incidents::affected,
    incidents::outcome,
    incidents::stranded,
    incidents::closed_at,
);

const COLUMNS: Columns = (
    incidents::id,
    incidents::reference,
    incidents::service_id,
    incidents::category,
    incidents::danger,
    incidents::severity,
    incidents::state,
    incidents::received_at,
    incidents::key_id,
    incidents::narrative,
    incidents::reporter,
    incidents::subject,
    incidents::affected,
    incidents::outcome,
    incidents::stranded,
    incidents::closed_at,
);

impl From<Row> for Case {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            service: row.service,
            category: row.category,
            danger: row.danger,
            severity: row.severity,
            state: row.state,
            received_at: row.received_at,
            stranded: row.stranded,
            closed_at: row.closed_at,
            sealed: Sealed {
                key: row.key,
                narrative: row.narrative,
                reporter: row.reporter,
                subject: row.subject,
                affected: row.affected,
            },
            outcome: row.outcome,
        }
    }
}

pub(super) fn insert(tenant: &mut Tenant<'_>, case: &Case) -> Result<(), Error> {
    diesel::insert_into(incidents::table)
        .values((
            incidents::organisation_id.eq(tenant.organisation()),
            incidents::id.eq(case.id),
            incidents::reference.eq(&case.reference),
            incidents::service_id.eq(case.service),
            incidents::category.eq(&case.category),
            incidents::danger.eq(case.danger),
            incidents::severity.eq(case.severity),
            incidents::state.eq(case.state),
            incidents::received_at.eq(case.received_at),
            incidents::key_id.eq(case.sealed.key),
            incidents::narrative.eq(&case.sealed.narrative),
            incidents::reporter.eq(&case.sealed.reporter),
            incidents::subject.eq(&case.sealed.subject),
            incidents::affected.eq(&case.sealed.affected),
            incidents::stranded.eq(case.stranded),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn by_reference(tenant: &mut Tenant<'_>, reference: &str) -> Result<Option<Case>, Error> {
    let row: Option<Row> = tenant
        .all(incidents::table)
        .filter(incidents::reference.eq(reference))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(Case::from))
}

pub(super) fn by_id(tenant: &mut Tenant<'_>, id: IncidentId) -> Result<Option<Case>, Error> {
    let row: Option<Row> = tenant
        .all(incidents::table)
        .filter(incidents::id.eq(id))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(Case::from))
}

/// Every case. Only for checks and for what the program does by itself.
pub(super) fn everything(tenant: &mut Tenant<'_>) -> Result<Vec<Case>, Error> {
    let rows: Vec<Row> =
        tenant.all(incidents::table).order(incidents::id).select(COLUMNS).load(tenant.connection())?;
    Ok(rows.into_iter().map(Case::from).collect())
}

/// The cases that somebody was told of, newest first.
pub(super) fn told_to(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    since: Option<Moment>,
) -> Result<Vec<Case>, Error> {
    let rows: Vec<(IncidentId, Moment)> = tenant
        .all(incident_told::table)
        .filter(incident_told::person_id.eq(person))
        .select((incident_told::incident_id, incident_told::told_at))
        .load(tenant.connection())?;
    let later = rows.into_iter().filter(|(_, at)| since.is_none_or(|since| *at > since));
    let known: Vec<IncidentId> = later.map(|(case, _)| case).collect();
    let rows: Vec<Row> = tenant
        .all(incidents::table)
        .filter(incidents::id.eq_any(known))
        .order((incidents::received_at.desc(), incidents::id.desc()))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Case::from).collect())
}

/// A case as its reporter may know it, with the sealed name of the reporter.
#[derive(Queryable)]
pub(super) struct Stub {
    pub id: IncidentId,
    pub reference: String,
    pub state: State,
    pub received_at: Moment,
    pub stranded: bool,
    pub service: ServiceId,
    pub key: KeyId,
    pub reporter: Vec<u8>,
}

/// All cases, newest first, to find one's own among them: who reported stands sealed.
pub(super) fn stubs(tenant: &mut Tenant<'_>) -> Result<Vec<Stub>, Error> {
    let rows = tenant
        .all(incidents::table)
        .order((incidents::received_at.desc(), incidents::id.desc()))
        .select((
            incidents::id,
            incidents::reference,
            incidents::state,
            incidents::received_at,
            incidents::stranded,
            incidents::service_id,
            incidents::key_id,
            incidents::reporter,
        ))
        .load(tenant.connection())?;
    Ok(rows)
}

pub(super) fn set_state(tenant: &mut Tenant<'_>, id: IncidentId, state: State) -> Result<(), Error> {
    diesel::update(tenant.all(incidents::table).filter(incidents::id.eq(id)))
        .set(incidents::state.eq(state))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_closed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: IncidentId,
    outcome: &[u8],
) -> Result<(), Error> {
    diesel::update(tenant.all(incidents::table).filter(incidents::id.eq(id)))
        .set((
            incidents::state.eq(State::Closed),
            incidents::outcome.eq(outcome),
            incidents::closed_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_stranded(tenant: &mut Tenant<'_>, id: IncidentId, stranded: bool) -> Result<(), Error> {
    diesel::update(tenant.all(incidents::table).filter(incidents::id.eq(id)))
        .set(incidents::stranded.eq(stranded))
        .execute(tenant.connection())?;
    Ok(())
}

/// Cases that aren't closed, and whether nobody was left for them.
pub(super) fn unclosed(tenant: &mut Tenant<'_>) -> Result<Vec<(IncidentId, bool)>, Error> {
    let rows = tenant
        .all(incidents::table)
        .filter(incidents::state.ne(State::Closed))
        .order(incidents::id)
        .select((incidents::id, incidents::stranded))
        .load(tenant.connection())?;
    Ok(rows)
}

/// Who was told, in order.
pub(super) fn told(tenant: &mut Tenant<'_>, incident: IncidentId) -> Result<Vec<ToldRow>, Error> {
    let rows: Vec<(ToldId, PersonId, i64, Moment, MailId, Option<Moment>)> = tenant
        .all(incident_told::table)
        .filter(incident_told::incident_id.eq(incident))
        .order(incident_told::place)
        .select((
            incident_told::id,
            incident_told::person_id,
            incident_told::place,
            incident_told::told_at,
            incident_told::mail_id,
            incident_told::opened_at,
        ))
        .load(tenant.connection())?;
    let told = |(id, person, place, told_at, mail, opened_at)| ToldRow {
        id,
        person,
        place,
        told_at,
        mail,
        opened_at,
    };
    Ok(rows.into_iter().map(told).collect())
}

pub(super) fn insert_told(
    tenant: &mut Tenant<'_>,
    incident: IncidentId,
    told: &ToldRow,
) -> Result<(), Error> {
    // Whoever came back, or came in somebody's place, is told anew; the log of the case keeps both.
    let before = incident_told::incident_id.eq(incident).and(incident_told::person_id.eq(told.person));
    diesel::delete(tenant.all(incident_told::table).filter(before)).execute(tenant.connection())?;
    diesel::insert_into(incident_told::table)
        .values((
            incident_told::organisation_id.eq(tenant.organisation()),
            incident_told::id.eq(told.id),
            incident_told::incident_id.eq(incident),
            incident_told::person_id.eq(told.person),
            incident_told::place.eq(told.place),
            incident_told::told_at.eq(told.told_at),
            incident_told::mail_id.eq(told.mail),
            incident_told::opened_at.eq(told.opened_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_opened(tenant: &mut Tenant<'_>, now: Moment, id: ToldId) -> Result<(), Error> {
    let unopened = tenant
        .all(incident_told::table)
        .filter(incident_told::id.eq(id).and(incident_told::opened_at.is_null()));
    diesel::update(unopened).set(incident_told::opened_at.eq(now)).execute(tenant.connection())?;
    Ok(())
}

/// Where the mail to somebody is on its way.
pub(super) fn mail_state(tenant: &mut Tenant<'_>, id: MailId) -> Result<Option<mail::State>, Error> {
    let found = tenant
        .all(mails::table)
        .filter(mails::id.eq(id))
        .select(mails::state)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}
