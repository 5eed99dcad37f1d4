//! The security log: every kind of event is caused once, and its line read back (ASVS 5.0: 16.2.1, 16.2.5,
//! 16.3.1 to 16.3.4, 16.4.1).

use std::time::Duration;

use polisi::access::pace::Limits;
use polisi::access::turns::{Bounds, Turns};
use polisi::cli::keys::rotating;
use polisi::clock::Moment;
use polisi::db::ids::AnyId;
use polisi::keys::store::Kind;
use polisi::telemetry::security::{Event, Outcome};
use serde_json::Value;

use crate::operator_messages::write;
use crate::support::app::{PASSWORD, START, Somebody, TestApp, World};
use crate::support::clamd::{Clamd, Way, at, eicar, nowhere};
use crate::support::client::{Client, Provenance};
use crate::support::factor::{COOKIE, OWN, Phone, give};
use crate::support::form::Upload;
use crate::support::kiosk::{slip, tablet, try_sign_in};
use crate::support::log::{Beside, begin, get_as, lines_with, named, values};
use crate::support::smtp::{Answer, Stage as At};

/// In everything that the requests of this test send and that no line may hold.
const CANARY: &str = "zebrafinch";
/// The fields of a line about a request.
const FIELDS: [&str; 15] = [
    "account",
    "browser",
    "event",
    "level",
    "message",
    "method",
    "network",
    "organisation",
    "outcome",
    "request",
    "route",
    "session",
    "status",
    "target",
    "timestamp",
];

struct Stage {
    app: TestApp,
    world: World,
    server: Beside,
    phone: Phone,
}

impl Stage {
    fn start() -> Self {
        begin();
        let app = TestApp::start_guarded();
        let world = app.world();
        let (client, _) = app.give_password(&world.mair);
        let (phone, _) = app.enrol(&client);
        let server = Beside::start(&app, Limits::NONE, |_| {});
        Self { app, world, server, phone }
    }

    fn anonymous(&self) -> (Client, String) {
        self.named(&self.server.anonymous())
    }

    fn of(&self, somebody: &Somebody) -> (Client, String) {
        self.named(&self.server.client_of(&self.app, somebody))
    }

    fn named(&self, client: &Client) -> (Client, String) {
        named(&self.app, &client.with_header("user-agent", &format!("Mozilla/5.0 Firefox/140.0 {CANARY}")))
    }

    fn sign_in(&self, client: &Client, somebody: &Somebody, password: &str) -> u16 {
        let fields = [("email", somebody.email.as_deref().unwrap()), ("password", password), ("to", CANARY)];
        client.post_form("/sign-in", &fields).status
    }

    /// The link in the last mail.
    fn reset_link(&self, email: &str) -> String {
        self.app.anonymous().post_form("/password-reset", &[("email", email)]).expect(200);
        self.app.run_due_work();
        let mails = self.app.smtp.mails_to(email);
        let link = mails.last().unwrap().link("/password-reset/");
        format!("/password-reset/{}", link.rsplit_once("/password-reset/").unwrap().1)
    }
}

/// Causes an event; by what its line is found, and who stands in it.
fn cause(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    match event {
        Event::SignedIn
        | Event::WrongPassword
        | Event::WrongCode
        | Event::WrongPin
        | Event::ProvedAgain
        | Event::FactorSet
        | Event::SignedOut => at_the_door(stage, event),
        Event::ResetAsked | Event::ResetUsed | Event::PasswordChanged => passwords(stage, event),
        Event::NotSignedIn | Event::NotAllowed | Event::NotThere | Event::DeadLink => refused(stage, event),
        Event::CrossSite
        | Event::OtherHost
        | Event::ForgedSession
        | Event::ForeignField
        | Event::Unreadable
        | Event::OverLimit => attempts(stage, event),
        Event::MalwareFound | Event::FileUnchecked => files(stage, event),
        Event::Failed | Event::Unavailable | Event::MailNotTaken => failures(stage, event),
        Event::AnnouncementWritten | Event::AnnouncementEnded => announcements(stage, event),
        Event::KeyChanged => {
            rotating::of_installation(&stage.app.app, Kind::Signing).unwrap();
            ("key_changed".to_owned(), None)
        }
    }
}

