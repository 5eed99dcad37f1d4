//! Legal holds in the database.

use diesel::prelude::*;

use super::{Kind, On, Row};
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, IncidentId, KeyId, LegalHoldId, PersonId, PolicyId};
use crate::db::schema::legal_holds;
use crate::db::{Error, Tenant};

type Columns = (
    LegalHoldId,
    String,
    Option<AnyId>,
    Option<Day>,
    Option<Day>,
    KeyId,
    Vec<u8>,
    Day,
    Moment,
    PersonId,
    Option<Moment>,
    Option<PersonId>,
    Option<Vec<u8>>,
    Option<Moment>,
    Option<PersonId>,
);

fn on(kind: &str, subject: Option<AnyId>, days: Option<(Day, Day)>) -> Option<On> {
    Some(match Kind::from_word(kind)? {
        Kind::Person => On::Person(PersonId::from_any(subject?)),
        Kind::Policy => On::Policy(PolicyId::from_any(subject?)),
        Kind::Case => On::Case(IncidentId::from_any(subject?)),
        Kind::Days => days.map(|(from, until)| On::Days(from, until))?,
        Kind::Organisation => On::Organisation,
    })
}

fn read(row: Columns) -> Option<Row> {
    let (id, kind, subject, from, until, key, reason, review_on, made_at, made_by, ..) = &row;
    let (.., asked_at, asked_by, end_reason, ended_at, ended_by) = &row;
    Some(Row {
        id: *id,
        on: on(kind, *subject, from.zip(*until))?,
        key: *key,
        reason: reason.clone(),
        review_on: *review_on,
        made_at: *made_at,
        made_by: *made_by,
        asked: asked_at.zip(*asked_by),
        end_reason: end_reason.clone(),
        ended: ended_at.zip(*ended_by),
    })
}

/// Every hold, the newest first.
pub(super) fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Row>, Error> {
    let rows: Vec<Columns> = tenant
        .all(legal_holds::table)
        .order((legal_holds::made_at.desc(), legal_holds::id.desc()))
        .select((
            legal_holds::id,
            legal_holds::kind,
            legal_holds::subject_id,
            legal_holds::from_on,
            legal_holds::until_on,
            legal_holds::key_id,
            legal_holds::reason,
            legal_holds::review_on,
            legal_holds::made_at,
            legal_holds::made_by,
            legal_holds::asked_at,
            legal_holds::asked_by,
            legal_holds::end_reason,
            legal_holds::ended_at,
            legal_holds::ended_by,
        ))
        .load(tenant.connection())?;
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, row: &Row) -> Result<(), Error> {
    let days = match row.on {
        On::Days(from, until) => Some((from, until)),
        _ => None,
    };
    diesel::insert_into(legal_holds::table)
        .values((
            legal_holds::organisation_id.eq(tenant.organisation()),
            legal_holds::id.eq(row.id),
            legal_holds::kind.eq(row.on.kind()),
            legal_holds::subject_id.eq(row.on.subject()),
            legal_holds::from_on.eq(days.map(|days| days.0)),
            legal_holds::until_on.eq(days.map(|days| days.1)),
            legal_holds::key_id.eq(row.key),
            legal_holds::reason.eq(&row.reason),
            legal_holds::review_on.eq(row.review_on),
            legal_holds::made_at.eq(row.made_at),
            legal_holds::made_by.eq(row.made_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that somebody asked to end a hold that stands; false when it ended meanwhile.
pub(super) fn ask(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: LegalHoldId,
    reason: &[u8],
) -> Result<bool, Error> {
    let standing =
        tenant.all(legal_holds::table).filter(legal_holds::id.eq(id).and(legal_holds::ended_at.is_null()));
    let changed = diesel::update(standing)
        .set((
            legal_holds::asked_at.eq(now),
            legal_holds::asked_by.eq(by),
            legal_holds::end_reason.eq(reason.to_vec()),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Ends a hold that stands; false when it ended meanwhile.
pub(super) fn end(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: LegalHoldId,
) -> Result<bool, Error> {
    let standing =
        tenant.all(legal_holds::table).filter(legal_holds::id.eq(id).and(legal_holds::ended_at.is_null()));
    let changed = diesel::update(standing)
        .set((legal_holds::ended_at.eq(now), legal_holds::ended_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Deletes the holds on a case, which ended all.
pub(super) fn forget(tenant: &mut Tenant<'_>, case: IncidentId) -> Result<(), Error> {
    let ended = tenant
        .all(legal_holds::table)
        .filter(legal_holds::kind.eq(Kind::Case).and(legal_holds::subject_id.eq(case.any())))
        .filter(legal_holds::ended_at.is_not_null());
    diesel::delete(ended).execute(tenant.connection())?;
    Ok(())
}
