//! Mails in the database.

pub mod operators;

use diesel::prelude::*;

use super::{About, Letter, Recipient};
use crate::access::email::Email;
use crate::clock::{Day, Moment};
use crate::db::dialect::Both;
use crate::db::ids::{AccountId, AnyId, IncidentId, KeyId, MailId, PersonId};
use crate::db::schema::{account_mails, mail_days, mails};
use crate::db::types::text_enum;
use crate::db::{Error, System, Tenant};

text_enum! {
    /// Where a mail is on its way.
    State {
        /// Waits for delivery.
        Queued = "queued",
        /// A server took it.
        Sent = "sent",
        /// Nobody took it, for good.
        Failed = "failed",
        /// Its cause went away before it left.
        Cancelled = "cancelled",
    }
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: MailId,
    about: &About,
    to: &Recipient,
    letter: &Letter,
) -> Result<bool, Error> {
    let insert = diesel::insert_into(mails::table)
        .values((
            mails::organisation_id.eq(tenant.organisation()),
            mails::id.eq(id),
            mails::occasion.eq(about.occasion.clone()),
            mails::kind.eq(about.kind),
            mails::person_id.eq(to.person),
            mails::recipient.eq(to.email.as_str().to_owned()),
            mails::language.eq(to.language),
            mails::subject.eq(letter.subject.clone()),
            mails::text.eq(letter.text.clone()),
            mails::html.eq(letter.html.clone()),
            mails::state.eq(State::Queued),
            mails::tries.eq(0_i64),
            mails::created_at.eq(now),
            mails::next_try_at.eq(now),
            mails::incident_id.eq(about.incident),
        ))
        .on_conflict((mails::organisation_id, mails::occasion))
        .do_nothing();
    Ok(Both(insert).execute(tenant.connection())? == 1)
}

/// A mail on its way out.
#[derive(Clone, Queryable)]
pub struct Outgoing {
    /// The row.
    pub id: MailId,
    /// The kind.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Where it is on its way.
    pub state: State,
    /// Tries so far.
    pub tries: i64,
    /// When it was queued.
    pub created_at: Moment,
    /// The case it is about.
    pub incident: Option<IncidentId>,
}

