//! Requests that say more than their form asks for: other sites to go to, fields sent twice, fields that no
//! form has (ASVS 5.0: 1.2.2, 3.7.2, 15.3.3, 15.3.7).

use polisi::routes;
use polisi::web::{Door, Method};
use url::Url;

use super::actors::{Actor, Scene};
use super::addresses::places;
use crate::support::app::{PASSWORD, TestApp};
use crate::support::rows::dump;

/// Where a link could send somebody after signing in.
const ELSEWHERE: [&str; 14] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "https://evil.example/o/cartref-prawf/",
    "https:evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example@127.0.0.1/",
    "/\r\nlocation: https://evil.example",
];

#[test]
fn signing_in_never_leads_to_another_site() {
    let app = TestApp::start();
    let email = app.world().mair.email.unwrap();
    let own = Url::parse(&app.base).unwrap();
    for to in ELSEWHERE {
        let client = app.anonymous();
        let fields = [("email", email.as_str()), ("password", PASSWORD), ("to", to)];
        let page = client.post_form("/sign-in", &fields).expect(303);
        let location = page.header("location").unwrap();
        assert_eq!(own.join(location).unwrap().origin(), own.origin(), "{to:?} leads to {location}");
        let again = client.post_form("/sign-in/again", &[("password", PASSWORD), ("to", to)]).expect(303);
        let location = again.header("location").unwrap();
        assert_eq!(own.join(location).unwrap().origin(), own.origin(), "{to:?} leads to {location}");
        assert_eq!(page.header("set-cookie").map(|cookie| cookie.contains("evil")), Some(false));
        let shown = app.anonymous().get(&format!("/sign-in?to={}", encoded(to))).expect(200);
        for (selector, name) in [("a", "href"), ("form", "action")] {
            for address in shown.attributes(selector, name) {
                let leads = own.join(&address).unwrap();
                let ours = leads.origin() == own.origin() || leads.scheme() == "tel";
                assert!(ours, "{to:?} makes a link to {address}");
            }
        }
    }
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// A field that is sent twice counts once, and it is the first: nothing reads the second.
#[test]
fn a_field_that_is_sent_twice_counts_once() {
    let app = TestApp::start();
    let email = app.world().mair.email.unwrap();
    let client = app.anonymous();
    let email = email.as_str();
    let wrong = [("email", email), ("password", "wrong"), ("password", PASSWORD)];
    client.post_form("/sign-in", &wrong).expect(422);
    let other = [("email", "nobody@prawf.example"), ("email", email), ("password", PASSWORD)];
    client.post_form("/sign-in", &other).expect(422);
    // What stands in the address is no field of the form.
    let query = format!("/sign-in?password={}&email={}", encoded(PASSWORD), encoded(email));
    client.post_form(&query, &[]).expect(422);
}

/// The same in a form with files, and of what is stored.
#[test]
fn of_a_field_that_is_sent_twice_the_first_is_stored() {
    let app = TestApp::start();
    let world = app.world();
    let (client, service) = (app.client_of(&world.olwen), world.org.services[0].to_string());
    let fields = |family| {
        [
            ("given-name", "Nia"),
            ("given-name", "Second"),
            ("family-name", family),
            ("family-name", "Second"),
            ("job-title", "Cook"),
            ("worker-type", "employee"),
            ("worker-type", "agency"),
            ("services", service.as_str()),
        ]
    };
    let add = "/o/cartref-prawf/people/add";
    client.post_form(add, &fields("Untro")).expect(303);
    client.post_multipart(add, &fields("Dwywaith"), &[]).expect(303);
    let list = client.get("/o/cartref-prawf/people").expect(200).visible();
    for name in ["Nia Untro", "Nia Dwywaith"] {
        assert!(list.contains(name), "{name}: {list}");
    }
    assert!(!list.contains("Second"), "{list}");
}

/// Names of columns that no form may set.
const TAKEN: [(&str, &str); 12] = [
    ("role", "owner"),
    ("roles", "owner"),
    ("organisation", "0193a000-0000-7000-8000-0000000000ff"),
    ("organisation_id", "0193a000-0000-7000-8000-0000000000ff"),
    ("account_id", "0193a000-0000-7000-8000-0000000000ff"),
    ("person_id", "0193a000-0000-7000-8000-0000000000ff"),
    ("operator_since", "1795255200000000"),
    ("is_operator", "true"),
    ("state", "closed"),
    ("granted_by", "0193a000-0000-7000-8000-0000000000ff"),
    ("ended_at", ""),
    ("sealed", "x"),
];

/// Rows that say who may do what.
const RIGHTS: [&str; 5] =
    ["role_grants ", "memberships ", "accounts ", "organisations ", "organisation_keys "];

#[test]
fn fields_that_no_form_has_change_no_right() {
    let mut scene = Scene::start();
    let rights = |scene: &mut Scene| -> Vec<String> {
        let all = dump(&mut scene.raw);
        all.into_iter().filter(|line| RIGHTS.iter().any(|table| line.starts_with(table))).collect()
    };
    let before = rights(&mut scene);
    assert!(before.len() >= 20, "saw only {} rows", before.len());
    let mut sent = 0;
    for route in routes::all().into_iter().filter(|route| route.method == Method::Post) {
        if !matches!(route.door, Door::Member(_)) || !places(route.path).is_empty() {
            continue;
        }
        let address = route.path.replace("{slug}", "cartref-prawf");
        for actor in [Actor::Staff, Actor::Manager, Actor::Owner] {
            let page = scene.client(actor).post_form(&address, &TAKEN);
            assert!(page.status < 500, "{route:?} answered {}", page.status);
            sent += 1;
        }
        assert_eq!(rights(&mut scene), before, "{route:?} changed who may do what");
    }
    assert!(sent >= 45, "sent only {sent}");
}
