//! The first quarter of an hour: a shelf of Word files comes in, its gaps are filled, all of it is published.

use std::io::Cursor;
use std::path::Path;

use docx_rs::{Docx, Paragraph, Run};

use crate::support::app::TestApp;
use crate::walk::{HOME, Journey, go};

/// What is in force already, as a manager's own sheet has it.
const REGISTER: &str = "Code,Title,Version,Owner,Approved by,Approved on,Reviewed,Next review,Services\r\n\
    LW1,Lone Working,3.2,Mair Rheolwr,The board,01/03/2026,01/03/2026,01/03/2027,Bryn\r\n\
    NF1,No file of this,1.0,Mair Rheolwr,The board,01/03/2026,01/03/2026,01/03/2027,Bryn\r\n";

/// A Word file with a title, a heading and a paragraph.
fn word(title: &str, words: &str) -> Vec<u8> {
    let style = |id: &str, name: &str| docx_rs::Style::new(id, docx_rs::StyleType::Paragraph).name(name);
    let paragraph =
        |style: &str, text: &str| Paragraph::new().style(style).add_run(Run::new().add_text(text));
    let made = Docx::new()
        .add_style(style("Title", "Title"))
        .add_style(style("Heading1", "heading 1"))
        .add_paragraph(paragraph("Title", title))
        .add_paragraph(paragraph("Heading1", "Purpose"))
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text(words)));
    let mut bytes = Cursor::new(Vec::new());
    made.build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// Puts the shelf into a folder; the paths as a file field takes them.
fn shelf_in(folder: &Path) -> String {
    let files = [
        (
            "LW1 Lone Working.docx",
            word("Lone Working", "This policy of {{org_field_name}} keeps people safe."),
        ),
        ("PH2 Phones.docx", word("Phones", "Ring {{org_field_phone}} or {{org_field_phone_nr_main}}.")),
        ("SM3 Social Media.docx", word("Social Media", "Ask {{org_field_website}} before you post.")),
        ("Old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec()),
    ];
    let put = |(name, bytes): (&str, Vec<u8>)| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    files.map(put).join("\n")
}

#[test]
fn a_shelf_of_word_files_is_brought_in_and_published() {
    go(TestApp::start, async |journey| {
        journey.sign_in("olwen").await;
        brings(journey).await;
        adds(journey).await;
        decides_the_unknown_name(journey).await;
        fills_the_gaps(journey).await;
        publishes(journey).await;
    });
}

/// Picks the files and the register, and waits for them to be read.
async fn brings(journey: &mut Journey) {
    let folder = tempfile::tempdir().unwrap();
    let files = shelf_in(folder.path());
    let register = folder.path().join("register.csv");
    std::fs::write(&register, REGISTER).unwrap();
    journey.open(&format!("{HOME}/policies/shelf")).await;
    journey.look("shelf").await;
    journey.send().await;
    journey.look("shelf-errors").await;
    journey.element("input[name='files']").await.send_keys(&files).await.unwrap();
    let sheet = register.display().to_string();
    journey.element("input[name='register']").await.send_keys(&sheet).await.unwrap();
    journey.send().await;
    journey.sees("You can close this page").await;
    journey.look("shelf-progress").await;
}

/// Looks through the report and adds what can become policies.
async fn adds(journey: &mut Journey) {
    journey.comes_back_later().await;
    let shelf = journey.path().await;
    for words in ["5 files came in. 3 can become policies. 1 was not taken", "Word 2003 or older"] {
        journey.sees(words).await;
    }
    journey.look("shelf-check").await;
    journey.follow("See what was understood").await;
    journey.sees("No file of this").await;
    journey.look("shelf-register").await;
    journey.open(&format!("{shelf}/undo")).await;
    journey.look("shelf-undo").await;
    journey.open(&shelf).await;
    let service = journey.world.org.services[0].to_string();
    journey.tick("services", &service).await;
    journey.press("main button[name='then'][value='add']").await;
    journey.comes_back_later().await;
    journey.sees("3 policies were added from 5 files. 1 of them is in force").await;
    journey.look("shelf-done").await;
}

/// A name that nobody knows is told to be a field that we have.
async fn decides_the_unknown_name(journey: &mut Journey) {
    journey.press("table[aria-labelledby='added'] tbody tr:nth-child(2) a[href$='/import']").await;
    journey.sees("org_field_phone_nr_main").await;
    journey.look("shelf-import").await;
    journey.tick("way-0", "known").await;
    journey.choose("known-0", "org_field_phone").await;
    journey.press("form.unknown button[type='submit']").await;
    assert!(!journey.words().await.contains("{{org_field_phone_nr_main}}"));
    journey.look("shelf-import-known").await;
}

/// One question for each field, not for each policy.
async fn fills_the_gaps(journey: &mut Journey) {
    journey.open(&format!("{HOME}/policies/publish-many")).await;
    journey.look("publish-many-not-ready").await;
    journey.follow("Fill the gaps").await;
    journey.look("gaps").await;
    for (field, value) in [("phone", "01632 960101"), ("website", "not a website")] {
        let input = journey.element(&format!("#gap-org_field_{field} input")).await;
        input.send_keys(value).await.unwrap();
    }
    journey.send().await;
    journey.sees("begins with https://").await;
    journey.look("gaps-errors").await;
    let input = journey.element("#gap-org_field_website input").await;
    input.clear().await.unwrap();
    input.send_keys("https://www.cartref.example").await.unwrap();
    journey.send().await;
    journey.sees("Saved").await;
    journey.look("gaps-filled").await;
}

/// All that is ready, with review dates spread over the year.
async fn publishes(journey: &mut Journey) {
    journey.open(&format!("{HOME}/policies/publish-many")).await;
    journey.sees("Phones (PH2)").await;
    journey.look("publish-many").await;
    journey.send().await;
    journey.look("publish-many-check").await;
    journey.send().await;
    journey.sees("Social Media (SM3)").await;
    journey.look("publish-many-result").await;
    journey.follow("Phones (PH2)").await;
    journey.sees("In force").await;
    journey.look("shelf-policy").await;
    for (name, path) in [("register", "/policies"), ("register-nothing", "/policies?q=zebra")] {
        journey.open(&format!("{HOME}{path}")).await;
        journey.look(name).await;
    }
}
