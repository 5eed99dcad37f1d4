//! Our Word file, opened by LibreOffice and printed.

use std::process::Command;

use polisi::documents::frame::Labels;
use polisi::documents::model::Block;
use polisi::documents::read::{Tracked, read};
use polisi::documents::{Accepted, Stage, Values, docx::docx, fill, import, text};
use polisi::messages::{Language, Messages};

use super::{filled, frame, png, policies, words};
use crate::support::environment::has_program;
use crate::support::pdf::Pdf;
use crate::support::pdf_structure::Structure;

/// Prints a Word file with LibreOffice.
fn printed(bytes: &[u8]) -> Option<(Pdf, Structure)> {
    if !has_program("soffice", "--version") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.docx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let output = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", TAGGED, "--outdir"])
        .args([folder.path(), &file])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = std::fs::read(folder.path().join("policy.pdf")).unwrap();
    Some((Pdf::read(&bytes)?, Structure::read(&bytes)?))
}

// With tags and bookmarks, so that what LibreOffice takes for a heading, a list or a header row is told.
const TAGGED: &str = "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},\
    \"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"}}";

/// The first words and the last.
fn parts_of(item: &str) -> (String, String) {
    let all: Vec<&str> = item.split(' ').collect();
    let few = all.len().min(4);
    (all[..few].join(" "), all[all.len() - few..].join(" "))
}

#[test]
fn libreoffice_counts_on_nests_and_keeps_pictures_and_welsh() {
    let messages = Messages::load().unwrap();
    let source = "# T\n\n## 1. A\n\n7. seventh\n   - inner bullet\n     1. deep one\n     2. deep two\n   - next bullet\n8. eighth\n\n\
        Words between.\n\n1. first again\n2. second again\n\n- bullet\n  4. from four\n  5. five\n\n\
        ![The exit](picture:a)\n\n| Who | What | When |\n|---|---|---|\n| Cooks | Wash | |\n";
    let mut filled = filled(source);
    filled.language = Language::Welsh;
    assert!(filled.pictures.add("a", &png(40, 30)));
    let mut frame = frame(&messages);
    frame.labels = Labels::new(&messages, Language::Welsh);
    let Some((read, structure)) = printed(&docx(&filled, &frame, &messages).unwrap()) else { return };
    let words = read.words();
    let mut rest = words.as_str();
    for part in [
        "7. seventh",
        "inner bullet",
        "1. deep one",
        "2. deep two",
        "next bullet",
        "8. eighth",
        "Words between.",
        "1. first again",
        "2. second again",
        "bullet",
        "4. from four",
        "5. five",
        "Who What",
        "Cooks Wash",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} in its place: {words}"));
        rest = rest.split_at(at + part.len()).1;
    }
    assert_eq!(structure.lang, "cy-GB");
    assert!(words.contains("When"), "{words}");
    assert_eq!((structure.of_kind("TH").len(), structure.of_kind("TD").len()), (3, 3));
    let alts: Vec<&str> = structure.of_kind("Figure").iter().map(|tag| tag.alt.as_str()).collect();
    assert_eq!(alts, ["The exit"]);
    let page = frame.labels.page.replace("{p}", "1").replace("{n}", "1");
    assert!(words.contains(&page), "{page}: {words}");
    assert!(words.contains("Cartref Prawf"), "the header: {words}");
}

const TABLE: &str = "\n\n## 99. A table\n\n| Who | What |\n|---|---|\n| Cooks | Wash **hands** |\n| Nurses | Lock doors |\n\n\
    7. seventh\n8. eighth\n   - inner\n\n[A link](https://x.example/)\n";

#[test]
fn libreoffice_keeps_headings_lists_tables_and_values() {
    let messages = Messages::load().unwrap();
    let (name, text) = policies().into_iter().find(|(name, _)| name.ends_with("dcw94.md")).unwrap();
    let filled = filled(&format!("{}{TABLE}", text.split("Responsible Person").next().unwrap()));
    let mut frame = frame(&messages);
    frame.control = vec![("Owner".to_owned(), "Siân Ŵ".to_owned())];
    let bytes = docx(&filled, &frame, &messages).unwrap();
    let Some((read, structure)) = printed(&bytes) else { return };
    let paper = words(&read.text).join(" ");
    // Every heading, in order, at its level, with its number.
    let headings = filled.document.headings().map(|heading| {
        let number = heading.number.clone().unwrap_or_default();
        let dot = if number.is_empty() || number.contains('.') { "" } else { "." };
        let words = text::sentence(&filled, &heading.words, &messages);
        (usize::from(heading.level) - 2, format!("{number}{dot} {words}").trim().to_owned())
    });
    assert_eq!(structure.bookmarks, headings.collect::<Vec<_>>(), "{name}");
    assert_eq!(structure.lang, "en-GB");
    let items = filled.document.blocks.iter().filter_map(|block| match block {
        Block::List(list) => Some(&list.items),
        _ => None,
    });
    let mut seen = 0;
    for item in items.flatten() {
        let sentences = item.sentences.iter().map(|sentence| text::sentence(&filled, sentence, &messages));
        let item = words(&sentences.collect::<Vec<_>>().join(" ")).join(" ");
        // Header and footer may stand inside an item.
        let (begin, end) = parts_of(&item);
        assert!(paper.contains(&begin) && paper.contains(&end), "{item}");
        seen += 1;
    }
    assert!(seen > 20, "saw only {seen} items");
    assert!(structure.of_kind("LI").len() >= seen, "{} of {seen}", structure.of_kind("LI").len());
    // The header rows are told as such: two cells of the table, one of document control.
    assert_eq!(structure.of_kind("TH").len(), 3);
    for part in ["Cooks Wash hands", "Nurses Lock doors", "Siân Ŵ", "Tŷ n14 & Cyf", "A link"] {
        assert!(paper.contains(part), "{part}: {paper}");
    }
    for part in ["7.", "8.", "seventh"] {
        assert!(read.text.contains(part), "{part}");
    }
    for (at, page) in read.page_texts().iter().enumerate() {
        let place = format!("Page {} of {}", at + 1, read.pages);
        assert!(page.contains(&place) && page.contains("Uncontrolled when printed"), "{place}: {page}");
    }
    assert_eq!(read.title, "Title of the test");
}

#[test]
fn our_word_file_reads_back_as_the_text_that_it_was_made_from() {
    let messages = Messages::load().unwrap();
    for (name, source) in policies() {
        let source = source.split("Responsible Person").next().unwrap();
        let filled = filled(&format!("{source}{TABLE}"));
        let mut frame = frame(&messages);
        frame.title = text::sentence(&filled, &filled.document.title, &messages);
        let bytes = docx(&filled, &frame, &messages).unwrap();
        let reading = read("policy.docx", &bytes, Tracked::Accept).unwrap();
        let again = import(&reading.source, reading.format, &Accepted::none()).unwrap().document;
        let levels = |document: &polisi::documents::Document| {
            document.headings().map(|heading| (heading.level, heading.number.clone())).collect::<Vec<_>>()
        };
        assert_eq!(levels(&again), levels(&filled.document), "{name}");
        let again = fill(&again, &Values::new(), Language::English, Stage::Published).unwrap();
        let (one, other) = (text::plain(&filled, &messages), text::plain(&again, &messages));
        for (line, (one, other)) in one.lines().zip(other.lines()).enumerate() {
            assert_eq!(one, other, "{name}, line {}", line + 1);
        }
        assert_eq!(one.lines().count(), other.lines().count(), "{name}");
    }
}
