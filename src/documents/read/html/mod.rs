//! Web pages: what can be read on them, without what only a browser needs.

mod formatting;
mod guard;
mod tables;
mod walk;

#[cfg(test)]
mod tests;

use scraper::Html;

use super::blocks;
use super::notes::Notes;
use super::refusal::Refusal;
use super::{Reading, markdown, within};
use crate::documents::import::Format;
use walk::Walk;

/// Reads a web page.
///
/// # Errors
/// Nothing in it, or over a limit.
pub(super) fn read(text: &str, notes: Notes) -> Result<Reading, Refusal> {
    guard::check(text)?;
    let page = Html::parse_document(text);
    let mut told = notes.clone();
    let mut blocks = Walk::new(&mut told).run(&page)?;
    let mut notes = notes;
    if blocks.is_empty() {
        // Some pages lie in one form altogether.
        let mut walk = Walk::new(&mut notes);
        walk.keep_forms = true;
        blocks = walk.run(&page)?;
    } else {
        notes = told;
    }
    let named = walk::page_title(&page);
    drop(page);
    let title = blocks::outline(&mut blocks, &mut notes).or(named);
    let source = within(markdown::write(&blocks))?;
    if source.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(Reading { format: Format::Markdown, source, title, pictures: Vec::new(), notes: notes.finish() })
}
