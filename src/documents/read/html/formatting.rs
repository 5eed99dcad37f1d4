//! Bold and its like: what isn't ended is opened once more in every block behind it, so a few of them in many blocks
//! make a page that is far larger than its file.

use crate::documents::limits::{self, Limit};

/// What is opened again.
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// What may stand inside without a doubt about what an end tag ends.
const INLINE: [&str; 18] = [
    "span", "br", "img", "sub", "sup", "ins", "del", "abbr", "acronym", "cite", "dfn", "kbd", "label",
    "mark", "q", "samp", "time", "var",
];
/// What is opened before one of these isn't known inside it.
const BOUNDS: [&str; 7] = ["applet", "caption", "marquee", "object", "td", "template", "th"];
/// A few of these may.
const BLOCKS: [&str; 13] =
    ["p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote"];
/// From here on an end tag need not end what it names.
const UNSURE: usize = 8;
/// Of those that are alike, only so many are opened again.
const ALIKE: usize = 3;

/// The elements that would be opened again, at most.
#[derive(Default)]
pub(super) struct Formatting<'h> {
    open: Vec<Open<'h>>,
    doubts: usize,
    bounds: usize,
    made: usize,
}

struct Open<'h> {
    name: &'static str,
    tag: &'h str,
    doubts: usize,
    bounds: usize,
}

impl<'h> Formatting<'h> {
    /// The next tag of the page, without its brackets.
    pub(super) fn meet(&mut self, tag: &'h str, name: &str, closing: bool) -> Result<(), Limit> {
        match FORMATTING.iter().copied().find(|known| *known == name) {
            Some(name) => {
                // These can't stand in themselves.
                if !closing && name == "a" {
                    self.replace(name);
                } else if closing || name == "nobr" {
                    self.end(name);
                }
                if !closing && self.open.iter().filter(|open| open.tag == tag).count() < ALIKE {
                    self.open.push(Open { name, tag, doubts: self.doubts, bounds: self.bounds });
                }
            }
            None if INLINE.contains(&name) || name.contains(':') => {}
            None if BLOCKS.contains(&name) => self.doubts += usize::from(!closing),
            None => {
                self.doubts += UNSURE;
                self.bounds += usize::from(BOUNDS.contains(&name));
            }
        }
        self.made = self.made.saturating_add(self.open.len());
        if self.made > limits::PARTS { Err(Limit::Tags) } else { Ok(()) }
    }

    /// A link is never opened again behind the next one, however much stands between.
    fn replace(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open.get(at).is_some_and(|open| self.bounds == open.bounds) {
            self.open.remove(at);
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else { return };
        if self.open.get(at).is_some_and(|open| self.doubts - open.doubts < UNSURE) {
            self.open.remove(at);
        }
    }
}
