//! Visits of operators, as far as sessions and entries ask for them.

use diesel::prelude::*;

use crate::access::support::{Helper, Helping};
use crate::clock::Moment;
use crate::db::ids::{OrganisationId, SessionId, SupportVisitId};
use crate::db::schema::{accounts, organisations, support_visits};
use crate::db::{Error, System};

/// The visit that goes on in a session.
pub(super) fn helping(system: &mut System<'_>, session: SessionId) -> Result<Option<Helping>, Error> {
    let found: Option<(SupportVisitId, Option<Moment>, Option<Moment>)> = support_visits::table
        .filter(support_visits::session_id.eq(session).and(support_visits::ended_at.is_null()))
        .order(support_visits::ends_at.desc())
        .select((support_visits::id, support_visits::began_at, support_visits::ends_at))
        .first(system.connection())
        .optional()?;
    Ok(found.and_then(|(visit, began_at, ends_at)| {
        Some(Helping { visit, began_at: began_at?, ends_at: ends_at? })
    }))
}

/// The organisation of a visit that hasn't been ended, while it may work.
pub(in crate::access) fn place_of_support(
    system: &mut System<'_>,
    visit: SupportVisitId,
) -> Result<Option<OrganisationId>, Error> {
    let found = support_visits::table
        .inner_join(organisations::table.on(organisations::id.eq(support_visits::organisation_id)))
        .filter(support_visits::id.eq(visit).and(support_visits::ended_at.is_null()))
        .filter(organisations::state.eq("active"))
        .select(organisations::id);
    Ok(found.first(system.connection()).optional()?)
}

type HelperRow = (SupportVisitId, String, Option<Moment>, Option<Moment>);

/// Who is inside an organisation to help.
pub(in crate::access) fn helpers(
    system: &mut System<'_>,
    organisation: OrganisationId,
) -> Result<Vec<Helper>, Error> {
    let rows: Vec<HelperRow> = support_visits::table
        .inner_join(accounts::table.on(accounts::id.eq(support_visits::account_id)))
        .filter(support_visits::organisation_id.eq(organisation))
        .filter(support_visits::began_at.is_not_null().and(support_visits::ended_at.is_null()))
        .select((support_visits::id, accounts::email, support_visits::began_at, support_visits::ends_at))
        .load(system.connection())?;
    let helper = |(visit, email, began_at, ends_at): HelperRow| {
        Some(Helper { visit, email, began_at: began_at?, ends_at: ends_at? })
    };
    Ok(rows.into_iter().filter_map(helper).collect())
}
