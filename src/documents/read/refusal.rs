//! Why a file cannot be read, in a sentence of its own.

use crate::documents::limits::Limit;

/// Why a file is not read. The words stand in the messages under [`Refusal::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.key())]
pub enum Refusal {
    /// Not a single byte, or only space.
    Empty,
    /// Word 97 to 2003.
    OldWord,
    /// Protected by a password.
    Encrypted,
    /// A Word file with macros, whatever its name says.
    Macros,
    /// Rich text.
    RichText,
    /// A text of LibreOffice.
    OpenDocument,
    /// A text of Apple Pages.
    Pages,
    /// A spreadsheet.
    Sheet,
    /// Slides.
    Slides,
    /// A PDF, which can be adopted as a finished document.
    Pdf,
    /// A picture.
    Picture,
    /// A ZIP of files.
    Archive,
    /// Anything else.
    Unknown,
    /// Damaged.
    Broken,
    /// XML with a document type declaration.
    Declaration,
    /// Over a limit.
    Limit(Limit),
}

impl Refusal {
    /// All of them without the limits, for the test of the messages.
    pub const ALL: [Self; 15] = [
        Self::Empty,
        Self::OldWord,
        Self::Encrypted,
        Self::Macros,
        Self::RichText,
        Self::OpenDocument,
        Self::Pages,
        Self::Sheet,
        Self::Slides,
        Self::Pdf,
        Self::Picture,
        Self::Archive,
        Self::Unknown,
        Self::Broken,
        Self::Declaration,
    ];

    /// The message that says why and what to do; a limit's takes `$limit`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "reading-refused-empty",
            Self::OldWord => "reading-refused-old-word",
            Self::Encrypted => "reading-refused-encrypted",
            Self::Macros => "reading-refused-macros",
            Self::RichText => "reading-refused-rich-text",
            Self::OpenDocument => "reading-refused-open-document",
            Self::Pages => "reading-refused-pages",
            Self::Sheet => "reading-refused-sheet",
            Self::Slides => "reading-refused-slides",
            Self::Pdf => "reading-refused-pdf",
            Self::Picture => "reading-refused-picture",
            Self::Archive => "reading-refused-archive",
            Self::Unknown => "reading-refused-unknown",
            Self::Broken => "reading-refused-broken",
            Self::Declaration => "reading-refused-declaration",
            Self::Limit(limit) => limit.key(),
        }
    }

    /// The number in the message, when it has one.
    #[must_use]
    pub const fn limit(self) -> Option<usize> {
        match self {
            Self::Limit(limit) => Some(limit.limit()),
            _ => None,
        }
    }
}

impl From<Limit> for Refusal {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}
