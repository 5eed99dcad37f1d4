//! E-mails: what leaves, and what was forgotten on the way.

use std::sync::Arc;

use super::subject;
use crate::clock::Moment;
use crate::db::Error;
use crate::db::ids::AccountId;
use crate::jobs::{Done, NewTicket, Ticket};
use crate::mail::delivery::{self, Delivered};
use crate::web::App;
use crate::{accounts, mail, reactions};

pub(super) fn deliver(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("mails_sent", 0)) };
    if app.database.read_system(crate::keys::store::mail_is_held)? {
        return Ok(Done::Again(now.plus_minutes(5)));
    }
    let delivered =
        delivery::deliver(&app.database, (&*app.transport, &app.clock), entry, subject(ticket), now)?;
    if let Delivered::Failed(lost) = &delivered {
        reactions::mail_failed(app, entry, lost, now)?;
    }
    Ok(done(delivered))
}

pub(super) fn deliver_to_account(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if app.database.read_system(crate::keys::store::mail_is_held)? {
        return Ok(Done::Again(now.plus_minutes(5)));
    }
    let way = (&*app.transport, &app.clock);
    Ok(done(delivery::deliver_to_account(&app.database, way, subject(ticket), now)?))
}

/// Somebody asked for a new password.
pub(super) fn mail_password_link(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let (post, account) = (Arc::clone(&app.post), AccountId::from_any(subject(ticket)));
    let mailed = app.database.write_system(move |system| {
        accounts::passwords::mail_reset(system, now, account, &post)
            .map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("password_links", u64::from(mailed)))
}

fn done(delivered: Delivered) -> Done {
    match delivered {
        Delivered::Sent => Done::Counted("mails_sent", 1),
        Delivered::Nothing | Delivered::Failed(_) => Done::Counted("mails_sent", 0),
        Delivered::Later(until) => Done::Again(until),
    }
}

/// Finds mail that waits without a ticket (a crash at the wrong moment) and tickets it again.
pub(super) fn sweep(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("mails_found_again", 0)) };
    let before = now.plus_hours(-1);
    app.database.write(entry, move |tenant| {
        let (organisation, mut found) = (tenant.organisation(), 0);
        for (id, incident) in mail::stuck(tenant, before)? {
            let ticket = NewTicket::at_once(mail::ticket(incident), organisation, id.any(), now);
            found += u64::from(crate::jobs::add(&mut tenant.system(), now, &ticket)?);
        }
        Ok(Done::Counted("mails_found_again", found))
    })
}
