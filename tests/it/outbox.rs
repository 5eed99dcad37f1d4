//! Mails that fail are seen, and tried again.

use polisi::access::email::Email;
use polisi::mail::{self, About, Letter, Recipient};
use polisi::messages::Language;
use polisi::people::{self, Details};

use crate::reviews::{Published, csv_rows};
use crate::support::app::TestApp;
use crate::support::smtp::{Answer, Stage};

#[test]
fn a_refused_mail_is_seen_and_tried_again() {
    let app = TestApp::start();
    let world = app.world();
    Published {
        title: "Fire Safety",
        code: "POL-01",
        owner: world.mair.person,
        services: &world.org.services,
        next_review_on: "2026-11-28",
    }
    .publish(&app, &world.org);
    app.smtp.answer_next(&[Answer::Refuse(Stage::Recipient, 550)]);
    app.run_due_work();
    assert!(app.smtp.mails().is_empty());

    let client = app.client_of(&world.olwen);
    let today = client.get(&format!("/o/{}/", world.org.slug)).expect(200);
    assert!(today.visible().contains("1 e-mail could not be delivered"), "{}", today.visible());
    let outbox = today.click("See which, and try again").expect(200);
    assert_eq!(outbox.words("tbody tr").len(), 1);
    assert!(outbox.visible().contains("There is no such mailbox."), "{}", outbox.visible());
    assert!(outbox.visible().contains("m…@prawf.example"), "{}", outbox.visible());
    let email = world.mair.email.clone().unwrap();
    assert!(!outbox.text().contains(&email), "the address is only hinted at");
    assert!(!outbox.text().contains("/reviews/"), "no body");
    let csv = client.get(&format!("/o/{}/outbox.csv?state=failed", world.org.slug)).expect(200);
    assert_eq!(csv_rows(&csv), 1);
    assert!(!csv.text().contains(&email));

    // The address was wrong and is corrected; the next try goes there.
    let (person, now) = (world.mair.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        let found = people::get(tenant, person).unwrap().unwrap();
        let details = Details {
            given_name: found.given_name,
            family_name: found.family_name,
            email: Email::parse("mair@newydd.example"),
            phone: None,
            job_title: found.job_title,
            worker_type: found.worker_type,
            language: found.language,
            started_on: None,
            services: std::collections::BTreeSet::new(),
        };
        let _amended = people::change(tenant, now, person, &details).unwrap();
    });
    let done = outbox.form("main form.one").submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The e-mail is on its way again."), "{}", done.visible());
    app.run_due_work();
    assert_eq!(app.smtp.mails_to("mair@newydd.example").len(), 1);
    outbox.form("main form.one").submit().expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails().len(), 1, "pressed twice, sent once");
    let after = client.get(&format!("/o/{}/outbox?state=failed", world.org.slug)).expect(200);
    assert_eq!(after.words("tbody tr").len(), 0);
    assert!(after.visible().contains("No e-mails in this state"), "{}", after.visible());
}

#[test]
fn others_do_not_see_the_outbox() {
    let app = TestApp::start();
    let world = app.world();
    let address = format!("/o/{}/outbox", world.org.slug);
    app.client_of(&world.olwen).get(&address).expect(200);
    app.client_of(&world.sian).get(&address).expect(403);
    app.client_of(&world.priya).get(&address).expect(404);
}

#[test]
fn mail_whose_ticket_was_lost_is_found_again() {
    let app = TestApp::start();
    let world = app.world();
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        let to = Recipient {
            person: None,
            email: Email::parse("somebody@prawf.example").unwrap(),
            language: Language::English,
        };
        let about = About { kind: "request", occasion: "lost".to_owned(), incident: None };
        let letter =
            Letter { subject: "Lost".to_owned(), text: "Words".to_owned(), html: "<p>Words</p>".to_owned() };
        mail::queue(tenant, now, &about, &to, &letter).unwrap().unwrap();
    });
    app.raw().run("DELETE FROM work_tickets").unwrap();
    app.run_due_work();
    assert!(app.smtp.mails_to("somebody@prawf.example").is_empty());
    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(app.run_due_work()["mails_found_again"], 1);
    assert_eq!(app.smtp.mails_to("somebody@prawf.example").len(), 1);
    app.set_time("2026-11-23T10:00:00Z");
    assert_eq!(app.run_due_work()["mails_found_again"], 0);
}
