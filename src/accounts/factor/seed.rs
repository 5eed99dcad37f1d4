//! The secret that we share with the app on somebody's phone, and the codes that it makes (RFC 6238: SHA-1,
//! six figures, half a minute). The code before is taken too: people read a code, put the phone down and type,
//! and without it one of five would be refused. The code after is not: telephones take their time from the
//! network, and a code that isn't shown yet helps only somebody who works ahead.

use std::ops::RangeInclusive;

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret};

use crate::clock::Moment;
use crate::keys::random;

/// Who the app says the code is for.
const ISSUER: &str = "Polisi";
const BYTES: usize = 20;
/// Seconds that a code is shown.
const STEP_SECONDS: i64 = 30;
/// Ten minutes: a code of a later step than that was used while the clock ran ahead.
const AHEAD_STEPS: i64 = 20;

/// A secret of 160 bits. Prints nothing.
pub struct Seed([u8; BYTES]);

impl Seed {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        Self(random())
    }

    /// The one with these bytes; nothing when there are more or fewer.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Its bytes, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The half minute, counted from 1970, to which a code belongs; nothing for a code of another time.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Moment) -> Option<i64> {
        let time = u64::try_from(now.seconds()).ok()?;
        let step = i64::try_from(self.builder().build().ok()?.check(code, time)?).ok()?;
        (step.checked_mul(STEP_SECONDS)? <= now.seconds()).then_some(step)
    }

    /// The secret in groups of four letters, for typing.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        let letters: Vec<char> = BASE32_NOPAD.encode(&self.0).chars().collect();
        letters.chunks(4).map(|group| group.iter().collect()).collect()
    }

    /// The address that an app on the same phone opens, and that the square code holds.
    #[must_use]
    pub fn link(&self, account: &str) -> Option<String> {
        let named = self.builder().with_account_name(account).with_issuer(Some(ISSUER));
        named.build().ok()?.to_url().ok()
    }

    fn builder(&self) -> Builder {
        Builder::new().with_secret(Secret::new_stack(self.0))
    }
}

/// Which steps, as the last whose code was used, refuse the code of this one: it, and those after it. What was used
/// while the clock ran ahead counts as none, or no code would be right until that time has come.
#[must_use]
pub fn refused_by(step: i64) -> RangeInclusive<i64> {
    step..=step.saturating_add(AHEAD_STEPS)
}

impl Default for Seed {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Seed(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Seed, refused_by};
    use crate::clock::Moment;

    /// The secret of the examples in RFC 6238, appendix B.
    fn example() -> Seed {
        Seed::from_bytes(b"12345678901234567890").unwrap()
    }

    #[test]
    fn takes_the_codes_of_the_standard_and_names_their_step() {
        for (time, code, step) in [
            ("1970-01-01T00:00:59Z", "287082", Some(1)),
            ("2005-03-18T01:58:29Z", "081804", Some(37_037_036)),
            ("2005-03-18T01:58:31Z", "050471", Some(37_037_037)),
            // One step late, and one step early.
            ("2005-03-18T01:58:59Z", "081804", Some(37_037_036)),
            ("2005-03-18T01:58:29Z", "050471", None),
            // Two steps late.
            ("2005-03-18T01:59:30Z", "081804", None),
            ("2005-03-18T01:58:29Z", "081805", None),
            ("2005-03-18T01:58:29Z", "", None),
            ("2005-03-18T01:58:29Z", "81804", None),
            ("2005-03-18T01:58:29Z", "+81804", None),
            ("2005-03-18T01:58:29Z", "0818041", None),
        ] {
            assert_eq!(example().step_of(code, Moment::parse(time).unwrap()), step, "{code} at {time}");
        }
    }

    #[test]
    fn a_code_is_refused_by_its_own_step_and_later_ones_unless_the_clock_ran_ahead() {
        for (last, step, refused) in [
            (0, 100, false),
            (99, 100, false),
            (100, 100, true),
            (101, 100, true),
            (120, 100, true),
            (121, 100, false),
            (1_000_000, 100, false),
            (i64::MAX, i64::MAX, true),
        ] {
            assert_eq!(refused_by(step).contains(&last), refused, "{last} {step}");
        }
    }

    #[test]
    fn is_shown_in_groups_and_as_a_link_and_never_printed() {
        let seed = example();
        assert_eq!(seed.groups().join(" "), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            seed.link("olwen@prawf.example").unwrap(),
            "otpauth://totp/Polisi:olwen%40prawf.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Polisi"
        );
        assert_eq!(format!("{seed:?}"), "Seed(..)");
        assert!(Seed::from_bytes(b"short").is_none());
        assert_ne!(Seed::new().bytes(), Seed::new().bytes());
    }
}
