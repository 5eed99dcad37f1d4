//! Withdrawn policies with all that belongs to them.

use std::collections::BTreeSet;

use diesel::prelude::*;

use crate::audit::tombstones::{self, By, Record};
use crate::blobs;
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, BlobId, PolicyId, VersionId};
use crate::db::schema::{
    acknowledgements, approval_asks, approval_decisions, approval_rounds, assignments, coverage_answers,
    draft_files, draft_services, drafts, exports, field_values, policies, policy_references,
    policy_share_visits, policy_shares, policy_versions, printed_values, renditions, request_withdrawals,
    requests, review_reminders, reviews, shelf_items, shelves, signing_links, withdrawals, working_copies,
};
use crate::db::{Error, Tenant};
use crate::retention::applying::Candidate;
use crate::retention::holds::Facts;

/// Policies that were withdrawn before a moment.
pub(in crate::retention::applying) fn policies(
    tenant: &mut Tenant<'_>,
    before: Moment,
) -> Result<Vec<Candidate>, Error> {
    let rows: Vec<(PolicyId, Moment, Option<Moment>)> = tenant
        .all(policies::table)
        .filter(policies::withdrawn_at.lt(before))
        .select((policies::id, policies::created_at, policies::withdrawn_at))
        .order(policies::id)
        .load(tenant.connection())?;
    let read = |(id, made, withdrawn): (PolicyId, Moment, Option<Moment>)| {
        let end: Day = withdrawn.unwrap_or(made).day();
        let facts = Facts { policy: Some(id), ..Facts::of(made.day(), end) };
        Candidate { facts, ..Candidate::new(id.any(), end) }
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Policies that others still need: somebody's signature is kept, or another policy says that it took its place.
pub(in crate::retention::applying) fn referred_policies(
    tenant: &mut Tenant<'_>,
) -> Result<BTreeSet<AnyId>, Error> {
    let signed: Vec<AnyId> = tenant
        .all(acknowledgements::table)
        .select(acknowledgements::policy_id)
        .distinct()
        .load(tenant.connection())?;
    let replacing: Vec<Option<AnyId>> = tenant
        .all(withdrawals::table)
        .filter(withdrawals::replaced_by_id.is_not_null())
        .select(withdrawals::replaced_by_id)
        .load(tenant.connection())?;
    Ok(signed.into_iter().chain(replacing.into_iter().flatten()).collect())
}

macro_rules! delete {
    ($tenant:ident, $table:ident, $filter:expr) => {
        diesel::delete($tenant.all($table::table).filter($filter)).execute($tenant.connection())?
    };
}

/// Writes a tombstone for each of some rows that are append-only, and deletes them.
macro_rules! bury {
    ($tenant:ident, $now:ident, $by:ident, $table:ident, $filter:expr, $at:ident, $content:ident: $type:ty) => {{
        let rows: Vec<(AnyId, Moment, $type)> = $tenant
            .all($table::table)
            .filter($filter)
            .select(($table::id, $table::$at, $table::$content))
            .load($tenant.connection())?;
        for (id, made_at, content) in rows {
            let record = Record { kind: stringify!($table), id, made_at, content: content.into() };
            tombstones::record($tenant, $now, $by, &record)?;
        }
        delete!($tenant, $table, $filter);
    }};
}

macro_rules! ids {
    ($tenant:ident, $table:ident, $filter:expr) => {
        $tenant.all($table::table).filter($filter).select($table::id).load::<AnyId>($tenant.connection())?
    };
}

/// Removes a policy with its versions, what was asked for it and what was decided on it.
pub(in crate::retention::applying) fn remove_policy(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    id: AnyId,
) -> Result<bool, Error> {
    let id = PolicyId::from_any(id);
    let row: Option<(Moment, String, String)> = tenant
        .all(policies::table)
        .filter(policies::id.eq(id))
        .select((policies::created_at, policies::code, policies::title))
        .first(tenant.connection())
        .optional()?;
    let Some((made_at, code, title)) = row else { return Ok(false) };
    let content = [code.as_bytes(), b"\n", title.as_bytes()].concat();
    if !tombstones::record(tenant, now, by, &Record { kind: "policies", id: id.any(), made_at, content })? {
        return Ok(false);
    }
    let files = files_of(tenant, id)?;
    remove_asking(tenant, now, by, id)?;
    remove_deciding(tenant, now, by, id)?;
    remove_around(tenant, now, by, id)?;
    remove_texts(tenant, now, by, id)?;
    remove_files(tenant, files)?;
    Ok(true)
}

/// What people were asked to sign.
fn remove_asking(tenant: &mut Tenant<'_>, now: Moment, by: By, id: PolicyId) -> Result<(), Error> {
    let asked = ids!(tenant, requests, requests::policy_id.eq(id));
    let of = || asked.clone();
    delete!(tenant, assignments, assignments::policy_id.eq(id));
    delete!(tenant, signing_links, signing_links::request_id.eq_any(of()));
    bury!(tenant, now, by, request_withdrawals, request_withdrawals::request_id.eq_any(of()), at, reason: String);
    delete!(tenant, requests, requests::policy_id.eq(id));
    Ok(())
}

/// Reviews and approvals.
fn remove_deciding(tenant: &mut Tenant<'_>, now: Moment, by: By, id: PolicyId) -> Result<(), Error> {
    delete!(tenant, review_reminders, review_reminders::policy_id.eq(id));
    bury!(tenant, now, by, reviews, reviews::policy_id.eq(id), at, reason: String);
    let rounds = ids!(tenant, approval_rounds, approval_rounds::policy_id.eq(id));
    let of = || rounds.clone();
    bury!(tenant, now, by, approval_decisions, approval_decisions::round_id.eq_any(of()), at, text_sha256: Vec<u8>);
    delete!(tenant, approval_asks, approval_asks::round_id.eq_any(of()));
    delete!(tenant, approval_rounds, approval_rounds::policy_id.eq(id));
    Ok(())
}

/// What stands around a policy.
fn remove_around(tenant: &mut Tenant<'_>, now: Moment, by: By, id: PolicyId) -> Result<(), Error> {
    let shares = ids!(tenant, policy_shares, policy_shares::policy_id.eq(id));
    let of = || shares.clone();
    bury!(tenant, now, by, policy_share_visits, policy_share_visits::share_id.eq_any(of()), at, what: String);
    delete!(tenant, policy_shares, policy_shares::policy_id.eq(id));
    delete!(tenant, policy_references, policy_references::policy_id.eq(id));
    delete!(tenant, coverage_answers, coverage_answers::policy_id.eq(id));
    let items = tenant.all(shelf_items::table).filter(shelf_items::policy_id.eq(id));
    diesel::update(items).set(shelf_items::policy_id.eq(None::<PolicyId>)).execute(tenant.connection())?;
    delete!(tenant, working_copies, working_copies::policy_id.eq(id));
    delete!(tenant, draft_files, draft_files::policy_id.eq(id));
    delete!(tenant, draft_services, draft_services::policy_id.eq(id));
    delete!(tenant, drafts, drafts::policy_id.eq(id));
    Ok(())
}

/// Its texts, and the policy.
fn remove_texts(tenant: &mut Tenant<'_>, now: Moment, by: By, id: PolicyId) -> Result<(), Error> {
    let texts = ids!(tenant, renditions, renditions::policy_id.eq(id));
    for rendition in texts {
        let values = printed_values::rendition_id.eq(rendition);
        // The values that were printed go with their text, under its tombstone.
        let (made_at, content): (Moment, Vec<u8>) = tenant
            .all(renditions::table)
            .filter(renditions::id.eq(rendition))
            .select((renditions::published_at, renditions::digest))
            .first(tenant.connection())?;
        let record = Record { kind: "renditions", id: rendition, made_at, content };
        tombstones::record(tenant, now, by, &record)?;
        delete!(tenant, printed_values, values);
    }
    delete!(tenant, renditions, renditions::policy_id.eq(id));
    bury!(tenant, now, by, withdrawals, withdrawals::policy_id.eq(id), at, reason: String);
    let policy = tenant.all(policies::table).filter(policies::id.eq(id));
    diesel::update(policy)
        .set(policies::current_version_id.eq(None::<VersionId>))
        .execute(tenant.connection())?;
    bury!(tenant, now, by, policy_versions, policy_versions::policy_id.eq(id), published_at, model: String);
    delete!(tenant, policies, policies::id.eq(id));
    Ok(())
}

/// The files of a policy's texts.
fn files_of(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<BTreeSet<BlobId>, Error> {
    let printed: Vec<(Option<BlobId>, Option<BlobId>)> = tenant
        .all(renditions::table)
        .filter(renditions::policy_id.eq(id))
        .select((renditions::logo_id, renditions::file_id))
        .load(tenant.connection())?;
    let drafted: Vec<BlobId> = tenant
        .all(draft_files::table)
        .filter(draft_files::policy_id.eq(id))
        .select(draft_files::file_id)
        .load(tenant.connection())?;
    Ok(printed.into_iter().flat_map(|(logo, file)| [logo, file]).flatten().chain(drafted).collect())
}

/// Removes those of some files that nothing points to any more.
fn remove_files(tenant: &mut Tenant<'_>, files: BTreeSet<BlobId>) -> Result<(), Error> {
    for file in files {
        if !is_needed(tenant, file)? {
            blobs::remove(tenant, file)?;
        }
    }
    Ok(())
}

/// Whether anything points to a file.
fn is_needed(tenant: &mut Tenant<'_>, file: BlobId) -> Result<bool, Error> {
    let printed = renditions::logo_id.eq(file).or(renditions::file_id.eq(file));
    let counts: [i64; 6] = [
        // The logo of today stands there by its number.
        tenant
            .all(field_values::table)
            .filter(field_values::value.eq(file.to_string()))
            .count()
            .get_result(tenant.connection())?,
        tenant.all(renditions::table).filter(printed).count().get_result(tenant.connection())?,
        tenant
            .all(draft_files::table)
            .filter(draft_files::file_id.eq(file))
            .count()
            .get_result(tenant.connection())?,
        tenant
            .all(shelf_items::table)
            .filter(shelf_items::file_id.eq(file))
            .count()
            .get_result(tenant.connection())?,
        tenant
            .all(shelves::table)
            .filter(shelves::upload_id.eq(file))
            .count()
            .get_result(tenant.connection())?,
        tenant
            .all(exports::table)
            .filter(exports::blob_id.eq(file))
            .count()
            .get_result(tenant.connection())?,
    ];
    Ok(counts.iter().any(|count| *count > 0))
}
