//! The logo: what is uploaded is read as a picture and written anew, so that nothing else comes with it
//! (no script, no place where a photo was taken).

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::{fields, store};
use crate::blobs::{self, Blob};
use crate::clock::Moment;
use crate::db::ids::{BlobId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::catalogue::LOGO;

/// The most bytes of an upload (reference domain 2.8): 1 MiB.
pub const MOST_BYTES: usize = 1 << 20;
/// The most pixels of a side of an upload.
const MOST_PIXELS: u32 = 4_000;
/// The most bytes of memory for a picture.
const MOST_MEMORY: u64 = 64 << 20;
/// The widest logo that is kept, in pixels.
const WIDEST: u32 = 2_000;
/// The most bytes of a logo that is kept: it travels in every PDF.
const MOST_KEPT: usize = 1_500_000;
/// Where the words for people who don't see the picture stand.
const WORDS: &str = "org_field_logo_alt";

/// Why a picture isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More bytes than [`MOST_BYTES`].
    #[error("too many bytes")]
    Bytes,
    /// No PNG, JPEG or WebP.
    #[error("another kind of file")]
    Kind,
    /// More pixels than we unpack.
    #[error("too many pixels")]
    Pixels,
    /// It begins as a picture but is none.
    #[error("broken")]
    Broken,
}

/// Reads a PNG, JPEG or WebP and writes it anew as a PNG, upright and not too wide.
///
/// # Errors
/// Too large, another kind of file, or broken.
pub fn anew(upload: &[u8]) -> Result<Vec<u8>, Refused> {
    if upload.len() > MOST_BYTES {
        return Err(Refused::Bytes);
    }
    let mut picture = read(upload)?;
    if picture.width() > WIDEST {
        picture = picture.resize(WIDEST, MOST_PIXELS, FilterType::Lanczos3);
    }
    let mut bytes = png(&picture)?;
    while bytes.len() > MOST_KEPT && picture.width() > 100 {
        let width = picture.width().div_euclid(4) * 3;
        picture = picture.resize(width, MOST_PIXELS, FilterType::Lanczos3);
        bytes = png(&picture)?;
    }
    Ok(bytes)
}

fn read(upload: &[u8]) -> Result<DynamicImage, Refused> {
    let unreadable = |_fault| Refused::Broken;
    let mut reader = ImageReader::new(Cursor::new(upload))
        .with_guessed_format()
        .map_err(|_never_from_memory| Refused::Broken)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(Refused::Kind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(limit_or_broken)?;
    let (width, height) = decoder.dimensions();
    if width > MOST_PIXELS || height > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Refused::Pixels);
    }
    let upright = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(limit_or_broken)?;
    picture.apply_orientation(upright);
    Ok(DynamicImage::ImageRgba8(picture.to_rgba8()))
}

fn limit_or_broken(fault: image::ImageError) -> Refused {
    if matches!(fault, image::ImageError::Limits(_)) { Refused::Pixels } else { Refused::Broken }
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, Refused> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_fault| Refused::Broken)?;
    Ok(bytes.into_inner())
}

/// Keeps a logo that [`anew`] made, with words for people who don't see it.
///
/// # Errors
/// The database is away.
pub fn set(
    tenant: &mut Tenant<'_>,
    now: Moment,
    service: Option<ServiceId>,
    png: &[u8],
    words: &str,
) -> Result<(), Error> {
    let id = blobs::keep(tenant, now, "image/png", png)?;
    fields::set(tenant, now, service, LOGO, &id.to_string())?;
    describe(tenant, now, service, words)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn size(bytes: &[u8]) -> (u32, u32) {
        let read = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Png).decode().unwrap();
        (read.width(), read.height())
    }

    #[test]
    fn takes_three_kinds_and_writes_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let made = anew(&picture(30, 20, format)).unwrap();
            assert_eq!(size(&made), (30, 20), "{format:?}");
        }
        assert_eq!(size(&anew(&picture(3_000, 600, ImageFormat::Png)).unwrap()), (2_000, 400));
    }

    #[test]
    fn refuses_what_is_no_small_picture() {
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        let cut = picture(300, 300, ImageFormat::Png);
        for (upload, why) in [
            (svg.to_vec(), Refused::Kind),
            (b"GIF89a....".to_vec(), Refused::Kind),
            (Vec::new(), Refused::Kind),
            (cut[..cut.len() / 2].to_vec(), Refused::Broken),
            (vec![0; MOST_BYTES + 1], Refused::Bytes),
            (picture(4_001, 10, ImageFormat::Png), Refused::Pixels),
        ] {
            assert_eq!(anew(&upload), Err(why), "{} bytes", upload.len());
        }
    }
}
