//! Suspended organisations, as far as those who belong to them may know.

use diesel::prelude::*;

use crate::access::address::KeptOut;
use crate::db::ids::{AccountId, OrganisationId, PersonId};
use crate::db::schema::{memberships, organisation_events, organisations};
use crate::db::{Error, System};

/// Where an account would be a member if the organisation weren't suspended, and as whom.
pub(in crate::access) fn suspended_memberships(
    system: &mut System<'_>,
    account: AccountId,
) -> Result<Vec<(OrganisationId, String, PersonId)>, Error> {
    let rows = organisations::table
        .inner_join(memberships::table.on(memberships::organisation_id.eq(organisations::id)))
        .filter(organisations::state.eq(KeptOut::Suspended.as_str()))
        .filter(memberships::account_id.eq(account).and(memberships::ended_at.is_null()))
        .select((organisations::id, organisations::slug, memberships::person_id))
        .load(system.connection())?;
    Ok(rows)
}

/// Why an organisation was suspended last, in the words of the operator.
pub(in crate::access) fn why_suspended(
    system: &mut System<'_>,
    organisation: OrganisationId,
) -> Result<Option<String>, Error> {
    let reason = organisation_events::table
        .filter(organisation_events::organisation_id.eq(organisation))
        .filter(organisation_events::kind.eq(KeptOut::Suspended.as_str()))
        .order((organisation_events::at.desc(), organisation_events::id.desc()))
        .select(organisation_events::reason);
    Ok(reason.first(system.connection()).optional()?)
}
