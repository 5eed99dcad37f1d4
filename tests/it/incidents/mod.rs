//! Reports of concerns: whom they go to, and that nobody else learns of them.

mod away;
mod called;
mod conflict;
mod known_again;
mod left;
mod renamed;
mod sealing;
mod story;
pub mod taken_over;

use polisi::access::Role;
use polisi::incidents;
use polisi::people;

use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;
use crate::support::smtp::{Answer, Stage};

/// Words of a report that may stand nowhere but on the pages of those who were told.
const STORY: &str = "Zebrafinch saw a picture of Mr Quillfeather in the bath.";
const CANARIES: &[&str] = &["Zebrafinch", "Quillfeather", "Wrenlocket"];
const BASE: &str = "/o/cartref-prawf/incidents";

/// The reporter's form, filled in about some people of the staff list.
fn filled(client: &Client, world: &World, about: &[&Somebody]) -> Form {
    let mut form = client
        .get(&format!("{BASE}/report"))
        .expect(200)
        .form("main form")
        .set("danger", "no")
        .set("service", &world.org.services[0].to_string())
        .set("category", "SU_IMAGE")
        .set("story", STORY)
        .set("who", if about.is_empty() { "unknown" } else { "listed" })
        .tick_value("affected", "supported")
        .set("affected-names", "Wrenlocket");
    for (field, somebody) in ["person", "person_2", "person_3"].iter().zip(about) {
        form = form.set(field, &somebody.person.to_string());
    }
    form.press("step", "check")
}

/// Sends a report and gives its page with the reference.
pub fn report(client: &Client, world: &World, about: &[&Somebody]) -> (Page, String) {
    let check = filled(client, world, about).submit().expect(200);
    assert!(check.text().contains("Zebrafinch"), "the answers are shown before they are sent");
    let sent = check.form("main form").press("step", "send").submit().expect(303).follow().expect(200);
    let reference = sent.url.path().rsplit('/').next().unwrap().to_owned();
    assert!(sent.visible().contains(&reference));
    (sent, reference)
}

fn assert_silent(what: &str, text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{what} betrays {canary}: {text}");
    }
}

fn case(reference: &str) -> String {
    format!("{BASE}/{reference}")
}

#[test]
fn the_lead_is_told_and_nobody_else_sees_it() {
    let app = TestApp::start();
    let world = app.world();
    let (page, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    assert_silent("the page after sending", &page.text());
    app.run_due_work();

    let mails = app.smtp.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, [world.lowri.email.clone().unwrap()]);
    let words = format!("{}{:?}{:?}", mails[0].subject, mails[0].text, mails[0].html);
    assert!(words.contains(&reference));
    assert_silent("the mail", &words);
    for name in ["Mair", "Siân", "Bryn", "Ŵyr", "llun"] {
        assert!(!words.contains(name), "the mail says {name}: {words}");
    }

    let nobody = app.client_of(&world.dewi).get(BASE).expect(200).visible();
    for somebody in [&world.mair, &world.owain, &world.olwen, &world.gwen, &world.dewi, &world.sian] {
        let client = app.client_of(somebody);
        client.get(&case(&reference)).expect(404);
        client.post_form(&format!("{}/look", case(&reference)), &[]).expect(404);
        client.post_form(&format!("{}/notes", case(&reference)), &[("note", "x")]).expect(404);
        client.post_form(&format!("{}/close", case(&reference)), &[]).expect(404);
        assert!(!client.get(BASE).expect(200).text().contains(&reference));
    }
    assert!(nobody.contains("No report needs you"));
    let stranger = app.client_of(&world.priya);
    stranger.get(&case(&reference)).expect(404);
    stranger.get(&format!("/o/larkmere/incidents/{reference}")).expect(404);
    app.client_of(&world.lowri).get(&case("SG-0000-0000")).expect(404);
}

