//! What holds for any letters and any bytes.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};

use super::{file, p};
use crate::documents::read::{Refusal, Tracked, file_kind, read};

// What a Markdown reader sees, without the space between words.
fn seen(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) = event {
            out.extend(text.chars().filter(|letter| !letter.is_whitespace()));
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn letters_of_runs_come_back(
        paragraphs in prop::collection::vec(prop::collection::vec(("[-a-c1. *_\\[\\]()#<>&|~`!+=:\\\\/\"'{}ŷé]{0,8}", any::<bool>(), any::<bool>()), 1..6), 1..4),
        table in any::<bool>(),
    ) {
        let run = |(text, bold, italic): &(String, bool, bool)| {
            let look = format!("{}{}", if *bold { "<w:b/>" } else { "" }, if *italic { "<w:i/>" } else { "" });
            format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
        };
        let body: String = paragraphs.iter().map(|runs| p("", &format!("<w:r/>{}", runs.iter().map(run).collect::<String>()))).collect();
        let body = if table { format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{body}</w:tc></w:tr></w:tbl>", p("", "x")) } else { body };
        let wanted: String = paragraphs.iter().flatten().flat_map(|(text, _, _)| text.chars()).collect();
        let wanted: String = wanted.chars().filter(|letter| !letter.is_whitespace()).collect();
        match read("a.docx", &file(&body), Tracked::Accept) {
            Err(refusal) => prop_assert_eq!(refusal, Refusal::Empty),
            Ok(reading) => {
                let mut read = seen(&reading.source).replace("<br>", "");
                if table {
                    read = read.trim_start_matches('x').to_owned();
                }
                // A typed dash or number at the beginning is the mark of a list now, braces belong to fields.
                let plain = |text: &str| text.chars().filter(|letter| !"-*•123.) {}\\".contains(*letter)).collect::<String>();
                prop_assert_eq!(plain(&read), plain(&wanted), "{}", reading.source);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), end in "(docx|html|md|txt|pdf|zip|)") {
        let name = format!("a.{end}");
        let _kind = file_kind(&name, &bytes);
        let _read = read(&name, &bytes, Tracked::Accept);
        let page = String::from_utf8_lossy(&bytes).replace('\u{fffd}', "<b>");
        let _read = read("a.html", page.as_bytes(), Tracked::Reject);
    }

    #[test]
    fn no_xml_makes_it_panic(body in "(<w:(p|r|t|tbl|tr|tc|del|ins|sdt|sdtContent|drawing|fldSimple w:instr=\"TOC\")>|</w:(p|r|t|tbl|tr|tc)>|<w:(br|tab|b|vMerge|gridSpan w:val=\"9\")/>|a|\\{\\{|\\}\\}){0,30}") {
        let _read = read("a.docx", &file(&body), Tracked::Accept);
    }

    #[test]
    fn damaged_files_are_refused_or_read(at in 0_usize..4_000, byte in any::<u8>()) {
        let mut bytes = file(&p("", "words"));
        let place = at % bytes.len();
        bytes[place] = byte;
        let _read = read("a.docx", &bytes, Tracked::Accept);
        let _archive = crate::documents::read::archive(&bytes);
    }
}
