//! How mail is, for operators: counted, listed without words, tried again, stopped, tried out.

use std::net::TcpListener;

use polisi::access::email::Email;
use polisi::access::session;
use polisi::app::assemble;
use polisi::clock::{Clock, Day};
use polisi::config::MailRoute;
use polisi::db::ids::MailId;
use polisi::keys::store::hold_mail;
use polisi::mail::{self, About, Letter, Recipient};
use polisi::messages::Language;
use polisi::operator::components::LOOKED;
use polisi::quotas::{self, Kind};

use crate::operator::operator;
use crate::reviews::csv_rows;
use crate::support::app::{Org, TestApp, run};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::smtp::{Answer, Stage};

const PAGE: &str = "/operator/health";
const TO: &str = "nia@prawf.example";
const GONE: Answer = Answer::Refuse(Stage::Recipient, 550);
const BUSY: Answer = Answer::Refuse(Stage::Recipient, 451);

pub fn queue(app: &TestApp, org: &Org, kind: &'static str, occasion: &str) -> MailId {
    let (now, occasion) = (app.app.clock.now(), occasion.to_owned());
    app.within(org, move |tenant| {
        let to = Recipient { person: None, email: Email::parse(TO).unwrap(), language: Language::English };
        let letter = Letter {
            subject: "Subject-canary".to_owned(),
            text: "Body-canary".to_owned(),
            html: "<p>Body-canary</p>".to_owned(),
        };
        mail::queue(tenant, now, &About { kind, occasion, incident: None }, &to, &letter).unwrap().unwrap()
    })
}

/// The page, which never shows an address, a subject or a body.
fn see(client: &Client, query: &str) -> Page {
    let page = client.get(&format!("{PAGE}{query}")).expect(200);
    for canary in [TO, "Subject-canary", "Body-canary"] {
        assert!(!page.text().contains(canary), "{canary}");
    }
    page
}

fn rows(page: &Page) -> Vec<String> {
    page.words("#main table[aria-labelledby=mails] tbody tr")
}

fn state(page: &Page) -> String {
    page.words("#main .notice .tag").first().cloned().unwrap_or_default()
}

fn figures(page: &Page) -> Vec<String> {
    page.words(".figs li .num")
}

fn later(app: &TestApp, minutes: i64) {
    app.app.clock.move_to(app.app.clock.now().plus_minutes(minutes));
}

#[test]
fn what_is_refused_for_good_is_seen_and_tried_again() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let page = see(&client, "");
    assert_eq!((state(&page).as_str(), rows(&page).len()), ("Healthy", 0));
    assert!(page.visible().contains("No e-mail waits, and none failed"), "{}", page.visible());

    app.smtp.answer_next(&[GONE]);
    let id = queue(&app, &world.org, "request", "one");
    app.run_due_work();
    let page = see(&client, "");
    let row = &rows(&page)[0];
    for words in
        ["Please read and sign", "n•••@p•••.example", "There is no such mailbox.", "Failed", "Try again"]
    {
        assert!(row.contains(words), "{words} in {row}");
    }
    assert_eq!(figures(&page), ["0", "0", "1", "1"]);
    assert_eq!(state(&page), "Healthy", "one address that isn't there is no fault of the server");

    let again = format!("{PAGE}/{}/{id}/again", world.org.id);
    let done = client.post_form(&again, &[]).expect(303).follow().expect(200);
    assert!(done.visible().contains("The e-mail is on its way again."), "{}", done.visible());
    client.post_form(&again, &[]).expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(TO).len(), 1, "pressed twice, sent once");
    let page = see(&client, "");
    assert_eq!((rows(&page).len(), figures(&page)), (0, ["0", "1", "0", "0"].map(str::to_owned).to_vec()));
    assert_eq!(rows(&see(&client, "?state=sent")).len(), 1);
    assert!(page.visible().contains("E-mail sent again"), "the step of the operator");
    let log = app.client_of(&world.olwen).get("/o/cartref-prawf/activity").expect(200);
    assert!(log.visible().contains("Failed e-mail sent again by an operator"), "{}", log.visible());
    for (whose, mail) in
        [(world.other.id.to_string(), id.to_string()), ("accounts".to_owned(), id.to_string())]
    {
        client.post_form(&format!("{PAGE}/{whose}/{mail}/again"), &[]).expect(404);
        client.get(&format!("{PAGE}/{whose}/{mail}/stop")).expect(404);
    }

    app.smtp.answer_next(&[GONE]);
    let old = queue(&app, &world.org, "request", "two");
    app.run_due_work();
    later(&app, 73 * 60);
    let client = app.client_of(&world.priya);
    assert!(!rows(&see(&client, "?state=failed"))[0].contains("Try again"), "what it says is too old");
    client.post_form(&format!("{PAGE}/{}/{old}/again", world.org.id), &[]).expect(303);
    assert_eq!(rows(&see(&client, "?state=failed")).len(), 1);
}

