//! Acknowledgements: people are asked to read and sign; who has and who has not.
//!
//! A request goes to chosen people; each gets an assignment ("to read") for one rendition and, with an
//! e-mail address, a personal link. A signature is a row that nobody changes, under the seal of the
//! installation and with its digest in the log (DESIGN 3; reference domain 4.2, security 8).

mod again;
pub mod events;
pub mod form;
mod links;
mod notices;
pub mod pages;
pub mod reading;
pub mod receipt;
mod record;
mod requests;
mod serving;
mod signing;
pub mod store;
mod verification;

use crate::clock::{Day, Moment};
use crate::db::Error as DbError;
use crate::db::ids::{
    AssignmentId, LinkId, PersonId, PolicyId, RenditionId, RequestId, ServiceId, VersionId,
};
use crate::db::types::text_enum;
use crate::messages::Language;
use crate::web::engine::EngineError;

pub use again::{Again, ask_again, count_holders, follow_reissue};
pub use links::{
    DAYS_AFTER_DUE, Standing, address_changed, expire_all, not_me, renew, replace, standing, stop,
};
pub use record::{Acknowledgement, DOMAIN, Method};
pub use requests::{
    Candidate, Group, Offer, Order, Plan, end_for_person, end_for_policy, offer, outstanding,
    outstanding_count, plan, send, visible, withdraw,
};
pub use serving::Served;
pub use signing::{Signature, sign};
pub use verification::check_acknowledgements;

text_enum! {
    /// Why an assignment ended without a signature.
    EndedBecause {
        /// The request or the policy was withdrawn.
        Withdrawn = "withdrawn",
        /// A newer version came.
        Superseded = "superseded",
        /// The person left.
        Left = "left",
    }
}

text_enum! {
    /// Why a link stopped.
    StoppedBecause {
        /// Somebody in the office stopped it.
        Stopped = "stopped",
        /// A newer one was sent.
        Replaced = "replaced",
        /// The request or the policy was withdrawn.
        Withdrawn = "withdrawn",
        /// Who had it said that it was not for them.
        NotMe = "not_me",
        /// The person left.
        Left = "left",
        /// The staff list has another e-mail address for the person.
        Address = "address",
    }
}

/// One person's duty to read and sign one text.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Assignment {
    /// The row.
    pub id: AssignmentId,
    /// The request that it belongs to.
    pub request: RequestId,
    /// The policy.
    pub policy: PolicyId,
    /// The version.
    pub version: VersionId,
    /// The text.
    pub rendition: RenditionId,
    /// Who.
    pub person: PersonId,
    /// The last day.
    pub due_on: Day,
    /// When it was asked.
    pub created_at: Moment,
    /// When it was signed.
    pub acknowledged_at: Option<Moment>,
    /// When it ended without a signature.
    pub ended_at: Option<Moment>,
    /// Why it ended.
    pub ended_because: Option<EndedBecause>,
    /// The policy's code.
    pub code: String,
    /// The policy's title.
    pub title: String,
    /// The version as people name it.
    pub label: String,
    /// When the version was published.
    pub published_at: Moment,
    /// The service whose text it is.
    pub service: ServiceId,
    /// Its name.
    pub service_name: String,
    /// The language of the text.
    pub language: Language,
    /// The person's first name.
    pub given_name: String,
    /// The person's last name.
    pub family_name: String,
}

impl Assignment {
    /// Neither signed nor ended.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.acknowledged_at.is_none() && self.ended_at.is_none()
    }

    /// Days past the last day; 0 or less when there is time.
    #[must_use]
    pub fn days_overdue(&self, today: Day) -> i64 {
        self.due_on.days_until(today)
    }

    /// First and last name.
    #[must_use]
    pub fn name(&self) -> String {
        crate::access::names::whole(&self.given_name, &self.family_name)
    }
}

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Request {
    /// The row.
    pub id: RequestId,
    /// The policy.
    pub policy: PolicyId,
    /// The version.
    pub version: VersionId,
    /// The last day.
    pub due_on: Day,
    /// What the manager wrote to staff.
    pub note: String,
    /// How many people were asked, leavers apart.
    pub asked: i64,
    /// How many of them signed.
    pub signed: i64,
    /// When it was sent.
    pub created_at: Moment,
    /// Who sent it.
    pub created_by: PersonId,
    /// The policy's code.
    pub code: String,
    /// The policy's title.
    pub title: String,
    /// The version as people name it.
    pub label: String,
    /// The version that is in force now.
    pub current: Option<VersionId>,
    /// When the policy was withdrawn.
    pub policy_withdrawn_at: Option<Moment>,
    /// When the request was withdrawn.
    pub withdrawn_at: Option<Moment>,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
}

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Signatures are outstanding.
    Open,
    /// Everybody signed.
    Complete,
    /// Sent in error and taken back.
    Withdrawn,
    /// The version is not in force any more.
    Ended,
}

impl State {
    /// Every state, in the order of the filter.
    pub const ALL: [Self; 4] = [Self::Open, Self::Complete, Self::Ended, Self::Withdrawn];

    /// The word in addresses and message keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
        }
    }
}

impl Request {
    /// How far it is.
    #[must_use]
    pub fn state(&self) -> State {
        if self.withdrawn_at.is_some() {
            State::Withdrawn
        } else if self.signed >= self.asked {
            State::Complete
        } else if self.current != Some(self.version) || self.policy_withdrawn_at.is_some() {
            State::Ended
        } else {
            State::Open
        }
    }
}

/// A personal link, without its token.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Link {
    /// The row.
    pub id: LinkId,
    /// The request that it was sent for.
    pub request: RequestId,
    /// Whose it is.
    pub person: PersonId,
    /// The hash of its token.
    pub token_hash: Vec<u8>,
    /// When it was made.
    pub created_at: Moment,
    /// Until when it works.
    pub expires_at: Moment,
    /// When it was stopped.
    pub stopped_at: Option<Moment>,
    /// Why it was stopped.
    pub stopped_because: Option<StoppedBecause>,
}

/// What went wrong with reading and signing.
#[derive(Debug, thiserror::Error)]
pub enum AcknowledgementError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// No such request, person, link or text, or not one that one may see.
    #[error("not found")]
    NotFound,
    /// Nobody of those chosen can be asked.
    #[error("nobody to ask")]
    Nobody,
    /// The policy is not in force.
    #[error("not in force")]
    NotInForce,
    /// There is nothing outstanding to act on.
    #[error("nothing is outstanding")]
    NothingOpen,
    /// There is no address for a mail.
    #[error("no e-mail address")]
    NoEmail,
    /// The assignment ended before the signature; why.
    #[error("ended: {}", .0.as_str())]
    Ended(EndedBecause),
    /// The link stopped or ended.
    #[error("the link does not work any more")]
    LinkOver,
    /// The form is not one that we served, or too old.
    #[error("the form is not proven")]
    NotProven,
    /// The installation has no signing key.
    #[error("no signing key")]
    NoKey,
    /// A mail can't be written.
    #[error("mail: {0}")]
    Mail(String),
}

impl From<EngineError> for AcknowledgementError {
    fn from(error: EngineError) -> Self {
        Self::Mail(error.to_string())
    }
}

/// The part of a mail's occasion that all mails of one person's request share.
fn occasion(request: RequestId, person: PersonId) -> String {
    format!("request:{request}:{person}")
}
