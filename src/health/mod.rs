//! How the installation's mail and work are, for its operators: counted, listed without words of a mail,
//! tried again, stopped, and tried out.

pub mod events;
pub mod form;
mod notices;
pub mod pages;
pub mod state;
pub mod store;

use crate::access::Command;
use crate::accounts;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{AccountId, MailId, OrganisationId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, System, Tenant};
use crate::jobs::{self, NewTicket};
use crate::keys::store::mail_is_held;
use crate::mail::answers::is_about_mailbox;
use crate::mail::operators::{self, Posted, Tally, Wanted};
use crate::mail::{self, Post, State};
use crate::messages::Language;
use crate::operator::Standing;
use crate::operator::store::{self as organisations, Row};

/// Test mails of one operator in an hour.
pub const TESTS: i64 = 3;
/// Hours after which a mail isn't tried again from here: what it says is too old.
const AGAIN_HOURS: i64 = 72;

text_enum! {
    /// What an operator did.
    Step {
        /// Let a failed mail go again.
        Again = "again",
        /// Stopped one that waited.
        Stopped = "stopped",
        /// Sent a test mail to themselves.
        Test = "test",
    }
}

/// What went wrong with a mail in an operator's hands.
#[derive(Debug, thiserror::Error)]
pub enum HealthError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such mail.
    #[error("no such mail")]
    NotFound,
    /// It left, failed or was stopped meanwhile, or must go.
    #[error("can't be stopped")]
    Unstoppable,
    /// As many tests as may be in an hour.
    #[error("too many tests")]
    TooMany,
    /// The mail can't be written.
    #[error("mail: {0}")]
    Mail(String),
}

/// Where a mail stands: its organisation, or nothing for one of an account, and its row.
pub type At = (Option<OrganisationId>, MailId);

/// What the page says of all mail.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// Mails that wait, of all organisations and accounts.
    pub waiting: i64,
    /// Mails that left in the last 24 hours.
    pub sent: i64,
    /// Mails that failed.
    pub failed: i64,
    /// Addresses that a server said aren't there.
    pub refused: usize,
    /// Organisations whose mail waits for another day.
    pub over_quota: usize,
    /// What the rules look at.
    pub seen: state::Seen,
}

fn add(figures: &mut Figures, tally: &Tally, is_going: bool) {
    figures.waiting = figures.waiting.saturating_add(tally.waiting);
    figures.sent = figures.sent.saturating_add(tally.sent);
    figures.failed = figures.failed.saturating_add(tally.failed);
    figures.over_quota = figures.over_quota.saturating_add(usize::from(tally.over_quota > 0));
    // The mail of a suspended organisation waits because it is suspended.
    let oldest = tally.oldest.filter(|_| is_going);
    figures.seen.oldest = figures.seen.oldest.into_iter().chain(oldest).min();
    figures.seen.last_sent = figures.seen.last_sent.max(tally.last_sent);
    figures.seen.refusals.extend(&tally.refusals);
}

/// Organisations that have not ended.
///
/// # Errors
/// The database is away.
pub fn open_organisations(system: &mut System<'_>) -> Result<Vec<Row>, DbError> {
    let all = organisations::all(system)?;
    Ok(all.into_iter().filter(|row| row.standing != Standing::Closed).collect())
}

/// Counts all mail, organisation by organisation.
///
/// # Errors
/// The database is away.
pub fn figures(system: &mut System<'_>, now: Moment) -> Result<Figures, DbError> {
    let (since, until) = (now.plus_hours(-24), now.latest());
    let mut figures = Figures::default();
    figures.seen.is_held = mail_is_held(system)?;
    add(&mut figures, &operators::account_tally(system, since, until)?, true);
    let mut gone = std::collections::BTreeSet::new();
    for row in open_organisations(system)? {
        let mut tenant = system.enter(&Command::on(row.id).by_operator())?;
        let tally = operators::tally(&mut tenant, since, until)?;
        add(&mut figures, &tally, row.standing == Standing::Active);
        if tally.failed > 0 {
            let refusals = operators::refusals(&mut tenant)?;
            gone.extend(refusals.into_iter().filter(is_gone).map(|(address, _)| address));
        }
    }
    figures.refused = gone.len();
    Ok(figures)
}

fn is_gone((_, answer): &(String, Option<String>)) -> bool {
    is_about_mailbox(answer.as_deref().unwrap_or_default())
}

/// Which mails somebody wants to see.
#[derive(Debug, Clone)]
pub struct Filter {
    /// In which states, and since when those that left.
    pub wanted: Wanted,
    /// Of which: an organisation, or of accounts; nothing means all.
    pub whose: Option<Option<OrganisationId>>,
}

impl Filter {
    fn wants(&self, whose: Option<OrganisationId>) -> bool {
        self.whose.is_none_or(|only| only == whose)
    }
}

/// How many mails a filter finds.
///
/// # Errors
/// The database is away.
pub fn count(system: &mut System<'_>, rows: &[Row], filter: &Filter) -> Result<i64, DbError> {
    let mut total = if filter.wants(None) { operators::account_count(system, &filter.wanted)? } else { 0 };
    for row in rows.iter().filter(|row| filter.wants(Some(row.id))) {
        let mut tenant = system.enter(&Command::on(row.id).by_operator())?;
        total = total.saturating_add(operators::count(&mut tenant, &filter.wanted)?);
    }
    Ok(total)
}

