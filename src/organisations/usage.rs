//! How much an organisation has of what is limited, in numbers and in words.

use crate::clock::Day;
use crate::db::{Error, Tenant};
use crate::messages::{Language, Messages, args};
use crate::quotas::{self, Kind, Level};
use crate::{blobs, mail, people};

/// Bytes of a megabyte, as operators set them.
pub const MEGABYTE: i64 = 1_000_000;

/// How much there is of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// Of what.
    pub kind: Kind,
    /// How much.
    pub used: i64,
    /// How much there may be.
    pub amount: i64,
}

impl Use {
    /// How near the limit it is.
    #[must_use]
    pub const fn level(&self) -> Level {
        quotas::level(self.used, self.amount)
    }

    /// "62 of 100 people".
    #[must_use]
    pub fn in_words(&self, messages: &Messages, language: Language) -> String {
        match self.kind {
            Kind::Storage => {
                let size = |bytes| size(messages, language, bytes);
                let (used, amount) = (size(self.used), size(self.amount));
                let values = args([("used", used.as_str()), ("amount", amount.as_str())]);
                messages.format(language, "usage-storage", &values)
            }
            Kind::People | Kind::Mails => {
                let key = format!("usage-{}", self.kind.as_str());
                messages.format(language, &key, &args([("used", self.used), ("amount", self.amount)]))
            }
        }
    }
}

/// How much there is of everything that is limited; of e-mails those of a day.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>, day: Day) -> Result<[Use; 3], Error> {
    let organisation = tenant.organisation();
    let amounts = quotas::amounts(&mut tenant.system(), Some(organisation))?;
    let of = |kind, used| Use { kind, used, amount: amounts.of(kind) };
    Ok([
        of(Kind::People, people::places::taken(tenant)?),
        of(Kind::Storage, blobs::total(tenant)?),
        of(Kind::Mails, mail::taken_on(tenant, day)?),
    ])
}

/// Bytes in words: "12.3 MB", "5 GB".
#[must_use]
pub fn size(messages: &Messages, language: Language, bytes: i64) -> String {
    let (number, key) = parts(bytes);
    messages.format(language, key, &args([("size", number.as_str())]))
}

/// A number with at most one place, rounded up, and the message with its unit.
fn parts(bytes: i64) -> (String, &'static str) {
    let gigabyte = MEGABYTE.saturating_mul(1_000);
    let (unit, key) =
        if bytes >= gigabyte { (gigabyte, "usage-gigabytes") } else { (MEGABYTE, "usage-megabytes") };
    let tenth = unit.div_euclid(10);
    let tenths = bytes.saturating_add(tenth.saturating_sub(1)).div_euclid(tenth);
    let (whole, rest) = (tenths.div_euclid(10), tenths.rem_euclid(10));
    (if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") }, key)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn bytes_have_a_unit_and_are_rounded_up() {
        for (bytes, number, unit) in [
            (0, "0", "mega"),
            (1, "0.1", "mega"),
            (100_000, "0.1", "mega"),
            (1_000_001, "1.1", "mega"),
            (25_000_000, "25", "mega"),
            (1_000_000_000, "1", "giga"),
            (5_000_000_000, "5", "giga"),
            (5_000_000_001, "5.1", "giga"),
        ] {
            assert_eq!(
                parts(bytes),
                (number.to_owned(), if unit == "mega" { "usage-megabytes" } else { "usage-gigabytes" }),
                "{bytes}"
            );
        }
    }
}