fn at_the_door(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let (sian, mair) = (&stage.world.sian, &stage.world.mair);
    let (client, name) = stage.anonymous();
    match event {
        Event::SignedIn => {
            assert_eq!(stage.sign_in(&client, sian, PASSWORD), 303);
            (name, Some(sian))
        }
        Event::WrongPassword => {
            assert_eq!(stage.sign_in(&client, sian, CANARY), 422);
            (name, Some(sian))
        }
        Event::WrongCode => {
            stage.app.next_code();
            assert_eq!(stage.sign_in(&client, mair, PASSWORD), 303);
            give(&client, "/sign-in/code", &stage.phone.other_code(&stage.app)).expect(422);
            (name, Some(mair))
        }
        Event::WrongPin => {
            // A home whose manager needs no second factor to set the tablet up.
            let app = TestApp::start();
            let world = app.world();
            let client = Beside::start(&app, Limits::NONE, |_| {}).anonymous();
            client.set_cookie("polisi-device", &tablet(&app, &world).cookie("polisi-device").unwrap());
            let (client, name) = stage.named(&client);
            let (number, _) = slip(&app, &world, &world.kemi);
            try_sign_in(&client, &number, "918273").expect(422);
            (name, None)
        }
        Event::ProvedAgain => {
            let (client, name) = stage.of(sian);
            client.post_form("/sign-in/again", &[("password", PASSWORD)]).expect(303);
            (name, Some(sian))
        }
        Event::FactorSet => {
            let (client, name) = stage.of(&stage.world.owain);
            let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow();
            let phone = Phone::scan(&begun);
            begun.form("main form").set("code", &phone.code(&stage.app)).submit().expect(303);
            (name, Some(&stage.world.owain))
        }
        _ => {
            let (client, name) = stage.of(sian);
            client.post_form("/sign-out", &[]).expect(303);
            (name, Some(sian))
        }
    }
}

fn passwords(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let dewi = &stage.world.dewi;
    let email = dewi.email.as_deref().unwrap();
    let another = "copper lantern on the windowsill";
    if event == Event::PasswordChanged {
        let (client, name) = stage.of(&stage.world.lowri);
        let fields = [("password", PASSWORD), ("new-password", another)];
        client.post_form("/account/password", &fields).expect(303);
        return (name, Some(&stage.world.lowri));
    }
    let (client, name) = stage.anonymous();
    if event == Event::ResetAsked {
        client.post_form("/password-reset", &[("email", email)]).expect(200);
        return (name, None);
    }
    let link = stage.reset_link(email);
    client.post_form(&link, &[("new-password", another)]).expect(303);
    (name, Some(dewi))
}

fn refused(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let (client, name) = stage.anonymous();
    let sian = &stage.world.sian;
    match event {
        Event::NotSignedIn => {
            client.get(&format!("/o/cartref-prawf/policies?q={CANARY}")).expect(303);
            (name, None)
        }
        Event::DeadLink => {
            client.get(&format!("/s/{CANARY}")).expect(404);
            (name, None)
        }
        Event::NotAllowed => {
            let (client, name) = stage.of(sian);
            client.get(&format!("/o/cartref-prawf/people?q={CANARY}")).expect(403);
            (name, Some(sian))
        }
        _ => {
            let (client, name) = stage.of(sian);
            client.get(&format!("/o/cartref-prawf/me/policies/{CANARY}")).expect(404);
            (name, Some(sian))
        }
    }
}

