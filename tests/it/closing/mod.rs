//! Everything taken out to read without the program; closing by two people; keys destroyed at the very end.

mod confirming;
mod keys;
mod running;
mod sheets;
mod waiting;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use polisi::access::Role;
use polisi::clock::Moment;
use polisi::closing::handover::sheets::LEFT_OUT;
use polisi::closing::obstacles;
use polisi::db::System;
use polisi::db::tenant::TENANT_TABLES;
use polisi::documents::Hash;
use polisi::retention::clock;
use polisi::{incidents, people};
use zip::ZipArchive;

use crate::incidents::report;
use crate::incidents::taken_over::{later, leave_and_return, take_over};
use crate::rights::{lead, record};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::texts::{Text, publish_all};

/// Where packages are asked for.
pub const EXPORT: &str = "/o/cartref-prawf/settings/export";
const CLOSING: &str = "/o/cartref-prawf/settings/closing";
const REASON: &str = "The service is sold and its records go with it.";

fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

/// Asks for a package and fetches it: the page that it stands on, and its files.
pub fn package(app: &TestApp, client: &Client) -> (Page, BTreeMap<String, Vec<u8>>) {
    let asked = client.get(EXPORT).expect(200).form("main form").submit().expect(303).follow().expect(200);
    assert!(asked.visible().contains("being made"), "{}", asked.visible());
    assert_eq!(app.run_due_work()["packages_made"], 1);
    let page = client.get(asked.url.path()).expect(200);
    let zip = client.get(&format!("{}.zip", asked.url.path())).expect(200);
    assert_eq!(zip.header("content-type"), Some("application/zip"));
    (page, files(&zip.body))
}

/// The words to type.
pub fn words_inside(files: &BTreeMap<String, Vec<u8>>) -> String {
    let page = String::from_utf8(files["read-me-first.html"].clone()).unwrap();
    let after = page.split("<p class=\"check\"><code>").nth(1).unwrap();
    after.split('<').next().unwrap().to_owned()
}

/// Somebody confirms that the package arrived.
fn hand_over(app: &TestApp, client: &Client) {
    let (page, files) = package(app, client);
    let wrong = page.form("main form").set("check", "ABCD-EFGH").submit().expect(422);
    assert!(wrong.visible().contains("don’t stand in this file"), "{}", wrong.visible());
    let typed = words_inside(&files).to_lowercase();
    let done = wrong.form("main form").set("check", &typed).submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("Received and opened"), "{}", done.visible());
}

fn second_owner(app: &TestApp, world: &World) {
    let (now, gwen) = (app.app.clock.now(), world.gwen.person);
    app.within(&world.org, move |tenant| people::grant(tenant, now, gwen, Role::Owner, None).unwrap());
}

fn ask(client: &Client) -> Page {
    let form = client.get(CLOSING).expect(200).form("main form");
    form.set("name", "cartref  prawf").set("reason", REASON).submit()
}

fn operator(app: &TestApp, world: &World) -> Client {
    app.make_operator(&world.priya);
    app.client_of(&world.priya)
}

/// Where an operator closes the organisation.
pub fn operators_page(world: &World) -> String {
    format!("/operator/organisations/{}/closing", world.org.id)
}