#[test]
fn a_case_goes_from_received_to_closed() {
    let app = TestApp::start();
    let world = app.world();
    let reporter = app.client_of(&world.sian);
    let (_, reference) = report(&reporter, &world, &[&world.mair]);
    let mine = || reporter.get(&format!("{BASE}/mine?lang=en")).expect(200).visible();
    assert!(mine().contains(&reference) && mine().contains("Received"));

    let lead = app.client_of(&world.lowri);
    let list = lead.get(&format!("{BASE}?lang=en")).expect(200);
    assert!(list.visible().contains(&reference));
    assert_silent("the list", &list.text());
    let page = lead.get(&format!("{}?lang=en", case(&reference))).expect(200);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let words = page.visible();
    for expected in [STORY, "Wrenlocket", "Mair Rheolwr", "Siân Ŵyr", "Confidential", "999", "Told"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert_silent("the title", &page.words("title").join(" "));
    assert!(!page.has("form[action$='/close']"), "nobody closes what nobody looked at");

    let looked = page.form("form[action$='/look']").submit().expect(303).follow().expect(200);
    assert!(mine().contains("Being looked at"));
    let empty = looked.form("form[action$='/notes']").submit().expect(422);
    assert!(empty.visible().contains("Enter a note"));
    let noted = empty
        .form("form[action$='/notes']")
        .set("note", "Spoke with the council.")
        .submit()
        .expect(303)
        .follow();
    assert!(noted.visible().contains("Spoke with the council."));
    let twice = [("note", "Spoke with the council.")];
    let noted = lead.post_form(&format!("{}/notes", case(&reference)), &twice).expect(303).follow();
    assert_eq!(noted.visible().matches("Spoke with the council.").count(), 1, "pressed twice, written once");
    let again = lead.post_form(&format!("{}/look", case(&reference)), &[]).expect(303).follow();
    let lines = again.visible().matches("Being looked at").count();
    assert_eq!(lines, noted.visible().matches("Being looked at").count(), "pressed twice, written once");
    let refused = noted.form("form[action$='/close']").set("reason", "Kept reason").submit().expect(422);
    assert!(refused.text().contains("Kept reason"));
    let closed = refused
        .form("form[action$='/close']")
        .set("outcome", "referred_on")
        .set("reason", "The council looks into it.")
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(closed.visible().contains("Referred on"));
    assert!(mine().contains("Closed") && !mine().contains("council"));
    assert_eq!(app.within(&world.org, |tenant| incidents::check_cases(tenant).unwrap()), None);
    let lowri = world.lowri.person;
    assert_eq!(app.within(&world.org, move |tenant| incidents::open_count(tenant, lowri).unwrap()), 0);
}

#[test]
fn a_lead_complained_of_learns_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let before = app.within(&world.org, |tenant| {
        polisi::audit::count(tenant, &polisi::audit::Filter::default()).unwrap()
    });
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.lowri]);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).len(), 0);
    assert_eq!(app.smtp.mails_to(world.dewi.email.as_deref().unwrap()).len(), 1);

    let lead = app.client_of(&world.lowri);
    lead.get(&case(&reference)).expect(404);
    lead.get(&format!("{BASE}/received/{reference}")).expect(404);
    let empty = |client: &Client, name: &str| {
        client.get(&format!("{BASE}?lang=en")).expect(200).words("main").join(" ").replace(name, "")
    };
    let anybody = empty(&app.client_of(&world.owain), "Owain Arall");
    assert_eq!(empty(&lead, "Lowri Diogel"), anybody, "a lead of no case sees what everybody sees");
    assert!(anybody.contains("No report needs you"));
    let lowri = world.lowri.person;
    assert_eq!(app.within(&world.org, move |tenant| incidents::open_count(tenant, lowri).unwrap()), 0);
    let after = app.within(&world.org, |tenant| {
        polisi::audit::count(tenant, &polisi::audit::Filter::default()).unwrap()
    });
    let daily = app.within(&world.org, |tenant| {
        let filter = polisi::audit::Filter {
            action: Some("cases_committed".to_owned()),
            ..polisi::audit::Filter::default()
        };
        polisi::audit::count(tenant, &filter).unwrap()
    });
    assert_eq!(after - before, daily, "the log holds the daily commitment and nothing else");

    let owner = app.client_of(&world.olwen);
    for path in ["activity", "outbox"] {
        let page = owner.get(&format!("/o/cartref-prawf/{path}")).expect(200);
        assert!(!page.text().contains(&reference), "{path}");
        assert_silent(path, &page.text());
    }
    let outbox = owner.get("/o/cartref-prawf/outbox").expect(200);
    assert!(!outbox.text().contains("dewi.dirprwy@"), "the mail to the deputy shows");
    let deputy = app.client_of(&world.dewi).get(&format!("{}?lang=en", case(&reference))).expect(200);
    assert!(deputy.visible().contains("Go outside at once"));
}

