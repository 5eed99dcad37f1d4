//! What people type instead of using Word's buttons: bullets, numbers, bold lines for headings.

use super::blocks::{Block, Item};
use super::words::Words;

/// A typed bullet at the beginning of a paragraph makes it an item; gives the bytes of the bullet.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let bullet = rest.chars().next()?;
    let certain = matches!(bullet, '•' | '·' | '▪' | '●' | '◦' | '‣' | '○' | '■' | '\u{f0b7}' | '\u{f0a7}');
    let after = rest.strip_prefix(bullet)?;
    let words = after.trim_start_matches([' ', '\t', '\u{a0}']);
    let spaced = words.len() < after.len();
    let dash = matches!(bullet, '-' | '–' | '*') && after.starts_with(['\t', ' ', '\u{a0}']);
    ((certain && spaced) || dash).then_some(()).filter(|()| !words.is_empty())?;
    Some(text.len() - words.len())
}

struct Number {
    parts: Vec<u32>,
    // Where the words behind it begin.
    length: usize,
}

// `3.`, `3)`, `3.6` and a space.
fn number(text: &str) -> Option<Number> {
    let rest = text.trim_start();
    let (sign, words) = rest.split_once(char::is_whitespace)?;
    let bare = sign.strip_suffix(['.', ')']);
    if bare.is_none() && !sign.contains('.') {
        return None;
    }
    let part = |digits: &str| {
        let plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|_| plain)
    };
    let parts: Option<Vec<u32>> = bare.unwrap_or(sign).split('.').map(part).collect();
    let words = words.trim_start();
    parts.filter(|_| !words.is_empty()).map(|parts| Number { parts, length: text.len() - words.len() })
}

fn single(block: &Block) -> Option<(u32, usize)> {
    let Block::Paragraph(words) = block else { return None };
    let found = number(words.text())?;
    match found.parts.as_slice() {
        [number] => Some((*number, found.length)),
        _ => None,
    }
}

/// Paragraphs that follow each other and count on are a list.
pub(super) fn lists(blocks: &mut [Block]) {
    let numbers: Vec<Option<(u32, usize)>> = blocks.iter().map(single).collect();
    let at = |index: Option<usize>| index.and_then(|index| numbers.get(index).copied().flatten());
    for (index, block) in blocks.iter_mut().enumerate() {
        let Some((number, length)) = at(Some(index)) else { continue };
        let goes_on = at(index.checked_sub(1)).is_some_and(|(before, _)| before + 1 == number);
        let is_followed = at(index.checked_add(1)).is_some_and(|(after, _)| number + 1 == after);
        if let Block::Paragraph(words) = block
            && (goes_on || is_followed)
        {
            let words = words.without_start(length);
            *block = Block::Item(Item { level: 0, number: Some(number), words });
        }
    }
}

/// In a file without any heading, short lines that stand alone are headings when they are bold or
/// numbered. Gives how many.
pub(super) fn headings(blocks: &mut [Block]) -> usize {
    if blocks.iter().any(|block| matches!(block, Block::Heading { level: 1.., .. })) {
        return 0;
    }
    let last = blocks.len().saturating_sub(1);
    let mut found = 0;
    for at in 0..last {
        let followed =
            matches!(blocks.get(at + 1), Some(Block::Paragraph(_) | Block::Item(_) | Block::Table(_)));
        if let Some(block) = blocks.get_mut(at).filter(|_| followed)
            && let Block::Paragraph(words) = block
            && let Some(level) = level_of(words)
        {
            *block = Block::Heading { level, number: None, words: std::mem::take(words) };
            found += 1;
        }
    }
    found
}

fn level_of(words: &Words) -> Option<u8> {
    let text = words.text().trim();
    let headline = text.chars().count() <= 100
        && !text.contains(['\n', '{'])
        && text.chars().any(char::is_alphabetic)
        && !text.ends_with(['.', ';', ',', '!', '?', ':'])
        && !text.contains(": ");
    let parts = number(text).map(|number| number.parts.len());
    match parts {
        _ if !headline => None,
        Some(parts) => u8::try_from(parts).ok().map(|parts| parts.min(4)),
        None => words.is_bold().then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(lines: &[&str]) -> Vec<String> {
        let mut blocks: Vec<Block> = lines.iter().map(|line| Block::Paragraph(Words::plain(line))).collect();
        lists(&mut blocks);
        headings(&mut blocks);
        blocks
            .iter()
            .map(|block| match block {
                Block::Heading { level, .. } => format!("h{level}"),
                Block::Item(item) => format!("{} {}", item.number.unwrap_or(0), item.words.text()),
                _ => "p".to_owned(),
            })
            .collect()
    }

    #[test]
    fn typed_numbers_are_lists_or_headings() {
        let cases: [(&[&str], &[&str]); 6] = [
            (&["1.\tAim", "Words here.", "2.\tScope", "More words."], &["h1", "p", "h1", "p"]),
            (&["1. Aim", "1.1 Part", "Words."], &["h1", "h2", "p"]),
            (&["1. Wash hands", "2. Dry hands", "End."], &["1 Wash hands", "2 Dry hands", "p"]),
            (&["1) Wash", "2) Dry", "3) Wave"], &["1 Wash", "2 Dry", "3 Wave"]),
            (&["2016 was a year", "Words."], &["p", "p"]),
            (&["1. A sentence that ends.", "Words."], &["p", "p"]),
        ];
        for (lines, expected) in cases {
            assert_eq!(outline(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn typed_bullets_are_known() {
        let cases = [
            ("•\tone", Some(4)),
            ("- one", Some(2)),
            ("·\u{a0}\u{a0} x", Some(7)),
            ("-one", None),
            ("• ", None),
        ];
        for (text, expected) in cases {
            assert_eq!(bullet(text), expected, "{text}");
        }
    }
}
