//! What stood around the text on paper: page numbers, headers that come again, tables of contents.

use std::collections::{BTreeMap, BTreeSet};

use super::{OfferKind, Raw, RawKind, marks};

/// The longest line of a page header, in letters.
const LETTERS: usize = 100;
/// Lines of a table of contents without dots that must follow each other.
const CONTENTS: usize = 3;
/// How often a line must come again beside a page number.
const TIMES: usize = 3;

/// "Page 3 of 12", also at the end of a short line; "Tudalen 3 o 12".
pub(super) fn is_page_line(line: &str) -> bool {
    let words: Vec<String> = words(line);
    let short = line.chars().count() <= LETTERS && !line.trim_end().ends_with(['.', ':', '?']);
    let number = |at: usize| words.get(at).is_some_and(|word| is_number(word));
    let word = |at: usize, wanted: &[&str]| words.get(at).is_some_and(|word| wanted.contains(&word.as_str()));
    let named = |at: usize| word(at, &["page", "tudalen"]) && number(at + 1);
    let counted = |at: usize| named(at) && word(at + 2, &["of", "o", "/"]) && number(at + 3);
    short
        && ((words.len() == 2 && named(0))
            || (0..words.len()).any(counted)
            || (words.len() == 4 && counted(0)))
}

/// "See page 3 of 12": words that lead to a page.
pub(super) fn is_reference(line: &str) -> bool {
    const LEADING: [&str; 8] = ["see", "on", "at", "to", "from", "use", "gweler", "ar"];
    let words = words(line);
    let leads = |pair: &[String]| match pair {
        [before, page] => LEADING.contains(&before.as_str()) && ["page", "tudalen"].contains(&page.as_str()),
        _ => false,
    };
    words.windows(2).any(leads)
}

/// "Purpose ........ 3": words, leader dots, a page number.
pub(super) fn is_contents_line(line: &str) -> bool {
    let Some((words, _)) = numbered_end(line) else { return false };
    let dots = |letter: char| matches!(letter, '.' | '…' | '_' | '·') || letter.is_whitespace();
    let before = words.trim_end_matches(dots);
    let leader = words.get(before.len()..).unwrap_or_default();
    let count: usize = leader
        .chars()
        .map(|letter| if letter == '…' { 3 } else { usize::from(!letter.is_whitespace()) })
        .sum();
    count >= 3 && before.chars().any(char::is_alphabetic)
}

/// The words above a table of contents.
fn is_contents_head(line: &str) -> bool {
    let plain = plain(line).to_lowercase();
    let plain = plain.trim_matches(|letter: char| letter == ':' || letter.is_whitespace());
    ["contents", "table of contents", "list of contents", "index", "cynnwys"].contains(&plain)
}

// The words before a number of up to three digits at the end of a short line, and the number.
fn numbered_end(line: &str) -> Option<(&str, u32)> {
    let line = line.trim_end_matches(|letter: char| letter.is_whitespace() || marks::is_mark(letter));
    let words = line.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = line.get(words.len()..).filter(|digits| (1..=3).contains(&digits.len()))?;
    let parted = words.ends_with(|letter: char| letter.is_whitespace() || ".…_·".contains(letter));
    let short = line.chars().count() <= LETTERS * 2;
    (short && parted && words.chars().any(char::is_alphabetic)).then_some(())?;
    Some((words, number.parse().ok()?))
}

