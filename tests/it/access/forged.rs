//! Tokens that only look like a session: each opens nothing (reference security 3.2).

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use polisi::db::ids::{AccountId, KeyId, SessionId};
use polisi::routes;
use polisi::web::Door;
use serde_json::{Value, json};

use super::actors::{Actor, Scene};
use super::addresses::{KINDS, Place, live_token, places};
use super::every_route::{ALIKE, BODIES, ask};
use super::sessions::{COOKIE, opens, row, token_of};
use crate::support::app::TestApp;
use crate::support::rows::dump;

const PURPOSE: &str = "polisi session token v1";

/// A session that lives, and what its token says.
struct Forger {
    app: TestApp,
    good: String,
    claims: Value,
    key: [u8; 32],
    /// Somebody who may more.
    owner: AccountId,
}

/// What is wrong with a token, and the token.
type Forged = (String, String);

impl Forger {
    fn start() -> Self {
        let app = TestApp::start();
        let world = app.world();
        let good = token_of(&app, &world.mair);
        let session = row(&app, &good);
        let claims = json!({"iss": "polisi", "aud": "session", "sub": session.account, "sid": session.id,
            "exp": session.ends_at.seconds()});
        let key = app.app.database.keyring().derive(PURPOSE);
        Self { app, good, claims, key, owner: world.olwen.account.unwrap() }
    }

    /// The claims under a head, signed rightly.
    fn headed(&self, head: &Value) -> String {
        signed(head, &self.claims, &self.key, Algorithm::HS256)
    }

    /// Other claims under the usual head, signed rightly.
    fn saying(&self, claims: &Value) -> String {
        signed(&usual(), claims, &self.key, Algorithm::HS256)
    }

    fn with(&self, name: &str, value: Value) -> Forged {
        let mut claims = self.claims.clone();
        claims[name] = value;
        (format!("{name} {}", claims[name]), self.saying(&claims))
    }

    fn without(&self, name: &str) -> Forged {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        (format!("without {name}"), self.saying(&claims))
    }

    /// Nobody takes these, and the true one is taken after all of them.
    fn open_nothing(&self, forged: Vec<Forged>, count: usize) {
        let client = self.app.anonymous();
        assert!(opens(&client, &self.headed(&usual())), "the test signs as the program does");
        assert_eq!(forged.len(), count);
        let open: Vec<String> = forged
            .into_iter()
            .filter(|(_, token)| opens(&client, token))
            .map(|(why, token)| format!("{why}: {token}"))
            .collect();
        assert!(open.is_empty(), "these open a session:\n{}", open.join("\n"));
        assert!(opens(&client, &self.good));
    }
}

fn usual() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

fn part(value: &Value) -> String {
    BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

fn signed(head: &Value, claims: &Value, key: &[u8], algorithm: Algorithm) -> String {
    let message = format!("{}.{}", part(head), part(claims));
    let signature = crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key), algorithm).unwrap();
    format!("{message}.{signature}")
}

#[test]
fn other_algorithms_and_other_keys_open_nothing() {
    let forger = Forger::start();
    let keyring = forger.app.app.database.keyring();
    let rest = forger.good.split_once('.').unwrap().1;
    let mut all: Vec<Forged> = ["none", "None", "nOnE", "NONE"]
        .map(|word| {
            let head = json!({"alg": word, "typ": "JWT"});
            (format!("alg {word}"), format!("{}.{}.", part(&head), part(&forger.claims)))
        })
        .to_vec();
    all.extend(["none", "HS384", "RS256", "EdDSA"].map(|word| {
        let head = json!({"alg": word, "typ": "JWT"});
        (format!("alg {word}, signature of the true one"), format!("{}.{rest}", part(&head)))
    }));
    let public = keyring.signing().unwrap().public();
    for (why, key) in [
        ("empty key", Vec::new()),
        ("key of another purpose", keyring.derive("another purpose").to_vec()),
        ("public key", public.to_vec()),
        ("public key in hexadecimal", data_encoding::HEXLOWER.encode(&public).into_bytes()),
        ("public key in base64", data_encoding::BASE64.encode(&public).into_bytes()),
        ("zeros", vec![0; 32]),
    ] {
        all.push((why.to_owned(), signed(&usual(), &forger.claims, &key, Algorithm::HS256)));
    }
    for (word, algorithm) in [("HS512", Algorithm::HS512), ("HS384", Algorithm::HS384)] {
        let head = json!({"alg": word, "typ": "JWT"});
        all.push((
            format!("{word} with the true key"),
            signed(&head, &forger.claims, &forger.key, algorithm),
        ));
    }
    forger.open_nothing(all, 16);
}

