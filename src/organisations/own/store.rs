//! Own fields and names in the database.

use diesel::prelude::*;

use super::{Alias, OwnField};
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::schema::{custom_fields, field_aliases};
use crate::db::{Error, Tenant};

/// The organisation's names for known fields, by name.
///
/// # Errors
/// The database is away.
pub fn aliases(tenant: &mut Tenant<'_>) -> Result<Vec<Alias>, Error> {
    let rows: Vec<(String, String, Moment)> = tenant
        .all(field_aliases::table)
        .order(field_aliases::alias)
        .select((field_aliases::alias, field_aliases::name, field_aliases::created_at))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(alias, name, at)| Alias { alias, name, at }).collect())
}

/// The organisation's own fields, by label.
///
/// # Errors
/// The database is away.
pub fn fields(tenant: &mut Tenant<'_>) -> Result<Vec<OwnField>, Error> {
    let rows: Vec<(String, String, String)> = tenant
        .all(custom_fields::table)
        .order((custom_fields::label, custom_fields::name))
        .select((custom_fields::name, custom_fields::label, custom_fields::hint))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(|(name, label, hint)| OwnField { name, label, hint }).collect())
}

pub(super) fn set_alias(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    alias: &str,
    name: &str,
) -> Result<(), Error> {
    remove_alias(tenant, alias)?;
    diesel::insert_into(field_aliases::table)
        .values((
            field_aliases::organisation_id.eq(tenant.organisation()),
            field_aliases::alias.eq(alias),
            field_aliases::name.eq(name),
            field_aliases::created_at.eq(now),
            field_aliases::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn remove_alias(tenant: &mut Tenant<'_>, alias: &str) -> Result<bool, Error> {
    let row = tenant.all(field_aliases::table).filter(field_aliases::alias.eq(alias));
    Ok(diesel::delete(row).execute(tenant.connection())? > 0)
}

pub(super) fn insert_field(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    field: &OwnField,
) -> Result<(), Error> {
    diesel::insert_into(custom_fields::table)
        .values((
            custom_fields::organisation_id.eq(tenant.organisation()),
            custom_fields::name.eq(&field.name),
            custom_fields::label.eq(&field.label),
            custom_fields::hint.eq(&field.hint),
            custom_fields::created_at.eq(now),
            custom_fields::created_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
