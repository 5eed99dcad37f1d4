//! Tablets: codes, names, taking out of use.

use super::{OWN, lines};
use crate::support::app::TestApp;
use crate::support::kiosk::{code, tablet, with_own_pin};

const DEVICES: &str = "/o/cartref-prawf/devices";

#[test]
fn a_code_works_once_and_for_ten_minutes() {
    let app = TestApp::start();
    let world = app.world();
    let code = code(&app, &world);
    let plain = code.replace('-', "").to_lowercase();
    assert_eq!(plain.len(), 8, "{code}");
    let enrol = |typed: &str| {
        let client = app.anonymous();
        let answer = client.get("/kiosk").expect(200).form("main form").set("code", typed).submit();
        (client, answer)
    };
    let (_, refused) = enrol("AAAA-AAAA");
    refused.expect(422);
    let (first, done) = enrol(&plain);
    done.expect(303);
    assert!(first.get("/kiosk").expect(200).visible().contains("Bryn"));
    let (second, refused) = enrol(&code);
    assert!(!refused.expect(422).text().contains(&code), "a code is shown again");
    assert!(second.cookie("polisi-device").is_none());
    assert_eq!(lines(&app, &world, "device_enrolled"), 1);
    let late = self::code(&app, &world);
    app.set_time("2026-11-21T10:10:00Z");
    enrol(&late).1.expect(422);
    let list = app.client_of(&world.mair).get(DEVICES).expect(200).visible();
    assert!(list.contains("In use") && list.contains("Code ran out"), "{list}");
}

#[test]
fn codes_are_not_guessed() {
    let app = TestApp::start();
    let client = app.anonymous();
    for _ in 0..10 {
        client.post_form("/kiosk/enrol", &[("code", "ZZZZ-ZZZZ")]).expect(422);
    }
    client.post_form("/kiosk/enrol", &[("code", "ZZZZ-ZZZZ")]).expect(429);
}

#[test]
fn who_sets_a_tablet_up_is_signed_out_on_it() {
    let app = TestApp::start();
    let world = app.world();
    let code = code(&app, &world);
    let manager = app.client_of(&world.mair);
    manager.get("/kiosk").expect(200).form("main form").set("code", &code).submit().expect(303);
    manager.get("/o/cartref-prawf/people").expect(303);
}

#[test]
fn a_revoked_tablet_asks_for_a_code_and_nothing_else() {
    let app = TestApp::start();
    let world = app.world();
    crate::acknowledgements::publish(&app, &world, None, "1.0");
    let tablet = tablet(&app, &world);
    let policies = tablet.get("/kiosk/policies").expect(200);
    let text = policies.click("Phones at Work").expect(200);
    assert!(text.visible().contains("Keep your phone in your bag"));
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let manager = app.client_of(&world.mair);
    let page = manager.get(DEVICES).expect(200).click("Staff room").expect(200);
    page.form("main form").set("name", "Kitchen").submit().expect(303);
    let page = manager.get(DEVICES).expect(200).click("Kitchen").expect(200);
    app.client_of(&world.owain).get(page.url.path()).expect(404);
    app.client_of(&world.priya).get(page.url.path()).expect(404);
    let confirm = page.click("Revoke").expect(200);
    confirm.form("main form").submit().expect(303).follow().expect(200);
    for page in ["/kiosk/me", "/kiosk/me/policies", "/kiosk/policies", text.url.path()] {
        tablet.get(page).expect(303);
    }
    let start = tablet.get("/kiosk").expect(200);
    assert!(start.has("input[name=code]") && !start.text().contains("Cartref"), "{}", start.visible());
    assert_eq!(lines(&app, &world, "device_revoked"), 1);
}

#[test]
fn somebody_at_a_tablet_is_a_stranger_everywhere_else() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    for page in ["/o/cartref-prawf/", "/o/cartref-prawf/me", "/o/cartref-prawf/people", "/organisations"] {
        let answer = tablet.get(page).expect(303);
        assert_eq!(answer.location().unwrap().path(), "/sign-in", "{page}");
    }
}
