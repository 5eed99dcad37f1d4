//! How much an organisation may have: bytes of files, people, e-mails a day. Operators set it for all
//! organisations or for one. Less than there is takes nothing away: only nothing is added.

mod store;

pub use store::{History, amounts, changes, own, set, set_default};

use crate::db::ids::OrganisationId;
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};

text_enum! {
    /// What is limited.
    Kind {
        /// Bytes of files.
        Storage = "storage",
        /// People who haven't left.
        People = "people",
        /// E-mails a day that may wait.
        Mails = "mails",
    }
}

/// The most that an operator may set of anything.
pub const MOST: i64 = 1_000_000_000_000_000;

/// How much of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// Bytes of files.
    pub storage: i64,
    /// People.
    pub people: i64,
    /// E-mails a day.
    pub mails: i64,
}

/// Until an operator sets something else.
pub const DEFAULTS: Amounts = Amounts { storage: 5_000_000_000, people: 10_000, mails: 10_000 };

impl Amounts {
    /// How much of one kind.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> i64 {
        match kind {
            Kind::Storage => self.storage,
            Kind::People => self.people,
            Kind::Mails => self.mails,
        }
    }

    /// The same with another amount of one kind.
    #[must_use]
    pub const fn with(self, kind: Kind, amount: i64) -> Self {
        match kind {
            Kind::Storage => Self { storage: amount, ..self },
            Kind::People => Self { people: amount, ..self },
            Kind::Mails => Self { mails: amount, ..self },
        }
    }
}

/// How near the limit something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// There is room.
    Fine,
    /// From 80 %: those who look are told.
    Near,
    /// From 90 %: owners are mailed.
    Close,
    /// Nothing can be added.
    Full,
}

/// How near the limit `used` is.
#[must_use]
pub const fn level(used: i64, amount: i64) -> Level {
    let (tenths, fifths) = (used.saturating_mul(10), used.saturating_mul(5));
    if used >= amount {
        Level::Full
    } else if tenths >= amount.saturating_mul(9) {
        Level::Close
    } else if fifths >= amount.saturating_mul(4) {
        Level::Near
    } else {
        Level::Fine
    }
}

/// How much of something the organisation may have. Whoever counts and adds by it asks here first: the row of
/// the organisation is held until the end of the transaction, so that two at once can't both fill the last
/// place.
///
/// # Errors
/// The database is away.
pub fn held(tenant: &mut Tenant<'_>, kind: Kind) -> Result<i64, Error> {
    let organisation = tenant.organisation();
    store::hold(&mut tenant.system(), organisation)?;
    allowed(tenant, kind)
}

/// How much of something the organisation may have, for pages.
///
/// # Errors
/// The database is away.
pub fn allowed(tenant: &mut Tenant<'_>, kind: Kind) -> Result<i64, Error> {
    let organisation: OrganisationId = tenant.organisation();
    Ok(amounts(&mut tenant.system(), Some(organisation))?.of(kind))
}

#[cfg(test)]
mod tests {
    use super::{Amounts, DEFAULTS, Kind, Level, level};

    #[test]
    fn levels_begin_where_they_say() {
        for (used, amount, wanted) in [
            (0, 100, Level::Fine),
            (79, 100, Level::Fine),
            (80, 100, Level::Near),
            (89, 100, Level::Near),
            (90, 100, Level::Close),
            (99, 100, Level::Close),
            (100, 100, Level::Full),
            (140, 100, Level::Full),
            (0, 1, Level::Fine),
            (1, 1, Level::Full),
            (i64::MAX, i64::MAX, Level::Full),
        ] {
            assert_eq!(level(used, amount), wanted, "{used} of {amount}");
        }
    }

    #[test]
    fn an_amount_is_set_and_read_by_its_kind() {
        for kind in Kind::ALL {
            let set = DEFAULTS.with(*kind, 7);
            assert_eq!(set.of(*kind), 7);
            assert_ne!(set, DEFAULTS);
        }
        assert_eq!(DEFAULTS.with(Kind::People, 7), Amounts { people: 7, ..DEFAULTS });
    }
}
