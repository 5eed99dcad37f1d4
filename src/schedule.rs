//! Everything that happens by itself, on one page: what, when, and which slice's operation.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::accounts::sign_up;
use crate::clock::Moment;
use crate::closing::{self, handover};
use crate::db::ids::{
    AccountId, AnyId, ApprovalRoundId, IncidentId, OrganisationId, ShelfId, StaffImportId, SupportVisitId,
};
use crate::db::{Error, System};
use crate::jobs::{Daily, Done, NewTicket, Pass, Task, Ticket, Watch, pass};
use crate::mail;
use crate::mail::delivery::{self, Delivered};
use crate::operator::{self, sizes, support};
use crate::policies::approval;
use crate::policies::exports::{self, making};
use crate::web::App;
use crate::{accounts, activity, backups, incidents, people, reactions, retention, reviews, rights, shelf};

/// Daily work for every organisation, from this minute of the day in London.
const DAILY: &[Daily] = &[
    Daily { kind: "mail-sweep", from_minute: 0 },
    Daily { kind: people::ending::TICKET, from_minute: 0 },
    Daily { kind: "case-commitment", from_minute: 5 },
    Daily { kind: closing::TICKET, from_minute: reviews::FROM_MINUTE },
    Daily { kind: sizes::TICKET, from_minute: 10 },
    Daily { kind: exports::SWEEP, from_minute: 60 },
    Daily { kind: people::imports::SWEEP, from_minute: 60 },
    Daily { kind: retention::TICKET, from_minute: retention::FROM_MINUTE },
    Daily { kind: reviews::TICKET, from_minute: reviews::FROM_MINUTE },
    Daily { kind: COVERS, from_minute: reviews::FROM_MINUTE },
    Daily { kind: rights::TICKET, from_minute: reviews::FROM_MINUTE },
    Daily { kind: HEADS, from_minute: reviews::FROM_MINUTE },
];

/// Daily work for the installation.
const DAILY_ONCE: &[Daily] = &[Daily { kind: accounts::SWEEP, from_minute: 90 }];

/// Work of the installation, when there is reason for it.
const WATCHES: &[Watch<App>] = &[
    Watch { kind: backups::TICKET, is_due: backups::making::is_due },
    Watch { kind: backups::ALARM, is_due: backups::making::alarm_is_due },
];

/// Every kind of work.
const TASKS: &[Task<App>] = &[
    Task { kind: mail::TICKET, run: deliver },
    Task { kind: mail::account::TICKET, run: deliver_to_account },
    Task { kind: accounts::RESET_TICKET, run: mail_password_link },
    Task { kind: accounts::SWEEP, run: sweep_accounts },
    Task { kind: sign_up::TICKET, run: end_sign_ups },
    Task { kind: "mail-sweep", run: sweep },
    Task { kind: reviews::TICKET, run: remind },
    Task { kind: incidents::TICKET, run: escalate },
    Task { kind: shelf::TICKET, run: bring_in },
    Task { kind: "case-commitment", run: commit_cases },
    Task { kind: approval::TICKET, run: tell_outdated },
    Task { kind: people::imports::TICKET, run: add_staff },
    Task { kind: people::imports::SWEEP, run: drop_lists },
    Task { kind: people::ending::TICKET, run: end_staff },
    Task { kind: exports::TICKET, run: make_file },
    Task { kind: exports::SWEEP, run: remove_files },
    Task { kind: backups::TICKET, run: back_up },
    Task { kind: backups::ASKED, run: back_up_as_asked },
    Task { kind: backups::ALARM, run: tell_of_backups },
    Task { kind: COVERS, run: tell_of_covers },
    Task { kind: HEADS, run: mail_heads },
    Task { kind: rights::TICKET, run: remind_of_rights },
    Task { kind: sizes::TICKET, run: count_organisation },
    Task { kind: support::TICKET, run: end_support },
    Task { kind: handover::TICKET, run: make_package },
    Task { kind: closing::TICKET, run: close_organisations },
    Task { kind: closing::shredding::TICKET, run: destroy_keys },
    Task { kind: retention::TICKET, run: keep_by_rule },
];

