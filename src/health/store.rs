//! What operators did to mails, and what the page says besides mail.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::Step;
use crate::clock::Moment;
use crate::db::ids::{AccountId, MailId, MailStepId, OrganisationId};
use crate::db::schema::{accounts, job_runs, mail_steps, security_events};
use crate::db::{Error, System};

/// So many steps the page shows.
const SHOWN: i64 = 20;
/// What counts as a failed sign-in.
const FAILED: [&str; 2] = ["wrong_password", "wrong_code"];

/// A step to be kept.
pub(super) struct NewStep<'a> {
    pub whose: Option<OrganisationId>,
    pub mail: MailId,
    pub step: Step,
    pub reason: &'a str,
    pub by: Option<AccountId>,
}

pub(super) fn insert_step(system: &mut System<'_>, now: Moment, step: &NewStep<'_>) -> Result<(), Error> {
    diesel::insert_into(mail_steps::table)
        .values((
            mail_steps::id.eq(MailStepId::new(now)),
            mail_steps::organisation_id.eq(step.whose),
            mail_steps::mail_id.eq(step.mail),
            mail_steps::kind.eq(step.step),
            mail_steps::reason.eq(step.reason),
            mail_steps::account_id.eq(step.by),
            mail_steps::at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// How many test mails an operator sent since a moment.
pub(super) fn tests_since(system: &mut System<'_>, account: AccountId, since: Moment) -> Result<i64, Error> {
    let own = mail_steps::account_id.eq(account).and(mail_steps::kind.eq(Step::Test));
    let recent = mail_steps::table.filter(own).filter(mail_steps::at.gt(since));
    Ok(recent.select(count_star()).first(system.connection())?)
}

/// What an operator did, to a mail of whom, why, when, and the operator's address.
pub type Told = (Step, Option<OrganisationId>, String, Moment, Option<String>);

/// The last steps of operators, newest first.
///
/// # Errors
/// The database is away.
pub fn steps(system: &mut System<'_>) -> Result<Vec<Told>, Error> {
    let rows = mail_steps::table
        .left_join(accounts::table.on(mail_steps::account_id.eq(accounts::id.nullable())))
        .order((mail_steps::at.desc(), mail_steps::id.desc()))
        .limit(SHOWN)
        .select((
            mail_steps::kind,
            mail_steps::organisation_id,
            mail_steps::reason,
            mail_steps::at,
            accounts::email.nullable(),
        ))
        .load(system.connection())?;
    Ok(rows)
}

/// When each kind of daily work last began, by its name.
///
/// # Errors
/// The database is away.
pub fn last_runs(system: &mut System<'_>) -> Result<Vec<(String, Option<Moment>)>, Error> {
    let runs = job_runs::table.group_by(job_runs::name).order(job_runs::name);
    Ok(runs.select((job_runs::name, max(job_runs::started_at))).load(system.connection())?)
}

/// Wrong passwords and codes since a moment.
///
/// # Errors
/// The database is away.
pub fn failed_sign_ins(system: &mut System<'_>, since: Moment) -> Result<i64, Error> {
    let wrong = security_events::table.filter(security_events::kind.eq_any(FAILED));
    let recent = wrong.filter(security_events::at.gt(since)).select(count_star());
    Ok(recent.first(system.connection())?)
}
