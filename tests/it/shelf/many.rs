//! 120 files in one ZIP: every one is accounted for, nothing is added twice, nothing is lost.

use std::collections::BTreeSet;

use polisi::jobs::{Done, Pass, Share, Task, pass};

use super::files::{pdf, word, zip};
use super::{SHELF, added, all, one_step, send};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;

/// 120 files: 114 that can become policies, one of them a PDF, and six that can't.
fn shelf() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for number in 1..=30 {
        let words = format!("Policy {number} of {{{{org_field_name}}}}. Ring {{{{org_field_phone}}}}.");
        files.push((
            format!("word/DC{number} Word policy {number}.docx"),
            word(&format!("Word policy {number}"), &words),
        ));
    }
    for number in 31..=60 {
        let page = format!(
            "<html><body><h1>Web policy {number}</h1><h2>Purpose</h2><p>Words of {number}.</p></body></html>"
        );
        files.push((format!("DC{number}.html"), page.into_bytes()));
    }
    for number in 61..=85 {
        let text =
            format!("Text policy {number}\n\n1. Purpose\n\nWords of {number}. {{{{org_field_nmae}}}}\n");
        files.push((format!("Text policy {number}.txt"), text.into_bytes()));
    }
    for number in 86..=113 {
        let text = format!(
            "# Plain policy {number}\n\nPolicy code: PP-{number}\n\n## Purpose\n\nWords of {number}.\n"
        );
        files.push((format!("plain-{number}.md"), text.into_bytes()));
    }
    files.push(("FD1 Finished.pdf".to_owned(), pdf("finished", "")));
    files.push(("Old policy.doc".to_owned(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec()));
    files.push(("Copy of 31.html".to_owned(), files[30].1.clone()));
    files.push(("Broken.md".to_owned(), b"# Broken policy\n\nThese bytes are damaged.\n".to_vec()));
    files.push(("Huge.txt".to_owned(), b"A long line of words.\n".repeat(95_000)));
    files.push(("Locked.pdf".to_owned(), pdf("locked", "/Encrypt 9 0 R ")));
    files.push(("holiday.png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec()));
    assert_eq!(files.len(), 120);
    files
}

fn packed() -> Vec<u8> {
    zip(&shelf(), "Broken.md")
}

#[test]
fn a_zip_of_120_files_is_accounted_for_file_by_file() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let address = send(&olwen, &[("policies.zip", packed())]);
    let waiting = olwen.get(&address).expect(200);
    assert!(waiting.visible().contains("of 120 files read"), "{}", waiting.visible());
    assert!(!waiting.text().contains("http-equiv"));
    let counted = app.run_due_work();
    assert!(counted["shelf_files"] >= 110, "{counted:?}");

    let check = olwen.get(&address).expect(200);
    let words = check.visible();
    assert!(words.contains("120 files came in. 114 can become policies. 6 were not taken"), "{words}");
    for sentence in [
        "Word 2003 or older",
        "damaged",
        "The same file as number 31",
        "protected by a password",
        "This is a picture",
    ] {
        assert!(words.contains(sentence), "{sentence}");
    }
    every_file_has_a_line(&olwen.get(&format!("{address}/report.csv")).expect(200).text());

    let form = check.form("main form");
    assert_eq!(form.value("r1-code").as_deref(), Some("DC1"));
    assert_eq!(form.value("r1-title").as_deref(), Some("Word policy 1"));
    let place = |name: &str| shelf().iter().position(|(other, _)| other == name).unwrap() + 1;
    let plain = place("plain-86.md");
    assert_eq!(form.value(&format!("r{plain}-code")).as_deref(), Some("PP-86"));
    let text = place("Text policy 61.txt");
    assert_eq!(form.value(&format!("r{text}-code")).as_deref(), Some("POL-01"));

    // One is left out, another is renamed; then everything is added, by two presses.
    let service = world.org.services[0].to_string();
    let left = format!("r{plain}-code");
    let form = form.tick_value("services", &service).set("r2-title", "Renamed").set(&left, "PP-86");
    form.clone().press("then", "add").submit().expect(422);
    let place = check.attributes("input[type='radio'][value='already']", "name").remove(0);
    let form = super::paper::said(form).set(&place, "already");
    let first = form.clone().press("then", "add").submit().expect(303);
    let second = form.press("then", "add").submit().expect(303);
    assert_eq!(first.location(), second.location());
    app.run_due_work();
    check.form("main form").press("then", "add").submit().expect(303);
    app.run_due_work();
    let done = olwen.get(&address).expect(200);
    assert!(
        done.visible().contains("114 policies were added from 120 files. 1 of them is in force."),
        "{}",
        done.visible()
    );
    proven(&app, &world, 114);
    let policies = all(&app, &world.org);
    assert!(policies.iter().any(|policy| policy.title == "Renamed"));
    assert!(
        policies.iter().filter(|policy| policy.has_draft).all(|policy| policy.owner == world.olwen.person)
    );

    nothing_is_new_the_second_time(&app, &olwen);
}

/// The report names every file once, with what became of it.
fn every_file_has_a_line(report: &str) {
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 121);
    for (name, _) in shelf() {
        let name = name.rsplit('/').next().unwrap();
        assert_eq!(lines.iter().filter(|line| line.contains(name)).count(), 1, "{name}");
    }
    assert!(
        lines.iter().skip(1).all(|line| line.contains(",Read,") || line.contains(",Not taken,")),
        "{report}"
    );
}

fn nothing_is_new_the_second_time(app: &TestApp, olwen: &Client) {
    let again = send(olwen, &[("policies.zip", packed()), ("new.md", b"# New\n\nNew words.\n".to_vec())]);
    app.run_due_work();
    let check = olwen.get(&again).expect(200);
    assert!(
        check.visible().contains("121 files came in. 1 can become a policy. 120 were not taken"),
        "{}",
        check.visible()
    );
    assert!(check.visible().contains("The same file was brought in before"));
}

