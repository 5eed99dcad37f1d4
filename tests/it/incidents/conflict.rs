//! Who is complained of learns nothing, whether they were chosen or typed, nor by way of a friend.

use polisi::access::Role;
use polisi::people;

use super::taken_over::later;
use super::{BASE, case, filled};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::form::Form;

/// Sends a report about a name that is typed; its reference and what was shown before it was sent.
pub fn about(app: &TestApp, world: &World, typed: &str) -> (String, String) {
    let client = app.client_of(&world.sian);
    let check = filled(&client, world, &[]).set("who", "other").set("who-other", typed).submit().expect(200);
    let sent = check.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    app.run_due_work();
    (sent.path().rsplit('/').next().unwrap().to_owned(), check.visible())
}

/// How many mails about a case somebody got.
fn told(app: &TestApp, somebody: &Somebody) -> usize {
    let mails = app.smtp.mails_to(somebody.email.as_deref().unwrap());
    mails.iter().filter(|mail| mail.subject.contains("SG-")).count()
}

#[test]
fn a_name_that_was_typed_counts_like_one_that_was_chosen() {
    let app = TestApp::start();
    let world = app.world();
    let (reference, check) = about(&app, &world, "LOWRI Diogel");
    assert!(check.contains("Ni ddywedir wrth neb ar y rhestr staff"), "{check}");
    assert_eq!((told(&app, &world.lowri), told(&app, &world.dewi)), (0, 1));
    app.client_of(&world.lowri).get(&case(&reference)).expect(404);
    let page = app.client_of(&world.dewi).get(&format!("{}?lang=en", case(&reference))).expect(200);
    assert!(page.visible().contains("Lowri Diogel"), "as on the list: {}", page.visible());
    assert!(page.visible().contains("Go outside at once"), "{}", page.visible());
}

#[test]
fn who_could_be_meant_is_not_told_and_the_case_does_not_say_that_it_is_them() {
    let app = TestApp::start();
    let world = app.world();
    let (reference, _) = about(&app, &world, "Lowri from the office");
    assert_eq!((told(&app, &world.lowri), told(&app, &world.dewi)), (0, 1));
    let page = app.client_of(&world.dewi).get(&format!("{}?lang=en", case(&reference))).expect(200);
    assert!(!page.visible().contains("Diogel"), "{}", page.visible());
    // A name that is nobody's is told as ever.
    about(&app, &world, "Somebody in a red car");
    assert_eq!(told(&app, &world.lowri), 1);
}

#[test]
fn an_owner_complained_of_appoints_nobody_who_is_told() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let form: Form = filled(&client, &world, &[&world.olwen]);
    let check = form.submit().expect(200);
    let sent = check.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    let reference = sent.path().rsplit('/').next().unwrap().to_owned();
    app.run_due_work();
    assert_eq!(told(&app, &world.lowri), 1);
    // She makes a friend the second deputy, and ends the first one.
    app.app.clock.move_to(app.app.clock.now().plus_minutes(5));
    let service = world.org.services[0];
    let page = format!("/o/cartref-prawf/settings/people/safeguarding_deputy?service={service}");
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&page).expect(200).form("main form:has(select)");
    form.set("person", &world.owain.person.to_string()).submit().expect(303);
    let dewi = world.dewi.person;
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        let held = people::store::all_grants(tenant).unwrap();
        let here = |held: &&people::Held| held.service == Some(service) && held.person == dewi;
        let held = held.iter().filter(here).find(|held| held.role == Role::SafeguardingDeputy);
        people::end_role(tenant, now, held.unwrap().id).unwrap();
    });
    app.set_time("2026-11-21T12:00:00Z");
    app.run_due_work();
    assert_eq!(told(&app, &world.owain), 0, "the friend");
    assert_eq!(told(&app, &world.gwen), 1, "the responsible individual is next");
    app.client_of(&world.owain).get(&case(&reference)).expect(404);
    assert!(app.client_of(&world.owain).get(BASE).expect(200).visible().contains("No report needs you"));
    // A report that comes afterwards goes to who holds the role then.
    app.set_time("2026-11-21T13:00:00Z");
    about(&app, &world, "Lowri Diogel");
    assert_eq!(told(&app, &world.owain), 1);
}