fn attempts(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let (client, name) = stage.anonymous();
    let wrong = [("email", "zebrafinch@prawf.example"), ("password", CANARY)];
    match event {
        Event::CrossSite => {
            let evil = client.from(Provenance::CrossSite(format!("https://{CANARY}.example")));
            evil.post_form("/sign-in", &wrong).expect(403);
        }
        Event::OtherHost => get_as(&format!("{CANARY}.example"), &stage.server.base, &name),
        Event::ForgedSession => {
            client.set_cookie(COOKIE, &format!("{CANARY}.e30.x"));
            client.get("/help").expect(200);
        }
        Event::ForeignField => {
            let fields = [("email", wrong[0].1), ("password", CANARY), ("is_admin", CANARY)];
            client.post_form("/sign-in", &fields).expect(422);
        }
        Event::Unreadable => {
            client.request("POST", "/sign-in", "text/plain", CANARY.as_bytes()).expect(400);
        }
        _ => {
            let statuses: Vec<u16> = (0..12).map(|_| client.post_form("/sign-in", &wrong).status).collect();
            assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
        }
    }
    (name, None)
}

/// Who set up a phone, signed in with it.
fn with_phone(stage: &Stage, server: &Beside) -> (Client, String) {
    let client = server.anonymous();
    let signed_in = stage.app.sign_in_with(&stage.world.mair, &stage.phone);
    client.set_cookie(COOKIE, &signed_in.cookie(COOKIE).unwrap());
    stage.named(&client)
}

/// A message to members, written or ended.
fn announcements(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    stage.app.make_operator(&stage.world.mair);
    let (client, name) = with_phone(stage, &stage.server);
    let end = write(&client, CANARY);
    if event == Event::AnnouncementEnded {
        client.post_form(&end, &[]).expect(303);
    }
    (name, Some(&stage.world.mair))
}

/// A file for the scanner: one with something harmful in it, or one while it is away.
fn files(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let mair = &stage.world.mair;
    let scanner = Clamd::start(Way::Honest);
    let place = if event == Event::MalwareFound { scanner.place() } else { nowhere() };
    let server = Beside::start(&stage.app, Limits::NONE, |app| app.scanner = at(place));
    let (client, name) = with_phone(stage, &server);
    let (field, content_type) = ("file".to_owned(), "text/csv".to_owned());
    let file = Upload { field, name: format!("{CANARY}.csv"), content_type, bytes: eicar() };
    client.post_multipart("/o/cartref-prawf/people/import", &[], &[file]).expect(422);
    (name, Some(mair))
}

fn failures(stage: &Stage, event: Event) -> (String, Option<&Somebody>) {
    let (client, name) = stage.anonymous();
    match event {
        Event::Failed => {
            let mut raw = stage.app.raw();
            raw.run("ALTER TABLE guess_limits RENAME TO gone").unwrap();
            let status = stage.sign_in(&client, &stage.world.sian, PASSWORD);
            raw.run("ALTER TABLE gone RENAME TO guess_limits").unwrap();
            assert_eq!(status, 500);
            (name, None)
        }
        Event::Unavailable => {
            let none = Bounds { at_once: 0, waiting: 0, patience: Duration::ZERO };
            let busy = Beside::start(&stage.app, Limits::NONE, |app| app.turns = Turns::new(none));
            let client = busy.client_of(&stage.app, &stage.world.sian);
            let (client, name) = stage.named(&client);
            let page = client
                .get("/o/cartref-prawf/me/policies/01a00000-0000-7000-8000-000000000000.pdf")
                .expect(503);
            assert!(page.header("retry-after").is_some());
            (name, Some(&stage.world.sian))
        }
        _ => {
            stage.app.smtp.answer_always(Answer::Refuse(At::Recipient, 550));
            client.post_form("/password-reset", &[("email", stage.world.gwen.email.as_deref().unwrap())]);
            stage.app.run_due_work();
            ("mail_not_taken".to_owned(), None)
        }
    }
}

/// No line holds a name, an address, a link or anything that was typed.
fn holds_nothing_personal(line: &str, world: &World) {
    let lower = line.to_lowercase();
    let people = [&world.sian, &world.mair, &world.dewi, &world.lowri, &world.gwen, &world.owain];
    let emails = people.iter().filter_map(|one| one.email.as_deref());
    let names = people.iter().flat_map(|one| one.name.split(' '));
    for word in emails.chain(names).chain([CANARY, "prawf", "127.0.0.1", "mozilla", PASSWORD]) {
        assert!(!lower.contains(&word.to_lowercase()), "{word} in {line}");
    }
}

