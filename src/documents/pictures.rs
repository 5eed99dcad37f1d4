//! The files of a document's pictures, by the names that the text uses.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use super::pdf::LogoKind;

// Points of the screen in an inch, and millimetres in one.
const POINTS: f64 = 96.0;
const INCH: f64 = 25.4;

/// Files by name. Names without a file print the picture's description in a box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures(BTreeMap<String, PictureFile>);

/// The file of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What kind of file.
    pub kind: LogoKind,
    /// Its width in points of the screen.
    pub width: u32,
    /// Its height in points of the screen.
    pub height: u32,
}

impl Pictures {
    /// Adds a file; false when the name is none, or the bytes are no picture that can be printed.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> bool {
        let Some(file) = PictureFile::of(bytes).filter(|_| is_name(name)) else { return false };
        self.0.insert(name.to_owned(), file);
        true
    }

    /// The file of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&PictureFile> {
        self.0.get(name)
    }

    /// No files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &PictureFile)> {
        self.0.iter().map(|(name, file)| (name.as_str(), file))
    }
}

impl PictureFile {
    fn of(bytes: &[u8]) -> Option<Self> {
        let kind = LogoKind::of(bytes)?;
        let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
        let (width, height) = reader.into_dimensions().ok()?;
        (width > 0 && height > 0).then(|| Self { bytes: bytes.into(), kind, width, height })
    }

    /// Its address in a page that loads nothing.
    #[must_use]
    pub fn data_address(&self) -> String {
        format!("data:{};base64,{}", self.kind.mime(), data_encoding::BASE64.encode(&self.bytes))
    }

    /// Width and height on paper in millimetres, inside these.
    #[must_use]
    pub fn on_paper(&self, width: f64, height: f64) -> (f64, f64) {
        let own = |points: u32| f64::from(points) * INCH / POINTS;
        let (wide, high) = (own(self.width), own(self.height));
        let scale = (width / wide).min(height / high).min(1.0);
        (wide * scale, high * scale)
    }
}

/// Whether this may name a picture in a text: letters, digits and dashes.
#[must_use]
pub fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// A small picture for tests: one grey point stretched to this size.
#[cfg(test)]
pub(crate) fn sample(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let grey = image::GrayImage::from_pixel(width, height, image::Luma([120]));
    grey.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_and_pictures_are_kept() {
        let picture = sample(4, 2);
        for (name, bytes, kept) in [
            ("fire-exit-2", picture.as_slice(), true),
            ("../secret", picture.as_slice(), false),
            ("", picture.as_slice(), false),
            ("a", b"GIF89a".as_slice(), false),
            ("a", &picture[..10], false),
        ] {
            assert_eq!(Pictures::default().add(name, bytes), kept, "{name}");
        }
    }

    #[test]
    fn a_large_picture_shrinks_to_the_page() {
        let file = PictureFile::of(&sample(1920, 960)).unwrap();
        assert_eq!(file.on_paper(150.0, 200.0), (150.0, 75.0));
        let file = PictureFile::of(&sample(96, 96)).unwrap();
        let (width, height) = file.on_paper(150.0, 200.0);
        assert!((width - 25.4).abs() < 0.01 && (height - 25.4).abs() < 0.01, "{width} {height}");
    }
}
