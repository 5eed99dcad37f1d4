//! What is found of somebody, and in which words it is told.

use std::collections::BTreeSet;

use polisi::access::Role;
use polisi::access::email::Email;
use polisi::accounts::factor::{self, seed::Seed};
use polisi::db::ids::PersonId;
use polisi::messages::Language;
use polisi::people;
use polisi::rights::collecting::{self, Words};

use crate::incidents::taken_over::later;
use crate::rights::{RIGHTS, lead, record};
use crate::support::app::{PASSWORD, Somebody, TestApp, World, details};

/// The mailbox of a post.
const DESK: &str = "desk@prawf.example";

#[test]
fn roles_of_before_and_what_lines_of_the_log_say_are_found() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let (sian, service) = (world.sian.person, world.org.services[0]);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        let deputy = people::grant(tenant, now, sian, Role::DeputyManager, Some(service)).unwrap();
        people::grant(tenant, now, sian, Role::EqualityLead, None).unwrap();
        people::end_role(tenant, now.plus_hours(72), deputy).unwrap();
    });
    app.set_time("2026-12-01T12:00:00Z");
    let own = app.client_of(&world.sian).get("/o/cartref-prawf/me/data?lang=en").expect(200).visible();
    for line in ["21 November 2026 to 24 November 2026", "Equality lead: since 21 November 2026"] {
        assert!(own.contains(line), "{line} in {own}");
    }
    let olwen = app.client_of(&world.olwen);
    // Somebody else named in a line done by them stays out of it.
    let form =
        olwen.get(&format!("/o/cartref-prawf/people/{}/change?lang=en", world.sian.person)).expect(200);
    form.form("main form").set("job-title", "Senior carer").submit().expect(303);

    record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = gwen.get(RIGHTS).expect(200).attributes("main th a", "href").remove(0);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    let records = gwen.get(&request).expect(200).attributes("main a[href*='/records/']", "href");
    let read = |address: &String| gwen.get(&format!("{address}?lang=en")).expect(200).visible();
    let all: String = records.iter().map(read).collect();
    for words in
        ["Role: Deputy manager", "Role: Equality lead", "Job title", "21 November 2026 to 24 November 2026"]
    {
        assert!(all.contains(words), "{words} in {all}");
    }
    assert!(!all.contains(", ,") && !all.contains("(, "), "{all}");
}

/// The records that were found of somebody, in words.
fn found(app: &TestApp, world: &World, about: &Somebody) -> String {
    record(&app.client_of(&world.mair), about, None).expect(303);
    let gwen = app.client_of(&world.gwen);
    let request = gwen.get(RIGHTS).expect(200).attributes("main th a", "href").remove(0);
    gwen.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
    let page = gwen.get(&format!("{request}?lang=en")).expect(200);
    assert!(
        page.visible().contains("texts and files of policies"),
        "what isn't looked through: {}",
        page.visible()
    );
    let records = page.attributes("main a[href*='/records/']", "href");
    let read = |address: &String| gwen.get(&format!("{address}?lang=en")).expect(200).visible();
    records.iter().map(read).collect()
}

#[test]
fn mails_are_told_with_their_words_without_what_their_links_open() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let policy = crate::acknowledgements::publish(&app, &world, None, "1.0");
    crate::acknowledgements::ask(&app, &world, policy, &[&world.tomos]);
    let link = crate::acknowledgements::link_of(&app, &world.tomos);
    let told = found(&app, &world, &world.tomos);
    let email = world.tomos.email.as_deref().unwrap();
    assert!(told.contains("[link]") && told.contains(&format!("to {email}: ")), "{told}");
    assert!(!told.contains(link.trim_start_matches("/s/")) && !told.contains("://"), "{told}");
}

#[test]
fn mails_that_hint_at_requests_and_cases_stay_out() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    record(&app.client_of(&world.mair), &world.sian, None).expect(303);
    let (_, reference) = crate::incidents::report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    let mut told_of = 0;
    for who in [&world.olwen, &world.gwen, &world.lowri, &world.sian, &world.mair] {
        let (person, now, messages) = (who.person, app.app.clock.now(), app.app.messages.clone());
        let told = app.within(&world.org, move |tenant| {
            let words = Words { messages: &messages, language: Language::English };
            let found = collecting::about(tenant, now, person, words).unwrap();
            found.into_iter().map(|(_, found)| found.text).collect::<String>()
        });
        for hint in ["ata request", reference.as_str()] {
            assert!(!told.contains(hint), "{hint}: {told}");
        }
        told_of += app.smtp.mails_to(who.email.as_deref().unwrap()).len();
    }
    assert!(told_of >= 2, "mails about the request and the report were sent");
}

