//! Every place that takes a password, a PIN, a code or a token: wrong answers are alike, whoever is there, and
//! the limit comes at the same try.

use std::collections::BTreeSet;

use polisi::routes;
use polisi::web::{Door, Method};

use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::factor::OWN as FACTOR;
use crate::support::kiosk::{tablet, with_own_pin};
use crate::support::page::Page;

const NOBODY: &str = "nobody@prawf.example";
const WRONG_PIN: &str = "739164";
const OWN_PIN: &str = "402917";

/// What is asked of who sends a form and is no member there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// A secret that people type, tried in this file.
    Typed,
    /// The 256 bits of the address: ended and unknown ones answer alike.
    Address,
    /// The session that sends it; what is risky asks for the password first.
    Session,
    /// Nothing: it lets nobody in.
    Nothing,
}

/// Every form outside the organisations, and what it asks.
const FORMS: &[(&str, Asks)] = &[
    ("/account-lock/{token}", Asks::Address),
    ("/account/devices/forget", Asks::Session),
    ("/account/email", Asks::Typed),
    ("/account/password", Asks::Typed),
    ("/account/second-factor", Asks::Session),
    ("/account/second-factor/app", Asks::Session),
    ("/account/second-factor/codes", Asks::Session),
    ("/account/second-factor/off", Asks::Typed),
    ("/account/second-factor/replace", Asks::Typed),
    ("/account/sessions/end", Asks::Session),
    ("/data-complaint/{slug}", Asks::Nothing),
    ("/email-change/{token}", Asks::Address),
    ("/email-undo/{token}", Asks::Address),
    ("/invitations/{token}", Asks::Address),
    ("/kiosk", Asks::Typed),
    ("/kiosk/b/{token}", Asks::Typed),
    ("/kiosk/enrol", Asks::Typed),
    ("/kiosk/me/finish", Asks::Session),
    ("/kiosk/me/incidents/report", Asks::Session),
    ("/kiosk/me/more", Asks::Session),
    ("/kiosk/me/pin", Asks::Typed),
    ("/kiosk/me/read/{assignment}", Asks::Session),
    ("/password-reset", Asks::Nothing),
    ("/password-reset/{token}", Asks::Address),
    ("/s/{token}/not-you", Asks::Address),
    ("/s/{token}/read/{assignment}", Asks::Address),
    ("/s/{token}/renew", Asks::Address),
    ("/sign-in", Asks::Typed),
    ("/sign-in/again", Asks::Typed),
    ("/sign-in/code", Asks::Typed),
    ("/sign-in/kept/discard", Asks::Session),
    ("/sign-out", Asks::Nothing),
    ("/sign-up", Asks::Nothing),
    ("/sign-up/check", Asks::Typed),
    ("/sign-up/confirm/{token}", Asks::Typed),
    ("/sign-up/nation", Asks::Session),
    ("/sign-up/organisation", Asks::Session),
    ("/sign-up/send-again", Asks::Nothing),
    ("/sign-up/services", Asks::Session),
    ("/sign-up/{token}", Asks::Address),
    ("/staff/{slug}", Asks::Typed),
];

#[test]
fn every_form_outside_the_organisations_says_what_it_asks() {
    let inside = |door: &Door| matches!(door, Door::Member(_) | Door::Operator | Door::Development);
    let there: BTreeSet<&str> = routes::all()
        .iter()
        .filter(|route| route.method == Method::Post && !inside(&route.door))
        .map(|route| route.path)
        .collect();
    let listed: BTreeSet<&str> = FORMS.iter().map(|(path, _)| *path).collect();
    assert_eq!(there, listed);
    for route in routes::all().iter().filter(|route| listed.contains(route.path)) {
        let asks = FORMS.iter().find(|(path, _)| *path == route.path).unwrap().1;
        match asks {
            Asks::Address => assert_eq!(route.door, Door::Link, "{}", route.path),
            Asks::Session => assert!(matches!(route.door, Door::SignedIn | Door::Kiosk), "{}", route.path),
            Asks::Typed | Asks::Nothing => {}
        }
    }
}

