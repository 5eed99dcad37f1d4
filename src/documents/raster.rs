//! Pictures of dots (PNG, JPEG, WebP): what comes in is read as a picture and written anew, so that nothing
//! else comes with it (no script, no place where a photo was taken).

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The most bytes of memory for a picture.
const MOST_MEMORY: u64 = 64 << 20;

/// What a picture may be, and how large it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The most bytes that come in.
    pub bytes: usize,
    /// The most pixels of a side that comes in.
    pub side: u32,
    /// The widest that is kept, in pixels.
    pub widest: u32,
    /// The most bytes that are kept.
    pub kept: usize,
}

/// A picture in the text of a policy.
pub const IN_TEXT: Room = Room { bytes: 2 << 20, side: 8_192, widest: 1_600, kept: 1_500_000 };

/// Why a picture isn't taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More bytes than there is room for.
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
pub fn anew(upload: &[u8], room: &Room) -> Result<Vec<u8>, Refused> {
    if upload.len() > room.bytes {
        return Err(Refused::Bytes);
    }
    let mut picture = read(upload, room.side)?;
    if picture.width() > room.widest {
        picture = picture.resize(room.widest, room.side, FilterType::Lanczos3);
    }
    let mut bytes = png(&picture)?;
    while bytes.len() > room.kept && picture.width() > 100 {
        let width = picture.width().div_euclid(4) * 3;
        picture = picture.resize(width, room.side, FilterType::Lanczos3);
        bytes = png(&picture)?;
    }
    Ok(bytes)
}

fn read(upload: &[u8], side: u32) -> Result<DynamicImage, Refused> {
    let unreadable = |_fault| Refused::Broken;
    let mut reader = ImageReader::new(Cursor::new(upload))
        .with_guessed_format()
        .map_err(|_never_from_memory| Refused::Broken)?;
    if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) {
        return Err(Refused::Kind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(side);
    limits.max_image_height = Some(side);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(limit_or_broken)?;
    let (width, height) = decoder.dimensions();
    if width > side || height > side || decoder.total_bytes() > MOST_MEMORY {
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

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { bytes: 1 << 20, side: 4_000, widest: 2_000, kept: 1_500_000 };

    fn anew(upload: &[u8]) -> Result<Vec<u8>, Refused> {
        super::anew(upload, &ROOM)
    }

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
            (vec![0; ROOM.bytes + 1], Refused::Bytes),
            (picture(4_001, 10, ImageFormat::Png), Refused::Pixels),
        ] {
            assert_eq!(anew(&upload), Err(why), "{} bytes", upload.len());
        }
    }
}
