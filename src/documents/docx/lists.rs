//! The lists of the document: `word/numbering.xml`.

use super::NAMESPACE;
use super::xml::Xml;

// The two kinds of lists.
const BULLETS: u32 = 0;
const NUMBERS: u32 = 1;
// Word knows nine levels.
const LEVELS: u32 = 9;
// An indent in twentieths of a point.
const INDENT: u32 = 360;
const MARKS: [&str; 3] = ["•", "–", "▪"];

/// The list that all bullets share.
const BULLET_LIST: u32 = 1;

/// Numbered lists, each with its level and first number.
#[derive(Default)]
pub(super) struct Lists {
    numbered: Vec<(u32, u32)>,
}

impl Lists {
    /// The name of a new list.
    pub(super) fn add(&mut self, ordered: bool, depth: usize, start: u32) -> String {
        if !ordered {
            return BULLET_LIST.to_string();
        }
        self.numbered.push((level(depth), start));
        (u32::try_from(self.numbered.len()).unwrap_or(u32::MAX - 1) + BULLET_LIST).to_string()
    }

    /// The part of the file.
    pub(super) fn part(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.open("w:numbering", &[("xmlns:w", NAMESPACE)]);
        kind(&mut xml, BULLETS);
        kind(&mut xml, NUMBERS);
        list(&mut xml, BULLET_LIST, BULLETS, None);
        for (id, first) in (BULLET_LIST + 1..).zip(&self.numbered) {
            list(&mut xml, id, NUMBERS, Some(*first));
        }
        xml.close("w:numbering");
        xml.finish()
    }
}

/// The level of a list at this depth.
pub(super) fn level(depth: usize) -> u32 {
    u32::try_from(depth).unwrap_or(LEVELS).min(LEVELS - 1)
}

fn kind(xml: &mut Xml, kind: u32) {
    xml.open("w:abstractNum", &[("w:abstractNumId", &kind.to_string())]);
    xml.empty("w:multiLevelType", &[("w:val", "hybridMultilevel")]);
    for level in 0..LEVELS {
        xml.open("w:lvl", &[("w:ilvl", &level.to_string())]);
        xml.empty("w:start", &[("w:val", "1")]);
        xml.empty("w:numFmt", &[("w:val", if kind == BULLETS { "bullet" } else { "decimal" })]);
        let mark = MARKS.iter().cycle().nth(usize::try_from(level).unwrap_or_default());
        let number = format!("%{}.", level + 1);
        let words = if kind == BULLETS { mark.copied().unwrap_or("•") } else { number.as_str() };
        xml.empty("w:lvlText", &[("w:val", words)]);
        xml.empty("w:lvlJc", &[("w:val", "left")]);
        xml.open("w:pPr", &[]);
        let left = ((level + 1) * INDENT).to_string();
        xml.empty("w:ind", &[("w:left", &left), ("w:hanging", &INDENT.to_string())]);
        xml.close("w:pPr");
        xml.close("w:lvl");
    }
    xml.close("w:abstractNum");
}

fn list(xml: &mut Xml, id: u32, kind: u32, first: Option<(u32, u32)>) {
    xml.open("w:num", &[("w:numId", &id.to_string())]);
    xml.empty("w:abstractNumId", &[("w:val", &kind.to_string())]);
    if let Some((level, start)) = first {
        xml.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
        xml.empty("w:startOverride", &[("w:val", &start.to_string())]);
        xml.close("w:lvlOverride");
    }
    xml.close("w:num");
}