#[test]
fn tells_the_next_after_an_hour_unless_it_was_opened() {
    let app = TestApp::start();
    let world = app.world();
    let (_, unopened) = report(&app.client_of(&world.sian), &world, &[]);
    app.run_due_work();
    let told = |somebody: &Somebody| app.smtp.mails_to(somebody.email.as_deref().unwrap()).len();
    assert_eq!((told(&world.lowri), told(&world.dewi)), (1, 0));
    app.set_time("2026-11-21T10:59:00Z");
    app.run_due_work();
    assert_eq!(told(&world.dewi), 0);
    app.set_time("2026-11-21T11:00:01Z");
    app.run_due_work();
    assert_eq!((told(&world.lowri), told(&world.dewi), told(&world.gwen)), (1, 1, 0));
    app.client_of(&world.dewi).get(&case(&unopened)).expect(200);
    for hour in 12..18 {
        app.set_time(&format!("2026-11-21T{hour}:30:00Z"));
        app.run_due_work();
    }
    assert_eq!((told(&world.lowri), told(&world.dewi), told(&world.gwen)), (1, 1, 0));
    app.client_of(&world.lowri).get(&case(&unopened)).expect(200);
}

#[test]
fn a_case_whose_holder_left_goes_to_the_next() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    let page = app.client_of(&world.lowri).get(&case(&reference)).expect(200);
    page.form("form[action$='/look']").submit().expect(303);
    app.set_time("2026-11-22T10:00:00Z");
    app.run_due_work();
    assert_eq!(app.smtp.mails().len(), 1, "somebody has it");
    let (lowri, now) = (world.lowri.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::leave(tenant, now, lowri, now.day()).unwrap());
    app.set_time("2026-11-23T10:00:00Z");
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(world.dewi.email.as_deref().unwrap()).len(), 1);
    app.client_of(&world.dewi).get(&case(&reference)).expect(200);
}

#[test]
fn danger_comes_first() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.mair);
    let form = client.get(&format!("{BASE}/report")).expect(200);
    assert_eq!(form.attributes("main section.emergency a", "href"), ["tel:999", "tel:101"]);
    assert_eq!(form.form("main form").names().first().map(String::as_str), Some("danger"));
    let check = filled(&client, &world, &[]).set("danger", "yes").submit().expect(200);
    assert_eq!(check.attributes("main section.emergency a", "href"), ["tel:999"]);
    let sent = check.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    let reference = sent.path().rsplit('/').next().unwrap().to_owned();
    let page = app.client_of(&world.lowri).get(&format!("{}?lang=en", case(&reference))).expect(200);
    assert!(page.visible().contains("Immediate") && page.visible().contains("somebody is in danger"));
}

#[test]
fn goes_to_the_end_of_the_line_and_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    for hour in 10..18 {
        app.set_time(&format!("2026-11-21T{hour}:30:00Z"));
        app.run_due_work();
    }
    assert_eq!(app.smtp.mails().len(), 4, "lead, deputy, responsible individual, owner");
    let page = app.client_of(&world.olwen).get(&case(&reference)).expect(200);
    assert!(page.visible().contains("Nobody else can be told"));
}

#[test]
fn tells_the_next_at_once_when_the_mail_fails() {
    let app = TestApp::start();
    let world = app.world();
    report(&app.client_of(&world.sian), &world, &[]);
    app.smtp.answer_next(&[Answer::Refuse(Stage::Recipient, 550)]);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(world.dewi.email.as_deref().unwrap()).len(), 1);
    assert_eq!(app.smtp.mails_to(world.lowri.email.as_deref().unwrap()).len(), 0);
}

