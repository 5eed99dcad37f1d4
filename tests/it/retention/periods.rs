//! Choosing periods: never below the minimum, a shorter one after 30 days, and who may.

use super::{PAGE, jump_to, leave, live, name};
use crate::support::app::{Somebody, TestApp};

fn rule(name: &str) -> String {
    format!("{PAGE}/rules/{name}")
}

#[test]
fn nobody_goes_below_the_minimum() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    for (name, months, words) in [
        ("acknowledgements", "71", "Enter 72 months or more"),
        ("cases-child", "179", "Enter 180 months or more"),
        ("mail-bodies", "2", "Enter 3 months or more"),
        ("log-words", "71", "Enter 72 months or more"),
        ("staff", "six", "whole number"),
        ("staff", "99999", "whole number"),
    ] {
        let form = olwen.get(&rule(name)).expect(200).form("main form");
        let refused = form.set("months", months).set("reason", "Kept reason").submit().expect(422);
        assert!(refused.visible().contains(words), "{name}: {}", refused.visible());
        assert!(refused.text().contains("Kept reason"));
    }
    olwen.get(&rule("staff")).form("main form").set("months", "40").submit().expect(422);
    olwen.get(&rule("nothing")).expect(404);
    assert!(!olwen.get(PAGE).expect(200).visible().contains("Chosen by"));
    // The log goes with the longest of what it proves.
    olwen
        .get(&rule("policies"))
        .form("main form")
        .set("months", "120")
        .set("reason", "Our insurer asks for it")
        .submit()
        .expect(303);
    let form = olwen.get(&rule("log-words")).expect(200).form("main form");
    let refused = form.set("months", "119").set("reason", "Less").submit().expect(422);
    assert!(refused.visible().contains("Enter 120 months or more"), "{}", refused.visible());
}

#[test]
fn a_shorter_period_waits_and_owners_are_told() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2026-11-21");
    app.run_due_work();
    jump_to(&app, "2030-01-01");
    live(&app, 1);
    let olwen = app.client_of(&world.olwen);
    let form = olwen.get(&rule("staff")).expect(200).form("main form");
    let saved = form.set("months", "36").set("reason", "Less is enough").submit().expect(303).follow();
    let page = saved.expect(200).visible();
    assert!(page.contains("It holds from 1 February 2030"), "{page}");
    assert!(page.contains("Less is enough") && page.contains("Olwen Perchen"), "{page}");
    app.run_due_work();
    let mails = app.smtp.mails_to(world.olwen.email.as_deref().unwrap());
    assert!(mails.iter().any(|mail| mail.subject.starts_with("A period was changed")));
    assert_eq!(crate::retention::has_words(&app, &world, "retention_changed"), [true]);
    // It holds from 1 February, is announced on that day, and removes after thirty days more.
    live(&app, 30);
    live(&app, 28);
    assert_eq!(app.app.clock.now().day().to_string(), "2030-03-01");
    assert_eq!(name(&app, &world, world.tomos.person), "Tomos Newydd");
    live(&app, 2);
    assert!(name(&app, &world, world.tomos.person).starts_with("Former"));
}

#[test]
fn who_may_see_and_choose() {
    let app = TestApp::start();
    let world = app.world();
    let get = |somebody: &Somebody, address: &str, status| {
        app.client_of(somebody).get(address).expect(status);
    };
    for (somebody, seen, chosen, holds) in [
        (&world.olwen, 200, 200, 200),
        (&world.mair, 200, 403, 403),
        (&world.gwen, 200, 403, 403),
        (&world.lowri, 200, 403, 200),
        (&world.dewi, 403, 403, 403),
        (&world.sian, 403, 403, 403),
        (&world.priya, 404, 404, 404),
    ] {
        get(somebody, PAGE, seen);
        get(somebody, &rule("staff"), chosen);
        get(somebody, &format!("{PAGE}/holds"), holds);
        get(somebody, &format!("{PAGE}/holds/add"), holds);
    }
    let page = app.client_of(&world.mair).get(PAGE).expect(200);
    assert!(!page.has("a[href*='/rules/']"), "managers read");
    let settings = app.client_of(&world.olwen).get("/o/cartref-prawf/settings").expect(200);
    assert!(settings.has(&format!("a[href='{PAGE}']")));
}

#[test]
fn what_falls_due_is_counted_before_it_goes() {
    let app = TestApp::start();
    let world = app.world();
    leave(&app, &world, &world.tomos, "2026-11-21");
    app.set_time("2032-08-20T10:00:00Z");
    let due =
        |somebody: &Somebody| app.client_of(somebody).get(&format!("{PAGE}?lang=en")).expect(200).visible();
    assert!(!due(&world.olwen).contains("Tomos Newydd"));
    app.set_time("2032-08-23T10:00:00Z");
    let page = due(&world.olwen);
    assert!(page.contains("Tomos Newydd") && page.contains("on 21 November 2032"), "{page}");
    // Who doesn't read the whole staff list sees the count alone.
    let page = due(&world.lowri);
    assert!(!page.contains("Tomos") && page.contains("on 21 November 2032"), "{page}");
}
