//! Everything that happens by itself, on one page: what, when, and which slice's operation.

mod ending;
mod mails;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::accounts::{guessing, sign_up};
use crate::clock::Moment;
use crate::closing::{self, handover};
use crate::db::Error;
use crate::db::ids::{AnyId, ApprovalRoundId, IncidentId, ShelfId, StaffImportId};
use crate::jobs::{Daily, Done, Pass, Share, Task, Ticket, Watch, pass};
use crate::keys::store as key_store;
use crate::mail;
use crate::operator::{self, sizes, support};
use crate::policies::approval;
use crate::policies::exports::{self, making};
use crate::web::App;
use crate::{accounts, activity, backups, incidents, people, reactions, retention, reviews, rights, shelf};

/// Daily work for every organisation, from this minute of the day in London.
const DAILY: &[Daily] = &[
    Daily { kind: "mail-sweep", from_minute: 0, is_real: false },
    Daily { kind: people::ending::TICKET, from_minute: 0, is_real: true },
    Daily { kind: "case-commitment", from_minute: 5, is_real: false },
    Daily { kind: closing::TICKET, from_minute: reviews::FROM_MINUTE, is_real: true },
    Daily { kind: sizes::TICKET, from_minute: 10, is_real: false },
    Daily { kind: exports::SWEEP, from_minute: 60, is_real: true },
    Daily { kind: people::imports::SWEEP, from_minute: 60, is_real: true },
    Daily { kind: retention::TICKET, from_minute: retention::FROM_MINUTE, is_real: true },
    Daily { kind: reviews::TICKET, from_minute: reviews::FROM_MINUTE, is_real: false },
    Daily { kind: COVERS, from_minute: reviews::FROM_MINUTE, is_real: false },
    Daily { kind: rights::TICKET, from_minute: reviews::FROM_MINUTE, is_real: false },
    Daily { kind: HEADS, from_minute: reviews::FROM_MINUTE, is_real: false },
];

/// Daily work for the installation.
const DAILY_ONCE: &[Daily] = &[Daily { kind: accounts::SWEEP, from_minute: 90, is_real: true }];

/// Work of the installation, when there is reason for it.
const WATCHES: &[Watch<App>] = &[
    Watch { kind: backups::TICKET, is_due: backups::making::is_due },
    Watch { kind: backups::ALARM, is_due: backups::making::alarm_is_due },
    Watch { kind: guessing::ALARM, is_due: guessing::is_due },
];

/// Every kind of work.
const TASKS: &[Task<App>] = &[
    Task { kind: mail::TICKET, run: mails::deliver },
    Task { kind: mail::URGENT, run: mails::deliver },
    Task { kind: mail::account::TICKET, run: mails::deliver_to_account },
    Task { kind: accounts::RESET_TICKET, run: mails::mail_password_link },
    Task { kind: accounts::SWEEP, run: ending::sweep_accounts },
    Task { kind: sign_up::TICKET, run: ending::end_sign_ups },
    Task { kind: "mail-sweep", run: mails::sweep },
    Task { kind: reviews::TICKET, run: remind },
    Task { kind: incidents::TICKET, run: escalate },
    Task { kind: shelf::TICKET, run: bring_in },
    Task { kind: "case-commitment", run: commit_cases },
    Task { kind: approval::TICKET, run: tell_outdated },
    Task { kind: people::imports::TICKET, run: add_staff },
    Task { kind: people::imports::SWEEP, run: ending::drop_lists },
    Task { kind: people::ending::TICKET, run: ending::end_staff },
    Task { kind: exports::TICKET, run: make_file },
    Task { kind: exports::SWEEP, run: ending::remove_files },
    Task { kind: backups::TICKET, run: back_up },
    Task { kind: backups::ASKED, run: back_up_as_asked },
    Task { kind: backups::ALARM, run: tell_of_backups },
    Task { kind: guessing::ALARM, run: tell_of_guessing },
    Task { kind: COVERS, run: tell_of_covers },
    Task { kind: HEADS, run: mail_heads },
    Task { kind: rights::TICKET, run: remind_of_rights },
    Task { kind: sizes::TICKET, run: count_organisation },
    Task { kind: support::TICKET, run: ending::end_support },
    Task { kind: handover::TICKET, run: make_package },
    Task { kind: closing::TICKET, run: ending::close_organisations },
    Task { kind: closing::shredding::TICKET, run: ending::destroy_keys },
    Task { kind: retention::TICKET, run: ending::keep_by_rule },
];

/// The daily mails about who stands in for whom.
const COVERS: &str = "covers";
/// The monthly mail with the head of the log: asked for daily, sent once a month.
const HEADS: &str = "log-head";

