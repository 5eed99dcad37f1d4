//! How much organisations may have: said by operators, shown to owners, kept at one place for each kind.

use std::collections::BTreeSet;

use polisi::access::email::Email;
use polisi::blobs::{self, KeepError};
use polisi::mail::{self, About, Letter, Recipient, kinds};
use polisi::messages::{Language, Messages};
use polisi::people::{self, PeopleError};
use polisi::quotas::{self, Kind};

use crate::operator::operator;
use crate::support::app::{Org, TestApp, World, details};
use crate::support::client::Client;
use crate::support::environment::in_repository;
use crate::support::page::Page;

const SETTINGS: &str = "/o/cartref-prawf/settings";
const PEOPLE: &str = "/o/cartref-prawf/people";

/// Sets what the organisation may have by the operator's page.
fn set(client: &Client, org: &Org, fields: &[(&str, &str)]) -> Page {
    let address = format!("/operator/organisations/{}/quotas", org.id);
    let form = client.get(&address).expect(200).form("main form");
    fields.iter().fold(form, |form, (name, value)| form.set(name, value)).submit()
}

fn present(app: &TestApp, org: &Org) -> usize {
    app.within(org, |tenant| {
        people::list(tenant).unwrap().iter().filter(|person| person.is_present()).count()
    })
}

fn allow(app: &TestApp, org: &Org, kind: Kind, amount: i64) {
    let (id, now) = (org.id, app.app.clock.now());
    let set = move |system: &mut polisi::db::System<'_>| {
        quotas::set(system, now, id, (kind, Some(amount)), "Test", None)
    };
    app.app.database.write_system(set).unwrap();
}

#[test]
fn operators_say_how_much_and_owners_see_it() {
    let app = TestApp::start();
    let world = app.world();
    let client = operator(&app, &world);
    let owner = app.client_of(&world.olwen);
    assert!(
        owner.get(SETTINGS).expect(200).visible().contains("9 of 10,000 people")
            || owner.get(SETTINGS).expect(200).visible().contains("9 of 10000 people")
    );

    let wrong = set(&client, &world.org, &[("people", "none"), ("reason", "")]).expect(422);
    assert!(wrong.visible().contains("Write a whole number from 1 up"), "{}", wrong.visible());
    assert!(wrong.visible().contains("Write why"), "{}", wrong.visible());
    assert_eq!(wrong.form("main form").value("people").as_deref(), Some("none"), "what was typed is kept");
    set(&client, &world.org, &[("people", "11"), ("reason", "As agreed in March")]).expect(303);
    let page = owner.get(SETTINGS).expect(200).visible();
    assert!(page.contains("9 of 11 people") && page.contains("Little is left"), "{page}");
    let log = owner.get("/o/cartref-prawf/activity").expect(200).visible();
    assert!(log.contains("What the organisation may use was changed"), "{log}");
    assert!(log.contains("As agreed in March") && log.contains("The operator"), "{log}");
    let other = app.client_of(&world.beatrix).get("/o/larkmere/settings").expect(200).visible();
    assert!(!other.contains("of 11 people") && !other.contains("Little is left"), "{other}");

    // What has nothing of its own has what all have.
    let form = client.get("/operator/quotas").expect(200).form("main form");
    form.set("people", "3").set("reason", "Small installation").submit().expect(303);
    assert!(
        app.client_of(&world.beatrix)
            .get("/o/larkmere/settings")
            .expect(200)
            .visible()
            .contains("2 of 3 people")
    );
    assert!(owner.get(SETTINGS).expect(200).visible().contains("9 of 11 people"));
    set(&client, &world.org, &[("people", ""), ("reason", "As others")]).expect(303);
    assert!(owner.get(SETTINGS).expect(200).visible().contains("9 of 3 people"), "nothing is deleted");
    let nobody = client.get(&format!("/operator/organisations/{}/quotas", world.mair.person));
    assert_eq!(nobody.status, 404);
}

