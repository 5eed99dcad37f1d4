//! A form whose last byte is held back: whoever sends it is asked what they may do when it is whole, not when it began.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use polisi::access::Role;
use polisi::people;
use polisi::policies::drafts;

use crate::support::app::{Somebody, TestApp};
use crate::support::texts::{self, Text};

/// A form without its last byte.
pub(super) struct Held {
    stream: TcpStream,
    last: u8,
}

impl Held {
    fn begin(app: &TestApp, by: &Somebody, path: &str, form: (&str, &str)) -> Self {
        let cookie = app.client_of(by).cookie("polisi-session").unwrap();
        let held = Self::send(&app.base, &format!("Cookie: polisi-session={cookie}\r\n"), path, form);
        // Whoever answers here has seen what was sent before.
        for _ in 0..20 {
            app.anonymous().get("/healthz").expect(200);
        }
        held
    }

    /// Sends all but the last byte, under these lines of the head.
    pub(super) fn send(base: &str, lines: &str, path: &str, (kind, body): (&str, &str)) -> Self {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {base}\r\n{lines}\
             Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let mut stream = TcpStream::connect(base.trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let (last, begun) = body.as_bytes().split_last().unwrap();
        stream.write_all(&[head.as_bytes(), begun].concat()).unwrap();
        Self { stream, last: *last }
    }

    /// Sends the last byte; the status of the answer.
    fn end(mut self) -> u16 {
        self.stream.write_all(&[self.last]).unwrap();
        self.status()
    }

    /// The status of the answer, which comes before the last byte where that isn't waited for.
    pub(super) fn status(mut self) -> u16 {
        let mut line = [0; "HTTP/1.1 200".len()];
        self.stream.read_exact(&mut line).unwrap();
        std::str::from_utf8(&line[line.len() - 3..]).unwrap().parse().unwrap()
    }
}

pub(super) const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data; boundary=b";

/// A part of a form with files.
fn part(name: &str, value: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

#[test]
fn a_form_that_was_held_back_counts_as_its_sender_stands_when_it_is_whole() {
    let app = TestApp::start();
    let world = app.world();
    let (sian, gwen, now) = (world.sian.person, world.gwen.person, app.app.clock.now());
    let urlencoded = format!("act=add&person={sian}");
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

/// What is larger than most forms is read by its handler, which has looked for the policy before.
#[test]
fn who_has_gone_to_another_service_meanwhile_replaces_no_draft_of_this_one() {
    let app = TestApp::start();
    let world = app.world();
    let text = Text::of(&world, "POL-1", "Lone Working", "Carry the alarm.").at_first(&world);
    let policy = texts::draft(&app, &world, text);
    let path = format!("/o/cartref-prawf/policies/{policy}/text");
    let shown = app.client_of(&world.mair).get(&path).expect(200).form("main form[enctype]");
    let fields = [("stamp", shown.value("stamp").unwrap()), ("format", "markdown".to_owned())];
    let fields: String = fields.iter().map(|(name, value)| part(name, value)).collect();
    let text = part("text", "# Lanterns\n\nTake one.");
    let body = format!("{fields}{text}{}--b--\r\n", part("pad", &"a".repeat(300 << 10)));
    let source = || {
        let draft = app.within(&world.org, move |tenant| drafts::get(tenant, policy).unwrap());
        draft.unwrap().source
    };
    let begin = |by: &Somebody| {
        let held = Held::begin(&app, by, &path, (PARTS, &body));
        let is_read = |_| {
            app.anonymous().get("/healthz").expect(200);
            app.app.bodies.under_way() > 256 << 10
        };
        assert!((0..2_000).any(is_read), "nobody reads it");
        held
    };
    let held = begin(&world.mair);
    let (mair, second, now) = (world.mair.person, world.org.services[1], app.app.clock.now());
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, mair, Role::RegisteredManager, Some(second)).unwrap();
        let all = people::store::all_grants(tenant).unwrap();
        let first = all.iter().find(|held| held.person == mair && held.service != Some(second));
        people::end_role(tenant, now, first.unwrap().id).unwrap();
    });
    assert!(matches!(held.end(), 403 | 404));
    assert!(source().contains("Carry the alarm."), "{}", source());
    assert_eq!(app.app.bodies.under_way(), 0);
    // Who still may does it.
    assert_eq!(begin(&world.olwen).end(), 303);
    assert!(source().contains("Take one."), "{}", source());
}
