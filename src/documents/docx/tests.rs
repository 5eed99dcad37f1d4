use std::collections::BTreeMap;
use std::io::Read as _;

use super::*;
use crate::documents::frame::{Labels, Logo, LogoKind};
use crate::documents::import::{Accepted, Format, import};
use crate::documents::pictures::sample;
use crate::documents::{Value, Values, fill};
use crate::messages::Language;

const TEXT: &str = "{{org_field_logo}}\n\n# Lone Working\n\n## 1. Aim & scope\n\nOf **{{org_field_name}}**, *now* \
    and [there](https://x.example/?a=1&b=2).\n\n### 1.1 More\n\n- one\n  - inner\n- two\n\n4. four\n5. five\n\n\
    | A | B |\n|---|---|\n| \\<c> | d |\n\n![An exit](picture:exit)\n\nResponsible Person: {{org_field_name}}\n\n\
    Copyright © {{current_year}} {{org_field_name}}. All rights reserved.\n";

fn filled(text: &str, language: Language) -> Filled {
    let mut values = Values::new();
    values.text("org_field_name", "Gofal & Tŷ <Cyf>\u{1}");
    values.text("current_year", "2026");
    values.set("org_field_logo", Value::Image);
    let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
    let mut filled = fill(&document, &values, language, Stage::Published).unwrap();
    filled.pictures.add("exit", &sample(40, 20));
    filled
}

fn frame(language: Language, messages: &Messages) -> Frame {
    Frame {
        organisation: "Gofal & Tŷ".to_owned(),
        registration: None,
        title: "Lone Working".to_owned(),
        description: String::new(),
        control: vec![("Version".to_owned(), "1.0".to_owned())],
        logo: Some(Logo { bytes: sample(10, 10), kind: LogoKind::Png, alt: "Gofal logo".to_owned() }),
        version: "DCW13, version 1.0".to_owned(),
        notice: None,
        labels: Labels::new(messages, language),
        published: "2025-12-02T09:00:00Z".parse().unwrap(),
        identifier: "test".to_owned(),
    }
}

fn write(language: Language) -> Vec<u8> {
    let messages = Messages::load().unwrap();
    docx(&filled(TEXT, language), &frame(language, &messages), &messages).unwrap()
}

fn parts(file: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().into_owned(), String::from_utf8_lossy(&bytes).into_owned());
    }
    parts
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(write(Language::English), write(Language::English));
}

#[test]
fn structure_furniture_and_language_are_real() {
    let parts = parts(&write(Language::Welsh));
    let text = &parts["word/document.xml"];
    for part in [
        "<w:pStyle w:val=\"Title\"/>",
        "<w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1. </w:t>",
        "<w:pStyle w:val=\"Heading2\"/>",
        "<w:b/></w:rPr><w:t xml:space=\"preserve\">Gofal &amp; Tŷ &lt;Cyf&gt;</w:t>",
        "<w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/>",
        "<w:tblHeader/>",
        "&lt;c&gt;",
        "descr=\"An exit\"",
        "descr=\"Gofal logo\"",
        "<w:hyperlink r:id=\"rLink1\">",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(parts["word/numbering.xml"].contains("<w:startOverride w:val=\"4\"/>"));
    assert!(parts["word/_rels/document.xml.rels"].contains("https://x.example/?a=1&amp;b=2"));
    assert!(
        parts["word/styles.xml"].contains("w:val=\"cy-GB\"") && !parts["word/styles.xml"].contains("xx-XX")
    );
    assert!(parts["word/footer1.xml"].contains("w:instr=\"NUMPAGES\""));
    assert!(parts["word/footer1.xml"].contains("DCW13, version 1.0. Heb ei reoli"));
    assert!(parts["docProps/core.xml"].contains("2025-12-02T09:00:00Z"));
    assert!(parts.contains_key("word/media/picture2.png"));
}

#[test]
fn every_part_is_well_formed() {
    for (name, part) in parts(&write(Language::English)) {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut reader = quick_xml::Reader::from_str(&part);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(fault) => panic!("{name}: {fault}"),
                }
            }
        }
    }
}
