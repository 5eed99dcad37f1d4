//! Who needs a second factor and has none comes no further than the page that sets it up.

use polisi::access::Role;
use polisi::people;
use polisi::routes;
use polisi::web::{Door, Method};

use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::factor::OWN;
use crate::support::page::Page;

fn is_the_wall(page: &Page) -> bool {
    let to = page.header("location").unwrap_or_default();
    page.status == 303 && (to == OWN || to.starts_with(&format!("{OWN}?")))
}

/// The address of a pattern, with something in each place.
fn address(pattern: &str) -> String {
    let parts = pattern.replace("{slug}", "cartref-prawf");
    let mut address = String::new();
    for piece in parts.split_inclusive('}') {
        match piece.split_once('{') {
            Some((before, _)) => address.push_str(&format!("{before}0193a000-0000-7000-8000-0000000000ff")),
            None => address.push_str(piece),
        }
    }
    address
}

#[test]
fn every_page_of_the_organisation_leads_to_the_wall_and_changes_nothing() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let owner = app.client_of(&world.olwen);
    let mut raw = app.raw();
    let before = crate::support::rows::dump(&mut raw);
    let mut seen = 0;
    for route in routes::all().into_iter().filter(|route| matches!(route.door, Door::Member(_))) {
        let address = address(route.path);
        let page = match route.method {
            Method::Get => owner.get(&address),
            Method::Post => owner.post_form(&address, &[("name", "a"), ("confirm", "yes")]),
        };
        assert!(is_the_wall(&page), "{route:?} answered {} {:?}", page.status, page.header("location"));
        seen += 1;
    }
    assert!(seen >= 100, "saw only {seen} URLs");
    assert_eq!(crate::support::rows::dump(&mut raw), before);
    let lost = owner.get("/o/cartref-prawf/no-such-page").expect(404);
    assert!(!lost.has("nav.main"), "the page of what isn't there has no way in");
}

#[test]
fn the_wall_says_why_and_the_ways_out_stay_open() {
    let app = TestApp::start_guarded();
    let world = app.world();
    for somebody in [&world.olwen, &world.mair, &world.lowri, &world.dewi, &world.gwen] {
        let (client, _) = app.give_password(somebody);
        let wall = client.get("/o/cartref-prawf/").expect(303);
        assert_eq!(wall.header("location").unwrap(), "/account/second-factor?to=%2Fo%2Fcartref-prawf%2F");
        let page = wall.follow().expect(200);
        let lead = if somebody.name == world.lowri.name { "Mae eich rôl" } else { "Your role lets you see" };
        assert!(page.visible().contains(lead), "{}: {}", somebody.name, page.visible());
        client.post_form("/sign-out", &[]).expect(303);
        assert!(client.get(OWN).expect(303).header("location").unwrap().starts_with("/sign-in?"));
    }
    let (staff, _) = app.give_password(&world.sian);
    staff.get("/o/cartref-prawf/me").expect(200);
    let page = staff.get(OWN).expect(200);
    assert!(page.has("main form[action='/account/second-factor']"), "staff may set one up");
}

fn opens(client: &Client) -> bool {
    let page = client.get("/o/cartref-prawf/me/policies");
    assert!(page.status == 200 || is_the_wall(&page), "{page:?}");
    page.status == 200
}

#[test]
fn a_role_given_later_counts_at_the_next_request() {
    let app = TestApp::start_guarded();
    let world = app.world();
    let client = app.client_of(&world.sian);
    assert!(opens(&client));
    let (person, now) = (world.sian.person, app.app.clock.now());
    let service = world.org.services[0];
    let role = app.within(&world.org, move |tenant| {
        people::grant(tenant, now, person, Role::LineManager, Some(service)).unwrap();
        people::grant(tenant, now, person, Role::Hr, None).unwrap()
    });
    assert!(!opens(&client), "the very next request");
    app.within(&world.org, move |tenant| {
        people::end_role(tenant, now, role).unwrap();
    });
    assert!(opens(&client));
}

#[test]
fn a_role_elsewhere_walls_there_only() {
    let app = TestApp::start_guarded();
    let world = app.world();
    // Siân works in the other organisation too, and manages it.
    let (account, now) = (world.sian.account.unwrap(), app.app.clock.now());
    let (other, org) = (world.other.clone(), world.other.id);
    let details = crate::support::app::details(
        "Siân",
        "Ŵyr",
        polisi::messages::Language::Welsh,
        &other.services,
        false,
    );
    let person = app.add(&other, details, None, now).person;
    app.app
        .database
        .write_system(move |system| {
            polisi::organisations::store::insert_membership(system, now, account, org, person)
        })
        .unwrap();
    app.within(&other, move |tenant| people::grant(tenant, now, person, Role::Owner, None).unwrap());
    let client = app.client_of(&world.sian);
    assert!(opens(&client));
    assert!(is_the_wall(&client.get("/o/larkmere/me/policies")));
    // And what she has set up she can't switch off again.
    let (phone, _) = app.enrol(&client);
    client.get("/o/larkmere/me/policies").expect(200);
    app.next_code();
    let page = client.get("/account/second-factor/off").expect(200).form("main form");
    page.set("code", &phone.code(&app)).submit().expect(409);
}

#[test]
fn an_operator_stands_before_the_wall_too() {
    let app = TestApp::start_guarded();
    let world = app.world();
    app.make_operator(&world.sian);
    let client = app.client_of(&world.sian);
    for address in ["/operator/mail", "/o/cartref-prawf/me/policies"] {
        assert!(is_the_wall(&client.get(address)), "{address}");
    }
    app.enrol(&client);
    assert!(!is_the_wall(&client.get("/operator/mail")));
    assert!(opens(&client));
    let stranger = app.client_of(&world.mair);
    assert_eq!(stranger.get("/operator/mail").status, 404, "who is no operator learns of no wall");
}

#[test]
fn where_it_is_switched_off_nobody_is_asked_and_the_page_says_so() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    client.get("/o/cartref-prawf/people").expect(200);
    let page = client.get(OWN).expect(200);
    assert!(page.visible().contains("the second step is switched off"), "{}", page.visible());
    let refused = client.post_form(OWN, &[]).expect(403);
    assert!(refused.visible().contains("the second step is switched off"));
    let rows = app.raw().number("SELECT count(*) FROM second_factors");
    assert_eq!(rows, 0);
}
