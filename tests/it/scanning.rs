//! Files that people send go through the scanner (ASVS 5.0: 5.4.3): all of them, and none is taken that it didn't
//! call clean.

use std::sync::Arc;

use polisi::access::pace::Limits;
use polisi::db::Address;
use polisi::db::disk::Disk;
use polisi::scanner::{Place, Scanner};

use crate::support::app::{TestApp, World};
use crate::support::clamd::{Clamd, Way, at, eicar, impatient, nowhere};
use crate::support::client::Client;
use crate::support::environment::in_repository;
use crate::support::form::{Form, Upload};
use crate::support::log::Beside;
use crate::support::page::Page;
use crate::support::rows::dump;
use crate::support::texts::published;

const IMPORT: &str = "/o/cartref-prawf/people/import";
const SHELF: &str = "/o/cartref-prawf/policies/shelf";
const REPORT: &str = "/o/cartref-prawf/incidents/report";
const LIST: &[u8] = b"Name\nNia Newydd\n";

/// A page, its template, its handler, its fields for files, and a field with what is typed there.
type Taking = (&'static str, &'static str, &'static str, &'static [&'static str], Typed);
type Typed = (&'static str, &'static str);

/// Every form that takes a file.
const FORMS: &[Taking] = &[
    (
        "/o/cartref-prawf/policies/new",
        "policies/new.html",
        "policies/pages/edit.rs",
        &["file"],
        ("title", "Lanterns"),
    ),
    (
        "/o/cartref-prawf/policies/{policy}/text",
        "policies/text.html",
        "policies/pages/draft.rs",
        &["file"],
        ("text", "Lanterns"),
    ),
    (SHELF, "shelf/upload.html", "shelf/pages/upload.rs", &["files", "register"], ("name", "Lanterns")),
    (
        "/o/cartref-prawf/settings/logo",
        "organisations/logo.html",
        "organisations/pages/logo.rs",
        &["logo"],
        ("words", "Lanterns"),
    ),
    (IMPORT, "people/import.html", "people/imports/pages/upload.rs", &["file"], ("list", "Lanterns")),
];

/// A server beside, with this scanner.
fn beside(app: &TestApp, scanner: Arc<Scanner>) -> Beside {
    Beside::start(app, Limits::NONE, |app| app.scanner = scanner)
}

fn owner(app: &TestApp, world: &World, scanner: Arc<Scanner>) -> Client {
    beside(app, scanner).client_of(app, &world.olwen)
}

fn shown(client: &Client, page: &str, policy: &str) -> Form {
    client.get(&page.replace("{policy}", policy)).expect(200).form("main form[enctype]")
}

fn list(bytes: &[u8]) -> [Upload; 1] {
    let (field, name) = ("file".to_owned(), "staff.csv".to_owned());
    [Upload { field, name, content_type: "text/csv".to_owned(), bytes: bytes.to_vec() }]
}

/// Paths below a folder whose text holds a word.
fn holding(folder: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![in_repository(folder)];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path).is_ok_and(|text| text.contains(word)) {
                let below = path.strip_prefix(in_repository(folder)).unwrap();
                found.push(below.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn sorted<'a>(all: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = all.collect();
    all.sort_unstable();
    all
}

/// A form with files that isn't in the list above, or a handler that takes files and isn't, is found here.
#[test]
fn every_form_with_files_is_known() {
    let templates = sorted(FORMS.iter().map(|form| form.1));
    assert_eq!(holding("templates", "multipart/form-data"), templates);
    let with_fields: Vec<String> = holding("templates", "<file_field ")
        .into_iter()
        .filter(|path| !path.starts_with("gallery/"))
        .collect();
    assert_eq!(with_fields, templates);
    let handlers = sorted(FORMS.iter().map(|form| form.2));
    assert_eq!(holding("src", "body.upload("), handlers);
    assert_eq!(holding("src", "Multipart::new("), ["web/body.rs"], "bodies are read in one place");
    assert_eq!(holding("src", ".scanner.look("), ["web/body.rs"], "and their files looked through there");
    assert_eq!(FORMS.len(), 5);
    assert_eq!(FORMS.iter().map(|form| form.3.len()).sum::<usize>(), 6);
}

#[test]
fn nothing_is_kept_of_a_file_with_something_harmful_nor_of_one_that_cannot_be_checked() {
    let app = TestApp::start();
    let world = app.world();
    let policy = published(&app, &world, "POL-1", "Lone Working", "Carry the alarm.");
    let scanner = Clamd::start(Way::Honest);
    let (harmful, away) = (owner(&app, &world, at(scanner.place())), owner(&app, &world, at(nowhere())));
    let mut raw = app.raw();
    let mut tried = 0;
    for (page, _, _, fields, (name, typed)) in FORMS {
        for field in *fields {
            for (client, said) in
                [(&harmful, "something harmful was found in it"), (&away, "cannot be checked")]
            {
                let form = shown(client, page, &policy.to_string()).set(name, typed);
                let before = dump(&mut raw);
                let answer = form.attach(field, "evil.md", "text/markdown", &eicar()).submit().expect(422);
                let words = answer.visible();
                assert!(words.contains("“evil.md” was not taken") && words.contains(said), "{page}: {words}");
                assert!(words.contains("What you typed is still here"), "{page}: {words}");
                assert!(answer.has(&format!("#error-summary a[href='#f-{field}']")), "{page} {field}");
                let again = answer.form("main form[enctype]");
                assert_eq!(again.value(name).unwrap().trim(), *typed, "{page} keeps what was typed");
                assert_eq!(dump(&mut raw), before, "{page} kept something");
                tried += 1;
            }
        }
    }
    assert_eq!((tried, scanner.files().len()), (12, 6));
    assert!(scanner.files().iter().all(|file| *file == eicar()));
}

#[test]
fn clean_files_come_in_whole_and_the_bad_one_among_many_is_named() {
    let app = TestApp::start();
    let world = app.world();
    let scanner = Clamd::start(Way::Honest);
    let client = owner(&app, &world, at(scanner.place()));
    // More than is sent at once, and not a whole number of parts.
    let long = format!("# Lanterns\n\n{}", "Carry one. ".repeat(20_000)).into_bytes();
    let send = |second: &[u8]| {
        let form = shown(&client, SHELF, "").attach("files", "one.md", "text/markdown", &long);
        form.attach("files", "two.md", "text/markdown", second).submit()
    };
    let words = send(&eicar()).expect(422).visible();
    assert!(words.contains("“two.md” was not taken") && !words.contains("“one.md” was not"), "{words}");
    assert_eq!(scanner.files(), [long.clone(), eicar()]);
    assert!(!client.get(SHELF).text().contains("<table"), "no shelf");
    send(b"# Boots\n\nWear two.").expect(303);
    assert_eq!(scanner.files().len(), 4);
    // A pasted text is no file.
    client.post_multipart(IMPORT, &[("list", "Name\nNia Newydd\n")], &[]).expect(303);
    assert_eq!(scanner.files().len(), 4);
}

#[test]
fn only_a_clean_answer_lets_a_file_in() {
    let app = TestApp::start();
    let world = app.world();
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd.ctl");
    let clean = Clamd::start_at(&socket, Way::Honest);
    let large: Vec<u8> = [LIST, &b"Ann Price\n".repeat(30_000)].concat();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (place, bounds, bytes, wanted) in [
        (clean.place(), None, LIST, None),
        (Clamd::start(Way::Honest).place(), None, LIST, None),
        (Clamd::start(Way::AtMost(100_000)).place(), None, LIST, None),
        (Clamd::start(Way::AtMost(100_000)).place(), None, large.as_slice(), Some("too large to be checked")),
        (Clamd::start(Way::HangsUp).place(), None, LIST, Some("cannot be checked")),
        (Clamd::start(Way::Silent).place(), Some(impatient()), LIST, Some("cannot be checked")),
        (Clamd::start(Way::Says(b"stream: OK")).place(), None, LIST, Some("cannot be checked")),
        (Clamd::start(Way::Says(b"stream: x ERROR\0")).place(), None, LIST, Some("cannot be checked")),
        (Clamd::start(Way::Says(b"220 mail.example\r\n")).place(), None, LIST, Some("cannot be checked")),
        (Place::Port(closed), None, LIST, Some("cannot be checked")),
        (nowhere(), None, LIST, Some("cannot be checked")),
    ] {
        let scanner = match bounds {
            None => at(place),
            Some(bounds) => Arc::new(Scanner::new(Some(place), bounds)),
        };
        let answer = owner(&app, &world, scanner).post_multipart(IMPORT, &[], &list(bytes));
        match wanted {
            None => drop(answer.expect(303)),
            Some(words) => assert!(answer.expect(422).visible().contains(words), "{words}"),
        }
    }
    // Without a scanner in the settings files are taken as they are.
    let none = Arc::new(Scanner::new(None, impatient()));
    owner(&app, &world, none).post_multipart(IMPORT, &[], &list(LIST)).expect(303);
}

#[test]
fn who_gets_no_turn_at_the_scanner_is_not_taken_unscanned() {
    let app = TestApp::start();
    let world = app.world();
    let scanner = Clamd::start(Way::Honest);
    let bounds = polisi::scanner::Bounds { at_once: 0, ..impatient() };
    let client = owner(&app, &world, Arc::new(Scanner::new(Some(scanner.place()), bounds)));
    client.post_multipart(IMPORT, &[], &list(LIST)).expect(422);
    assert_eq!(scanner.files().len(), 0);
}

/// A concern is never held up: its form has no files, and one that somebody sends by hand is dropped unread.
#[test]
fn reports_go_at_once_while_the_scanner_is_away() {
    let app = TestApp::start();
    let world = app.world();
    let scanner = Clamd::start(Way::Silent);
    let server = beside(&app, at(scanner.place()));
    let sian = server.client_of(&app, &world.sian);
    crate::incidents::report(&sian, &world, &[]);
    let service = world.org.services[0].to_string();
    let fields = [
        ("danger", "no"),
        ("service", service.as_str()),
        ("category", "SU_IMAGE"),
        ("story", "Zebrafinch saw it."),
        ("who", "unknown"),
        ("affected", "supported"),
        ("step", "check"),
    ];
    let page: Page = sian.post_multipart(REPORT, &fields, &list(&eicar())).expect(200);
    assert!(page.text().contains("Zebrafinch") && !page.text().contains("EICAR"));
    page.form("main form").press("step", "send").submit().expect(303);
}

#[test]
fn who_cannot_write_is_not_ready() {
    let app = TestApp::start();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let disk = Arc::new(Disk::of(&Address::Sqlite(data.join("polisi.db"))));
    let server = Beside::start(&app, Limits::NONE, |app| app.disk = disk);
    let ready = || server.anonymous().get("/readyz");
    assert!(ready().expect(503).text().contains("No such file"));
    std::fs::create_dir(&data).unwrap();
    ready().expect(503);
    app.set_time("2026-11-30T10:00:00Z");
    assert_eq!(ready().expect(200).text(), "ready\n", "it is tried again after some seconds");
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0, "and leaves nothing");
}

#[test]
fn operators_see_whether_it_answers() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.priya);
    let scanner = Clamd::start(Way::Honest);
    for (there, words, ready) in [
        (None, "None: files are taken unscanned", "ready\n"),
        (Some(scanner.place()), "It answers", "ready\n"),
        (Some(nowhere()), "It does not answer", "ready\nscanner away\n"),
        (Some(Clamd::start(Way::Silent).place()), "It does not answer", "ready\nscanner away\n"),
        (Some(Clamd::start(Way::Says(b"220\r\n")).place()), "It does not answer", "ready\nscanner away\n"),
    ] {
        let server = beside(&app, Arc::new(Scanner::new(there, impatient())));
        let page = server.client_of(&app, &world.priya).get("/operator/health").expect(200);
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
        assert_eq!(page.visible().contains("so no file is taken"), words == "It does not answer");
        // The node goes on: concerns are reported without files.
        assert_eq!(server.anonymous().get("/readyz").expect(200).text(), ready);
    }
    assert_eq!(scanner.files().len(), 0);
}
