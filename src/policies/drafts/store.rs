//! Drafts in the database.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::Draft;
use super::editing::Copy;
use super::names::Names;
use crate::clock::Moment;
use crate::db::ids::VersionId;
use crate::db::ids::{BlobId, DraftId, PersonId, PolicyId, ServiceId};
use crate::db::schema::{
    approval_rounds, coverage_answers, draft_files, draft_services, drafts, policies, policy_references,
    policy_shares, policy_versions, working_copies,
};
use crate::db::{Error, Tenant};
use crate::documents::{Aliases, Format};
use crate::organisations::own;

type Row = (DraftId, PolicyId, String, String, String, i64, Moment, PersonId);

const ROW: (
    drafts::id,
    drafts::policy_id,
    drafts::format,
    drafts::source,
    drafts::undone,
    drafts::revision,
    drafts::updated_at,
    drafts::updated_by,
) = (
    drafts::id,
    drafts::policy_id,
    drafts::format,
    drafts::source,
    drafts::undone,
    drafts::revision,
    drafts::updated_at,
    drafts::updated_by,
);

fn from_row(row: Row, aliases: Aliases, file: Option<BlobId>) -> Draft {
    let (id, policy, format, source, undone, revision, updated_at, updated_by) = row;
    let format = if format == word(Format::Markdown) { Format::Markdown } else { Format::Text };
    let undone = undone.lines().map(str::to_owned).collect();
    Draft { id, policy, format, source, undone, revision, updated_at, updated_by, aliases, file }
}

/// The word for a format in the database and in forms.
#[must_use]
pub const fn word(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Markdown => "markdown",
    }
}

fn lines(undone: &BTreeSet<String>) -> String {
    undone.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The draft of a policy.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Option<Draft>, Error> {
    let found: Option<Row> = tenant
        .all(drafts::table)
        .filter(drafts::policy_id.eq(policy))
        .select(ROW)
        .first(tenant.connection())
        .optional()?;
    let Some(row) = found else { return Ok(None) };
    let file = file(tenant, policy)?;
    Ok(Some(from_row(row, own::names_for_reading(tenant)?, file)))
}

/// The drafts of these policies, by policy.
///
/// # Errors
/// The database is away.
pub fn of(
    tenant: &mut Tenant<'_>,
    policies: &BTreeSet<PolicyId>,
) -> Result<BTreeMap<PolicyId, Draft>, Error> {
    let aliases = own::names_for_reading(tenant)?;
    let files: Vec<(PolicyId, BlobId)> = tenant
        .all(draft_files::table)
        .select((draft_files::policy_id, draft_files::file_id))
        .load(tenant.connection())?;
    let files: BTreeMap<PolicyId, BlobId> = files.into_iter().collect();
    let rows: Vec<Row> = tenant
        .all(drafts::table)
        .filter(drafts::policy_id.eq_any(policies.iter().copied().collect::<Vec<_>>()))
        .select(ROW)
        .load(tenant.connection())?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let (policy, file) = (row.1, files.get(&row.1).copied());
            (policy, from_row(row, aliases.clone(), file))
        })
        .collect())
}