/// Every policy has its own code, and one file or draft each.
fn proven(app: &TestApp, world: &World, count: usize) {
    let policies = all(app, &world.org);
    assert_eq!(policies.len(), count);
    let codes: BTreeSet<&str> = policies.iter().map(|policy| policy.code.as_str()).collect();
    assert_eq!(codes.len(), count);
    let verified = app.command(&["verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn a_node_that_dies_loses_nothing_and_doubles_nothing() {
    let mut app = TestApp::start();
    let world = app.world();
    let files: Vec<(String, Vec<u8>)> = (1..=45)
        .map(|number| {
            (
                format!("A{number} Policy {number}.md"),
                format!("# Policy {number}\n\nWords {number}.\n").into_bytes(),
            )
        })
        .collect();
    let address = send(&app.client_of(&world.olwen), &[("all.zip", zip(&files, ""))]);
    assert_eq!(one_step(&app, &world.org, &address), 20);
    app.restart();
    let page = app.client_of(&world.olwen).get(&address).expect(200);
    assert!(page.visible().contains("20 of 45 files read"), "{}", page.visible());
    // A file on which a node died before: it is left alone.
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    let died = "UPDATE shelf_items SET reason = 'tried' WHERE state = 'waiting' AND place = 30";
    raw.run(died).unwrap();
    raw.leave();
    app.run_due_work();
    let olwen = app.client_of(&world.olwen);
    let check = olwen.get(&address).expect(200);
    assert!(
        check.visible().contains("45 files came in. 44 can become policies. 1 was not taken"),
        "{}",
        check.visible()
    );

    let form = check.form("main form").tick_value("services", &world.org.services[0].to_string());
    form.press("then", "add").submit().expect(303);
    assert_eq!(one_step(&app, &world.org, &address), 10);
    app.restart();
    assert_eq!(all(&app, &world.org).len(), 10);
    // Two nodes at the same shelf: each step finds what the other left.
    assert_eq!(one_step(&app, &world.org, &address), 10);
    app.run_due_work();
    proven(&app, &world, 44);
    let olwen = app.client_of(&world.olwen);
    assert!(olwen.get(&address).expect(200).visible().contains("44 policies were added from 45 files"));
}

#[test]
fn a_code_that_is_taken_meanwhile_is_asked_for_again() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let file = |code: &str, words: &str| {
        (format!("{code} Policy.md"), format!("# Policy\n\n{words}\n").into_bytes())
    };
    let (one, two) = (file("A1", "One."), file("A2", "Two."));
    let address = send(&olwen, &[(one.0.as_str(), one.1.clone()), (two.0.as_str(), two.1.clone())]);
    app.run_due_work();
    let check = olwen.get(&address).expect(200);
    let same = check.form("main form").set("r2-code", "a 1").press("then", "add").submit().expect(422);
    assert!(same.visible().contains("File 2: file 1 has the same code"), "{}", same.visible());
    let services = [world.org.services[0].to_string()];
    check.form("main form").tick_value("services", &services[0]).press("then", "add").submit().expect(303);
    let other = send(&olwen, &[("A1 Other.md", b"# Other\n\nOther.\n".to_vec())]);
    // The ticket of the first shelf hasn't run yet: the other one is read first and says nothing of A1.
    assert_eq!(one_step(&app, &world.org, &other), 1);
    app.run_due_work();
    let late = olwen.get(&other).expect(200);
    let done =
        late.form("main form").tick_value("services", &services[0]).press("then", "add").submit().expect(303);
    app.run_due_work();
    let again = done.follow().expect(200);
    assert!(again.visible().contains("has the code"), "{}", again.visible());
    let fixed = added(&app, &olwen, &refilled(&olwen, &other), &[]);
    assert!(fixed.visible().contains("1 policy was added from 1 file"), "{}", fixed.visible());
    assert_eq!(all(&app, &world.org).len(), 3);
    // A file with a code that is here already isn't ticked, and says so.
    let there = send(&olwen, &[("A1 Third.md", b"# Third\n\nThird.\n".to_vec())]);
    app.run_due_work();
    let page = olwen.get(&there).expect(200);
    assert!(page.visible().contains("A policy with this code is here already"), "{}", page.visible());
    assert!(!page.has("input[name=include][checked]"));
    assert!(olwen.get(SHELF).expect(200).has("#shelves"));
}

#[test]
fn a_shelf_is_read_by_a_thread_of_its_own() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    send(&olwen, &[("A1 One.md", b"# One\n\nOne.\n".to_vec())]);
    let files = |share| {
        let task =
            Task { kind: polisi::shelf::TICKET, run: |(), _ticket, _now| Ok(Done::Counted("files", 1)) };
        let share = Pass {
            database: &app.app.database,
            context: &(),
            tasks: &[task],
            daily: &[],
            daily_once: &[],
            watches: &[],
            first: &[],
            share,
            node: "test",
            clock: &app.app.clock,
            as_of: None,
            is_over: &|| false,
        };
        pass(&share, &["files"]).unwrap()["files"]
    };
    assert_eq!(files(Share::without(polisi::shelf::TICKET)), 0);
    assert_eq!(files(Share::only("mail")), 0);
    assert_eq!(files(Share::only(polisi::shelf::TICKET)), 1);
    assert_eq!(files(Share::ALL), 0);
}

/// The report with another code saved for its only file.
fn refilled(client: &crate::support::client::Client, address: &str) -> crate::support::page::Page {
    let form = client.get(address).expect(200).form("main form");
    form.set("r1-code", "A9").press("then", "save").submit().expect(303).follow().expect(200)
}
