//! The sweep: no byte that leaves holds words of another organisation, in whatever it is packed.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use mail_parser::{MessageParser, PartType};
use polisi::routes;
use polisi::web::{Door, Method};
use zip::ZipArchive;

use super::actors::{Actor, Scene};
use super::addresses::row_places;
use crate::support::app::TestApp;
use crate::support::environment::has_program;
use crate::support::log::ordinary_lines;
use crate::support::mail::Mail;
use crate::support::page::Page;
use crate::support::pdf::Pdf;
use crate::support::rows::CANARY;

/// Words that only the other organisation has.
const FOREIGN_WORDS: [&str; 4] = ["canary-other", "Larkmere Vale", "Samplewright", "Ashworth"];

/// The end of every identifier that was planted in the other organisation, and how long such an identifier is: see
/// `support/rows.rs`.
const FOREIGN_ID: &str = "-8000-00000000c0de";
const ID_LENGTH: usize = 36;

/// Words of the organisation of the tests.
const OWN_WORDS: [&str; 3] = ["Cartref Prawf", "Siân", "Lone Working"];

/// Fails when an answer to somebody holds words or identifiers of the other organisation.
///
/// # Panics
/// It does.
pub fn sweep(page: &Page) {
    sweep_after(page, "");
}

/// The same after a form that was sent with such identifiers in its fields: those are no news.
///
/// # Panics
/// It does.
pub fn sweep_after(page: &Page, sent: &str) {
    let leak = leak(page, sent);
    assert!(leak.is_none(), "{} shows `{}` of the other organisation", page.url, leak.unwrap());
}

fn leak(page: &Page, sent: &str) -> Option<&'static str> {
    let headers: String = page.headers.iter().map(|(name, value)| format!("\n{name}: {value}")).collect();
    let mut shown = words_in(&page.body) + &headers;
    // Pages repeat their own address; what was asked is no news.
    for part in [page.url.path(), page.url.query().unwrap_or_default()].iter().filter(|part| part.len() > 1) {
        let encoded: String = url::form_urlencoded::byte_serialize(part.as_bytes()).collect();
        shown = shown.replace(*part, "").replace(&encoded, "");
    }
    // Also where only a part of it stands: the page above, to which the sign-in leads back.
    for named in page.url.path().split('/').filter(|part| leak_in(part).is_some()) {
        shown = shown.replace(named, "");
    }
    leak_in(&shown).or_else(|| {
        let asked = [ids_in(page.url.as_str()), ids_in(sent)].concat();
        let told = ids_in(&shown).into_iter().any(|id| !asked.contains(&id));
        told.then_some(FOREIGN_ID)
    })
}

/// The identifiers of the other organisation that stand in a text.
fn ids_in(text: &str) -> Vec<&str> {
    let ends = text.match_indices(FOREIGN_ID).map(|(at, end)| at + end.len());
    ends.map(|end| end.checked_sub(ID_LENGTH).and_then(|start| text.get(start..end)).unwrap_or(FOREIGN_ID))
        .collect()
}

/// Fails when a mail holds words of the other organisation: in its parts as they are read, in files that come with
/// it, or as it travels.
///
/// # Panics
/// It does.
pub fn sweep_mail(mail: &Mail) {
    let leak = leak_in(&words_of_mail(mail));
    assert!(leak.is_none(), "a mail to {:?} shows `{}` of the other organisation", mail.to, leak.unwrap());
}

/// Fails when a line of the log holds words of the other organisation, or of what rows of ours are filled with; how
/// many lines there were.
///
/// # Panics
/// One does.
pub fn sweep_log() -> usize {
    let lines = ordinary_lines();
    for line in &lines {
        let words = FOREIGN_WORDS.iter().chain(&OWN_WORDS).find(|words| line.contains(**words));
        assert!(words.is_none(), "{words:?} in {line}");
    }
    lines.len()
}

/// All mails but those to people of the other organisation, to whom its words are their own.
pub fn mails_of_the_organisation(scene: &Scene) -> Vec<Mail> {
    let theirs = [&scene.world.beatrix, &scene.world.priya].map(|somebody| somebody.email.clone().unwrap());
    let mut mails = scene.app.smtp.mails();
    mails.retain(|mail| mail.to.iter().any(|to| !theirs.contains(to)));
    mails
}