/// Makes somebody a second deputy of the first service, and ends the first one there.
fn replace_deputy(app: &TestApp, world: &World, by: &Somebody, with: &Somebody) {
    let service = world.org.services[0];
    let page = format!("/o/cartref-prawf/settings/people/safeguarding_deputy?service={service}");
    let form = app.client_of(by).get(&page).expect(200).form("main form:has(select)");
    form.set("person", &with.person.to_string()).submit().expect(303);
    let (dewi, now) = (world.dewi.person, app.app.clock.now());
    app.within(&world.org, move |tenant| {
        let held = people::store::all_grants(tenant).unwrap();
        let here = |held: &&people::Held| held.service == Some(service) && held.person == dewi;
        people::end_role(tenant, now, held.iter().find(here).unwrap().id).unwrap();
    });
}

/// Whoever is complained of can give others roles of theirs. That keeps nobody out whom somebody uninvolved chose.
#[test]
fn nobody_complained_of_keeps_a_new_deputy_out() {
    for (accused, role, is_first) in [
        (0, Role::RegisteredManager, true),
        (1, Role::ResponsibleIndividual, true),
        (1, Role::ResponsibleIndividual, false),
    ] {
        let app = TestApp::start();
        let world = app.world();
        let accused = [&world.mair, &world.gwen][accused];
        super::report(&app.client_of(&world.sian), &world, &[accused]);
        app.run_due_work();
        assert_eq!(told(&app, &world.lowri), 1);
        for step in [is_first, !is_first] {
            later(&app);
            if step {
                let days = ("2026-11-21", "2026-11-27");
                crate::covers::name(&app, &world, accused, (accused, role), &world.owain, days).expect(303);
            } else {
                replace_deputy(&app, &world, &world.olwen, &world.owain);
            }
        }
        app.set_time("2026-11-21T12:00:00Z");
        app.run_due_work();
        assert_eq!(told(&app, &world.owain), 1, "{} {is_first}", accused.name);
    }
}

/// Adds somebody to the staff list whose name is known there; says that it is another person.
fn add(app: &TestApp, world: &World, (given, family): (&str, &str)) -> polisi::db::ids::PersonId {
    let (now, service) = (app.app.clock.now(), world.org.services[0]);
    let (given, family) = (given.to_owned(), family.to_owned());
    app.within(&world.org, move |tenant| {
        let mut details = crate::support::app::details(
            "Twin",
            &family,
            polisi::messages::Language::English,
            &[service],
            false,
        );
        details.given_name = given;
        people::add(tenant, now, &details).unwrap()
    })
}

#[test]
fn a_lead_who_stands_twice_on_the_list_is_not_told_of_the_other() {
    let app = TestApp::start();
    let world = app.world();
    // The second looks like the first; one letter of the third is of another alphabet.
    for twin in [("Lowri", "Diogel"), ("L\u{43e}wri", "Diogel")] {
        let twin = add(&app, &world, twin);
        let before = (told(&app, &world.lowri), told(&app, &world.dewi));
        let client = app.client_of(&world.sian);
        let form = filled(&client, &world, &[]).set("who", "listed").set("person", &twin.to_string());
        let check = form.submit().expect(200);
        check.form("main form").press("step", "send").submit().expect(303);
        app.run_due_work();
        assert_eq!((told(&app, &world.lowri), told(&app, &world.dewi)), (before.0, before.1 + 1));
    }
}

#[test]
fn a_lead_is_known_by_every_name_they_had() {
    let app = TestApp::start();
    let world = app.world();
    // A name of which nobody ever heard counts for nothing.
    app.app.clock.move_to(app.app.clock.now().plus_hours(25));
    let olwen = app.client_of(&world.olwen);
    let change = format!("/o/cartref-prawf/people/{}/change", world.lowri.person);
    for (given, family) in [("Lo\u{200b}wri", "Dio\u{ad}gel"), ("Lorna", "Smith")] {
        let form = olwen.get(&change).expect(200).form("main form");
        form.set("given-name", given).set("family-name", family).submit().expect(303);
        let before = (told(&app, &world.lowri), told(&app, &world.dewi));
        about(&app, &world, "Lowri Diogel");
        assert_eq!((told(&app, &world.lowri), told(&app, &world.dewi)), (before.0, before.1 + 1), "{given}");
    }
    let page = olwen.get("/o/cartref-prawf/people?q=Lorna").expect(200);
    assert!(page.visible().contains("Lorna Smith"), "{}", page.visible());
}
