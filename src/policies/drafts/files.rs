//! Drafts that are finished files.

use std::collections::BTreeSet;

use super::{Draft, NewText, begin, create, keep, live, next, store};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{BlobId, PersonId, PolicyId};
use crate::policies::{Details, PolicyError};

/// Enters a policy whose draft is a finished file. `sheet` is the text that stands for it.
///
/// # Errors
/// The code is taken.
pub fn create_of_file(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    details: &Details,
    (sheet, file): (&NewText, BlobId),
) -> Result<PolicyId, PolicyError> {
    let id = create(tenant, now, by, details, sheet)?;
    attach(tenant, now, by, id, (sheet, file))?;
    Ok(id)
}

/// Puts a finished file in the place of the draft, or begins the draft of the next version with it.
///
/// # Errors
/// The policy is withdrawn, or the draft changed meanwhile.
pub fn attach(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    id: PolicyId,
    (sheet, file): (&NewText, BlobId),
) -> Result<(), PolicyError> {
    live(tenant, id)?;
    match store::get(tenant, id)? {
        Some(draft) => {
            let (format, source) = (sheet.format, sheet.source.clone());
            let undone = BTreeSet::new();
            keep(tenant, now, &Draft { format, source, undone, file: Some(file), ..next(draft, now, by) })
        }
        None => begin(tenant, now, by, id, sheet, BTreeSet::new(), Some(file)),
    }
}