/// The daily mails about who stands in for whom.
const COVERS: &str = "covers";
/// The monthly mail with the head of the log: asked for daily, sent once a month.
const HEADS: &str = "log-head";

/// What a pass counts, in the order of its report.
const COUNTED: &[&str] = &[
    "mails_sent",
    "mails_found_again",
    "review_reminders",
    "people_told",
    "case_commitments",
    "approval_changes",
    "files_made",
    "files_removed",
    "shelf_files",
    "password_links",
    "account_rows_removed",
    "sign_ups_removed",
    "backups_made",
    "backup_alarms",
    "staff_added",
    "staff_lists_dropped",
    "people_ended",
    "cover_mails",
    "head_mails",
    "organisations_counted",
    "support_visits_ended",
    "packages_made",
    "organisations_closed",
    "keys_destroyed",
    "records_removed",
    "rights_reminders",
];

/// How often the loop looks for work.
const EVERY: Duration = Duration::from_secs(2);

/// One pass of everything that is due at a moment.
///
/// # Errors
/// The database is away.
pub fn run(app: &App, as_of: Moment) -> Result<BTreeMap<&'static str, u64>, Error> {
    let node = format!("{}", std::process::id());
    let whole = Pass {
        database: &app.database,
        context: app,
        tasks: TASKS,
        daily: DAILY,
        daily_once: DAILY_ONCE,
        watches: WATCHES,
        node: &node,
        as_of,
        real_now: app.clock.now(),
    };
    pass(&whole, COUNTED)
}

/// The loop beside the server. Ends when `stop` is set.
///
/// # Errors
/// The thread can't be started.
pub fn start(app: App, stop: Arc<AtomicBool>) -> std::io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name("jobs".to_owned()).spawn(move || {
        while !stop.load(Ordering::SeqCst) {
            if let Err(fault) = run(&app, app.clock.now()) {
                tracing::error!(%fault, "a pass of the jobs failed");
            }
            std::thread::park_timeout(EVERY);
        }
    })
}

fn subject(ticket: &Ticket) -> AnyId {
    ticket.subject.unwrap_or(AnyId::NONE)
}

fn deliver(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("mails_sent", 0)) };
    if app.database.read_system(crate::keys::store::mail_is_held)? {
        return Ok(Done::Again(now.plus_minutes(5)));
    }
    let delivered = delivery::deliver(&app.database, &app.transport, entry, subject(ticket), now)?;
    if let Delivered::Failed(lost) = &delivered {
        reactions::mail_failed(app, entry, lost, now)?;
    }
    Ok(done(delivered))
}

fn deliver_to_account(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if app.database.read_system(crate::keys::store::mail_is_held)? {
        return Ok(Done::Again(now.plus_minutes(5)));
    }
    Ok(done(delivery::deliver_to_account(&app.database, &app.transport, subject(ticket), now)?))
}

/// Somebody asked for a new password.
fn mail_password_link(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let (post, account) = (Arc::clone(&app.post), AccountId::from_any(subject(ticket)));
    let mailed = app.database.write_system(move |system| {
        accounts::passwords::mail_reset(system, now, account, &post)
            .map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("password_links", u64::from(mailed)))
}

/// Takes away what was kept for a time only; a pass ahead of the clock removes nothing.
fn sweep_accounts(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Counted("account_rows_removed", 0));
    }
    let removed = app.database.write_system(move |system| accounts::sweep(system, now))?;
    Ok(Done::Counted("account_rows_removed", removed))
}

fn done(delivered: Delivered) -> Done {
    match delivered {
        Delivered::Sent => Done::Counted("mails_sent", 1),
        Delivered::Nothing | Delivered::Failed(_) => Done::Counted("mails_sent", 0),
        Delivered::Later(until) => Done::Again(until),
    }
}

fn remind(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("review_reminders", 0)) };
    let post = Arc::clone(&app.post);
    let sent = app.database.write(entry, move |tenant| {
        reviews::remind(tenant, now, &post).map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("review_reminders", sent))
}

