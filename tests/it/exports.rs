//! All that is in force as one file.

use std::io::{Cursor, Read};
use std::process::Command;

use polisi::clock::Moment;
use polisi::policies::exports::{self, making};
use zip::ZipArchive;

use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::texts::{Text, draft, publish_all};

const FORM: &str = "/o/cartref-prawf/policies/all-in-force";

fn set_up() -> (TestApp, World) {
    let app = TestApp::start();
    let world = app.world();
    let texts = vec![
        Text::of(&world, "DCW94", "Using Social Media: Platforms Policy", "Ask before you post."),
        Text::of(&world, "DCW13", "Diogelu / Tŷ Ŵyr", "Ring the lead."),
        Text::of(&world, "DCW14", "Only at one", "Here alone.").at_first(&world),
    ];
    publish_all(&app, &world, texts);
    draft(&app, &world, Text::of(&world, "DCW15", "Not in force", "A draft."));
    (app, world)
}

fn ask(client: &Client) -> Page {
    let form = client.get(FORM).expect(200).form("main form");
    form.tick_value("kinds", "txt").submit().expect(303).follow().expect(200)
}

fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |place: usize| {
        let mut file = zip.by_index(place).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(read).collect()
}

fn made(app: &TestApp, client: &Client) -> Vec<u8> {
    let page = ask(client);
    app.run_due_work();
    let ready = client.get(page.url.path()).expect(200);
    let zip = ready.attributes("main .btn.main", "href")[0].clone();
    let file = client.get(&zip).expect(200);
    assert_eq!(file.header("content-type"), Some("application/zip"));
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"policies-in-force-2026-11-21.zip\"")
    );
    file.body
}

#[test]
fn everything_in_force_is_in_the_file_with_an_index() {
    let (app, world) = set_up();
    let client = app.client_of(&world.lowri);
    let bytes = made(&app, &client);
    let files = files(&bytes);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 2 * 5 + 2, "{names:?}");
    let begin = "/DCW94-using-social-media-platforms-policy-1.0-";
    let pdf = names.iter().find(|name| name.contains(begin) && name.ends_with(".pdf"));
    assert!(pdf.is_some(), "{names:?}");
    assert!(names.iter().any(|name| name.contains("/DCW13-diogelu-ty-wyr-1.0-")), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("DCW15")), "{names:?}");
    let content = |end: &str| &files.iter().find(|(name, _)| name.ends_with(end)).unwrap().1;
    assert_eq!(&content(".pdf")[..5], b"%PDF-");
    let index = String::from_utf8(content("index.html").clone()).unwrap();
    let table = String::from_utf8(content("index.csv").clone()).unwrap();
    for (name, bytes) in files.iter().filter(|(name, _)| !name.starts_with("index")) {
        let hash = polisi::documents::Hash::of(bytes).to_string();
        assert!(index.contains(&hash) && table.contains(&hash), "{name}");
        assert!(table.contains(name.as_str()), "{name}");
    }
    assert_eq!(index.matches("<a href=").count(), 10);
    assert!(index.contains("/DCW13-diogelu-ty-wyr-1.0-"), "{index}");
    assert!(!index.contains("http"), "it loads nothing");
    assert!(table.contains("21/11/2026") || table.contains("2026-11-21"), "{table}");
    // The same content gives the same bytes, kept once.
    assert_eq!(made(&app, &client), bytes);
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    let stored = raw.lines("SELECT CAST(length AS TEXT) AS value FROM blobs");
    assert_eq!(stored.len(), 1, "parts are gone: {stored:?}");
}

// From the front to the end, as Java and many unpackers read it: nothing is known of the list at the end.
fn in_sequence(bytes: &[u8]) -> Vec<String> {
    let mut rest = Cursor::new(bytes);
    let mut names = Vec::new();
    while let Some(mut file) = zip::read::read_zipfile_from_stream(&mut rest).unwrap() {
        let length = std::io::copy(&mut file, &mut std::io::sink()).unwrap();
        assert_eq!(length, file.size());
        names.push(file.name().unwrap().into_owned());
    }
    names
}

