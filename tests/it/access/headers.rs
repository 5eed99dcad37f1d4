//! What every answer carries, whatever it answers.

use polisi::routes;
use polisi::web::visit::session_cookie;

use super::actors::{Actor, Scene};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

/// Names and what their values must hold.
const WANTED: [(&str, &[&str]); 6] = [
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
];

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
    let file = page.url.path().starts_with("/static/") && page.status == 200;
    let private = kept.contains("no-store") || kept.contains("private");
    assert!(file || private, "{page:?} may be kept by others: {kept}");
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

/// Answers that something before the handlers gives.
fn errors(client: &Client) -> Vec<u16> {
    let pages = [
        client.get("/no/such/page"),
        client.get("/static/..%2f..%2fCargo.toml"),
        client.get("/%ff"),
        client.request("POST", "/sign-in", "text/plain", b"x"),
        client.request("POST", "/sign-in", "application/x-www-form-urlencoded", &vec![b'a'; 4_000_000]),
        client.with_header("sec-fetch-site", "cross-site").post_form("/sign-in", &[]),
        client.request("BREW", "/", "", b""),
    ];
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
    let transport = page.header("strict-transport-security").unwrap();
    assert!(transport.contains("max-age=31536000"), "{transport}");
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
