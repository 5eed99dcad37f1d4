//! The head of a log, signed: whoever keeps one can show later that no line before it was changed or taken away.

use data_encoding::HEXLOWER;

use super::store;
use crate::clock::Moment;
use crate::db::ids::{AnyId, KeyId};
use crate::db::{Error, Tenant};
use crate::keys::verify;

const DOMAIN: &str = "polisi chain head v1";

/// The last line of an organisation's log at a moment, signed with the key of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedHead {
    /// The organisation.
    pub organisation: AnyId,
    /// How many lines there are.
    pub seq: i64,
    /// The hash of the last one, which depends on all before it.
    pub hash: Vec<u8>,
    /// When this was asked.
    pub at: Moment,
    /// The key that signed.
    pub key: KeyId,
    /// Its public half.
    pub public: [u8; 32],
    /// The signature over [`SealedHead::signed_text`].
    pub signature: [u8; 64],
}

/// The head of the log as it is now, signed; nothing while the log is empty or no key is open. For whatever shows
/// what the log was: the file to download, the monthly mail, packs.
///
/// # Errors
/// The database is away.
pub fn sealed_head(tenant: &mut Tenant<'_>, now: Moment) -> Result<Option<SealedHead>, Error> {
    let organisation = tenant.organisation().any();
    let head = store::head(tenant, organisation)?;
    let Some((head, key)) = head.zip(tenant.keyring().signing()) else { return Ok(None) };
    let mut sealed = SealedHead {
        organisation,
        seq: head.seq,
        hash: head.hash,
        at: now,
        key: key.id(),
        public: key.public(),
        signature: [0; 64],
    };
    sealed.signature = key.sign(DOMAIN, sealed.signed_text().as_bytes());
    Ok(Some(sealed))
}

impl SealedHead {
    /// The hash in letters.
    #[must_use]
    pub fn hash_text(&self) -> String {
        HEXLOWER.encode(&self.hash)
    }

    /// What is signed: a line for each value.
    #[must_use]
    pub fn signed_text(&self) -> String {
        [
            format!("domain={DOMAIN}\n"),
            format!("organisation={}\n", self.organisation),
            format!("lines={}\n", self.seq),
            format!("head={}\n", self.hash_text()),
            format!("at={}\n", self.at),
            format!("key={}\n", self.key),
            format!("public-key={}\n", HEXLOWER.encode(&self.public)),
        ]
        .concat()
    }

    /// The whole file: what is signed, and the signature. The signed bytes are the domain, a zero byte, and the
    /// lines above the last.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}signature={}\n", self.signed_text(), HEXLOWER.encode(&self.signature))
    }
}

/// Whether such a file is whole and signed by this key.
#[must_use]
pub fn file_holds(file: &str, public: &[u8]) -> bool {
    let Some((signed, signature)) = file.rsplit_once("signature=") else { return false };
    let Ok(signature) = HEXLOWER.decode(signature.trim_end().as_bytes()) else { return false };
    verify(public, DOMAIN, signed.as_bytes(), &signature)
}
