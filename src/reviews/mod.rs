//! Reviews: the dated duty to look at a policy again, the reminders before it, and the record that it
//! was done although nothing had to change.

pub mod circle;
pub mod events;
pub mod form;
pub mod notices;
pub mod pages;
pub mod register;
pub mod reminders;
pub mod store;

use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ReviewId, VersionId};
use crate::db::types::text_enum;
use crate::db::{Error as DbError, Tenant};
use crate::policies::{self, Policy};

pub use notices::remind;
pub use pages::may_review;
pub use register::{Due, Duty, Filter, duties, duty};
pub use store::{history, last_days, waiting_mails};

/// The kind of ticket that sends reminders.
pub const TICKET: &str = "review-reminders";
/// From which minute of the day in London reminders go out: half past seven.
pub const FROM_MINUTE: i32 = 7 * 60 + 30;

text_enum! {
    /// What a reviewer looked at.
    LookedAt {
        /// Law and guidance.
        Law = "law",
        /// Incidents and complaints.
        Incidents = "incidents",
        /// Questions of staff.
        Questions = "questions",
        /// Audits and inspections.
        Audits = "audits",
        /// What people supported and their families said.
        People = "people",
    }
}

text_enum! {
    /// When the next review is, as the form asks.
    NextReview {
        /// In 12 months, which is usual.
        Year = "year",
        /// In 6 months.
        HalfYear = "half-year",
        /// On another day.
        Other = "other",
    }
}

/// What the form of a review says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// The version that was looked at.
    pub version: VersionId,
    /// When the review was due, as the reviewer saw it.
    pub due_on: Day,
    /// What was looked at.
    pub looked_at: Vec<LookedAt>,
    /// Why nothing has to change, in words.
    pub reason: String,
    /// When the policy must be looked at again.
    pub next_on: Day,
}

/// A review that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The row.
    pub id: ReviewId,
    /// The version that was looked at.
    pub version: VersionId,
    /// Why nothing had to change.
    pub reason: String,
    /// What was looked at.
    pub looked_at: Vec<LookedAt>,
    /// The day.
    pub reviewed_on: Day,
    /// When it had to be looked at again.
    pub next_review_on: Day,
    /// Who.
    pub by: PersonId,
    /// When it was recorded.
    pub at: Moment,
}

/// What went wrong with a review.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such policy, or none that is in force.
    #[error("no policy in force")]
    NotFound,
    /// Somebody else reviewed it, or published a new version, meanwhile.
    #[error("changed meanwhile")]
    Changed,
    /// The mail can't be written.
    #[error("mail: {0}")]
    Mail(#[from] crate::web::engine::EngineError),
}

/// Records that a policy was looked at and nothing has to change. Sent twice, it is recorded once.
///
/// # Errors
/// Not in force; or somebody else was first.
pub fn record(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    policy: PolicyId,
    answers: &Answers,
) -> Result<ReviewId, ReviewError> {
    policies::get(tenant, policy)?.filter(Policy::is_in_force).ok_or(ReviewError::NotFound)?;
    if let Some(before) = sent_twice(tenant, now, by, policy, answers)? {
        return Ok(before);
    }
    if !store::move_date(tenant, policy, answers)? {
        return Err(ReviewError::Changed);
    }
    let review = ReviewId::new(now);
    store::insert(tenant, now, review, by, policy, answers)?;
    forget_reminders(tenant, policy)?;
    let reviewed_on = now.day();
    audit::record(tenant, now, &events::ReviewRecorded { review, policy, reviewed_on, answers })?;
    Ok(review)
}

/// Cancels the mails that wait to remind somebody of this policy and of nothing else. To be called when a
/// policy is reviewed, published again or withdrawn.
///
/// # Errors
/// The database is away.
pub fn forget_reminders(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<usize, DbError> {
    let mut cancelled = 0;
    for occasion in store::waiting_mails(tenant, policy)? {
        cancelled += crate::mail::cancel(tenant, &occasion)?;
    }
    Ok(cancelled)
}

/// The review of today that says the same: the form was sent twice.
fn sent_twice(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    policy: PolicyId,
    answers: &Answers,
) -> Result<Option<ReviewId>, DbError> {
    let latest = store::history(tenant, policy)?.into_iter().next();
    let same = latest.filter(|review| {
        review.by == by
            && review.reviewed_on == now.day()
            && review.version == answers.version
            && review.reason == answers.reason
            && review.next_review_on == answers.next_on
    });
    Ok(same.map(|review| review.id))
}
