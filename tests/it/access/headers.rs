//! What every answer carries, whatever it answers.

use std::collections::{BTreeMap, BTreeSet};

use polisi::routes;
use polisi::web::Method;
use polisi::web::visit::session_cookie;

use super::actors::{Actor, Scene};
use super::addresses::{Ids, Place, Whose, places};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

/// Names and what their values must hold.
const WANTED: [(&str, &[&str]); 7] = [
    (
        "content-security-policy",
        &[
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ],
    ),
    ("x-content-type-options", &["nosniff"]),
    ("x-frame-options", &["DENY"]),
    ("referrer-policy", &["same-origin"]),
    ("cross-origin-opener-policy", &["same-origin"]),
    ("cross-origin-resource-policy", &["same-origin"]),
    ("permissions-policy", &["camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"]),
];

/// Over https: a year at least, and names below ours too.
const TRANSPORT: &str = "max-age=31536000; includeSubDomains";

/// Parts that show nobody of the walk a page: they need a link that lives, a second organisation, a visit, or the name
/// of a file (which have a test below).
const NEVER: [&str; 8] =
    ["account-lock", "email-change", "email-undo", "invitations", "organisations", "p", "static", "support"];

/// What ends the session that the walk goes by.
const LEAVES: [&str; 2] = ["/sign-out", "/kiosk/me/finish"];

fn check(page: &Page) {
    check_type(page);
    for (name, parts) in WANTED {
        let value = page.header(name).unwrap_or_else(|| panic!("{page:?} has no {name}"));
        assert!(parts.iter().all(|part| value.contains(part)), "{page:?} {name}: {value}");
        assert!(!value.contains("unsafe"), "{page:?} {name}: {value}");
        assert_eq!(page.headers.iter().filter(|(other, _)| other == name).count(), 1, "{page:?} {name}");
    }
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(page.header(name), None, "{page:?}");
    }
    let kept = page.header("cache-control").unwrap_or_default();
    let (path, is_there) = (page.url.path(), page.status == 200);
    let is_file = is_there && path.starts_with("/static/");
    // The address of a logo names its content; nothing else of an organisation stays in a browser.
    let is_picture = page.header("content-type").is_some_and(|kind| kind.starts_with("image/"));
    let is_logo = is_there && is_picture && path.contains("/settings/logo/") && kept.starts_with("private,");
    assert!(is_file || is_logo || kept == "no-store", "{page:?} may be kept: {kept}");
}

/// Types that we send, with their letters where they are text.
const TYPES: [&str; 12] = [
    "text/html; charset=utf-8",
    "text/plain; charset=utf-8",
    "text/csv; charset=utf-8",
    "text/css; charset=utf-8",
    "text/javascript; charset=utf-8",
    "image/svg+xml; charset=utf-8",
    "image/png",
    "application/pdf",
    "application/zip",
    "application/json",
    "text/calendar; charset=utf-8",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
];

/// Whatever has a body says rightly what it is: no browser is left to guess (ASVS 5.0: 4.1.1).
pub fn check_type(page: &Page) {
    let Some(kind) = page.header("content-type") else {
        assert!(page.body.is_empty(), "{page:?} doesn't say what it is");
        return;
    };
    assert!(TYPES.contains(&kind), "{page:?} is {kind}");
    assert_eq!(page.headers.iter().filter(|(name, _)| name == "content-type").count(), 1, "{page:?}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{page:?}");
    let begins = |mark: &[u8]| page.body.starts_with(mark);
    let fits = match kind {
        _ if page.body.is_empty() => true,
        "application/pdf" => begins(b"%PDF-"),
        "image/png" => begins(b"\x89PNG"),
        text if text.contains("charset=utf-8") => std::str::from_utf8(&page.body).is_ok(),
        "application/zip" => begins(b"PK"),
        kind if kind.ends_with("document") => begins(b"PK"),
        _ => true,
    };
    assert!(fits, "{page:?} isn't {kind}");
}

#[test]
fn every_answer_carries_the_headers() {
    let mut scene = Scene::start();
    let (owner, staff, anonymous) =
        (scene.client(Actor::Owner), scene.client(Actor::Staff), scene.client(Actor::Anonymous));
    let mut statuses = std::collections::BTreeSet::new();
    let mut seen = 0;
    for route in routes::all() {
        let address = scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &[]).unwrap();
        for client in [&owner, &staff, &anonymous] {
            for method in ["GET", "HEAD", "PUT"] {
                let page = client.request(method, &address, "", b"");
                check(&page);
                statuses.insert(page.status);
                seen += 1;
            }
        }
    }
    statuses.extend(errors(&owner));
    assert!(seen >= 47 * 9, "saw only {seen} answers");
    for status in [200, 303, 400, 403, 404, 413] {
        assert!(statuses.contains(&status), "no answer with {status} among {statuses:?}");
    }
}

/// The part of the program that a URL belongs to.
fn slice(path: &str) -> String {
    let inside = path.strip_prefix("/o/{slug}").unwrap_or(path);
    let first = inside.split('/').nth(1).unwrap_or_default();
    let part = first.split('.').next().unwrap_or_default();
    format!("{}{part}", if inside == path { "" } else { "o/" })
}

