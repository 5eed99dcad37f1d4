//! The document as a tagged PDF (PDF/A-2a and PDF/UA-1), set by typst in this process.
//!
//! The same input gives the same bytes: timestamp and identifier come with the frame.

mod data;
mod letters;
mod redline;
mod room;
mod table;
mod world;

use jiff::Timestamp;
use serde_json::Value as Json;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fill::Filled;
use super::pictures::{PictureFile, Pictures};
use crate::messages::Messages;

pub use super::frame::{Frame, Labels, Logo, LogoKind};
pub use redline::redline;

const POLICY: &str = concat!(include_str!("frame.typ"), include_str!("policy.typ"));

/// The longest document that is printed, in pages.
pub const PAGES: usize = 1_500;

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

// The widest setting, and the two that save a nearly empty last page. What a tighter one saves is
// reckoned from the first, so that the text is set once, and twice where that helps.
const WIDEST: f64 = 1.0;
const TIGHTER: [f64; 2] = [0.94, 0.88];

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
    guarded(|| best(filled, frame, messages).and_then(|document| export(&document, frame)))
}

// The writer checks its own bounds by panicking; one odd text must not end the thread.
fn guarded(work: impl FnOnce() -> Result<Pdf, PdfError>) -> Result<Pdf, PdfError> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    typst::comemo::evict(2);
    result.unwrap_or(Err(PdfError::Writer))
}

// The widest setting, or the one that saves its nearly empty last page.
fn best(filled: &Filled, frame: &Frame, messages: &Messages) -> Result<PagedDocument, PdfError> {
    let widest = compile(filled, frame, WIDEST, messages)?;
    let enough = TIGHTER.into_iter().find(|density| room::saves_a_page(&widest, *density));
    let Some(density) = enough else { return Ok(widest) };
    let tighter = compile(filled, frame, density, messages)?;
    Ok(if tighter.pages().len() < widest.pages().len() { tighter } else { widest })
}

fn compile(
    filled: &Filled,
    frame: &Frame,
    density: f64,
    messages: &Messages,
) -> Result<PagedDocument, PdfError> {
    let mut files = Vec::new();
    if let Some(logo) = &frame.logo {
        files.push((logo.kind.file().to_owned(), logo.bytes.clone()));
    }
    let picture = |(name, file): (&str, &PictureFile)| (data::picture_file(name, file), file.bytes.to_vec());
    files.extend(filled.pictures.iter().map(picture));
    set(POLICY, &data::data(filled, frame, density, messages), files, frame)
}

fn set(
    source: &str,
    data: &Json,
    mut files: Vec<(String, Vec<u8>)>,
    frame: &Frame,
) -> Result<PagedDocument, PdfError> {
    files.push(("data.json".to_owned(), data.to_string().into_bytes()));
    let world = date(frame.published).and_then(|today| world::Closed::new(source, files, today));
    let world = world.ok_or_else(|| PdfError::Typesetter("date".to_owned()))?;
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|faults| refused(&faults))?;
    if document.pages().len() > PAGES { Err(PdfError::Pages) } else { Ok(document) }
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
