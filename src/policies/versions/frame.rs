//! What is stored of a rendition beside its HTML and text, so that the same PDF can be made at any time:
//! the filled document and what stands around it on paper.

use serde::{Deserialize, Serialize};

use super::Rendition;
use crate::blobs::Blob;
use crate::db::{Error, Tenant};
use crate::documents::Filled;
use crate::documents::pdf::{self, Labels, Logo, LogoKind, Pdf, PdfError};
use crate::messages::Messages;
use crate::policies::readiness;

/// The stored frame of a rendition; JSON in its column `frame`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFrame {
    /// The document with what stands at each field place.
    pub filled: Filled,
    /// The organisation as it was called.
    pub organisation: String,
    /// Label and number of the registration.
    pub registration: Option<(String, String)>,
    /// The title of the policy.
    pub title: String,
    /// The rows of the document-control table: label and value.
    pub control: Vec<(String, String)>,
    /// The words for "Version 1.0".
    pub version: String,
    /// The words that stand for the logo.
    pub logo_alt: String,
}

impl StoredFrame {
    /// The JSON that is stored.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the JSON of a rendition; nothing when it isn't one.
    #[must_use]
    pub fn of(rendition: &Rendition) -> Option<Self> {
        serde_json::from_str(&rendition.frame).ok()
    }

    /// Puts the pictures in their places and reads the logo.
    ///
    /// # Errors
    /// The database is away.
    pub fn files(&mut self, tenant: &mut Tenant<'_>, rendition: &Rendition) -> Result<Option<Blob>, Error> {
        self.filled.pictures = readiness::pictures(tenant, &self.filled.document)?;
        readiness::logo(tenant, rendition.logo)
    }

    /// The PDF: the same bytes each time, dated by the publication and named by the rendition.
    ///
    /// # Errors
    /// Too many pages, or the typesetter refuses.
    pub fn pdf(
        self,
        rendition: &Rendition,
        logo: Option<Blob>,
        messages: &Messages,
    ) -> Result<Pdf, PdfError> {
        let alt = self.logo_alt;
        let logo =
            logo.and_then(|blob| LogoKind::of(&blob.bytes).map(|kind| Logo { bytes: blob.bytes, kind, alt }));
        let published = jiff::Timestamp::from_microsecond(rendition.published_at.microseconds());
        let frame = pdf::Frame {
            organisation: self.organisation,
            registration: self.registration,
            title: self.title,
            description: String::new(),
            control: self.control,
            logo,
            version: self.version,
            notice: None,
            labels: Labels::new(messages, rendition.language),
            published: published.map_err(|fault| PdfError::Typesetter(fault.to_string()))?,
            identifier: rendition.id.to_string(),
        };
        pdf::pdf(&self.filled, &frame, messages)
    }
}

/// The logo as an address that needs no other request.
#[must_use]
pub fn data_address(logo: &Blob) -> Option<String> {
    let kind = LogoKind::of(&logo.bytes)?;
    Some(format!("data:{};base64,{}", kind.mime(), data_encoding::BASE64.encode(&logo.bytes)))
}