/// Real pages, files and forms, with rows that are there: 200, 303, 422 and 403 of every part of the program.
#[test]
fn pages_and_forms_with_their_own_rows_carry_the_headers() {
    let mut scene = Scene::start();
    scene.app.run_due_work();
    let mut seen: BTreeMap<(Method, u16), BTreeSet<String>> = BTreeMap::new();
    let actors =
        [Actor::Owner, Actor::Staff, Actor::Anonymous, Actor::KioskPerson, Actor::Operator, Actor::Support];
    // Forms last: what they change is missed by the pages.
    for method in [Method::Get, Method::Post] {
        for route in routes::all().into_iter().filter(|route| route.method == method) {
            let rows = places(route.path).iter().filter(|(_, place)| matches!(place, Place::Row(..))).count();
            let own = vec![Whose::Own; rows];
            let Some(address) = scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &own) else {
                continue;
            };
            let ends = method == Method::Post && LEAVES.contains(&route.path);
            for actor in actors.into_iter().filter(|_| !ends) {
                let client = scene.client(actor);
                let page = if method == Method::Get {
                    client.get(&address)
                } else {
                    client.post_form(&address, &[])
                };
                check(&page);
                seen.entry((method, page.status)).or_default().insert(slice(route.path));
            }
        }
    }
    let count = |method, status| seen.get(&(method, status)).map_or(0, BTreeSet::len);
    let got = [(Method::Get, 200), (Method::Post, 303), (Method::Post, 422), (Method::Post, 403)]
        .map(|(method, status)| count(method, status));
    let parts: BTreeSet<String> =
        routes::all().iter().filter(|one| one.method == Method::Get).map(|one| slice(one.path)).collect();
    let shown = &seen[&(Method::Get, 200)];
    let never: BTreeSet<&str> = parts.difference(shown).map(String::as_str).collect();
    assert!(got.iter().zip([30, 10, 20, 15]).all(|(got, least)| *got >= least), "{got:?} parts");
    assert_eq!(never, NEVER.into_iter().collect(), "parts without a page of 200");
}

#[test]
fn every_answer_over_https_says_so() {
    let app = TestApp::start_behind("https://polisi.prawf.example");
    let world = app.world();
    let (owner, visitor) = (app.client_of(&world.olwen).unchecked(), app.anonymous().unchecked());
    let (ids, mut raw) =
        (Ids { own: world.org.id, foreign: BTreeMap::new(), chosen: BTreeMap::new() }, app.raw());
    let mut statuses = BTreeSet::new();
    for route in routes::all().into_iter().filter(|route| !LEAVES.contains(&route.path)) {
        let address = ids.address(&mut raw, route.path, "cartref-prawf", &[]).unwrap();
        for client in [&owner, &visitor] {
            let page = if route.method == Method::Get {
                client.get(&address)
            } else {
                client.post_form(&address, &[])
            };
            assert_eq!(page.header("strict-transport-security"), Some(TRANSPORT), "{page:?}");
            statuses.insert(page.status);
        }
    }
    for page in answers_before_handlers(&visitor) {
        assert_eq!(page.header("strict-transport-security"), Some(TRANSPORT), "{page:?}");
    }
    assert!([200, 303, 404, 422].iter().all(|status| statuses.contains(status)), "saw only {statuses:?}");
}

/// Answers that something before the handlers gives.
fn answers_before_handlers(client: &Client) -> Vec<Page> {
    vec![
        client.get("/no/such/page"),
        client.get("/static/..%2f..%2fCargo.toml"),
        client.get("/%ff"),
        client.request("POST", "/sign-in", "text/plain", b"x"),
        client.request("POST", "/sign-in", "application/x-www-form-urlencoded", &vec![b'a'; 4_000_000]),
        client.with_header("sec-fetch-site", "cross-site").post_form("/sign-in", &[]),
        client.request("BREW", "/", "", b""),
    ]
}

fn errors(client: &Client) -> Vec<u16> {
    let pages = answers_before_handlers(client);
    pages.iter().for_each(check);
    pages.iter().map(|page| page.status).collect()
}

#[test]
fn static_files_carry_the_headers_and_may_be_kept() {
    let app = TestApp::start();
    let start = app.anonymous().get("/");
    let mut files = start.attributes("link[rel=stylesheet], link[rel=icon]", "href");
    files.extend(start.attributes("script[src]", "src"));
    assert!(files.len() >= 2, "saw only {files:?}");
    for file in files {
        let page = app.anonymous().get(&file).expect(200);
        check(&page);
        assert!(page.header("cache-control").unwrap().contains("max-age="), "{page:?}");
    }
}

#[test]
fn over_https_the_cookie_is_bound_to_the_host() {
    assert_eq!((session_cookie(true), session_cookie(false)), ("__Host-polisi-session", "polisi-session"));
    let app = TestApp::start_behind("https://polisi.prawf.example");
    let world = app.world();
    let client = app.anonymous();
    let email = world.mair.email.clone().unwrap();
    let page = client.post_form("/sign-in", &[("email", &email), ("password", PASSWORD)]).expect(303);
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-polisi-session="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie} without {part}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(page.header("strict-transport-security"), Some(TRANSPORT));
    let chosen = client.get("/help?lang=cy").expect(200);
    let cookie = chosen.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-polisi-language=cy; "), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie} without {part}");
    }
    // A plain cookie opens nothing there.
    let token = client.cookie("__Host-polisi-session").unwrap();
    client.get("/o/cartref-prawf/policies").expect(200);
    client.forget_cookies();
    client.set_cookie("polisi-session", &token);
    client.get("/o/cartref-prawf/policies").expect(303);
}
