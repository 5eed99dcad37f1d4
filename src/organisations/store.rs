//! Organisations, services and values of fields in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{Nation, Service, ServiceDetails, ServiceType};
use crate::clock::Moment;
use crate::db::ids::{AccountId, FieldValueId, OrganisationId, PersonId, ServiceId};
use crate::db::schema::{field_values, memberships, organisation_settings, organisations, services};
use crate::db::{Error, System, Tenant};

/// Whether there is an organisation.
///
/// # Errors
/// The database is away.
pub fn any(system: &mut System<'_>) -> Result<bool, Error> {
    let first: Option<OrganisationId> =
        organisations::table.select(organisations::id).first(system.connection()).optional()?;
    Ok(first.is_some())
}

pub(super) fn slug_is_taken(system: &mut System<'_>, slug: &str) -> Result<bool, Error> {
    let found = organisations::table.filter(organisations::slug.eq(slug));
    Ok(diesel::select(diesel::dsl::exists(found)).get_result(system.connection())?)
}

pub(super) fn insert(
    system: &mut System<'_>,
    now: Moment,
    id: OrganisationId,
    slug: &str,
) -> Result<(), Error> {
    diesel::insert_into(organisations::table)
        .values((
            organisations::id.eq(id),
            organisations::slug.eq(slug),
            organisations::state.eq("active"),
            organisations::created_at.eq(now),
        ))
        .execute(system.connection())?;
    Ok(())
}

