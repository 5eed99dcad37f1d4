//! What depends on somebody holding a role, as the other slices know it.

use std::collections::BTreeSet;

use crate::db::ids::PolicyId;

/// What depends on somebody holding a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Depends {
    /// Policies in force that print whoever holds the role.
    pub printed: usize,
    /// Policies that the person answers for, with their reviews.
    pub owned: BTreeSet<PolicyId>,
    /// Comments and approvals that were asked of the person and are still to be given.
    pub asked: usize,
    /// The role is on the line that reports go down.
    pub on_the_line: bool,
    /// Without the person the service would take no reports any more.
    pub ends_reports: bool,
}