#[test]
fn mail_is_slow_then_stopped_then_recovers() {
    let app = TestApp::start();
    let world = app.world();
    queue(&app, &world.org, "request", "one");
    app.run_due_work();
    app.smtp.answer_always(BUSY);
    queue(&app, &world.other, "review", "two");
    app.run_due_work();
    let page = see(&operator(&app, &world), "");
    assert_eq!(state(&page), "Healthy");
    assert!(rows(&page)[0].contains("It was busy."), "{:?}", rows(&page));
    later(&app, 11);
    let page = see(&app.client_of(&world.priya), "");
    assert_eq!(state(&page), "Slow");
    assert!(page.visible().contains("the oldest for 11 minutes"), "{}", page.visible());
    later(&app, 20);
    app.run_due_work();
    assert_eq!(state(&see(&app.client_of(&world.priya), "")), "Stopped");
    app.smtp.answer_always(Answer::Accept);
    later(&app, 60);
    app.run_due_work();
    let client = app.client_of(&world.priya);
    let page = see(&client, "");
    assert_eq!((state(&page).as_str(), figures(&page)[1].as_str()), ("Healthy", "2"));

    let now = app.app.clock.now();
    app.app.database.write_system(move |system| hold_mail(system, Some(now))).unwrap();
    let held = see(&client, "");
    assert_eq!(state(&held), "Stopped");
    assert!(held.visible().contains("polisi mail release"), "{}", held.visible());
}

#[test]
fn mail_of_which_the_last_tries_failed_is_not_healthy() {
    let app = TestApp::start();
    let world = app.world();
    queue(&app, &world.org, "request", "one");
    app.run_due_work();
    later(&app, 1);
    let client = operator(&app, &world);
    app.smtp.answer_always(Answer::Refuse(Stage::Recipient, 535));
    for (occasion, wanted) in [("two", "Healthy"), ("three", "Healthy"), ("four", "Failing")] {
        queue(&app, &world.org, "request", occasion);
        app.run_due_work();
        assert_eq!(state(&see(&client, "")), wanted, "{occasion}");
    }
    app.smtp.answer_always(Answer::Accept);
    later(&app, 5);
    app.run_due_work();
    assert_eq!(state(&see(&app.client_of(&world.priya), "")), "Healthy");
}

#[test]
fn a_stopped_mail_is_not_sent_and_what_must_go_goes() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let id = queue(&app, &world.org, "request", "one");
    let stop = format!("{PAGE}/{}/{id}/stop", world.org.id);
    assert!(rows(&see(&client, ""))[0].contains("Stop"));
    assert!(client.post_form(&stop, &[]).expect(422).visible().contains("There is a problem"));
    let form = client.get(&stop).expect(200).form("main form");
    let done = form.set("reason", "Sent by mistake").submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The e-mail is stopped."), "{}", done.visible());
    assert!(done.visible().contains("Sent by mistake"), "the step, with its reason");
    client.post_form(&stop, &[("reason", "Twice")]).expect(422);
    let owner = app.client_of(&world.olwen);
    let outbox = owner.get("/o/cartref-prawf/outbox").expect(200);
    assert!(outbox.visible().contains("Whoever runs Polisi for you stopped it."), "{}", outbox.visible());
    let log = owner.get("/o/cartref-prawf/activity").expect(200);
    assert!(log.visible().contains("E-mail stopped by an operator"), "{}", log.visible());

    for kind in ["incident", "rights", "data-complaint", "retention", "chain_head"] {
        let id = queue(&app, &world.org, kind, kind);
        let stop = format!("{PAGE}/{}/{id}/stop", world.org.id);
        let page = client.get(&stop).expect(200);
        assert!(page.visible().contains("This e-mail cannot be stopped."), "{kind}: {}", page.visible());
        assert!(page.attributes("main form", "action").is_empty(), "{kind}");
        client.post_form(&stop, &[("reason", "All the same")]).expect(422);
    }
    let page = see(&client, "?state=queued");
    let notices = rows(&page).iter().filter(|row| row.contains("Notice")).count();
    assert_eq!((rows(&page).len(), notices), (5, 4), "{:?}", rows(&page));
    assert!(!page.visible().contains("Data-protection complaint"), "nothing hints at one");
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(TO).len(), 5, "all but the one that was stopped");
}

