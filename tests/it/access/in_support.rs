//! What an operator in support gets to, and who gets to that.

use polisi::routes;
use polisi::web::{Door, Method, Route};

use super::actors::{Actor, Scene};
use super::every_route::{BODIES, ask, leads_to_sign_in, sweep_for};
use crate::support::rows::dump;

/// What a visit opens is for the operator who is on it: nobody else gets there, and they nowhere else.
#[test]
fn the_pages_of_support_are_for_who_was_let_in() {
    let mut scene = Scene::start();
    let routes: Vec<Route> = routes::all().into_iter().filter(|route| route.door == Door::Support).collect();
    assert!(routes.len() >= 4, "saw only {}", routes.len());
    let before = dump(&mut scene.raw);
    for route in &routes {
        assert_eq!(route.method, Method::Get, "{route:?} would write");
        let own = route.path.replace("{visit}", &scene.visit);
        let random = scene.ids.address(&mut scene.raw, route.path, "", &[]).unwrap();
        for actor in Actor::ALL {
            for address in [&own, &random] {
                let page = ask(&scene.client(actor), route, address, BODIES[0]);
                sweep_for(actor, &page);
                match actor {
                    _ if actor.is_nobody() => assert!(leads_to_sign_in(&page)),
                    Actor::Support if address == &own => {
                        assert_eq!(page.status, 200, "{address}");
                        assert!(page.visible().contains("looking into an organisation until"), "{address}");
                        assert!(!page.text().contains("@prawf.example"), "{address} shows an address");
                    }
                    _ => assert_eq!(page.status, 404, "{actor:?} at {address}"),
                }
            }
        }
    }
    assert_eq!(dump(&mut scene.raw), before, "something changed");
}
