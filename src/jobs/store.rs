//! Tickets, and which daily work has begun, in the database.

use diesel::prelude::*;

use super::ahead::{CLAIMED_MINUTES, Times, latest_claim, latest_next};
use super::{NewTicket, Share, Ticket};
use crate::clock::{Day, Moment};
use crate::db::dialect::Both;
use crate::db::ids::{AnyId, OrganisationId, TicketId};
use crate::db::schema::{job_runs, leases, organisations, work_tickets};
use crate::db::{Error, System};

/// That a ticket is of the installation, or of an active organisation: the work of the others waits.
macro_rules! may_go_on {
    () => {
        work_tickets::organisation_id.is_null().or(work_tickets::organisation_id.eq_any(
            organisations::table
                .filter(organisations::state.eq("active"))
                .select(organisations::id.nullable()),
        ))
    };
}

/// That a ticket belongs to a share.
macro_rules! in_share {
    ($share:expr) => {
        work_tickets::kind.eq($share.kind).eq($share.is_its_own)
    };
}

pub(super) fn insert(system: &mut System<'_>, now: Moment, ticket: &NewTicket) -> Result<bool, Error> {
    let insert = diesel::insert_into(work_tickets::table)
        .values((
            work_tickets::id.eq(TicketId::new(now)),
            work_tickets::organisation_id.eq(ticket.organisation),
            work_tickets::kind.eq(ticket.kind),
            work_tickets::subject_id.eq(ticket.subject),
            work_tickets::occasion.eq(ticket.occasion.clone()),
            work_tickets::due_at.eq(ticket.due_at),
            work_tickets::tries.eq(0_i64),
            work_tickets::created_at.eq(now),
        ))
        .on_conflict((work_tickets::kind, work_tickets::occasion))
        .do_nothing();
    Ok(Both(insert).execute(system.connection())? == 1)
}

