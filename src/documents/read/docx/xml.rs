//! XML as a tree that only borrows: no document types, no entities but the five, no endless depth.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use crate::documents::limits::{self, Limit};
use crate::documents::read::refusal::Refusal;

/// A read XML part.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
}

struct Node<'a> {
    // The name without its prefix; empty for letters.
    name: &'a str,
    // The tag between its brackets, or the letters as they are written.
    raw: &'a str,
    first: usize,
    next: usize,
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

const NONE: usize = usize::MAX;
/// Bytes of an attribute; a longer one counts as empty, as much of the file could name it and so copy it.
const LONGEST: usize = 4_096;
/// Elements that are looked at for the words of a note, and bytes of them.
const LOOKED_AT: usize = 20_000;
const WORDS: usize = 4_000;

enum Step {
    /// Go on with what is inside.
    Enter,
    /// Go on with what comes next.
    Pass,
    Stop,
}

/// Elements whose letters count; between all others there is only the layout of the file.
const LETTERS: [&str; 5] = ["t", "delText", "instrText", "delInstrText", "title"];

impl<'a> Tree<'a> {
    /// Reads a part.
    ///
    /// # Errors
    /// Not well-formed, or over a limit.
    pub(super) fn read(text: &'a str) -> Result<Self, Refusal> {
        let mut reader = Reader::from_str(text);
        let mut build = Build { tree: Tree { nodes: vec![node("", "")] }, open: vec![(0, NONE)] };
        loop {
            let begin = usize::try_from(reader.buffer_position()).unwrap_or(NONE);
            let event = reader.read_event().map_err(|_fault| Refusal::Broken)?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(NONE);
            let raw = text.get(begin..end).unwrap_or_default();
            match event {
                Event::Start(_) => build.start(tag(raw))?,
                Event::Empty(_) => {
                    build.start(tag(raw))?;
                    build.end();
                }
                Event::End(_) => build.end(),
                Event::Text(_) | Event::GeneralRef(_) => build.letters(raw)?,
                Event::CData(_) => build.letters(cdata(raw))?,
                Event::DocType(_) => return Err(Refusal::Declaration),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        if build.open.len() == 1 { Ok(build.tree) } else { Err(Refusal::Broken) }
    }

    /// The element that holds everything.
    pub(super) fn root(&'a self) -> Option<Element<'a>> {
        Element { tree: self, at: 0 }.children().next()
    }
}

fn node<'a>(name: &'a str, raw: &'a str) -> Node<'a> {
    Node { name, raw, first: NONE, next: NONE }
}

fn tag(raw: &str) -> &str {
    let inner = raw.strip_prefix('<').unwrap_or(raw);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    inner.strip_suffix('/').unwrap_or(inner)
}

fn cdata(raw: &str) -> &str {
    raw.strip_prefix("<![CDATA[").and_then(|inner| inner.strip_suffix("]]>")).unwrap_or_default()
}

fn name_length(tag: &str) -> usize {
    tag.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(tag.len())
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

struct Build<'a> {
    tree: Tree<'a>,
    // The open elements and the last child of each.
    open: Vec<(usize, usize)>,
}

impl<'a> Build<'a> {
    fn start(&mut self, raw: &'a str) -> Result<(), Refusal> {
        let name = local(raw.get(..name_length(raw)).unwrap_or_default());
        let at = self.push(node(name, raw))?;
        if self.open.len() > limits::DEPTH {
            return Err(Limit::Depth.into());
        }
        self.open.push((at, NONE));
        Ok(())
    }

    fn end(&mut self) {
        self.open.pop();
    }

    fn letters(&mut self, raw: &'a str) -> Result<(), Refusal> {
        let parent = self.open.last().and_then(|(at, _)| self.tree.nodes.get(*at));
        if parent.is_some_and(|parent| LETTERS.contains(&parent.name)) {
            self.push(node("", raw))?;
        }
        Ok(())
    }

    fn push(&mut self, node: Node<'a>) -> Result<usize, Refusal> {
        let at = self.tree.nodes.len();
        if at > limits::PARTS {
            return Err(Limit::Parts.into());
        }
        self.tree.nodes.push(node);
        let Some((parent, last)) = self.open.last_mut() else { return Err(Refusal::Broken) };
        let (parent, before) = (*parent, std::mem::replace(last, at));
        if let Some(sibling) = self.tree.nodes.get_mut(before) {
            sibling.next = at;
        } else if let Some(parent) = self.tree.nodes.get_mut(parent) {
            parent.first = at;
        }
        Ok(at)
    }
}

impl<'t> Element<'t> {
    fn node(self) -> Option<&'t Node<'t>> {
        self.tree.nodes.get(self.at)
    }

    /// The name without its prefix.
    pub(super) fn name(self) -> &'t str {
        self.node().map_or("", |node| node.name)
    }

    /// An attribute by its name without prefix.
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        let raw = self.node()?.raw;
        let mut attributes = Attributes::new(raw, name_length(raw));
        let found = attributes
            .with_checks(false)
            .map_while(Result::ok)
            .find(|attribute| local(attribute.key.as_ref()) == name)?;
        let value = match found.value {
            Cow::Borrowed(value) => value,
            Cow::Owned(_) => return None,
        };
        let value = if value.len() > LONGEST { "" } else { value };
        Some(escape::unescape(value).unwrap_or(Cow::Borrowed(value)))
    }

    /// The attribute `val`.
    pub(super) fn value(self) -> Option<Cow<'t, str>> {
        self.attribute("val")
    }

