//! Mails as operators see them: counted and listed, never read. Also those about cases, which nobody can
//! tell from others here.

use diesel::dsl::{count_star, max, min};
use diesel::prelude::*;

use super::State;
use crate::clock::Moment;
use crate::db::ids::{MailId, OrganisationId};
use crate::db::schema::{account_mails, mails};
use crate::db::{Error, System, Tenant};
use crate::mail::delivery::tried_at;
use crate::mail::{OVER_QUOTA, STOPPED, account, kinds};

/// What an organisation's mail comes to, or that of the accounts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Mails that wait.
    pub waiting: i64,
    /// Since when the oldest of them waits, those apart that wait for another day.
    pub oldest: Option<Moment>,
    /// Mails that wait for another day, because the organisation has sent as many as it may.
    pub over_quota: i64,
    /// Mails that a server took since the moment that was asked for.
    pub sent: i64,
    /// When a server last took one.
    pub last_sent: Option<Moment>,
    /// Mails that failed for good.
    pub failed: i64,
    /// When the last tries were that failed, each of another mail.
    pub refusals: Vec<Moment>,
}

/// So many of the mails are looked at whose last tries failed.
const LOOKED_AT: i64 = 50;

/// Which mails a list shows.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// In these states.
    pub states: Vec<State>,
    /// Of those that left: since when.
    pub since: Moment,
}

/// A mail in the list.
#[derive(Debug, Clone)]
pub struct Posted {
    /// The row.
    pub id: MailId,
    /// The organisation; nothing for a mail of an account.
    pub organisation: Option<OrganisationId>,
    /// The kind as operators may know it; nothing where it would tell too much.
    pub kind: Option<String>,
    /// Whether an operator may stop it.
    pub may_stop: bool,
    /// The address.
    pub recipient: String,
    /// Where it is on its way.
    pub state: State,
    /// Tries so far.
    pub tries: i64,
    /// When it was queued.
    pub created_at: Moment,
    /// What the server said last.
    pub last_answer: Option<String>,
}

/// The kind of mails to accounts in the list.
pub const ACCOUNT: &str = "account";

macro_rules! fits {
    ($table:ident, $wanted:expr) => {
        $table::state
            .eq_any($wanted.states.clone())
            .and($table::sent_at.is_null().or($table::sent_at.gt($wanted.since)))
    };
}

/// Of which mails the last tries failed: those that wait for another, and those that failed for good.
macro_rules! refusals {
    ($table:ident, $mails:expr, $connection:expr) => {{
        let waiting = $mails.filter($table::state.eq(State::Queued).and($table::tries.gt(0_i64)));
        let waiting: Vec<(i64, Moment)> = waiting
            .select(($table::tries, $table::next_try_at))
            .order($table::next_try_at.desc())
            .limit(LOOKED_AT)
            .load($connection)?;
        let failed: Vec<Moment> = $mails
            .filter($table::state.eq(State::Failed))
            .select($table::next_try_at)
            .order($table::next_try_at.desc())
            .limit(LOOKED_AT)
            .load($connection)?;
        let waiting = waiting.into_iter().map(|(tries, next)| tried_at(tries, next));
        waiting.chain(failed).collect::<Vec<Moment>>()
    }};
}

/// Counts the mails of an organisation; those that left after `since`, and none that left after `until`, by a clock
/// that ran ahead.
///
/// # Errors
/// The database is away.
pub fn tally(tenant: &mut Tenant<'_>, since: Moment, until: Moment) -> Result<Tally, Error> {
    let queued = mails::state.eq(State::Queued);
    let held = queued.and(mails::last_answer.eq(OVER_QUOTA)).and(mails::tries.eq(0_i64));
    let going = mails::last_answer.is_null().or(mails::last_answer.ne(OVER_QUOTA));
    let fresh = tenant.all(mails::table).filter(queued.and(mails::tries.eq(0_i64)).and(going));
    let tried = tenant.all(mails::table).filter(queued.and(mails::tries.gt(0_i64)));
    let fresh: Option<Moment> = fresh.select(min(mails::next_try_at)).first(tenant.connection())?;
    let tried: Option<Moment> = tried.select(min(mails::created_at)).first(tenant.connection())?;
    let (waiting, over_quota, sent, failed, last) = (
        tenant.all(mails::table).filter(queued).select(count_star()),
        tenant.all(mails::table).filter(held).select(count_star()),
        tenant
            .all(mails::table)
            .filter(mails::sent_at.gt(since))
            .filter(mails::sent_at.le(until))
            .select(count_star()),
        tenant.all(mails::table).filter(mails::state.eq(State::Failed)).select(count_star()),
        tenant.all(mails::table).filter(mails::sent_at.le(until)).select(max(mails::sent_at)),
    );
    Ok(Tally {
        refusals: refusals!(mails, tenant.all(mails::table), tenant.connection()),
        waiting: waiting.first(tenant.connection())?,
        oldest: fresh.into_iter().chain(tried).min(),
        over_quota: over_quota.first(tenant.connection())?,
        sent: sent.first(tenant.connection())?,
        last_sent: last.first(tenant.connection())?,
        failed: failed.first(tenant.connection())?,
    })
}

