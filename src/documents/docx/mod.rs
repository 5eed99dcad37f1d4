//! The document as a Word file: real headings, lists, tables and furniture.
//!
//! The same input gives the same bytes: every moment and identifier comes with the frame.

mod around;
mod body;
mod lists;
mod media;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::fill::{Filled, Stage};
use super::frame::Frame;
use crate::messages::Messages;

const STYLES: &str = include_str!("styles.xml");
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEADER: &str = "rHeader";
const FOOTER: &str = "rFooter";

/// The media type of a Word file.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// There is no Word file: the archive could not be written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DocxError(#[from] zip::result::ZipError);

impl From<std::io::Error> for DocxError {
    fn from(fault: std::io::Error) -> Self {
        Self(fault.into())
    }
}

/// Writes the document as a Word file. Gaps are marked, and with any the pages carry the word for a
/// draft.
///
/// # Errors
/// The file is larger than an archive can hold.
pub fn docx(filled: &Filled, frame: &Frame, messages: &Messages) -> Result<Vec<u8>, DocxError> {
    let is_draft = filled.stage == Stage::Preview || !filled.is_complete();
    let language = around::language(filled.language);
    let (document, lists, media) = body::Body::new(filled, frame, messages).write();
    let parts = [
        ("[Content_Types].xml", around::types()),
        ("_rels/.rels", around::root()),
        ("docProps/core.xml", around::properties(frame, language)),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", around::relations(&media)),
        ("word/styles.xml", STYLES.replace("xx-XX", language).into_bytes()),
        ("word/numbering.xml", lists.part()),
        ("word/settings.xml", around::settings(language)),
        ("word/header1.xml", around::header(frame, is_draft)),
        ("word/footer1.xml", around::footer(frame)),
    ];
    let parts = parts.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
    let files = media.files.into_iter().map(|(name, bytes)| (format!("word/media/{name}"), bytes));
    packed(parts.chain(files))
}

// One fixed time for every part: the archive has no clock.
fn packed(parts: impl Iterator<Item = (String, Vec<u8>)>) -> Result<Vec<u8>, DocxError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        archive.start_file(name, options)?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests;
