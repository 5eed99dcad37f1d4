//! Requests whose end could be read in two ways: a proxy in front of the program must never see another one
//! than the program does (ASVS 5.0: 4.2.1).

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use crate::support::app::TestApp;

/// A second request inside the first.
const HIDDEN: &str = "GET /help HTTP/1.1\r\nHost: x\r\n\r\n";

/// The heads of requests whose length is not clear, each before a body that holds a second request.
const HEADS: [&str; 13] = [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Content-Length: 5\r\nContent-Length: 40",
    "Content-Length: 5, 40",
    "Content-Length: +5",
    "Content-Length: -1",
    "Content-Length: 0x5",
    "Content-Length: 5 5",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding : chunked",
    " Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
];

/// Everything that the server answers until it closes.
fn answers(app: &TestApp, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    stream.write_all(bytes).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let (mut all, mut piece) = (Vec::new(), [0; 8192]);
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        all.extend_from_slice(&piece[..count]);
    }
    String::from_utf8_lossy(&all).into_owned()
}

fn statuses(answers: &str) -> Vec<&str> {
    answers.split("HTTP/1.1 ").skip(1).filter_map(|rest| rest.get(..3)).collect()
}

#[test]
fn a_request_that_can_be_read_in_two_ways_hides_no_other() {
    let app = TestApp::start();
    let own = format!("Host: 127.0.0.1\r\nOrigin: {}", app.base);
    for head in HEADS {
        let request = format!("POST /sign-in HTTP/1.1\r\n{own}\r\n{head}\r\n\r\n0\r\n\r\n{HIDDEN}");
        let said = answers(&app, request.as_bytes());
        let seen = statuses(&said);
        assert!(!seen.contains(&"200"), "{head:?} let the hidden request in: {seen:?}");
        assert!(seen.first().is_none_or(|status| status.starts_with('4')), "{head:?}: {seen:?}");
    }
}

#[test]
fn two_clear_requests_on_one_connection_are_two() {
    let app = TestApp::start();
    let one = "GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let last = "GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    assert_eq!(statuses(&answers(&app, format!("{one}{last}").as_bytes())), ["200", "200"]);
}

#[test]
fn a_name_of_another_host_is_never_repeated() {
    let app = TestApp::start();
    let world = app.world();
    let email = world.mair.email.clone().unwrap();
    let client = app
        .anonymous()
        .with_header("x-forwarded-host", "evil.example")
        .with_header("forwarded", "host=evil.example");
    client.post_form("/password-reset", &[("email", &email)]).expect(200);
    app.run_due_work();
    let mails = app.smtp.mails_to(&email);
    assert_eq!(mails.len(), 1);
    assert!(!String::from_utf8_lossy(&mails[0].raw).contains("evil.example"));
    let request = "GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    let said = answers(&app, request.as_bytes());
    assert!(!said.contains("evil.example"), "{said}");
    let absolute =
        "GET http://evil.example/sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(!answers(&app, absolute.as_bytes()).contains("evil.example"));
}

#[test]
fn an_enormous_head_is_refused() {
    let app = TestApp::start();
    let cookie = "a".repeat(200_000);
    let request = format!("GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: polisi-session={cookie}\r\n\r\n");
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    // The server may close before everything is sent.
    drop(stream.write_all(request.as_bytes()));
    let (mut said, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        said.extend_from_slice(&piece[..count]);
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(matches!(statuses(&said)[..], ["400" | "431"]), "{said:?}");
    // The one behind it is served as ever.
    app.anonymous().get("/help").expect(200);
}
