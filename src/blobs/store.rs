//! Files in the database.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::ids::BlobId;
use crate::db::schema::{blob_pieces, blobs};
use crate::db::{Error, Tenant};

pub(super) fn by_hash(tenant: &mut Tenant<'_>, hash: &[u8]) -> Result<Option<BlobId>, Error> {
    let found = tenant.all(blobs::table).filter(blobs::sha256.eq(hash)).select(blobs::id);
    Ok(found.first(tenant.connection()).optional()?)
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: BlobId,
    media_type: &str,
    length: usize,
    hash: &[u8],
) -> Result<(), Error> {
    diesel::insert_into(blobs::table)
        .values((
            blobs::organisation_id.eq(tenant.organisation()),
            blobs::id.eq(id),
            blobs::sha256.eq(hash),
            blobs::media_type.eq(media_type),
            blobs::length.eq(i64::try_from(length).unwrap_or(i64::MAX)),
            blobs::created_at.eq(now),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn insert_piece(
    tenant: &mut Tenant<'_>,
    id: BlobId,
    place: usize,
    piece: &[u8],
) -> Result<(), Error> {
    diesel::insert_into(blob_pieces::table)
        .values((
            blob_pieces::organisation_id.eq(tenant.organisation()),
            blob_pieces::blob_id.eq(id),
            blob_pieces::piece.eq(i64::try_from(place).unwrap_or(i64::MAX)),
            blob_pieces::bytes.eq(piece),
        ))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn media_type(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Option<String>, Error> {
    let found = tenant.all(blobs::table).filter(blobs::id.eq(id)).select(blobs::media_type);
    Ok(found.first(tenant.connection()).optional()?)
}

pub(super) fn pieces(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Vec<Vec<u8>>, Error> {
    let rows = tenant
        .all(blob_pieces::table)
        .filter(blob_pieces::blob_id.eq(id))
        .order(blob_pieces::piece)
        .select(blob_pieces::bytes);
    Ok(rows.load(tenant.connection())?)
}

pub(super) fn piece(tenant: &mut Tenant<'_>, id: BlobId, place: usize) -> Result<Option<Vec<u8>>, Error> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let found = tenant
        .all(blob_pieces::table)
        .filter(blob_pieces::blob_id.eq(id).and(blob_pieces::piece.eq(place)))
        .select(blob_pieces::bytes);
    Ok(found.first(tenant.connection()).optional()?)
}

pub(super) fn length(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Option<i64>, Error> {
    let found = tenant.all(blobs::table).filter(blobs::id.eq(id)).select(blobs::length);
    Ok(found.first(tenant.connection()).optional()?)
}

pub(super) fn lengths(tenant: &mut Tenant<'_>) -> Result<Vec<i64>, Error> {
    Ok(tenant.all(blobs::table).select(blobs::length).load(tenant.connection())?)
}

pub(super) fn set_whole(
    tenant: &mut Tenant<'_>,
    id: BlobId,
    length: usize,
    hash: &[u8],
) -> Result<(), Error> {
    diesel::update(tenant.all(blobs::table).filter(blobs::id.eq(id)))
        .set((blobs::length.eq(i64::try_from(length).unwrap_or(i64::MAX)), blobs::sha256.eq(hash)))
        .execute(tenant.connection())?;
    Ok(())
}

pub(super) fn delete(tenant: &mut Tenant<'_>, id: BlobId) -> Result<(), Error> {
    diesel::delete(tenant.all(blob_pieces::table).filter(blob_pieces::blob_id.eq(id)))
        .execute(tenant.connection())?;
    diesel::delete(tenant.all(blobs::table).filter(blobs::id.eq(id))).execute(tenant.connection())?;
    Ok(())
}

pub(super) fn list(tenant: &mut Tenant<'_>) -> Result<Vec<(BlobId, String, i64)>, Error> {
    let rows =
        tenant.all(blobs::table).order(blobs::id).select((blobs::id, blobs::media_type, blobs::length));
    Ok(rows.load(tenant.connection())?)
}

pub(super) fn delete_some_pieces(tenant: &mut Tenant<'_>, most: usize) -> Result<usize, Error> {
    let some: Vec<(BlobId, i64)> = tenant
        .all(blob_pieces::table)
        .order((blob_pieces::blob_id, blob_pieces::piece))
        .select((blob_pieces::blob_id, blob_pieces::piece))
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .load(tenant.connection())?;
    for (blob, piece) in &some {
        let row = tenant
            .all(blob_pieces::table)
            .filter(blob_pieces::blob_id.eq(*blob).and(blob_pieces::piece.eq(*piece)));
        diesel::delete(row).execute(tenant.connection())?;
    }
    Ok(some.len())
}