/// All that a mail says: quoted-printable and base64 undone.
fn words_of_mail(mail: &Mail) -> String {
    let message = MessageParser::default().parse(&mail.raw).unwrap();
    let parts = message.parts.iter().map(|part| match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.to_string(),
        _ => words_in(part.contents()),
    });
    let names = mail.attachments.iter().map(|file| file.name.clone());
    let envelope = [mail.subject.clone(), mail.to.join(" "), String::from_utf8_lossy(&mail.raw).into_owned()];
    parts.chain(names).chain(envelope).collect::<Vec<_>>().join("\n")
}

fn leak_in(shown: &str) -> Option<&'static str> {
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
    assert_eq!(leak(&page, ""), None);
    let mut in_body = page.clone();
    in_body.body = format!("x {CANARY}-other-people-phone").into_bytes();
    assert_eq!(leak(&in_body, ""), Some("canary-other"));
    let mut in_header = page.clone();
    in_header.headers.push(("x".to_owned(), "Samplewright".to_owned()));
    assert_eq!(leak(&in_header, ""), Some("Samplewright"));
    let id = format!("0000021d-0007-7001{FOREIGN_ID}");
    let mut with_id = page;
    with_id.body = format!("<a href=\"/o/cartref-prawf/people/{id}\">").into_bytes();
    assert_eq!(leak(&with_id, ""), Some(FOREIGN_ID));
    assert_eq!(leak(&with_id, "person=0000021d-0008-7001-8000-00000000c0de"), Some(FOREIGN_ID));
    assert_eq!(leak(&with_id, &format!("name=A&person={id}")), None);
    with_id.url.set_query(Some(&format!("person={id}&q=x")));
    assert_eq!(leak(&with_id, ""), None);
}

/// What is planted bears the mark by which the sweep knows it.
#[test]
fn what_is_planted_has_identifiers_that_the_sweep_knows() {
    let scene = Scene::start();
    let ids = scene.ids.foreign.values().filter_map(|row| row.get("id"));
    let marked = ids.filter(|id| id.len() == ID_LENGTH && id.ends_with(FOREIGN_ID)).count();
    assert!(marked >= 30, "saw only {marked}");
}

/// A mail is read as its reader reads it: a word broken by a line or written as base64 is found.
#[test]
fn the_sweep_reads_mails() {
    let head = "From: a@prawf.example\r\nTo: b@prawf.example\r\nMIME-Version: 1.0\r\n";
    let bodies = [
        ("text/plain; charset=utf-8", "quoted-printable", "canary=\r\n-other-people-phone"),
        ("text/html; charset=utf-8", "base64", "PHA+U2FtcGxld3JpZ2h0PC9wPg=="),
        ("application/octet-stream; name=\"a.csv\"", "base64", "TGFya21lcmUgVmFsZQ=="),
    ];
    for (kind, coding, body) in bodies {
        let raw =
            format!("{head}Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body}\r\n");
        let mail = Mail::parse("a@prawf.example", &["b@prawf.example".to_owned()], raw.into_bytes());
        assert!(leak_in(&words_of_mail(&mail)).is_some(), "{kind} hides it: {}", words_of_mail(&mail));
    }
}

/// Who looks at pages with a row of the organisation's own, until one of them is shown it.
const LOOKING: [Actor; 6] = [
    Actor::Owner,
    Actor::DataProtectionLead,
    Actor::SafeguardingLead,
    Actor::Staff,
    Actor::Manager,
    Actor::Deputy,
];

/// Pages of a row that nobody is shown in the organisation of the tests, and why. This list may only shrink.
const UNSHOWN: &[(&str, &str)] = &[
    ("/o/{slug}/me/read/{assignment}/file", "the policy is a text, no finished file"),
    ("/o/{slug}/people/import/{import}/undo", "the list waits to be checked: there is nothing to take back"),
    ("/o/{slug}/people/{id}/second-factor", "nobody has a second step here"),
    ("/o/{slug}/people/{id}/sessions", "the one who stands for people has no account"),
    ("/o/{slug}/policies/{id}/approval", "a round goes on"),
    ("/o/{slug}/policies/{id}/approval/{round}/record", "it needs a place in the query"),
    ("/o/{slug}/policies/{id}/approval/{round}/person", "it needs a place in the query"),
    ("/o/{slug}/rights/{request}/outside", "somebody without a conflict runs the request"),
    ("/o/{slug}/rights/{request}/answer", "its records wait to be decided"),
    ("/o/{slug}/rights/{request}/answer.pdf", "nothing is final"),
    ("/o/{slug}/rights/{request}/answer.json", "nothing is final"),
    ("/o/{slug}/policies/shelf/{shelf}/register", "the shelf has no register among its files"),
    ("/o/{slug}/policies/{id}/draft.pdf", "the draft is a text, no finished file"),
];

