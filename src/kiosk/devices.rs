//! Shared tablets: a manager makes a code, the tablet gives it back within ten minutes, once.

use super::events::{self, Did, OfDevice};
use super::{KioskError, store};
use crate::access::KioskDevice;
use crate::access::address::{self, Found, Kind, Token};
use crate::access::kiosk::{self, DEVICE_DAYS, Enrolment};
use crate::acknowledgements::receipt;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::{DeviceId, PersonId, ServiceId};
use crate::db::{Error as DbError, System, Tenant};
use crate::keys::Keyring;

/// Minutes that a code works, and that who made it sees it.
pub const CODE_MINUTES: i64 = 10;
/// Letters and figures of a code.
const CODE_LETTERS: usize = 8;

/// A tablet of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The row.
    pub id: DeviceId,
    /// The service that it belongs to.
    pub service: ServiceId,
    /// What people call it.
    pub name: String,
    /// Who added it.
    pub created_by: PersonId,
    /// When it was added.
    pub created_at: Moment,
    /// When the code was made that nobody has used yet.
    pub code_at: Option<Moment>,
    /// Who made the last code.
    pub code_by: PersonId,
    /// When it gave its code.
    pub enrolled_at: Option<Moment>,
    /// When somebody last signed in at it.
    pub last_seen_at: Option<Moment>,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
}

/// How a tablet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A code waits to be typed on it.
    Waiting,
    /// The code was not typed in time.
    CodeOver,
    /// In use.
    Enrolled,
    /// Not used for so long that it must be added again.
    Lapsed,
    /// Taken out of use.
    Revoked,
}

impl State {
    /// The word in message keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::CodeOver => "code-over",
            Self::Enrolled => "enrolled",
            Self::Lapsed => "lapsed",
            Self::Revoked => "revoked",
        }
    }
}

impl Device {
    /// How it stands at a moment.
    #[must_use]
    pub fn state(&self, now: Moment) -> State {
        let waits = self.code_at.is_some_and(|at| now < at.plus_minutes(CODE_MINUTES));
        match (self.revoked_at, self.enrolled_at) {
            (Some(_), _) => State::Revoked,
            (None, _) if waits => State::Waiting,
            (None, None) => State::CodeOver,
            (None, Some(enrolled)) => {
                let used = self.last_seen_at.unwrap_or(enrolled).max(enrolled);
                if now < used.plus_hours(24 * DEVICE_DAYS) { State::Enrolled } else { State::Lapsed }
            }
        }
    }

    /// The code, for who made it, while it works.
    #[must_use]
    pub fn code_for(&self, tenant: &Tenant<'_>, person: PersonId, now: Moment) -> Option<String> {
        let at = self.code_at.filter(|_| self.code_by == person && self.state(now) == State::Waiting)?;
        Some(code(tenant, self.id, at))
    }
}

/// What the form for a tablet says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDevice {
    /// The service that it is to belong to.
    pub service: ServiceId,
    /// What people call it.
    pub name: String,
}

/// The code of a tablet: made from the installation's key, so that it need not be stored.
fn code(tenant: &Tenant<'_>, id: DeviceId, at: Moment) -> String {
    let (organisation, when) = (tenant.organisation(), at.microseconds().to_be_bytes());
    let parts: [&[u8]; 3] = [organisation.bytes(), id.bytes(), &when];
    receipt::letters(&tenant.keyring().mac("polisi device code v1", &parts))
}

/// The hash of a code as somebody typed it; nothing for what can't be one.
#[must_use]
pub fn code_hash(keyring: &Keyring, typed: &str) -> Option<Vec<u8>> {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_uppercase();
    let fits = plain.len() == CODE_LETTERS;
    fits.then(|| keyring.mac("polisi device code hash v1", &[plain.as_bytes()]).to_vec())
}

