//! Bodies that don't end take the room of their own sender and nobody else's, and a small form always comes in.

use std::sync::Arc;
use std::time::Duration;

use polisi::access::pace::Limits;
use polisi::access::under_way::{Bodies, FREE, Room, Share};

use super::held_back::{FORM, Held};
use crate::support::app::{PASSWORD, Somebody, TestApp};
use crate::support::client::Client;
use crate::support::factor::COOKIE;
use crate::support::kiosk::by_hand;
use crate::support::log::Beside;

/// The bytes of each body here that count: one fits into a share, three into what all have.
const PIECE: usize = 40 << 10;
/// The most bytes of a form from who isn't signed in.
const STRANGERS: usize = 256 << 10;

fn narrow() -> Room {
    let share = Share { each: 64 << 10, all: 128 << 10 };
    Room { strangers: share, known: share, uploads: share, ..Room::STANDARD }
}

fn large() -> Vec<u8> {
    vec![b'a'; FREE + PIECE]
}

struct Stage {
    server: Beside,
    bodies: Arc<Bodies>,
}

impl Stage {
    fn start(app: &TestApp, room: Room) -> Self {
        let bodies = Bodies::new(room);
        let shared = Arc::clone(&bodies);
        Self { server: Beside::start(app, Limits::NONE, |app| app.bodies = shared), bodies }
    }

    fn begin(&self, lines: &str, path: &str) -> Held {
        Held::send(&self.server.base, lines, path, (FORM, &"a".repeat(FREE + PIECE + 1)))
    }

    /// Begins a form, and waits until it counts.
    fn hold(&self, lines: &str, path: &str) -> Held {
        let before = self.bodies.under_way();
        let held = self.begin(lines, path);
        self.wait_for(before + PIECE);
        held
    }

    fn wait_for(&self, bytes: usize) {
        let is_there = |_| {
            self.server.anonymous().get("/healthz").expect(200);
            self.bodies.under_way() == bytes
        };
        assert!((0..2_000).any(is_there), "{} bytes and not {bytes}", self.bodies.under_way());
    }

    /// Signs in with a small form from an address.
    fn sign_in(&self, somebody: &Somebody, address: &str) {
        let client = self.from(address);
        let form = client.get("/sign-in").expect(200).form("form");
        let form = form.set("email", somebody.email.as_ref().unwrap()).set("password", PASSWORD);
        form.submit().expect(303);
    }

    fn from(&self, address: &str) -> Client {
        self.server.anonymous().with_header("x-forwarded-for", address)
    }
}

fn at(address: &str) -> String {
    format!("X-Forwarded-For: {address}\r\n")
}

fn is_let_in(status: u16) -> bool {
    !matches!(status, 408 | 413 | 429 | 503)
}

#[test]
fn a_network_of_strangers_fills_its_own_share_and_no_small_form_waits() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let (client, _) = app.give_password(&world.mair);
    app.enrol(&client);
    let stage = Stage::start(&app, narrow());
    let mut held = vec![stage.hold(&at("203.0.113.7"), "/sign-in")];
    assert_eq!(stage.begin(&at("203.0.113.8"), "/sign-in").status(), 429, "the same network");
    stage.wait_for(PIECE);
    let page = stage.from("203.0.113.9").request("POST", "/password-reset", FORM, &large()).expect(429);
    assert!(page.visible().contains("from your account, tablet or network"), "{}", page.visible());
    assert_eq!(page.header("retry-after"), Some("30"));
    stage.sign_in(&world.sian, "203.0.113.7");
    stage.sign_in(&world.sian, "203.0.114.7");
    // What all have is full after some more networks: others wait with long forms alone.
    held.push(stage.hold(&at("203.0.114.7"), "/password-reset"));
    held.push(stage.hold(&at("203.0.115.7"), "/kiosk"));
    assert_eq!(stage.begin(&at("203.0.116.7"), "/sign-in").status(), 503);
    stage.wait_for(3 * PIECE);
    stage.sign_in(&world.sian, "203.0.113.7");
    stage.sign_in(&world.sian, "203.0.116.7");
    // A tablet, who is signed in at one, and who must still give a code are no strangers.
    let (tablet, person) = by_hand(&app, &world, &world.kemi);
    app.next_code();
    let (waiting, to) = app.give_password(&world.mair);
    assert!(to.starts_with("/sign-in/code?"), "{to}");
    for (known, cookie, path) in [
        (&tablet, "polisi-device", "/kiosk"),
        (&person, "polisi-kiosk", "/kiosk/me/finish"),
        (&waiting, COOKIE, "/sign-in/code"),
    ] {
        let client = stage.from("203.0.116.7");
        client.set_cookie(cookie, &known.cookie(cookie).unwrap());
        let status = client.request("POST", path, FORM, &large()).status;
        assert!(is_let_in(status), "{path}: {status}");
    }
    drop(held);
    stage.wait_for(0);
    assert!(is_let_in(stage.from("203.0.113.7").request("POST", "/sign-in", FORM, &large()).status));
}

