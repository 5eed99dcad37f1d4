//! References in the database.

use diesel::prelude::*;

use super::{Kind, NewReference, Reference};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ReferenceId};
use crate::db::schema::policy_references;
use crate::db::{Error, Tenant};

type Row = (ReferenceId, PolicyId, Kind, String, Option<String>, Option<Day>, Option<String>);

fn read(row: Row) -> Reference {
    let (id, policy, kind, title, code, dated_on, address) = row;
    Reference { id, policy, said: NewReference { kind, title, code, dated_on, address } }
}

macro_rules! rows {
    ($tenant:expr, $policy:expr) => {
        $tenant.all(policy_references::table).filter(policy_references::policy_id.eq($policy)).select((
            policy_references::id,
            policy_references::policy_id,
            policy_references::kind,
            policy_references::title,
            policy_references::code,
            policy_references::dated_on,
            policy_references::address,
        ))
    };
}

/// The references of a policy: laws, guidance, policies, documents, each in the order of their entry.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Vec<Reference>, Error> {
    let rows: Vec<Row> = rows!(tenant, policy).order(policy_references::id).load(tenant.connection())?;
    let mut found: Vec<Reference> = rows.into_iter().map(read).collect();
    found.sort_by_key(|reference| reference.said.kind);
    Ok(found)
}

/// One reference of a policy.
///
/// # Errors
/// The database is away.
pub fn get(tenant: &mut Tenant<'_>, policy: PolicyId, id: ReferenceId) -> Result<Option<Reference>, Error> {
    let row: Option<Row> =
        rows!(tenant, policy).filter(policy_references::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(read))
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    reference: &Reference,
) -> Result<(), Error> {
    let said = &reference.said;
    diesel::insert_into(policy_references::table)
        .values((
            policy_references::organisation_id.eq(tenant.organisation()),
            policy_references::id.eq(reference.id),
            policy_references::policy_id.eq(reference.policy),
            policy_references::kind.eq(said.kind),
            policy_references::title.eq(&said.title),
            policy_references::code.eq(&said.code),
            policy_references::dated_on.eq(said.dated_on),
            policy_references::address.eq(&said.address),
            policy_references::created_at.eq(now),
            policy_references::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn update(tenant: &mut Tenant<'_>, id: ReferenceId, said: &NewReference) -> Result<(), Error> {
    diesel::update(tenant.all(policy_references::table).filter(policy_references::id.eq(id)))
        .set((
            policy_references::kind.eq(said.kind),
            policy_references::title.eq(&said.title),
            policy_references::code.eq(&said.code),
            policy_references::dated_on.eq(said.dated_on),
            policy_references::address.eq(&said.address),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn delete(tenant: &mut Tenant<'_>, id: ReferenceId) -> Result<(), Error> {
    diesel::delete(tenant.all(policy_references::table).filter(policy_references::id.eq(id)))
        .execute(tenant.connection())?;
    Ok(())
}
