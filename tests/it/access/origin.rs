//! Requests that another site sent change nothing (reference security 3.3).

use polisi::routes;
use polisi::web::Method;

use super::actors::{Actor, Scene};
use crate::support::client::Provenance;
use crate::support::rows::dump;

/// `Sec-Fetch-Site`, `Origin` (own: `=`), whether the request is let through.
const HEADERS: [(Option<&str>, Option<&str>, bool); 14] = [
    (Some("same-origin"), None, true),
    (Some("same-origin"), Some("="), true),
    (Some("same-origin"), Some("null"), true),
    (None, Some("="), true),
    (None, None, false),
    (None, Some("null"), false),
    (None, Some("https://evil.example"), false),
    (None, Some("http://127.0.0.1"), false),
    (Some("same-site"), Some("="), false),
    (Some("cross-site"), Some("="), false),
    (Some("cross-site"), None, false),
    (Some("none"), None, false),
    (Some("none"), Some("="), false),
    (Some("rubbish"), Some("="), false),
];

/// Each brings another kind of proof, or none.
const ACTORS: [Actor; 5] =
    [Actor::Owner, Actor::Operator, Actor::KioskPerson, Actor::Tablet, Actor::Anonymous];

#[test]
fn what_another_site_sends_is_refused_at_every_url_that_changes_things() {
    let mut scene = Scene::start();
    let before = dump(&mut scene.raw);
    let posts: Vec<_> = routes::all().into_iter().filter(|route| route.method == Method::Post).collect();
    let (mut refused, mut passed) = (0, 0);
    for actor in ACTORS {
        for route in &posts {
            let address = scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &[]).unwrap();
            for (site, origin, allowed) in HEADERS {
                // What is let through would change things: it is asked at one URL, where it does not.
                if allowed && route.path != "/password-reset" {
                    continue;
                }
                let mut client = scene.client(actor).from(Provenance::Absent);
                for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                    let value = value.map(|value| if value == "=" { scene.app.base.as_str() } else { value });
                    client = value.map_or(client.clone(), |value| client.with_header(name, value));
                }
                let page = client.post_form(&address, &[("email", "not an address")]);
                // At a tablet nobody asks for a new password.
                let is_at_tablet = matches!(actor, Actor::KioskPerson | Actor::Tablet);
                let wanted = if allowed && !is_at_tablet { 422 } else { 403 };
                assert_eq!(page.status, wanted, "{actor:?} {address} with {site:?} {origin:?}");
                assert!(page.has("h1"), "a page that says why");
                *(if allowed { &mut passed } else { &mut refused }) += 1;
            }
        }
    }
    assert!(posts.len() >= 13, "saw only {} URLs", posts.len());
    assert_eq!((refused, passed), (ACTORS.len() * posts.len() * 10, ACTORS.len() * 4));
    assert_eq!(dump(&mut scene.raw), before, "something changed");
}

#[test]
fn a_link_from_elsewhere_still_opens_a_page() {
    let scene = Scene::start();
    let client = scene.client(Actor::Owner).from(Provenance::CrossSite("https://mail.example".to_owned()));
    client.get("/o/cartref-prawf/policies").expect(200);
}