/// Claims the ticket that is due longest, of these kinds when some are named; nothing when none is due.
pub(super) fn claim(
    system: &mut System<'_>,
    (due_by, real_now): (Moment, Moment),
    node: &str,
    (share, kinds): (Share, Option<&[&'static str]>),
) -> Result<Option<Ticket>, Error> {
    let free = work_tickets::claimed_until.is_null().or(work_tickets::claimed_until.lt(real_now));
    let mut due = work_tickets::table
        .filter(work_tickets::due_at.le(due_by))
        .filter(in_share!(share))
        .filter(may_go_on!())
        .filter(free)
        .order((work_tickets::due_at, work_tickets::id))
        .select(work_tickets::id)
        .into_boxed();
    if let Some(kinds) = kinds {
        due = due.filter(work_tickets::kind.eq_any(kinds.to_vec()));
    }
    let first: Option<TicketId> = due.first(system.connection()).optional()?;
    let Some(id) = first else { return Ok(None) };
    let claimed: Option<(String, Option<OrganisationId>, Option<AnyId>, i64)> =
        diesel::update(work_tickets::table.filter(work_tickets::id.eq(id)).filter(free))
            .set((
                work_tickets::claimed_until.eq(real_now.plus_minutes(CLAIMED_MINUTES)),
                work_tickets::claimed_by.eq(node),
            ))
            .returning((
                work_tickets::kind,
                work_tickets::organisation_id,
                work_tickets::subject_id,
                work_tickets::tries,
            ))
            .get_result(system.connection())
            .optional()?;
    Ok(claimed.map(|(kind, organisation, subject, tries)| Ticket { id, kind, organisation, subject, tries }))
}

/// Whether any ticket is due, without taking the write lock.
pub(super) fn any_due(
    system: &mut System<'_>,
    (due_by, real_now): (Moment, Moment),
    share: Share,
) -> Result<bool, Error> {
    let due = work_tickets::table
        .filter(work_tickets::due_at.le(due_by))
        .filter(in_share!(share))
        .filter(may_go_on!())
        .filter(work_tickets::claimed_until.is_null().or(work_tickets::claimed_until.lt(real_now)));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(system.connection())?)
}

/// The times of the tickets that a clock which ran ahead wrote, put off or claimed.
pub(super) fn ahead(system: &mut System<'_>, now: Moment) -> Result<Vec<Times>, Error> {
    let put_off = work_tickets::tries.gt(0_i64).and(work_tickets::due_at.gt(latest_next(now)));
    let noted = work_tickets::created_at
        .gt(now.latest())
        .or(put_off)
        .or(work_tickets::claimed_until.gt(latest_claim(now)));
    let rows: Vec<(TicketId, i64, Moment, Moment, Option<Moment>)> = work_tickets::table
        .filter(noted)
        .select((
            work_tickets::id,
            work_tickets::tries,
            work_tickets::created_at,
            work_tickets::due_at,
            work_tickets::claimed_until,
        ))
        .load(system.connection())?;
    let read = |(id, tries, created_at, due_at, claimed_until)| Times {
        id,
        tries,
        created_at,
        due_at,
        claimed_until,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Keeps the times of a ticket.
pub(super) fn keep_times(system: &mut System<'_>, times: &Times) -> Result<(), Error> {
    diesel::update(work_tickets::table.find(times.id))
        .set((
            work_tickets::created_at.eq(times.created_at),
            work_tickets::due_at.eq(times.due_at),
            work_tickets::claimed_until.eq(times.claimed_until),
        ))
        .execute(system.connection())?;
    Ok(())
}

pub(super) fn finish(system: &mut System<'_>, id: TicketId) -> Result<(), Error> {
    diesel::delete(work_tickets::table.find(id)).execute(system.connection())?;
    Ok(())
}

pub(super) fn postpone(system: &mut System<'_>, id: TicketId, until: Moment) -> Result<(), Error> {
    diesel::update(work_tickets::table.find(id))
        .set((
            work_tickets::due_at.eq(until),
            work_tickets::tries.eq(work_tickets::tries + 1),
            work_tickets::claimed_until.eq(None::<Moment>),
            work_tickets::claimed_by.eq(None::<String>),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// Whether the daily work of a name was begun on a day.
///
/// # Errors
/// The database is away.
pub fn has_begun(system: &mut System<'_>, name: &str, day: Day) -> Result<bool, Error> {
    let row = job_runs::table.filter(job_runs::name.eq(name).and(job_runs::day.eq(day.to_string())));
    Ok(diesel::select(diesel::dsl::exists(row)).get_result(system.connection())?)
}

/// Begins the daily work of a name on a day; false when somebody has begun it.
///
/// # Errors
/// The database is away.
pub fn begin(system: &mut System<'_>, now: Moment, name: &str, day: Day) -> Result<bool, Error> {
    let insert = diesel::insert_into(job_runs::table)
        .values((
            job_runs::name.eq(name.to_owned()),
            job_runs::day.eq(day.to_string()),
            job_runs::started_at.eq(now),
        ))
        .on_conflict((job_runs::name, job_runs::day))
        .do_nothing();
    Ok(Both(insert).execute(system.connection())? == 1)
}

/// Daily work that a clock which ran ahead began: the day, or when it was.
macro_rules! begun_ahead {
    ($now:ident) => {
        job_runs::day.gt($now.latest().day().to_string()).or(job_runs::started_at.gt($now.latest()))
    };
}

/// Whether a clock that ran ahead began any daily work.
pub(super) fn any_begun_ahead(system: &mut System<'_>, now: Moment) -> Result<bool, Error> {
    let rows = job_runs::table.filter(begun_ahead!(now));
    Ok(diesel::select(diesel::dsl::exists(rows)).get_result(system.connection())?)
}

/// Forgets the daily work that a clock which ran ahead began, so that those days have theirs.
pub(super) fn forget_begun_ahead(system: &mut System<'_>, now: Moment) -> Result<(), Error> {
    diesel::delete(job_runs::table.filter(begun_ahead!(now))).execute(system.connection())?;
    Ok(())
}

/// Takes a lease, so that only one node does the work of this name; false while another holds it.
///
/// # Errors
/// The database is away.
pub fn lease(
    system: &mut System<'_>,
    name: &str,
    holder: &str,
    now: Moment,
    until: Moment,
) -> Result<bool, Error> {
    let ended = leases::table.filter(leases::name.eq(name).and(leases::until.le(now)));
    diesel::delete(ended).execute(system.connection())?;
    let insert = diesel::insert_into(leases::table)
        .values((
            leases::name.eq(name.to_owned()),
            leases::holder.eq(holder.to_owned()),
            leases::until.eq(until),
        ))
        .on_conflict(leases::name)
        .do_nothing();
    Ok(Both(insert).execute(system.connection())? == 1)
}

/// Who does the work of a name at present; nothing when nobody does, or the lease ran out.
///
/// # Errors
/// The database is away.
pub fn holder(system: &mut System<'_>, name: &str, now: Moment) -> Result<Option<String>, Error> {
    let found = leases::table
        .filter(leases::name.eq(name).and(leases::until.gt(now)))
        .select(leases::holder)
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// Gives a lease back.
///
/// # Errors
/// The database is away.
pub fn end_lease(system: &mut System<'_>, name: &str, holder: &str) -> Result<(), Error> {
    let own = leases::table.filter(leases::name.eq(name).and(leases::holder.eq(holder)));
    diesel::delete(own).execute(system.connection())?;
    Ok(())
}

pub(super) fn active_organisations(system: &mut System<'_>) -> Result<Vec<OrganisationId>, Error> {
    let rows = organisations::table
        .filter(organisations::state.eq("active"))
        .select(organisations::id)
        .order(organisations::id)
        .load(system.connection())?;
    Ok(rows)
}
