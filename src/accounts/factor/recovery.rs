//! Recovery codes: ten of 80 random bits each, shown once, kept under the slow hash of passwords, used once.
//! The codes of a sheet have one salt, so that a try costs one hash and not ten.
//!
//! A page shows ten that are kept nowhere yet, and carries them sealed; they count when somebody says that
//! they have them. So looking changes nothing, and nobody is left with codes that they never saw.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};

use crate::access::passwords::Password;
use crate::clock::Moment;
use crate::db::ids::AccountId;
use crate::keys::store::nobody;
use crate::keys::{DataKey, Keyring, Place, SealError, random};

/// How many there are on a sheet.
pub const COUNT: usize = 10;
const BYTES: usize = 10;
const MOMENT: usize = 8;
/// Minutes in which a sheet may be kept after it was shown.
const SHOWN_MINUTES: i64 = 60;

/// One code. Prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; BYTES]);

impl Code {
    /// As people read it: four groups of four letters and figures, none of which looks like another.
    #[must_use]
    pub fn shown(&self) -> String {
        let letters: Vec<char> = BASE32_NOPAD.encode(&self.0).chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// What somebody typed: in any letters, with or without hyphens and spaces. The figures that no code
    /// has are read as the letters that they look like.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = typed.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '–');
        let letters: String = plain
            .map(|c| match c.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                other => other,
            })
            .collect();
        BASE32_NOPAD.decode(letters.as_bytes()).ok()?.try_into().ok().map(Self)
    }

    /// The code as the hasher takes it: slow to guess from a stolen database, and of one account alone.
    #[must_use]
    pub fn for_hashing(&self, account: AccountId) -> Password {
        Password::typed(&format!("recovery code of {account}: {}", self.shown()))
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Code(..)")
    }
}

/// Ten codes as one page shows them. Prints none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// When they were made.
    pub made_at: Moment,
    /// The codes.
    pub codes: Vec<Code>,
}

impl Sheet {
    /// Ten new ones.
    #[must_use]
    pub fn new(now: Moment) -> Self {
        Self { made_at: now, codes: (0..COUNT).map(|_| Code(random())).collect() }
    }

    /// Whether it was shown a short while ago.
    #[must_use]
    pub fn is_fresh(&self, now: Moment) -> bool {
        now < self.made_at.plus_minutes(SHOWN_MINUTES)
    }

    /// The salt of its codes: the same sheet sent twice has the same hashes.
    #[must_use]
    pub fn salt(&self, keyring: &Keyring, account: AccountId) -> [u8; 16] {
        let made_at = self.made_at.microseconds().to_be_bytes();
        let mac = keyring.mac_at(self.made_at, "polisi recovery salt v1", &[account.bytes(), &made_at]);
        std::array::from_fn(|place| mac.get(place).copied().unwrap_or_default())
    }

    /// Sealed for the form of its page: only this account can send it back.
    ///
    /// # Errors
    /// The cipher refuses.
    pub fn seal(&self, key: &DataKey, account: AccountId) -> Result<String, SealError> {
        let mut bytes = self.made_at.microseconds().to_be_bytes().to_vec();
        bytes.extend(self.codes.iter().flat_map(|code| code.0));
        Ok(BASE64URL_NOPAD.encode(&key.seal(&place(account), &bytes)?))
    }

    /// What a form sent back; nothing when it isn't one of ours for this account.
    #[must_use]
    pub fn open(key: &DataKey, account: AccountId, text: &str) -> Option<Self> {
        let sealed = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let bytes = key.open(&place(account), &sealed).ok()?;
        let (moment, codes) = bytes.split_at_checked(MOMENT)?;
        let made_at = Moment::from_microseconds(i64::from_be_bytes(moment.try_into().ok()?))?;
        let codes: Option<Vec<Code>> =
            codes.chunks(BYTES).map(|code| code.try_into().ok().map(Code)).collect();
        codes.filter(|codes| codes.len() == COUNT).map(|codes| Self { made_at, codes })
    }
}

fn place(account: AccountId) -> Place {
    Place { owner: nobody(), table: "recovery_codes", row: account.any(), column: "sheet" }
}

#[cfg(test)]
mod tests {
    use super::{COUNT, Code, Sheet};
    use crate::clock::Moment;
    use crate::db::ids::{AccountId, KeyId};
    use crate::keys::DataKey;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = Code([0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54, 0xB6, 0x35, 0xCF]);
        assert_eq!(code.shown(), "ABCD-EFGH-IJKL-MNOP");
        for typed in [
            "ABCD-EFGH-IJKL-MNOP",
            "abcd efgh ijkl mnop",
            " AbCdEfGhIjKlMnOp ",
            "A8CD-EFGH-1JKL-MN0P",
            "abcd – efgh – ijkl – mnop",
        ] {
            assert_eq!(Code::parse(typed).as_ref(), Some(&code), "{typed}");
        }
        for typed in ["", "123456", "ABCD-EFGH-IJKL", "ABCD-EFGH-IJKL-MNOP-Q", "ABCD-EFGH-IJKL-MNO!"] {
            assert_eq!(Code::parse(typed), None, "{typed}");
        }
        assert_eq!(format!("{code:?}"), "Code(..)");
    }

    #[test]
    fn a_sheet_comes_back_only_from_its_own_account() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let key = DataKey::new(KeyId::new(now), [7; 32]);
        let (account, other) = (AccountId::new(now), AccountId::new(now));
        let sheet = Sheet::new(now);
        let distinct: std::collections::BTreeSet<String> = sheet.codes.iter().map(Code::shown).collect();
        assert_eq!(distinct.len(), COUNT);
        let sent = sheet.seal(&key, account).unwrap();
        assert!(!distinct.iter().any(|code| sent.contains(code.as_str())));
        assert_eq!(Sheet::open(&key, account, &sent), Some(sheet.clone()));
        assert_eq!(Sheet::open(&key, other, &sent), None);
        assert_eq!(Sheet::open(&key, account, "x"), None);
        for (minutes, fresh) in [(0, true), (59, true), (60, false)] {
            assert_eq!(sheet.is_fresh(now.plus_minutes(minutes)), fresh, "{minutes}");
        }
    }
}
