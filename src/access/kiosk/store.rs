//! Tablets, their sessions and settings in the database.

use diesel::prelude::*;

use super::Way;
use super::time::Until;
use crate::clock::Moment;
use crate::db::ids::{DeviceId, KioskSessionId, OrganisationId, PersonId, ServiceId};
use crate::db::schema::{
    devices, kiosk_sessions, old_slugs, organisation_settings, organisations, people, pins, services,
};
use crate::db::{Error, System, Tenant};
use crate::messages::Language;

/// A session as it is stored.
pub(super) struct Row {
    pub(super) person: PersonId,
    pub(super) device: Option<DeviceId>,
    pub(super) way: Way,
    pub(super) begun: Moment,
    pub(super) until: Until,
}

/// The slug of an organisation that is active.
pub(super) fn active_slug(system: &mut System<'_>, id: OrganisationId) -> Result<Option<String>, Error> {
    let found = organisations::table
        .filter(organisations::id.eq(id).and(organisations::state.eq("active")))
        .select(organisations::slug)
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// The active organisation of a slug, an old one too.
pub(in crate::access) fn active_organisation(
    system: &mut System<'_>,
    slug: &str,
) -> Result<Option<OrganisationId>, Error> {
    let old = old_slugs::table.filter(old_slugs::slug.eq(slug)).select(old_slugs::organisation_id);
    let found = organisations::table
        .filter(organisations::slug.eq(slug).or(organisations::id.eq_any(old)))
        .filter(organisations::state.eq("active"))
        .select(organisations::id)
        .first(system.connection())
        .optional()?;
    Ok(found)
}

/// Whether the organisation of a slug, an old one too, is suspended.
pub(in crate::access) fn is_suspended(system: &mut System<'_>, slug: &str) -> Result<bool, Error> {
    let old = old_slugs::table.filter(old_slugs::slug.eq(slug)).select(old_slugs::organisation_id);
    let found: Option<OrganisationId> = organisations::table
        .filter(organisations::slug.eq(slug).or(organisations::id.eq_any(old)))
        .filter(organisations::state.eq("suspended"))
        .select(organisations::id)
        .first(system.connection())
        .optional()?;
    Ok(found.is_some())
}

/// The service of a tablet that was enrolled and not revoked.
pub(super) fn live_device(
    tenant: &mut Tenant<'_>,
    id: DeviceId,
) -> Result<Option<(ServiceId, String)>, Error> {
    let service =
        services::organisation_id.eq(devices::organisation_id).and(services::id.eq(devices::service_id));
    let found = tenant
        .all(devices::table)
        .inner_join(services::table.on(service))
        .filter(devices::id.eq(id))
        .filter(devices::enrolled_at.is_not_null().and(devices::revoked_at.is_null()))
        .select((services::id, services::name))
        .first(tenant.connection())
        .optional()?;
    Ok(found)
}

pub(super) fn is_on(tenant: &mut Tenant<'_>, setting: &str) -> Result<bool, Error> {
    let found: Option<String> = tenant
        .all(organisation_settings::table)
        .filter(organisation_settings::name.eq(setting))
        .select(organisation_settings::value)
        .first(tenant.connection())
        .optional()?;
    Ok(found.as_deref() == Some("on"))
}

/// Name and language of somebody who hasn't left.
pub(super) fn present_person(
    tenant: &mut Tenant<'_>,
    id: PersonId,
) -> Result<Option<(String, Language)>, Error> {
    let found: Option<(String, String, Language)> = tenant
        .all(people::table)
        .filter(people::id.eq(id).and(people::left_on.is_null()))
        .select((people::given_name, people::family_name, people::language))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(given, family, language)| (format!("{given} {family}"), language)))
}

/// Whether somebody has a PIN that isn't of their own choice.
pub(super) fn has_first_pin(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, Error> {
    let found: i64 = tenant
        .all(pins::table)
        .filter(pins::person_id.eq(person).and(pins::chosen_at.is_null()))
        .count()
        .get_result(tenant.connection())?;
    Ok(found > 0)
}

pub(super) fn session(tenant: &mut Tenant<'_>, id: KioskSessionId) -> Result<Option<Row>, Error> {
    let found: Option<(PersonId, Option<DeviceId>, Way, Moment, Moment, Moment)> = tenant
        .all(kiosk_sessions::table)
        .filter(kiosk_sessions::id.eq(id).and(kiosk_sessions::ended_at.is_null()))
        .select((
            kiosk_sessions::person_id,
            kiosk_sessions::device_id,
            kiosk_sessions::method,
            kiosk_sessions::created_at,
            kiosk_sessions::idle_until,
            kiosk_sessions::ends_at,
        ))
        .first(tenant.connection())
        .optional()?;
    Ok(found.map(|(person, device, way, begun, idle, end)| Row {
        person,
        device,
        way,
        begun,
        until: Until { idle, end },
    }))
}

pub(super) fn insert_session(tenant: &mut Tenant<'_>, id: KioskSessionId, row: &Row) -> Result<(), Error> {
    diesel::insert_into(kiosk_sessions::table)
        .values((
            kiosk_sessions::organisation_id.eq(tenant.organisation()),
            kiosk_sessions::id.eq(id),
            kiosk_sessions::person_id.eq(row.person),
            kiosk_sessions::device_id.eq(row.device),
            kiosk_sessions::method.eq(row.way),
            kiosk_sessions::created_at.eq(row.begun),
            kiosk_sessions::idle_until.eq(row.until.idle),
            kiosk_sessions::ends_at.eq(row.until.end),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_until(tenant: &mut Tenant<'_>, id: KioskSessionId, until: Until) -> Result<(), Error> {
    diesel::update(tenant.all(kiosk_sessions::table).filter(kiosk_sessions::id.eq(id)))
        .set((kiosk_sessions::idle_until.eq(until.idle), kiosk_sessions::ends_at.eq(until.end)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn set_ended(tenant: &mut Tenant<'_>, now: Moment, id: KioskSessionId) -> Result<(), Error> {
    let open = kiosk_sessions::id.eq(id).and(kiosk_sessions::ended_at.is_null());
    diesel::update(tenant.all(kiosk_sessions::table).filter(open))
        .set(kiosk_sessions::ended_at.eq(now))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn open_at_device(
    tenant: &mut Tenant<'_>,
    device: DeviceId,
) -> Result<Vec<KioskSessionId>, Error> {
    let found = tenant
        .all(kiosk_sessions::table)
        .filter(kiosk_sessions::device_id.eq(device).and(kiosk_sessions::ended_at.is_null()))
        .select(kiosk_sessions::id)
        .load(tenant.connection())?;
    Ok(found)
}

pub(super) fn open_of_person(
    tenant: &mut Tenant<'_>,
    person: PersonId,
) -> Result<Vec<KioskSessionId>, Error> {
    let found = tenant
        .all(kiosk_sessions::table)
        .filter(kiosk_sessions::person_id.eq(person).and(kiosk_sessions::ended_at.is_null()))
        .select(kiosk_sessions::id)
        .load(tenant.connection())?;
    Ok(found)
}

pub(super) fn end_sessions(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, Error> {
    let open = tenant.all(kiosk_sessions::table).filter(kiosk_sessions::ended_at.is_null());
    Ok(diesel::update(open).set(kiosk_sessions::ended_at.eq(now)).execute(tenant.connection())?)
}
