//! Bullets and numbers that Word makes by itself.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::styles::Styles;
use super::xml::Element;

/// The lists of a file and how far each has counted.
#[derive(Clone, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    kinds: HashMap<String, Kind>,
    counters: HashMap<Rc<str>, [Option<u32>; LEVELS]>,
    begun: HashSet<String>,
}

const LEVELS: usize = 9;
/// Letters of what describes a level; they are copied for every paragraph.
const LETTERS: usize = 60;

#[derive(Clone)]
struct List {
    kind: Rc<str>,
    overrides: HashMap<usize, Override>,
}

#[derive(Clone)]
struct Override {
    start: Option<u32>,
    level: Option<Level>,
}

#[derive(Clone, Default)]
struct Kind {
    levels: HashMap<usize, Level>,
    // The numbering is described by the list of this style.
    style: Option<String>,
}

#[derive(Clone)]
struct Level {
    format: String,
    text: String,
    start: u32,
    style: Option<String>,
    legal: bool,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    /// `3.`, `(c)`: an item of a list.
    Number(u32),
    /// `3.1`: the plain numbers of several levels, without a full stop at the end.
    Outline(String),
    /// `Appendix A`
    Label(String),
}

impl Numbering {
    pub(super) fn read(root: Element<'_>) -> Self {
        let mut numbering = Self::default();
        for element in root.children() {
            match element.name() {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    let levels = element.children().filter(|child| child.name() == "lvl").filter_map(level);
                    let style = element.value_of("numStyleLink").map(|style| style.into_owned());
                    numbering.kinds.insert(id.into_owned(), Kind { levels: levels.collect(), style });
                }
                "num" => {
                    let (Some(id), Some(kind)) =
                        (element.attribute("numId"), element.value_of("abstractNumId"))
                    else {
                        continue;
                    };
                    let overrides = element.children().filter_map(change).collect();
                    numbering.lists.insert(id.into_owned(), List { kind: Rc::from(kind), overrides });
                }
                _ => {}
            }
        }
        numbering
    }

    /// Follows lists that are described by a style.
    pub(super) fn follow(&mut self, styles: &Styles) {
        let followed: Vec<(String, Rc<str>)> = self
            .lists
            .iter()
            .filter_map(|(id, list)| {
                let style = self.kinds.get(&*list.kind)?.style.as_deref()?;
                let (other, _) = styles.numbering(Some(style))?;
                Some((id.clone(), self.lists.get(&other)?.kind.clone()))
            })
            .collect();
        for (id, kind) in followed {
            if let Some(list) = self.lists.get_mut(&id) {
                list.kind = kind;
            }
        }
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let kind = self.kinds.get(&*self.lists.get(list)?.kind)?;
        let mut levels = kind.levels.iter();
        levels.find(|(_, level)| level.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// Counts a paragraph of a list and says what stands before it.
    pub(super) fn next(&mut self, id: &str, at: usize) -> Option<Mark> {
        let at = at.min(LEVELS - 1);
        let list = self.lists.get(id)?;
        let kind = self.kinds.get(&*list.kind)?;
        let levels: Vec<Level> = (0..=at).map(|at| described(list, kind, at)).collect();
        let level = levels.get(at)?;
        let counter = self.counters.entry(Rc::clone(&list.kind)).or_default();
        if self.begun.insert(id.to_owned()) {
            for (at, change) in &list.overrides {
                if let (Some(_), Some(place)) = (change.start, counter.get_mut(*at)) {
                    *place = None;
                }
            }
        }
        for (place, level) in counter.iter_mut().zip(&levels).take(at) {
            place.get_or_insert(level.start);
        }
        let value = counter.get(at).copied().flatten().map_or(level.start, |last| last.saturating_add(1));
        for (place, slot) in counter.iter_mut().enumerate().skip(at) {
            *slot = (place == at).then_some(value);
        }
        let values: Vec<u32> = counter.iter().take(at + 1).map(|value| value.unwrap_or(1)).collect();
        mark(&levels, level, &values)
    }
}

fn described(list: &List, kind: &Kind, at: usize) -> Level {
    let change = list.overrides.get(&at);
    let own = change.and_then(|change| change.level.as_ref());
    let described = own.or_else(|| kind.levels.get(&at));
    let mut level = described.map_or_else(|| like_outer(kind, at), without_style);
    if let Some(start) = change.and_then(|change| change.start) {
        level.start = start;
    }
    level
}

// How it counts; its style may have a long name.
fn without_style(level: &Level) -> Level {
    let Level { format, text, start, style: _, legal } = level;
    Level { format: format.clone(), text: text.clone(), start: *start, style: None, legal: *legal }
}

// A level that the file does not describe looks like the one around it.
fn like_outer(kind: &Kind, at: usize) -> Level {
    let outer = (0..at).rev().find_map(|outer| kind.levels.get(&outer));
    let format = outer.map_or_else(|| "decimal".to_owned(), |outer| outer.format.clone());
    Level { format, text: format!("%{}.", at + 1), start: 1, style: None, legal: false }
}

fn level(element: Element<'_>) -> Option<(usize, Level)> {
    let at: usize = element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    let short = |words: Cow<'_, str>| words.chars().take(LETTERS).collect::<String>();
    let level = Level {
        format: element.value_of("numFmt").map_or_else(|| "decimal".to_owned(), short),
        text: element.value_of("lvlText").map(short).unwrap_or_default(),
        start: element.value_of("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        style: element.value_of("pStyle").map(|style| style.into_owned()),
        legal: element.switch("isLgl").unwrap_or(false),
    };
    Some((at, level))
}

fn change(element: Element<'_>) -> Option<(usize, Override)> {
    if element.name() != "lvlOverride" {
        return None;
    }
    let at: usize = element.attribute("ilvl")?.parse().ok().filter(|at| *at < LEVELS)?;
    let start = element.value_of("startOverride").and_then(|start| start.parse().ok());
    let level = element.child("lvl").and_then(level).map(|(_, level)| level);
    Some((at, Override { start, level }))
}

fn mark(levels: &[Level], level: &Level, values: &[u32]) -> Option<Mark> {
    if level.format == "bullet" {
        return Some(Mark::Bullet);
    }
    let (mut label, mut used, mut decimal) = (String::new(), 0, true);
    let mut letters = level.text.chars().peekable();
    while let Some(letter) = letters.next() {
        let place = letters.peek().and_then(|next| next.to_digit(10)).filter(|_| letter == '%');
        let at = place.and_then(|place| usize::try_from(place).ok()).and_then(|place| place.checked_sub(1));
        let Some(at) = at else {
            label.push(letter);
            continue;
        };
        letters.next();
        if let (Some(value), Some(other)) = (values.get(at), levels.get(at)) {
            let format = if level.legal { "decimal" } else { other.format.as_str() };
            decimal &= format == "decimal";
            used += 1;
            label.push_str(&number(format, *value));
        }
    }
    let label = label.trim().to_owned();
    if used == 0 {
        return (!label.is_empty() && level.format != "none").then_some(Mark::Bullet);
    }
    let plain = label.trim_end_matches('.');
    let only_numbers = decimal && plain.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    if only_numbers && used > 1 {
        return Some(Mark::Outline(plain.to_owned()));
    }
    if label.chars().filter(|letter| letter.is_alphabetic()).count() > 6 {
        return Some(Mark::Label(label));
    }
    values.last().map(|value| Mark::Number(*value))
}

fn number(format: &str, value: u32) -> String {
    match format {
        "lowerLetter" => letters(value).to_lowercase(),
        "upperLetter" => letters(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperRoman" => roman(value),
        "decimalZero" => format!("{value:02}"),
        "none" => String::new(),
        _ => value.to_string(),
    }
}

// A to Z, then AA, BB, as Word counts.
fn letters(value: u32) -> String {
    let zero = value.saturating_sub(1);
    let letter = u8::try_from(zero % 26).ok().map_or('A', |place| char::from(b'A' + place));
    let times = usize::try_from(zero / 26).unwrap_or(0).min(10) + 1;
    std::iter::repeat_n(letter, times).collect()
}

fn roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let (mut rest, mut out) = (value.min(3999), String::new());
    for (worth, sign) in SIGNS {
        while rest >= worth {
            out.push_str(sign);
            rest -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::xml::Tree;
    use super::*;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="1">
          <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="2">
          <w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Appendix %1"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/>
          <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
      </w:numbering>"#;

    #[test]
    fn counts_as_word_does() {
        let tree = Tree::read(LISTS).unwrap();
        let mut lists = Numbering::read(tree.root().unwrap());
        let steps = [
            ("1", 0, Some(Mark::Number(1))),
            ("1", 1, Some(Mark::Outline("1.1".to_owned()))),
            ("1", 1, Some(Mark::Outline("1.2".to_owned()))),
            ("1", 2, Some(Mark::Number(3))),
            ("1", 0, Some(Mark::Number(2))),
            ("1", 1, Some(Mark::Outline("2.1".to_owned()))),
            ("2", 0, Some(Mark::Bullet)),
            ("3", 0, Some(Mark::Number(5))),
            ("3", 0, Some(Mark::Number(6))),
            ("4", 0, Some(Mark::Label("Appendix A".to_owned()))),
            ("9", 0, None),
            ("1", 1_000_000, Some(Mark::Number(1))),
        ];
        for (at, (list, level, expected)) in steps.into_iter().enumerate() {
            assert_eq!(lists.next(list, level), expected, "step {at}");
        }
    }

    #[test]
    fn what_describes_a_level_is_cut() {
        let format = "a".repeat(4_000);
        let text = format!(
            "<n><abstractNum abstractNumId=\"1\"><lvl ilvl=\"0\"><numFmt val=\"{format}\"/></lvl></abstractNum>\
             <num numId=\"1\"><abstractNumId val=\"1\"/></num></n>"
        );
        let tree = Tree::read(&text).unwrap();
        let numbering = Numbering::read(tree.root().unwrap());
        let formats = numbering.kinds.values().flat_map(|kind| kind.levels.values());
        assert_eq!(formats.map(|level| level.format.len()).collect::<Vec<_>>(), [LETTERS]);
    }

    #[test]
    fn writes_letters_and_roman_numbers() {
        assert_eq!(
            (letters(1), letters(27), roman(1994)),
            ("A".to_owned(), "AA".to_owned(), "MCMXCIV".to_owned())
        );
    }
}
