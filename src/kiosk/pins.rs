//! PINs: a manager prints a slip with the first one; who gets it chooses their own.

use super::events::{self, Got, OfPerson};
use super::{KioskError, store};
use crate::access::kiosk;
use crate::audit;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::people::StaffNumber;

/// Wrong tries after which a PIN stops working.
pub const TRIES: i64 = 5;
/// Days in which who got a slip must choose their own PIN.
pub const SLIP_DAYS: i64 = 7;

/// A PIN as it is kept. Tries at a tablet and by phone are counted apart, so that nobody far away can lock
/// somebody out of the tablet.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept {
    /// The hash.
    pub hash: String,
    /// When they chose it themselves; nothing for the one of a slip.
    pub chosen_at: Option<Moment>,
    /// When it was set.
    pub set_at: Moment,
    /// When it was locked at tablets.
    pub locked_at: Option<Moment>,
    /// When it was locked for own phones.
    pub phone_locked_at: Option<Moment>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Kept(..)")
    }
}

/// How somebody's PIN stands, as the list says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They have none.
    Without,
    /// A slip waits for them.
    Slip,
    /// The slip was not used in time.
    SlipOver,
    /// They chose their own.
    Own,
    /// Locked after wrong tries.
    Locked,
    /// Locked for own phones after wrong tries there.
    PhoneLocked,
}

impl Standing {
    /// The word in message keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Without => "none",
            Self::Slip => "slip",
            Self::SlipOver => "slip-over",
            Self::Own => "own",
            Self::Locked => "locked",
            Self::PhoneLocked => "phone-locked",
        }
    }
}

impl Kept {
    /// Whether the slip that it came from is too old.
    fn is_over(&self, now: Moment) -> bool {
        self.chosen_at.is_none() && self.set_at.plus_hours(24 * SLIP_DAYS) <= now
    }

    /// Whether it may be tried.
    #[must_use]
    pub fn is_open(&self, phone: bool, now: Moment) -> bool {
        let locked = if phone { self.phone_locked_at.or(self.locked_at) } else { self.locked_at };
        locked.is_none() && !self.is_over(now)
    }
}

/// How a PIN stands at a moment.
#[must_use]
pub fn standing(kept: Option<&Kept>, now: Moment) -> Standing {
    match kept {
        None => Standing::Without,
        Some(kept) if kept.locked_at.is_some() => Standing::Locked,
        Some(kept) if kept.is_over(now) => Standing::SlipOver,
        Some(kept) if kept.phone_locked_at.is_some() => Standing::PhoneLocked,
        Some(kept) if kept.chosen_at.is_some() => Standing::Own,
        Some(_) => Standing::Slip,
    }
}

/// Somebody's staff number; they get one when they have none.
///
/// # Errors
/// The database is away.
pub fn number_of(tenant: &mut Tenant<'_>, person: PersonId) -> Result<String, DbError> {
    let numbers = store::numbers(tenant)?;
    if let Some(number) = numbers.get(&person) {
        return Ok(number.clone());
    }
    let number = StaffNumber::next(numbers.values().map(String::as_str));
    store::set_number(tenant, person, number.as_str())?;
    Ok(number.as_str().to_owned())
}

/// Keeps the first PIN of a slip; the staff number for the slip. The PIN before stops, and so does whoever
/// is signed in with it.
///
/// # Errors
/// The database is away.
pub fn give(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    person: PersonId,
    hash: &str,
) -> Result<String, DbError> {
    let number = number_of(tenant, person)?;
    store::set_pin(tenant, now, person, by, hash, None)?;
    kiosk::end_of_person(tenant, now, person)?;
    audit::record(tenant, now, &OfPerson { person, got: Got::Slip })?;
    Ok(number)
}

/// Somebody chose their own PIN. `before` is the hash of the one that they gave.
///
/// # Errors
/// The PIN was changed meanwhile.
pub fn choose(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    before: &str,
    hash: &str,
) -> Result<(), KioskError> {
    let kept = store::pin(tenant, person)?.filter(|kept| kept.hash == before);
    kept.ok_or(KioskError::Changed)?;
    store::set_pin(tenant, now, person, person, hash, Some(now))?;
    audit::record(tenant, now, &OfPerson { person, got: Got::OwnPin })?;
    Ok(())
}

/// Counts a try before it is weighed, so that of many at once no more than five are; whether it may be.
///
/// # Errors
/// The database is away.
pub fn count(tenant: &mut Tenant<'_>, person: PersonId, phone: bool) -> Result<bool, DbError> {
    Ok(store::add_tries(tenant, person, phone, 1)? <= TRIES)
}

/// A try that was counted could not be weighed.
///
/// # Errors
/// The database is away.
pub fn unweighed(tenant: &mut Tenant<'_>, person: PersonId, phone: bool) -> Result<(), DbError> {
    store::add_tries(tenant, person, phone, -1).map(drop)
}

/// A try that was counted was wrong; the fifth locks the PIN.
///
/// # Errors
/// The database is away.
pub fn wrong(tenant: &mut Tenant<'_>, now: Moment, person: PersonId, phone: bool) -> Result<(), DbError> {
    let tries = store::add_tries(tenant, person, phone, 0)?;
    if tries >= TRIES && store::lock(tenant, now, person, phone)? {
        audit::record(tenant, now, &events::PinLocked { person, phone })?;
    }
    Ok(())
}

/// Forgets wrong tries after a right one.
///
/// # Errors
/// The database is away.
pub fn right(tenant: &mut Tenant<'_>, person: PersonId, phone: bool) -> Result<(), DbError> {
    store::forget_tries(tenant, person, phone)
}

/// Takes somebody's PIN away; whether they had one.
///
/// # Errors
/// The database is away.
pub fn take(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, DbError> {
    store::delete_pin(tenant, person)
}

#[cfg(test)]
mod tests {
    use super::{Kept, Standing, standing};
    use crate::clock::Moment;

    #[test]
    fn a_slip_runs_out_and_locks_hold_where_they_were_earned() {
        let start = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let kept = |chosen: bool, locked: bool, phone: bool| Kept {
            hash: String::new(),
            chosen_at: chosen.then_some(start),
            set_at: start,
            locked_at: locked.then_some(start),
            phone_locked_at: phone.then_some(start),
        };
        let week = 7 * 24;
        for (kept, hours, state, tablet, phone) in [
            (kept(false, false, false), week - 1, Standing::Slip, true, true),
            (kept(false, false, false), week, Standing::SlipOver, false, false),
            (kept(true, false, false), week, Standing::Own, true, true),
            (kept(true, true, false), 1, Standing::Locked, false, false),
            (kept(true, false, true), 1, Standing::PhoneLocked, true, false),
        ] {
            let now = start.plus_hours(hours);
            assert_eq!(standing(Some(&kept), now), state);
            assert_eq!((kept.is_open(false, now), kept.is_open(true, now)), (tablet, phone), "{state:?}");
        }
        assert_eq!(standing(None, start), Standing::Without);
    }
}
