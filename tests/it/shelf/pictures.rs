//! A picture on its way from a Word file to the page, the PDF and the Word file that people get.

use std::process::Command;

use polisi::documents::docx::docx;
use polisi::documents::read::{Tracked, read};

use super::{added, all, checked};
use crate::paper::{filled, frame, png};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::pdf_structure::Structure;

const ALT: &str = "The fire exit by the kitchen";

/// A Word file with a picture.
fn word_file() -> Vec<u8> {
    let messages = polisi::messages::Messages::load().unwrap();
    let text =
        format!("# T\n\n## 1. Way out\n\nUse the nearest exit.\n\n![{ALT}](picture:a)\n\nWait outside.\n");
    let mut filled = filled(&text);
    assert!(filled.pictures.add("a", &png(40, 30)));
    let mut frame = frame(&messages);
    frame.title = "Fire exits".to_owned();
    docx(&filled, &frame, &messages).unwrap()
}

/// Brings the file in; answers the address of the policy.
fn brought_in(app: &TestApp, olwen: &Client, world: &World) -> String {
    let check = checked(app, olwen, &[("FX1 Fire exits.docx", word_file())]);
    added(app, olwen, &check, &[world.org.services[0].to_string()]);
    format!("/o/cartref-prawf/policies/{}", all(app, &world.org).remove(0).id)
}

fn text(olwen: &Client, policy: &str) -> String {
    olwen.get(&format!("{policy}/text")).expect(200).form("main form").value("text").unwrap()
}

fn replaced(olwen: &Client, policy: &str, text: &str) {
    let form = olwen.get(&format!("{policy}/text")).expect(200).form("main form");
    form.set("text", text).submit().expect(303);
}

/// The bytes of the one picture on a page.
fn shown(page: &Page, alt: &str) -> Vec<u8> {
    let found = page.attributes(&format!("main img[alt='{alt}']"), "src");
    assert_eq!(found.len(), 1, "{}", page.text());
    let data = found[0].strip_prefix("data:image/png;base64,").expect("no address of its own");
    data_encoding::BASE64.decode(data.as_bytes()).unwrap()
}

/// Width and height of the pictures in a PDF.
fn sizes(pdf: &[u8]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("policy.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdfimages").arg("-list").arg(&file).output().unwrap();
    assert!(output.status.success());
    let list = String::from_utf8(output.stdout).unwrap();
    let cells = list.lines().skip(2).map(|line| line.split_whitespace().collect::<Vec<_>>());
    let pictures = cells.filter(|cells| cells[2] == "image");
    pictures.map(|cells| (cells[3].to_owned(), cells[4].to_owned())).collect()
}

fn is_ours(bytes: &[u8]) {
    let picture = image::load_from_memory(bytes).unwrap().to_rgb8();
    assert_eq!((picture.dimensions(), picture.get_pixel(7, 7).0), ((40, 30), [12, 74, 85]));
}

#[test]
fn a_picture_is_published_on_page_paper_and_in_word() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let policy = brought_in(&app, &olwen, &world);
    assert!(text(&olwen, &policy).contains(&format!("![{ALT}](picture:")), "{}", text(&olwen, &policy));
    let check = olwen.get(&format!("{policy}/publish")).expect(200).form("main form");
    check.submit().expect(303);

    let version = olwen.get(&format!("{policy}/versions/1")).expect(200);
    is_ours(&shown(&version, ALT));
    let sian = app.client_of(&world.sian);
    let list = sian.get("/o/cartref-prawf/me/policies?lang=en").expect(200);
    let own = list.link("Fire exits").path().to_owned();
    is_ours(&shown(&sian.get(&own).expect(200), ALT));

    let pdf = sian.get(&format!("{own}.pdf")).expect(200).body;
    assert_eq!(pdf, version.click("Open PDF").expect(200).body);
    if let Some(structure) = Structure::read(&pdf) {
        structure.claims_both_norms("en-GB");
        let figures = structure.of_kind("Figure");
        assert_eq!(figures.iter().map(|tag| tag.alt.as_str()).collect::<Vec<_>>(), [ALT]);
        assert_eq!(sizes(&pdf), [("40".to_owned(), "30".to_owned())]);
    }
    let word = read("policy.docx", &version.click("Word file").expect(200).body, Tracked::Accept).unwrap();
    assert!(word.source.contains(&format!("![{ALT}](picture:")), "{}", word.source);
    assert_eq!(word.pictures.len(), 1);
    is_ours(&word.pictures[0].bytes);
    assert!(app.command(&["verify"]).status.success());

    // Nobody else gets it: not by its pages, and not by naming it in a text of their own.
    let beatrix = app.client_of(&world.beatrix);
    for address in [own.clone(), format!("{own}.pdf"), format!("{own}.docx"), format!("{policy}/versions/1")]
    {
        beatrix.get(&address).expect(404);
        let elsewhere = address.replace("/o/cartref-prawf/", &format!("/o/{}/", world.other.slug));
        beatrix.get(&elsewhere).expect(404);
    }
    let base = format!("/o/{}/policies", world.other.slug);
    let form = beatrix.get(&format!("{base}/new")).expect(200).form("main form");
    let stolen = text_with(&sian.get(&own).expect(200), &app, &world);
    let service = world.other.services[0].to_string();
    let form = form
        .set("format", "markdown")
        .set("text", &stolen)
        .set("code", "POL-9")
        .tick_value("services", &service);
    let theirs = form.submit().expect(303).follow().expect(200).url.path().replace("/import", "");
    let preview = beatrix.get(&format!("{theirs}/preview")).expect(200);
    assert!(preview.visible().contains(&format!("Picture: {ALT}")), "{}", preview.visible());
    assert!(!preview.has("main .picture img"), "{}", preview.text());
}

/// A text that names the picture of the published policy.
fn text_with(page: &Page, app: &TestApp, world: &World) -> String {
    assert!(page.has("main img"));
    let policy = all(app, &world.org).remove(0).id;
    let source = app.within(&world.org, move |tenant| {
        let version = polisi::policies::versions::store::versions(tenant, policy).unwrap().remove(0);
        polisi::policies::history::model(tenant, version.id).unwrap().unwrap()
    });
    let document = polisi::documents::stored::from_json(&source).unwrap();
    let name = document.pictures().next().unwrap().name.clone();
    format!("# Their policy\n\n## 1. A\n\nWords.\n\n![{ALT}](picture:{name})\n")
}

#[test]
fn a_picture_without_a_description_is_not_published() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let policy = brought_in(&app, &olwen, &world);
    let described = text(&olwen, &policy);
    replaced(&olwen, &policy, &described.replace(ALT, ""));
    let preview = olwen.get(&format!("{policy}/preview")).expect(200);
    assert!(preview.visible().contains("One picture has no description"), "{}", preview.visible());
    let publish = olwen.get(&format!("{policy}/publish")).expect(200);
    assert!(publish.visible().contains("One picture has no description"), "{}", publish.visible());
    assert_eq!(publish.link("Describe in the text").path(), format!("{policy}/text"));
    let service = world.org.services[0].to_string();
    let sent = olwen.post_form(&format!("{policy}/publish"), &[("services", &service), ("label", "1.0")]);
    assert!(matches!(sent.status, 409 | 422), "{}: {}", sent.status, sent.visible());
    olwen.get(&format!("{policy}/versions/1")).expect(404);
    replaced(&olwen, &policy, &described);
    olwen.get(&format!("{policy}/publish")).expect(200).form("main form").submit().expect(303);
    is_ours(&shown(&olwen.get(&format!("{policy}/versions/1")).expect(200), ALT));
}
