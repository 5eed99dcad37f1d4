//! What a file says, block by block, and how its headings become a title and levels.

use super::words::{Look, Words};

/// A part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading: 0 is the title, 1 to 9 what the file calls its levels; after [`outline`] the
    /// number of marks.
    Heading { level: u8, number: Option<String>, words: Words },
    /// A paragraph.
    Paragraph(Words),
    /// An item of a list.
    Item(Item),
    /// A table.
    Table(Table),
    /// A picture.
    Picture { name: String, alt: String },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// How deep, from 0.
    pub(super) level: usize,
    /// Its number in a numbered list.
    pub(super) number: Option<u32>,
    pub(super) words: Words,
}

/// A table; the first row is its header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Words>>,
}

/// Gives headings the number of marks that the import expects: one for the title, two and more below.
/// Gives the title back.
pub(super) fn outline(blocks: &mut Vec<Block>) -> Option<String> {
    join_titles(blocks);
    if !has_level(blocks, 0) {
        promote_title(blocks);
    }
    let top = levels(blocks).filter(|level| *level > 0).min().unwrap_or(1);
    for block in blocks.iter_mut() {
        if let Block::Heading { level, words, .. } = block {
            *level = if *level == 0 { 1 } else { (*level + 2).saturating_sub(top).min(6) };
            *words = std::mem::take(words).unstressed();
        }
    }
    blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, words, .. } => Some(super::notes::short(words.text())),
        _ => None,
    })
}

fn levels(blocks: &[Block]) -> impl Iterator<Item = u8> {
    blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    })
}

fn has_level(blocks: &[Block], wanted: u8) -> bool {
    levels(blocks).any(|level| level == wanted)
}

// A title may have several lines. What looks like a title later on is a section.
fn join_titles(blocks: &mut Vec<Block>) {
    let mut seen = false;
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        if let Block::Heading { level: 0, words, .. } = &block {
            if let Some(Block::Heading { level: 0, words: title, .. }) = out.last_mut() {
                title.push(" ", &Look::default());
                title.append(words);
                continue;
            }
            if seen && let Block::Heading { level, .. } = &mut block {
                *level = 1;
            }
            seen = true;
        }
        out.push(block);
    }
    *blocks = out;
}

// Without a title of its own, the first heading is it when there is no other of its level, or when
// it names a policy while the others are numbered sections.
fn promote_title(blocks: &mut [Block]) {
    let Some(top) = levels(blocks).min() else { return };
    let headings: Vec<(u8, bool)> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { level, number, words } => Some((*level, is_numbered(number.as_deref(), words))),
            _ => None,
        })
        .collect();
    let peers: Vec<bool> =
        headings.iter().filter(|(level, _)| *level == top).map(|(_, numbered)| *numbered).collect();
    let begins = headings.first().is_some_and(|(level, _)| *level == top);
    let first_of_all = blocks.iter().find(|block| !matches!(block, Block::Picture { .. }));
    let opens = first_of_all.is_some_and(|block| matches!(block, Block::Heading { .. }));
    let alone = peers.len() == 1 && (headings.len() > 1 || opens);
    let among_numbered = peers.first() == Some(&false) && peers.iter().skip(1).any(|numbered| *numbered);
    let first = blocks.iter_mut().find_map(|block| match block {
        Block::Heading { level, words, .. } => Some((level, words)),
        _ => None,
    });
    if let Some((level, words)) = first
        && begins
        && (alone || among_numbered || (peers.len() > 1 && names_policy(words)))
    {
        *level = 0;
    }
}

fn is_numbered(number: Option<&str>, words: &Words) -> bool {
    number.is_some() || words.text().trim_start().starts_with(|first: char| first.is_ascii_digit())
}

fn names_policy(words: &Words) -> bool {
    let text = words.text().to_lowercase();
    let ends = |end: &str| text.trim_end().ends_with(end);
    ends("policy") || ends("procedure") || ends("policy and procedure") || text.contains("polisi ")
}

/// In a file without any heading, short bold lines that stand alone are headings. Gives how many.
pub(super) fn guess_headings(blocks: &mut [Block]) -> usize {
    if levels(blocks).any(|level| level > 0) {
        return 0;
    }
    let last = blocks.len().saturating_sub(1);
    let mut found = 0;
    for at in 0..last {
        let followed =
            matches!(blocks.get(at + 1), Some(Block::Paragraph(_) | Block::Item(_) | Block::Table(_)));
        if let Some(block) = blocks.get_mut(at).filter(|_| followed)
            && let Block::Paragraph(words) = block
            && is_headline(words)
        {
            *block = Block::Heading { level: 1, number: None, words: std::mem::take(words) };
            found += 1;
        }
    }
    found
}

fn is_headline(words: &Words) -> bool {
    let text = words.text().trim();
    words.is_bold()
        && text.chars().count() <= 100
        && !text.contains(['\n', '{'])
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', ';', ',', '!', '?'])
        && !text.contains(": ")
}

/// A typed bullet at the beginning of a paragraph makes it an item; gives the bytes of the bullet.
pub(super) fn typed_bullet(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let bullet = rest.chars().next()?;
    let certain = matches!(bullet, '•' | '·' | '▪' | '●' | '◦' | '‣' | '○' | '■' | '\u{f0b7}' | '\u{f0a7}');
    let after = rest.strip_prefix(bullet)?;
    let words = after.trim_start_matches([' ', '\t', '\u{a0}']);
    let spaced = words.len() < after.len();
    let dash = matches!(bullet, '-' | '–' | '*') && after.starts_with(['\t', ' ']);
    let begins = (certain && spaced) || dash;
    (begins && !words.is_empty()).then(|| text.len() - words.len())
}

/// The words of blocks, a line each.
pub(super) fn joined(blocks: &[Block]) -> Words {
    let mut all = Words::default();
    for block in blocks {
        let mut add = |words: &Words, before: &str| {
            if words.is_blank() {
                return;
            }
            let line = if all.is_blank() { "" } else { "\n" };
            all.push(&format!("{line}{before}"), &Look::default());
            all.append(words);
        };
        match block {
            Block::Heading { number, words, .. } => {
                add(words, &number.as_ref().map(|number| format!("{number} ")).unwrap_or_default());
            }
            Block::Paragraph(words) => add(words, ""),
            Block::Item(item) => {
                let mark = item.number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
                add(&item.words, &mark);
            }
            Block::Table(table) => table.rows.iter().flatten().for_each(|cell| add(cell, "")),
            Block::Picture { .. } => {}
        }
    }
    all
}