#[test]
fn an_account_fills_its_own_share_in_all_its_sessions() {
    let app = TestApp::start();
    let world = app.world();
    let stage = Stage::start(&app, narrow());
    let by = |somebody: &Somebody| {
        format!("Cookie: {COOKIE}={}\r\n", app.client_of(somebody).cookie(COOKIE).unwrap())
    };
    let path = "/account/sessions/end";
    let small = |somebody: &Somebody| {
        stage.server.client_of(&app, somebody).post_form(path, &[("session", "x")]).status
    };
    let mut held = vec![stage.hold(&by(&world.sian), path)];
    assert_eq!(stage.begin(&by(&world.sian), path).status(), 429);
    stage.wait_for(PIECE);
    assert!(is_let_in(small(&world.sian)));
    held.push(stage.hold(&by(&world.mair), path));
    held.push(stage.hold(&by(&world.gwen), path));
    assert_eq!(stage.begin(&by(&world.olwen), path).status(), 503);
    stage.wait_for(3 * PIECE);
    assert!(is_let_in(small(&world.olwen)));
    // That is no room of those who aren't signed in.
    assert!(is_let_in(stage.from("203.0.113.7").request("POST", "/sign-in", FORM, &large()).status));
    drop(held);
    stage.wait_for(0);
}

#[test]
fn strangers_send_a_quarter_of_a_megabyte_and_no_more() {
    let app = TestApp::start();
    let world = app.world();
    let sized = |length: usize| format!("x={}", "a".repeat(length - 2)).into_bytes();
    let visitor = app.anonymous();
    let fits = visitor.request("POST", "/sign-in", FORM, &sized(STRANGERS)).status;
    assert!(is_let_in(fits), "{fits}");
    visitor.request("POST", "/sign-in", FORM, &sized(STRANGERS + 1)).expect(413);
    let client = app.client_of(&world.sian);
    let known = client.request("POST", "/account/devices/forget", FORM, &sized(STRANGERS + 1)).status;
    assert!(is_let_in(known), "{known}");
    client.request("POST", "/account/devices/forget", FORM, &sized(3_500_001)).expect(413);
    assert_eq!(app.app.bodies.under_way(), 0);
}

/// Many small fields cost more than the same bytes of text: their number is bounded, too.
#[test]
fn a_form_has_as_many_fields_as_a_page_may_have_and_no_more() {
    let app = TestApp::start();
    let world = app.world();
    let of = |fields: usize| vec![("a", ""); fields];
    let visitor = app.anonymous();
    visitor.post_form("/sign-in", &of(2_000)).expect(422);
    visitor.post_form("/sign-in", &of(2_001)).expect(413);
    let olwen = app.client_of(&world.olwen);
    let path = "/o/cartref-prawf/services/add";
    olwen.post_form(path, &of(20_000)).expect(422);
    olwen.post_form(path, &of(20_001)).expect(413);
    let path = "/o/cartref-prawf/policies/new";
    olwen.post_multipart(path, &of(2_000), &[]).expect(422);
    olwen.post_multipart(path, &of(2_001), &[]).expect(413);
    // What isn't one field after another has no fields.
    visitor.request("POST", "/sign-in", FORM, "%26".repeat(3_000).as_bytes()).expect(422);
}

#[test]
fn a_form_that_does_not_come_is_given_up() {
    let app = TestApp::start();
    let world = app.world();
    let stage = Stage::start(&app, Room { patience: Duration::from_millis(1), ..Room::STANDARD });
    let cookie = app.client_of(&world.sian).cookie(COOKIE).unwrap();
    for lines in [String::new(), format!("Cookie: {COOKIE}={cookie}\r\n")] {
        let held = Held::send(&stage.server.base, &lines, "/sign-out", (FORM, "email=a"));
        assert_eq!(held.status(), 408);
    }
    stage.wait_for(0);
}
