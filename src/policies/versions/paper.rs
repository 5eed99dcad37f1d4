//! A rendition on paper: the one place that makes its files.

use super::Rendition;
use super::frame::StoredFrame;
use crate::blobs;
use crate::db::{Database, Entry};
use crate::documents::{Hash, docx};
use crate::messages::Messages;
use crate::policies::PolicyError;

/// A file that a rendition is given out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// PDF.
    Pdf,
    /// A Word file.
    Docx,
    /// Plain text.
    Text,
}

impl Paper {
    /// What goes over the wire.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => docx::MEDIA_TYPE,
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The end of a file name.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Text => "txt",
        }
    }

    /// How browsers take it: a Word file is saved, the others open.
    #[must_use]
    pub fn disposition(self, name: &str) -> String {
        let how = if self == Self::Docx { "attachment" } else { "inline" };
        format!("{how}; filename=\"{name}.{}\"", self.extension())
    }
}

/// The bytes of a rendition's file. A finished file is given out as it came, whatever else could be made of
/// it. Slow: call it away from the web workers and outside any transaction.
///
/// # Errors
/// The rendition or its file isn't what was published, or the printer refuses.
pub fn bytes(
    database: &Database,
    entry: &impl Entry,
    rendition: Rendition,
    paper: Paper,
    messages: &Messages,
) -> Result<Vec<u8>, PolicyError> {
    if paper == Paper::Text {
        return Ok(rendition.text.into_bytes());
    }
    let altered = || PolicyError::Stored(format!("rendition {} isn't what was published", rendition.id));
    if let Some(id) = rendition.file.filter(|_| paper == Paper::Pdf) {
        let blob = database.read(entry, |tenant| blobs::read(tenant, id))?;
        let whole = blob.filter(|blob| Hash::of(&blob.bytes).0.as_slice() == rendition.duty_sha256);
        return Ok(whole.ok_or_else(altered)?.bytes);
    }
    let mut frame = StoredFrame::of(&rendition).ok_or_else(altered)?;
    let logo = database.read(entry, |tenant| frame.files(tenant, &rendition))?;
    match paper {
        Paper::Docx => frame.docx(&rendition, logo, messages),
        Paper::Pdf | Paper::Text => {
            let pdf = frame.pdf(&rendition, logo, messages);
            pdf.map(|pdf| pdf.bytes).map_err(|fault| PolicyError::Stored(fault.to_string()))
        }
    }
}