/// Addresses that didn't get a mail for good, and what the server said.
///
/// # Errors
/// The database is away.
pub fn refusals(tenant: &mut Tenant<'_>) -> Result<Vec<(String, Option<String>)>, Error> {
    let failed = tenant.all(mails::table).filter(mails::state.eq(State::Failed));
    Ok(failed.select((mails::recipient, mails::last_answer)).distinct().load(tenant.connection())?)
}

type Row = (MailId, String, bool, String, State, i64, Moment, Option<String>);

macro_rules! row {
    () => {
        (
            mails::id,
            mails::kind,
            mails::incident_id.is_null(),
            mails::recipient,
            mails::state,
            mails::tries,
            mails::created_at,
            mails::last_answer,
        )
    };
}

fn posted(organisation: OrganisationId, row: Row) -> Posted {
    let (id, kind, is_plain, recipient, state, tries, created_at, last_answer) = row;
    let sight = if is_plain { kinds::for_operators(&kind) } else { kinds::Sight::Notice };
    Posted {
        id,
        organisation: Some(organisation),
        kind: (sight != kinds::Sight::Notice).then_some(kind),
        may_stop: sight == kinds::Sight::MayStop,
        recipient,
        state,
        tries,
        created_at,
        last_answer,
    }
}

/// How many mails of an organisation a list shows.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>, wanted: &Wanted) -> Result<i64, Error> {
    let found = tenant.all(mails::table).filter(fits!(mails, wanted)).select(count_star());
    Ok(found.first(tenant.connection())?)
}

/// The first mails of an organisation that a list shows, newest first.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>, wanted: &Wanted, limit: i64) -> Result<Vec<Posted>, Error> {
    let organisation = tenant.organisation();
    let found = tenant.all(mails::table).filter(fits!(mails, wanted)).select(row!());
    let newest = found.order((mails::created_at.desc(), mails::id.desc())).limit(limit);
    let rows: Vec<Row> = newest.load(tenant.connection())?;
    Ok(rows.into_iter().map(|row| posted(organisation, row)).collect())
}

/// One mail of an organisation.
///
/// # Errors
/// The database is away.
pub fn find(tenant: &mut Tenant<'_>, id: MailId) -> Result<Option<Posted>, Error> {
    let organisation = tenant.organisation();
    let found = tenant.all(mails::table).filter(mails::id.eq(id)).select(row!());
    let row: Option<Row> = found.first(tenant.connection()).optional()?;
    Ok(row.map(|row| posted(organisation, row)))
}

/// Puts a failed mail back into the queue, one about a case too; false when it isn't a failed one.
///
/// # Errors
/// The database is away.
pub fn requeue(tenant: &mut Tenant<'_>, now: Moment, id: MailId) -> Result<bool, Error> {
    let failed = tenant.all(mails::table).filter(mails::id.eq(id).and(mails::state.eq(State::Failed)));
    let set = (mails::state.eq(State::Queued), mails::tries.eq(0_i64), mails::next_try_at.eq(now));
    Ok(diesel::update(failed).set(set).execute(tenant.connection())? == 1)
}

/// Stops a mail that waits; false when it doesn't.
///
/// # Errors
/// The database is away.
pub fn stop(tenant: &mut Tenant<'_>, id: MailId) -> Result<bool, Error> {
    let waiting = tenant.all(mails::table).filter(mails::id.eq(id).and(mails::state.eq(State::Queued)));
    let set = (mails::state.eq(State::Cancelled), mails::last_answer.eq(STOPPED));
    Ok(diesel::update(waiting).set(set).execute(tenant.connection())? == 1)
}

