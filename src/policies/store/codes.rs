//! Who has a code.

use diesel::prelude::*;

use crate::db::ids::PolicyId;
use crate::db::schema::policies;
use crate::db::{Error, Tenant};
use crate::messages::Language;
use crate::policies::codes::{Holder, same};

/// The policy in this language that has this code, however it spells it. Of those that clash from before, the
/// one that spells it alike comes first.
///
/// # Errors
/// The database is away.
pub fn holder(
    tenant: &mut Tenant<'_>,
    code: &str,
    language: Language,
    by_other_than: Option<PolicyId>,
) -> Result<Option<Holder>, Error> {
    let rows: Vec<(PolicyId, String, String)> = tenant
        .all(policies::table)
        .filter(policies::language.eq(language))
        .order(policies::id)
        .select((policies::id, policies::code, policies::title))
        .load(tenant.connection())?;
    let others = rows.into_iter().filter(|(id, held, _)| Some(*id) != by_other_than && same(held, code));
    let first = others.min_by_key(|(_, held, _)| held != code);
    Ok(first.map(|(id, code, title)| Holder { id, code, title }))
}