    /// The value of a child element.
    pub(super) fn value_of(self, child: &str) -> Option<Cow<'t, str>> {
        self.child(child).and_then(Self::value)
    }

    /// What a switch such as `<w:b/>` or `<w:b w:val="0"/>` says.
    pub(super) fn switch(self, child: &str) -> Option<bool> {
        let child = self.child(child)?;
        Some(!matches!(child.value().as_deref(), Some("0" | "false" | "off" | "none")))
    }

    /// The child elements.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> {
        self.all().filter(|child| !child.name().is_empty())
    }

    fn all(self) -> impl Iterator<Item = Element<'t>> {
        let mut next = self.node().map_or(NONE, |node| node.first);
        std::iter::from_fn(move || {
            let element = Element { tree: self.tree, at: next };
            next = element.node()?.next;
            Some(element)
        })
    }

    /// The first child of this name.
    pub(super) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// Visits the elements below, in reading order; says whether it came to the end.
    fn below(self, visit: &mut dyn FnMut(Element<'t>) -> Step) -> bool {
        self.children().all(|child| match visit(child) {
            Step::Enter => child.below(visit),
            Step::Pass => true,
            Step::Stop => false,
        })
    }

    /// The first element of this name below.
    pub(super) fn find(self, name: &str) -> Option<Element<'t>> {
        let mut found = None;
        self.below(&mut |element| {
            if element.name() == name {
                found = Some(element);
                return Step::Stop;
            }
            Step::Enter
        });
        found
    }

    /// The letters directly inside.
    pub(super) fn letters(self) -> String {
        let mut out = String::new();
        for part in self.all().filter(|part| part.name().is_empty()) {
            let raw = part.node().map_or("", |node| node.raw);
            out.push_str(&escape::unescape(raw).unwrap_or(Cow::Borrowed("")));
        }
        out
    }

    /// The first letters below, deleted ones too, for notes: a space between paragraphs.
    pub(super) fn words(self) -> String {
        let mut out = String::new();
        let mut left = LOOKED_AT;
        self.below(&mut |element| {
            match element.name() {
                "t" | "delText" => out.push_str(&element.letters()),
                "tab" | "br" | "cr" | "p" if !out.is_empty() => out.push(' '),
                _ => {}
            }
            left -= 1;
            match element.name() {
                _ if left == 0 || out.len() > WORDS => Step::Stop,
                "Fallback" => Step::Pass,
                _ => Step::Enter,
            }
        });
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_elements_attributes_and_the_five_entities() {
        let text = "<?xml version=\"1.0\"?><!-- c --><w:a>\n <w:b w:val=\"x &amp; y\" other='2'/>\
                    <w:t>1 &lt; 2 &#233; &unknown;<![CDATA[<b>]]></w:t></w:a>";
        let tree = Tree::read(text).unwrap();
        let root = tree.root().unwrap();
        assert_eq!(root.name(), "a");
        assert_eq!(root.value_of("b").as_deref(), Some("x & y"));
        assert_eq!(root.child("b").unwrap().attribute("other").as_deref(), Some("2"));
        assert_eq!(root.child("t").unwrap().letters(), "1 < 2 é <b>");
    }

    #[test]
    fn a_very_long_attribute_counts_as_empty() {
        for (length, expected) in [(LONGEST, LONGEST), (LONGEST + 1, 0)] {
            let text = format!("<a><b val=\"{}\"/></a>", "x".repeat(length));
            let tree = Tree::read(&text).unwrap();
            assert_eq!(tree.root().unwrap().value_of("b").unwrap().len(), expected);
        }
    }

    #[test]
    fn refuses_what_could_hurt() {
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let many = format!("<a>{}</a>", "<b/>".repeat(limits::PARTS + 1));
        let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        let cases = [
            (deep.as_str(), Refusal::Limit(Limit::Depth)),
            (&many, Refusal::Limit(Limit::Parts)),
            (laughs, Refusal::Declaration),
            ("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>", Refusal::Declaration),
            ("<a><b></a>", Refusal::Broken),
            ("<a>", Refusal::Broken),
            ("</a>", Refusal::Broken),
        ];
        for (text, expected) in cases {
            let start: String = text.chars().take(40).collect();
            assert_eq!(Tree::read(text).err(), Some(expected), "{start}");
        }
    }
}
