//! Sessions: forged ones name nobody, live ones end.

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use polisi::access::session;
use polisi::db::ids::SessionId;
use serde_json::{Value, json};

use crate::support::app::{PASSWORD, Somebody, TestApp, World};
use crate::support::client::Client;

const COOKIE: &str = "polisi-session";
const PURPOSE: &str = "polisi session token v1";
/// A page of the organisation that every member may open.
const PAGE: &str = "/o/cartref-prawf/me/policies";

/// Whether the cookie opens the page.
fn opens(client: &Client, token: &str) -> bool {
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
fn row(app: &TestApp, token: &str) -> session::Session {
    let (now, token) = (app.app.clock.now(), token.to_owned());
    let found = app.app.database.read_system(move |system| session::find(system, now, &token));
    found.map_err(|error: polisi::db::Error| error.to_string()).unwrap().unwrap()
}

fn token_of(app: &TestApp, somebody: &Somebody) -> String {
    app.client_of(somebody).cookie(COOKIE).unwrap()
}

#[test]
fn forged_tokens_open_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let good = token_of(&app, &world.mair);
    let client = app.anonymous();
    assert!(opens(&client, &good));
    let session = row(&app, &good);
    let full = json!({"iss": "polisi", "aud": "session", "sub": session.account, "sid": session.id,
        "exp": session.ends_at.seconds()});
    let key = app.app.database.keyring().derive(PURPOSE);
    assert!(opens(&client, &sign(&full, &key, Algorithm::HS256)), "the test signs as the program does");
    let forged = forged(&app, &world, &good, &full);
    assert_eq!(forged.len(), 26);
    for (why, token) in forged {
        assert!(!opens(&client, &token), "{why}: {token}");
    }
}

fn sign(claims: &Value, key: &[u8], algorithm: Algorithm) -> String {
    encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).unwrap()
}

fn forged(app: &TestApp, world: &World, good: &str, full: &Value) -> Vec<(String, String)> {
    let keyring = app.app.database.keyring();
    let key = keyring.derive(PURPOSE);
    let with = |name: &str, value: Value| {
        let mut claims = full.clone();
        claims[name] = value;
        (format!("{name} {}", claims[name]), sign(&claims, &key, Algorithm::HS256))
    };
    let without = |name: &str| {
        let mut claims = full.clone();
        claims.as_object_mut().unwrap().remove(name);
        (format!("without {name}"), sign(&claims, &key, Algorithm::HS256))
    };
    let header = |header: Value| {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let rest = good.split_once('.').unwrap().1;
        let claims = part(full);
        let unsigned = header["alg"].as_str().unwrap().eq_ignore_ascii_case("none");
        let token = if unsigned {
            format!("{}.{claims}.", part(&header))
        } else {
            format!("{}.{rest}", part(&header))
        };
        (format!("header {header}"), token)
    };
    let now = app.app.clock.now();
    let mut all: Vec<(String, String)> = ["none", "None", "nOnE", "HS384", "RS256", "EdDSA"]
        .map(|algorithm| header(json!({"alg": algorithm, "typ": "JWT"})))
        .to_vec();
    all.push(header(json!({"alg": "HS256", "kid": "../../dev/null", "jku": "http://127.0.0.1/"})));
    all.extend(["iss", "aud", "sub", "sid", "exp"].map(without));
    all.extend([
        with("iss", json!("other")),
        with("aud", json!("invitation")),
        with("sub", json!(world.olwen.account.unwrap())),
        with("sub", json!("x")),
        with("sid", json!(SessionId::new(now))),
        with("exp", json!("soon")),
        with("exp", json!(now.seconds())),
        with("exp", json!(0)),
    ]);
    let other = keyring.derive("another purpose");
    all.push(("empty key".to_owned(), sign(full, b"", Algorithm::HS256)));
    all.push(("key of another purpose".to_owned(), sign(full, &other, Algorithm::HS256)));
    all.push(("another algorithm".to_owned(), sign(full, &key, Algorithm::HS512)));
    let last = good.len() - 1;
    let other = if good.ends_with('A') { "Q" } else { "A" };
    all.push(("changed".to_owned(), format!("{}{other}", good.chars().take(last).collect::<String>())));
    all.push(("two parts".to_owned(), good.rsplit_once('.').unwrap().0.to_owned()));
    all.push(("nothing like one".to_owned(), "x".to_owned()));
    all
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
    let (account, now) = (world.gwen.account.unwrap(), app.app.clock.now());
    app.app
        .database
        .write_system(move |system| polisi::accounts::store::make_operator(system, now, account))
        .unwrap();
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
