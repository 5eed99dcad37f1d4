//! The signature as it is stored: every column is under the seal of the installation.

use crate::clock::Moment;
use crate::db::ids::{
    AcknowledgementId, AssignmentId, KeyId, LinkId, OrganisationId, PersonId, PolicyId, RenditionId,
    VersionId,
};
use crate::db::types::text_enum;
use crate::keys::{SigningKey, hash_parts, verify};
use crate::messages::Language;

/// What the installation's signature is for, so that it never serves for anything else.
pub const DOMAIN: &str = "polisi acknowledgement v1";

text_enum! {
    /// How the signer was identified.
    Method {
        /// By a personal link.
        Link = "link",
        /// Signed in to an account.
        Account = "account",
        /// Staff number or badge, and PIN, at a tablet of the service.
        KioskPin = "kiosk_pin",
        /// A badge alone, at a tablet of the service.
        KioskBadge = "kiosk_badge",
        /// Staff number and PIN on an own phone.
        PhonePin = "phone_pin",
    }
}

impl Method {
    /// The word in message keys.
    #[must_use]
    pub fn word(self) -> String {
        self.as_str().replace('_', "-")
    }
}

/// A signature. Rows are append-only; names and texts are those of the moment of signing.
#[derive(Debug, Clone, PartialEq, Eq, diesel::Queryable)]
pub struct Acknowledgement {
    /// The row.
    pub id: AcknowledgementId,
    /// The duty that it fulfils.
    pub assignment: AssignmentId,
    /// The text that was read.
    pub rendition: RenditionId,
    /// The policy.
    pub policy: PolicyId,
    /// Its version.
    pub version: VersionId,
    /// Who signed.
    pub person: PersonId,
    /// Their name then.
    pub person_name: String,
    /// What they did then.
    pub job_title: String,
    /// The service whose text they read.
    pub service_name: String,
    /// The language of the text that was read.
    pub language: Language,
    /// How they were identified.
    pub method: Method,
    /// The link, when they came by one.
    pub link: Option<LinkId>,
    /// What they said, word for word.
    pub statement: String,
    /// Which statement it was.
    pub statement_version: String,
    /// When the page was shown.
    pub served_at: Moment,
    /// When they pressed.
    pub signed_at: Moment,
    /// The number of the receipt.
    pub receipt: String,
    /// SHA-256 of the text as shown.
    pub html_sha256: Vec<u8>,
    /// SHA-256 of the words that must be followed.
    pub duty_sha256: Vec<u8>,
    /// The key of the installation that sealed it.
    pub key: KeyId,
    /// The seal: Ed25519 over all of the above.
    pub signature: Vec<u8>,
}

