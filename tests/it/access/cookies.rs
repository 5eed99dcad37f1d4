//! Every cookie of ours, as it is given over https and as it is taken away (ASVS 5.0: 3.3).

use std::collections::BTreeMap;

use crate::support::app::{PASSWORD, TestApp, World};
use crate::support::client::Client;
use crate::support::kiosk::{tablet, with_own_pin};
use crate::support::page::Page;

/// Our cookies.
const NAMES: [&str; 7] = [
    "__Host-polisi-browser",
    "__Host-polisi-device",
    "__Host-polisi-kept",
    "__Host-polisi-kiosk",
    "__Host-polisi-language",
    "__Host-polisi-session",
    "__Host-polisi-sign-up",
];

/// What each says of itself, given or taken away.
const PARTS: [&str; 4] = ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"];

/// How often each cookie was given and taken away.
#[derive(Default)]
struct Seen(BTreeMap<String, [u64; 2]>);

impl Seen {
    /// Looks at the cookies of an answer.
    fn look(&mut self, page: &Page) {
        for (_, cookie) in page.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, rest) = cookie.split_once('=').unwrap();
            let parts: Vec<&str> = rest.split("; ").collect();
            assert!(PARTS.iter().all(|part| parts.contains(part)), "{page:?} gives {cookie}");
            assert!(!cookie.to_lowercase().contains("domain="), "{page:?} gives {cookie}");
            let gone = usize::from(parts[0].is_empty());
            assert_eq!(gone == 1, parts.contains(&"Max-Age=0"), "{page:?} gives {cookie}");
            self.0.entry(name.to_owned()).or_default()[gone] += 1;
        }
    }
}

/// Somebody with an account signs in, has a form kept, and signs out.
fn account(app: &TestApp, world: &World, seen: &mut Seen) {
    let client = app.anonymous();
    let email = world.olwen.email.clone().unwrap();
    let sign_in =
        |client: &Client| client.post_form("/sign-in", &[("email", &email), ("password", PASSWORD)]);
    seen.look(&sign_in(&client).expect(303));
    let add = "/o/cartref-prawf/people/add";
    let form = client.get(add).expect(200).form("main form").set("given-name", "Ffion");
    app.app.clock.move_to(app.app.clock.now().plus_hours(13));
    seen.look(&form.submit().expect(303));
    seen.look(&sign_in(&client).expect(303));
    seen.look(&client.get("/sign-in/kept").expect(200));
    seen.look(&client.post_form("/sign-in/kept/discard", &[]).expect(303));
    seen.look(&client.get("/help?lang=cy").expect(200));
    seen.look(&client.post_form("/sign-out", &[]).expect(303));
}

/// A tablet, and somebody at it.
fn at_a_tablet(app: &TestApp, world: &World, seen: &mut Seen) {
    let enrolling = app.anonymous();
    let form = enrolling.get("/kiosk").expect(200).form("main form");
    seen.look(&form.set("code", &crate::support::kiosk::code(app, world)).submit().expect(303));
    let other = tablet(app, world);
    let number = with_own_pin(app, world, &other, &world.kemi, "402917");
    seen.look(&other.post_form("/kiosk/me/finish", &[]).expect(303));
    let fields = [("number", number.as_str()), ("pin", "402917")];
    seen.look(&other.post_form("/kiosk", &fields).expect(303));
}

#[test]
fn every_cookie_over_https_is_bound_to_the_host() {
    let app = TestApp::start_behind("https://polisi.prawf.example");
    let world = app.world();
    let mut seen = Seen::default();
    seen.look(&crate::sign_up::begin(&app.anonymous(), "carys@brynhafod.example").expect(303));
    at_a_tablet(&app, &world, &mut seen);
    account(&app, &world, &mut seen);
    let names: Vec<&str> = seen.0.keys().map(String::as_str).collect();
    assert_eq!(names, NAMES);
    for (name, [given, gone]) in &seen.0 {
        assert!(*given > 0, "{name} was never given");
        let stays = ["browser", "device", "language", "sign-up"].iter().any(|word| name.ends_with(word));
        assert!(stays || *gone > 0, "{name} was never taken away: {:?}", seen.0);
    }
}