/// Adds a tablet. Its page shows the code to type on it.
///
/// # Errors
/// The database is away.
pub fn add(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    new: &NewDevice,
) -> Result<DeviceId, KioskError> {
    let device = Device {
        id: DeviceId::new(now),
        service: new.service,
        name: new.name.clone(),
        created_by: by,
        created_at: now,
        code_at: Some(now),
        code_by: by,
        enrolled_at: None,
        last_seen_at: None,
        revoked_at: None,
    };
    store::insert_device(tenant, &device)?;
    keep_code(tenant, now, device.id, now)?;
    audit::record(tenant, now, &OfDevice { device: &device, did: Did::Added })?;
    Ok(device.id)
}

/// Makes a new code for a tablet; the one before stops.
///
/// # Errors
/// No such tablet, or one that was revoked.
pub fn new_code(tenant: &mut Tenant<'_>, now: Moment, by: PersonId, id: DeviceId) -> Result<(), KioskError> {
    let device = in_use(tenant, id)?;
    let at = unused(tenant, id, now)?;
    store::set_code(tenant, id, at, by)?;
    keep_code(tenant, now, id, at)?;
    audit::record(tenant, now, &OfDevice { device: &device, did: Did::Code })?;
    Ok(())
}

fn in_use(tenant: &mut Tenant<'_>, id: DeviceId) -> Result<Device, KioskError> {
    let device = store::device(tenant, id)?.ok_or(KioskError::NotFound)?;
    if device.revoked_at.is_some() { Err(KioskError::Revoked) } else { Ok(device) }
}

/// The first moment from now on whose code nobody had: two codes of one moment would be the same.
fn unused(tenant: &mut Tenant<'_>, id: DeviceId, now: Moment) -> Result<Moment, KioskError> {
    let mut at = now;
    loop {
        let code = code(tenant, id, at);
        let hash = code_hash(tenant.keyring(), &code).ok_or(KioskError::NotACode)?;
        if address::find_hash(&mut tenant.system(), &hash)?.is_none() {
            return Ok(at);
        }
        at = at.plus_seconds(1);
    }
}

fn keep_code(tenant: &mut Tenant<'_>, now: Moment, id: DeviceId, at: Moment) -> Result<(), KioskError> {
    address::end_all(&mut tenant.system(), now, Kind::DeviceEnrolment, id.any())?;
    let code = code(tenant, id, at);
    let hash = code_hash(tenant.keyring(), &code).ok_or(KioskError::NotACode)?;
    let found = Found {
        kind: Kind::DeviceEnrolment,
        organisation: Some(tenant.organisation()),
        subject: id.any(),
        expires_at: now.plus_minutes(CODE_MINUTES),
        ended_at: None,
    };
    address::keep_hash(&mut tenant.system(), now, &hash, &found)?;
    Ok(())
}

/// Gives a tablet another name.
///
/// # Errors
/// No such tablet, or one that was revoked.
pub fn rename(tenant: &mut Tenant<'_>, now: Moment, id: DeviceId, name: &str) -> Result<(), KioskError> {
    let before = in_use(tenant, id)?;
    store::set_name(tenant, id, name)?;
    audit::record(tenant, now, &events::DeviceRenamed { before: &before, name })?;
    Ok(())
}

/// Takes a tablet out of use: at its next request it shows the page that asks for a code and nothing else.
///
/// # Errors
/// No such tablet.
pub fn revoke(tenant: &mut Tenant<'_>, now: Moment, by: PersonId, id: DeviceId) -> Result<(), KioskError> {
    let device = store::device(tenant, id)?.ok_or(KioskError::NotFound)?;
    if !store::set_revoked(tenant, now, Some(by), id)? {
        return Ok(());
    }
    for kind in [Kind::DeviceEnrolment, Kind::Device] {
        address::end_all(&mut tenant.system(), now, kind, id.any())?;
    }
    kiosk::end_at_device(tenant, now, id)?;
    audit::record(tenant, now, &OfDevice { device: &device, did: Did::Revoked })?;
    Ok(())
}

/// Takes every tablet out of use, after a restore which ends their addresses; how many there were.
///
/// # Errors
/// The database is away.
pub fn revoke_all(tenant: &mut Tenant<'_>, now: Moment) -> Result<usize, DbError> {
    let mut revoked = 0_usize;
    for device in store::devices(tenant)? {
        revoked = revoked.saturating_add(store::set_revoked(tenant, now, None, device.id)?.into());
    }
    Ok(revoked)
}