/// A line that names a mail without its kind would say that it is about a case, a request or a complaint.
#[test]
fn the_log_says_nothing_of_a_mail_whose_kind_nobody_is_told() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let owner = app.client_of(&world.olwen);
    for kind in ["incident", "rights", "data-complaint"] {
        app.smtp.answer_next(&[GONE]);
        let id = queue(&app, &world.org, kind, kind);
        app.run_due_work();
        client.post_form(&format!("{PAGE}/{}/{id}/again", world.org.id), &[]).expect(303);
        app.run_due_work();
    }
    assert_eq!(app.smtp.mails_to(TO).len(), 3, "each went again");
    let steps = see(&client, "").visible();
    assert_eq!(steps.matches("E-mail sent again").count(), 3, "{steps}");
    let log = owner.get("/o/cartref-prawf/activity").expect(200);
    assert!(!log.visible().contains("by an operator"), "{}", log.visible());
}

#[test]
fn mail_stopped_while_a_server_refuses_it_stays_stopped() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    app.smtp.answer_next(&[BUSY]);
    let id = queue(&app, &world.org, "request", "one");
    app.run_due_work();
    client.post_form(&format!("{PAGE}/{}/{id}/stop", world.org.id), &[("reason", "Why")]).expect(303);
    later(&app, 5);
    app.run_due_work();
    assert_eq!((app.smtp.attempts(), app.smtp.mails().len()), (1, 0));
}

#[test]
fn three_test_mails_an_hour_and_mails_of_accounts_are_listed() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let own = world.priya.email.clone().unwrap();
    app.smtp.answer_next(&[GONE]);
    let test = || client.post_form(&format!("{PAGE}/test"), &[]);
    for _ in 0..3 {
        let done = test().expect(303).follow().expect(200);
        assert!(done.visible().contains("The test e-mail is on its way to you."), "{}", done.visible());
    }
    let refused = test().expect(422);
    assert!(refused.visible().contains("3 test e-mails in the last hour"), "{}", refused.visible());
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(&own).len(), 2);
    let page = see(&client, "?state=failed&organisation=accounts");
    let row = &rows(&page)[0];
    assert!(row.contains("Account: sign-in") && row.contains("•••@") && !row.contains(&own), "{row}");
    assert!(!row.contains("Stop"), "{row}");
    let form = page.form("main table form");
    form.submit().expect(303);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(&own).len(), 3);
    later(&app, 61);
    app.client_of(&world.priya).post_form(&format!("{PAGE}/test"), &[]).expect(303);
}

#[test]
fn filters_narrow_the_list_and_its_spreadsheet() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    app.smtp.answer_always(GONE);
    queue(&app, &world.org, "request", "one");
    queue(&app, &world.other, "incident", "two");
    app.run_due_work();
    for (query, count) in [
        (String::new(), 2),
        ("?state=failed".to_owned(), 2),
        ("?state=queued".to_owned(), 0),
        (format!("?organisation={}", world.other.id), 1),
        (format!("?state=sent&organisation={}", world.org.id), 0),
        ("?organisation=accounts".to_owned(), 0),
    ] {
        assert_eq!(rows(&see(&client, &query)).len(), count, "{query}");
        let file = client.get(&format!("/operator/health.csv{query}")).expect(200);
        assert_eq!(csv_rows(&file), count, "{query}");
        assert!(!file.text().contains(TO) && !file.text().contains("canary"), "{query}");
    }
}

