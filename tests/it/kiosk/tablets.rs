//! Tablets: codes, names, taking out of use.

use polisi::routes;
use polisi::web::Method;
use polisi::web::kiosk::begins_session;

use super::{OWN, lines};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
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
    let said = "you are signed out here";
    assert!(!app.anonymous().get("/kiosk").expect(200).visible().contains(said));
    let page = manager.get("/kiosk").expect(200);
    assert!(page.visible().contains(said), "{}", page.visible());
    page.form("main form").set("code", &code).submit().expect(303);
    manager.get("/o/cartref-prawf/people").expect(303);
}

const SHARED: &str = "This is a shared tablet";

fn sign_in(client: &Client, email: &str) -> u16 {
    client.post_form("/sign-in", &[("email", email), ("password", PASSWORD)]).status
}

#[test]
fn no_session_of_an_account_begins_on_a_tablet() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    let email = world.mair.email.clone().unwrap();
    let mut asked = 0;
    for route in routes::all().iter().filter(|route| begins_session(route)) {
        let address = route.path.replace("{token}", "AAAA");
        let page = match route.method {
            Method::Get => tablet.get(&address),
            Method::Post => tablet.post_form(&address, &[("email", &email), ("password", PASSWORD)]),
        };
        let page = page.expect(403);
        assert_eq!(page.heading(), SHARED, "{route:?}");
        assert!(page.visible().contains("Shared tablets"), "it says how the tablet ends");
        assert_eq!(page.link("Back to the start of this tablet").path(), "/kiosk");
        asked += 1;
    }
    assert!(asked >= 16, "asked {asked}");
    assert!(tablet.cookie("polisi-session").is_none());
    assert_eq!(tablet.get("/sign-in?lang=cy").expect(403).heading(), "Llechen a rennir yw hon");
    for page in ["/", "/help", "/privacy", "/terms", "/kiosk", "/sign-out"] {
        tablet.get(page).expect(200);
    }
    assert_eq!(tablet.get("/staff").expect(303).location().unwrap().path(), "/kiosk");
    assert_eq!(tablet.get("/staff/cartref-prawf").expect(303).location().unwrap().path(), "/kiosk");
    assert_eq!(
        tablet.post_form("/staff/cartref-prawf", &[]).expect(303).location().unwrap().path(),
        "/kiosk"
    );
    // A hundred days later it is a tablet no more.
    app.set_time("2027-03-01T10:00:00Z");
    assert_eq!(sign_in(&tablet, &email), 303);
}

#[test]
fn a_session_found_on_a_tablet_opens_nothing_and_ends() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    let manager = app.client_of(&world.mair);
    let open = manager.cookie("polisi-session").unwrap();
    tablet.set_cookie("polisi-session", &open);
    for page in ["/organisations", "/account", "/o/cartref-prawf/people"] {
        assert_eq!(tablet.get(page).expect(303).follow().expect(403).heading(), SHARED, "{page}");
    }
    manager.get("/o/cartref-prawf/people").expect(303);
    let other = app.client_of(&world.mair);
    let page = other.get(DEVICES).expect(200).click("Staff room").expect(200);
    page.click("Revoke").expect(200).form("main form").submit().expect(303);
    tablet.get("/organisations").expect(303).follow().expect(200);
    assert_eq!(sign_in(&tablet, &world.mair.email.clone().unwrap()), 303);
    tablet.get("/o/cartref-prawf/people").expect(200);
}

#[test]
fn no_page_of_a_tablet_leads_to_an_office_page() {
    let app = TestApp::start();
    let world = app.world();
    crate::acknowledgements::publish(&app, &world, None, "1.0");
    let tablet = tablet(&app, &world);
    let mut pages = vec![tablet.get("/kiosk"), tablet.get("/kiosk/policies"), tablet.get("/kiosk/done")];
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    for page in ["/kiosk/me", "/kiosk/me/policies", "/kiosk/me/pin", "/kiosk/me/incidents/report"] {
        pages.push(tablet.get(page));
    }
    let mut seen = 0;
    for page in pages {
        let page = page.expect(200);
        for href in page.attributes("a", "href") {
            seen += 1;
            let office = ["/sign", "/o/", "/account", "/organisations", "/invitations", "/password"];
            assert!(!office.iter().any(|start| href.starts_with(start)), "{} links {href}", page.url);
        }
    }
    assert!(seen > 20, "saw {seen} links");
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
