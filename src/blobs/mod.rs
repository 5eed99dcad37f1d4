//! Files (logos, later evidence and packs): content-addressed rows in the database, in pieces.

mod store;

use crate::clock::Moment;
use crate::db::ids::BlobId;
use crate::db::{Error, Tenant};
use crate::keys::sha256;

/// Bytes in one row.
const PIECE: usize = 256 * 1024;

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// The row.
    pub id: BlobId,
    /// Its type, such as `image/png`.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Keeps a file; the same bytes stand only once.
///
/// # Errors
/// The database is away.
pub fn keep(tenant: &mut Tenant<'_>, now: Moment, media_type: &str, bytes: &[u8]) -> Result<BlobId, Error> {
    let hash = sha256(bytes);
    if let Some(id) = store::by_hash(tenant, &hash)? {
        return Ok(id);
    }
    let id = BlobId::new(now);
    store::insert(tenant, now, id, media_type, bytes.len(), &hash)?;
    for (place, piece) in bytes.chunks(PIECE).enumerate() {
        store::insert_piece(tenant, id, place, piece)?;
    }
    Ok(id)
}

/// Reads a file.
///
/// # Errors
/// The database is away.
pub fn read(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Option<Blob>, Error> {
    let Some(media_type) = store::media_type(tenant, id)? else { return Ok(None) };
    let bytes = store::pieces(tenant, id)?.concat();
    Ok(Some(Blob { id, media_type, bytes }))
}
