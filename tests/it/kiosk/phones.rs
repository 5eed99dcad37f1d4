//! Own phones: off at first, guessed at in vain, and ended with the person's time here.

use polisi::acknowledgements;

use super::{OWN, asked, lines};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::kiosk::{tablet, try_sign_in, with_own_pin};
use crate::support::page::Page;

const DOOR: &str = "/staff/cartref-prawf";

fn by_phone(client: &Client, door: &str, number: &str, pin: &str) -> Page {
    client.get(door).expect(200).form("main form").set("number", number).set("pin", pin).submit()
}

fn allow(app: &TestApp, world: &World) {
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/slips").expect(200);
    assert!(
        page.visible().contains("Whoever knows a staff number can make that happen"),
        "{}",
        page.visible()
    );
    page.form("form[action$=settings]").tick("own-phone").submit().expect(303);
}

#[test]
fn a_phone_is_let_in_only_where_the_organisation_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let duty = asked(&app, &world, &world.kemi);
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let phone = app.anonymous();
    let nowhere = by_phone(&phone, "/staff/no-such-place", &number, OWN).expect(422);
    let off = by_phone(&phone, DOOR, &number, OWN).expect(422);
    assert_eq!(off.text().replace("cartref-prawf", "S"), nowhere.text().replace("no-such-place", "S"));
    let by_mair = app.client_of(&world.mair).post_form("/o/cartref-prawf/slips/settings", &[("save", "yes")]);
    by_mair.expect(403);
    allow(&app, &world);
    assert_eq!(phone.get("/staff?organisation=Cartref+Prawf").location().unwrap().path(), DOOR);
    by_phone(&phone, DOOR, &number, OWN).expect(303);
    app.set_time("2026-11-21T10:29:00Z");
    let read = phone.get(&duty).expect(200);
    read.form("form.sign").tick("statement").submit().expect(303).follow().expect(200);
    let signed = app.within(&world.org, |tenant| acknowledgements::store::all(tenant).unwrap());
    assert_eq!(signed[0].method, acknowledgements::Method::PhonePin);
    phone.get("/kiosk/policies").expect(303);
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/slips").expect(200);
    page.form("form[action$=settings]").untick("own-phone").submit().expect(303);
    phone.get("/kiosk/me").expect(303);
}

/// A slip says what to type, and every word on it stands on the page where it leads.
#[test]
fn a_slip_says_what_to_type_and_the_page_says_the_same() {
    let app = TestApp::start();
    let world = app.world();
    let sheet = |app: &TestApp| {
        let form = app.client_of(&world.mair).get("/o/cartref-prawf/slips").expect(200).form("main form");
        form.tick_value("people", &world.kemi.person.to_string()).press("make", "slips").submit().expect(200)
    };
    let address = |sheet: &Page, before: &str| {
        let lines = sheet.words(".tickets p");
        let line = lines.iter().find(|line| line.starts_with(before))?;
        Some(line.rsplit(' ').next().unwrap().to_owned())
    };
    let off = sheet(&app);
    assert_eq!(address(&off, "Own phone"), None, "nobody is sent where they are not let in");
    allow(&app, &world);
    let sheet = sheet(&app);
    let typed = address(&sheet, "Own phone").expect("an address for own phones");
    assert!(
        !typed.contains("://") && typed.ends_with("/staff/cartref-prawf"),
        "short, as it is typed: {typed}"
    );
    assert!(!address(&sheet, "Shared tablet").unwrap().contains("://"));
    let phone = app.anonymous();
    let path = format!("/{}", typed.split_once('/').unwrap().1);
    let path = path.as_str();
    let page = phone.get(path).expect(200);
    let labels = sheet.words(".tickets dt");
    assert_eq!(labels, ["Staff number", "First PIN"]);
    for label in &labels {
        assert!(page.visible().contains(label.as_str()), "{label} in {}", page.visible());
    }
    // Whoever typed only the beginning is told which part of the slip is missing.
    let ask = phone.get("/staff").expect(200);
    assert!(ask.visible().contains("at the end of the address for own phones on your slip, after “/staff/”"));
    let (_, short) = typed.rsplit_once('/').unwrap();
    let form = ask.form("main form").set("organisation", short);
    let there = form.submit().expect(303).follow().expect(200);
    assert_eq!(there.url.path(), path);
    // The number and the first PIN let in, and the same words lead on.
    let printed = sheet.words(".tickets dd");
    let first = by_phone(&phone, path, &printed[0], &printed[1]).expect(303).follow();
    let first = if first.status == 200 { first } else { first.follow() };
    assert!(
        first.visible().contains("The PIN on your slip is only for the first time"),
        "{}",
        first.visible()
    );
}