/// Each is signed with the true key: what refuses it is the head alone.
#[test]
fn heads_that_say_more_than_ours_open_nothing() {
    let forger = Forger::start();
    let mut all = Vec::new();
    let now = forger.app.app.clock.now();
    for (name, value) in [
        ("kid", json!("../../dev/null")),
        ("kid", json!("' OR 1")),
        ("kid", json!("' OR 1=1 --")),
        ("kid", json!("")),
        ("kid", json!(7)),
        ("kid", json!(KeyId::new(now).to_string())),
        ("jku", json!("http://127.0.0.1/")),
        ("jwk", json!({"kty": "oct", "k": BASE64URL_NOPAD.encode(&forger.key)})),
        ("x5u", json!("http://127.0.0.1/")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("AAAA")),
        ("x5t#S256", json!("AAAA")),
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
        ("cty", json!("JWT")),
        ("zip", json!("DEF")),
        ("typ", json!("link")),
        ("typ", json!(7)),
        ("alg", json!("hs256")),
        ("invented", json!("x")),
    ] {
        let mut head = usual();
        head[name] = value;
        all.push((format!("head {head}"), forger.headed(&head)));
    }
    let mut untyped = usual();
    untyped.as_object_mut().unwrap().remove("typ");
    all.push(("head without a type".to_owned(), forger.headed(&untyped)));
    let twice = r#"{"alg":"HS256","typ":"JWT","alg":"HS256"}"#;
    let message = format!("{}.{}", BASE64URL_NOPAD.encode(twice.as_bytes()), part(&forger.claims));
    let key = EncodingKey::from_secret(&forger.key);
    let signature = crypto::sign(message.as_bytes(), &key, Algorithm::HS256).unwrap();
    all.push(("a head that says it twice".to_owned(), format!("{message}.{signature}")));
    forger.open_nothing(all, 23);
}

#[test]
fn other_claims_open_nothing() {
    let forger = Forger::start();
    let now = forger.app.app.clock.now();
    let mut all = ["iss", "aud", "sub", "sid", "exp"].map(|name| forger.without(name)).to_vec();
    all.extend([
        forger.with("iss", json!("other")),
        forger.with("iss", json!("invite")),
        forger.with("aud", json!("invitation")),
        forger.with("aud", json!(["session", "link"])),
        forger.with("sub", json!(forger.owner)),
        forger.with("sub", json!("x")),
        forger.with("sid", json!(SessionId::new(now))),
        forger.with("exp", json!("soon")),
        forger.with("exp", json!(now.seconds())),
        forger.with("exp", json!(0)),
        forger.with("exp", json!(-1)),
        forger.with("exp", json!(1_000_000_000_000_000_000_i64)),
        forger.with("exp", json!(1e18)),
        forger.with("nbf", json!(now.seconds() + 60)),
        forger.with("nbf", json!("soon")),
        forger.with("nbf", json!(1_000_000_000_000_000_000_i64)),
        forger.with("role", json!("owner")),
        forger.with("org", json!("x")),
    ]);
    let good = &forger.good;
    let last = if good.ends_with('A') { "Q" } else { "A" };
    all.push((
        "changed".to_owned(),
        format!("{}{last}", good.chars().take(good.len() - 1).collect::<String>()),
    ));
    all.push(("two parts".to_owned(), good.rsplit_once('.').unwrap().0.to_owned()));
    all.push(("four parts".to_owned(), format!("{good}.x")));
    all.push(("nothing like one".to_owned(), "x".to_owned()));
    forger.open_nothing(all, 27);
}

/// What opens a link opens no session, and the other way round.
#[test]
fn a_session_is_no_link_and_a_link_is_no_session() {
    let mut scene = Scene::start();
    let session = scene.client(Actor::Owner).cookie(COOKIE).unwrap();
    let links: Vec<String> =
        KINDS.map(|kind| live_token(&scene.app, kind, scene.world.org.id)).into_iter().collect();
    let before = dump(&mut scene.raw);
    let visitor = scene.app.anonymous();
    for token in &links {
        assert!(!opens(&visitor, token), "a link is a session");
    }
    visitor.forget_cookies();
    let mut kinds = std::collections::BTreeSet::new();
    for route in routes::all().into_iter().filter(|route| route.door == Door::Link) {
        let Place::Token(kind) = places(route.path)[0].1 else { panic!("{route:?} begins with a token") };
        kinds.insert(format!("{kind:?}"));
        let pattern = route.path.replacen("{token}", &session, 1);
        let address = scene.ids.address(&mut scene.raw, &pattern, "", &[]).unwrap();
        let page = ask(&visitor, &route, &address, BODIES[0]);
        let alike = ALIKE.contains(&route.path) && matches!(page.status, 200 | 303);
        assert!(alike || matches!(page.status, 404 | 410), "{route:?} answered {}", page.status);
        assert_eq!(visitor.cookie(COOKIE).unwrap_or_default(), "", "{route:?} gave a session");
    }
    assert!(kinds.len() >= 7, "saw only links of {kinds:?}");
    assert_eq!(dump(&mut scene.raw), before);
}
