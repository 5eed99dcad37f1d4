//! What a text may hold, so that any input ends in time: rendered, or refused with a sentence
//! that names the limit.

/// Bytes of text that can be imported.
pub const TEXT_BYTES: usize = 1_048_576;
/// Headings in one document.
pub const HEADINGS: usize = 2_000;
/// Blocks (paragraphs, lists, tables, headings) in one document.
pub const BLOCKS: usize = 20_000;
/// How deep lists and marked words may lie inside each other.
pub const NESTING: usize = 8;
/// List items in one document.
pub const ITEMS: usize = 20_000;
/// Table cells in one document.
pub const CELLS: usize = 20_000;
/// Places for fields in one document.
pub const FIELD_PLACES: usize = 20_000;
/// Different field names in one document.
pub const FIELD_NAMES: usize = 1_000;
/// Links in one document.
pub const LINKS: usize = 5_000;
/// Bytes that values put into one document, at all places of fields together.
pub const VALUE_BYTES: usize = 524_288;

const MEBIBYTE: usize = 1_048_576;

/// Bytes of a Word file.
pub const WORD_BYTES: usize = 5 * MEBIBYTE;
/// Bytes of a web page.
pub const HTML_BYTES: usize = 2 * MEBIBYTE;
/// Tags in a web page.
pub const TAGS: usize = 100_000;
/// Bytes that a ZIP or a Word file may unpack to, counted while they come out.
pub const UNPACKED_BYTES: usize = 50 * MEBIBYTE;
/// Entries in a ZIP or a Word file.
pub const ENTRIES: usize = 1_000;
/// Bytes of one XML part of a Word file.
pub const PART_BYTES: usize = 16 * MEBIBYTE;
/// Elements and texts in one XML part.
pub const PARTS: usize = 600_000;
/// How deep elements may lie inside each other.
pub const DEPTH: usize = 256;
/// Pictures in one document; further ones are left out with a note.
pub const PICTURES: usize = 20;
/// Bytes of one picture; a larger one is left out with a note.
pub const PICTURE_BYTES: usize = 2 * MEBIBYTE;
/// Pixels of one side of a picture; a larger one is left out with a note.
pub const PICTURE_SIDE: u32 = 8_192;

/// A text is over a limit. The words stand in the messages under [`Limit::key`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{key} (limit {limit})", key = self.key(), limit = self.limit())]
pub enum Limit {
    /// More than [`TEXT_BYTES`].
    Text,
    /// More than [`HEADINGS`].
    Headings,
    /// More than [`BLOCKS`].
    Blocks,
    /// Deeper than [`NESTING`].
    Nesting,
    /// More than [`ITEMS`].
    Items,
    /// More than [`CELLS`].
    Cells,
    /// More than [`FIELD_PLACES`].
    FieldPlaces,
    /// More than [`FIELD_NAMES`].
    FieldNames,
    /// More than [`LINKS`].
    Links,
    /// More than [`VALUE_BYTES`].
    Values,
    /// More than [`WORD_BYTES`].
    WordFile,
    /// More than [`HTML_BYTES`].
    WebPage,
    /// More than [`TAGS`].
    Tags,
    /// More than [`UNPACKED_BYTES`].
    Unpacked,
    /// More than [`ENTRIES`].
    Entries,
    /// More than [`PART_BYTES`].
    Part,
    /// More than [`PARTS`].
    Parts,
    /// Deeper than [`DEPTH`].
    Depth,
}

impl Limit {
    /// All of them, for the test of the messages.
    pub const ALL: [Self; 18] = [
        Self::Text,
        Self::Headings,
        Self::Blocks,
        Self::Nesting,
        Self::Items,
        Self::Cells,
        Self::FieldPlaces,
        Self::FieldNames,
        Self::Links,
        Self::Values,
        Self::WordFile,
        Self::WebPage,
        Self::Tags,
        Self::Unpacked,
        Self::Entries,
        Self::Part,
        Self::Parts,
        Self::Depth,
    ];

    /// The message that says what is too much; it takes `$limit`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "document-limit-text",
            Self::Headings => "document-limit-headings",
            Self::Blocks => "document-limit-blocks",
            Self::Nesting => "document-limit-nesting",
            Self::Items => "document-limit-items",
            Self::Cells => "document-limit-cells",
            Self::FieldPlaces => "document-limit-field-places",
            Self::FieldNames => "document-limit-field-names",
            Self::Links => "document-limit-links",
            Self::Values => "document-limit-values",
            Self::WordFile => "document-limit-word-file",
            Self::WebPage => "document-limit-web-page",
            Self::Tags => "document-limit-tags",
            Self::Unpacked => "document-limit-unpacked",
            Self::Entries => "document-limit-entries",
            Self::Part => "document-limit-part",
            Self::Parts => "document-limit-parts",
            Self::Depth => "document-limit-depth",
        }
    }

    /// The number in the message; for files in megabytes.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::Text => TEXT_BYTES,
            Self::Headings => HEADINGS,
            Self::Blocks => BLOCKS,
            Self::Nesting => NESTING,
            Self::Items => ITEMS,
            Self::Cells => CELLS,
            Self::FieldPlaces => FIELD_PLACES,
            Self::FieldNames => FIELD_NAMES,
            Self::Links => LINKS,
            Self::Values => VALUE_BYTES,
            Self::WordFile => WORD_BYTES / MEBIBYTE,
            Self::WebPage => HTML_BYTES / MEBIBYTE,
            Self::Tags => TAGS,
            Self::Unpacked => UNPACKED_BYTES / MEBIBYTE,
            Self::Entries => ENTRIES,
            Self::Part => PART_BYTES / MEBIBYTE,
            Self::Parts => PARTS,
            Self::Depth => DEPTH,
        }
    }
}