#[test]
fn nobody_comes_onto_a_full_list() {
    let app = TestApp::start();
    let world = app.world();
    let owner = app.client_of(&world.olwen);
    let (tomos, now) = (world.tomos.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::leave(tenant, now, tomos, now.day()).unwrap());
    allow(&app, &world.org, Kind::People, 9);
    let fill = |given: &str| {
        let form = owner.get(&format!("{PEOPLE}/add")).expect(200).form("main form");
        let form = form.set("given-name", given).set("family-name", "Newydd").set("worker-type", "bank");
        form.tick_value("services", &world.org.services[0].to_string()).submit()
    };
    fill("Nia").expect(303);
    assert_eq!(present(&app, &world.org), 9);
    let full = fill("Non").expect(422);
    assert!(full.visible().contains("has as many people as it may have"), "{}", full.visible());
    assert_eq!(full.form("main form").value("given-name").as_deref(), Some("Non"), "what was typed is kept");
    let back = owner.post_form(&format!("{PEOPLE}/{tomos}/back"), &[]).expect(409);
    assert!(back.visible().contains("has as many people as it may have"), "{}", back.visible());
    assert_eq!(present(&app, &world.org), 9);
    // Less than there is takes nobody away.
    allow(&app, &world.org, Kind::People, 2);
    assert_eq!(present(&app, &world.org), 9);
    owner.get(PEOPLE).expect(200);
}

#[test]
fn two_at_once_do_not_share_the_last_place() {
    let app = TestApp::start();
    let world = app.world();
    allow(&app, &world.org, Kind::People, 10);
    let add = |given: &'static str| {
        let (database, now, id) = (app.app.database.clone(), app.app.clock.now(), world.org.id);
        let details = details(given, "Newydd", Language::English, &world.org.services[..1], false);
        std::thread::spawn(move || {
            let entry = polisi::access::Command::on(id);
            database.write(entry, move |tenant| people::add(tenant, now, &details)).map(|_person| ())
        })
    };
    let both: Vec<_> =
        ["Nia", "Non", "Nan", "Nel"].map(add).into_iter().map(|one| one.join().unwrap()).collect();
    assert_eq!(both.iter().filter(|one| one.is_ok()).count(), 1, "{both:?}");
    assert!(both.iter().all(|one| matches!(one, Ok(()) | Err(PeopleError::Full))), "{both:?}");
    assert_eq!(present(&app, &world.org), 10);
}

#[test]
fn a_sheet_that_would_go_over_is_told_before() {
    let app = TestApp::start();
    let world = app.world();
    let owner = app.client_of(&world.olwen);
    allow(&app, &world.org, Kind::People, 11);
    let paste = |text: &str| {
        let form = owner.get(&format!("{PEOPLE}/import")).expect(200).form("main form");
        form.set("list", text).submit().expect(303).follow().expect(200)
    };
    let list = "First name\tLast name\tService\nNia\tUn\tBryn\nNon\tDau\tBryn\nNel\tTri\tBryn\n";
    let check = paste(list);
    assert!(check.visible().contains("There is room for 2 new people only"), "{}", check.visible());
    let refused = check.form("main form").press("then", "add").submit().expect(422);
    assert!(refused.visible().contains("Nothing is added until then"), "{}", refused.visible());
    app.run_due_work();
    assert_eq!(present(&app, &world.org), 9, "nothing half-added");
    // One row is left out: the rest comes in, and its places are kept meanwhile.
    let form = refused.form("main form").tick_value("leave", "4").press("then", "add");
    form.submit().expect(303);
    let (now, more) = (app.app.clock.now(), details("Nan", "Un", Language::English, &[], false));
    let full = app.within(&world.org, move |tenant| people::add(tenant, now, &more));
    assert!(matches!(full, Err(PeopleError::Full)), "{full:?}");
    app.run_due_work();
    assert_eq!(present(&app, &world.org), 11);
}

#[test]
fn files_that_have_no_room_are_refused_and_nothing_typed_is_lost() {
    let app = TestApp::start();
    let world = app.world();
    let owner = app.client_of(&world.olwen);
    let now = app.app.clock.now();
    let keep =
        |bytes: Vec<u8>| app.within(&world.org, move |tenant| blobs::keep(tenant, now, "image/png", &bytes));
    let first = keep(vec![1; 700]).unwrap();
    allow(&app, &world.org, Kind::Storage, 1_000);
    assert!(matches!(keep(vec![2; 301]), Err(KeepError::Full)));
    keep(vec![2; 300]).unwrap();
    assert_eq!(keep(vec![1; 700]).unwrap(), first, "what is there already takes no room");
    let form = owner.get(&format!("{SETTINGS}/logo")).expect(200).form("main form");
    let png = crate::organisations::picture(image::ImageFormat::Png, 300, 300);
    let full =
        form.set("words", "A red kite").attach("logo", "logo.png", "image/png", &png).submit().expect(422);
    assert!(full.visible().contains("There is no room left for files"), "{}", full.visible());
    assert_eq!(full.form("main form").value("words").as_deref(), Some("A red kite"));
}

