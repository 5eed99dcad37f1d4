//! Visits of operators in the database, outside the organisations.

use diesel::prelude::*;

use super::{Ending, SupportVisit, Verdict, Wish};
use crate::clock::Moment;
use crate::db::ids::{AccountId, OrganisationId, SessionId, SupportVisitId};
use crate::db::schema::{accounts, support_visits};
use crate::db::{Error, System};

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    id: SupportVisitId,
    (organisation, account): (OrganisationId, AccountId),
    wish: &Wish,
) -> Result<(), Error> {
    diesel::insert_into(support_visits::table)
        .values((
            support_visits::id.eq(id),
            support_visits::organisation_id.eq(organisation),
            support_visits::account_id.eq(account),
            support_visits::reason.eq(&wish.reason),
            support_visits::minutes.eq(wish.minutes),
            support_visits::emergency.eq(wish.emergency),
            support_visits::asked_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

type Row = (
    (SupportVisitId, OrganisationId, AccountId, String),
    (String, i64, bool, Moment),
    (Option<Verdict>, Option<AccountId>, Option<SessionId>),
    (Option<Moment>, Option<Moment>, Option<Moment>, Option<Ending>),
);

macro_rules! rows {
    () => {
        support_visits::table
            .inner_join(accounts::table.on(accounts::id.eq(support_visits::account_id)))
            .select((
                (
                    support_visits::id,
                    support_visits::organisation_id,
                    support_visits::account_id,
                    accounts::email,
                ),
                (
                    support_visits::reason,
                    support_visits::minutes,
                    support_visits::emergency,
                    support_visits::asked_at,
                ),
                (support_visits::answer, support_visits::answered_by, support_visits::session_id),
                (
                    support_visits::began_at,
                    support_visits::ends_at,
                    support_visits::ended_at,
                    support_visits::ending,
                ),
            ))
    };
}

fn visit((whose, asked, answered, times): Row) -> SupportVisit {
    SupportVisit {
        id: whose.0,
        organisation: whose.1,
        account: whose.2,
        email: whose.3,
        wish: Wish { reason: asked.0, minutes: asked.1, emergency: asked.2 },
        asked_at: asked.3,
        verdict: answered.0,
        answered_by: answered.1,
        session: answered.2,
        began_at: times.0,
        ends_at: times.1,
        ended_at: times.2,
        ending: times.3,
    }
}

/// One visit.
///
/// # Errors
/// The database is away.
pub fn get(system: &mut System<'_>, id: SupportVisitId) -> Result<Option<SupportVisit>, Error> {
    let found: Option<Row> =
        rows!().filter(support_visits::id.eq(id)).first(system.connection()).optional()?;
    Ok(found.map(visit))
}

/// The visits to an organisation, or to all, the newest first.
///
/// # Errors
/// The database is away.
pub fn of(system: &mut System<'_>, organisation: Option<OrganisationId>) -> Result<Vec<SupportVisit>, Error> {
    let newest = (support_visits::asked_at.desc(), support_visits::id.desc());
    let mut query = rows!().order(newest).limit(200).into_boxed();
    if let Some(organisation) = organisation {
        query = query.filter(support_visits::organisation_id.eq(organisation));
    }
    let rows: Vec<Row> = query.load(system.connection())?;
    Ok(rows.into_iter().map(visit).collect())
}

/// The visits that nobody ended, however many: some of them are over by themselves.
///
/// # Errors
/// The database is away.
pub fn open(system: &mut System<'_>) -> Result<Vec<SupportVisit>, Error> {
    let rows: Vec<Row> = rows!()
        .filter(support_visits::ended_at.is_null())
        .order(support_visits::id)
        .load(system.connection())?;
    Ok(rows.into_iter().map(visit).collect())
}

/// The address of an operator.
pub(super) fn email(system: &mut System<'_>, account: AccountId) -> Result<String, Error> {
    Ok(accounts::table.find(account).select(accounts::email).first(system.connection())?)
}

pub(super) fn answer(
    system: &mut System<'_>,
    now: Moment,
    id: SupportVisitId,
    (verdict, by): (Verdict, AccountId),
) -> Result<bool, Error> {
    let open = support_visits::table
        .filter(support_visits::id.eq(id))
        .filter(support_visits::answer.is_null().and(support_visits::ended_at.is_null()));
    let changed = diesel::update(open)
        .set((
            support_visits::answer.eq(verdict),
            support_visits::answered_at.eq(now),
            support_visits::answered_by.eq(by),
        ))
        .execute(system.connection())?;
    Ok(changed == 1)
}

pub(super) fn begin(
    system: &mut System<'_>,
    now: Moment,
    id: SupportVisitId,
    (session, ends_at): (SessionId, Moment),
) -> Result<bool, Error> {
    let allowed = support_visits::table
        .filter(support_visits::id.eq(id).and(support_visits::answer.eq(Verdict::Allowed)))
        .filter(support_visits::began_at.is_null().and(support_visits::ended_at.is_null()));
    let changed = diesel::update(allowed)
        .set((
            support_visits::session_id.eq(session),
            support_visits::began_at.eq(now),
            support_visits::ends_at.eq(ends_at),
        ))
        .execute(system.connection())?;
    Ok(changed == 1)
}

pub(super) fn end(
    system: &mut System<'_>,
    now: Moment,
    id: SupportVisitId,
    ending: Ending,
) -> Result<bool, Error> {
    let open =
        support_visits::table.filter(support_visits::id.eq(id).and(support_visits::ended_at.is_null()));
    let changed = diesel::update(open)
        .set((support_visits::ended_at.eq(now), support_visits::ending.eq(ending)))
        .execute(system.connection())?;
    Ok(changed == 1)
}
