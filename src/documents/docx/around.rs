//! What stands around the text: header, footer, properties, and how the parts belong together.

use super::media::{Media, file_name, link_name};
use super::xml::Xml;
use super::{FOOTER, HEADER, NAMESPACE, RELATIONS};
use crate::documents::frame::Frame;
use crate::messages::Language;

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The language of the text for Word.
pub(super) const fn language(language: Language) -> &'static str {
    match language {
        Language::English => "en-GB",
        Language::Welsh => "cy-GB",
    }
}

/// Title and organisation on every page, with the word for a draft.
pub(super) fn header(frame: &Frame, is_draft: bool) -> Vec<u8> {
    let mut xml = Xml::new();
    begin(&mut xml, "w:hdr", "Header");
    words(&mut xml, &frame.title);
    tab(&mut xml);
    words(&mut xml, &frame.organisation);
    if is_draft {
        words(&mut xml, &format!(" – {}", frame.labels.draft));
    }
    end(xml, "w:hdr")
}

/// Code and version, page x of y, and that a printed copy may be out of date.
pub(super) fn footer(frame: &Frame) -> Vec<u8> {
    let mut xml = Xml::new();
    begin(&mut xml, "w:ftr", "Footer");
    let own = [frame.version.as_str(), frame.labels.uncontrolled.as_str()];
    let own: Vec<&str> = own.into_iter().filter(|part| !part.is_empty()).collect();
    words(&mut xml, &own.join(". "));
    tab(&mut xml);
    for part in pieces(&frame.labels.page) {
        match part {
            "{p}" => field(&mut xml, "PAGE"),
            "{n}" => field(&mut xml, "NUMPAGES"),
            part => words(&mut xml, part),
        }
    }
    end(xml, "w:ftr")
}

// The words for "Page {p} of {n}", cut at the two marks.
fn pieces(page: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for (at, part) in page.split('{').enumerate() {
        let (mark, rest) = if at == 0 { ("", part) } else { part.split_once('}').unwrap_or(("", part)) };
        match mark {
            "p" => pieces.push("{p}"),
            "n" => pieces.push("{n}"),
            _ => {}
        }
        pieces.push(rest);
    }
    pieces.retain(|part| !part.is_empty());
    pieces
}

fn begin(xml: &mut Xml, name: &'static str, style: &str) {
    xml.open(name, &[("xmlns:w", NAMESPACE), ("xmlns:r", RELATIONS)]);
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", style)]);
    xml.close("w:pPr");
}

fn end(mut xml: Xml, name: &'static str) -> Vec<u8> {
    xml.close("w:p");
    xml.close(name);
    xml.finish()
}

fn words(xml: &mut Xml, words: &str) {
    xml.open("w:r", &[]);
    xml.leaf("w:t", &[("xml:space", "preserve")], words);
    xml.close("w:r");
}

fn tab(xml: &mut Xml) {
    xml.open("w:r", &[]);
    xml.empty("w:tab", &[]);
    xml.close("w:r");
}

fn field(xml: &mut Xml, instruction: &str) {
    xml.open("w:fldSimple", &[("w:instr", instruction)]);
    words(xml, "1");
    xml.close("w:fldSimple");
}

/// Language and how Word opens the file.
pub(super) fn settings(language: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("w:settings", &[("xmlns:w", NAMESPACE)]);
    xml.empty("w:defaultTabStop", &[("w:val", "720")]);
    xml.open("w:compat", &[]);
    let uri = "http://schemas.microsoft.com/office/word";
    let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
    xml.empty("w:compatSetting", &mode);
    xml.close("w:compat");
    xml.empty("w:themeFontLang", &[("w:val", language)]);
    xml.close("w:settings");
    xml.finish()
}

/// Title, author, language and the day of publication.
pub(super) fn properties(frame: &Frame, language: &str) -> Vec<u8> {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let moment = frame.published.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    xml.open("cp:coreProperties", &spaces);
    xml.leaf("dc:title", &[], &frame.title);
    xml.leaf("dc:creator", &[], &frame.organisation);
    xml.leaf("dc:description", &[], &frame.description);
    xml.leaf("dc:identifier", &[], &frame.identifier);
    xml.leaf("dc:language", &[], language);
    xml.leaf("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], &moment);
    xml.leaf("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], &moment);
    xml.close("cp:coreProperties");
    xml.finish()
}

/// What kind of part each file is.
pub(super) fn types() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Types", &[("xmlns", TYPES)]);
    for (extension, kind) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
    ] {
        xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
    }
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
    ] {
        let (part, kind) = (format!("/word/{part}.xml"), format!("{WORD}.{kind}+xml"));
        xml.empty("Override", &[("PartName", &part), ("ContentType", &kind)]);
    }
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    xml.empty("Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)]);
    xml.close("Types");
    xml.finish()
}

/// Where the text and the properties are.
pub(super) fn root() -> Vec<u8> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", PACKAGE)]);
    relation(&mut xml, "rDocument", &format!("{RELATIONS}/officeDocument"), "word/document.xml", false);
    relation(&mut xml, "rCore", core, "docProps/core.xml", false);
    xml.close("Relationships");
    xml.finish()
}

/// What the text refers to.
pub(super) fn relations(media: &Media) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("Relationships", &[("xmlns", PACKAGE)]);
    for (name, kind, file) in [
        ("rStyles", "styles", "styles.xml"),
        ("rNumbering", "numbering", "numbering.xml"),
        ("rSettings", "settings", "settings.xml"),
        (HEADER, "header", "header1.xml"),
        (FOOTER, "footer", "footer1.xml"),
    ] {
        relation(&mut xml, name, &format!("{RELATIONS}/{kind}"), file, false);
    }
    for (at, (file, _)) in media.files.iter().enumerate() {
        relation(&mut xml, &file_name(at), &format!("{RELATIONS}/image"), &format!("media/{file}"), false);
    }
    for (at, address) in media.links.iter().enumerate() {
        relation(&mut xml, &link_name(at), &format!("{RELATIONS}/hyperlink"), address, true);
    }
    xml.close("Relationships");
    xml.finish()
}

fn relation(xml: &mut Xml, name: &str, kind: &str, target: &str, outside: bool) {
    let mut attributes = vec![("Id", name), ("Type", kind), ("Target", target)];
    if outside {
        attributes.push(("TargetMode", "External"));
    }
    xml.empty("Relationship", &attributes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_the_page_are_cut_at_their_marks() {
        assert_eq!(pieces("Page {p} of {n}"), ["Page ", "{p}", " of ", "{n}"]);
        assert_eq!(pieces("{p}/{n}."), ["{p}", "/", "{n}", "."]);
    }
}
