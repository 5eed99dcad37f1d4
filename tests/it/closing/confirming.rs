//! Who confirms a closing: nobody waits for somebody who can't.

use polisi::access::Role;
use polisi::people;

use super::{CLOSING, ask, closing, operator, operators_page, second_owner};
use crate::support::app::TestApp;

/// An owner on the list who can't sign in holds nobody up: nobody waits for what can't happen.
#[test]
fn an_owner_without_an_account_is_nobody_to_wait_for() {
    let app = TestApp::start();
    let world = app.world();
    let (now, kemi) = (app.app.clock.now(), world.kemi.person);
    app.within(&world.org, move |tenant| people::grant(tenant, now, kemi, Role::Owner, None).unwrap());
    let olwen = app.client_of(&world.olwen);
    let before = olwen.get(CLOSING).expect(200).visible();
    assert!(before.contains("There is only one owner"), "{before}");
    assert!(!before.contains("have been told"), "nobody asked for it yet: {before}");
    ask(&olwen).expect(303);
    let page = olwen.get(CLOSING).expect(200).visible();
    assert!(page.contains("an operator of this installation confirms"), "{page}");
    let priya = operator(&app, &world);
    let page = priya.get(&operators_page(&world)).expect(200);
    assert!(page.visible().contains("operators see neither names nor addresses"), "{}", page.visible());
    for kept in [&world.olwen.name, world.olwen.email.as_ref().unwrap()] {
        assert!(!page.text().contains(kept), "no page of operators says who owns what: {kept}");
    }
    assert!(page.click("Ask to look in").expect(200).visible().contains("Ask the owners"));
    let form = page.form("form[action$='/confirm']");
    form.submit().expect(303);
    assert!(olwen.get(CLOSING).expect(200).visible().contains("Confirmed"));
}

#[test]
fn a_command_says_in_words_who_confirms() {
    let app = TestApp::start();
    let world = app.world();
    let step = |step: &str| {
        let ran = app.command(&["organisation", "close", "cartref-prawf", step]);
        assert!(!ran.status.success());
        String::from_utf8(ran.stderr).unwrap()
    };
    let confirm = || step("--confirm");
    let words = confirm();
    assert!(words.contains("No closing waits for that"), "{words}");
    second_owner(&app, &world);
    ask(&app.client_of(&world.olwen)).expect(303);
    let words = confirm();
    assert!(words.contains("An owner confirms it on their own page"), "{words}");
    assert!(!words.contains("AnotherOwner"), "{words}");
    let words = step("--undo");
    assert!(words.contains("An owner undoes it on their own page"), "{words}");
}

/// An installation of today, where no night has been yet.
#[test]
fn the_first_jump_of_the_clock_is_seen_before_any_night() {
    let app = TestApp::start();
    let world = app.world();
    let priya = operator(&app, &world);
    assert!(priya.get("/operator").expect(200).visible().contains("Nothing is late"));
    assert!(said(&app, &["check"]).contains("ok removals"));
    closing(&app, &world);
    assert!(said(&app, &["organisation", "list"]).contains("cartref-prawf\tcloses on 2026-12-21\t"));
    app.set_time("2026-12-22T10:00:00Z");
    assert_eq!(app.run_due_work()["organisations_closed"], 0, "nobody was reminded");
    let front = app.client_of(&world.priya).get("/operator").expect(200);
    let words = front.visible();
    assert!(words.contains("no organisation closes") && !words.contains("Nothing is late"), "{words}");
    front.click("Look at the clock").expect(200).form("main form").submit().expect(303);
    let front = app.client_of(&world.priya).get("/operator").expect(200).visible();
    assert!(!front.contains("no organisation closes"), "{front}");
    app.set_time("2026-12-31T10:00:00Z");
    app.run_due_work();
    assert!(said(&app, &["check"]).contains("wrong removals: the clock jumped"));
}

fn said(app: &TestApp, command: &[&str]) -> String {
    String::from_utf8(app.command(command).stdout).unwrap()
}