/// Makes an account a member of an organisation, again if it had left.
///
/// # Errors
/// The database is away.
pub fn insert_membership(
    system: &mut System<'_>,
    now: Moment,
    account: AccountId,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<(), Error> {
    let row = memberships::table
        .filter(memberships::account_id.eq(account).and(memberships::organisation_id.eq(organisation)));
    let again = diesel::update(row)
        .set((
            memberships::person_id.eq(person),
            memberships::created_at.eq(now),
            memberships::ended_at.eq(None::<Moment>),
        ))
        .execute(system.connection())?;
    if again == 0 {
        diesel::insert_into(memberships::table)
            .values((
                memberships::account_id.eq(account),
                memberships::organisation_id.eq(organisation),
                memberships::person_id.eq(person),
                memberships::created_at.eq(now),
            ))
            .execute(system.connection())?;
    }
    Ok(())
}

/// Every organisation: id, short name and state.
///
/// # Errors
/// The database is away.
pub fn all(system: &mut System<'_>) -> Result<Vec<(OrganisationId, String, String)>, Error> {
    let rows = organisations::table
        .select((organisations::id, organisations::slug, organisations::state))
        .order(organisations::slug)
        .load(system.connection())?;
    Ok(rows)
}

/// The organisations that an account may enter: id and short name.
///
/// # Errors
/// The database is away.
pub fn of_account(
    system: &mut System<'_>,
    account: AccountId,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let rows = organisations::table
        .inner_join(memberships::table.on(memberships::organisation_id.eq(organisations::id)))
        .filter(memberships::account_id.eq(account).and(memberships::ended_at.is_null()))
        .filter(organisations::state.eq("active"))
        .select((organisations::id, organisations::slug))
        .order(organisations::slug)
        .load(system.connection())?;
    Ok(rows)
}

/// The organisation's short name.
///
/// # Errors
/// The database is away.
pub fn slug(tenant: &mut Tenant<'_>) -> Result<String, Error> {
    let id = tenant.organisation();
    let slug = organisations::table.filter(organisations::id.eq(id)).select(organisations::slug);
    Ok(slug.first(tenant.system().connection())?)
}

/// The name as it prints in policies.
///
/// # Errors
/// The database is away.
pub fn name(tenant: &mut Tenant<'_>) -> Result<String, Error> {
    Ok(value(tenant, None, "org_field_name")?.unwrap_or_default())
}

/// A setting of the organisation, as its word; nothing while nobody chose.
///
/// # Errors
/// The database is away.
pub fn setting(tenant: &mut Tenant<'_>, name: &str) -> Result<Option<String>, Error> {
    let found = tenant
        .all(organisation_settings::table)
        .filter(organisation_settings::name.eq(name))
        .select(organisation_settings::value)
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

/// Chooses a setting of the organisation. The caller notes it in the log.
///
/// # Errors
/// The database is away.
pub fn set_setting(tenant: &mut Tenant<'_>, name: &str, value: &str) -> Result<(), Error> {
    let row = tenant.all(organisation_settings::table).filter(organisation_settings::name.eq(name));
    diesel::delete(row).execute(tenant.connection())?;
    diesel::insert_into(organisation_settings::table)
        .values((
            organisation_settings::organisation_id.eq(tenant.organisation()),
            organisation_settings::name.eq(name),
            organisation_settings::value.eq(value),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

type Row = (ServiceId, String, Nation, ServiceType);

const COLUMNS: (services::id, services::name, services::nation, services::service_type) =
    (services::id, services::name, services::nation, services::service_type);

fn from_row((id, name, nation, service_type): Row) -> Service {
    Service { id, name, nation, service_type }
}

/// Every service that isn't closed, by name.
///
/// # Errors
/// The database is away.
pub fn services(tenant: &mut Tenant<'_>) -> Result<Vec<Service>, Error> {
    let rows: Vec<Row> = tenant
        .all(services::table)
        .filter(services::closed_at.is_null())
        .order((services::name, services::id))
        .select(COLUMNS)
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(from_row).collect())
}

/// The names of all services, also of those that have closed.
///
/// # Errors
/// The database is away.
pub fn service_names(tenant: &mut Tenant<'_>) -> Result<BTreeMap<ServiceId, String>, Error> {
    let rows: Vec<(ServiceId, String)> =
        tenant.all(services::table).select((services::id, services::name)).load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// One service.
///
/// # Errors
/// The database is away.
pub fn service(tenant: &mut Tenant<'_>, id: ServiceId) -> Result<Option<Service>, Error> {
    let row: Option<Row> = tenant
        .all(services::table)
        .filter(services::id.eq(id).and(services::closed_at.is_null()))
        .select(COLUMNS)
        .first(tenant.connection())
        .optional()?;
    Ok(row.map(from_row))
}

pub(super) fn insert_service(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: ServiceId,
    details: &ServiceDetails,
) -> Result<(), Error> {
    diesel::insert_into(services::table)
        .values((
            services::organisation_id.eq(tenant.organisation()),
            services::id.eq(id),
            services::name.eq(&details.name),
            services::nation.eq(details.nation),
            services::service_type.eq(details.service_type),
            services::created_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn update_service(
    tenant: &mut Tenant<'_>,
    id: ServiceId,
    details: &ServiceDetails,
) -> Result<bool, Error> {
    let changed = diesel::update(tenant.all(services::table).filter(services::id.eq(id)))
        .set((
            services::name.eq(&details.name),
            services::nation.eq(details.nation),
            services::service_type.eq(details.service_type),
        ))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// One value as typed, of the organisation or of one service alone.
///
/// # Errors
/// The database is away.
pub fn value(
    tenant: &mut Tenant<'_>,
    service: Option<ServiceId>,
    name: &str,
) -> Result<Option<String>, Error> {
    let rows =
        tenant.all(field_values::table).filter(field_values::name.eq(name)).select(field_values::value);
    let found = match service {
        Some(service) => {
            rows.filter(field_values::service_id.eq(service)).first(tenant.connection()).optional()?
        }
        None => rows.filter(field_values::service_id.is_null()).first(tenant.connection()).optional()?,
    };
    Ok(found)
}

pub(super) fn has_value(
    tenant: &mut Tenant<'_>,
    service: Option<ServiceId>,
    name: &str,
) -> Result<bool, Error> {
    let own = match service {
        Some(_) => value(tenant, service, name)?,
        None => None,
    };
    Ok(own.or(value(tenant, None, name)?).is_some())
}

pub(super) fn values(
    tenant: &mut Tenant<'_>,
    service: Option<ServiceId>,
) -> Result<BTreeMap<String, String>, Error> {
    let rows = tenant.all(field_values::table).select((field_values::name, field_values::value));
    let found: Vec<(String, String)> = match service {
        Some(service) => rows.filter(field_values::service_id.eq(service)).load(tenant.connection())?,
        None => rows.filter(field_values::service_id.is_null()).load(tenant.connection())?,
    };
    Ok(found.into_iter().collect())
}

/// Every value as typed, with the service that it is of.
pub(super) fn all_values(tenant: &mut Tenant<'_>) -> Result<Vec<(Option<ServiceId>, String, String)>, Error> {
    let rows = tenant.all(field_values::table).select((
        field_values::service_id,
        field_values::name,
        field_values::value,
    ));
    Ok(rows.load(tenant.connection())?)
}

pub(super) fn set_value(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    name: &str,
    text: &str,
) -> Result<(), Error> {
    let row = tenant.all(field_values::table).filter(field_values::name.eq(name));
    match service {
        Some(service) => {
            diesel::delete(row.filter(field_values::service_id.eq(service))).execute(tenant.connection())?
        }
        None => {
            diesel::delete(row.filter(field_values::service_id.is_null())).execute(tenant.connection())?
        }
    };
    if text.is_empty() {
        return Ok(());
    }
    diesel::insert_into(field_values::table)
        .values((
            field_values::organisation_id.eq(tenant.organisation()),
            field_values::id.eq(FieldValueId::new(now)),
            field_values::service_id.eq(service),
            field_values::name.eq(name),
            field_values::value.eq(text),
            field_values::changed_at.eq(now),
            field_values::changed_by.eq(tenant.actor().person()),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Whether a field has this value anywhere in the organisation.
///
/// # Errors
/// The database is away.
pub(super) fn is_value(tenant: &mut Tenant<'_>, name: &str, value: &str) -> Result<bool, Error> {
    let found: Option<FieldValueId> = tenant
        .all(field_values::table)
        .filter(field_values::name.eq(name).and(field_values::value.eq(value)))
        .select(field_values::id)
        .first(tenant.connection())
        .optional()?;
    Ok(found.is_some())
}