/// Nobody guesses at others for as long as they like, with their own PIN in between.
#[test]
fn an_own_pin_forgets_no_wrong_tries_at_others() {
    let app = TestApp::start();
    let world = app.world();
    allow(&app, &world);
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let phone = app.anonymous();
    for other in 0..9 {
        by_phone(&phone, DOOR, &format!("9{other}9{other}"), "739164").expect(422);
    }
    by_phone(&app.anonymous(), DOOR, &number, OWN).expect(303);
    by_phone(&phone, DOOR, "9999", "739164").expect(422);
    by_phone(&phone, DOOR, "9998", "739164").expect(429);
    app.set_time("2026-11-21T10:01:00Z");
    by_phone(&app.anonymous(), DOOR, &number, OWN).expect(303);
}

/// Whoever invents an organisation for each try is stopped too, before a hash is computed.
#[test]
fn invented_organisations_give_no_further_tries() {
    let app = TestApp::start();
    let world = app.world();
    allow(&app, &world);
    let phone = app.anonymous();
    let at = |place: usize| {
        phone.post_form(&format!("/staff/no-such-{place}"), &[("number", "9999"), ("pin", "739164")])
    };
    for place in 0..50 {
        at(place).expect(422);
    }
    let computed = app.app.hasher.computed();
    at(50).expect(429);
    phone.post_form(DOOR, &[("number", "9999"), ("pin", "739164")]).expect(429);
    assert_eq!(app.app.hasher.computed(), computed);
    app.set_time("2026-11-21T10:01:00Z");
    at(51).expect(422);
}

#[test]
fn wrong_tries_from_afar_lock_phones_and_not_the_tablet() {
    let app = TestApp::start();
    let world = app.world();
    allow(&app, &world);
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    tablet.get("/kiosk/me").form("nav form").submit().expect(303);
    let phone = app.anonymous();
    for _ in 0..5 {
        by_phone(&phone, DOOR, &number, "739164").expect(422);
    }
    by_phone(&phone, DOOR, &number, OWN).expect(422);
    assert_eq!(lines(&app, &world, "pin_locked"), 1);
    // Their own PIN still works at the tablet: nobody ends it with all the others.
    let slips = app.client_of(&world.mair).get("/o/cartref-prawf/slips?tick=all").expect(200);
    let ticked = slips.attributes("input[name=people][checked]", "value");
    assert!(!ticked.is_empty() && !ticked.contains(&world.kemi.person.to_string()), "{ticked:?}");
    for other in ["2001", "2002", "2003", "2004"] {
        by_phone(&phone, DOOR, other, "739164").expect(422);
    }
    by_phone(&phone, DOOR, "2005", "739164").expect(429);
    app.set_time("2026-11-21T10:10:00Z");
    try_sign_in(&tablet, &number, OWN).expect(303);
}

#[test]
fn a_leaver_is_out_at_once() {
    let app = TestApp::start();
    let world = app.world();
    allow(&app, &world);
    let tablet = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let phone = app.anonymous();
    by_phone(&phone, DOOR, &number, OWN).expect(303);
    phone.get("/kiosk/me").expect(200);
    let manager = app.client_of(&world.mair);
    let left = manager.get(&format!("/o/cartref-prawf/people/{}/left", world.kemi.person)).expect(200);
    left.form("main form").submit().expect(303);
    for client in [&tablet, &phone] {
        client.get("/kiosk/me").expect(303);
    }
    try_sign_in(&tablet, &number, OWN).expect(422);
    by_phone(&phone, DOOR, &number, OWN).expect(422);
}

#[test]
fn taking_it_back_signs_out() {
    let app = TestApp::start();
    let world = app.world();
    let tablet = tablet(&app, &world);
    with_own_pin(&app, &world, &tablet, &world.kemi, OWN);
    let manager = app.client_of(&world.mair);
    let list = manager.get("/o/cartref-prawf/slips").expect(200);
    list.click("Take back Kemi Testwood").expect(200).form("main form").submit().expect(303);
    tablet.get("/kiosk/me").expect(303);
    manager.get(&format!("/o/cartref-prawf/slips/{}/stop", world.kemi.person)).expect(404);
    assert_eq!(lines(&app, &world, "kiosk_sign_in_stopped"), 1);
}