/// The first mails that a filter finds, newest first.
///
/// # Errors
/// The database is away.
pub fn list(
    system: &mut System<'_>,
    rows: &[Row],
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Posted>, DbError> {
    let mut found = Vec::new();
    if filter.wants(None) {
        found.extend(operators::account_list(system, &filter.wanted, limit)?);
    }
    for row in rows.iter().filter(|row| filter.wants(Some(row.id))) {
        let mut tenant = system.enter(&Command::on(row.id).by_operator())?;
        found.extend(operators::list(&mut tenant, &filter.wanted, limit)?);
    }
    found.sort_by_key(|mail| std::cmp::Reverse((mail.created_at, mail.id)));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// One mail of an organisation that has not ended, or of an account.
///
/// # Errors
/// No such mail.
pub fn find(system: &mut System<'_>, (whose, id): At) -> Result<Posted, HealthError> {
    let Some(organisation) = whose else {
        return operators::account_find(system, id)?.ok_or(HealthError::NotFound);
    };
    let row = organisations::one(system, organisation)?.ok_or(HealthError::NotFound)?;
    if row.standing == Standing::Closed {
        return Err(HealthError::NotFound);
    }
    let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    operators::find(&mut tenant, id)?.ok_or(HealthError::NotFound)
}

/// Whether a mail can be tried again.
#[must_use]
pub fn may_go_again(now: Moment, mail: &Posted) -> bool {
    mail.state == State::Failed && now < mail.created_at.plus_hours(AGAIN_HOURS)
}

/// Whether a mail can be stopped.
#[must_use]
pub fn may_be_stopped(mail: &Posted) -> bool {
    mail.state == State::Queued && mail.may_stop
}

/// Lets a failed mail go again, to the address that it has. One that is on its way already, or too old, stays
/// as it is.
///
/// # Errors
/// No such mail.
pub fn try_again(
    system: &mut System<'_>,
    now: Moment,
    (whose, id): At,
    by: Option<AccountId>,
) -> Result<(), HealthError> {
    if let Some(organisation) = whose {
        take_turn(system, organisation)?;
    }
    let mail = find(system, (whose, id))?;
    if !may_go_again(now, &mail) {
        return Ok(());
    }
    match whose {
        None => {
            operators::account_requeue(system, now, id)?;
            jobs::add(system, now, &NewTicket::of_installation(mail::account::TICKET, id.any(), now))?;
        }
        Some(organisation) => {
            let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
            operators::requeue(&mut tenant, now, id)?;
            let occasion = format!("{id}/operator/{now}");
            let ticket = NewTicket::at(mail::TICKET, organisation, id.any(), &occasion, now);
            jobs::add(&mut tenant.system(), now, &ticket)?;
            note(&mut tenant, now, &mail, Step::Again, "")?;
        }
    }
    Ok(store::insert_step(
        system,
        now,
        &store::NewStep { whose, mail: id, step: Step::Again, reason: "", by },
    )?)
}

/// Stops a mail that waits: it is never sent.
///
/// # Errors
/// No such mail, one that waits no more, or one that must go.
pub fn stop(
    system: &mut System<'_>,
    now: Moment,
    (organisation, id): (OrganisationId, MailId),
    reason: &str,
    by: Option<AccountId>,
) -> Result<(), HealthError> {
    let whose = Some(organisation);
    take_turn(system, organisation)?;
    let mail = find(system, (whose, id))?;
    if !may_be_stopped(&mail) {
        return Err(HealthError::Unstoppable);
    }
    let mut tenant = system.enter(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    if !operators::stop(&mut tenant, id)? {
        return Err(HealthError::Unstoppable);
    }
    note(&mut tenant, now, &mail, Step::Stopped, reason)?;
    Ok(store::insert_step(system, now, &store::NewStep { whose, mail: id, step: Step::Stopped, reason, by })?)
}

/// Whoever sends the mail at this moment comes before or after.
fn take_turn(system: &mut System<'_>, organisation: OrganisationId) -> Result<(), HealthError> {
    system.enter_to_write(&Command::on(organisation).by_operator()).map_err(DbError::from)?;
    Ok(())
}

/// The log of an organisation says nothing of a mail that may be about a case, a data request or a complaint: a line
/// would say that there is one. Its step stands with the operators.
fn note(
    tenant: &mut Tenant<'_>,
    now: Moment,
    mail: &Posted,
    step: Step,
    reason: &str,
) -> Result<(), DbError> {
    if let Some(kind) = &mail.kind {
        audit::record(tenant, now, &events::MailStep { mail: mail.id, kind, step, reason })?;
    }
    Ok(())
}

/// Sends an operator a mail that says that mail arrives.
///
/// # Errors
/// As many as may be in an hour were sent, or the account has no address.
pub fn test(
    system: &mut System<'_>,
    now: Moment,
    (account, language): (AccountId, Language),
    post: &Post,
) -> Result<(), HealthError> {
    if store::tests_since(system, account, now.plus_hours(-1))? >= TESTS {
        return Err(HealthError::TooMany);
    }
    let to = accounts::store::email(system, account)?.ok_or(HealthError::NotFound)?;
    let letter = notices::test(post, language, now).map_err(|fault| HealthError::Mail(fault.to_string()))?;
    let mail = mail::account::queue(system, now, Some(account), &to, &letter)?;
    let step = store::NewStep { whose: None, mail, step: Step::Test, reason: "", by: Some(account) };
    Ok(store::insert_step(system, now, &step)?)
}
