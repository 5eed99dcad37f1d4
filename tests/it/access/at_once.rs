//! Tries at the same moment: of many at once no more than the limit are weighed, at every way in.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::kiosk::{badge, tablet, with_own_pin};

/// Where all of them come from.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// So many come at once; ten of them may try.
const AT_ONCE: usize = 16;
const WRONG_PIN: &str = "739164";
const OWN_PIN: &str = "402917";

/// How often each answer came.
fn at_once(client: &Client, path: &str, fields: &[(&str, &str)]) -> BTreeMap<u16, usize> {
    let answers: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> =
            (0..AT_ONCE).map(|_| scope.spawn(|| client.post_form(path, fields).status)).collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer).or_default() += 1;
    }
    counts
}

#[test]
fn of_many_tries_at_once_ten_are_weighed() {
    let app = TestApp::start();
    let world = app.world();
    let email = world.mair.email.clone().unwrap();
    let at = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &at, &world.kemi, OWN_PIN);
    let other = tablet(&app, &world);
    let badge = badge(&app, &world, &world.tomos);
    let (door, sian) = (app.anonymous(), app.client_of(&world.sian));
    for (client, path, fields, hashes) in [
        (&door, "/sign-in", vec![("email", email.as_str()), ("password", "wrong")], 10),
        (&door, "/sign-in", vec![("email", "nobody@prawf.example"), ("password", "wrong")], 10),
        (&sian, "/sign-in/again", vec![("password", "wrong")], 10),
        (&at, "/kiosk/me/pin", vec![("before", WRONG_PIN), ("new", "1"), ("again", "1")], 10),
        (&other, "/kiosk", vec![("number", number.as_str()), ("pin", WRONG_PIN)], 10),
        (&other, "/kiosk", vec![("number", "9999"), ("pin", WRONG_PIN)], 10),
        (&other, badge.as_str(), vec![("pin", WRONG_PIN)], 10),
        (&door, "/staff/cartref-prawf", vec![("number", number.as_str()), ("pin", WRONG_PIN)], 10),
        (&door, "/kiosk/enrol", vec![("code", "ABCD2345")], 0),
    ] {
        let (before, asked) = (app.app.hasher.computed(), app.app.hasher.asked(HERE));
        let counts = at_once(client, path, &fields);
        assert_eq!(counts, BTreeMap::from([(422, 10), (429, AT_ONCE - 10)]), "{path}");
        assert_eq!(app.app.hasher.computed() - before, hashes, "{path}");
        // Each takes the turns of its own network: a flood leaves those of others alone.
        assert_eq!(u64::from(app.app.hasher.asked(HERE) - asked), hashes, "{path}");
    }
}

#[test]
fn of_many_codes_at_once_ten_are_weighed() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (phone, codes) = app.enrol(&app.client_of(&world.mair));
    for (field, wrong, hashes) in
        [("code", phone.other_code(&app), 0), ("recovery", "AAAA-AAAA-AAAA-AAAA".to_owned(), 10)]
    {
        app.app.clock.move_to(app.app.clock.now().plus_hours(2));
        let (client, to) = app.give_password(&world.mair);
        let wrong = if field == "code" { phone.other_code(&app) } else { wrong };
        let before = app.app.hasher.computed();
        let counts = at_once(&client, &to, &[(field, &wrong)]);
        assert_eq!(counts, BTreeMap::from([(422, 10), (429, AT_ONCE - 10)]), "{field}");
        assert_eq!(app.app.hasher.computed() - before, hashes, "{field}");
        client.post_form(&to, &[("recovery", &codes[0])]).expect(429);
    }
}

/// A PIN has five tries, from wherever they come, and each is counted before it is weighed.
#[test]
fn the_sixth_try_at_a_pin_is_never_weighed() {
    let app = TestApp::start();
    let world = app.world();
    let at = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &at, &world.kemi, OWN_PIN);
    let person = world.kemi.person;
    let count =
        || app.within(&world.org, move |tenant| polisi::kiosk::pins::count(tenant, person, false).unwrap());
    let other = tablet(&app, &world);
    let try_it = || other.post_form("/kiosk", &[("number", &number), ("pin", OWN_PIN)]).status;
    let four: Vec<bool> = (0..4).map(|_| count()).collect();
    assert_eq!(four, [true; 4]);
    assert_eq!(try_it(), 303, "the fifth is");
    let five: Vec<bool> = (0..5).map(|_| count()).collect();
    assert_eq!(five, [true; 5], "a right one gives them back");
    assert!(!count());
    assert_eq!(try_it(), 422);
}

#[test]
fn right_ones_cost_nobody_a_try() {
    let app = TestApp::start();
    let world = app.world();
    let email = world.mair.email.clone().unwrap();
    for _ in 0..30 {
        let right = [("email", email.as_str()), ("password", crate::support::app::PASSWORD)];
        app.anonymous().post_form("/sign-in", &right).expect(303);
    }
    assert_eq!(app.raw().number("SELECT count(*) AS value FROM guess_limits"), 0);
}
