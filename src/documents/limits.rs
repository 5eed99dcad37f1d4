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
}

impl Limit {
    /// All of them, for the test of the messages.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Headings,
        Self::Blocks,
        Self::Nesting,
        Self::Items,
        Self::Cells,
        Self::FieldPlaces,
        Self::FieldNames,
        Self::Links,
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
        }
    }

    /// The number in the message.
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
        }
    }
}
