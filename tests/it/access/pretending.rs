//! Requests that say more than their form asks for: other sites to go to, fields sent twice, fields that no
//! form has (ASVS 5.0: 1.2.2, 3.7.2, 15.3.3, 15.3.7).

use std::collections::BTreeSet;

use polisi::access::Role;
use polisi::db::ids::{PersonId, ServiceId};
use polisi::web::{Door, Method, Route};
use polisi::{people, routes};
use url::Url;

use super::actors::{Actor, Scene};
use super::addresses::places;
use crate::support::app::{PASSWORD, TestApp, World};
use crate::support::kiosk::by_hand;
use crate::support::page::Page;
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
        stays_with_us(&app.anonymous().get(&format!("/sign-in?to={}", encoded(to))).expect(200), to);
        // Who doesn't want to type it again goes back: nowhere else either.
        stays_with_us(&client.get(&format!("/sign-in/again?back={}", encoded(to))).expect(200), to);
        let fields = [("password", PASSWORD), ("to", "/account"), ("back", to)];
        let again = client.post_form("/sign-in/again", &fields).expect(303);
        assert_eq!(again.header("location"), Some("/account"), "{to:?}");
    }
}

/// Every link and form of a page leads to the application, whatever was asked.
fn stays_with_us(shown: &Page, asked: &str) {
    for (selector, name) in [("a", "href"), ("form", "action")] {
        for address in shown.attributes(selector, name) {
            let leads = shown.url.join(&address).unwrap();
            let ours = leads.origin() == shown.url.origin() || leads.scheme() == "tel";
            assert!(ours, "{asked:?} makes a link to {address} on {}", shown.url);
        }
    }
}

/// Who says at a tablet that they are still there comes back to their own pages.
#[test]
fn more_time_at_a_tablet_never_leads_to_another_site() {
    let app = TestApp::start();
    let world = app.world();
    let (_, at_tablet) = by_hand(&app, &world, &world.kemi);
    let broken =
        ["/kiosk/me/\n/elsewhere.example", "/kiosk/me\r\nset-cookie: evil=1", "/kiosk/me\\elsewhere.example"];
    for to in ELSEWHERE.into_iter().chain(broken) {
        let page = at_tablet.post_form("/kiosk/me/more", &[("back", to)]).expect(303);
        assert_eq!(page.header("location"), Some("/kiosk/me"), "{to:?}");
    }
    let inside = at_tablet.post_form("/kiosk/me/more", &[("back", "/kiosk/me/policies")]).expect(303);
    assert_eq!(inside.header("location"), Some("/kiosk/me/policies"));
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

type Grants = BTreeSet<(PersonId, &'static str, Option<ServiceId>)>;

fn grants(app: &TestApp, world: &World) -> Grants {
    let held = app.within(&world.org, |tenant| people::store::all_grants(tenant).unwrap());
    held.into_iter().map(|held| (held.person, held.role.as_str(), held.service)).collect()
}

/// The same of choices that give rights: where a person, a service or a role is said twice, the first person has the
/// role of the address at the first service, and nobody has anything else.
#[test]
fn of_a_choice_that_is_sent_twice_the_first_gives_the_right() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let [bryn, glan] = [world.org.services[0], world.org.services[1]];
    let role = Role::SafeguardingDeputy.as_str();
    let address = format!("/o/cartref-prawf/settings/people/{role}?service={bryn}&service={glan}");
    let mut expected = grants(&app, &world);
    let others = [&world.tomos, &world.kemi];
    for (somebody, in_parts) in [(&world.sian, false), (&world.gwen, true)] {
        for other in others {
            let [first, second, glan] =
                [somebody.person.to_string(), other.person.to_string(), glan.to_string()];
            let fields = [
                ("act", "add"),
                ("act", "end"),
                ("person", first.as_str()),
                ("person", second.as_str()),
                ("service", glan.as_str()),
                ("role", "owner"),
                ("role", "hr"),
            ];
            let page = match in_parts {
                true => olwen.post_multipart(&address, &fields, &[]),
                false => olwen.post_form(&address, &fields),
            };
            // They hold it already the second time.
            assert!(matches!(page.status, 303 | 422), "{page:?}");
            expected.insert((somebody.person, role, Some(bryn)));
            assert_eq!(grants(&app, &world), expected, "in parts: {in_parts}");
        }
    }
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

/// What some forms ask for, so that they are taken with what isn't theirs: `{service}` stands for the first service.
const FILLED: [(&str, &str); 7] = [
    (
        "/o/{slug}/people/add",
        "given-name=Nia&family-name=Newydd&job-title=Cook&worker-type=employee&services={service}",
    ),
    ("/o/{slug}/people/import", "list=Name%0ANia+Arall%0A"),
    ("/o/{slug}/policies/shelf", "text=%23+Boots%0A%0AWear+two.&format=text&name="),
    ("/o/{slug}/policies/all-in-force", "kinds=txt&services={service}"),
    ("/o/{slug}/services/add", "name=Newest&nation=wales&service-type=care_home"),
    ("/o/{slug}/devices/add", "name=Staff+room&service={service}"),
    ("/o/{slug}/activity/mail", "email=log%40prawf.example"),
];

/// At least so many forms are taken from one of those who send them: who is only told what is missing proves little.
/// This number may only grow.
const TAKEN_FORMS: usize = 8;

/// The fields of a form: its own first, as the first of a name counts, and then those that no form has.
fn body_of(route: &Route, service: &str) -> String {
    let own = FILLED.iter().find(|(form, _)| *form == route.path).map_or("", |(_, fields)| *fields);
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(own.replace("{service}", service).as_bytes()) {
        body.append_pair(&name, &value);
    }
    body.extend_pairs(TAKEN).finish()
}

#[test]
fn fields_that_no_form_has_change_no_right() {
    let mut scene = Scene::start();
    let rights = |scene: &mut Scene| -> Vec<String> {
        let all = dump(&mut scene.raw);
        all.into_iter().filter(|line| RIGHTS.iter().any(|table| line.starts_with(table))).collect()
    };
    let before = rights(&mut scene);
    assert!(before.len() >= 20, "saw only {} rows", before.len());
    let service = scene.world.org.services[0].to_string();
    let (mut sent, mut taken) = (0, BTreeSet::new());
    for route in routes::all().into_iter().filter(|route| route.method == Method::Post) {
        if !matches!(route.door, Door::Member(_)) || !places(route.path).is_empty() {
            continue;
        }
        let (address, body) = (route.path.replace("{slug}", "cartref-prawf"), body_of(&route, &service));
        for actor in [Actor::Staff, Actor::Manager, Actor::Owner] {
            let client = scene.client(actor);
            let page = client.request("POST", &address, "application/x-www-form-urlencoded", body.as_bytes());
            assert!(page.status < 500, "{route:?} answered {}", page.status);
            let asked_again = page.header("location").is_some_and(|to| to.starts_with("/sign-in"));
            if matches!(page.status, 200..=399) && !asked_again {
                taken.insert(route.path);
            }
            sent += 1;
        }
        assert_eq!(rights(&mut scene), before, "{route:?} changed who may do what");
    }
    assert!(sent >= 3 * 46, "sent only {sent}");
    assert!(taken.len() >= TAKEN_FORMS, "only {} were taken: {taken:#?}", taken.len());
    let left: Vec<&str> = FILLED.iter().map(|(form, _)| *form).filter(|form| !taken.contains(form)).collect();
    assert!(left.is_empty(), "filled and not taken: {left:?}, of {taken:#?}");
}
