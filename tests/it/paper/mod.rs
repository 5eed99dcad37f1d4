//! What the documents look like to other programs: PDF read back with poppler, Word files through
//! LibreOffice, and the policies given out over HTTP.

mod given_out;
mod office;
mod pdf;
mod redline;
mod tables;

use std::io::Cursor;

use polisi::documents::catalogue::{self, Kind};
use polisi::documents::frame::{Frame, Labels};
use polisi::documents::{Accepted, Filled, Format, Stage, Value, Values, fill, import};
use polisi::messages::{Language, Messages};

/// A text with a value for every field that names the field, so that each can be looked for.
pub fn filled(text: &str) -> Filled {
    let mut values = Values::new();
    for field in catalogue::all() {
        match field.kind {
            Kind::Image => {}
            Kind::Date => values.set(&field.name, Value::Date("2026-11-02".parse().unwrap())),
            Kind::Year => values.text(&field.name, "2026"),
            _ => values.text(&field.name, &format!("Tŷ n{} & Cyf", field.name.len())),
        }
    }
    let document = import(text, Format::Markdown, &Accepted::all()).unwrap().document;
    fill(&document, &values, Language::English, Stage::Published)
}

pub fn frame(messages: &Messages) -> Frame {
    Frame {
        organisation: "Cartref Prawf".to_owned(),
        registration: None,
        title: "Title of the test".to_owned(),
        description: String::new(),
        control: Vec::new(),
        logo: None,
        version: "DCW94, version 1.0".to_owned(),
        notice: None,
        labels: Labels::new(messages, Language::English),
        published: "2026-11-02T09:00:00Z".parse().unwrap(),
        identifier: "test".to_owned(),
    }
}

/// A small picture.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(width, height, image::Rgb([12, 74, 85]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The policies of the demonstration.
fn policies() -> Vec<(String, String)> {
    let folder = crate::support::environment::in_repository("src/cli/demo/policies");
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() > 5, "saw only {} policies", found.len());
    found
}

/// The words without marks and numbers of lists and headings, which the page and the paper set apart.
fn words(text: &str) -> Vec<String> {
    let is_mark = |word: &str| {
        let bare = word.trim_end_matches(['.', ')']);
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
        number || ["•", "–", "‣", "▪", "|", "-"].contains(&word)
    };
    text.split_whitespace().filter(|word| !is_mark(word)).map(str::to_owned).collect()
}
