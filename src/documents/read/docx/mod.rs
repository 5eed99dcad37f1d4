//! Word files. `package` takes the file apart, `xml` reads a part, `styles` and `numbering` say what
//! paragraphs are, `body`, `runs`, `graphics`, `tables` and `fields` walk through the text, `around`
//! reads what stands beside it.

mod around;
mod body;
mod fields;
mod graphics;
mod numbering;
mod package;
mod runs;
mod styles;
mod tables;
mod xml;

#[cfg(test)]
pub(super) mod tests;

use std::collections::HashMap;

use super::blocks::{self, Block};
use super::notes::{By, NoteKind, Notes};
use super::pictures::Pictures;
use super::refusal::Refusal;
use super::{Reading, Tracked, markdown, within};
use crate::documents::import::Format;
use crate::documents::limits::{self, Limit};
use body::{Found, Walk};
use numbering::Numbering;
use package::{Package, Relation};
use styles::Styles;
use xml::{Element, Tree};

/// What the walk through a text must know of the rest of the file.
struct Context {
    styles: Styles,
    relations: HashMap<String, Relation>,
    comments: HashMap<String, Comment>,
    tracked: Tracked,
}

struct Comment {
    by: By,
    words: String,
}

/// Reads a Word file.
///
/// # Errors
/// Damaged, hostile or over a limit.
pub(super) fn read(bytes: &[u8], tracked: Tracked) -> Result<Reading, Refusal> {
    if bytes.len() > limits::WORD_BYTES {
        return Err(Limit::WordFile.into());
    }
    let mut package = Package::open(bytes)?;
    let main = package.main_part()?;
    let text = package.text(&main)?.ok_or(Refusal::Broken)?;
    let relations = package.relations(&main)?;
    let mut notes = Notes::default();
    around::headers(&mut package, &relations, &mut notes)?;
    let styles = part(&mut package, &relations, "styles", Styles::read)?.unwrap_or_default();
    let mut numbering = part(&mut package, &relations, "numbering", Numbering::read)?.unwrap_or_default();
    numbering.follow(&styles);
    let comments = part(&mut package, &relations, "comments", around::comments)?.unwrap_or_default();
    let by_id = relations.iter().map(|relation| (relation.id.clone(), relation.clone())).collect();
    let context = Context { styles, relations: by_id, comments, tracked };
    let mut found = body(&text, &context, numbering, &mut notes)?;
    drop(text);
    around::footnotes(&mut found, &mut package, &relations, &context, &mut notes)?;
    let mut pictures = Pictures::default();
    settle(&mut found.blocks, &mut package, &mut pictures, &mut notes)?;
    finish(found.blocks, pictures, notes)
}

fn finish(mut blocks: Vec<Block>, pictures: Pictures, mut notes: Notes) -> Result<Reading, Refusal> {
    let title = blocks::outline(&mut blocks, &mut notes);
    let source = within(markdown::write(&blocks))?;
    if source.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Reading {
        format: Format::Markdown,
        source,
        title,
        pictures: pictures.finish(),
        notes: notes.finish(),
    })
}

/// Reads the part of this kind, when there is one.
fn part<T>(
    package: &mut Package<'_>,
    relations: &[Relation],
    kind: &str,
    read: impl FnOnce(Element<'_>) -> T,
) -> Result<Option<T>, Refusal> {
    let wanted = |relation: &&Relation| relation.kind == kind && !relation.external;
    let Some(relation) = relations.iter().find(wanted) else { return Ok(None) };
    let Some(text) = package.text(&relation.target)? else { return Ok(None) };
    let tree = Tree::read(&text)?;
    Ok(tree.root().map(read))
}

fn body(text: &str, context: &Context, numbering: Numbering, notes: &mut Notes) -> Result<Found, Refusal> {
    let tree = Tree::read(text)?;
    let body = tree.root().and_then(|root| root.child("body")).ok_or(Refusal::Broken)?;
    let mut told = notes.clone();
    let found = Walk::new(context, numbering.clone(), &mut told).run(body)?;
    if !found.unfinished {
        *notes = told;
        return Ok(found);
    }
    // A table of contents that never ends would take the whole text with it.
    let mut walk = Walk::new(context, numbering, notes);
    walk.keep_contents = true;
    walk.run(body)
}

// Loads the pictures that the text names; those that cannot be used leave the text.
fn settle(
    blocks: &mut Vec<Block>,
    package: &mut Package<'_>,
    pictures: &mut Pictures,
    notes: &mut Notes,
) -> Result<(), Refusal> {
    let mut settled = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let Block::Picture { name: place, alt } = block else {
            settled.push(block);
            continue;
        };
        let name = match pictures.known(&place) {
            Some(name) => Some(name),
            None if !pictures.has_room() => None,
            None => load(package, &place)?.and_then(|bytes| pictures.take(&place, bytes, &alt)),
        };
        let Some(name) = name else {
            let words = if alt.is_empty() { &place } else { &alt };
            notes.add(NoteKind::PictureLeftOut, words, "");
            continue;
        };
        if alt.trim().is_empty() {
            notes.add(NoteKind::PictureWithoutDescription, &name, "");
        }
        settled.push(Block::Picture { name, alt });
    }
    *blocks = settled;
    Ok(())
}

fn load(package: &mut Package<'_>, place: &str) -> Result<Option<Vec<u8>>, Refusal> {
    match package.bytes(place, limits::PICTURE_BYTES) {
        // Only this picture is too large or damaged.
        Err(Refusal::Limit(Limit::Part) | Refusal::Broken) => Ok(None),
        other => other,
    }
}
