//! Our Word file, opened by LibreOffice and printed.

use std::process::Command;

use polisi::documents::model::Block;
use polisi::documents::read::{Tracked, read};
use polisi::documents::{Accepted, Stage, Values, docx::docx, fill, import, text};
use polisi::messages::{Language, Messages};

use super::{filled, frame, policies, words};
use crate::support::environment::has_program;
use crate::support::pdf::Pdf;

/// Prints a Word file with LibreOffice.
fn printed(bytes: &[u8]) -> Option<Pdf> {
    if !has_program("soffice", "--version") {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.docx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let output = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .args([folder.path(), &file])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Pdf::read(&std::fs::read(folder.path().join("policy.pdf")).unwrap())
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
    let Some(read) = printed(&bytes) else { return };
    let paper = words(&read.text).join(" ");
    for heading in filled.document.headings() {
        let heading = words(&text::sentence(&filled, &heading.words, &messages)).join(" ");
        assert!(paper.contains(&heading), "{name}: {heading}");
    }
    let items = filled.document.blocks.iter().filter_map(|block| match block {
        Block::List(list) => Some(&list.items),
        _ => None,
    });
    let mut seen = 0;
    for item in items.flatten() {
        let sentences = item.sentences.iter().map(|sentence| text::sentence(&filled, sentence, &messages));
        let item = words(&sentences.collect::<Vec<_>>().join(" ")).join(" ");
        // A page may end inside an item.
        let begin: Vec<&str> = item.split(' ').take(4).collect();
        assert!(paper.contains(&begin.join(" ")), "{item}");
        seen += 1;
    }
    assert!(seen > 20, "saw only {seen} items");
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
