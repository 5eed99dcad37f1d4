//! The whole job over HTTP, as people without scripts meet it: from the first text to the case.

use std::process::Output;

use serde_json::Value;

use crate::support::app::{PASSWORD, Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;

const HOME: &str = "/o/cartref-prawf";
const TEXT: &str = "Lone Working Policy

1. Purpose

This policy of {{org_field_name}} keeps people safe. Ring {{org_field_phone}} when in doubt.

2. Duties

Employees must: Tell the office where they are. Carry a phone. Leave when they feel unsafe.

Copyright © {{current_year}} {{org_field_name}}. All rights reserved.

Leave a Reply
Your email address will not be published. Required fields are marked *
";
/// Thirty days before the review.
const AS_OF: &str = "2026-11-22T08:00:00Z";

/// Signs in by the page, as people do.
fn signed_in(app: &TestApp, somebody: &Somebody) -> Client {
    let client = app.anonymous();
    sign_in_on(&client.get("/sign-in").expect(200), somebody)
        .expect(303)
        .follow()
        .expect(303)
        .follow()
        .expect(303)
        .follow()
        .expect(200);
    client
}

fn sign_in_on(page: &Page, somebody: &Somebody) -> Page {
    let email = somebody.email.as_deref().unwrap();
    page.form("main form").set("email", email).set("password", PASSWORD).submit()
}

/// Gives the password again, which a case asks of everybody once.
fn password_again(sent_away: &Page) -> Page {
    let form = sent_away.follow().expect(200).form("main form");
    form.set("password", PASSWORD).submit().expect(303).follow()
}

/// Brings the text in, fills the gap and publishes; the policy's address.
fn import_and_publish(manager: &Client, world: &World) -> String {
    let new = manager.get(&format!("{HOME}/policies")).expect(200).click("Add a policy").expect(200);
    let service = world.org.services[0].to_string();
    let form = new.form("main form").set("text", TEXT).set("code", "POL-07");
    let found = form.tick_value("services", &service).submit().expect(303).follow().expect(200);
    let policy = found.url.path().trim_end_matches("/import").to_owned();
    let preview = found.form("main form").submit().expect(303).follow().expect(200);
    assert!(preview.visible().contains("1 missing, 0 unknown"), "{}", preview.visible());
    assert!(!preview.visible().contains("Leave a Reply"));
    assert!(!manager.get(&format!("{policy}/publish")).expect(200).has("main form"));

    let gap = preview.attributes("#gaps a", "href").remove(0);
    let fields = manager.get(&gap).expect(200).form("main form");
    fields.set("org_field_phone", "01632 960101").submit().expect(303).follow().expect(200);
    let ready = manager.get(&format!("{policy}/preview")).expect(200);
    let form = manager.get(&format!("{policy}/publish")).expect(200).form("main form");
    assert!(ready.visible().contains("01632 960101"));
    let form = form.set("next-day", "22").set("next-month", "12").set("next-year", "2026");
    let published = form.submit().expect(303).follow().expect(200);
    assert!(published.visible().contains("Lone Working Policy"));
    policy
}

/// Asks two people; the request's address.
fn ask(manager: &Client, policy: &str, people: &[&Somebody]) -> String {
    let id = policy.rsplit('/').next().unwrap();
    let mut form =
        manager.get(&format!("{HOME}/acknowledgements/new?policy={id}")).expect(200).form("main form");
    for somebody in people {
        form = form.tick_value("people", &somebody.person.to_string());
    }
    let sent = form.submit().expect(200).form("main form").submit().expect(303).follow().expect(200);
    assert!(sent.visible().contains("0 of 2 signed"), "{}", sent.visible());
    sent.url.path().to_owned()
}

/// Signs from the link in the mail that arrived; the receipt's number.
fn sign(app: &TestApp, somebody: &Somebody) -> String {
    app.run_due_work();
    let mail = app.smtp.mails_to(somebody.email.as_deref().unwrap()).remove(0);
    assert!(mail.encrypted && mail.both_parts_agree());
    let page = app.anonymous().get(&mail.link("/s/")).expect(200);
    assert!(
        page.visible().contains(&somebody.name)
            && page.visible().contains("Ring 01632 960101 when in doubt.")
    );
    let again = page.form("form.sign").submit().expect(422);
    let receipt = again.form("form.sign").tick("statement").submit().expect(303).follow().expect(200);
    receipt.words(".stamp b").join("")
}

fn counts(output: &Output) -> Value {
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(output.status.code(), Some(0), "{} {}", said(&output.stdout), said(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Opens the reminder's link, signs in on the way and records the review.
fn review(app: &TestApp, manager: &Somebody) {
    app.smtp.clear();
    app.set_time(AS_OF);
    let first = counts(&app.command(&["jobs", "run", "--as-of", AS_OF]));
    let second = counts(&app.command(&["jobs", "run", "--as-of", AS_OF]));
    assert_eq!((&first["review_reminders"], &second["review_reminders"]), (&1.into(), &0.into()));
    let mut mails = app.smtp.mails_to(manager.email.as_deref().unwrap());
    mails.retain(|mail| mail.links().iter().any(|link| link.contains("/reviews/")));
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].subject, "In 30 days: review Lone Working Policy");

    let door = app.anonymous().get(&mails[0].link("/reviews/")).expect(303).follow().expect(200);
    let page = sign_in_on(&door, manager).expect(303).follow().expect(200);
    let reason = "The law and our work are the same as before.";
    let form = page.form("form[data-guard]").tick_value("looked_at", "law").set("reason", reason);
    let done = form.submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The review is recorded") && done.visible().contains(reason));
}

/// Reports a concern about the manager; the reference.
fn report(staff: &Client, world: &World) -> String {
    let page = staff.get(&format!("{HOME}/incidents/report")).expect(200);
    let form = page
        .form("main form")
        .set("danger", "no")
        .set("service", &world.org.services[0].to_string())
        .set("category", "SU_IMAGE")
        .set("story", "Zebrafinch saw a picture of Mr Quillfeather.")
        .set("who", "listed")
        .set("person", &world.mair.person.to_string())
        .tick_value("affected", "supported");
    let check = form.press("step", "check").submit().expect(200);
    let sent = check.form("main form").press("step", "send").submit().expect(303).follow().expect(200);
    sent.url.path().rsplit('/').next().unwrap().to_owned()
}

/// The lead opens the case from the mail; the managers can't.
fn open_case(app: &TestApp, world: &World, reference: &str) {
    app.smtp.clear();
    app.run_due_work();
    let mail = app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).remove(0);
    assert!(!mail.text.as_deref().unwrap().contains("Zebrafinch"));
    let link = mail.link(reference);
    let door = app.anonymous().get(&link).expect(303).follow().expect(200);
    let case = password_again(&sign_in_on(&door, &world.lowri).expect(303).follow()).expect(200);
    assert!(case.visible().contains("Zebrafinch saw a picture"), "{}", case.visible());
    for manager in [&world.owain, &world.mair] {
        password_again(&signed_in(app, manager).get(&link)).expect(404);
    }
}

#[test]
fn the_whole_job() {
    let app = TestApp::start();
    let world = app.world();
    let manager = signed_in(&app, &world.mair);
    let policy = import_and_publish(&manager, &world);
    let request = ask(&manager, &policy, &[&world.tomos, &world.sian]);
    let receipt = sign(&app, &world.tomos);
    let shown = manager.get(&request).expect(200).visible();
    assert!(shown.contains("1 of 2 signed") && shown.contains(&receipt), "{shown}");
    review(&app, &world.mair);
    let reference = report(&signed_in(&app, &world.sian), &world);
    open_case(&app, &world, &reference);

    verified(&app, None);
    for (table, column, binary) in [
        ("renditions", "html", false),
        ("acknowledgements", "signature", true),
        ("audit_entries", "facts", false),
    ] {
        let change = Change::of_first_row(&app, &world, table, column, binary);
        change.set(&app, &world, &flipped(&change.before));
        verified(&app, Some(&change));
        change.set(&app, &world, &change.before);
        verified(&app, None);
    }
}

/// A value of one row, as hexadecimal digits.
struct Change {
    table: &'static str,
    column: &'static str,
    binary: bool,
    row: String,
    before: String,
}

impl Change {
    fn of_first_row(
        app: &TestApp,
        world: &World,
        table: &'static str,
        column: &'static str,
        binary: bool,
    ) -> Self {
        let mut raw = app.raw();
        raw.enter(&world.org.id.to_string());
        let (id, value) = match (raw.is_sqlite(), binary) {
            (true, _) => ("lower(hex(id))".to_owned(), format!("lower(hex({column}))")),
            (false, true) => ("id::text".to_owned(), format!("encode({column}, 'hex')")),
            (false, false) => ("id::text".to_owned(), format!("encode(convert_to({column}, 'UTF8'), 'hex')")),
        };
        let own = format!("organisation_id = {}", raw.id(&world.org.id.to_string()));
        let row = raw
            .lines(&format!("SELECT {id} AS value FROM {table} WHERE {own} ORDER BY id LIMIT 1"))
            .remove(0);
        let question = format!("SELECT {value} AS value FROM {table} WHERE id = {}", raw.id(&row));
        let before = raw.lines(&question).remove(0);
        Self { table, column, binary, row, before }
    }

    /// Writes past the program and past the database's own refusal to change what is kept.
    fn set(&self, app: &TestApp, world: &World, digits: &str) {
        let mut raw = app.raw();
        raw.enter(&world.org.id.to_string());
        let Self { table, column, .. } = self;
        let row = raw.id(&self.row);
        let statements = match (raw.is_sqlite(), self.binary) {
            (true, binary) => {
                let value =
                    if binary { format!("x'{digits}'") } else { format!("CAST(x'{digits}' AS TEXT)") };
                format!(
                    "DROP TRIGGER IF EXISTS {table}_no_update; UPDATE {table} SET {column} = {value} WHERE id = {row}"
                )
            }
            (false, binary) => {
                let bytes = format!("decode('{digits}', 'hex')");
                let value = if binary { bytes } else { format!("convert_from({bytes}, 'UTF8')") };
                format!(
                    "ALTER TABLE {table} DISABLE TRIGGER {table}_append_only; \
                     UPDATE {table} SET {column} = {value} WHERE id = {row}; \
                     ALTER TABLE {table} ENABLE TRIGGER {table}_append_only"
                )
            }
        };
        raw.run(&statements).unwrap();
    }
}

/// The same with another last byte: a letter stays a letter.
fn flipped(digits: &str) -> String {
    let (rest, last) = digits.split_at(digits.len() - 1);
    format!("{rest}{:x}", u8::from_str_radix(last, 16).unwrap() ^ 1)
}

/// `verify` finds nothing, or names the table and the row of the change.
fn verified(app: &TestApp, change: Option<&Change>) {
    let output = app.command(&["verify"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let Some(change) = change else {
        assert_eq!(output.status.code(), Some(0), "{said}");
        return;
    };
    assert_eq!(output.status.code(), Some(1), "{} {said}", change.table);
    assert!(said.contains(&format!("cartref-prawf: {} ", change.table)), "{said}");
    assert!(said.replace('-', "").contains(&change.row.replace('-', "")), "{} {said}", change.row);
}