/// Which tablet a code is for, while it works.
///
/// # Errors
/// The database is away.
pub fn by_code(
    system: &mut System<'_>,
    now: Moment,
    hash: Option<&[u8]>,
) -> Result<Option<Enrolment>, DbError> {
    let Some(hash) = hash else { return Ok(None) };
    let found = address::find_hash(system, hash)?.filter(|found| found.is_live(now));
    Ok(found.as_ref().and_then(Enrolment::from_address))
}

/// Makes a browser the tablet; the text for its cookie. A code is used once, and the cookie of the browser
/// that was the tablet before stops.
///
/// # Errors
/// The code was used meanwhile, or the tablet revoked.
pub fn enrol(tenant: &mut Tenant<'_>, now: Moment, by: &Enrolment) -> Result<Token, KioskError> {
    let id = by.device();
    let device = store::device(tenant, id)?.ok_or(KioskError::NotACode)?;
    if !store::use_code(tenant, now, id)? {
        return Err(KioskError::NotACode);
    }
    for kind in [Kind::DeviceEnrolment, Kind::Device] {
        address::end_all(&mut tenant.system(), now, kind, id.any())?;
    }
    kiosk::end_at_device(tenant, now, id)?;
    let token = Token::new();
    let found = Found {
        kind: Kind::Device,
        organisation: Some(tenant.organisation()),
        subject: id.any(),
        expires_at: now.plus_hours(24 * DEVICE_DAYS),
        ended_at: None,
    };
    address::keep(&mut tenant.system(), now, &token, &found)?;
    audit::record(tenant, now, &OfDevice { device: &device, did: Did::Enrolled })?;
    Ok(token)
}

/// A tablet was used: it stays enrolled for the whole time from now.
///
/// # Errors
/// The database is away.
pub fn used(tenant: &mut Tenant<'_>, now: Moment, by: &KioskDevice) -> Result<(), DbError> {
    store::set_seen(tenant, now, by.device())?;
    let until = now.plus_hours(24 * DEVICE_DAYS);
    address::extend(&mut tenant.system(), Kind::Device, by.device().any(), until)
}

#[cfg(test)]
mod tests {
    use super::{Device, State};
    use crate::clock::Moment;
    use crate::db::ids::{DeviceId, PersonId, ServiceId};

    #[test]
    fn a_tablet_waits_ten_minutes_and_lapses_after_ninety_days() {
        let start = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let by = PersonId::new(start);
        let device = |code: Option<i64>, enrolled: Option<i64>, seen: Option<i64>, revoked: bool| Device {
            id: DeviceId::new(start),
            service: ServiceId::new(start),
            name: "Staff room".to_owned(),
            created_by: by,
            created_at: start,
            code_at: code.map(|hours| start.plus_hours(hours)),
            code_by: by,
            enrolled_at: enrolled.map(|hours| start.plus_hours(hours)),
            last_seen_at: seen.map(|hours| start.plus_hours(hours)),
            revoked_at: revoked.then_some(start),
        };
        let day = 24 * 60;
        for (device, minutes, state) in [
            (device(Some(0), None, None, false), 9, State::Waiting),
            (device(Some(0), None, None, false), 10, State::CodeOver),
            (device(None, Some(0), None, false), 90 * day - 1, State::Enrolled),
            (device(None, Some(0), None, false), 90 * day, State::Lapsed),
            (device(None, Some(0), Some(24), false), 90 * day, State::Enrolled),
            (device(Some(48), Some(0), Some(24), false), 2 * day + 5, State::Waiting),
            (device(Some(48), Some(0), Some(24), false), 2 * day + 15, State::Enrolled),
            (device(Some(0), Some(0), Some(24), true), 5, State::Revoked),
        ] {
            assert_eq!(device.state(start.plus_minutes(minutes)), state, "{device:?} {minutes}");
        }
    }
}
