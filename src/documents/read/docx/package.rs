//! A Word file as a ZIP of parts that refer to each other. Only parts inside the file are ever read.

use std::collections::HashMap;

use zip::read::ZipFileEntry;

use super::xml::Tree;
use crate::documents::limits;
use crate::documents::read::archive::{self, Budget};
use crate::documents::read::letters;
use crate::documents::read::refusal::Refusal;

/// The parts of a Word file; each can be taken once.
pub(super) struct Package<'z> {
    zip: &'z [u8],
    parts: HashMap<String, ZipFileEntry<'static>>,
    budget: Budget,
}

/// What a part refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type, such as `image`.
    pub(super) kind: String,
    /// A part of the file, or an address.
    pub(super) target: String,
    pub(super) external: bool,
}

impl<'z> Package<'z> {
    pub(super) fn open(zip: &'z [u8]) -> Result<Self, Refusal> {
        let entries = archive::list(zip)?;
        if entries.iter().any(ZipFileEntry::encrypted) {
            return Err(Refusal::Encrypted);
        }
        let named = entries.into_iter().filter(|entry| !entry.is_symlink());
        let parts = named
            .filter_map(|entry| {
                let name = entry.name().ok()?.trim_start_matches('/').to_lowercase();
                Some((name, entry))
            })
            .collect();
        Ok(Self { zip, parts, budget: Budget::default() })
    }

    /// The bytes of a part, when it is there.
    pub(super) fn bytes(&mut self, path: &str, most: usize) -> Result<Option<Vec<u8>>, Refusal> {
        match self.parts.remove(&path.to_lowercase()) {
            Some(entry) => self.budget.unpack(self.zip, entry, most).map(Some),
            None => Ok(None),
        }
    }

    /// The text of an XML part, when it is there.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes(path, limits::PART_BYTES)? else { return Ok(None) };
        if let Some(text) = letters::marked(&bytes) {
            return Ok(Some(text));
        }
        String::from_utf8(bytes).map(Some).map_err(|_fault| Refusal::Broken)
    }

    /// The part that holds the text.
    pub(super) fn main_part(&mut self) -> Result<String, Refusal> {
        if self.text("[Content_Types].xml")?.is_some_and(|types| types.contains("macroEnabled")) {
            return Err(Refusal::Macros);
        }
        let relations = self.relations("")?;
        let main = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        Ok(main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target))
    }

    /// What a part refers to.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = resolve(folder, &format!("_rels/{name}.rels"));
        let Some(text) = self.text(&path)? else { return Ok(Vec::new()) };
        let tree = Tree::read(&text)?;
        let Some(root) = tree.root() else { return Ok(Vec::new()) };
        let relation = |element: super::xml::Element<'_>| {
            let external = element.attribute("TargetMode").as_deref() == Some("External");
            let target = element.attribute("Target")?;
            Some(Relation {
                id: element.attribute("Id")?.into_owned(),
                kind: element.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target.into_owned() } else { resolve(folder, &target) },
                external,
            })
        };
        Ok(root.children().filter_map(relation).collect())
    }
}

// A path inside the file; it cannot leave it.
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.strip_prefix('/');
    let mut parts: Vec<&str> = Vec::new();
    let base = if absolute.is_some() { "" } else { folder };
    for part in base.split('/').chain(absolute.unwrap_or(target).split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn paths_stay_inside() {
        let cases = [
            ("word", "media/image1.png", "word/media/image1.png"),
            ("word", "/word/styles.xml", "word/styles.xml"),
            ("word", "../docProps/core.xml", "docProps/core.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
            ("", "_rels/.rels", "_rels/.rels"),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(resolve(folder, target), expected);
        }
    }
}