/// The finished file that a draft is, when it is one.
fn file(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Option<BlobId>, Error> {
    let row = tenant.all(draft_files::table).filter(draft_files::policy_id.eq(policy));
    Ok(row.select(draft_files::file_id).first(tenant.connection()).optional()?)
}

fn set_file(tenant: &mut Tenant<'_>, policy: PolicyId, file: Option<BlobId>) -> Result<(), Error> {
    diesel::delete(tenant.all(draft_files::table).filter(draft_files::policy_id.eq(policy)))
        .execute(tenant.connection())?;
    if let Some(file) = file {
        diesel::insert_into(draft_files::table)
            .values((
                draft_files::organisation_id.eq(tenant.organisation()),
                draft_files::policy_id.eq(policy),
                draft_files::file_id.eq(file),
            ))
            .execute(tenant.connection())?;
    }
    Ok(())
}

/// The names that the text of every draft uses, by policy; nothing where they were never noted.
pub(super) fn names(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, Option<Names>>, Error> {
    let rows: Vec<(PolicyId, Option<String>)> =
        tenant.all(drafts::table).select((drafts::policy_id, drafts::names)).load(tenant.connection())?;
    Ok(rows.into_iter().map(|(policy, names)| (policy, names.as_deref().and_then(Names::parse))).collect())
}

/// The names that the text of one draft uses; nothing where they were never noted, or without a draft.
pub(super) fn names_of(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Option<Names>, Error> {
    let found: Option<Option<String>> = tenant
        .all(drafts::table)
        .filter(drafts::policy_id.eq(policy))
        .select(drafts::names)
        .first(tenant.connection())
        .optional()?;
    Ok(found.flatten().as_deref().and_then(Names::parse))
}

/// Notes the names that a draft uses.
pub(super) fn set_names(tenant: &mut Tenant<'_>, policy: PolicyId, names: &Names) -> Result<(), Error> {
    diesel::update(tenant.all(drafts::table).filter(drafts::policy_id.eq(policy)))
        .set(drafts::names.eq(names.to_text()))
        .execute(tenant.connection())?;
    Ok(())
}

/// The services of every draft, by policy.
///
/// # Errors
/// The database is away.
pub fn all_services(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, BTreeSet<ServiceId>>, Error> {
    let rows: Vec<(PolicyId, ServiceId)> = tenant
        .all(draft_services::table)
        .select((draft_services::policy_id, draft_services::service_id))
        .load(tenant.connection())?;
    let mut services: BTreeMap<PolicyId, BTreeSet<ServiceId>> = BTreeMap::new();
    for (policy, service) in rows {
        services.entry(policy).or_default().insert(service);
    }
    Ok(services)
}

/// The text of a version as it is stored.
///
/// # Errors
/// The database is away.
pub fn text_of_version(tenant: &mut Tenant<'_>, version: VersionId) -> Result<Option<String>, Error> {
    let found = tenant
        .all(policy_versions::table)
        .filter(policy_versions::id.eq(version))
        .select(policy_versions::model)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// What somebody typed and hasn't saved.
///
/// # Errors
/// The database is away.
pub fn copy(tenant: &mut Tenant<'_>, policy: PolicyId, person: PersonId) -> Result<Option<Copy>, Error> {
    let row = tenant
        .all(working_copies::table)
        .filter(working_copies::policy_id.eq(policy).and(working_copies::person_id.eq(person)));
    let found: Option<(String, String, Moment)> = row
        .select((working_copies::stamp, working_copies::source, working_copies::updated_at))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(stamp, source, at)| Copy { stamp, source, at }))
}

pub(super) fn keep_copy(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    person: PersonId,
    copy: &Copy,
) -> Result<(), Error> {
    delete_copy(tenant, policy, person)?;
    diesel::insert_into(working_copies::table)
        .values((
            working_copies::organisation_id.eq(tenant.organisation()),
            working_copies::policy_id.eq(policy),
            working_copies::person_id.eq(person),
            working_copies::stamp.eq(&copy.stamp),
            working_copies::source.eq(&copy.source),
            working_copies::updated_at.eq(copy.at),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Forgets what somebody typed.
///
/// # Errors
/// The database is away.
pub fn delete_copy(tenant: &mut Tenant<'_>, policy: PolicyId, person: PersonId) -> Result<(), Error> {
    let row = tenant
        .all(working_copies::table)
        .filter(working_copies::policy_id.eq(policy).and(working_copies::person_id.eq(person)));
    diesel::delete(row).execute(tenant.connection())?;
    Ok(())
}

/// The services that a draft is for.
///
/// # Errors
/// The database is away.
pub fn services(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<BTreeSet<ServiceId>, Error> {
    let rows: Vec<ServiceId> = tenant
        .all(draft_services::table)
        .filter(draft_services::policy_id.eq(policy))
        .select(draft_services::service_id)
        .load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

pub(super) fn insert(tenant: &mut Tenant<'_>, draft: &Draft, names: &Names) -> Result<(), Error> {
    diesel::insert_into(drafts::table)
        .values((
            drafts::organisation_id.eq(tenant.organisation()),
            drafts::id.eq(draft.id),
            drafts::policy_id.eq(draft.policy),
            drafts::format.eq(word(draft.format)),
            drafts::source.eq(&draft.source),
            drafts::undone.eq(lines(&draft.undone)),
            drafts::revision.eq(draft.revision),
            drafts::updated_at.eq(draft.updated_at),
            drafts::updated_by.eq(draft.updated_by),
            drafts::names.eq(names.to_text()),
        ))
        .execute(tenant.connection())?;
    set_file(tenant, draft.policy, draft.file)
}

/// Keeps the next revision of a draft; false when somebody else's came first.
pub(super) fn update(tenant: &mut Tenant<'_>, draft: &Draft, names: &Names) -> Result<bool, Error> {
    let before = draft.revision.saturating_sub(1);
    let row = tenant.all(drafts::table).filter(drafts::id.eq(draft.id).and(drafts::revision.eq(before)));
    let changed = diesel::update(row)
        .set((
            drafts::format.eq(word(draft.format)),
            drafts::source.eq(&draft.source),
            drafts::undone.eq(lines(&draft.undone)),
            drafts::revision.eq(draft.revision),
            drafts::updated_at.eq(draft.updated_at),
            drafts::updated_by.eq(draft.updated_by),
            drafts::names.eq(names.to_text()),
        ))
        .execute(tenant.connection())?;
    if changed == 1 {
        set_file(tenant, draft.policy, draft.file)?;
    }
    Ok(changed == 1)
}

/// Counts a change of the draft that isn't one of its text.
pub(super) fn touch(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<(), Error> {
    diesel::update(tenant.all(drafts::table).filter(drafts::policy_id.eq(policy)))
        .set(drafts::revision.eq(drafts::revision + 1))
        .execute(tenant.connection())?;
    Ok(())
}

/// Removes the draft of a policy.
///
/// # Errors
/// The database is away.
pub fn delete(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<(), Error> {
    set_file(tenant, policy, None)?;
    diesel::delete(tenant.all(drafts::table).filter(drafts::policy_id.eq(policy)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Sets the services that a draft is for.
///
/// # Errors
/// The database is away.
pub fn set_services(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<(), Error> {
    diesel::delete(tenant.all(draft_services::table).filter(draft_services::policy_id.eq(policy)))
        .execute(tenant.connection())?;
    for service in services {
        diesel::insert_into(draft_services::table)
            .values((
                draft_services::organisation_id.eq(tenant.organisation()),
                draft_services::policy_id.eq(policy),
                draft_services::service_id.eq(service),
            ))
            .execute(tenant.connection())?;
    }
    Ok(())
}

/// Whether a policy was published, sent round for approval, shared, or stands in an answer to the regulator.
pub(super) fn is_in_use(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<bool, Error> {
    let versions: i64 = tenant
        .all(policy_versions::table)
        .filter(policy_versions::policy_id.eq(policy))
        .count()
        .get_result(tenant.connection())?;
    let rounds: i64 = tenant
        .all(approval_rounds::table)
        .filter(approval_rounds::policy_id.eq(policy))
        .count()
        .get_result(tenant.connection())?;
    let shares: i64 = tenant
        .all(policy_shares::table)
        .filter(policy_shares::policy_id.eq(policy))
        .count()
        .get_result(tenant.connection())?;
    let answers: i64 = tenant
        .all(coverage_answers::table)
        .filter(coverage_answers::policy_id.eq(policy))
        .count()
        .get_result(tenant.connection())?;
    Ok([versions, rounds, shares, answers].iter().any(|count| *count > 0))
}

/// Removes a policy that is nothing but a draft.
pub(super) fn discard(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<(), Error> {
    let copies = tenant.all(working_copies::table).filter(working_copies::policy_id.eq(policy));
    diesel::delete(copies).execute(tenant.connection())?;
    let references = tenant.all(policy_references::table).filter(policy_references::policy_id.eq(policy));
    diesel::delete(references).execute(tenant.connection())?;
    let services = tenant.all(draft_services::table).filter(draft_services::policy_id.eq(policy));
    diesel::delete(services).execute(tenant.connection())?;
    delete(tenant, policy)?;
    let row = tenant.all(policies::table).filter(policies::id.eq(policy));
    diesel::delete(row).execute(tenant.connection())?;
    Ok(())
}