fn queue(app: &TestApp, world: &World, kind: &'static str, occasion: &str) {
    let about = About { kind, occasion: occasion.to_owned(), incident: None };
    let now = app.app.clock.now();
    let to = Recipient {
        person: None,
        email: Email::parse("nia@prawf.example").unwrap(),
        language: Language::English,
    };
    let letter = Letter { subject: kind.to_owned(), text: "-".to_owned(), html: "-".to_owned() };
    app.within(&world.org, move |tenant| mail::queue(tenant, now, &about, &to, &letter).unwrap().unwrap());
}

#[test]
fn mails_over_the_day_wait_but_for_those_that_must_go() {
    let app = TestApp::start_at(polisi::clock::Moment::parse("2026-11-23T15:00:00Z").unwrap());
    let world = app.world();
    allow(&app, &world.org, Kind::Mails, 2);
    for number in 0..4 {
        queue(&app, &world, "request", &format!("request/{number}"));
    }
    for (kind, _) in kinds::ALWAYS {
        queue(&app, &world, kind, kind);
    }
    app.run_due_work();
    let count = |kind: &str| {
        app.smtp
            .mails_to("nia@prawf.example")
            .iter()
            .filter(|mail| mail.header("subject") == Some(kind))
            .count()
    };
    assert_eq!(count("request"), 2);
    for (kind, _) in kinds::ALWAYS {
        assert_eq!(count(kind), 1, "{kind} always goes");
    }
    let outbox = app.client_of(&world.olwen).get("/o/cartref-prawf/outbox?state=queued").expect(200);
    assert_eq!(outbox.words("tbody tr").len(), 2);
    assert!(outbox.visible().contains("as many e-mails as it may today"), "{}", outbox.visible());
    app.set_time("2026-11-23T22:30:00Z");
    app.run_due_work();
    assert_eq!(count("request"), 2, "not today");
    app.set_time("2026-11-24T00:00:30Z");
    app.run_due_work();
    assert_eq!(count("request"), 4, "the next day");
}

#[test]
fn every_kind_of_mail_is_said_to_wait_or_to_go() {
    let folder = std::fs::read_dir(in_repository("templates/messages/en")).unwrap();
    let text: String =
        folder.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap() + "\n").collect();
    let named: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("outbox-kind-")?.split_once(' '))
        .map(|(kind, _)| kind)
        .filter(|kind| *kind != "other")
        .collect();
    let always: BTreeSet<&str> = kinds::ALWAYS.iter().map(|(kind, _)| *kind).collect();
    let wait: BTreeSet<&str> = kinds::WAIT.iter().copied().collect();
    assert!(always.is_disjoint(&wait));
    // Mails about cases are in no outbox, so they have no words there.
    let decided: BTreeSet<&str> = always.union(&wait).copied().filter(|kind| *kind != "incident").collect();
    assert_eq!(named, decided, "say in src/mail/kinds.rs whether each kind may wait");
    assert!(!kinds::may_wait("incident") && !kinds::may_wait("one that nobody knows"));
    let messages = Messages::load().unwrap();
    assert!(decided.iter().all(|kind| messages.has(Language::English, &format!("outbox-kind-{kind}"))));
}

#[test]
fn owners_are_mailed_once_when_little_is_left() {
    let app = TestApp::start();
    let world = app.world();
    app.run_due_work();
    app.smtp.clear();
    allow(&app, &world.org, Kind::People, 10);
    for day in ["2026-11-24T02:00:00Z", "2026-11-25T02:00:00Z"] {
        app.set_time(day);
        app.run_due_work();
    }
    let email = world.olwen.email.clone().unwrap();
    let told: Vec<_> = app
        .smtp
        .mails_to(&email)
        .into_iter()
        .filter(|mail| mail.header("subject").is_some_and(|subject| subject.starts_with("Little is left")))
        .collect();
    assert_eq!(told.len(), 1, "once, not every night");
    assert_eq!(told[0].header("subject"), Some("Little is left: 9 of 10 people"));
    let others = app.smtp.mails_to(&world.mair.email.clone().unwrap());
    assert!(others.iter().all(|mail| mail.header("subject") != Some("Little is left: 9 of 10 people")));
}
