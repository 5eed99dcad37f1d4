//! The logo: what is uploaded is read as a picture and written anew, so that nothing else comes with it
//! (no script, no place where a photo was taken).

use super::{fields, store};
use crate::blobs::{self, Blob, KeepError};
use crate::clock::Moment;
use crate::db::ids::{BlobId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::catalogue::LOGO;
use crate::documents::raster::{self, Room};

pub use crate::documents::raster::Refused;

/// The most bytes of an upload (reference domain 2.8): 1 MiB.
pub const MOST_BYTES: usize = 1 << 20;
/// What a logo may be. It travels in every PDF.
const ROOM: Room = Room { bytes: MOST_BYTES, side: 4_000, widest: 2_000, kept: 1_500_000 };
/// Where the words for people who don't see the picture stand.
const WORDS: &str = "org_field_logo_alt";

/// Reads a PNG, JPEG or WebP and writes it anew as a PNG, upright and not too wide.
///
/// # Errors
/// Too large, another kind of file, or broken.
pub fn anew(upload: &[u8]) -> Result<Vec<u8>, Refused> {
    raster::anew(upload, &ROOM)
}

/// Keeps a logo that [`anew`] made, with words for people who don't see it.
///
/// # Errors
/// The database is away, or the organisation has no room for it.
pub fn set(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    png: &[u8],
    words: &str,
) -> Result<(), KeepError> {
    let id = blobs::keep(tenant, now, "image/png", png)?;
    fields::set(tenant, now, service, LOGO, &id.to_string())?;
    Ok(describe(tenant, now, service, words)?)
}

/// Changes the words for people who don't see the logo.
///
/// # Errors
/// The database is away.
pub fn describe(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    words: &str,
) -> Result<(), Error> {
    fields::set(tenant, now, service, WORDS, words).map(|_changed| ())
}

/// Takes the logo away. Published policies keep the one they were published with.
///
/// # Errors
/// The database is away.
pub fn remove(tenant: &mut Tenant<'_>, now: Moment, service: Option<ServiceId>) -> Result<(), Error> {
    fields::set(tenant, now, service, LOGO, "")?;
    describe(tenant, now, service, "")
}

/// The logo of a service, else the organisation's.
///
/// # Errors
/// The database is away.
pub fn current_logo(
    tenant: &mut Tenant<'_>,
    service: Option<ServiceId>,
) -> Result<Option<(BlobId, Blob)>, Error> {
    let own = if service.is_some() { id_of(tenant, service)? } else { None };
    let Some(id) = own.or(id_of(tenant, None)?) else { return Ok(None) };
    Ok(blobs::read(tenant, id)?.map(|blob| (id, blob)))
}

/// The logo that the organisation or one service alone uploaded.
///
/// # Errors
/// The database is away.
pub fn id_of(tenant: &mut Tenant<'_>, service: Option<ServiceId>) -> Result<Option<BlobId>, Error> {
    Ok(store::value(tenant, service, LOGO)?.and_then(|text| BlobId::parse(&text)))
}

/// The words for people who don't see the logo.
///
/// # Errors
/// The database is away.
pub fn words(tenant: &mut Tenant<'_>, service: Option<ServiceId>) -> Result<Option<String>, Error> {
    store::value(tenant, service, WORDS)
}

/// A file, when it is a logo of this organisation: other files aren't shown from here.
///
/// # Errors
/// The database is away.
pub fn shown(tenant: &mut Tenant<'_>, id: BlobId) -> Result<Option<Blob>, Error> {
    if store::is_value(tenant, LOGO, &id.to_string())? { blobs::read(tenant, id) } else { Ok(None) }
}
