//! A whole shelf of policies brought in, as a manager meets it.

mod asked;
pub mod files;
mod force;
mod making;
mod many;
mod paper;
mod pictures;
mod rows;
mod sheet;

use polisi::access::JobTicket;
use polisi::db::ids::ShelfId;
use polisi::policies::{self, Policy};

use crate::support::app::{Org, TestApp, World};
use crate::support::client::Client;
use crate::support::form::Upload;
use crate::support::page::Page;

const SHELF: &str = "/o/cartref-prawf/policies/shelf";

/// Sends files as the form does; the address of the shelf.
fn send(client: &Client, files: &[(&str, Vec<u8>)]) -> String {
    let mut form = client.get(SHELF).expect(200).form("main form");
    for (name, bytes) in files {
        form = form.attach("files", name, "application/octet-stream", bytes);
    }
    form.submit().expect(303).location().unwrap().path().to_owned()
}

/// Sends files, reads them, and opens the report.
fn checked(app: &TestApp, client: &Client, files: &[(&str, Vec<u8>)]) -> Page {
    let shelf = send(client, files);
    app.run_due_work();
    client.get(&shelf).expect(200)
}

/// Presses the button that adds, waits, and opens what became of it.
fn added(app: &TestApp, client: &Client, check: &Page, services: &[String]) -> Page {
    let mut form = check.form("main form");
    for service in services {
        form = form.tick_value("services", service);
    }
    let progress = form.press("then", "add").submit().expect(303).follow().expect(200);
    assert!(progress.visible().contains("You can close this page"), "{}", progress.visible());
    app.run_due_work();
    client.get(check.url.path()).expect(200)
}

fn all(app: &TestApp, org: &Org) -> Vec<Policy> {
    app.within(org, |tenant| policies::store::all(tenant).unwrap())
}

fn id_of(address: &str) -> ShelfId {
    ShelfId::parse(address.rsplit('/').next().unwrap()).unwrap()
}

/// One ticket's worth of work, as a node does it that dies afterwards.
fn one_step(app: &TestApp, org: &Org, shelf: &str) -> u64 {
    let entry = JobTicket::claimed(org.id);
    let now = app.app.clock.now();
    polisi::shelf::work::work(&app.app.database, entry, id_of(shelf), now, &app.app.messages).unwrap()
}

fn upload(field: &str, name: &str, bytes: &[u8]) -> Upload {
    Upload {
        field: field.to_owned(),
        name: name.to_owned(),
        content_type: "application/octet-stream".to_owned(),
        bytes: bytes.to_vec(),
    }
}

#[test]
fn a_shelf_is_nobody_elses_business() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let shelf = send(&mair, &[("LW1 Lone working.md", b"# Lone working\n\nWords.\n".to_vec())]);
    app.run_due_work();
    mair.get(&shelf).expect(200);
    // The owner may change policies everywhere; another service's manager sees their own shelves only.
    app.client_of(&world.olwen).get(&shelf).expect(200);
    let owain = app.client_of(&world.owain);
    owain.get(&shelf).expect(404);
    owain.post_form(&shelf, &[("then", "add")]).expect(404);
    assert!(!owain.get(SHELF).expect(200).has("#shelves"));
    app.client_of(&world.sian).get(SHELF).expect(403);
    app.client_of(&world.sian).get(&shelf).expect(403);
    let beatrix = app.client_of(&world.beatrix);
    beatrix.get(&shelf).expect(404);
    let elsewhere = shelf.replace("cartref-prawf", "larkmere");
    for path in [elsewhere.clone(), format!("{elsewhere}/undo"), format!("{elsewhere}/report.csv")] {
        beatrix.get(&path).expect(404);
    }
    beatrix.post_form(&elsewhere, &[("then", "add")]).expect(404);
    beatrix.post_form(&format!("{elsewhere}/undo"), &[]).expect(404);
    assert_eq!(all(&app, &world.org).len(), 0);
}

