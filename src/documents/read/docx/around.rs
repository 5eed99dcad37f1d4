//! What stands beside the text: headers, footers, comments, footnotes.

use std::collections::{BTreeSet, HashMap};

use super::body::{Found, Walk};
use super::numbering::Numbering;
use super::package::{Package, Relation};
use super::runs;
use super::xml::{Element, Tree};
use super::{Comment, Context};
use crate::documents::limits;
use crate::documents::read::blocks::{Block, joined};
use crate::documents::read::notes::{NoteKind, Notes, short};
use crate::documents::read::placeholders;
use crate::documents::read::refusal::Refusal;
use crate::documents::read::words::Words;

/// Comments that are read at most.
const COMMENTS: usize = 2_000;

/// Tells what headers and footers say.
pub(super) fn headers(
    package: &mut Package<'_>,
    relations: &[Relation],
    notes: &mut Notes,
) -> Result<(), Refusal> {
    for relation in relations.iter().filter(|relation| !relation.external) {
        let kind = match relation.kind.as_str() {
            "header" => NoteKind::Header,
            "footer" => NoteKind::Footer,
            _ => continue,
        };
        let Some(text) = package.text(&relation.target)? else { continue };
        let tree = Tree::read(&text)?;
        let words = tree.root().map(Element::words).unwrap_or_default();
        let fields = placeholders::names(&words);
        if !words.trim().is_empty() {
            notes.aside(kind, &words, fields);
        }
    }
    Ok(())
}

/// The comments by their numbers.
pub(super) fn comments(root: Element<'_>) -> HashMap<String, Comment> {
    let comments = root.children().filter(|element| element.name() == "comment").take(COMMENTS);
    let comment = |element: Element<'_>| {
        let comment = Comment { by: runs::by(element), words: short(&element.words()) };
        Some((element.attribute("id")?.into_owned(), comment))
    };
    comments.filter_map(comment).collect()
}

/// Puts footnotes and endnotes behind the text, before a copyright line that ends it.
pub(super) fn footnotes(
    found: &mut Found,
    package: &mut Package<'_>,
    relations: &[Relation],
    context: &Context,
    notes: &mut Notes,
) -> Result<(), Refusal> {
    let mut said: HashMap<(&str, String), Words> = HashMap::new();
    for kind in ["footnote", "endnote"] {
        let wanted: BTreeSet<&str> =
            found.footnotes.iter().filter(|(own, _)| *own == kind).map(|(_, id)| id.as_str()).collect();
        let part = relations.iter().find(|relation| relation.kind.strip_suffix('s') == Some(kind));
        let Some(part) = part.filter(|part| !part.external && !wanted.is_empty()) else { continue };
        let Some(text) = package.text(&part.target)? else { continue };
        let tree = Tree::read(&text)?;
        let all = tree.root().into_iter().flat_map(Element::children);
        for element in all.take(limits::PARTS) {
            let Some(id) = element.attribute("id").filter(|id| wanted.contains(id.as_ref())) else {
                continue;
            };
            let inner = Walk::new(context, Numbering::default(), notes).run(element)?;
            said.insert((kind, id.into_owned()), joined(&inner.blocks));
        }
    }
    let mut paragraphs = Vec::new();
    for (at, key) in found.footnotes.iter().enumerate() {
        let mut words = Words::plain(&format!("[{}] ", at + 1));
        let Some(own) = said.get(&(key.0, key.1.clone())).filter(|own| !own.is_blank()) else { continue };
        words.append(own);
        paragraphs.push(Block::Paragraph(words));
        notes.count(NoteKind::Footnotes);
    }
    let at = end_of_text(&found.blocks);
    found.blocks.splice(at..at, paragraphs);
    Ok(())
}

// The import takes everything behind a copyright line for what a web page left.
fn end_of_text(blocks: &[Block]) -> usize {
    let near = blocks.iter().enumerate().rev().take(6);
    let mut copyright = near.filter(|(_, block)| match block {
        Block::Paragraph(words) => {
            let text = words.text().trim_start().to_lowercase();
            ["copyright", "©", "(c) ", "hawlfraint"].iter().any(|begin| text.starts_with(begin))
        }
        _ => false,
    });
    copyright.next_back().map_or(blocks.len(), |(at, _)| at)
}