fn mail_heads(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("head_mails", 0)) };
    let post = Arc::clone(&app.post);
    let sent = app.database.write(entry, move |tenant| activity::heads::due(tenant, now, &post))?;
    Ok(Done::Counted("head_mails", sent))
}

fn tell_of_covers(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("cover_mails", 0)) };
    let post = Arc::clone(&app.post);
    let sent = app.database.write(entry, move |tenant| reactions::covers_due(tenant, now, &post))?;
    Ok(Done::Counted("cover_mails", sent))
}

fn remind_of_rights(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("rights_reminders", 0)) };
    let post = Arc::clone(&app.post);
    let sent = app.database.write(entry, move |tenant| {
        rights::reminders::remind(tenant, now, &post).map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("rights_reminders", sent))
}

fn escalate(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("people_told", 0)) };
    let (post, incident) = (Arc::clone(&app.post), IncidentId::from_any(subject(ticket)));
    let told = app
        .database
        .write(entry, move |tenant| incidents::escalate(tenant, now, incident, &post).map_err(Error::from))?;
    Ok(Done::Counted("people_told", told))
}

/// The text changed after people were asked to look at it.
fn tell_outdated(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("approval_changes", 0)) };
    let (post, round) = (Arc::clone(&app.post), ApprovalRoundId::from_any(subject(ticket)));
    let told = app.database.write(entry, move |tenant| {
        let told = approval::tell_outdated(tenant, now, &post, round);
        told.map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("approval_changes", told))
}

/// Reads files of a shelf, or makes policies of them.
fn bring_in(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("shelf_files", 0)) };
    let id = ShelfId::from_any(subject(ticket));
    let done = shelf::work::work(&app.database, entry, id, now, &app.messages)?;
    Ok(Done::Counted("shelf_files", done))
}

/// Writes the next rows of a list of staff; other work that is due comes between two steps.
fn add_staff(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    use people::imports::work::{AT_ONCE, Step, step};
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("staff_added", 0)) };
    let id = StaffImportId::from_any(subject(ticket));
    Ok(match step(&app.database, entry, id, now, AT_ONCE)? {
        Step::Going => Done::Again(now),
        Step::Finished(count) => Done::Counted("staff_added", count),
    })
}

/// Drops lists of staff that nobody adds; a pass ahead of the clock drops none.
fn drop_lists(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("staff_lists_dropped", 0));
    };
    let dropped = app.database.write(entry, move |tenant| {
        people::imports::undo::sweep(tenant, now).map_err(|fault| Error::Unavailable(fault.to_string()))
    })?;
    Ok(Done::Counted("staff_lists_dropped", dropped))
}

/// Ends the access of those whose last day is over; a pass ahead of the clock ends nobody's.
fn end_staff(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("people_ended", 0)) };
    let today = now.min(app.clock.now()).day();
    let ended = app.database.write(entry, move |tenant| {
        let gone = people::ending::end_due(tenant, now, today)
            .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        for person in &gone {
            reactions::left(tenant, now, *person)?;
        }
        Ok::<_, Error>(gone.len())
    })?;
    Ok(Done::Counted("people_ended", u64::try_from(ended).unwrap_or_default()))
}

/// Every day, also when nothing happened, so that nobody learns of a case from it.
fn commit_cases(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("case_commitments", 0)) };
    let post = Arc::clone(&app.post);
    app.database.write(entry, move |tenant| {
        incidents::tell_stranded(tenant, now, &post)?;
        incidents::commit_cases(tenant, now).map_err(Error::from)
    })?;
    Ok(Done::Counted("case_commitments", 1))
}

/// One step of a file of many policies; other work that is due comes between two steps.
fn make_file(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some((entry, id)) = exports::entry_of(ticket) else { return Ok(Done::Counted("files_made", 0)) };
    Ok(match making::step(app, entry, id, now)? {
        making::Step::Going => Done::Again(now),
        making::Step::Ready => Done::Counted("files_made", 1),
        making::Step::Nothing => Done::Counted("files_made", 0),
    })
}

