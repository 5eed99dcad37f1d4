//! What signs in without a password is made by who has just given theirs.

use super::lines;
use crate::support::app::{PASSWORD, TestApp};

const SLIPS: &str = "/o/cartref-prawf/slips";
const ADD: &str = "/o/cartref-prawf/devices/add";

/// A session that was left open makes no slip; what was ticked is there once the password is given.
#[test]
fn an_old_session_prints_no_pin_and_keeps_what_was_ticked() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    for (make, action) in [("slips", "pin_given"), ("badges", "badge_made")] {
        let form = mair.get(&format!("{SLIPS}?lang=en")).expect(200).form("main form");
        let form = form.tick_value("people", &world.tomos.person.to_string()).press("make", make);
        app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
        let before = lines(&app, &world, action);
        let asked = form.submit().expect(303);
        assert!(asked.header("location").unwrap().starts_with("/sign-in/again"), "{make}");
        assert_eq!(lines(&app, &world, action), before, "nothing is made");
        let again = asked.follow().expect(200);
        assert_eq!(again.link("Go back").path(), SLIPS);
        let given = again.form("main form").set("password", PASSWORD).submit().expect(303);
        let offer = given.follow().expect(200);
        assert_eq!(
            offer.attributes("main form input[name=people]", "value"),
            [world.tomos.person.to_string()]
        );
        let sheet = offer.form("main form").submit().expect(200);
        assert!(sheet.visible().contains("Tomos Newydd"), "{}", sheet.visible());
        assert!(sheet.has("main .noprint button[data-print]"), "{make}: a button prints it");
        assert_eq!(lines(&app, &world, action), before + 1, "{make}");
    }
}

#[test]
fn an_old_session_shows_no_code_for_a_tablet() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let form = mair.get(ADD).expect(200).form("main form").set("name", "Staff room");
    let device = form.clone().submit().expect(303).location().unwrap().path().to_owned();
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let is_asked = |page: &crate::support::page::Page| {
        page.status == 303 && page.header("location").is_some_and(|to| to.starts_with("/sign-in/again"))
    };
    assert!(is_asked(&mair.get(ADD)));
    let added = form.submit();
    assert!(is_asked(&added), "{}", added.status);
    let offer = added.follow().form("main form").set("password", PASSWORD).submit().expect(303).follow();
    assert_eq!(offer.attributes("main form input[name=name]", "value"), ["Staff room"]);
    app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
    let code = mair.post_form(&format!("{device}/code"), &[]);
    assert!(is_asked(&code), "{}", code.status);
    assert_eq!(lines(&app, &world, "device_added"), 1);
    assert!(!mair.get(&device).expect(200).has("b.code"), "the first code is over, and there is no other");
}
