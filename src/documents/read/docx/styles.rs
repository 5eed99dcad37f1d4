//! What the styles of a file mean: headings by name or outline level, however far they were
//! inherited, whatever language they are named in.

use std::collections::HashMap;

use super::xml::Element;

/// The styles of a file.
#[derive(Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    paragraph: Option<String>,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<(Option<String>, Option<usize>)>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
}

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// From 1.
    Heading(u8),
    /// A line of a table of contents.
    Contents,
    /// Goes on with the item before.
    Continued,
    Body,
}

// Styles are based on each other; a circle ends here.
const INHERITED: usize = 20;

const HEADINGS: [&str; 20] = [
    "heading",
    "pennawd",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "nagłówek",
    "otsikko",
    "nadpis",
    "başlık",
    "заголовок",
    "rubrica",
    "címsor",
    "titlu",
    "antraštė",
    "标题",
];
const TITLES: [&str; 9] =
    ["title", "teitl", "titel", "titre", "título", "titolo", "tytuł", "tittel", "document title"];

impl Styles {
    pub(super) fn read(root: Element<'_>) -> Self {
        let mut styles = Self::default();
        for element in root.children().filter(|element| element.name() == "style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let paragraph = element.attribute("type").as_deref() == Some("paragraph");
            if paragraph && element.attribute("default").as_deref() == Some("1") {
                styles.paragraph = Some(id.clone().into_owned());
            }
            styles.by_id.insert(id.into_owned(), style(element));
        }
        styles
    }

    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id;
        std::iter::from_fn(move || {
            let style = next.and_then(|id| self.by_id.get(id))?;
            next = style.based_on.as_deref();
            Some(style)
        })
        .take(INHERITED)
    }

    fn first<'s, T>(&'s self, id: Option<&'s str>, property: impl Fn(&'s Style) -> Option<T>) -> Option<T> {
        self.chain(id).find_map(property)
    }

    /// The style of a paragraph that names none.
    pub(super) fn default_paragraph(&self) -> Option<&str> {
        self.paragraph.as_deref()
    }

    /// What a paragraph of this style is.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        let Some(id) = id else { return Role::Body };
        if !self.by_id.contains_key(id) {
            return by_name(&spaced(id)).unwrap_or(Role::Body);
        }
        self.first(Some(id), |style| by_name(&style.name).or_else(|| style.outline.and_then(by_outline)))
            .unwrap_or(Role::Body)
    }

    pub(super) fn bold(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.bold)
    }

    pub(super) fn italic(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.italic)
    }

    pub(super) fn hidden(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.hidden)
    }

    /// The list that a style belongs to, its level when the style says it, and the style that does.
    pub(super) fn numbering(&self, id: Option<&str>) -> Option<(String, Option<usize>)> {
        let list = self.first(id, |style| style.numbering.as_ref().and_then(|(list, _)| list.clone()))?;
        let level = self.first(id, |style| style.numbering.as_ref().and_then(|(_, level)| *level));
        Some((list, level))
    }
}

/// The level of an outline; 9 is the body text.
pub(super) fn by_outline(level: u8) -> Option<Role> {
    match level {
        0..=8 => Some(Role::Heading(level + 1)),
        _ => Some(Role::Body),
    }
}

fn style(element: Element<'_>) -> Style {
    let paragraph = element.child("pPr");
    let run = element.child("rPr");
    let switch = |name: &str| run.and_then(|run| run.switch(name));
    Style {
        name: element.value_of("name").map(|name| name.trim().to_lowercase()).unwrap_or_default(),
        based_on: element.value_of("basedOn").map(|id| id.into_owned()),
        outline: paragraph.and_then(|p| p.value_of("outlineLvl")).and_then(|level| level.parse().ok()),
        numbering: paragraph.and_then(|p| p.child("numPr")).map(|list| {
            let level = list.value_of("ilvl").and_then(|level| level.parse().ok());
            (list.value_of("numId").map(|id| id.into_owned()), level)
        }),
        bold: switch("b"),
        italic: switch("i"),
        hidden: switch("vanish"),
    }
}

// "Heading1" as the name of a style that the file does not describe.
fn spaced(id: &str) -> String {
    let digits = id.chars().rev().take_while(char::is_ascii_digit).count();
    let letters = id.chars().count() - digits;
    let (word, number): (String, String) =
        (id.chars().take(letters).collect(), id.chars().skip(letters).collect());
    format!("{} {number}", word.trim()).trim().to_lowercase()
}

fn by_name(name: &str) -> Option<Role> {
    if TITLES.contains(&name) {
        return Some(Role::Title);
    }
    if name == "subtitle" {
        return Some(Role::Body);
    }
    if name.starts_with("toc ") || name == "contents heading" {
        return Some(Role::Contents);
    }
    if name.starts_with("list continue") {
        return Some(Role::Continued);
    }
    let (word, number) = name.rsplit_once(|letter: char| letter.is_whitespace() || letter == '_')?;
    let level: u8 = number.parse().ok().filter(|level| (1..=9).contains(level))?;
    HEADINGS.contains(&word.trim()).then_some(Role::Heading(level))
}

#[cfg(test)]
mod tests {
    use super::super::xml::Tree;
    use super::*;

    #[test]
    fn knows_headings_by_name_outline_and_inheritance() {
        let text = r#"<w:styles>
            <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>
            <w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/></w:style>
            <w:style w:styleId="b2"><w:name w:val="Überschrift 2"/></w:style>
            <w:style w:styleId="own"><w:name w:val="Policy Section"/><w:basedOn w:val="b2"/></w:style>
            <w:style w:styleId="lvl"><w:name w:val="Clause"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
            <w:style w:styleId="deep"><w:name w:val="Deep"/><w:basedOn w:val="lvl"/></w:style>
            <w:style w:styleId="plain"><w:name w:val="Plain"/><w:basedOn w:val="1"/>
                <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
            <w:style w:styleId="T"><w:name w:val="Title"/></w:style>
            <w:style w:styleId="c"><w:name w:val="toc 1"/></w:style>
            <w:style w:styleId="x"><w:name w:val="X"/><w:basedOn w:val="y"/></w:style>
            <w:style w:styleId="y"><w:name w:val="Y"/><w:basedOn w:val="x"/></w:style>
        </w:styles>"#;
        let tree = Tree::read(text).unwrap();
        let styles = Styles::read(tree.root().unwrap());
        let cases = [
            ("N", Role::Body),
            ("1", Role::Heading(1)),
            ("b2", Role::Heading(2)),
            ("own", Role::Heading(2)),
            ("lvl", Role::Heading(3)),
            ("deep", Role::Heading(3)),
            ("plain", Role::Body),
            ("T", Role::Title),
            ("c", Role::Contents),
            ("x", Role::Body),
            ("Heading2", Role::Heading(2)),
            ("Title", Role::Title),
            ("Nothing7", Role::Body),
        ];
        for (id, expected) in cases {
            assert_eq!(styles.role(Some(id)), expected, "{id}");
        }
        assert_eq!(styles.default_paragraph(), Some("N"));
    }
}
