//! The PDF says what the page says, and says it to everybody.

use std::process::Command;

use polisi::documents::{html, pdf::pdf};
use polisi::messages::Messages;
use scraper::Html;

use super::{filled, frame, policies, words};
use crate::support::environment::has_program;
use crate::support::html::all;
use crate::support::pdf::Pdf;

/// The text between header and footer, in the order in which it was set.
fn body(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("body.pdf");
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8", "-x", "0", "-y", "70", "-W", "596", "-H", "706"])
        .args([file.to_str().unwrap(), "-"])
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Head and title stand elsewhere on paper, and the contents follow them.
fn page_words(sheet: &str) -> Vec<String> {
    let html = Html::parse_document(sheet);
    let blocks = all(&html, "article > *:not(.mh):not(h1)").into_iter();
    let texts = blocks.map(|block| block.text().collect::<Vec<_>>().join(" "));
    words(&texts.collect::<Vec<_>>().join(" "))
}

#[test]
fn the_paper_says_what_the_page_says() {
    if !has_program("pdftotext", "-v") {
        return;
    }
    let messages = Messages::load().unwrap();
    for (name, text) in policies() {
        let filled = filled(&text);
        let page = page_words(html::sheet(&filled, &html::Look::default(), &messages).as_str());
        let paper = words(&body(&pdf(&filled, &frame(&messages), &messages).unwrap().bytes));
        assert!(page.len() > 150, "{name}: {}", page.len());
        // A line may end inside a word with a hyphen, so the letters are compared without spaces.
        let (page, paper): (Vec<char>, Vec<char>) =
            (page.concat().chars().collect(), paper.concat().chars().collect());
        assert!(page.len() <= paper.len(), "{name}: {} letters of {}", paper.len(), page.len());
        let paper = &paper[paper.len() - page.len()..];
        if let Some(at) = page.iter().zip(paper).rposition(|(one, other)| one != other) {
            let near = |all: &[char]| {
                all[at.saturating_sub(60)..(at + 20).min(all.len())].iter().collect::<String>()
            };
            panic!("{name}:\npage:  {}\npaper: {}", near(&page), near(paper));
        }
    }
}

#[test]
fn a_policy_is_tagged_marked_and_numbered() {
    let messages = Messages::load().unwrap();
    let text = &policies().into_iter().find(|(name, _)| name.ends_with("dcw94.md")).unwrap().1;
    let filled = filled(text);
    let bytes = pdf(&filled, &frame(&messages), &messages).unwrap().bytes;
    let Some(read) = Pdf::read(&bytes) else { return };
    assert!(read.tagged && read.pages > 3, "{read:?}");
    assert_eq!(read.title, "Title of the test – Cartref Prawf");
    for (at, page) in read.page_texts().iter().enumerate() {
        let place = format!("Page {} of {}", at + 1, read.pages);
        assert!(page.contains(&place), "{place}: {page}");
        assert!(page.contains("DCW94, version 1.0. Uncontrolled when printed"), "{page}");
    }
    // Level of conformance, language and outline stand in the file without compression or in the XMP.
    let folder = tempfile::tempdir().unwrap();
    let (file, plain) = (folder.path().join("a.pdf"), folder.path().join("b.pdf"));
    std::fs::write(&file, &bytes).unwrap();
    let done = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable", file.to_str().unwrap(), plain.to_str().unwrap()])
        .status()
        .unwrap();
    assert!(done.success());
    let plain = String::from_utf8_lossy(&std::fs::read(&plain).unwrap()).into_owned();
    for part in [
        "pdfaid:part",
        "pdfuaid:part",
        "/Lang (en-GB)",
        "/Outlines",
        "/StructTreeRoot",
        "/H1",
        "/DisplayDocTitle true",
    ] {
        assert!(plain.contains(part), "{part}");
    }
    // Headings never jump a level.
    let levels: Vec<u8> = filled.document.headings().map(|heading| heading.level).collect();
    assert_eq!(levels.first(), Some(&2));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}
