//! The document as a tagged PDF (PDF/A-2a and PDF/UA-1), set by typst in this process.
//!
//! The same input gives the same bytes: timestamp and identifier come with the frame.

mod data;
mod letters;
mod room;
mod world;

use jiff::Timestamp;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fill::Filled;
use super::pictures::Pictures;
use crate::messages::{Language, Messages, args};

const SOURCE: &str = include_str!("policy.typ");

/// The longest document that is printed, in pages.
pub const PAGES: usize = 1_500;

/// What stands around the text on paper.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The organisation, as author and in the header.
    pub organisation: String,
    /// Label and number, for texts that print no head of their own.
    pub registration: Option<(String, String)>,
    /// The title of the policy.
    pub title: String,
    /// A sentence about the document, for its properties; may be empty.
    pub description: String,
    /// The rows of the document-control table: label and value.
    pub control: Vec<(String, String)>,
    /// The logo.
    pub logo: Option<Logo>,
    /// For the footer, such as "Version 2.1".
    pub version: String,
    /// A note under the title, such as the mark of a draft.
    pub notice: Option<String>,
    /// Words of the furniture.
    pub labels: Labels,
    /// The moment of publication; becomes the date of the file.
    pub published: Timestamp,
    /// The same for the same rendition.
    pub identifier: String,
}

/// Words of the furniture.
#[derive(Debug, Clone)]
pub struct Labels {
    /// Heading of the table of contents.
    pub contents: String,
    /// Heading of the document-control table.
    pub control: String,
    /// "Page {p} of {n}", with these two marks.
    pub page: String,
    /// The word across the pages while gaps remain.
    pub draft: String,
}

impl Labels {
    /// The words in a language.
    #[must_use]
    pub fn new(messages: &Messages, language: Language) -> Self {
        Self {
            contents: messages.get(language, "document-contents"),
            control: messages.get(language, "document-control"),
            page: messages.format(language, "document-page", &args([("page", "{p}"), ("pages", "{n}")])),
            draft: messages.get(language, "document-draft"),
        }
    }
}

/// A logo with the text that stands for it.
#[derive(Debug, Clone)]
pub struct Logo {
    /// The file.
    pub bytes: Vec<u8>,
    /// What kind of file.
    pub kind: LogoKind,
    /// For people who do not see it.
    pub alt: String,
}

/// Pictures that can be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    Webp,
}

impl LogoKind {
    /// The kind of a file by its first bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// `image/png` and so on.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }

    const fn file(self) -> &'static str {
        match self {
            Self::Png => "logo.png",
            Self::Jpeg => "logo.jpg",
            Self::Webp => "logo.webp",
        }
    }
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// More than [`PAGES`]; words under `document-limit-pages`.
    #[error("more than {PAGES} pages")]
    Pages,
    /// The writer of the file gave up, as it does on a line of more than 64 KB without a break;
    /// words under `document-pdf-writer`.
    #[error("the PDF writer gave up")]
    Writer,
    /// The typesetter refused it; words under `document-pdf-failed`.
    #[error("{0}")]
    Typesetter(String),
}

/// A PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

// Tried in this order while the last page is nearly empty.
const DENSITIES: [f64; 3] = [1.0, 0.94, 0.88];

/// Prints the document. Gaps are marked, and with any the pages carry the word for a draft.
///
/// # Errors
/// Too many pages, or the typesetter refuses (a picture it cannot read).
pub fn pdf(filled: &Filled, frame: &Frame, messages: &Messages) -> Result<Pdf, PdfError> {
    match made(filled, frame, messages) {
        // A picture that the typesetter cannot read must not keep the text from being printed.
        Err(PdfError::Typesetter(_)) if !filled.pictures.is_empty() => {
            let without = Filled { pictures: Pictures::default(), ..filled.clone() };
            made(&without, frame, messages)
        }
        done => done,
    }
}

fn made(filled: &Filled, frame: &Frame, messages: &Messages) -> Result<Pdf, PdfError> {
    let work = || best(filled, frame, messages).and_then(|document| export(&document, frame));
    // The writer checks its own bounds by panicking; one odd text must not end the thread.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    typst::comemo::evict(2);
    result.unwrap_or(Err(PdfError::Writer))
}

// The first setting without a nearly empty last page; the widest when none has one.
fn best(filled: &Filled, frame: &Frame, messages: &Messages) -> Result<PagedDocument, PdfError> {
    let mut widest = None;
    for density in DENSITIES {
        let document = compile(filled, frame, density, messages)?;
        if document.pages().len() > PAGES {
            return Err(PdfError::Pages);
        }
        if room::is_well_filled(&document) {
            return Ok(document);
        }
        widest = widest.or(Some(document));
    }
    widest.ok_or_else(|| PdfError::Typesetter(String::new()))
}

fn compile(
    filled: &Filled,
    frame: &Frame,
    density: f64,
    messages: &Messages,
) -> Result<PagedDocument, PdfError> {
    let data = data::data(filled, frame, density, messages).to_string().into_bytes();
    let mut files = vec![("data.json", data)];
    if let Some(logo) = &frame.logo {
        files.push((logo.kind.file(), logo.bytes.clone()));
    }
    let pictures = filled.pictures.iter().map(|(name, file)| (data::picture_file(name, file), file));
    let pictures: Vec<(String, Vec<u8>)> = pictures.map(|(name, file)| (name, file.bytes.to_vec())).collect();
    files.extend(pictures.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())));
    let world = date(frame.published).and_then(|today| world::Closed::new(SOURCE, files, today));
    let world = world.ok_or_else(|| PdfError::Typesetter("date".to_owned()))?;
    typst::compile::<PagedDocument>(&world).output.map_err(|faults| refused(&faults))
}

fn export(document: &PagedDocument, frame: &Frame) -> Result<Pdf, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|fault| PdfError::Typesetter(format!("{fault:?}")))?;
    let options = PdfOptions {
        ident: Smart::Custom(frame.identifier.clone()),
        timestamp: date(frame.published).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(document, &options).map_err(|faults| refused(&faults))?;
    Ok(Pdf { bytes, pages: document.pages().len() })
}

fn refused(faults: &[SourceDiagnostic]) -> PdfError {
    let words: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    PdfError::Typesetter(words.join("; "))
}

fn date(moment: Timestamp) -> Option<Datetime> {
    let moment = moment.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        i32::from(moment.year()),
        part(moment.month())?,
        part(moment.day())?,
        part(moment.hour())?,
        part(moment.minute())?,
        part(moment.second())?,
    )
}

#[cfg(test)]
mod tests;
