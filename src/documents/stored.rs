//! The model as it is stored: JSON with a sentence or list item a line, so that a person can read
//! it and a comparison line by line makes sense.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::model::Document;

// Lines are broken in the list of blocks and in what is directly inside a block.
const BROKEN: usize = 2;

/// The JSON of a document.
#[must_use]
pub fn to_json(document: &Document) -> String {
    let mut out = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut out, Lines::default());
    match document.serialize(&mut serializer) {
        Ok(()) => format!("{}\n", String::from_utf8_lossy(&out)),
        Err(_) => String::new(),
    }
}

/// Reads what [`to_json`] wrote.
///
/// # Errors
/// The text is not the JSON of a document.
pub fn from_json(json: &str) -> serde_json::Result<Document> {
    serde_json::from_str(json)
}

#[derive(Default)]
struct Lines {
    depth: usize,
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= BROKEN { writer.write_all(b"\n") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::import::{Accepted, Format, import};

    #[test]
    fn a_sentence_stands_on_a_line_and_comes_back() {
        let document = import("First one. Second one.", Format::Text, &Accepted::all()).unwrap().document;
        let json = to_json(&document);
        assert!(json.contains("\n[{\"text\":\"First one.\"}],\n[{\"text\":\"Second one.\"}]"), "{json}");
        assert_eq!(from_json(&json).unwrap(), document);
    }
}
