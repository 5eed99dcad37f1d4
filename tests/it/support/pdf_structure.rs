//! What a PDF says to a screen reader: its tags, language, bookmarks and the norms that it claims.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value as Json;

use super::environment::has_program;

/// An element of the structure, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// `H1`, `TH`, `Figure` …
    pub kind: String,
    /// How many elements it lies in.
    pub depth: usize,
    /// The words of a heading.
    pub title: String,
    /// The words that stand for a picture.
    pub alt: String,
    /// What a header cell is the header of.
    pub scope: String,
    /// The language, where it is another than that of the document.
    pub lang: String,
    /// `Underline` or `LineThrough`.
    pub decoration: String,
}

/// What a PDF says to a screen reader.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The language of the document.
    pub lang: String,
    /// It says that all of it is tagged.
    pub marked: bool,
    /// The window shows the title.
    pub shows_title: bool,
    /// The elements, in reading order.
    pub tags: Vec<Tag>,
    /// Words and depth of the bookmarks.
    pub bookmarks: Vec<(usize, String)>,
    /// The XMP metadata.
    pub xmp: String,
}

impl Structure {
    /// Reads a PDF. `None` where qpdf is missing and may be.
    ///
    /// # Panics
    /// It is no PDF, or has no structure.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if !has_program("qpdf", "--version") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("read.pdf");
        std::fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        run(&["--check", file]);
        let whole: Json =
            serde_json::from_slice(&run(&["--json=2", "--json-stream-data=none", file])).unwrap();
        let objects = Objects(&whole["qpdf"][1]);
        let catalogue = objects.get(&objects.0["trailer"]["value"]["/Root"]);
        let xmp = catalogue["/Metadata"].as_str().map_or_else(Vec::new, |name| {
            let object = name.replace(" 0 R", "");
            run(&[&format!("--show-object={object}"), "--filtered-stream-data", file])
        });
        let mut structure = Self {
            lang: text(&catalogue["/Lang"]),
            marked: objects.get(&catalogue["/MarkInfo"])["/Marked"] == true,
            shows_title: objects.get(&catalogue["/ViewerPreferences"])["/DisplayDocTitle"] == true,
            tags: Vec::new(),
            bookmarks: Vec::new(),
            xmp: String::from_utf8(xmp).unwrap(),
        };
        objects.tags(&objects.get(&catalogue["/StructTreeRoot"])["/K"], 0, &mut structure.tags);
        objects.bookmarks(&objects.get(&catalogue["/Outlines"])["/First"], 0, &mut structure.bookmarks);
        Some(structure)
    }

    /// Fails unless the file says that it is PDF/A-2a and PDF/UA-1, tagged, in this language.
    ///
    /// # Panics
    /// It doesn't.
    #[track_caller]
    pub fn claims_both_norms(&self, lang: &str) {
        for part in ["pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<"] {
            assert!(self.xmp.contains(part), "{part}: {}", self.xmp);
        }
        assert!(self.marked && self.shows_title, "{self:?}");
        assert_eq!(self.lang, lang);
        assert!(self.xmp.contains(&format!("<rdf:li>{lang}</rdf:li>")), "{}", self.xmp);
        let kinds: BTreeSet<&str> = self.tags.iter().map(|tag| tag.kind.as_str()).collect();
        assert!(kinds.contains("Document"), "{kinds:?}");
        // Both norms refuse a picture without words and a header cell without a scope.
        for tag in &self.tags {
            assert!(tag.kind != "Figure" || !tag.alt.is_empty(), "{tag:?}");
            assert!(tag.kind != "TH" || !tag.scope.is_empty(), "{tag:?}");
        }
    }

    /// Level and words of the headings, in reading order, but for that of the contents.
    pub fn headings(&self) -> Vec<(u8, String)> {
        let level = |tag: &Tag| tag.kind.strip_prefix('H').and_then(|level| level.parse::<u8>().ok());
        let all = self.tags.iter().filter_map(|tag| Some((level(tag)?, tag.title.clone())));
        all.filter(|(_, words)| words != "Contents" && words != "Cynnwys").collect()
    }

    /// The elements of a kind.
    pub fn of_kind(&self, kind: &str) -> Vec<&Tag> {
        self.tags.iter().filter(|tag| tag.kind == kind).collect()
    }
}

struct Objects<'a>(&'a Json);

impl<'a> Objects<'a> {
    // What a value is, or what it refers to.
    fn get(&self, value: &'a Json) -> &'a Json {
        match value.as_str().filter(|name| name.ends_with(" R")) {
            Some(name) => &self.0[format!("obj:{name}")]["value"],
            None => value,
        }
    }

    fn tags(&self, value: &'a Json, depth: usize, out: &mut Vec<Tag>) {
        match self.get(value) {
            Json::Array(all) => all.iter().for_each(|one| self.tags(one, depth, out)),
            Json::Object(element) if element.contains_key("/S") => {
                let element = self.get(value);
                let attributes = self.get(&element["/A"]);
                let attributes: Vec<&Json> = match attributes {
                    Json::Array(all) => all.iter().map(|one| self.get(one)).collect(),
                    one => vec![one],
                };
                let attribute =
                    |name: &str| attributes.iter().map(|all| text(&all[name])).find(|v| !v.is_empty());
                out.push(Tag {
                    kind: text(&element["/S"]),
                    depth,
                    title: text(&element["/T"]),
                    alt: text(&element["/Alt"]),
                    scope: attribute("/Scope").unwrap_or_default(),
                    lang: text(&element["/Lang"]),
                    decoration: attribute("/TextDecorationType").unwrap_or_default(),
                });
                self.tags(&element["/K"], depth + 1, out);
            }
            _ => {}
        }
    }

    fn bookmarks(&self, first: &'a Json, depth: usize, out: &mut Vec<(usize, String)>) {
        let mut here = self.get(first);
        while here.is_object() {
            out.push((depth, text(&here["/Title"])));
            self.bookmarks(&here["/First"], depth + 1, out);
            here = self.get(&here["/Next"]);
        }
    }
}

// A string of the file, or a name without its slash.
fn text(value: &Json) -> String {
    let text = value.as_str().unwrap_or_default();
    text.strip_prefix("u:").or_else(|| text.strip_prefix('/')).unwrap_or(text).to_owned()
}

fn run(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("qpdf").args(arguments).output().unwrap();
    assert!(output.status.success(), "qpdf: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
