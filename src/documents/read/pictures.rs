//! Pictures of a file: which of them are taken, and under which names.

use std::collections::HashMap;
use std::io::Cursor;

use crate::documents::limits;

/// A picture that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its name in the text, as in `picture:NAME`; unique in the file.
    pub name: String,
    /// `image/png`, `image/jpeg` or `image/webp`, by its bytes.
    pub media_type: &'static str,
    /// The bytes as they were in the file: not decoded, not yet without hidden data.
    pub bytes: Vec<u8>,
    /// What it shows, in the author's words; empty when nobody said so.
    pub alt: String,
}

/// The pictures of one file while it is read.
#[derive(Default)]
pub(super) struct Pictures {
    taken: Vec<Picture>,
    names: HashMap<String, String>,
}

impl Pictures {
    /// The name of the picture from this place in the file, if it was taken before.
    pub(super) fn known(&self, place: &str) -> Option<String> {
        self.names.get(place).cloned()
    }

    /// Takes a picture; gives its name, or nothing when it cannot be used.
    pub(super) fn take(&mut self, place: &str, bytes: Vec<u8>, alt: &str) -> Option<String> {
        let media_type = media_type(&bytes)?;
        if !self.has_room() || bytes.len() > limits::PICTURE_BYTES || !has_sane_size(&bytes) {
            return None;
        }
        let name = self.free_name(place, media_type);
        self.names.insert(place.to_owned(), name.clone());
        self.taken.push(Picture { name: name.clone(), media_type, bytes, alt: alt.to_owned() });
        Some(name)
    }

    /// Whether another one may come.
    pub(super) fn has_room(&self) -> bool {
        self.taken.len() < limits::PICTURES
    }

    /// All of them.
    pub(super) fn finish(self) -> Vec<Picture> {
        self.taken
    }

    fn free_name(&self, place: &str, media_type: &str) -> String {
        let base = place.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem: String = base
            .rsplit_once('.')
            .map_or(base, |(stem, _)| stem)
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
            .take(40)
            .collect();
        let stem = if stem.is_empty() { "picture".to_owned() } else { stem.to_lowercase() };
        let end = media_type.strip_prefix("image/").unwrap_or("png").replace("jpeg", "jpg");
        let first = format!("{stem}.{end}");
        let further = (2..).map(|number: u32| format!("{stem}-{number}.{end}"));
        let free = |name: &String| self.taken.iter().all(|picture| picture.name != *name);
        std::iter::once(first).chain(further).find(free).unwrap_or_default()
    }
}

fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

// By its first bytes only: nothing is unpacked here.
fn has_sane_size(bytes: &[u8]) -> bool {
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let size = reader.ok().and_then(|reader| reader.into_dimensions().ok());
    size.is_some_and(|(width, height)| {
        (1..=limits::PICTURE_SIDE).contains(&width) && (1..=limits::PICTURE_SIDE).contains(&height)
    })
}