/// Takes sign-ups away that nobody confirmed; a pass ahead of the clock removes nothing.
fn end_sign_ups(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Again(now.plus_hours(1)));
    }
    let removed = app.database.write_system(move |system| sign_up::sweep(system, now))?;
    Ok(Done::Counted("sign_ups_removed", removed))
}

/// Takes old files away; a pass ahead of the clock removes nothing.
fn remove_files(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("files_removed", 0));
    };
    let removed = app.database.write(entry, move |tenant| {
        Ok::<_, Error>(exports::sweep(tenant, now)?.saturating_add(handover::sweep(tenant, now)?))
    })?;
    Ok(Done::Counted("files_removed", removed))
}

/// The night's backup. A failed one is no failed ticket: it is remembered, and told by the alarm.
fn back_up(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    Ok(Done::Counted("backups_made", backups::making::nightly(app, now)?))
}

/// A backup that an operator asked for.
fn back_up_as_asked(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Again(now));
    }
    Ok(Done::Counted("backups_made", backups::making::make(app, now)?))
}

fn tell_of_backups(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    Ok(Done::Counted("backup_alarms", backups::making::tell(app, now)?))
}

/// Counts an organisation for the operator's list, which reads no organisation.
fn count_organisation(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("organisations_counted", 0)) };
    let post = Arc::clone(&app.post);
    app.database.write(entry, move |tenant| {
        sizes::refresh(tenant, now)?;
        operator::quotas::warn(tenant, now, &post)
    })?;
    Ok(Done::Counted("organisations_counted", 1))
}

/// The time of an operator in an organisation is over.
fn end_support(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let (post, id) = (Arc::clone(&app.post), SupportVisitId::from_any(subject(ticket)));
    let end = move |system: &mut System<'_>| support::end(system, now, &post, id, support::Ending::Time);
    match app.database.write_system(end) {
        Ok(ended) => Ok(Done::Counted("support_visits_ended", u64::from(ended))),
        Err(support::SupportError::Database(fault)) => Err(fault),
        Err(other) => Err(Error::Unavailable(other.to_string())),
    }
}

/// A package with all that an organisation has.
fn make_package(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some((entry, id)) = handover::entry_of(ticket) else { return Ok(Done::Counted("packages_made", 0)) };
    let made = handover::making::make(app, entry, (id, ticket.tries), now)?;
    Ok(Done::Counted("packages_made", u64::from(made)))
}

/// Reminds of closings and ends organisations; a pass ahead of the clock does neither.
fn close_organisations(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("organisations_closed", 0));
    };
    let post = Arc::clone(&app.post);
    let closed = app.database.write(entry, move |tenant| reactions::closing_due(tenant, now, &post))?;
    Ok(Done::Counted("organisations_closed", u64::from(closed)))
}

/// Goes on where the destruction of keys was left.
fn destroy_keys(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    if now > app.clock.now() {
        return Ok(Done::Again(now));
    }
    closing::shredding::run(&app.database, &app.clock, OrganisationId::from_any(subject(ticket)))?;
    Ok(Done::Counted("keys_destroyed", 1))
}

/// Removes what is past its time; a pass ahead of the clock, or behind a clock that jumped, removes nothing.
fn keep_by_rule(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry().filter(|_| now <= app.clock.now()) else {
        return Ok(Done::Counted("records_removed", 0));
    };
    Ok(Done::Counted("records_removed", retention::applying::run(app, entry, now)?))
}

/// Finds mail that waits without a ticket (a crash at the wrong moment) and tickets it again.
fn sweep(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some(entry) = ticket.entry() else { return Ok(Done::Counted("mails_found_again", 0)) };
    let before = now.plus_hours(-1);
    app.database.write(entry, move |tenant| {
        let (organisation, mut found) = (tenant.organisation(), 0);
        for id in mail::stuck(tenant, before)? {
            let ticket = NewTicket::at_once(mail::TICKET, organisation, id.any(), now);
            found += u64::from(crate::jobs::add(&mut tenant.system(), now, &ticket)?);
        }
        Ok(Done::Counted("mails_found_again", found))
    })
}
