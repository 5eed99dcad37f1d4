//! Reviews and reminders in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::reminders::Stage;
use super::{Answers, LookedAt, Review};
use crate::clock::{Day, Moment};
use crate::db::ids::{MailId, PersonId, PolicyId, ReminderId, ReviewId, ServiceId, VersionId};
use crate::db::schema::{mails, policies, renditions, review_reminders, reviews};
use crate::db::{Error, Tenant};
use crate::mail::State;

const NO_CHANGE: &str = "no_change";

#[derive(Queryable)]
struct Row {
    id: ReviewId,
    version: VersionId,
    reason: String,
    looked_at: String,
    reviewed_on: Day,
    next_review_on: Day,
    by: PersonId,
    at: Moment,
}

impl From<Row> for Review {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            version: row.version,
            reason: row.reason,
            looked_at: row.looked_at.split(' ').filter_map(LookedAt::from_word).collect(),
            reviewed_on: row.reviewed_on,
            next_review_on: row.next_review_on,
            by: row.by,
            at: row.at,
        }
    }
}

/// The reviews of a policy, the latest first.
///
/// # Errors
/// The database is away.
pub fn history(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Review>, Error> {
    let rows: Vec<Row> = tenant
        .all(reviews::table)
        .filter(reviews::policy_id.eq(policy))
        .order((reviews::at.desc(), reviews::id.desc()))
        .select((
            reviews::id,
            reviews::version_id,
            reviews::reason,
            reviews::looked_at,
            reviews::reviewed_on,
            reviews::next_review_on,
            reviews::by_id,
            reviews::at,
        ))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(Review::from).collect())
}

/// For every policy the day of its latest review.
///
/// # Errors
/// The database is away.
pub fn last_days(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, Day>, Error> {
    let rows: Vec<(PolicyId, Day)> = tenant
        .all(reviews::table)
        .order((reviews::at, reviews::id))
        .select((reviews::policy_id, reviews::reviewed_on))
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ReviewId,
    by: PersonId,
    policy: PolicyId,
    answers: &Answers,
) -> Result<(), Error> {
    let looked_at: Vec<&str> = answers.looked_at.iter().map(|each| each.as_str()).collect();
    diesel::insert_into(reviews::table)
        .values((
            reviews::organisation_id.eq(tenant.organisation()),
            reviews::id.eq(id),
            reviews::policy_id.eq(policy),
            reviews::version_id.eq(answers.version),
            reviews::outcome.eq(NO_CHANGE),
            reviews::reason.eq(&answers.reason),
            reviews::looked_at.eq(looked_at.join(" ")),
            reviews::reviewed_on.eq(now.day()),
            reviews::next_review_on.eq(answers.next_on),
            reviews::by_id.eq(by),
            reviews::at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Sets the next date; false when version or date are no longer those that the reviewer saw.
pub(super) fn move_date(tenant: &mut Tenant<'_>, policy: PolicyId, answers: &Answers) -> Result<bool, Error> {
    let seen = tenant
        .all(policies::table)
        .filter(policies::id.eq(policy).and(policies::withdrawn_at.is_null()))
        .filter(policies::current_version_id.eq(Some(answers.version)))
        .filter(policies::next_review_on.eq(Some(answers.due_on)));
    let moved = diesel::update(seen)
        .set(policies::next_review_on.eq(Some(answers.next_on)))
        .execute(tenant.connection())?;
    Ok(moved == 1)
}

/// The services where the version in force of each policy applies.
pub(super) fn services_in_force(
    tenant: &mut Tenant<'_>,
) -> Result<BTreeMap<PolicyId, BTreeSet<ServiceId>>, Error> {
    let in_force = policies::organisation_id
        .eq(renditions::organisation_id)
        .and(policies::current_version_id.eq(renditions::version_id.nullable()));
    let rows: Vec<(PolicyId, ServiceId)> = tenant
        .all(renditions::table)
        .inner_join(policies::table.on(in_force))
        .filter(policies::withdrawn_at.is_null())
        .select((renditions::policy_id, renditions::service_id))
        .load(tenant.connection())?;
    let mut services: BTreeMap<PolicyId, BTreeSet<ServiceId>> = BTreeMap::new();
    for (policy, service) in rows {
        services.entry(policy).or_default().insert(service);
    }
    Ok(services)
}

/// A reminder as it was sent.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub policy: PolicyId,
    pub person: PersonId,
    pub stage: Stage,
    pub at: Moment,
}

/// The reminders of the dates that stand now.
pub(super) fn reminders(tenant: &mut Tenant<'_>) -> Result<Vec<Sent>, Error> {
    let of_this_date = policies::organisation_id
        .eq(review_reminders::organisation_id)
        .and(policies::id.eq(review_reminders::policy_id))
        .and(policies::next_review_on.eq(review_reminders::due_on.nullable()));
    let rows: Vec<(PolicyId, PersonId, String, Moment)> = tenant
        .all(review_reminders::table)
        .inner_join(policies::table.on(of_this_date))
        .select((
            review_reminders::policy_id,
            review_reminders::person_id,
            review_reminders::stage,
            review_reminders::at,
        ))
        .load(tenant.connection())?;
    let read = |(policy, person, stage, at): (PolicyId, PersonId, String, Moment)| {
        Stage::from_word(&stage).map(|stage| Sent { policy, person, stage, at })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// A reminder to be kept.
pub(super) struct NewReminder {
    pub policy: PolicyId,
    pub due_on: Day,
    pub stage: Stage,
    pub person: PersonId,
    pub mail: MailId,
}

pub(super) fn insert_reminder(
    tenant: &mut Tenant<'_>,
    now: Moment,
    reminder: &NewReminder,
) -> Result<(), Error> {
    diesel::insert_into(review_reminders::table)
        .values((
            review_reminders::organisation_id.eq(tenant.organisation()),
            review_reminders::id.eq(ReminderId::new(now)),
            review_reminders::policy_id.eq(reminder.policy),
            review_reminders::due_on.eq(reminder.due_on),
            review_reminders::stage.eq(reminder.stage.word()),
            review_reminders::person_id.eq(reminder.person),
            review_reminders::mail_id.eq(reminder.mail),
            review_reminders::at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// The occasions of mails that haven't left and speak of this policy alone.
///
/// # Errors
/// The database is away.
pub fn waiting_mails(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<String>, Error> {
    let same_mail = mails::organisation_id
        .eq(review_reminders::organisation_id)
        .and(mails::id.eq(review_reminders::mail_id));
    let rows: Vec<(String, PolicyId)> = tenant
        .all(review_reminders::table)
        .inner_join(mails::table.on(same_mail))
        .filter(mails::state.eq(State::Queued))
        .select((mails::occasion, review_reminders::policy_id))
        .load(tenant.connection())?;
    let mut spoken_of: BTreeMap<String, BTreeSet<PolicyId>> = BTreeMap::new();
    for (occasion, about) in rows {
        spoken_of.entry(occasion).or_default().insert(about);
    }
    let alone = BTreeSet::from([policy]);
    Ok(spoken_of.into_iter().filter(|(_, about)| *about == alone).map(|(occasion, _)| occasion).collect())
}
