//! A form whose last byte is held back: whoever sends it is asked what they may do when it is whole, not when it began.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use polisi::access::Role;
use polisi::people;

use crate::support::app::{Somebody, TestApp};

/// A form of somebody without its last byte.
struct Held {
    stream: TcpStream,
    last: u8,
}

impl Held {
    fn begin(app: &TestApp, by: &Somebody, path: &str, (kind, body): (&str, &str)) -> Self {
        let cookie = app.client_of(by).cookie("polisi-session").unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {}\r\nCookie: polisi-session={cookie}\r\n\
             Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            app.base,
            body.len()
        );
        let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let (last, begun) = body.as_bytes().split_last().unwrap();
        stream.write_all(&[head.as_bytes(), begun].concat()).unwrap();
        // Whoever answers here has seen what was sent before.
        for _ in 0..20 {
            app.anonymous().get("/healthz").expect(200);
        }
        Self { stream, last: *last }
    }

    /// Sends the last byte; the status of the answer.
    fn end(mut self) -> u16 {
        self.stream.write_all(&[self.last]).unwrap();
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).unwrap();
        answer.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=b";

#[test]
fn a_form_that_was_held_back_counts_as_its_sender_stands_when_it_is_whole() {
    let app = TestApp::start();
    let world = app.world();
    let (sian, gwen, now) = (world.sian.person, world.gwen.person, app.app.clock.now());
    let urlencoded = format!("act=add&person={sian}");
    let part = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = format!("{}{}--b--\r\n", part("act", "add"), part("person", &sian.to_string()));
    let is_owner = || {
        app.within(&world.org, move |tenant| {
            let held = people::store::all_grants(tenant).unwrap();
            held.iter().any(|held| held.person == sian && held.role == Role::Owner)
        })
    };
    let make_owner =
        || app.within(&world.org, move |tenant| people::grant(tenant, now, gwen, Role::Owner, None).unwrap());
    make_owner();
    let path = "/o/cartref-prawf/settings/people/owner";
    let held = [(FORM, urlencoded.as_str()), (PARTS, parts.as_str())]
        .map(|body| Held::begin(&app, &world.gwen, path, body));
    app.within(&world.org, move |tenant| people::leave(tenant, now, gwen, now.day()).unwrap());
    for held in held {
        assert_eq!(held.end(), 404, "who has left");
        assert!(!is_owner());
    }
    // The same form, sent by who is still an owner, does it.
    let held = Held::begin(&app, &world.olwen, path, (FORM, &urlencoded));
    assert_eq!((held.end(), is_owner()), (303, true));
}

#[test]
fn who_has_become_a_lead_meanwhile_is_not_let_go_by_a_form_that_was_held_back() {
    let app = TestApp::start();
    let world = app.world();
    let hr = crate::access::newcomer(&app, &world.org, "Hefin", Some(Role::Hr));
    let (sian, now) = (world.sian.person, app.app.clock.now());
    let path = format!("/o/cartref-prawf/people/{sian}/left");
    let body = "day=21&month=11&year=2026&left-day=21&left-month=11&left-year=2026&ends-day=21&ends-month=11&ends-year=2026";
    let held = Held::begin(&app, &hr, &path, (FORM, body));
    app.within(&world.org, move |tenant| people::grant(tenant, now, sian, Role::SpeakUpLead, None).unwrap());
    assert_eq!(held.end(), 403);
    let person = app.within(&world.org, move |tenant| people::get(tenant, sian).unwrap().unwrap());
    assert!(person.is_present());
}