fn is_number(word: &str) -> bool {
    (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(line: &str) -> String {
    line.chars().filter(|letter| !marks::is_mark(*letter)).collect::<String>().trim().to_owned()
}

fn words(line: &str) -> Vec<String> {
    let spaced = plain(line).to_lowercase().replace('/', " / ");
    let bare = |word: &str| word.trim_matches(|letter: char| "|-–—()[],".contains(letter)).to_owned();
    spaced.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// A line of the text with the part it stands in.
struct Line<'a> {
    part: usize,
    number: usize,
    text: &'a str,
}

/// The numbers of the lines that are furniture only because of what stands around them.
pub(super) fn found(raws: &[Raw]) -> BTreeMap<usize, OfferKind> {
    let lines: Vec<Line<'_>> = raws.iter().enumerate().flat_map(|(part, raw)| lines_of(part, raw)).collect();
    let (mut around, mut before) = (BTreeSet::new(), BTreeSet::new());
    // A list of what a box contains also ends in numbers.
    contents(&lines, raws, &mut before);
    headers(&lines, &mut around);
    let with = |lines: BTreeSet<usize>, kind| lines.into_iter().map(move |line| (line, kind));
    with(before, OfferKind::Doubtful).chain(with(around, OfferKind::Leftover)).collect()
}

fn lines_of(part: usize, raw: &Raw) -> Vec<Line<'_>> {
    match &raw.kind {
        RawKind::Lines { lines, .. } => {
            lines.iter().map(|(number, text)| Line { part, number: *number, text }).collect()
        }
        RawKind::Heading { words, .. } => vec![Line { part, number: raw.line, text: words }],
        _ => Vec::new(),
    }
}

/// A list whose every item is a line of a table of contents.
pub(super) fn is_contents_list(raw: &Raw) -> bool {
    match &raw.kind {
        RawKind::List(list) => {
            list.items.iter().all(|item| item.lists.is_empty() && is_contents_line(&item.text))
        }
        _ => false,
    }
}

// "Contents" with what follows: lines with leader dots, or lines that end in growing numbers.
fn contents(lines: &[Line<'_>], raws: &[Raw], found: &mut BTreeSet<usize>) {
    for (at, head) in lines.iter().enumerate().filter(|(_, line)| is_contents_head(line.text)) {
        let next_list = raws.get(head.part + 1).is_some_and(is_contents_list);
        let after = lines.iter().skip(at + 1);
        let mut last = 0;
        let entries: Vec<usize> = after
            .map_while(|line| {
                let (_, page) = numbered_end(line.text)?;
                (page >= last).then_some(())?;
                last = page;
                Some(line.number)
            })
            .collect();
        let dotted = lines.get(at + 1).is_some_and(|line| is_contents_line(line.text));
        if next_list || dotted || entries.len() >= CONTENTS {
            found.insert(head.number);
        }
        if entries.len() >= CONTENTS {
            found.extend(entries);
        }
    }
}

// The same short line beside the page numbers, again and again.
fn headers(lines: &[Line<'_>], found: &mut BTreeSet<usize>) {
    let mut beside: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        let near = |other: Option<usize>| {
            other.and_then(|other| lines.get(other)).is_some_and(|line| is_page_line(line.text))
        };
        let short = line.text.chars().count() <= LETTERS && !line.text.chars().any(marks::is_field);
        if short && !is_page_line(line.text) && (near(at.checked_sub(1)) || near(at.checked_add(1))) {
            beside.entry(plain(line.text)).or_default().push(line.number);
        }
    }
    let again = beside.into_iter().filter(|(text, numbers)| !text.is_empty() && numbers.len() >= TIMES);
    found.extend(again.flat_map(|(_, numbers)| numbers));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_no_text() {
        for line in
            ["Page 3 of 12", "page 3", "CH13 Phones v2 | Page 3 of 12", "Tudalen 3 o 12", "- Page 3/12 -"]
        {
            assert!(is_page_line(line), "{line}");
        }
        for line in
            ["See page 3 of 12 for more.", "Page", "Page three", "The front page 3 times", "Page 3: Scope"]
        {
            assert!(!is_page_line(line), "{line}");
        }
    }

    #[test]
    fn leader_dots_lead_to_a_page() {
        for line in ["Purpose ........ 3", "1. Purpose....3", "Scope … 12", "A . . . . 4", "Rules ____ 5"] {
            assert!(is_contents_line(line), "{line}");
        }
        for line in
            ["Purpose 3", "Wait... 3 times a day", "See paragraph 3", "........ 3", "Ring 01632 960101"]
        {
            assert!(!is_contents_line(line), "{line}");
        }
    }
}