pub(super) fn outgoing(tenant: &mut Tenant<'_>, id: MailId) -> Result<Option<Outgoing>, Error> {
    let found = tenant
        .all(mails::table)
        .filter(mails::id.eq(id))
        .select((
            mails::id,
            mails::kind,
            mails::recipient,
            mails::subject,
            mails::text,
            mails::html,
            mails::state,
            mails::tries,
            mails::created_at,
            mails::incident_id,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// What is noted after a try.
pub(super) struct Outcome {
    pub state: State,
    pub answer: String,
    pub next_try_at: Moment,
    pub sent_at: Option<Moment>,
}

pub(super) fn note(tenant: &mut Tenant<'_>, id: MailId, outcome: &Outcome) -> Result<(), Error> {
    // What was cancelled while a server refused it stays so; what a server took has left.
    let before = if outcome.state == State::Sent { State::ALL.to_vec() } else { vec![State::Queued] };
    diesel::update(tenant.all(mails::table).filter(mails::id.eq(id).and(mails::state.eq_any(before))))
        .set((
            mails::state.eq(outcome.state),
            mails::tries.eq(mails::tries + 1),
            mails::last_answer.eq(&outcome.answer),
            mails::next_try_at.eq(outcome.next_try_at),
            mails::sent_at.eq(outcome.sent_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes one of the places that a day has for mails that may wait; false when all are taken.
pub(super) fn take_place(tenant: &mut Tenant<'_>, day: Day, most: i64) -> Result<bool, Error> {
    let row = tenant.all(mail_days::table).filter(mail_days::day.eq(day));
    let free = row.filter(mail_days::taken.lt(most));
    let taken = diesel::update(free).set(mail_days::taken.eq(mail_days::taken + 1));
    if taken.execute(tenant.connection())? == 1 {
        return Ok(true);
    }
    if most < 1 || taken_on(tenant, day)? > 0 {
        return Ok(false);
    }
    diesel::insert_into(mail_days::table)
        .values((
            mail_days::organisation_id.eq(tenant.organisation()),
            mail_days::day.eq(day),
            mail_days::taken.eq(1_i64),
        ))
        .execute(tenant.connection())?;
    Ok(true)
}

/// How many mails that may wait left on a day.
///
/// # Errors
/// The database is away.
pub fn taken_on(tenant: &mut Tenant<'_>, day: Day) -> Result<i64, Error> {
    let row = tenant.all(mail_days::table).filter(mail_days::day.eq(day)).select(mail_days::taken);
    let taken: Option<i64> = row.first(tenant.connection()).optional()?;
    Ok(taken.unwrap_or_default())
}

/// Notes that a mail waits for its turn.
pub(super) fn wait(tenant: &mut Tenant<'_>, id: MailId, until: Moment) -> Result<(), Error> {
    diesel::update(tenant.all(mails::table).filter(mails::id.eq(id)))
        .set((mails::next_try_at.eq(until), mails::last_answer.eq(super::OVER_QUOTA)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Cancels a mail that hasn't left: its cause went away.
///
/// # Errors
/// The database is away.
pub fn cancel(tenant: &mut Tenant<'_>, occasion_starts: &str) -> Result<usize, Error> {
    let waiting = tenant
        .all(mails::table)
        .filter(mails::state.eq(State::Queued).and(mails::occasion.like(format!("{occasion_starts}%"))));
    Ok(diesel::update(waiting).set(mails::state.eq(State::Cancelled)).execute(tenant.connection())?)
}

/// Puts a failed mail back into the queue.
///
/// # Errors
/// The database is away.
pub fn requeue(tenant: &mut Tenant<'_>, now: Moment, id: MailId) -> Result<bool, Error> {
    let failed = tenant
        .all(mails::table)
        .filter(mails::id.eq(id).and(mails::state.eq(State::Failed)).and(mails::incident_id.is_null()));
    let changed = diesel::update(failed)
        .set((mails::state.eq(State::Queued), mails::tries.eq(0_i64), mails::next_try_at.eq(now)))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// A mail for the outbox page: never its body.
#[derive(Debug, Clone, Queryable)]
pub struct Summary {
    /// The row.
    pub id: MailId,
    /// The kind.
    pub kind: String,
    /// The person.
    pub person: Option<PersonId>,
    /// The address.
    pub recipient: String,
    /// Where it is on its way.
    pub state: State,
    /// Tries so far.
    pub tries: i64,
    /// When it was queued.
    pub created_at: Moment,
    /// When a server took it.
    pub sent_at: Option<Moment>,
    /// What the server said last.
    pub last_answer: Option<String>,
}

const SUMMARY: (
    mails::id,
    mails::kind,
    mails::person_id,
    mails::recipient,
    mails::state,
    mails::tries,
    mails::created_at,
    mails::sent_at,
    mails::last_answer,
) = (
    mails::id,
    mails::kind,
    mails::person_id,
    mails::recipient,
    mails::state,
    mails::tries,
    mails::created_at,
    mails::sent_at,
    mails::last_answer,
);

/// One mail, cases apart.
///
/// # Errors
/// The database is away.
pub fn find(tenant: &mut Tenant<'_>, id: MailId) -> Result<Option<Summary>, Error> {
    let row = tenant.all(mails::table).filter(mails::id.eq(id).and(mails::incident_id.is_null()));
    Ok(row.select(SUMMARY).first(tenant.connection()).optional()?)
}

/// Which mails an outbox shows. The default shows all of them.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only in this state.
    pub state: Option<State>,
    /// Only to these people.
    pub people: Option<Vec<PersonId>>,
    /// None of these kinds.
    pub without: &'static [&'static str],
}

/// How many mails the outbox lists, cases apart.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>, wanted: &Wanted) -> Result<i64, Error> {
    let shown = mails::incident_id.is_null().and(mails::kind.ne_all(wanted.without.to_vec()));
    let mut query = tenant.all(mails::table).filter(shown).into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(mails::state.eq(state));
    }
    if let Some(people) = &wanted.people {
        query = query.filter(mails::person_id.eq_any(people));
    }
    Ok(query.count().get_result(tenant.connection())?)
}

/// Sends a failed mail to another address when it is tried again, cases apart.
///
/// # Errors
/// The database is away.
pub fn readdress(tenant: &mut Tenant<'_>, id: MailId, to: &Email) -> Result<(), Error> {
    let failed = tenant
        .all(mails::table)
        .filter(mails::id.eq(id).and(mails::state.eq(State::Failed)).and(mails::incident_id.is_null()));
    diesel::update(failed).set(mails::recipient.eq(to.as_str())).execute(tenant.connection())?;
    Ok(())
}

/// Mails for the outbox, newest first. Mails about cases are in no outbox: those who were told of the
/// case see it in the case.
///
/// # Errors
/// The database is away.
pub fn list(
    tenant: &mut Tenant<'_>,
    wanted: &Wanted,
    limit: i64,
    offset: i64,
) -> Result<Vec<Summary>, Error> {
    let mut query = tenant
        .all(mails::table)
        .filter(mails::incident_id.is_null().and(mails::kind.ne_all(wanted.without.to_vec())))
        .select(SUMMARY)
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(limit)
        .offset(offset)
        .into_boxed();
    if let Some(state) = wanted.state {
        query = query.filter(mails::state.eq(state));
    }
    if let Some(people) = &wanted.people {
        query = query.filter(mails::person_id.eq_any(people));
    }
    Ok(query.load(tenant.connection())?)
}

/// Mails that wait although their time came before `before`, and the case that each is about: their ticket was lost.
///
/// # Errors
/// The database is away.
pub fn stuck(tenant: &mut Tenant<'_>, before: Moment) -> Result<Vec<(MailId, Option<IncidentId>)>, Error> {
    let waiting = tenant
        .all(mails::table)
        .filter(mails::state.eq(State::Queued).and(mails::next_try_at.lt(before)))
        .select((mails::id, mails::incident_id));
    Ok(waiting.load(tenant.connection())?)
}

pub(super) fn insert_account_mail(
    system: &mut System<'_>,
    now: Moment,
    id: MailId,
    occasion: &str,
    account: Option<AccountId>,
    sealed: (KeyId, Vec<u8>),
) -> Result<(), Error> {
    diesel::insert_into(account_mails::table)
        .values((
            account_mails::id.eq(id),
            account_mails::occasion.eq(occasion),
            account_mails::account_id.eq(account),
            account_mails::key_id.eq(sealed.0),
            account_mails::sealed.eq(sealed.1),
            account_mails::state.eq(State::Queued),
            account_mails::tries.eq(0_i64),
            account_mails::created_at.eq(now),
            account_mails::next_try_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// State, tries, when it was queued, and the sealed body.
pub(super) type SealedMail = (State, i64, Moment, Vec<u8>);

pub(super) fn account_mail(system: &mut System<'_>, id: AnyId) -> Result<Option<SealedMail>, Error> {
    let found = account_mails::table
        .filter(account_mails::id.eq(id))
        .select((
            account_mails::state,
            account_mails::tries,
            account_mails::created_at,
            account_mails::sealed,
        ))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

pub(super) fn note_account_mail(system: &mut System<'_>, id: AnyId, outcome: &Outcome) -> Result<(), Error> {
    diesel::update(account_mails::table.filter(account_mails::id.eq(id)))
        .set((
            account_mails::state.eq(outcome.state),
            account_mails::tries.eq(account_mails::tries + 1),
            account_mails::last_answer.eq(&outcome.answer),
            account_mails::next_try_at.eq(outcome.next_try_at),
            account_mails::sent_at.eq(outcome.sent_at),
        ))
        .execute(system.connection())?;
    Ok(())
}