#[test]
fn every_unpacker_reads_the_file() {
    let (app, world) = set_up();
    let bytes = made(&app, &app.client_of(&world.lowri));
    let names: Vec<String> = files(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(in_sequence(&bytes), names);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policies.zip");
    std::fs::write(&path, &bytes).unwrap();
    let tested = Command::new("unzip").arg("-t").arg(&path).output().expect("unzip: run tests/setup first");
    let said = String::from_utf8_lossy(&tested.stdout);
    assert!(tested.status.success(), "{said}{}", String::from_utf8_lossy(&tested.stderr));
    assert_eq!(said.matches("testing: ").count(), names.len(), "{said}");
}

#[test]
fn progress_survives_a_restart() {
    let (mut app, world) = set_up();
    let page = ask(&app.client_of(&world.olwen));
    let address = page.url.path().to_owned();
    assert!(page.visible().contains("0 of 10 printed"), "{}", page.visible());
    assert!(page.has("[data-again]"));
    let id = address.rsplit('/').next().unwrap().parse_id();
    let entry = polisi::access::JobTicket::claimed(world.org.id);
    let now = app.app.clock.now();
    assert_eq!(making::step(&app.app, entry, id, now).unwrap(), making::Step::Going);
    let seen = app.client_of(&world.olwen).get(&address).expect(200);
    assert!(seen.visible().contains("6 of 10 printed"), "{}", seen.visible());
    app.restart();
    let client = app.client_of(&world.olwen);
    assert!(client.get(&address).expect(200).visible().contains("6 of 10 printed"));
    client.get(&format!("{address}.zip")).expect(404);
    let counts = app.run_due_work();
    assert_eq!(counts["files_made"], 1);
    assert!(client.get(&address).expect(200).visible().contains("10 files and an index are ready."));
    assert_eq!(files(&client.get(&format!("{address}.zip")).expect(200).body).len(), 12);
    // A step after the last does nothing.
    assert_eq!(making::step(&app.app, entry, id, now).unwrap(), making::Step::Nothing);
    // Nobody of another organisation sees it.
    app.client_of(&world.priya).get(&address).expect(404);
    let theirs = address.replace("cartref-prawf", "larkmere");
    app.client_of(&world.priya).get(&theirs).expect(404);
}

trait ParseId {
    fn parse_id(&self) -> polisi::db::ids::ExportId;
}

impl ParseId for str {
    fn parse_id(&self) -> polisi::db::ids::ExportId {
        polisi::db::ids::ExportId::parse(self).unwrap()
    }
}

#[test]
fn files_go_after_a_week_and_never_in_a_pass_ahead_of_the_clock() {
    let (app, world) = set_up();
    let client = app.client_of(&world.olwen);
    made(&app, &client);
    let ahead = polisi::schedule::run(&app.app, Moment::parse("2027-01-05T10:00:00Z").unwrap()).unwrap();
    assert_eq!(ahead["files_removed"], 0);
    app.set_time("2026-11-28T10:00:00Z");
    assert_eq!(app.run_due_work()["files_removed"], 0);
    app.set_time("2026-11-29T10:00:00Z");
    assert_eq!(app.run_due_work()["files_removed"], 1);
    assert_eq!(app.raw().lines("SELECT length AS value FROM blobs"), Vec::<String>::new());
    assert_eq!(app.raw().lines("SELECT piece AS value FROM blob_pieces"), Vec::<String>::new());
}

#[test]
fn what_is_asked_for_must_exist() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let form = client.get(FORM).expect(200).form("main form");
    let again = form.submit().expect(422);
    assert!(again.visible().contains("Nothing is in force at these services yet."), "{}", again.visible());
    let form = client.get(FORM).expect(200).form("main form").untick("kinds");
    let again = form.submit().expect(422);
    assert!(again.visible().contains("Choose at least one kind of file."), "{}", again.visible());
    app.client_of(&world.sian).get(FORM).expect(403);
    let asked = app.within(&world.org, |tenant| exports::store::list(tenant).unwrap());
    assert_eq!(asked, []);
}
