//! What ends or goes when its time is over: never ahead of the clock.

use std::sync::Arc;

use super::subject;
use crate::accounts::sign_up;
use crate::clock::Moment;
use crate::db::ids::{OrganisationId, SupportVisitId};
use crate::db::{Error, System, Tenant};
use crate::jobs::{Done, Ticket};
use crate::operator::support;
use crate::people::PeopleError;
use crate::policies::exports;
use crate::retention::clock;
use crate::web::App;
use crate::{accounts, closing, people, reactions, retention};

/// How often a day it is asked whether the clock is trusted again.
const ASKED_A_DAY: i64 = 24;

/// Takes away what was kept for a time only, and ends what a clock that ran ahead began; a pass ahead of the clock removes nothing.
pub(super) fn sweep_accounts(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Counted("account_rows_removed", 0));
    }
    let removed = app.database.write_system(move |system| {
        support::end_ahead(system, now).map_err(|fault| Error::Unavailable(fault.to_string()))?;
        accounts::sweep(system, now)
    })?;
    Ok(Done::Counted("account_rows_removed", removed))
}

/// Drops lists of staff that nobody adds; a pass ahead of the clock drops none.
pub(super) fn drop_lists(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("staff_lists_dropped", 0));
    };
    let dropped = app.database.write(entry, move |tenant| {
        people::imports::undo::sweep(tenant, now).map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("staff_lists_dropped", dropped))
}

/// Ends the access of those whose last day is over; a pass ahead of the clock ends nobody's. Behind a clock that jumped
/// those alone end whose last day was near when it was last right, for a server may have been off, until an operator
/// looked at it: the roles of the others would not come back with the right time.
pub(super) fn end_staff(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("people_ended", 0)) };
    let real_now = app.clock.now();
    let today = now.min(real_now).day();
    let post = Arc::clone(&app.post);
    let until = app.database.write_system(move |system| clock::ends_until(system, real_now, &post))?;
    let until = until.map_or(today, |until| until.min(today));
    let post = Arc::clone(&app.post);
    let ended = app.database.write(entry, move |tenant| {
        let ended = reactions::telling_of_roles(tenant, now, &post, |tenant| {
            let ended = people::ending::end_due(tenant, now, until)?;
            for person in &ended.gone {
                reactions::left(tenant, now, *person)?;
            }
            reactions::owners_stay(tenant, now, &post, &ended.staying)?;
            Ok::<_, PeopleError>(ended.gone.len())
        });
        ended.map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    // The next day's ticket asks on.
    if until < today && ended == 0 && ticket.tries < ASKED_A_DAY {
        return Ok(Done::Again(now.plus_hours(1)));
    }
    Ok(Done::Counted("people_ended", u64::try_from(ended).unwrap_or_default()))
}

/// Takes sign-ups away that nobody confirmed; a pass ahead of the clock removes nothing.
pub(super) fn end_sign_ups(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Again(now.plus_hours(1)));
    }
    let removed = app.database.write_system(move |system| sign_up::sweep(system, now))?;
    Ok(Done::Counted("sign_ups_removed", removed))
}

/// Takes old files away; a pass ahead of the clock removes nothing.
pub(super) fn remove_files(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("files_removed", 0));
    };
    let removed = app.database.write(entry, move |tenant| {
        Ok::<_, Error>(exports::sweep(tenant, now)?.saturating_add(closing::handover::sweep(tenant, now)?))
    })?;
    Ok(Done::Counted("files_removed", removed))
}

/// The time of an operator in an organisation is over.
pub(super) fn end_support(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let (post, id) = (Arc::clone(&app.post), SupportVisitId::from_any(subject(ticket)));
    let end = move |system: &mut System<'_>| support::end(system, now, &post, id, support::Ending::Time);
    match app.database.write_system(end) {
        Ok(ended) => Ok(Done::Counted("support_visits_ended", u64::from(ended))),
        Err(support::SupportError::Database(fault)) => Err(fault),
        Err(other) => Err(Error::Unavailable(other.to_string())),
    }
}

/// Reminds of closings and ends organisations; a pass ahead of the clock does neither, and behind a clock that
/// jumped no organisation ends.
pub(super) fn close_organisations(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("organisations_closed", 0));
    };
    let post = Arc::clone(&app.post);
    let step = app.database.write_system(move |system| clock::look(system, now, &post))?;
    let post = Arc::clone(&app.post);
    let due =
        move |tenant: &mut Tenant<'_>| reactions::closing_due(tenant, now, &post, step == clock::Step::Go);
    let closed = app.database.write(entry, due)?;
    Ok(Done::Counted("organisations_closed", u64::from(closed)))
}

/// Goes on where the destruction of keys was left.
pub(super) fn destroy_keys(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Again(now));
    }
    closing::shredding::run(&app.database, &app.clock, OrganisationId::from_any(subject(ticket)))?;
    Ok(Done::Counted("keys_destroyed", 1))
}

/// Removes what is past its time; a pass ahead of the clock, or behind a clock that jumped, removes nothing.
pub(super) fn keep_by_rule(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("records_removed", 0));
    };
    Ok(Done::Counted("records_removed", retention::applying::run(app, entry, now)?))
}
