//! Documents: from a text to its structure, and from there to HTML, text and PDF.
//!
//! Everything here is pure: no database, no HTTP, no clock. Reading order: `model` (what a
//! document is), `read` (how a file becomes a text), `import` (how a text becomes a document), `catalogue`, `checks` and `values` (what may stand
//! at its field places), `fill` (each place gets its state), `html`, `text`, `pdf` (what comes
//! out), `limits` (what is refused).
//!
//! Structure is read before values are known. A text is untrusted: it is never compiled as a
//! template of any kind.

pub mod aliases;
pub mod catalogue;
pub mod checks;
pub mod dates;
pub mod docx;
pub mod fill;
pub mod finished;
pub mod frame;
pub mod hash;
pub mod html;
pub mod import;
pub mod labels;
pub mod limits;
pub mod markdown_out;
pub mod model;
pub mod nearest;
pub mod pdf;
pub mod pictures;
pub mod raster;
pub mod read;
pub mod redline;
pub mod sheet;
pub mod stored;
pub mod text;
pub mod values;

pub use aliases::Aliases;
pub use fill::{Filled, Stage, State, fill};
pub use hash::Hash;
pub use html::SanitisedHtml;
pub use import::{
    Accepted, Format, Imported, Offer, OfferKind, UnknownField, import, import_with, instructions,
};
pub use limits::Limit;
pub use model::Document;
pub use pictures::Pictures;
pub use values::{Value, Values};
