//! The sweep: no byte that leaves holds words of another organisation, in whatever it is packed.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use polisi::routes;
use polisi::web::Method;
use zip::ZipArchive;

use super::actors::{Actor, Scene};
use super::addresses::{Place, Whose, places};
use crate::support::app::TestApp;
use crate::support::environment::has_program;
use crate::support::page::Page;
use crate::support::pdf::Pdf;
use crate::support::rows::CANARY;

/// Words that only the other organisation has.
const FOREIGN_WORDS: [&str; 4] = ["canary-other", "Larkmere Vale", "Samplewright", "Ashworth"];

/// Fails when an answer to somebody holds words of the other organisation.
///
/// # Panics
/// It does.
pub fn sweep(page: &Page) {
    let leak = leak(page);
    assert!(leak.is_none(), "{} shows `{}` of the other organisation", page.url, leak.unwrap());
}

fn leak(page: &Page) -> Option<&'static str> {
    let headers: String = page.headers.iter().map(|(name, value)| format!("\n{name}: {value}")).collect();
    let mut shown = words_in(&page.body) + &headers;
    // Pages repeat their own address; what was asked is no news.
    for part in [page.url.path(), page.url.query().unwrap_or_default()].iter().filter(|part| part.len() > 1) {
        let encoded: String = url::form_urlencoded::byte_serialize(part.as_bytes()).collect();
        shown = shown.replace(*part, "").replace(&encoded, "");
    }
    FOREIGN_WORDS.iter().find(|word| shown.contains(**word)).copied()
}

/// The words of a file: those of its parts, when it is packed.
fn words_in(bytes: &[u8]) -> String {
    let plain = String::from_utf8_lossy(bytes).into_owned();
    if bytes.starts_with(b"%PDF") {
        return Pdf::read(bytes).map_or(plain, |pdf| pdf.text);
    }
    if !bytes.starts_with(b"PK") {
        return plain;
    }
    let mut packed = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts = (0..packed.len()).map(|place| {
        let (mut part, mut inner) = (packed.by_index(place).unwrap(), Vec::new());
        part.read_to_end(&mut inner).unwrap();
        let name = part.name().unwrap_or_default().into_owned();
        format!("{name}\n{}\n", words_in(&inner))
    });
    parts.collect()
}

#[test]
fn the_sweep_finds_a_canary() {
    let app = TestApp::start();
    let page = app.anonymous().get("/help").expect(200);
    assert_eq!(leak(&page), None);
    let mut in_body = page.clone();
    in_body.body = format!("x {CANARY}-other-people-phone").into_bytes();
    assert_eq!(leak(&in_body), Some("canary-other"));
    let mut in_header = page;
    in_header.headers.push(("x".to_owned(), "Samplewright".to_owned()));
    assert_eq!(leak(&in_header), Some("Samplewright"));
}

/// Files of every kind, looked into: words of the organisation are found in them, so words of another would be.
#[test]
fn files_are_looked_into() {
    let mut scene = Scene::start();
    scene.app.run_due_work();
    let owner = scene.client(Actor::Owner);
    let mut seen = BTreeSet::new();
    for route in routes::all().into_iter().filter(|route| route.method == Method::Get) {
        let Some((_, ending)) = route.path.rsplit_once('.').filter(|(before, _)| before.starts_with("/o/"))
        else {
            continue;
        };
        let rows = places(route.path).iter().filter(|(_, place)| matches!(place, Place::Row(..))).count();
        let own = vec![Whose::Own; rows];
        let Some(address) = scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &own) else {
            continue;
        };
        let page = owner.get(&address);
        sweep(&page);
        if page.status == 200 && words_in(&page.body).contains("Cartref Prawf") {
            seen.insert(ending.to_owned());
        }
    }
    let reads_pdf = has_program("pdftotext", "-v") && has_program("qpdf", "--version");
    for ending in ["docx", "pdf", "txt", "zip"].into_iter().filter(|ending| reads_pdf || *ending != "pdf") {
        assert!(seen.contains(ending), "no .{ending} was looked into: {seen:?}");
    }
}
