//! Tablets and people at them, made by the manager's pages or by hand.

use polisi::access::address::{Found, Kind};
use polisi::access::kiosk::{self, Enrolment, Way};
use polisi::db::ids::DeviceId;
use polisi::kiosk::devices::{self, NewDevice};

use super::app::{Somebody, TestApp, World};
use super::client::Client;
use super::page::Page;

/// A code of a new tablet of the first service, as its manager sees it.
pub fn code(app: &TestApp, world: &World) -> String {
    let manager = app.client_of(&world.mair);
    let form = manager.get("/o/cartref-prawf/devices/add").expect(200).form("main form");
    let page = form.set("name", "Staff room").submit().expect(303).follow().expect(200);
    page.words("b.code").join("")
}

/// A browser that is a tablet of the first service.
pub fn tablet(app: &TestApp, world: &World) -> Client {
    let client = app.anonymous();
    let form = client.get("/kiosk").expect(200).form("main form");
    form.set("code", &code(app, world)).submit().expect(303);
    client
}

/// The staff number and first PIN of a new slip, as it is printed.
pub fn slip(app: &TestApp, world: &World, somebody: &Somebody) -> (String, String) {
    let manager = app.client_of(&world.mair);
    let form = manager.get("/o/cartref-prawf/slips").expect(200).form("main form");
    let form = form.tick_value("people", &somebody.person.to_string());
    let mut sheet = form.press("make", "slips").submit();
    // Whoever chose a PIN loses it: that is asked first.
    if sheet.status == 422 {
        sheet = sheet.form("main form").press("make", "slips").submit();
    }
    let sheet = sheet.expect(200);
    assert_eq!(sheet.header("cache-control"), Some("no-store"));
    let printed = sheet.words(".tickets dd");
    (printed[0].clone(), printed[1].clone())
}

/// The address in a new badge.
pub fn badge(app: &TestApp, world: &World, somebody: &Somebody) -> String {
    let manager = app.client_of(&world.mair);
    let form = manager.get("/o/cartref-prawf/slips").expect(200).form("main form");
    let form = form.tick_value("people", &somebody.person.to_string());
    form.press("make", "badges").submit().expect(200);
    let (by, person, now) = (world.mair.person, somebody.person, app.app.clock.now());
    // What is drawn can't be read here: the same operation gives the token.
    let made =
        app.within(&world.org, move |tenant| polisi::kiosk::badges::make(tenant, now, by, person).unwrap().1);
    format!("/kiosk/b/{}", made.reveal())
}

/// Types a number and a PIN.
pub fn try_sign_in(client: &Client, number: &str, pin: &str) -> Page {
    client.get("/kiosk").expect(200).form("main form").set("number", number).set("pin", pin).submit()
}

/// Somebody who has chosen their own PIN at a tablet and is signed in there; their staff number.
pub fn with_own_pin(app: &TestApp, world: &World, client: &Client, somebody: &Somebody, own: &str) -> String {
    let (number, first) = slip(app, world, somebody);
    try_sign_in(client, &number, &first).expect(303);
    let form = client.get("/kiosk/me/pin").expect(200).form("main form");
    form.set("before", &first).set("new", own).set("again", own).submit().expect(303);
    number
}

/// A tablet of the first service, and somebody signed in at another, without any page.
pub fn by_hand(app: &TestApp, world: &World, somebody: &Somebody) -> (Client, Client) {
    let now = app.app.clock.now();
    let enrolled = |name: &str| -> (DeviceId, Client) {
        let new = NewDevice { service: world.org.services[0], name: name.to_owned() };
        let by = world.mair.person;
        let id = app.within(&world.org, move |tenant| devices::add(tenant, now, by, &new).unwrap());
        let found = Found {
            kind: Kind::DeviceEnrolment,
            organisation: Some(world.org.id),
            subject: id.any(),
            expires_at: now.plus_hours(1),
            ended_at: None,
        };
        let entry = Enrolment::from_address(&found).unwrap();
        let token = app.app.database.write(entry, move |tenant| devices::enrol(tenant, now, &entry)).unwrap();
        let client = app.anonymous();
        client.set_cookie("polisi-device", token.reveal());
        (id, client)
    };
    let (_, tablet) = enrolled("Hall");
    let (device, other) = enrolled("Office");
    let person = somebody.person;
    let token = app.within(&world.org, move |tenant| {
        kiosk::begin(tenant, now, person, Some(device), Way::StaffNumber).unwrap()
    });
    other.set_cookie("polisi-kiosk", token.reveal());
    (tablet, other)
}