#[test]
fn keeps_it_sealed_when_nobody_is_left() {
    let app = TestApp::start();
    let world = app.world();
    let owner = app.client_of(&world.olwen);
    let (page, reference) = report(&owner, &world, &[&world.lowri, &world.dewi, &world.gwen]);
    let words = page.visible();
    for expected in ["999", "101", "Care Inspectorate Wales", "sealed"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    app.run_due_work();
    assert_eq!(app.smtp.mails().len(), 0);
    for somebody in [&world.lowri, &world.dewi, &world.gwen, &world.olwen] {
        app.client_of(somebody).get(&case(&reference)).expect(404);
    }

    let (owain, service, now) = (world.owain.person, world.org.services[0], app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, owain, Role::SafeguardingDeputy, Some(service)).unwrap();
    });
    app.set_time("2026-11-22T10:00:00Z");
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(world.owain.email.as_deref().unwrap()).len(), 1);
    app.client_of(&world.owain).get(&case(&reference)).expect(200);
}

#[test]
fn a_service_that_is_not_ready_takes_no_report() {
    let app = TestApp::start();
    let world = app.world();
    let (dewi, service, now) = (world.dewi.person, world.org.services[0], app.app.clock.now());
    let end = move |at: Option<polisi::db::ids::ServiceId>| {
        move |tenant: &mut polisi::db::Tenant<'_>| {
            let grants = people::store::all_grants(tenant).unwrap();
            for held in grants
                .iter()
                .filter(|held| held.person == dewi && at.is_none_or(|at| held.service == Some(at)))
            {
                people::end_role(tenant, now, held.id).unwrap();
            }
        }
    };
    app.within(&world.org, end(Some(service)));
    let client = app.client_of(&world.sian);
    let refused = filled(&client, &world, &[]).submit().expect(422);
    let words = refused.visible();
    assert!(words.contains("999") && words.contains("Care Inspectorate Wales"), "{words}");
    let back = refused.form("main form").press("step", "change").submit().expect(200);
    assert_eq!(back.form("main form").value("story").as_deref().map(str::trim), Some(STORY));
    let mine = client.get(&format!("{BASE}/mine?lang=en")).expect(200);
    assert!(mine.visible().contains("You have not sent a report"));

    app.within(&world.org, end(None));
    let page = client.get(&format!("{BASE}/report")).expect(200);
    assert!(!page.has("main form") && page.visible().contains("999"));
}

#[test]
fn a_faulty_form_keeps_what_was_typed() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let again = filled(&client, &world, &[&world.mair]).set("category", "OTHER").without("danger").submit();
    let form = again.expect(422).form("main form");
    assert_eq!(form.value("story").as_deref().map(str::trim), Some(STORY));
    assert_eq!(form.value("person"), Some(world.mair.person.to_string()));
    assert_eq!(form.value("affected").as_deref(), Some("supported"));
    let strange = filled(&client, &world, &[]).forge("service", &world.other.services[0].to_string());
    strange.submit().expect(422);
}

#[test]
fn the_same_form_makes_one_report() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let check = filled(&client, &world, &[]).submit().expect(200);
    let send = || check.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    assert_eq!(send(), send());
    let again = filled(&client, &world, &[]).submit().expect(200);
    let other = again.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    assert_ne!(send(), other);
    app.run_due_work();
    assert_eq!(app.smtp.mails().len(), 2);
}

#[test]
fn a_case_asks_for_the_password_again() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[]);
    let account = world.lowri.account.unwrap();
    let now = app.app.clock.now();
    let token = app
        .app
        .database
        .write_system(move |system| polisi::access::session::begin(system, now, account, "test"))
        .unwrap();
    let client = app.anonymous();
    client.set_cookie("polisi-session", &token);
    let answer = client.get(&case(&reference)).expect(303);
    assert!(answer.header("location").unwrap().starts_with("/sign-in/again"));
}
