//! Sessions: when they end. What only looks like one is in `forged`.

use polisi::access::session;

use crate::support::app::{PASSWORD, Somebody, TestApp};
use crate::support::client::Client;

pub(super) const COOKIE: &str = "polisi-session";
/// A page of the organisation that every member may open.
const PAGE: &str = "/o/cartref-prawf/me/policies";

/// Whether the cookie opens the page.
pub(super) fn opens(client: &Client, token: &str) -> bool {
    client.forget_cookies();
    client.set_cookie(COOKIE, token);
    let page = client.get(PAGE);
    match page.status {
        200 => true,
        303 => {
            assert!(page.header("location").unwrap().starts_with("/sign-in?to="), "{page:?}");
            false
        }
        other => panic!("{PAGE} answered {other}"),
    }
}

/// The session of a token: its row.
pub(super) fn row(app: &TestApp, token: &str) -> session::Session {
    let (now, token) = (app.app.clock.now(), token.to_owned());
    let found = app.app.database.read_system(move |system| session::find(system, now, &token));
    found.map_err(|error: polisi::db::Error| error.to_string()).unwrap().unwrap()
}

pub(super) fn token_of(app: &TestApp, somebody: &Somebody) -> String {
    app.client_of(somebody).cookie(COOKIE).unwrap()
}

#[test]
fn a_session_ends_after_twelve_hours_without_use_and_after_twenty_in_any_case() {
    let app = TestApp::start();
    let world = app.world();
    let (idle, used) = (token_of(&app, &world.mair), token_of(&app, &world.sian));
    let client = app.anonymous();
    let start = app.app.clock.now();
    let at = |minutes: i64| app.app.clock.move_to(start.plus_minutes(minutes));
    at(12 * 60 - 1);
    assert!(opens(&client, &used));
    wait_for_note(&app, &used);
    at(12 * 60);
    assert!(!opens(&client, &idle), "twelve hours without use");
    assert!(opens(&client, &used), "used a minute ago");
    at(20 * 60 - 1);
    assert!(opens(&client, &used));
    at(20 * 60);
    assert!(!opens(&client, &used), "twenty hours");
}

/// The use is noted behind the answer.
pub fn wait_for_note(app: &TestApp, token: &str) {
    for _ in 0..200 {
        if row(app, token).last_seen_at == app.app.clock.now() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the use of the session was not noted");
}

#[test]
fn who_signs_in_anew_leaves_no_session_of_the_browser_behind() {
    let app = TestApp::start();
    let email = app.world().mair.email.unwrap();
    let browser = app.anonymous();
    let sign_in = || {
        browser.post_form("/sign-in", &[("email", &email), ("password", PASSWORD)]).expect(303);
        browser.cookie(COOKIE).unwrap()
    };
    let (first, second) = (sign_in(), sign_in());
    assert_ne!(first, second);
    assert!(!opens(&app.anonymous(), &first) && opens(&app.anonymous(), &second));
}

#[test]
fn an_operator_is_signed_out_after_half_an_hour() {
    let app = TestApp::start();
    let world = app.world();
    app.make_operator(&world.gwen);
    let now = app.app.clock.now();
    let token = token_of(&app, &world.gwen);
    let client = app.anonymous();
    app.app.clock.move_to(now.plus_minutes(29));
    assert!(opens(&client, &token));
    wait_for_note(&app, &token);
    app.app.clock.move_to(now.plus_minutes(29 + 30));
    assert!(!opens(&client, &token));
}

#[test]
fn a_new_password_ends_every_session_and_looking_at_its_link_changes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let (first, second) = (token_of(&app, &world.mair), token_of(&app, &world.mair));
    let other = token_of(&app, &world.sian);
    let client = app.anonymous();
    let email = world.mair.email.clone().unwrap();
    client.post_form("/password-reset", &[("email", &email)]).expect(200);
    app.run_due_work();
    let link = link_in_mail(&app, "/password-reset/");
    let mut raw = app.raw();
    let before = crate::support::rows::dump(&mut raw);
    for _ in 0..5 {
        client.get(&link).expect(200);
        client.request("HEAD", &link, "", b"").expect(200);
    }
    assert_eq!(crate::support::rows::dump(&mut raw), before, "looking at the link changed something");
    assert!(opens(&client, &first) && opens(&client, &second));
    client.forget_cookies();
    client.post_form(&link, &[("new-password", "copper lantern meadow")]).expect(303);
    for token in [&first, &second] {
        assert!(!opens(&client, token), "a session outlived the password");
    }
    assert!(opens(&client, &other), "nobody else's session ends");
    client.forget_cookies();
    let wrong = [("email", email.as_str()), ("password", PASSWORD)];
    client.post_form("/sign-in", &wrong).expect(422);
    client.post_form(&link, &[("new-password", "another lantern meadow")]).expect(410);
    client.get(&link).expect(410);
    let right = [("email", email.as_str()), ("password", "copper lantern meadow")];
    client.post_form("/sign-in", &right).expect(303);
}

fn link_in_mail(app: &TestApp, path: &str) -> String {
    let mails = app.smtp.mails();
    let text = mails.iter().filter_map(|mail| mail.text.clone()).collect::<String>();
    let (_, rest) = text.split_once(path).unwrap_or_else(|| panic!("no {path} in {text}"));
    let token: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect();
    format!("{path}{token}")
}
