//! Whoever keeps the staff list takes a case from nobody by what they write into it, and a case that somebody doesn't
//! have any more goes on.

use polisi::access::Role;
use polisi::access::email::Email;
use polisi::db::ids::PersonId;
use polisi::{incidents, people};

use super::taken_over::{OTHER, address, enter, later, told};
use super::{BASE, case, report};
use crate::support::app::{Somebody, TestApp, World, details};

/// Writes another name and address into somebody's record.
pub fn rename(app: &TestApp, world: &World, id: PersonId, (given, family): (&str, &str), email: &str) {
    let (now, language) = (app.app.clock.now(), polisi::messages::Language::English);
    let mut details = details(given, family, language, &world.org.services, true);
    details.email = Email::parse(email);
    app.within(&world.org, move |tenant| people::change(tenant, now, id, &details).map(drop).unwrap());
}

fn leave(app: &TestApp, world: &World, somebody: &Somebody) {
    let (now, id) = (app.app.clock.now(), somebody.person);
    app.within(&world.org, move |tenant| people::leave(tenant, now, id, now.day()).map(drop).unwrap());
    later(app);
}

/// Enters a second deputy, who joins.
fn second_deputy(app: &TestApp, world: &World) -> PersonId {
    let new = enter(app, world, ("Elin", "Newydd"), (OTHER, None));
    let (now, service) = (app.app.clock.now(), world.org.services[0]);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, new, Role::SafeguardingDeputy, Some(service)).unwrap();
    });
    new
}

/// Lets the hours of an afternoon go by, in which those of the line are told.
pub fn hours(app: &TestApp) {
    for hour in 12..18 {
        app.set_time(&format!("2026-11-21T{hour}:30:00Z"));
        app.run_due_work();
    }
}

#[test]
fn a_leaver_who_is_called_like_the_lead_takes_no_case_from_her() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.run_due_work();
    app.client_of(&world.lowri).get(&case(&reference)).expect(200);
    later(&app);
    leave(&app, &world, &world.mair);
    rename(&app, &world, world.mair.person, ("Lowri", "Diogel"), address(&world.lowri));
    app.client_of(&world.lowri).get(&case(&reference)).expect(200);
    hours(&app);
    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(told(&app, address(&world.dewi)), 0, "she has it");
}

#[test]
fn a_leaver_who_is_called_like_who_came_since_takes_no_case_from_them() {
    let app = TestApp::start();
    let world = app.world();
    report(&app.client_of(&world.sian), &world, &[&world.mair]);
    later(&app);
    leave(&app, &world, &world.mair);
    second_deputy(&app, &world);
    later(&app);
    rename(&app, &world, world.mair.person, ("Elin", "Newydd"), OTHER);
    hours(&app);
    assert_eq!(told(&app, OTHER), 1);
}

#[test]
fn a_case_goes_on_when_whoever_opened_it_is_kept_out_of_it() {
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    later(&app);
    leave(&app, &world, &world.mair);
    let elin = second_deputy(&app, &world);
    for moment in ["2026-11-21T11:30:00Z", "2026-11-21T12:35:00Z"] {
        app.set_time(moment);
        app.run_due_work();
    }
    assert_eq!((told(&app, OTHER), told(&app, address(&world.gwen))), (1, 0));
    let (now, opened) = (app.app.clock.now(), reference.clone());
    app.within(&world.org, move |tenant| incidents::open(tenant, now, elin, &opened).map(drop).unwrap());
    app.set_time("2026-11-22T10:00:00Z");
    assert_eq!(told(&app, address(&world.gwen)), 0, "somebody has it");
    let reads = || {
        let page = app.client_of(&world.sian).get(&format!("{BASE}/mine?lang=en")).expect(200);
        page.visible()
    };
    assert!(!reads().contains("Waits for the next person"), "{}", reads());
    // She turns out to be the one complained of.
    rename(&app, &world, elin, ("Elin Mair", "Rheolwr"), OTHER);
    let barred =
        app.within(&world.org, move |tenant| incidents::check_known(tenant, elin, &reference).is_err());
    assert!(barred);
    app.set_time("2026-11-23T10:00:00Z");
    assert_eq!(told(&app, address(&world.gwen)), 1, "the responsible individual is next");
}
