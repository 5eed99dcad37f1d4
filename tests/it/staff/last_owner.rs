//! The last day of the only owner: refused where it is set, and told when it passes all the same.

use polisi::access::Role;
use polisi::clock::Day;
use polisi::people::{self, PeopleError};

use super::{PEOPLE, named, paste};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::page::Page;

const TODAY: &str = "/o/cartref-prawf/";

/// Sets a last day by the form of somebody.
fn end(app: &TestApp, by: &Somebody, whose: &Somebody, day: &str) -> Page {
    let page = app.client_of(by).get(&format!("{PEOPLE}/{}/change", whose.person)).expect(200);
    let form = page.form("main form").set("ends-day", day).set("ends-month", "11").set("ends-year", "2026");
    form.submit()
}

fn make_owner(app: &TestApp, world: &World, somebody: &Somebody) {
    let (person, now) = (somebody.person, app.app.clock.now());
    app.within(&world.org, move |tenant| people::grant(tenant, now, person, Role::Owner, None).unwrap());
}

#[test]
fn nobody_sets_their_own_last_day_nor_that_of_the_only_owner() {
    let app = TestApp::start();
    let world = app.world();
    for who in [&world.olwen, &world.mair] {
        let page = end(&app, who, who, "30").expect(422);
        assert!(page.visible().contains("You can’t set your own last day"), "{}", page.visible());
        assert_eq!(page.form("main form").value("ends-day").as_deref(), Some("30"));
    }
    let (olwen, now) = (world.olwen.person, app.app.clock.now());
    let refused = app.within(&world.org, move |tenant| {
        let person = people::get(tenant, olwen).unwrap().unwrap();
        let standing = people::Standing { ends_on: Day::parse("2026-11-30"), ..person.standing.clone() };
        people::amend(tenant, now, olwen, &person.details(&Default::default()), &standing)
    });
    assert!(matches!(refused, Err(PeopleError::LastOwner)), "{refused:?}");
    // With another owner it is taken from them, and the day can go again by oneself.
    make_owner(&app, &world, &world.gwen);
    end(&app, &world.gwen, &world.olwen, "30").expect(303);
    let form = app.client_of(&world.olwen).get(&format!("{PEOPLE}/{olwen}/change")).expect(200);
    let form = form.form("main form").set("ends-day", "").set("ends-month", "").set("ends-year", "");
    form.submit().expect(303);
    assert_eq!(named(&app, &world.org, "Olwen Perchen").standing.ends_on, None);
}

#[test]
fn a_sheet_lets_neither_its_sender_nor_the_only_owner_go() {
    let app = TestApp::start();
    let world = app.world();
    let sheet = "First name\tLast name\tE-mail\tLast day\n\
        Olwen\tPerchen\tolwen.perchen@prawf.example\t30/11/2026\n";
    let says = |who: &Somebody| paste(&app.client_of(who), sheet).visible();
    for who in [&world.olwen, &world.gwen] {
        let said = says(who);
        assert!(said.contains("Olwen Perchen is the only owner"), "{said}");
    }
    make_owner(&app, &world, &world.gwen);
    let said = says(&world.olwen);
    assert!(said.contains("this is you") && !said.contains("the only owner"), "{said}");
    let said = says(&world.gwen);
    assert!(said.contains("1 changed") && !said.contains("this is you"), "{said}");
}

#[test]
fn who_becomes_the_only_owner_before_a_sheet_is_taken_in_stays() {
    let app = TestApp::start();
    let world = app.world();
    make_owner(&app, &world, &world.gwen);
    let sheet = "First name\tLast name\tE-mail\tLast day\n\
        Gwen\tCyfrifol\tgwen.cyfrifol@prawf.example\t30/11/2026\nNia\tUn\t\t\n";
    let check = paste(&app.client_of(&world.olwen), sheet);
    assert!(check.visible().contains("1 new, 1 changed"), "{}", check.visible());
    let check = check.form("main form");
    let leaving = app.client_of(&world.olwen).get("/o/cartref-prawf/me/leave").expect(200);
    // Sent before, taken in after the other owner has gone.
    let import = check.press("then", "add").submit().expect(303).location().unwrap();
    leaving.form("main form").tick("leave").submit().expect(303);
    app.run_due_work();
    assert_eq!(named(&app, &world.org, "Gwen Cyfrifol").standing.ends_on, None);
    assert!(named(&app, &world.org, "Nia Un").is_present(), "the other row came in");
    let done = app.client_of(&world.gwen).get(import.as_str()).expect(200).visible();
    assert!(done.contains("1 added, 0 changed") && done.contains("Gwen Cyfrifol Not added"), "{done}");
}

#[test]
fn the_only_owner_left_after_their_last_day_is_told_once_and_today_says_so() {
    let app = TestApp::start();
    let world = app.world();
    make_owner(&app, &world, &world.gwen);
    end(&app, &world.gwen, &world.olwen, "23").expect(303);
    let leaving = app.client_of(&world.gwen).get("/o/cartref-prawf/me/leave").expect(200);
    leaving.form("main form").tick("leave").submit().expect(303);
    let line = "The last day of Olwen Perchen was 23 November 2026, and their access goes on";
    let today = || app.client_of(&world.olwen).get(TODAY).expect(200);
    let mails = || -> Vec<String> {
        let mails = app.smtp.mails_to(world.olwen.email.as_deref().unwrap()).into_iter();
        let theirs = mails.filter(|mail| mail.subject.contains("You are still the owner of Cartref Prawf"));
        theirs.filter_map(|mail| mail.text).collect()
    };
    app.set_time("2026-11-23T09:00:00Z");
    app.run_due_work();
    assert!(!today().visible().contains(line) && mails().is_empty());
    for night in ["2026-11-24T00:00:30Z", "2026-11-25T00:00:30Z"] {
        app.set_time(night);
        app.run_due_work();
        let page = today();
        assert!(page.visible().contains(line), "{}", page.visible());
        let to = page.link("Make somebody else an owner");
        assert_eq!(to.path(), "/o/cartref-prawf/settings/people/owner");
        let mails = mails();
        assert!(mails.len() == 1 && mails[0].contains("Your last day at Cartref Prawf was 23 November 2026"));
        assert!(mails[0].contains("/settings/people/owner"), "{mails:?}");
    }
    make_owner(&app, &world, &world.lowri);
    app.set_time("2026-11-26T00:00:30Z");
    app.run_due_work();
    assert!(!named(&app, &world.org, "Olwen Perchen").is_present());
    assert!(!app.client_of(&world.lowri).get(TODAY).expect(200).visible().contains("access goes on"));
}