#[test]
fn mail_over_the_quota_of_a_day_makes_nothing_slow() {
    let app = TestApp::start();
    let world = app.world();
    let (org, now) = (world.org.id, app.app.clock.now());
    let allow = move |system: &mut polisi::db::System<'_>| {
        quotas::set(system, now, org, (Kind::Mails, Some(1)), "Test", None)
    };
    app.app.database.write_system(allow).unwrap();
    queue(&app, &world.org, "request", "one");
    queue(&app, &world.org, "request", "two");
    app.run_due_work();
    later(&app, 20);
    let page = see(&operator(&app, &world), "");
    assert_eq!(state(&page), "Healthy");
    assert!(
        page.visible().contains("The e-mail of 1 organisation waits until tomorrow"),
        "{}",
        page.visible()
    );
    assert_eq!(figures(&page), ["1", "1", "0", "0"]);
}

#[test]
fn below_stand_work_backups_disk_and_sign_ins() {
    let app = TestApp::start();
    let world = app.world();
    app.run_due_work();
    let client = operator(&app, &world);
    let before = see(&client, "");
    assert!(before.visible().contains("Failed sign-ins in 24 hours None"), "{}", before.visible());
    let form = app.anonymous().get("/sign-in").expect(200).form("main form");
    form.set("email", &world.priya.email.clone().unwrap()).set("password", "not the one at all").submit();
    let page = see(&client, "");
    for words in [
        "1 wrong password or code",
        "Counting organisations",
        "Seal of the records",
        "GB free",
        "Newest good backup",
    ] {
        assert!(page.visible().contains(words), "{words} in {}", page.visible());
    }
    assert!(!page.visible().contains("Other work"), "every daily work has a name");
}

/// Mails hold links that let people in, and tell of cases: without a mail server too, no page shows them.
#[test]
fn mails_that_go_to_files_are_read_in_the_demonstration_alone() {
    let app = TestApp::start();
    let world = app.world();
    drop(operator(&app, &world));
    let (folder, id) = (app.database.folder().join("data/mail"), "0193a0f0-0000-7000-8000-000000000001");
    std::fs::create_dir_all(&folder).unwrap();
    let mail = format!("To: {TO}\r\nSubject: Subject-canary\r\n\r\nBody-canary\r\n");
    std::fs::write(folder.join(format!("{id}.eml")), mail).unwrap();
    for demonstration in [false, true] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let mut settings = (*app.app.settings).clone();
        settings.base_url = base.parse().unwrap();
        settings.mail = MailRoute::Files(folder.clone());
        settings.demonstration = demonstration;
        let other = assemble(settings, Clock::set_to(app.app.clock.now())).unwrap();
        let (account, now) = (world.priya.account.unwrap(), other.clock.now());
        let token =
            other.database.write_system(move |system| session::begin(system, now, account, "test")).unwrap();
        let handle = run(other, listener);
        let client = Client::new(&base);
        client.set_cookie("polisi-session", &token);
        let list = client.get("/operator/mail").expect(200);
        let one = client.get(&format!("/operator/mail/{id}"));
        if demonstration {
            assert!(list.text().contains("Subject-canary") && one.expect(200).text().contains("Body-canary"));
        } else {
            for canary in [TO, "Subject-canary", "Body-canary"] {
                assert!(!list.text().contains(canary) && !one.text().contains(canary), "{canary}");
            }
            assert_eq!((one.status, list.text().contains(id)), (404, false));
            assert!(list.visible().contains(&folder.display().to_string()), "{}", list.visible());
            assert!(list.has("main a[href='/operator/health']"));
        }
        drop(handle.stop(false));
    }
}

#[test]
fn a_version_that_nobody_held_against_known_faults_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let looked = Day::parse(LOOKED).unwrap();
    for (days, old) in [(90, false), (91, true)] {
        app.app.clock.move_to(looked.plus_days(days).at(12, 0));
        let client = operator(&app, &world);
        for address in ["/operator", PAGE] {
            let words = client.get(address).expect(200).visible();
            assert_eq!(words.contains("Put a newer version of Polisi in place"), old, "{address}: {words}");
        }
    }
}
