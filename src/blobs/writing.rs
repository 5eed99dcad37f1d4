//! A file that is written piece by piece into the database, sealed or not.

use std::io::Write;

use super::{PIECE, append, store};
use crate::access::JobTicket;
use crate::db::ids::BlobId;
use crate::db::{Database, Error, Tenant};
use crate::keys::{DataKey, Place, RunningHash, SealError};

/// Pieces that one transaction writes.
const PIECES: usize = 4;
/// The bytes before a sealed piece that say which it is: pieces can't change places.
const NUMBER: usize = 8;

/// Takes bytes and writes them as the pieces of a file that was begun.
pub struct Writer<'a> {
    database: &'a Database,
    entry: JobTicket,
    target: BlobId,
    key: Option<DataKey>,
    buffer: Vec<u8>,
    place: usize,
    plain: Sum,
    kept: Sum,
}

/// What bytes come to.
#[derive(Clone, Default)]
pub struct Sum {
    /// How many there are.
    pub length: usize,
    hash: RunningHash,
}

impl Sum {
    fn take(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len());
        self.hash.update(bytes);
    }

    /// Their SHA-256.
    #[must_use]
    pub fn hash(self) -> [u8; 32] {
        self.hash.finish()
    }
}

impl<'a> Writer<'a> {
    /// For a file that was begun; with a key every piece is sealed.
    #[must_use]
    pub fn new(database: &'a Database, entry: JobTicket, target: BlobId, key: Option<DataKey>) -> Self {
        Self {
            database,
            entry,
            target,
            key,
            buffer: Vec::new(),
            place: 0,
            plain: Sum::default(),
            kept: Sum::default(),
        }
    }

    /// Writes what is left. The answer is what was written, and what is kept of it.
    ///
    /// # Errors
    /// The database is away.
    pub fn finish(mut self) -> Result<(Sum, Sum), Error> {
        self.send(true)?;
        Ok((self.plain, self.kept))
    }

    /// Writes what is whole, or all that is left.
    fn send(&mut self, all: bool) -> Result<(), Error> {
        let kept = if all { 0 } else { self.buffer.len() % PIECE };
        let rest = self.buffer.split_off(self.buffer.len().saturating_sub(kept));
        let full = std::mem::replace(&mut self.buffer, rest);
        self.plain.take(&full);
        let first = self.place;
        let mut pieces = Vec::new();
        for piece in full.chunks(PIECE) {
            let bytes = match &self.key {
                Some(key) => seal(self.target, &self.entry, key, self.place, piece)?,
                None => piece.to_vec(),
            };
            self.kept.take(&bytes);
            self.place = self.place.saturating_add(1);
            pieces.push(bytes);
        }
        if pieces.is_empty() {
            return Ok(());
        }
        let target = self.target;
        self.database.write(self.entry, move |tenant| append(tenant, target, first, &pieces))
    }
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECES.saturating_mul(PIECE) {
            self.send(false).map_err(std::io::Error::other)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn place(owner: crate::db::ids::AnyId, blob: BlobId) -> Place {
    Place { owner, table: "blob_pieces", row: blob.any(), column: "bytes" }
}

fn broken(fault: SealError) -> Error {
    Error::Unavailable(fault.to_string())
}

fn number(at: usize) -> [u8; NUMBER] {
    u64::try_from(at).unwrap_or(u64::MAX).to_be_bytes()
}

fn seal(
    blob: BlobId,
    entry: &impl crate::db::Entry,
    key: &DataKey,
    at: usize,
    piece: &[u8],
) -> Result<Vec<u8>, Error> {
    let plain = [number(at).as_slice(), piece].concat();
    key.seal(&place(entry.organisation().any(), blob), &plain).map_err(broken)
}

/// A piece of a sealed file, opened; nothing past its end.
///
/// # Errors
/// The key doesn't open it, or it isn't the piece of this place.
pub fn sealed_piece(
    tenant: &mut Tenant<'_>,
    blob: BlobId,
    at: usize,
    key: &DataKey,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(sealed) = store::piece(tenant, blob, at)? else { return Ok(None) };
    let plain = key.open(&place(tenant.organisation().any(), blob), &sealed).map_err(broken)?;
    match plain.split_at_checked(NUMBER) {
        Some((named, piece)) if named == number(at).as_slice() => Ok(Some(piece.to_vec())),
        _ => Err(broken(SealError::Refused)),
    }
}