impl Acknowledgement {
    /// Every column but the seal, each led by its length: no two rows give the same bytes.
    #[must_use]
    pub fn canonical(&self, organisation: OrganisationId) -> Vec<u8> {
        let link = self.link.map(|link| link.bytes().to_vec()).unwrap_or_default();
        let served = self.served_at.microseconds().to_be_bytes();
        let signed = self.signed_at.microseconds().to_be_bytes();
        let columns: [&[u8]; 21] = [
            organisation.bytes(),
            self.id.bytes(),
            self.assignment.bytes(),
            self.rendition.bytes(),
            self.policy.bytes(),
            self.version.bytes(),
            self.person.bytes(),
            self.person_name.as_bytes(),
            self.job_title.as_bytes(),
            self.service_name.as_bytes(),
            self.language.code().as_bytes(),
            self.method.as_str().as_bytes(),
            &link,
            self.statement.as_bytes(),
            self.statement_version.as_bytes(),
            &served,
            &signed,
            self.receipt.as_bytes(),
            &self.html_sha256,
            &self.duty_sha256,
            self.key.bytes(),
        ];
        let mut bytes = Vec::new();
        for column in columns {
            bytes.extend_from_slice(&u64::try_from(column.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(column);
        }
        bytes
    }

    /// Puts the seal of the installation on it.
    #[must_use]
    pub fn sealed(mut self, organisation: OrganisationId, key: &SigningKey) -> Self {
        self.key = key.id();
        self.signature = key.sign(DOMAIN, &self.canonical(organisation)).to_vec();
        self
    }

    /// Whether the seal is that of the holder of `public`.
    #[must_use]
    pub fn is_sealed_by(&self, organisation: OrganisationId, public: &[u8]) -> bool {
        verify(public, DOMAIN, &self.canonical(organisation), &self.signature)
    }

    /// What the log keeps of the whole row.
    #[must_use]
    pub fn digest(&self, organisation: OrganisationId) -> [u8; 32] {
        hash_parts(DOMAIN, &[&self.canonical(organisation), &self.signature])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::AnyId;

    fn row() -> (OrganisationId, SigningKey, Acknowledgement) {
        let now = Moment::parse("2026-11-23T10:14:00Z").unwrap();
        let organisation = OrganisationId::new(now);
        let key = SigningKey::new(KeyId::new(now), &[7; 32]);
        let row = Acknowledgement {
            id: AcknowledgementId::new(now),
            assignment: AssignmentId::new(now),
            rendition: RenditionId::new(now),
            policy: PolicyId::new(now),
            version: VersionId::new(now),
            person: PersonId::new(now),
            person_name: "Siân Evans".to_owned(),
            job_title: "Care worker".to_owned(),
            service_name: "Tŷ Haf".to_owned(),
            language: Language::Welsh,
            method: Method::Link,
            link: Some(LinkId::new(now)),
            statement: "I have read".to_owned(),
            statement_version: "v1".to_owned(),
            served_at: now,
            signed_at: now.plus_minutes(5),
            receipt: "RS-7K4M-92QD".to_owned(),
            html_sha256: vec![1; 32],
            duty_sha256: vec![2; 32],
            key: key.id(),
            signature: Vec::new(),
        };
        let sealed = row.sealed(organisation, &key);
        (organisation, key, sealed)
    }

    #[test]
    fn a_change_of_any_column_breaks_the_seal() {
        let (organisation, key, row) = row();
        assert!(row.is_sealed_by(organisation, &key.public()));
        let later = Moment::parse("2026-11-24T10:14:00Z").unwrap();
        let changes: Vec<fn(&mut Acknowledgement, Moment)> = vec![
            |row, now| row.id = AcknowledgementId::new(now),
            |row, now| row.assignment = AssignmentId::new(now),
            |row, now| row.rendition = RenditionId::new(now),
            |row, now| row.policy = PolicyId::new(now),
            |row, now| row.version = VersionId::new(now),
            |row, now| row.person = PersonId::new(now),
            |row, _| row.person_name.push('x'),
            |row, _| row.job_title.push('x'),
            |row, _| row.service_name.push('x'),
            |row, _| row.language = Language::English,
            |row, _| row.method = Method::Account,
            |row, _| row.link = None,
            |row, _| row.statement.push('x'),
            |row, _| row.statement_version.push('x'),
            |row, now| row.served_at = now,
            |row, now| row.signed_at = now,
            |row, _| row.receipt.push('x'),
            |row, _| row.html_sha256[0] = 9,
            |row, _| row.duty_sha256[0] = 9,
            |row, now| row.key = KeyId::new(now),
            |row, _| row.signature[0] ^= 1,
        ];
        assert_eq!(changes.len(), 21);
        for change in changes {
            let mut other = row.clone();
            change(&mut other, later);
            assert!(!other.is_sealed_by(organisation, &key.public()), "{other:?}");
            assert_ne!(other.digest(organisation), row.digest(organisation));
        }
        assert!(!row.is_sealed_by(OrganisationId::from_any(AnyId::NONE), &key.public()));
    }

    #[test]
    fn letters_that_move_between_columns_break_it_too() {
        let (organisation, key, mut row) = row();
        row.person_name = "Siân Evan".to_owned();
        row.job_title = "sCare worker".to_owned();
        assert!(!row.is_sealed_by(organisation, &key.public()));
    }
}