/// Whoever left and was entered again has two records: one request finds what both say.
#[test]
fn what_the_record_of_before_says_is_found_too() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let (sian, service, start) = (world.sian.person, world.org.services[0], app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, start, sian, Role::EqualityLead, None).unwrap();
        people::leave(tenant, start.plus_hours(1), sian, start.day()).map(drop).unwrap();
    });
    app.app.clock.move_to(start.plus_hours(2));
    let again = app.within(&world.org, move |tenant| {
        let known = people::get(tenant, sian).unwrap().unwrap();
        let mut details = known.details(&BTreeSet::from([service]));
        let again = people::add(tenant, start.plus_hours(2), &details).unwrap();
        // A name alone makes nobody somebody else.
        details.email = None;
        people::add(tenant, start.plus_hours(2), &details).unwrap();
        again
    });
    let again = Somebody { person: again, account: None, ..world.sian.clone() };
    let told = found(&app, &world, &again);
    for words in ["Equality lead", "(another record of theirs)"] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let gwen = app.client_of(&world.gwen);
    let request = crate::rights::request_of(&gwen);
    let page = gwen.get(&format!("{request}?lang=en")).expect(200).visible();
    for words in [
        "another record of this person",
        "last day 21 November 2026",
        "may be the same person’s. It is not searched",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[test]
fn what_its_time_took_away_says_so() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let policy = crate::acknowledgements::publish(&app, &world, None, "1.0");
    crate::acknowledgements::ask(&app, &world, policy, &[&world.tomos]);
    app.run_due_work();
    crate::retention::jump_to(&app, "2028-01-10");
    crate::retention::live(&app, 33);
    let told = found(&app, &world, &world.tomos);
    let days = told.split("words removed after ").nth(1).and_then(|rest| rest.split(' ').next());
    let days: i64 = days.unwrap_or_else(|| panic!("{told}")).parse().unwrap();
    assert!((365..=500).contains(&days), "{days}");
    assert!(!told.contains("am: \n") && !told.contains("[link]"), "{told}");
}

#[test]
fn what_was_only_asked_for_or_is_over_is_told_as_such() {
    let app = TestApp::start();
    let world = app.world();
    let mair = || app.client_of(&world.mair);
    let own = || mair().get("/o/cartref-prawf/me/data?lang=en").expect(200).visible();
    let (account, now) = (world.mair.account.unwrap(), app.app.clock.now());
    let offer = move |system: &mut polisi::db::System<'_>| factor::offer(system, now, account, &Seed::new());
    app.app.database.write_system(offer).unwrap();
    assert!(!own().contains("Second step set up"), "it was only shown");

    let page = mair().get("/account/email").expect(200).form("main form");
    page.set("email", "mair@newydd.example").set("password", PASSWORD).submit().expect(303);
    assert!(own().contains("to mair@newydd.example; never confirmed"), "{}", own());

    let of = (&world.mair, Role::RegisteredManager);
    let days = ("2026-11-21", "2026-12-20");
    crate::covers::name(&app, &world, &world.mair, of, &world.sian, days).expect(303);
    assert!(own().contains("to 20 December 2026"), "{}", own());
    app.set_time("2026-11-23T10:00:00Z");
    let end = mair().get("/o/cartref-prawf/covers").expect(200).attributes("main a[href$='/end']", "href");
    mair().get(&end[0]).expect(200).form("main form").submit().expect(303);
    assert!(own().contains("to 23 November 2026") && !own().contains("20 December"), "{}", own());
}

/// Invites somebody, and gives the link.
fn invitation(app: &TestApp, world: &World, person: PersonId, to: &str) -> String {
    let invite = format!("/o/cartref-prawf/people/{person}/invite");
    app.client_of(&world.olwen).post_form(&invite, &[]).expect(303);
    app.run_due_work();
    app.smtp.mails_to(to).last().unwrap().link("/invitations/")
}

/// A mailbox is handed on with a post, and the account at it: each finds what was done with it in their own time.
#[test]
fn what_was_done_with_an_account_is_told_to_whom_it_was_theirs_then() {
    let app = TestApp::start();
    let world = app.world();
    lead(&app, &world);
    let (home, tomos) = (world.tomos.email.clone().unwrap(), world.tomos.person);
    let link = invitation(&app, &world, tomos, &home);
    let browser = app.anonymous();
    browser.get(&link).expect(200).form("main form").set("new-password", PASSWORD).submit().expect(303);
    later(&app);
    let form = browser.get("/account/email").expect(200).form("main form");
    form.set("email", DESK).set("password", PASSWORD).submit().expect(303);
    app.run_due_work();
    let link = app.smtp.mails_to(DESK).last().unwrap().link("/email-change/");
    browser.get(&link).expect(200).form("main form").submit().expect(303);
    let account = app.within(&world.org, move |tenant| people::get(tenant, tomos).unwrap().unwrap().account);
    later(&app);
    crate::retention::leave(&app, &world, &world.tomos, "2026-11-21");
    later(&app);
    let mut theirs = details("Dilys", "Marsh", Language::English, &world.org.services, true);
    theirs.email = Email::parse(DESK);
    let dilys = app.add(&world.org, theirs, None, app.app.clock.now());
    let dilys = Somebody { account, ..dilys };
    let link = invitation(&app, &world, dilys.person, DESK);
    let client = app.client_of(&dilys);
    client.get(&link).expect(200).form("main form").submit().expect(303);
    later(&app);

    let own = client.get("/o/cartref-prawf/me/data?lang=en").expect(200).visible();
    assert!(own.contains(&format!("Account {DESK}")), "{own}");
    assert!(!own.contains(&home) && !own.contains("asked to move"), "{own}");
    assert_eq!(own.matches("last used").count(), 1, "{own}");
    let told = found(&app, &world, &world.tomos);
    let moved = format!("asked to move the account from {home} to {DESK}");
    assert!(told.contains(&moved) && told.contains(&format!("Account {DESK}")), "{told}");
    assert!(told.matches("last used").count() > 0, "{told}");
}