/// Every page with a row is there for somebody: a case, a receipt, a list to check, an approval, a hold; and none of
/// them holds words of the other organisation.
#[test]
fn every_page_with_a_row_is_looked_into() {
    let mut scene = Scene::occupied();
    let all = routes::all().into_iter();
    let of_rows = all.filter(|route| {
        route.method == Method::Get && matches!(route.door, Door::Member(_)) && row_places(route.path) > 0
    });
    let (mut shown, mut unshown) = (0, Vec::new());
    for route in of_rows {
        let address = scene.own(route.path);
        let answers: Vec<Page> = LOOKING.map(|actor| scene.client(actor).get(&address)).to_vec();
        answers.iter().for_each(sweep);
        if answers.iter().any(|page| page.status == 200) {
            shown += 1;
        } else {
            unshown.push(route.path);
        }
    }
    let listed: Vec<&str> = UNSHOWN.iter().map(|(path, _)| *path).collect();
    assert_eq!(unshown, listed, "pages that nobody is shown, of {shown}");
}

/// How the addresses of files end.
const ENDINGS: [&str; 6] = ["csv", "docx", "json", "pdf", "txt", "zip"];

/// What files of the organisation of the tests say: its name, who does something there, and what is brought in. Family
/// names, as the sheet to begin with has a Siân of its own.
const OWN_IN_FILES: [&str; 7] =
    ["Cartref Prawf", "Lone Working", "Ŵyr", "Rheolwr", "Perchen", "Boots", "Ann Arall"];

/// Files that nobody is shown in the organisation of the tests, or that say the same to everybody, and why. This list
/// may only shrink.
const NOTHING_OWN: [(&str, &str); 6] = [
    ("/o/{slug}/me/team.csv", "nobody is entered as somebody's line manager"),
    ("/o/{slug}/people/import/sheet.csv", "the sheet to begin with is one for all"),
    (
        "/o/{slug}/policies/coverage/{service}.csv",
        "no text of the library was adopted: it says what is expected of all",
    ),
    ("/o/{slug}/policies/{id}/draft.pdf", "the draft is a text, no finished file"),
    ("/o/{slug}/rights/{request}/answer.json", "nothing is final"),
    ("/o/{slug}/rights/{request}/answer.pdf", "nothing is final"),
];

/// Whether somebody is given the file with something of their own in it; all that anybody is given is swept.
fn is_looked_into(scene: &mut Scene, path: &str, own: &[&str]) -> bool {
    let address = scene.own(path);
    LOOKING.iter().any(|actor| {
        let page = scene.client(*actor).get(&address);
        sweep(&page);
        let words = words_in(&page.body);
        page.status == 200 && own.iter().any(|word| words.contains(word))
    })
}

/// Each file is looked into: words of the organisation are found in it, so words of another would be. There are no
/// calendars (ICS) and no page of metrics in the program: a file with an ending that isn't listed here fails the test.
#[test]
fn files_are_looked_into() {
    let mut scene = Scene::occupied();
    let organisation = scene.world.org.id.to_string();
    let case = scene.own("/o/{slug}/incidents/{reference}").rsplit('/').next().unwrap().to_owned();
    let own = [&OWN_IN_FILES[..], &[organisation.as_str(), case.as_str()][..]].concat();
    let reads_pdf = has_program("pdftotext", "-v") && has_program("qpdf", "--version");
    let (mut seen, mut unseen) = (0, BTreeSet::new());
    for route in routes::all().into_iter().filter(|route| route.method == Method::Get) {
        let Some((_, ending)) = route.path.rsplit_once('.').filter(|(before, _)| before.starts_with("/o/"))
        else {
            continue;
        };
        assert!(ENDINGS.contains(&ending), "{route:?}: no such ending is listed");
        if is_looked_into(&mut scene, route.path, &own) {
            seen += 1;
        } else if reads_pdf || ending != "pdf" {
            unseen.insert(route.path);
        }
    }
    let listed: BTreeSet<&str> = NOTHING_OWN
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| reads_pdf || !path.ends_with(".pdf"))
        .collect();
    assert_eq!(unseen, listed, "files with nothing of their own in them; {seen} have something");
    assert!(!reads_pdf || seen >= 20, "looked only into {seen}");
}
