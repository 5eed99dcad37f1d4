//! Tablets.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::{DeviceId, PersonId, ServiceId};
use crate::db::schema::devices;
use crate::db::{Error, Tenant};
use crate::kiosk::devices::Device;

type Row = (
    DeviceId,
    ServiceId,
    String,
    PersonId,
    Moment,
    Option<Moment>,
    PersonId,
    Option<Moment>,
    Option<Moment>,
    Option<Moment>,
);

fn read(row: Row) -> Device {
    let (id, service, name, created_by, created_at, code_at, code_by, enrolled_at, last_seen_at, revoked_at) =
        row;
    Device {
        id,
        service,
        name,
        created_by,
        created_at,
        code_at,
        code_by,
        enrolled_at,
        last_seen_at,
        revoked_at,
    }
}

macro_rules! rows {
    ($tenant:expr) => {
        $tenant.all(devices::table).select((
            devices::id,
            devices::service_id,
            devices::name,
            devices::created_by,
            devices::created_at,
            devices::code_at,
            devices::code_by,
            devices::enrolled_at,
            devices::last_seen_at,
            devices::revoked_at,
        ))
    };
}

/// Every tablet, those in use first, by name.
///
/// # Errors
/// The database is away.
pub fn devices(tenant: &mut Tenant<'_>) -> Result<Vec<Device>, Error> {
    let rows: Vec<Row> = rows!(tenant)
        .order((devices::revoked_at.is_not_null(), devices::name, devices::id))
        .load(tenant.connection())?;
    Ok(rows.into_iter().map(read).collect())
}

/// One tablet.
///
/// # Errors
/// The database is away.
pub fn device(tenant: &mut Tenant<'_>, id: DeviceId) -> Result<Option<Device>, Error> {
    let row: Option<Row> = rows!(tenant).filter(devices::id.eq(id)).first(tenant.connection()).optional()?;
    Ok(row.map(read))
}

/// Keeps a new tablet.
///
/// # Errors
/// The database is away.
pub fn insert_device(tenant: &mut Tenant<'_>, device: &Device) -> Result<(), Error> {
    diesel::insert_into(devices::table)
        .values((
            devices::organisation_id.eq(tenant.organisation()),
            devices::id.eq(device.id),
            devices::service_id.eq(device.service),
            devices::name.eq(&device.name),
            devices::created_by.eq(device.created_by),
            devices::created_at.eq(device.created_at),
            devices::code_at.eq(device.code_at),
            devices::code_by.eq(device.code_by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that a code was made.
///
/// # Errors
/// The database is away.
pub fn set_code(tenant: &mut Tenant<'_>, id: DeviceId, at: Moment, by: PersonId) -> Result<(), Error> {
    diesel::update(tenant.all(devices::table).filter(devices::id.eq(id)))
        .set((devices::code_at.eq(Some(at)), devices::code_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that the code was used; false when it was used before or the tablet revoked.
///
/// # Errors
/// The database is away.
pub fn use_code(tenant: &mut Tenant<'_>, now: Moment, id: DeviceId) -> Result<bool, Error> {
    let waiting = devices::id.eq(id).and(devices::code_at.is_not_null()).and(devices::revoked_at.is_null());
    let changed = diesel::update(tenant.all(devices::table).filter(waiting))
        .set((devices::code_at.eq(None::<Moment>), devices::enrolled_at.eq(Some(now))))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}

/// Gives it another name.
///
/// # Errors
/// The database is away.
pub fn set_name(tenant: &mut Tenant<'_>, id: DeviceId, name: &str) -> Result<(), Error> {
    diesel::update(tenant.all(devices::table).filter(devices::id.eq(id)))
        .set(devices::name.eq(name))
        .execute(tenant.connection())?;
    Ok(())
}

/// Notes that somebody signed in at it.
///
/// # Errors
/// The database is away.
pub fn set_seen(tenant: &mut Tenant<'_>, now: Moment, id: DeviceId) -> Result<(), Error> {
    diesel::update(tenant.all(devices::table).filter(devices::id.eq(id)))
        .set(devices::last_seen_at.eq(Some(now)))
        .execute(tenant.connection())?;
    Ok(())
}

/// Takes it out of use, by somebody or by a restore; false when it was before.
///
/// # Errors
/// The database is away.
pub fn set_revoked(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: Option<PersonId>,
    id: DeviceId,
) -> Result<bool, Error> {
    let open = devices::id.eq(id).and(devices::revoked_at.is_null());
    let changed = diesel::update(tenant.all(devices::table).filter(open))
        .set((devices::revoked_at.eq(Some(now)), devices::revoked_by.eq(by)))
        .execute(tenant.connection())?;
    Ok(changed == 1)
}