/// Counts the mails of accounts, as [`tally`].
///
/// # Errors
/// The database is away.
pub fn account_tally(system: &mut System<'_>, since: Moment, until: Moment) -> Result<Tally, Error> {
    let in_state = |state| account_mails::table.filter(account_mails::state.eq(state)).select(count_star());
    let queued = account_mails::table.filter(account_mails::state.eq(State::Queued));
    let fresh = queued.filter(account_mails::tries.eq(0_i64)).select(min(account_mails::next_try_at));
    let tried = queued.filter(account_mails::tries.gt(0_i64)).select(min(account_mails::created_at));
    let fresh: Option<Moment> = fresh.first(system.connection())?;
    let tried: Option<Moment> = tried.first(system.connection())?;
    let left = account_mails::table.filter(account_mails::sent_at.le(until));
    let sent = left.filter(account_mails::sent_at.gt(since)).select(count_star());
    Ok(Tally {
        refusals: refusals!(account_mails, account_mails::table, system.connection()),
        waiting: in_state(State::Queued).first(system.connection())?,
        oldest: fresh.into_iter().chain(tried).min(),
        over_quota: 0,
        sent: sent.first(system.connection())?,
        last_sent: left.select(max(account_mails::sent_at)).first(system.connection())?,
        failed: in_state(State::Failed).first(system.connection())?,
    })
}

/// How many mails of accounts a list shows.
///
/// # Errors
/// The database is away.
pub fn account_count(system: &mut System<'_>, wanted: &Wanted) -> Result<i64, Error> {
    let found = account_mails::table.filter(fits!(account_mails, wanted)).select(count_star());
    Ok(found.first(system.connection())?)
}

type AccountRow = (MailId, Vec<u8>, State, i64, Moment, Option<String>);

const ACCOUNT_ROW: (
    account_mails::id,
    account_mails::sealed,
    account_mails::state,
    account_mails::tries,
    account_mails::created_at,
    account_mails::last_answer,
) = (
    account_mails::id,
    account_mails::sealed,
    account_mails::state,
    account_mails::tries,
    account_mails::created_at,
    account_mails::last_answer,
);

/// Of what is sealed only the address is looked at.
fn account_posted(system: &System<'_>, row: AccountRow) -> Posted {
    let (id, sealed, state, tries, created_at, last_answer) = row;
    let recipient = account::open(system.keyring(), id, &sealed).map(|body| body.to).unwrap_or_default();
    let kind = Some(ACCOUNT.to_owned());
    Posted { id, organisation: None, kind, may_stop: false, recipient, state, tries, created_at, last_answer }
}

/// The first mails of accounts that a list shows, newest first.
///
/// # Errors
/// The database is away.
pub fn account_list(system: &mut System<'_>, wanted: &Wanted, limit: i64) -> Result<Vec<Posted>, Error> {
    let found = account_mails::table.filter(fits!(account_mails, wanted)).select(ACCOUNT_ROW);
    let newest = found.order((account_mails::created_at.desc(), account_mails::id.desc())).limit(limit);
    let rows: Vec<AccountRow> = newest.load(system.connection())?;
    Ok(rows.into_iter().map(|row| account_posted(system, row)).collect())
}

/// One mail of an account.
///
/// # Errors
/// The database is away.
pub fn account_find(system: &mut System<'_>, id: MailId) -> Result<Option<Posted>, Error> {
    let found = account_mails::table.filter(account_mails::id.eq(id)).select(ACCOUNT_ROW);
    let row: Option<AccountRow> = found.first(system.connection()).optional()?;
    Ok(row.map(|row| account_posted(system, row)))
}

/// Puts a failed mail of an account back into the queue; false when it isn't a failed one.
///
/// # Errors
/// The database is away.
pub fn account_requeue(system: &mut System<'_>, now: Moment, id: MailId) -> Result<bool, Error> {
    let failed = account_mails::id.eq(id).and(account_mails::state.eq(State::Failed));
    let again = (
        account_mails::state.eq(State::Queued),
        account_mails::tries.eq(0_i64),
        account_mails::next_try_at.eq(now),
    );
    let changed = diesel::update(account_mails::table.filter(failed)).set(again);
    Ok(changed.execute(system.connection())? == 1)
}