/// What goes before all other work: whoever is told of a concern is told at once.
const FIRST: &[&str] = &[incidents::TICKET, mail::URGENT];

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
    "guessing_alarms",
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
/// Seconds after which the loop looks anew for what is due by the day, however much else waits.
const PASS_SECONDS: i64 = 60;

/// One pass of everything that is due at a moment, which counts as now throughout. In a place for looking things up
/// ([`backups::place`]) only what somebody asks for there is done: no daily work, so nothing is removed, ended, closed or
/// mailed by itself.
///
/// # Errors
/// The database is away.
pub fn run(app: &App, as_of: Moment) -> Result<BTreeMap<&'static str, u64>, Error> {
    run_share(app, Some(as_of), Share::ALL, &|| false)
}

/// One pass of everything that is due, each ticket by the present of its own, until nothing is due or `is_over` says
/// between two tickets that the pass ends.
///
/// # Errors
/// The database is away.
pub fn run_now(app: &App, is_over: &dyn Fn() -> bool) -> Result<BTreeMap<&'static str, u64>, Error> {
    run_share(app, None, Share::ALL, is_over)
}

fn run_share(
    app: &App,
    as_of: Option<Moment>,
    share: Share,
    is_over: &dyn Fn() -> bool,
) -> Result<BTreeMap<&'static str, u64>, Error> {
    let (node, now) = (format!("{}", std::process::id()), app.clock.now());
    // Who looks things up finds them as they were: there nothing begins by itself.
    let is_alone = app.database.read_system(|system| backups::place::is_alone(system, now))?;
    let begins = !is_alone && !share.is_one_kind();
    if begins {
        retention::clock::settle(&app.database, now)?;
    }
    let whole = Pass {
        database: &app.database,
        context: app,
        tasks: TASKS,
        daily: if begins { DAILY } else { &[] },
        daily_once: if begins { DAILY_ONCE } else { &[] },
        watches: if begins { WATCHES } else { &[] },
        first: FIRST,
        share,
        node: &node,
        clock: &app.clock,
        as_of,
        is_over,
    };
    pass(&whole, COUNTED)
}

/// The loops beside the server: files of shelves, which may take long, are read in one of their own, so that no mail
/// waits for them. End when `stop` is set, once the ticket in hand is done.
///
/// # Errors
/// A thread can't be started.
pub fn start(app: App, stop: Arc<AtomicBool>) -> std::io::Result<std::thread::JoinHandle<()>> {
    let (of_files, until) = (app.clone(), Arc::clone(&stop));
    let files = std::thread::Builder::new()
        .name("jobs-files".to_owned())
        .spawn(move || run_again(&of_files, &until, Share::only(shelf::TICKET)))?;
    std::thread::Builder::new().name("jobs".to_owned()).spawn(move || {
        run_again(&app, &stop, Share::without(shelf::TICKET));
        files.thread().unpark();
        if files.join().is_err() {
            tracing::error!("the thread that reads files panicked");
        }
    })
}

fn run_again(app: &App, stop: &AtomicBool, share: Share) {
    while !stop.load(Ordering::SeqCst) {
        if !share.is_one_kind()
            && let Err(fault) = app.database.read_system(key_store::follow)
        {
            tracing::error!(%fault, "keys that were changed can't be opened");
        }
        let began = app.clock.now();
        let is_over = || {
            let now = app.clock.now();
            stop.load(Ordering::SeqCst) || now < began || now >= began.plus_seconds(PASS_SECONDS)
        };
        if let Err(fault) = run_share(app, None, share, &is_over) {
            tracing::error!(%fault, "a pass of the jobs failed");
        }
        if !stop.load(Ordering::SeqCst) {
            std::thread::park_timeout(EVERY);
        }
    }
}

fn subject(ticket: &Ticket) -> AnyId {
    ticket.subject.unwrap_or(AnyId::NONE)
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
    Ok(match step(&app.database, &app.post, entry, id, now, AT_ONCE)? {
        Step::Going => Done::Again(now),
        Step::Finished(count) => Done::Counted("staff_added", count),
    })
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

fn tell_of_guessing(app: &App, _ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    Ok(Done::Counted("guessing_alarms", guessing::tell(app, now)?))
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

/// A package with all that an organisation has.
fn make_package(app: &App, ticket: &Ticket, now: Moment) -> Result<Done, Error> {
    let Some((entry, id)) = handover::entry_of(ticket) else { return Ok(Done::Counted("packages_made", 0)) };
    let made = handover::making::make(app, entry, (id, ticket.tries), now)?;
    Ok(Done::Counted("packages_made", u64::from(made)))
}