#[test]
fn everything_is_in_the_package_and_nothing_of_cases() {
    let app = TestApp::start();
    let world = app.world();
    publish_all(&app, &world, vec![Text::of(&world, "DCW13", "Diogelu / Tŷ Ŵyr", "Ring the lead.")]);
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    let client = app.client_of(&world.olwen);
    let (_, files) = package(&app, &client);

    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    assert!(text("people.csv").contains("Siân,Ŵyr"), "{}", text("people.csv"));
    assert!(text("roles.csv").contains("Mair Rheolwr,registered_manager,Bryn"), "{}", text("roles.csv"));
    assert!(text("policies/register.csv").contains("DCW13"));
    let page = files
        .keys()
        .find(|name| name.starts_with("policies/DCW13-diogelu-ty-wyr") && name.ends_with(".html"));
    assert!(text(page.unwrap()).contains("Ring the lead."));
    assert!(
        text("activity/activity.csv").contains("Policy published")
            || text("activity/activity.csv").contains("ublished")
    );
    assert!(text("activity/head.txt").contains("signature="));
    for table in TENANT_TABLES {
        let is_there = files.contains_key(&format!("tables/{table}.jsonl"));
        let why = LEFT_OUT.iter().find(|(out, _)| out == table);
        assert!(is_there != why.is_some(), "{table}");
    }
    let manifest = text("manifest-sha256.txt");
    assert_eq!(manifest.lines().count() + 1, files.len());
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "manifest-sha256.txt") {
        assert!(manifest.contains(&format!("{}  {name}\n", Hash::of(bytes))), "{name}");
        assert!(name.is_ascii() && !name.contains("..") && !name.starts_with('/'), "{name}");
        let words = String::from_utf8_lossy(bytes).to_lowercase();
        for canary in ["zebrafinch", "quillfeather", "wrenlocket", &reference.to_lowercase(), "incident_id"] {
            assert!(!words.contains(canary), "{name} holds {canary}");
        }
    }
    // Neither a mail nor a chain of the case is counted anywhere.
    assert_eq!(text("tables/chain_heads.jsonl").lines().count(), 1);
    assert!(!text("mails.csv").contains("incident"), "{}", text("mails.csv"));
    let told = app.smtp.mails_to(&world.olwen.email.clone().unwrap());
    assert!(told.iter().any(|mail| mail.subject.contains("asked for everything")));
    app.client_of(&world.gwen).get(EXPORT).expect(403);
    app.client_of(&world.priya).get(EXPORT).expect(404);
}

/// The owner who asks may be one of those from whom a request is kept.
#[test]
fn nothing_of_a_request_about_data_is_in_the_package() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.sian, Some(&world.olwen)).expect(303);
    app.run_due_work();
    let (_, files) = package(&app, &app.client_of(&world.olwen));
    // The first page says of every organisation that requests stand apart.
    for (name, bytes) in files.iter().filter(|(name, _)| *name != "read-me-first.html") {
        let words = String::from_utf8_lossy(bytes);
        for hint in ["rights_re", "canary request", "Data request"] {
            assert!(!words.contains(hint), "{name} holds {hint}");
        }
    }
}

#[test]
fn a_package_lies_sealed_and_goes_after_a_week() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let asked = client.get(EXPORT).expect(200).form("main form").submit().expect(303).follow();
    app.run_due_work();
    let pieces = app.within(&world.org, |tenant| {
        let found = polisi::closing::handover::store::list(tenant).unwrap();
        polisi::blobs::piece(tenant, found[0].blob.unwrap(), 0).unwrap().unwrap()
    });
    assert_ne!(&pieces[..2], b"PK", "what lies in the database is no ZIP file");
    let zip = format!("{}.zip", asked.url.path());
    assert_eq!(&client.get(&zip).expect(200).body[..2], b"PK");
    app.set_time("2026-11-29T10:00:00Z");
    app.run_due_work();
    let client = app.client_of(&world.olwen);
    client.get(&zip).expect(404);
    assert!(client.get(EXPORT).expect(200).visible().contains("Removed"));
}

#[test]
fn two_people_close_and_anybody_of_them_undoes_it() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let (olwen, gwen) = (app.client_of(&world.olwen), app.client_of(&world.gwen));
    let wrong = olwen.get(CLOSING).expect(200).form("main form").set("name", "Other").set("reason", "short");
    let wrong = wrong.submit().expect(422).visible();
    assert!(wrong.contains("Type the name as it stands") && wrong.contains("at least 20 letters"), "{wrong}");
    ask(&olwen).expect(303);
    olwen.post_form(&format!("{CLOSING}/confirm"), &[]).expect(409);
    operator(&app, &world).post_form(&format!("{}/confirm", operators_page(&world)), &[]).expect(409);
    assert!(!olwen.get("/o/cartref-prawf/").expect(200).visible().contains("closes on"));
    gwen.post_form(&format!("{CLOSING}/confirm"), &[]).expect(303);

    for somebody in [&world.sian, &world.mair, &world.olwen] {
        let page = app.client_of(somebody).get("/o/cartref-prawf/?lang=en").expect(200).visible();
        assert!(page.contains("closes on 21 December 2026"), "{page}");
    }
    let mair = app.client_of(&world.mair);
    let stopped = mair.post_form("/o/cartref-prawf/services/add", &[("name", "New")]).expect(409);
    let words = stopped.visible();
    assert!(words.contains("Cartref Prawf closes on 21 December 2026"), "{words}");
    assert!(words.contains("An owner can undo") && !words.contains("while you were working"), "{words}");
    let stopped = olwen.post_form("/o/cartref-prawf/services/add", &[("name", "New")]).expect(409);
    assert_eq!(stopped.link("Undo the closing").path(), CLOSING);
    // Protection goes on, and people are answered.
    mair.post_form(&format!("/o/cartref-prawf/people/{}/sessions", world.sian.person), &[]).expect(303);
    mair.post_form("/o/cartref-prawf/rights/new", &[]).expect(422);
    report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    for somebody in [&world.sian, &world.tomos, &world.mair] {
        let mails = app.smtp.mails_to(&somebody.email.clone().unwrap());
        assert!(!mails.is_empty(), "{} was told", somebody.name);
    }
    let undone = olwen.get(CLOSING).expect(200).form("form[action$='/undo']").submit().expect(303).follow();
    assert!(undone.visible().contains("The closing is undone"), "{}", undone.visible());
    assert!(!mair.get("/o/cartref-prawf/").expect(200).visible().contains("closes on"));
}

