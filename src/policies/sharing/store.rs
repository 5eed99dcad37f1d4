//! Links for people outside, and their use, in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Share, ShareVisit, What};
use crate::clock::Moment;
use crate::db::ids::{PersonId, PolicyId, ShareId, ShareVisitId};
use crate::db::schema::{policy_share_visits, policy_shares};
use crate::db::{Error, Tenant};

type Row = (ShareId, PolicyId, String, String, PersonId, Moment, Moment, Option<Moment>);

fn read(row: Row) -> Share {
    let (id, policy, recipient, note, created_by, created_at, expires_at, ended_at) = row;
    Share { id, policy, recipient, note, created_by, created_at, expires_at, ended_at }
}

macro_rules! rows {
    ($tenant:expr) => {
        $tenant.all(policy_shares::table).select((
            policy_shares::id,
            policy_shares::policy_id,
            policy_shares::recipient,
            policy_shares::note,
            policy_shares::created_by,
            policy_shares::created_at,
            policy_shares::expires_at,
            policy_shares::ended_at,
        ))
    };
}

/// The links of a policy, the newest first.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Share>, Error> {
    let rows: Vec<Row> = rows!(tenant)
        .filter(policy_shares::policy_id.eq(policy))
        .order((policy_shares::created_at.desc(), policy_shares::id.desc()))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(read).collect())
}

pub(super) fn get(tenant: &mut Tenant<'_>, id: ShareId) -> Result<Option<Share>, Error> {
    let row: Option<Row> =
        rows!(tenant).filter(policy_shares::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(read))
}

/// When the links of a policy were used, the latest first.
///
/// # Errors
/// The database is away.
pub fn visits(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
) -> Result<BTreeMap<ShareId, Vec<ShareVisit>>, Error> {
    let share = policy_shares::organisation_id
        .eq(policy_share_visits::organisation_id)
        .and(policy_shares::id.eq(policy_share_visits::share_id));
    let rows: Vec<(ShareId, Moment, What)> = tenant
        .all(policy_share_visits::table)
        .inner_join(policy_shares::table.on(share))
        .filter(policy_shares::policy_id.eq(policy))
        .order((policy_share_visits::at.desc(), policy_share_visits::id.desc()))
        .select((policy_share_visits::share_id, policy_share_visits::at, policy_share_visits::what))
        .load(tenant.connection())?;
    let mut found: BTreeMap<ShareId, Vec<ShareVisit>> = BTreeMap::new();
    for (share, at, what) in rows {
        found.entry(share).or_default().push(ShareVisit { at, what });
    }
    Ok(found)
}

pub(super) fn insert(tenant: &mut Tenant<'_>, share: &Share) -> Result<(), Error> {
    diesel::insert_into(policy_shares::table)
        .values((
            policy_shares::organisation_id.eq(tenant.organisation()),
            policy_shares::id.eq(share.id),
            policy_shares::policy_id.eq(share.policy),
            policy_shares::recipient.eq(&share.recipient),
            policy_shares::note.eq(&share.note),
            policy_shares::created_by.eq(share.created_by),
            policy_shares::created_at.eq(share.created_at),
            policy_shares::expires_at.eq(share.expires_at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Ends a link; false when it was ended before.
pub(super) fn set_ended(tenant: &mut Tenant<'_>, now: Moment, id: ShareId) -> Result<bool, Error> {
    let open = policy_shares::id.eq(id).and(policy_shares::ended_at.is_null());
    let changed = diesel::update(tenant.all(policy_shares::table).filter(open))
        .set(policy_shares::ended_at.eq(Some(now)))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Ends every link that works; how many there were.
pub(super) fn end_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    let live = policy_shares::ended_at.is_null().and(policy_shares::expires_at.gt(now));
    let changed = diesel::update(tenant.all(policy_shares::table).filter(live))
        .set(policy_shares::ended_at.eq(Some(now)))
        .execute(tenant.connection())?;
    Ok(changed)
}

pub(super) fn insert_visit(
    tenant: &mut Tenant<'_>,
    id: ShareVisitId,
    share: ShareId,
    visit: ShareVisit,
) -> Result<(), Error> {
    diesel::insert_into(policy_share_visits::table)
        .values((
            policy_share_visits::organisation_id.eq(tenant.organisation()),
            policy_share_visits::id.eq(id),
            policy_share_visits::share_id.eq(share),
            policy_share_visits::at.eq(visit.at),
            policy_share_visits::what.eq(visit.what),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
