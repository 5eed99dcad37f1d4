//! What other slices know of a policy, for its page. They know this slice, so `reactions` asks them.

use std::collections::BTreeMap;

use super::versions::publishing::Terms;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, RequestId, VersionId};

/// A request to read and sign, counted for the services that the reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The request.
    pub request: RequestId,
    /// The version that was sent.
    pub version: VersionId,
    /// That version as people call it.
    pub label: String,
    /// How many people were asked.
    pub asked: i64,
    /// How many of them signed.
    pub signed: i64,
    /// The last day.
    pub due_on: Day,
    /// When it was sent.
    pub at: Moment,
    /// How far it is, as the end of the message key `acknowledgements-state-…`.
    pub state: &'static str,
}

/// A review that found nothing to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The version that was looked at.
    pub version: VersionId,
    /// Why nothing had to change.
    pub reason: String,
    /// When it is looked at again.
    pub next_review_on: Day,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// That a draft was in force before it was entered here, as a register that was brought in with it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Version, approver and days as the register has them.
    pub terms: Terms,
    /// The files that the register came with.
    pub shelf: String,
    /// The row in the sheet.
    pub line: usize,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Requests, the newest first.
    pub asked: Vec<Asked>,
    /// Reviews, the newest first.
    pub reviews: Vec<Reviewed>,
}

/// What they know of all policies, for the file of the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfAll {
    /// The latest review that found nothing to change.
    pub reviewed_on: BTreeMap<PolicyId, Day>,
    /// How many people were asked to sign a version, and how many of them did, as far as the reader sees.
    pub signing: BTreeMap<VersionId, (i64, i64)>,
}
