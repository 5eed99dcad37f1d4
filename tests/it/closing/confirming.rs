//! Who confirms a closing: nobody waits for somebody who can't.

use std::sync::Arc;

use polisi::access::Role;
use polisi::clock::Clock;
use polisi::db::{Error, System};
use polisi::people;
use polisi::retention::clock;

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
    let front = || app.client_of(&world.priya).get("/operator").expect(200).visible();
    assert!(front().contains("no organisation closes"));
    // Put right, it needs nobody, and no night.
    app.set_time("2026-12-22T11:00:00Z");
    app.run_due_work();
    assert!(!front().contains("no organisation closes"), "{}", front());
}

/// The command goes by the clock of now, whatever one noted that ran ahead.
#[test]
fn a_check_says_that_removals_stopped_while_the_clock_cannot_be_trusted() {
    let app = TestApp::start();
    let real = Clock::real().now();
    for (last, jumped, words) in
        [(-240, -24, "wrong removals: the clock jumped"), (-1, 400 * 24, "ok removals: they go by the clock")]
    {
        let post = Arc::clone(&app.app.post);
        let stop = move |system: &mut System<'_>| {
            clock::look(system, real.plus_hours(4_000 * 24), &post)?;
            clock::confirm(system, real.plus_hours(last), None)?;
            clock::look(system, real.plus_hours(jumped), &post)
        };
        let step: Result<_, Error> = app.app.database.write_system(stop);
        assert_eq!(step.unwrap(), clock::Step::Stop);
        let said = said(&app, &["check"]);
        assert!(said.contains(words), "{said}");
    }
}

fn said(app: &TestApp, command: &[&str]) -> String {
    String::from_utf8(app.command(command).stdout).unwrap()
}