/// Whoever asks can't make the one who agrees.
#[test]
fn who_becomes_an_owner_afterwards_confirms_nothing() {
    let app = TestApp::start();
    let world = app.world();
    ask(&app.client_of(&world.olwen)).expect(303);
    app.set_time("2026-11-21T10:05:00Z");
    second_owner(&app, &world);
    app.client_of(&world.gwen).post_form(&format!("{CLOSING}/confirm"), &[]).expect(409);
}

/// Nor take the place of the one who could.
#[test]
fn who_takes_another_owner_s_place_confirms_nothing() {
    let app = TestApp::start();
    let world = app.world();
    second_owner(&app, &world);
    let olwen = app.client_of(&world.olwen);
    ask(&olwen).expect(303);
    later(&app);
    leave_and_return(&olwen, &world.gwen);
    let taken = take_over(&app, &olwen, &world.gwen);
    second_owner(&app, &world);
    taken.unchecked().post_form(&format!("{CLOSING}/confirm"), &[]).expect(409);
}

/// Asked and confirmed by two owners.
/// Two owners close the organisation in thirty days.
pub fn closing(app: &TestApp, world: &World) {
    second_owner(app, world);
    ask(&app.client_of(&world.olwen)).expect(303);
    app.client_of(&world.gwen).post_form(&format!("{CLOSING}/confirm"), &[]).expect(303);
}

/// The server ran every day until then.
fn pass(app: &TestApp, moment: &str) -> u64 {
    let (until, post) = (Moment::parse(moment).unwrap(), Arc::clone(&app.app.post));
    let mut day = app.app.clock.now();
    while day.plus_hours(24) < until {
        day = day.plus_hours(24);
        let post = Arc::clone(&post);
        let look = move |system: &mut System<'_>| clock::look(system, day, &post);
        assert_eq!(app.app.database.write_system(look).unwrap(), clock::Step::Go);
    }
    app.set_time(moment);
    app.run_due_work()["organisations_closed"]
}

#[test]
fn no_organisation_ends_by_a_clock_that_jumped() {
    let app = TestApp::start();
    let world = app.world();
    closing(&app, &world);
    app.run_due_work();
    app.set_time("2027-01-21T10:00:00Z");
    assert_eq!(app.run_due_work()["organisations_closed"], 0);
    let (now, post) = (app.app.clock.now(), Arc::clone(&app.app.post));
    app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(200);
    let confirm = move |system: &mut System<'_>| clock::confirm(system, now, None);
    assert!(app.app.database.write_system(confirm).unwrap());
    let look = move |system: &mut System<'_>| clock::look(system, now, &post);
    assert_eq!(app.app.database.write_system(look).unwrap(), clock::Step::Go);
    app.set_time("2027-01-22T10:00:00Z");
    assert_eq!(app.run_due_work()["organisations_closed"], 1);
}

