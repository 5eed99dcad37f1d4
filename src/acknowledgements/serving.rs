//! The proof in the form that this page, with these words, was shown to this person.

use data_encoding::HEXLOWER;

use crate::clock::Moment;
use crate::db::ids::{AssignmentId, RenditionId};
use crate::keys::Keyring;
use crate::messages::Language;

const PURPOSE: &str = "polisi signing form v1";
/// How long a page may be open before its form must be looked at again.
const HOURS: i64 = 24;

/// What was shown, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// The duty.
    pub assignment: AssignmentId,
    /// The text.
    pub rendition: RenditionId,
    /// The language of the page, and so of the statement.
    pub language: Language,
    /// The moment.
    pub at: Moment,
}

impl Served {
    /// The code for the form: a keyed hash over what was shown and the hash of its bytes.
    #[must_use]
    pub fn code(&self, keyring: &Keyring, html_sha256: &[u8]) -> String {
        HEXLOWER.encode(&self.mac(keyring, html_sha256))
    }

    /// Whether the code in a form is ours and not too old.
    #[must_use]
    pub fn is_proven(&self, keyring: &Keyring, html_sha256: &[u8], code: &str, now: Moment) -> bool {
        let Ok(given) = HEXLOWER.decode(code.as_bytes()) else { return false };
        let ours = self.mac(keyring, html_sha256);
        let differs = given
            .iter()
            .zip(ours)
            .fold(given.len() ^ ours.len(), |seen, (given, ours)| seen | usize::from(given ^ ours));
        differs == 0 && self.at <= now && now < self.at.plus_hours(HOURS)
    }

    fn mac(&self, keyring: &Keyring, html_sha256: &[u8]) -> [u8; 32] {
        keyring.mac_at(
            self.at,
            PURPOSE,
            &[
                self.assignment.bytes(),
                self.rendition.bytes(),
                self.language.code().as_bytes(),
                html_sha256,
                &self.at.microseconds().to_be_bytes(),
            ],
        )
    }
}
