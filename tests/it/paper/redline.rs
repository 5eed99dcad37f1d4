//! What changed, on paper: readable without colour, by eye and by ear.

use polisi::documents::pdf;
use polisi::documents::redline;
use polisi::documents::{Accepted, Document, Format, import};
use polisi::messages::{Language, Messages};

use super::frame;
use super::given_out::{published, second};
use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::pdf::Pdf;
use crate::support::pdf_structure::Structure;

const BEFORE: &str = "# Phones\n\n## 1. Aim\n\nKeep {{org_field_name}} safe. Review it every year.\n\nWords that stay.\n\n\
    ## 2. Scope\n\n- nurses\n- cooks\n\n## 3. Leaving\n\nHand the phone back on the last day.\n\n\
    | What | Who |\n|---|---|\n| Lock it | All |\n| Charge it | Nights |\n\nAn end.\n\nTwo ends.\n\nThree ends.\n\nGone for good.\n";
const AFTER: &str = "# Phones\n\n## 1. Leaving\n\nHand the phone back on the last day.\n\n## 2. Aim\n\n\
    Keep {{org_field_name}} safe. Review it every six months.\n\nWords that stay.\n\n## 3. Scope\n\n- nurses\n- drivers\n- cooks\n\n\
    | What | Who |\n|---|---|\n| Lock it | Everybody |\n| Charge it | Nights |\n\nAn end.\n\nTwo ends.\n\nThree ends.\n\n![An exit](picture:a)\n";

fn document(text: &str) -> Document {
    import(text, Format::Markdown, &Accepted::all()).unwrap().document
}

#[test]
fn additions_and_removals_are_said_and_marked_without_colour() {
    let messages = Messages::load().unwrap();
    let redline = redline::texts(&document(BEFORE), &document(AFTER), &messages, Language::English);
    let print =
        || pdf::redline(&redline, &frame(&messages), &messages, Language::English, Language::Welsh).unwrap();
    let file = print();
    assert_eq!(file, print(), "the same bytes each time");
    let Some(read) = Pdf::read(&file.bytes) else { return };
    let words = read.words();
    for part in [
        "Added words are underlined and come after \"Added:\".",
        "Review it every [Removed: year.] [Added: six months.]",
        "Added: drivers",
        "Removed: Gone for good.",
        "Added: Picture: An exit",
        "Moved from here: 3 Leaving",
        "Moved to here: 1 Leaving",
        "New number: [Removed: 1] [Added: 2] Aim",
        "Lock it | [Removed: All] [Added: Everybody]",
        "paragraphs stand unchanged here and are left out.",
    ] {
        assert!(words.contains(part), "{part}\n{words}");
    }
    assert!(!words.contains("Two ends."), "folded: {words}");
    let Some(structure) = Structure::read(&file.bytes) else { return };
    structure.claims_both_norms("en-GB");
    assert_eq!(structure.headings().len(), redline.changes);
    assert!(structure.headings().iter().all(|(level, _)| *level == 1), "{:?}", structure.headings());
    assert_eq!(structure.bookmarks.len(), redline.changes);
    for decoration in ["Underline", "LineThrough"] {
        assert!(structure.tags.iter().any(|tag| tag.decoration == decoration), "{decoration}: {structure:?}");
    }
    assert!(structure.tags.iter().any(|tag| tag.lang.starts_with("cy")), "{structure:?}");
}

fn kept(client: &Client, address: &str) -> Option<Pdf> {
    let file = client.get(address).expect(200).click("Print or keep as PDF").expect(200);
    assert_eq!(file.header("content-type"), Some("application/pdf"));
    if let Some(structure) = Structure::read(&file.body) {
        structure.claims_both_norms("en-GB");
    }
    Pdf::read(&file.body)
}

#[test]
fn what_changed_is_kept_as_a_pdf() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let policy = published(&client, &world);
    client.get(&format!("{policy}/compare.pdf")).expect(404);
    second(&client, &policy);
    let file = client.get(&format!("{policy}/compare.pdf?from=1&to=2")).expect(200);
    let name = file.header("content-disposition").unwrap();
    assert!(name.contains("-lone-working-policy-changes-1.0-to-"), "{name}");
    for asked in ["from=7&to=1", "from=1&to=draft", "from=x&to=1", "from=1&to=2&service=x"] {
        client.get(&format!("{policy}/compare.pdf?{asked}")).expect(404);
    }
    app.client_of(&world.beatrix).get(&format!("{policy}/compare.pdf?from=1&to=2")).expect(404);

    let Some(read) = kept(&client, &format!("{policy}/compare")) else { return };
    assert!(read.title.starts_with("What changed: Lone Working Policy – "), "{}", read.title);
    let words = read.words();
    for part in [
        "POL-9",
        "version 1.0, published on",
        "version 1.1, published on",
        "Compared on",
        "No service: fields stand with their names",
        "One paragraph changed: 1 changed, 0 added, 0 removed, 0 moved.",
        "Change 1 of 1 · 2 Duties",
        "[Added: charged]",
        "paragraphs stand unchanged here and are left out.",
        "POL-9, version 1.0 to version 1.1. Uncontrolled when printed",
    ] {
        assert!(words.contains(part), "{part}\n{words}");
    }
    assert!(!words.contains("Third words."), "{words}");
    for (at, page) in read.page_texts().iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", at + 1, read.pages)), "{page}");
    }
    let service = world.org.services[0];
    let values = kept(&client, &format!("{policy}/compare?from=1&to=2&service={service}")).unwrap().words();
    assert!(!values.contains("No service") && !values.contains("[Organisation name]"), "{values}");
    let same = kept(&client, &format!("{policy}/compare?from=2&to=2")).unwrap().words();
    assert!(same.contains("The words are the same."), "{same}");
}