#[test]
fn an_operator_opens_a_closed_organisation_again() {
    let app = TestApp::start();
    let world = app.world();
    closed(&app, &world);
    let priya = operator(&app, &world);
    let page = priya.get(&operators_page(&world)).expect(200);
    let form = page.form("form[action$='/reopen']");
    let wrong = form.set("again", "short").submit().expect(422);
    assert!(wrong.visible().contains("at least 20 letters"), "{}", wrong.visible());
    app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(410);
    let form = wrong.form("form[action$='/reopen']").set("again", REASON);
    form.submit().expect(303);
    app.run_due_work();
    let home = app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(200).visible();
    assert!(!home.contains("closes on"), "{home}");
    let told = app.smtp.mails_to(&world.olwen.email.clone().unwrap());
    assert!(told.iter().any(|mail| mail.subject.contains("is open again")));
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("Organisation opened again"), "{log}");
    priya.post_form(&format!("{}/reopen", operators_page(&world)), &[("again", REASON)]).expect(409);
    // It can close once more, and never opens without keys.
    closing(&app, &world);
}

#[test]
fn a_closed_organisation_is_gone_for_everybody() {
    let app = TestApp::start();
    let world = app.world();
    closing(&app, &world);
    for (moment, subject) in
        [("2026-12-07T10:00:00Z", 1), ("2026-12-18T10:00:00Z", 2), ("2026-12-20T10:00:00Z", 3)]
    {
        assert_eq!(pass(&app, moment), 0);
        let mails = app.smtp.mails_to(&world.mair.email.clone().unwrap());
        let told = mails.iter().filter(|mail| mail.subject.contains("closes on")).count();
        assert_eq!(told, subject + 1, "at {moment}");
    }
    assert_eq!(pass(&app, "2026-12-21T10:00:00Z"), 1);
    let gone = app.client_of(&world.olwen).get("/o/cartref-prawf/").expect(410);
    assert!(gone.visible().contains("has closed"), "{}", gone.visible());
    app.client_of(&world.beatrix).get("/o/cartref-prawf/").expect(404);
    assert_eq!(pass(&app, "2026-12-22T10:00:00Z"), 0, "its jobs are quiet");
}

#[test]
fn an_open_case_stops_the_day_and_shows_to_no_owner() {
    let mut pages = Vec::new();
    for with_case in [false, true] {
        let app = TestApp::start();
        let world = app.world();
        if with_case {
            report(&app.client_of(&world.sian), &world, &[&world.olwen]);
        }
        closing(&app, &world);
        pages.push(app.client_of(&world.olwen).get(CLOSING).expect(200).visible());
        app.run_due_work();
        let of = |somebody: &Somebody| {
            let mails = app.smtp.mails_to(&somebody.email.clone().unwrap());
            mails.iter().map(|mail| mail.subject.clone()).collect::<Vec<_>>()
        };
        assert!(of(&world.olwen).iter().all(|subject| !subject.contains("finish")), "{:?}", of(&world.olwen));
        assert_eq!(of(&world.lowri).iter().any(|subject| subject.contains("agor gyda chi")), with_case);
        assert_eq!(pass(&app, "2026-12-21T10:00:00Z"), u64::from(!with_case));
    }
    assert_eq!(pages[0], pages[1], "nothing tells one from the other");
}

/// A closed organisation, its records handed over.
fn closed(app: &TestApp, world: &World) {
    closing(app, world);
    hand_over(app, &app.client_of(&world.olwen));
    assert_eq!(pass(app, "2026-12-21T10:00:00Z"), 1);
}

#[test]
fn a_case_is_finished_and_taken_along_by_its_people() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    let since = app.app.clock.now();
    let open = || app.within(&world.org, move |tenant| obstacles::obstacles(tenant, since).unwrap());
    let record = format!("/o/cartref-prawf/incidents/{reference}/record.txt?lang=en");
    let lead = app.client_of(&world.lowri);
    app.client_of(&world.mair).get(&record).expect(404);
    app.client_of(&world.olwen).get(&record).expect(404);
    let text = lead.get(&record).expect(200).text();
    assert!(text.contains("Zebrafinch"), "{text}");
    assert!(lead.get(&record).expect(200).text().contains("Record saved"), "the one before is in its log");
    assert!(open(), "it is open still");
    let case = format!("/o/cartref-prawf/incidents/{reference}");
    lead.post_form(&format!("{case}/look"), &[]).expect(303);
    lead.post_form(&format!("{case}/close"), &[("outcome", "referred_on"), ("reason", "Council.")])
        .expect(303);
    assert!(!open());
    assert_eq!(app.within(&world.org, |tenant| incidents::check_cases(tenant).unwrap()), None);
}
