//! The PDF says what the page says, and says it to everybody.

use std::process::Command;

use polisi::documents::model::Heading;
use polisi::documents::{html, pdf::pdf, text};
use polisi::messages::Messages;
use scraper::Html;

use super::{filled, frame, png, policies, words};
use crate::support::environment::has_program;
use crate::support::html::all;
use crate::support::pdf::Pdf;
use crate::support::pdf_structure::Structure;

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
        assert!(page.len() > 300, "{name}: {}", page.len());
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
    let Some(structure) = Structure::read(&bytes) else { return };
    structure.claims_both_norms("en-GB");
    let headings: Vec<_> = filled.document.headings().collect();
    let words = |heading: &Heading| text::sentence(&filled, &heading.words, &messages);
    let levels: Vec<(u8, String)> = headings.iter().map(|h| (h.level - 1, words(h))).collect();
    assert_eq!(structure.headings(), levels);
    // Headings never jump a level, and the bookmarks are the headings.
    assert!(levels.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 1), "{levels:?}");
    let number = |heading: &Heading| heading.number.clone().unwrap_or_default();
    let numbered = headings
        .iter()
        .map(|h| (usize::from(h.level) - 2, format!("{} {}", number(h), words(h)).trim().to_owned()));
    assert_eq!(structure.bookmarks, numbered.collect::<Vec<_>>());
    assert_eq!(structure.of_kind("LI").len(), structure.of_kind("LBody").len());
    assert!(structure.of_kind("LI").len() > 20);
}

#[test]
fn pictures_tables_and_nested_lists_are_tagged() {
    let messages = Messages::load().unwrap();
    let mut filled = filled(
        "# T\n\n## 1. A\n\n![The exit by the kitchen](picture:a)\n\n![](picture:b)\n\n\
         | Who | What |\n|---|---|\n| Cooks | Wash **hands** |\n| Nurses | |\n\n3. three\n   - inner\n4. four\n",
    );
    assert!(filled.pictures.add("a", &png(40, 30)) && filled.pictures.add("b", &png(30, 30)));
    let bytes = pdf(&filled, &frame(&messages), &messages).unwrap().bytes;
    let Some(structure) = Structure::read(&bytes) else { return };
    structure.claims_both_norms("en-GB");
    let alts: Vec<&str> = structure.of_kind("Figure").iter().map(|tag| tag.alt.as_str()).collect();
    assert_eq!(alts, ["The exit by the kitchen", "Picture without a description"]);
    let scopes: Vec<&str> = structure.of_kind("TH").iter().map(|tag| tag.scope.as_str()).collect();
    assert_eq!(scopes, ["Column", "Column"]);
    assert_eq!(structure.of_kind("TD").len(), 4, "an empty cell is a cell");
    let depths: Vec<usize> = structure.of_kind("L").iter().map(|tag| tag.depth).collect();
    assert!(depths.len() == 2 && depths[0] < depths[1], "{depths:?}");
    assert_eq!(structure.of_kind("LI").len(), 3);
}