fn check(line: &Value, event: Event, who: Option<&Somebody>, stage: &Stage) {
    let account = who.map(|who| who.account.unwrap().to_string());
    assert_eq!(line["account"], account.as_deref().unwrap_or("nobody"), "{line}");
    let outcome = event.outcome().word();
    assert_eq!((&line["outcome"], &line["message"]), (&Value::from(outcome), &Value::from("security")));
    let level = match event.outcome() {
        Outcome::Done => "INFO",
        Outcome::Refused | Outcome::Noted => "WARN",
        Outcome::Failed => "ERROR",
    };
    assert_eq!(line["level"], level, "{line}");
    assert!(line["timestamp"].as_str().unwrap().ends_with('Z'), "{line}");
    if matches!(event, Event::MailNotTaken | Event::KeyChanged) {
        return;
    }
    let fields: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, FIELDS, "{line}");
    assert_eq!(line["network"], "own machine");
    assert_eq!(line["browser"], if event == Event::OtherHost { "none" } else { "firefox" }, "{line}");
    let signed_in = line["session"].as_str().unwrap();
    assert!(signed_in == "-" || signed_in.len() == 12, "{line}");
    let inside = matches!(
        event,
        Event::NotAllowed | Event::NotThere | Event::Unavailable | Event::MalwareFound | Event::FileUnchecked
    );
    let organisation = stage.world.org.id.to_string();
    assert_eq!(line["organisation"], if inside { organisation.as_str() } else { "-" }, "{line}");
}

#[test]
fn every_event_is_a_line_that_says_who_what_where_and_how_it_ended() {
    let stage = Stage::start();
    let mut seen = 0;
    for event in Event::ALL {
        let (name, who) = cause(&stage, *event);
        let lines: Vec<String> = lines_with(&name)
            .into_iter()
            .filter(|line| line.contains(&format!("\"{}\"", event.name())))
            .collect();
        let found = values(&lines);
        assert!(!found.is_empty(), "no line for {event:?}: {:?}", lines_with(&name));
        check(&found[0], *event, who, &stage);
        for line in lines_with(&name) {
            holds_nothing_personal(&line, &stage.world);
        }
        seen += 1;
    }
    assert!(seen >= 28, "saw only {seen} kinds");
}

/// A report may be anonymous: no line about one names anybody, and none can be joined to another log.
#[test]
fn nobody_stands_in_a_line_about_reports() {
    begin();
    let app = TestApp::start();
    let world = app.world();
    let server = Beside::start(&app, Limits::NONE, |_| {});
    let (client, name) = named(&app, &server.client_of(&app, &world.sian));
    client.post_form("/o/cartref-prawf/incidents/report", &[("user_id", "1"), ("story", "x")]);
    client.get("/o/cartref-prawf/incidents/received/nothing-like-it");
    let told = client.from(Provenance::CrossSite("https://evil.example".to_owned()));
    told.post_form("/o/cartref-prawf/incidents/report", &[]).expect(403);
    assert_eq!(lines_with(&name), Vec::<String>::new());
    assert_eq!(lines_with(&world.sian.account.unwrap().to_string()), Vec::<String>::new());
}

/// Only a proxy that is trusted names a request, and only in letters that are no line of their own.
#[test]
fn names_of_requests_are_the_proxys_or_our_own() {
    begin();
    let app = TestApp::start();
    let server = Beside::start(&app, Limits::NONE, |_| {});
    let name = AnyId::new(Moment::parse(START).unwrap()).to_string();
    let ask = |client: Client, named: &str| {
        client.with_header("x-request-id", named).get("/s/nothing").expect(404);
        lines_with(named).len()
    };
    assert_eq!(ask(app.anonymous(), &name), 0, "nobody trusts this machine there");
    assert_eq!(ask(server.anonymous(), &name), 1);
    for odd in ["short", "evil\\n{\"event\":\"signed_in\"}", "with a blank in it", &"x".repeat(65)] {
        assert_eq!(ask(server.anonymous(), odd), 0, "{odd}");
    }
}
