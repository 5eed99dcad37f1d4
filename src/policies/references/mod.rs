//! What a policy refers to: laws, guidance, other policies, documents that stand elsewhere.
//!
//! References stand beside the text and are no part of it: they can be put right at any time, and no
//! rendition changes with them.

pub mod events;
pub mod form;
pub mod pages;
pub mod store;

use super::PolicyError;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ReferenceId};
use crate::db::types::text_enum;

pub use store::list;

text_enum! {
    /// What is referred to.
    Kind {
        /// An Act or regulations.
        Law = "law",
        /// Guidance of a regulator or another body.
        Guidance = "guidance",
        /// Another policy, by its code.
        Policy = "policy",
        /// A document outside the library, by its title.
        Document = "document",
    }
}

/// References that one policy may have: more than these nobody keeps up to date.
pub const MOST: usize = 100;

/// What the form for a reference says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReference {
    /// What is referred to.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The code of another policy; nothing for the other kinds.
    pub code: Option<String>,
    /// The date of the law, guidance or document, as it was looked at.
    pub dated_on: Option<Day>,
    /// Where it can be read; https.
    pub address: Option<String>,
}

/// A reference of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The row.
    pub id: ReferenceId,
    /// Whose it is.
    pub policy: PolicyId,
    /// What it says.
    pub said: NewReference,
}

/// Adds references to a policy: one line in the log for all of them.
///
/// # Errors
/// There would be more than [`MOST`], or the database is away.
pub fn add(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    policy: PolicyId,
    new: &[NewReference],
) -> Result<Vec<ReferenceId>, PolicyError> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    if list(tenant, policy)?.len().saturating_add(new.len()) > MOST {
        return Err(PolicyError::TooMany);
    }
    let mut added = Vec::new();
    for said in new {
        let reference = Reference { id: ReferenceId::new(now), policy, said: said.clone() };
        store::insert(tenant, now, by, &reference)?;
        added.push(reference.id);
    }
    audit::record(tenant, now, &events::ReferencesAdded { policy, added: &added, new })?;
    Ok(added)
}

/// Whether a policy refers to this already, beside the reference `but`: the same policy by its code, or
/// the same title of the same kind.
///
/// # Errors
/// The database is away.
pub fn is_there(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    said: &NewReference,
    but: Option<ReferenceId>,
) -> Result<bool, PolicyError> {
    let others = list(tenant, policy)?.into_iter().filter(|other| Some(other.id) != but);
    Ok(others.map(|other| other.said).any(|other| other.is_same(said)))
}

impl NewReference {
    fn is_same(&self, other: &Self) -> bool {
        let title = self.title.to_lowercase() == other.title.to_lowercase();
        self.kind == other.kind
            && match (&self.code, &other.code) {
                (Some(one), Some(two)) => one.eq_ignore_ascii_case(two),
                _ => title,
            }
    }
}

/// Puts a reference right.
///
/// # Errors
/// The policy has no such reference, or the database is away.
pub fn change(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: PolicyId,
    id: ReferenceId,
    said: &NewReference,
) -> Result<(), PolicyError> {
    let before = store::get(tenant, policy, id)?.ok_or(PolicyError::NotFound)?;
    if before.said == *said {
        return Ok(());
    }
    store::update(tenant, id, said)?;
    audit::record(tenant, now, &events::ReferenceChanged { before: &before, now: said })?;
    Ok(())
}

/// Takes a reference away.
///
/// # Errors
/// The policy has no such reference, or the database is away.
pub fn remove(
    tenant: &mut Tenant<'_>,
    now: Moment,
    policy: PolicyId,
    id: ReferenceId,
) -> Result<(), PolicyError> {
    let gone = store::get(tenant, policy, id)?.ok_or(PolicyError::NotFound)?;
    store::delete(tenant, id)?;
    audit::record(tenant, now, &events::ReferenceRemoved { gone: &gone })?;
    Ok(())
}
