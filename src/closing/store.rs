//! Closings, and what is left of organisations, in the database.

use diesel::prelude::*;

use super::shredding::{Instruction, Step, Tombstone};
use super::{Closing, Who};
use crate::clock::{Day, Moment};
use crate::db::ids::{ClosingId, OrganisationId, PersonId};
use crate::db::schema::{
    acknowledgements, audit_texts, closed_organisations, closings, mails, organisations, people, policies,
};
use crate::db::{Error, System, Tenant};

/// The closing that is under way or done; nothing while none is.
///
/// # Errors
/// The database is away.
pub fn current(tenant: &mut Tenant<'_>) -> Result<Option<Closing>, Error> {
    let found = tenant
        .all(closings::table)
        .filter(closings::undone_at.is_null())
        .select((
            closings::id,
            closings::reason,
            closings::asked_at,
            closings::asked_by,
            closings::asked_operator,
            closings::confirmed_at,
            closings::confirmed_by,
            closings::confirmed_operator,
            closings::closes_on,
            closings::closed_at,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ClosingId,
    by: &Who,
    reason: &str,
) -> Result<(), Error> {
    diesel::insert_into(closings::table)
        .values((
            closings::organisation_id.eq(tenant.organisation()),
            closings::id.eq(id),
            closings::reason.eq(reason),
            closings::asked_at.eq(now),
            closings::asked_by.eq(by.person()),
            closings::asked_operator.eq(by.operator()),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_confirmed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ClosingId,
    by: &Who,
    closes_on: Day,
) -> Result<(), Error> {
    diesel::update(tenant.all(closings::table).filter(closings::id.eq(id)))
        .set((
            closings::confirmed_at.eq(Some(now)),
            closings::confirmed_by.eq(by.person()),
            closings::confirmed_operator.eq(by.operator()),
            closings::closes_on.eq(Some(closes_on)),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_undone(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ClosingId,
    by: Option<PersonId>,
) -> Result<(), Error> {
    diesel::update(tenant.all(closings::table).filter(closings::id.eq(id)))
        .set((closings::undone_at.eq(Some(now)), closings::undone_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(())
}

/// The organisation is closed from now on: nobody enters, and its work and mail stop.
pub(super) fn set_closed(tenant: &mut Tenant<'_>, now: Moment, id: ClosingId) -> Result<(), Error> {
    let organisation = tenant.organisation();
    diesel::update(tenant.all(closings::table).filter(closings::id.eq(id)))
        .set(closings::closed_at.eq(Some(now)))
        .execute(tenant.connection())?;
    diesel::update(organisations::table.filter(organisations::id.eq(organisation)))
        .set(organisations::state.eq("closed"))
        .execute(tenant.system().connection())?;
    Ok(())
}

/// The organisation works again, and nothing of its closing stands any more.
pub(super) fn set_reopened(tenant: &mut Tenant<'_>, now: Moment, id: ClosingId) -> Result<(), Error> {
    let organisation = tenant.organisation();
    set_undone(tenant, now, id, None)?;
    diesel::update(organisations::table.filter(organisations::id.eq(organisation)))
        .set(organisations::state.eq("active"))
        .execute(tenant.system().connection())?;
    Ok(())
}

/// What is left of an organisation; nothing before its keys are destroyed.
///
/// # Errors
/// The database is away.
pub fn tombstone(system: &mut System<'_>, organisation: OrganisationId) -> Result<Option<Tombstone>, Error> {
    let found = closed_organisations::table
        .filter(closed_organisations::organisation_id.eq(organisation))
        .select((
            closed_organisations::name,
            closed_organisations::closed_at,
            closed_organisations::people_count,
            closed_organisations::policy_count,
            closed_organisations::signature_count,
            closed_organisations::line_count,
            closed_organisations::chain_head,
            closed_organisations::instructed_by,
            closed_organisations::instructed_at,
            closed_organisations::instruction,
            closed_organisations::noted_by,
            closed_organisations::step,
            closed_organisations::begun_at,
            closed_organisations::done_at,
        ))
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// Short name, and since when there is an organisation.
pub(super) fn founded(tenant: &mut Tenant<'_>) -> Result<(String, Moment), Error> {
    let row = organisations::table.filter(organisations::id.eq(tenant.organisation()));
    let columns = row.select((organisations::slug, organisations::created_at));
    Ok(columns.first(tenant.system().connection())?)
}

/// How many people, policies and signatures there are.
pub(super) fn counts(tenant: &mut Tenant<'_>) -> Result<[i64; 3], Error> {
    Ok([
        tenant.all(people::table).count().get_result(tenant.connection())?,
        tenant.all(policies::table).count().get_result(tenant.connection())?,
        tenant.all(acknowledgements::table).count().get_result(tenant.connection())?,
    ])
}

/// The row that stays when everything else can't be read any more.
pub(super) struct Stone<'a> {
    pub name: &'a str,
    pub slug: &'a str,
    pub founded_at: Moment,
    pub closed_at: Moment,
    pub counts: [i64; 3],
    pub lines: i64,
    pub head: &'a [u8],
}

pub(super) fn insert_tombstone(
    tenant: &mut Tenant<'_>,
    now: Moment,
    stone: &Stone<'_>,
    instruction: &Instruction,
) -> Result<(), Error> {
    let [people, policies, signatures] = stone.counts;
    diesel::insert_into(closed_organisations::table)
        .values((
            closed_organisations::organisation_id.eq(tenant.organisation()),
            closed_organisations::name.eq(stone.name),
            closed_organisations::slug.eq(stone.slug),
            closed_organisations::founded_at.eq(stone.founded_at),
            closed_organisations::closed_at.eq(stone.closed_at),
            closed_organisations::people_count.eq(people),
            closed_organisations::policy_count.eq(policies),
            closed_organisations::signature_count.eq(signatures),
            closed_organisations::line_count.eq(stone.lines),
            closed_organisations::chain_head.eq(stone.head),
            closed_organisations::instructed_by.eq(&instruction.by),
            closed_organisations::instructed_at.eq(instruction.at),
            closed_organisations::instruction.eq(&instruction.words),
            closed_organisations::noted_by.eq(&instruction.noted_by),
            closed_organisations::step.eq(Step::Keys),
            closed_organisations::begun_at.eq(now),
        ))
        .execute(tenant.system().connection())?;
    Ok(())
}

pub(super) fn set_step(tenant: &mut Tenant<'_>, step: Step, done_at: Option<Moment>) -> Result<(), Error> {
    let row =
        closed_organisations::table.filter(closed_organisations::organisation_id.eq(tenant.organisation()));
    diesel::update(row)
        .set((closed_organisations::step.eq(step), closed_organisations::done_at.eq(done_at)))
        .execute(tenant.system().connection())?;
    Ok(())
}

/// Takes words away that stand beside the log, the bodies and addresses of mails, and how people are reached.
pub(super) fn remove_words(tenant: &mut Tenant<'_>) -> Result<(), Error> {
    diesel::delete(tenant.all(audit_texts::table)).execute(tenant.connection())?;
    diesel::update(tenant.all(mails::table))
        .set((mails::recipient.eq(""), mails::subject.eq(""), mails::text.eq(""), mails::html.eq("")))
        .execute(tenant.connection())?;
    diesel::update(tenant.all(people::table))
        .set((
            people::email.eq(None::<String>),
            people::phone.eq(None::<String>),
            people::register_number.eq(None::<String>),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
