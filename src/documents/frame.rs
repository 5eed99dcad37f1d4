//! What stands around a document on paper: PDF and DOCX.

use jiff::Timestamp;

use crate::messages::{Language, Messages, args};

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
    /// For the footer: code and version, such as "DCW13, version 2.1".
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
    /// That a printed copy may be out of date.
    pub uncontrolled: String,
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
            uncontrolled: messages.get(language, "document-uncontrolled"),
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

    /// The name of the file inside a document.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Png => "logo.png",
            Self::Jpeg => "logo.jpg",
            Self::Webp => "logo.webp",
        }
    }
}
