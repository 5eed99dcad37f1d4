//! One section of a text: a heading with all that stands under it.

use crate::documents::Hash;
use crate::documents::markdown_out::{Piece, pieces, whole};
use crate::documents::model::Document;

/// The text of a section in Markdown; nothing when there is no such heading.
#[must_use]
pub fn section(document: &Document, id: &str) -> Option<String> {
    let pieces = pieces(document);
    let (from, to) = range(&pieces, id)?;
    Some(whole(pieces.get(from..to)?.iter().map(|piece| piece.text.as_str())))
}

/// The whole text with other words for a section. Where the section is gone, they stand at the end.
#[must_use]
pub fn with_section(document: &Document, id: &str, typed: &str) -> String {
    let pieces = pieces(document);
    let (from, to) = range(&pieces, id).unwrap_or((pieces.len(), pieces.len()));
    let texts = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.clone()).collect::<Vec<_>>();
    let mut all = texts(pieces.get(..from).unwrap_or_default());
    all.push(typed.trim().to_owned());
    all.extend(texts(pieces.get(to..).unwrap_or_default()));
    whole(all.iter().map(String::as_str))
}

/// Names the words of a section, so that a form knows whether they are still the same.
#[must_use]
pub fn mark(document: &Document, id: &str) -> String {
    section(document, id).map(|text| Hash::of(text.as_bytes()).to_string()).unwrap_or_default()
}

fn range(pieces: &[Piece], id: &str) -> Option<(usize, usize)> {
    let from = pieces.iter().position(|piece| piece.heading.as_ref().is_some_and(|own| own.id == id))?;
    let level = pieces.get(from)?.heading.as_ref()?.level;
    let ends = |piece: &Piece| piece.heading.as_ref().is_some_and(|own| own.level <= level);
    let to = pieces.iter().enumerate().skip(from + 1).find(|(_, piece)| ends(piece));
    Some((from, to.map_or(pieces.len(), |(at, _)| at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Aliases;
    use crate::policies::drafts::editing::read;

    #[test]
    fn a_section_goes_out_and_comes_back_alone() {
        let text = "# T\n\nBefore.\n\n## 1. A\n\na\n\n### 1.1 B\n\nb\n\n## 2. C\n\nc\n";
        let document = read(text, &Aliases::default()).unwrap().document;
        assert_eq!(section(&document, "s1").unwrap(), "## 1. A\n\na\n\n### 1.1 B\n\nb\n");
        assert_eq!(section(&document, "s1-1").unwrap(), "### 1.1 B\n\nb\n");
        assert_eq!(section(&document, "nothing"), None);
        assert_eq!(with_section(&document, "s1-1", "### 1.1 B\n\nnew"), text.replace("\nb\n", "\nnew\n"));
        assert_eq!(with_section(&document, "s2", ""), text.replace("\n## 2. C\n\nc\n", ""));
        assert!(with_section(&document, "gone", "## X").ends_with("c\n\n## X\n"));
        assert_ne!(mark(&document, "s1"), mark(&document, "s2"));
    }
}
