//! Pictures, text boxes and whatever else floats in a paragraph.

use super::body::Walk;
use super::xml::Element;
use crate::documents::read::blocks::Block;
use crate::documents::read::notes::{NoteKind, short};

/// The one of several alternatives that can be read; text and pictures stand in all of them.
pub(super) fn chosen(alternatives: Element<'_>) -> Option<Element<'_>> {
    let readable = |element: &Element<'_>| {
        ["txbxContent", "blip", "imagedata", "t"].iter().any(|name| element.find(name).is_some())
    };
    let choice = || alternatives.children().filter(|child| child.name() == "Choice");
    let fallback = alternatives.child("Fallback");
    let first = choice().find(readable).or_else(|| fallback.filter(readable));
    first.or_else(|| choice().next()).or(fallback)
}

impl<'t> Walk<'t, '_> {
    /// What is inside a drawing: boxes wait until the paragraph ends, pictures too.
    pub(super) fn graphic(&mut self, drawing: Element<'t>) {
        if self.fields.is_silent() {
            return;
        }
        let before = (self.boxes.len(), self.pictures.len());
        let alt = description(drawing);
        self.inside(drawing, &alt);
        let nothing = before == (self.boxes.len(), self.pictures.len());
        let told = ["chart", "relIds", "OLEObject"].iter().any(|name| drawing.find(name).is_some());
        if nothing && told {
            self.notes.count(NoteKind::ObjectLeftOut);
        }
    }

    fn inside(&mut self, element: Element<'t>, alt: &str) {
        for child in element.children() {
            match child.name() {
                "txbxContent" => self.boxes.push(child),
                "blip" => self.picture(child, &["embed", "link"], alt),
                "imagedata" => self.picture(child, &["id", "href"], alt),
                "AlternateContent" => self.nested(|walk| {
                    if let Some(chosen) = chosen(child) {
                        walk.inside(chosen, alt);
                    }
                }),
                // A group holds several pictures, each with its own description.
                "pic" | "wsp" | "shape" => self.nested(|walk| {
                    let own = description(child);
                    walk.inside(child, if own.is_empty() { alt } else { &own });
                }),
                _ => self.inside(child, alt),
            }
        }
    }

    fn picture(&mut self, element: Element<'_>, names: &[&str], alt: &str) {
        let id = names.iter().find_map(|name| element.attribute(name));
        let relation = id.and_then(|id| self.context.relations.get(id.as_ref()));
        match relation.filter(|relation| !relation.external) {
            // The same picture may be named again and again.
            Some(relation) => {
                if self.has_room(relation.target.len().saturating_add(alt.len())) {
                    let alt = alt.to_owned();
                    self.pictures.push(Block::Picture { name: relation.target.clone(), alt });
                }
            }
            None => self.notes.add(NoteKind::PictureLeftOut, alt, ""),
        }
    }
}

// What a person wrote about a picture; Word's own guesses and file names do not count.
fn description(element: Element<'_>) -> String {
    let named = |name: &str| element.find(name).or(Some(element));
    let descr = ["docPr", "cNvPr"].iter().find_map(|name| {
        let found = element.find(name)?;
        found.attribute("descr").or_else(|| found.attribute("title"))
    });
    let vml = || named("shape").and_then(|shape| shape.attribute("alt"));
    let words = descr.or_else(vml).map(|words| short(&words)).unwrap_or_default();
    let file =
        [".png", ".jpg", ".jpeg", ".gif", ".bmp"].iter().any(|end| words.to_lowercase().ends_with(end));
    if file { String::new() } else { words }
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use crate::documents::limits::Limit;
    use crate::documents::read::{Refusal, Tracked, read};

    #[test]
    fn what_is_named_again_and_again_counts_each_time() {
        let link = "<w:hyperlink r:id=\"good\"><w:r><w:t>a</w:t></w:r></w:hyperlink><w:r><w:t>b</w:t></w:r>";
        let picture = "<a:blip r:embed=\"pic\"/>";
        let one = |inner: String| format!("<w:p><w:r><w:t>Text</w:t></w:r>{inner}</w:p>");
        let pictures = |count| format!("<w:r><w:drawing>{}</w:drawing></w:r>", picture.repeat(count));
        for (body, expected) in [
            (one(link.repeat(100)), None),
            (one(link.repeat(50_000)), Some(Refusal::Limit(Limit::Text))),
            (one(pictures(100)), None),
            (one(pictures(60_000)), Some(Refusal::Limit(Limit::Text))),
        ] {
            let refused = read("a.docx", &file(&body), Tracked::Accept).err();
            assert_eq!(refused, expected, "{}", body.len());
        }
    }
}
