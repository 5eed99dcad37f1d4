//! What asks for the password again: a committed list, and every one of its URLs asked with sessions that are
//! older than it takes (DESIGN 3, "Sensitive and fresh"; ASVS 5.0: 7.5.1).

use std::collections::HashMap;
use std::fmt::Write as _;

use polisi::access::{allowed, session};
use polisi::clock::Moment;
use polisi::routes;
use polisi::web::{Door, Method, Route, Sensitivity};

use super::actors::{Scene, newcomer};
use super::addresses::Whose;
use crate::support::app::{PASSWORD, Somebody, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

/// The committed list.
const LIST: &str = include_str!("fresh.txt");

/// Minutes after which a proof of identity is no longer fresh, and the newest that still is.
const OLD: i64 = 15;
const LATELY: i64 = 14;
/// Minutes after which nobody is signed out yet, operators neither.
const EARLIER: i64 = 25;

fn asking() -> Vec<Route> {
    routes::all().into_iter().filter(|route| route.sensitivity != Sensitivity::Normal).collect()
}

#[test]
fn what_asks_for_the_password_again_is_the_committed_list() {
    let mut found = String::from("# What asks for the password again; a change here is a decision.\n");
    for route in asking() {
        writeln!(found, "{:?}: {route:?}", route.sensitivity).unwrap();
    }
    assert_eq!(found, LIST, "\n{found}");
}

/// Somebody whom the door lets in.
fn somebody_for(scene: &Scene, door: Door) -> Somebody {
    let (app, org) = (&scene.app, &scene.world.org);
    match door {
        Door::Member(action) => newcomer(app, org, &format!("{action:?}"), Some(allowed(action)[0])),
        Door::Operator => {
            let operator = newcomer(app, org, "Operator", None);
            app.make_operator(&operator);
            operator
        }
        Door::SignedIn => newcomer(app, org, "Somebody", None),
        other => panic!("nobody comes by {other:?} yet"),
    }
}

/// A session that began so many minutes ago; the password was given again so many minutes ago, if it was.
fn client(app: &TestApp, somebody: &Somebody, began: i64, again: Option<i64>) -> Client {
    let account = somebody.account.expect("has an account");
    let ago = |minutes: i64| -> Moment { app.app.clock.now().plus_minutes(-minutes) };
    let (began, again) = (ago(began), again.map(ago));
    let made = app.app.database.write_system(move |system| {
        let token = session::begin(system, began, account, "test")?;
        let id = session::find(system, began, &token)?.expect("a live session").id;
        if let Some(again) = again {
            session::reauthenticated(system, again, id)?;
        }
        Ok::<_, polisi::db::Error>(token)
    });
    let client = app.anonymous();
    client.set_cookie("polisi-session", &made.unwrap());
    client.unchecked()
}

fn is_asked(page: &Page) -> bool {
    page.status == 303 && page.header("location").is_some_and(|to| to.starts_with("/sign-in/again"))
}

/// The password is asked for exactly when the proof is older than the URL takes.
#[test]
fn an_older_proof_is_asked_for_again_at_every_such_url() {
    let mut scene = Scene::start();
    let (mut seen, mut people) = ((0, 0), HashMap::new());
    for route in asking() {
        let somebody = people.entry(route.door).or_insert_with(|| somebody_for(&scene, route.door));
        let address =
            scene.ids.address(&mut scene.raw, route.path, "cartref-prawf", &[Whose::Random; 4]).unwrap();
        // Began, and gave the password again, so many minutes ago; whether it is asked for where it must be
        // fresh, and where once a session is enough.
        for (began, again, fresh, once) in [
            (OLD, None, true, true),
            (EARLIER, Some(OLD), true, false),
            (EARLIER, Some(LATELY), false, false),
            (LATELY, None, false, true),
        ] {
            let expected = if route.sensitivity == Sensitivity::Fresh { fresh } else { once };
            let client = client(&scene.app, somebody, began, again);
            let page = match route.method {
                Method::Get => client.get(&address),
                Method::Post => client.post_form(&address, &[]),
            };
            assert_eq!(is_asked(&page), expected, "{route:?} with {began} and {again:?}: {}", page.status);
            *(if expected { &mut seen.0 } else { &mut seen.1 }) += 1;
        }
    }
    assert_eq!(seen.0 + seen.1, 4 * LIST.lines().skip(1).count());
    assert!(seen.0 >= 120 && seen.1 >= 120, "{seen:?}");
}

/// A browser that is given a file stays where it is: never on the page that asked for the password.
#[test]
fn the_password_for_a_file_leads_back_to_where_it_is_downloaded() {
    let app = TestApp::start();
    let world = app.world();
    let home = format!("{}/o/cartref-prawf", app.base.trim_end_matches('/'));
    for (file, from, back) in [
        ("activity.csv?lang=en", None, "activity?done=download-again"),
        ("activity.csv", Some("activity?lang=en&done=head-mail"), "activity?lang=en&done=download-again"),
        ("people.csv", Some("people"), "people?done=download-again"),
    ] {
        let client = app.client_of(&world.olwen);
        app.app.clock.move_to(app.app.clock.now().plus_minutes(16));
        let from = from.map(|from| format!("{home}/{from}"));
        let client = from.map_or(client.clone(), |from| client.with_header("referer", &from));
        let asked = client.get(&format!("/o/cartref-prawf/{file}")).expect(303).follow().expect(200);
        let given = asked.form("main form").set("password", PASSWORD).submit().expect(303);
        assert_eq!(given.header("location").unwrap(), format!("/o/cartref-prawf/{back}"), "{file}");
        let page = given.follow().expect(200);
        assert!(page.visible().contains("Press “Download” again"), "{}", page.visible());
        client.get(&format!("/o/cartref-prawf/{file}")).expect(200);
    }
}
