//! A document as Markdown, in the form that `import` reads back as the same document.
//!
//! `inline` writes sentences, `blocks` the rest. Where plain words would be read as something else
//! (a copyright line, a heading's number), they begin with `&NoBreak;`, which prints nothing.

mod blocks;
mod inline;

use super::model::{Block, Document, Heading};
use blocks::Writer;

/// What marks words that look like something else.
const WORDS: &str = "&NoBreak;";

/// A part of a document: what stands before the first heading, or a heading with what follows up to the
/// next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The heading; nothing for the beginning.
    pub heading: Option<Heading>,
    /// The text, without empty lines around.
    pub text: String,
}

/// The document as Markdown.
#[must_use]
pub fn markdown(document: &Document) -> String {
    whole(pieces(document).iter().map(|piece| piece.text.as_str()))
}

/// Texts one after another, as [`markdown`] would write them.
pub fn whole<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.map(str::trim_end).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() { String::new() } else { texts.join("\n\n") + "\n" }
}

/// The document in pieces, in reading order; never none.
#[must_use]
pub fn pieces(document: &Document) -> Vec<Piece> {
    let mut writer = Writer::new(document);
    let mut pieces = vec![Piece { heading: None, text: writer.beginning() }];
    for (at, block) in document.blocks.iter().enumerate() {
        let text = writer.block(at, block);
        match (block, pieces.last_mut()) {
            (Block::Heading(heading), _) => pieces.push(Piece { heading: Some(heading.clone()), text }),
            (_, Some(piece)) => {
                if !piece.text.is_empty() {
                    piece.text.push_str("\n\n");
                }
                piece.text.push_str(&text);
            }
            (_, None) => {}
        }
    }
    pieces
}

#[cfg(test)]
mod tests;