/// One wrong answer that is tried again and again.
struct Tried {
    client: Client,
    path: String,
    fields: Vec<(&'static str, String)>,
}

impl Tried {
    fn new(client: &Client, path: &str, fields: &[(&'static str, &str)]) -> Self {
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { client: client.clone(), path: path.to_owned(), fields }
    }

    fn send(&self) -> Page {
        let fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.client.post_form(&self.path, &fields)
    }

    /// What an answer says, without the address of the page and what was typed.
    fn said(&self, page: &Page) -> String {
        let typed = self.fields.iter().map(|(_, value)| value.as_str());
        let place = self.path.rsplit('/').next().unwrap_or_default();
        typed
            .chain([place])
            .filter(|word| word.len() > 3)
            .fold(page.text(), |text, word| text.replace(word, "-"))
    }
}

/// A place that takes secrets: answers for somebody who is there, and for nobody.
struct Place {
    name: &'static str,
    tried: Vec<Tried>,
}

/// Ten wrong answers are told so alike; the eleventh waits, alike.
fn answers_alike(place: &Place) {
    let name = place.name;
    for number in 1..=11 {
        let pages: Vec<Page> = place.tried.iter().map(Tried::send).collect();
        let status = pages[0].status;
        // What waits is a page with nothing of the form in it.
        let said = |tried: &Tried, page: &Page| if number > 10 { page.heading() } else { tried.said(page) };
        let first = said(&place.tried[0], &pages[0]);
        assert_eq!(status, if number > 10 { 429 } else { 422 }, "{name}, try {number}");
        assert_eq!(pages[0].header("retry-after"), (number > 10).then_some("30"), "{name}");
        for (tried, page) in place.tried.iter().zip(&pages) {
            assert_eq!((page.status, page.header("retry-after")), (status, pages[0].header("retry-after")));
            assert_eq!(said(tried, page), first, "{name}, try {number}");
            let secrets = ["password", "pin", "code", "before", "recovery"];
            for (field, value) in tried.fields.iter().filter(|(field, _)| secrets.contains(field)) {
                assert!(!page.text().contains(value.as_str()), "{name} shows {field} again");
            }
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of places, and nothing else")]
fn wrong_passwords_and_pins_answer_alike_and_wait_alike() {
    let app = TestApp::start();
    let world = app.world();
    let email = world.mair.email.clone().unwrap();
    let door = app.anonymous();
    let wrong = "wrong lantern meadow";
    let at = tablet(&app, &world);
    let number = with_own_pin(&app, &world, &at, &world.kemi, OWN_PIN);
    let badge = crate::support::kiosk::badge(&app, &world, &world.tomos);
    let nothing = format!("/kiosk/b/{}", polisi::access::address::Token::new().reveal());
    let other = tablet(&app, &world);
    let page = app.client_of(&world.olwen).get("/o/cartref-prawf/slips").expect(200);
    page.form("form[action$=settings]").tick("own-phone").submit().expect(303);
    let new = "copper lantern meadow";
    let of = |somebody| app.client_of(somebody);
    for place in [
        Place {
            name: "sign-in",
            tried: [email.as_str(), NOBODY]
                .map(|email| Tried::new(&door, "/sign-in", &[("email", email), ("password", wrong)]))
                .into(),
        },
        Place {
            name: "password again",
            tried: vec![Tried::new(&of(&world.mair), "/sign-in/again", &[("password", wrong)])],
        },
        Place {
            name: "another password",
            tried: vec![Tried::new(
                &of(&world.sian),
                "/account/password",
                &[("password", wrong), ("new-password", new)],
            )],
        },
        Place {
            name: "another address",
            tried: vec![Tried::new(
                &of(&world.olwen),
                "/account/email",
                &[("password", wrong), ("email", NOBODY)],
            )],
        },
        Place {
            name: "own PIN",
            tried: vec![Tried::new(
                &at,
                "/kiosk/me/pin",
                &[("before", WRONG_PIN), ("new", "1"), ("again", "1")],
            )],
        },
        Place {
            name: "tablet",
            tried: [number.as_str(), "9999"]
                .map(|number| Tried::new(&other, "/kiosk", &[("number", number), ("pin", WRONG_PIN)]))
                .into(),
        },
        Place {
            name: "badge",
            tried: [badge.as_str(), &nothing]
                .map(|path| Tried::new(&other, path, &[("pin", WRONG_PIN)]))
                .into(),
        },
        Place {
            name: "own phone",
            tried: ["/staff/cartref-prawf", "/staff/no-such-place"]
                .map(|path| Tried::new(&door, path, &[("number", &number), ("pin", WRONG_PIN)]))
                .into(),
        },
        Place {
            name: "tablet's code",
            tried: vec![Tried::new(&door, "/kiosk/enrol", &[("code", "ABCD2345")])],
        },
    ] {
        answers_alike(&place);
    }
    // The right ones wait as well, and nobody else does.
    door.post_form("/sign-in", &[("email", &email), ("password", PASSWORD)]).expect(429);
    let other_email = world.lowri.email.clone().unwrap();
    door.post_form("/sign-in", &[("email", &other_email), ("password", PASSWORD)]).expect(303);
}

#[test]
fn wrong_codes_wait_wherever_they_are_asked() {
    let app = TestApp::start_guarded();
    let world = app.world();
    // Her role needs none, so that she may switch it off.
    let (phone, _) = app.enrol(&app.client_of(&world.sian));
    for (path, field) in [
        ("/account/second-factor/replace", "code"),
        ("/account/second-factor/off", "recovery"),
        ("/sign-in/code", "recovery"),
    ] {
        app.app.clock.move_to(app.app.clock.now().plus_hours(2));
        let somebody = &world.sian;
        let (asked, _) = if path.starts_with(FACTOR) {
            let client = app.sign_in_with(somebody, &phone);
            client.post_form("/sign-in/again", &[("password", PASSWORD)]).expect(303);
            (client, String::new())
        } else {
            app.give_password(somebody)
        };
        let wrong = if field == "code" { phone.other_code(&app) } else { "AAAA-AAAA-AAAA-AAAA".to_owned() };
        answers_alike(&Place { name: path, tried: vec![Tried::new(&asked, path, &[(field, &wrong)])] });
    }
}