#[test]
fn a_manager_of_one_service_brings_in_for_that_service_only() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let check = checked(&app, &mair, &[("LW1 Lone working.md", b"# Lone working\n\nWords.\n".to_vec())]);
    let (own, other) = (world.org.services[0].to_string(), world.org.services[1].to_string());
    assert!(!check.has(&format!("input[value='{other}']")));
    let none = check.form("main form").untick("services").press("then", "add").submit().expect(422);
    assert!(none.visible().contains("File 1: choose at least one of the services"), "{}", none.visible());
    check.form("main form").forge("services", &other).press("then", "add").submit().expect(422);
    let done = added(&app, &mair, &check, &[own]);
    assert!(done.visible().contains("1 policy was added from 1 file"), "{}", done.visible());
}

#[test]
fn nothing_sent_and_two_presses() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let empty = olwen.get(SHELF).expect(200).form("main form").submit().expect(422);
    assert!(empty.visible().contains("Choose at least one file"), "{}", empty.visible());
    // A text that is pasted alone; the second press leads to the same shelf.
    let form =
        olwen.get(SHELF).form("main form").set("text", "Lone Working Policy\n\n1. Purpose\n\nWords.\n");
    let first = form.clone().submit().expect(303);
    let second = form.submit().expect(303);
    assert_eq!(first.location(), second.location());
    let page = first.follow().expect(200);
    assert!(page.visible().contains("0 of 1 file read"), "{}", page.visible());
    app.run_due_work();
    let check = olwen.get(page.url.path()).expect(200);
    assert_eq!(check.form("main form").value("r1-title").as_deref(), Some("Lone Working Policy"));
    assert_eq!(check.form("main form").value("r1-code").as_deref(), Some("POL-01"));
    let saved =
        check.form("main form").set("r1-code", "LW 1").press("then", "save").submit().expect(303).follow();
    assert_eq!(saved.form("main form").value("r1-code").as_deref(), Some("LW 1"));
    assert_eq!(all(&app, &world.org).len(), 0);
    let wrong = saved.form("main form").set("r1-code", "").press("then", "add").submit().expect(422);
    assert!(wrong.visible().contains("File 1: enter a code"), "{}", wrong.visible());
    let none = saved.form("main form").untick("include").press("then", "add").submit().expect(422);
    assert!(none.visible().contains("Tick at least one file"), "{}", none.visible());
}

#[test]
fn a_shelf_is_taken_back_until_something_is_published() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let files = [
        ("A1 First.md", b"# First\n\nWords.\n".to_vec()),
        ("A2 Second.md", b"# Second\n\nWords two.\n".to_vec()),
    ];
    let services = [world.org.services[0].to_string()];
    let done = added(&app, &olwen, &checked(&app, &olwen, &files), &services);
    assert_eq!(all(&app, &world.org).len(), 2);
    let ask = done.click("Take this shelf back").expect(200);
    assert!(ask.visible().contains("2 policies with their drafts are removed"), "{}", ask.visible());
    let gone = ask.form("main form").submit().expect(303).follow().expect(200);
    assert!(gone.visible().contains("This shelf was taken back"), "{}", gone.visible());
    assert_eq!(all(&app, &world.org).len(), 0);
    // Pressing again changes nothing, and the same files can be brought in anew.
    ask.form("main form").submit().expect(303);
    let again = added(&app, &olwen, &checked(&app, &olwen, &files), &services);
    let policies = all(&app, &world.org);
    assert_eq!(policies.len(), 2);
    let policy = format!("/o/cartref-prawf/policies/{}", policies[0].id);
    olwen.get(&format!("{policy}/publish")).expect(200).form("main form").submit().expect(303);
    let undo = format!("{}/undo", again.url.path());
    let ask = olwen.get(&undo).expect(200);
    assert!(ask.visible().contains("This shelf can't be taken back"), "{}", ask.visible());
    assert!(!ask.has("main form"));
    olwen.post_form(&undo, &[]).expect(409);
    assert_eq!(all(&app, &world.org).len(), 2, "nothing went");
    assert!(all(&app, &world.org).iter().any(|policy| policy.has_draft), "the other draft is still there");
    assert_eq!(world_policies_elsewhere(&app, &world), 0);
}

fn world_policies_elsewhere(app: &TestApp, world: &World) -> usize {
    all(app, &world.other).len()
}
