//! Files (logos, later evidence and packs): content-addressed rows in the database, in pieces.

mod store;
mod writing;
pub mod zip;

pub use writing::{Sum, Writer, sealed_piece};

use crate::clock::Moment;
use crate::db::ids::BlobId;
use crate::db::{Error, Tenant};
use crate::keys::{random, sha256};
use crate::quotas::{self, Kind};

/// Bytes in one row.
pub const PIECE: usize = 256 * 1024;

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

/// Why a file isn't kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] Error),
    /// The organisation has no room for it.
    #[error("no room")]
    Full,
}

/// Keeps a file that somebody brought; the same bytes stand only once.
///
/// # Errors
/// The database is away, or the organisation has no room for it.
pub fn keep(
    tenant: &mut Tenant<'_>,
    now: Moment,
    media_type: &str,
    bytes: &[u8],
) -> Result<BlobId, KeepError> {
    if let Some(id) = store::by_hash(tenant, &sha256(bytes))? {
        return Ok(id);
    }
    let most = quotas::held(tenant, Kind::Storage)?;
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if total(tenant)?.saturating_add(length) > most {
        return Err(KeepError::Full);
    }
    Ok(keep_made(tenant, now, media_type, bytes)?)
}

/// Keeps what the program makes of a file that was taken: never refused.
///
/// # Errors
/// The database is away.
pub fn keep_made(
    tenant: &mut Tenant<'_>,
    now: Moment,
    media_type: &str,
    bytes: &[u8],
) -> Result<BlobId, Error> {
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

/// For how many more bytes the organisation has room.
///
/// # Errors
/// The database is away.
pub fn room(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let used = total(tenant)?;
    Ok(quotas::allowed(tenant, Kind::Storage)?.saturating_sub(used).max(0))
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

/// Begins a file that is written piece by piece, so that it never stands in memory whole. Nobody finds it by
/// its bytes before [`finish`].
///
/// # Errors
/// The database is away.
pub fn begin(tenant: &mut Tenant<'_>, now: Moment, media_type: &str) -> Result<BlobId, Error> {
    let id = BlobId::new(now);
    store::insert(tenant, now, id, media_type, 0, &random::<32>())?;
    Ok(id)
}

/// Writes the next pieces of such a file, the first of them at `place`.
///
/// # Errors
/// The database is away.
pub fn append(tenant: &mut Tenant<'_>, id: BlobId, place: usize, pieces: &[Vec<u8>]) -> Result<(), Error> {
    for (offset, piece) in pieces.iter().enumerate() {
        store::insert_piece(tenant, id, place.saturating_add(offset), piece)?;
    }
    Ok(())
}

/// Ends such a file. The answer is the file that stands: an equal one, when there was one before.
///
/// # Errors
/// The database is away.
pub fn finish(tenant: &mut Tenant<'_>, id: BlobId, length: usize, hash: &[u8; 32]) -> Result<BlobId, Error> {
    if let Some(same) = store::by_hash(tenant, hash)? {
        remove(tenant, id)?;
        return Ok(same);
    }
    store::set_whole(tenant, id, length, hash)?;
    Ok(id)
}

/// How many bytes a file has; nothing when there is none.
///
/// # Errors
/// The database is away.
pub fn length(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Option<u64>, Error> {
    Ok(store::length(tenant, id)?.and_then(|length| u64::try_from(length).ok()))
}

/// How many bytes all files of the organisation have together.
///
/// # Errors
/// The database is away.
pub fn total(tenant: &mut Tenant<'_>) -> Result<i64, Error> {
    let lengths = store::lengths(tenant)?.into_iter().map(|length| length.max(0));
    Ok(lengths.fold(0, i64::saturating_add))
}

/// One piece of a file; nothing past its end.
///
/// # Errors
/// The database is away.
pub fn piece(tenant: &mut Tenant<'_>, id: BlobId, place: usize) -> Result<Option<Vec<u8>>, Error> {
    store::piece(tenant, id, place)
}

/// Takes a file away. Whoever calls this knows that nothing points to it.
///
/// # Errors
/// The database is away, or something points to it.
pub fn remove(tenant: &mut Tenant<'_>, id: BlobId) -> Result<(), Error> {
    store::delete(tenant, id)
}

/// Every file, by its row: its type and how many bytes it has.
///
/// # Errors
/// The database is away.
pub fn list(tenant: &mut Tenant<'_>) -> Result<Vec<(BlobId, String, i64)>, Error> {
    store::list(tenant)
}

/// Takes the bytes of some files away and leaves their rows, which others point to: name, length and hash stay.
/// How many pieces went; none when nothing is left.
///
/// # Errors
/// The database is away.
pub fn empty_some(tenant: &mut Tenant<'_>, most: usize) -> Result<usize, Error> {
    store::delete_some_pieces(tenant, most)
}
