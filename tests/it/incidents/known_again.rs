//! Whoever comes back under another record stays who they are, whatever became of their address and their name; and
//! nobody becomes somebody else by what was written in passing.

use polisi::access::Role;
use polisi::access::email::Email;
use polisi::db::ids::PersonId;
use polisi::messages::Language;
use polisi::people::{self, same::Same};

use super::conflict::about;
use super::renamed::{hours, rename};
use super::taken_over::{OTHER, address, enter, join_again, later, leave_and_return, told};
use super::{case, report};
use crate::support::app::{Somebody, TestApp, World, details};

const OWN: &str = "gwawr.howe@prawf.example";

/// Enters somebody who doesn't join.
fn add(app: &TestApp, world: &World, (given, family): (&str, &str), email: &str) -> PersonId {
    let now = app.app.clock.now();
    let mut details = details(given, family, Language::English, &world.org.services, true);
    details.email = Email::parse(email);
    let person = app.within(&world.org, move |tenant| people::add(tenant, now, &details).unwrap());
    later(app);
    person
}

fn leave(app: &TestApp, world: &World, id: PersonId) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| people::leave(tenant, now, id, now.day()).map(drop).unwrap());
    later(app);
}

/// Makes somebody a second deputy, and lets the hours go by.
fn make_deputy(app: &TestApp, world: &World, id: PersonId) {
    let (now, service) = (app.app.clock.now(), world.org.services[0]);
    app.within(&world.org, move |tenant| {
        people::grant(tenant, now, id, Role::SafeguardingDeputy, Some(service)).unwrap();
    });
    hours(app);
}

/// Moves an account to another address, as whoever has it does.
fn move_account(app: &TestApp, from: &str, to: &str) {
    app.raw().run(&format!("UPDATE accounts SET email = '{to}' WHERE email = '{from}'")).unwrap();
}

fn is_one(app: &TestApp, world: &World, one: PersonId, other: PersonId) -> bool {
    app.within(&world.org, move |tenant| Same::read(tenant).unwrap().is_one(one, other))
}

#[test]
fn whoever_marries_and_joins_with_the_account_of_before_is_told_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    leave_and_return(&olwen, &world.mair);
    later(&app);
    join_again(&app, &olwen, &world.mair);
    later(&app);
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    assert_eq!(told(&app, address(&world.lowri)), 1);
    later(&app);
    move_account(&app, address(&world.mair), OTHER);
    leave(&app, &world, world.mair.person);
    let anew = enter(&app, &world, ("Mair", "Newydd"), (OTHER, Some(&world.mair)));
    assert!(is_one(&app, &world, world.mair.person, anew));
    make_deputy(&app, &world, anew);
    assert_eq!((told(&app, OTHER), told(&app, address(&world.gwen))), (0, 1), "the line goes past her");
    app.client_of(&world.mair).unchecked().get(&case(&reference)).expect(404);
}

#[test]
fn whoever_moves_their_account_undoes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let old = add(&app, &world, ("Gwawr", "Howe"), OWN);
    leave(&app, &world, old);
    let anew = enter(&app, &world, ("Gwawr", "Howe"), (OWN, None));
    assert!(is_one(&app, &world, old, anew));
    move_account(&app, OWN, OTHER);
    assert!(is_one(&app, &world, old, anew));
}

#[test]
fn nobody_becomes_a_leaver_by_what_was_written_in_passing() {
    let app = TestApp::start();
    let world = app.world();
    let old = add(&app, &world, ("Gwawr", "Howe"), OWN);
    leave(&app, &world, old);
    let anew = enter(&app, &world, ("Gwawr", "Howe"), (OWN, None));
    later(&app);
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| people::come_back(tenant, now, old).unwrap());
    later(&app);
    rename(&app, &world, old, ("Lena", "Frost"), OTHER);
    later(&app);
    leave(&app, &world, old);
    rename(&app, &world, old, ("Gwawr", "Howe"), OWN);
    later(&app);
    let lena = add(&app, &world, ("Lena", "Frost"), OTHER);
    assert!(is_one(&app, &world, old, anew));
    assert!(!is_one(&app, &world, old, lena) && !is_one(&app, &world, anew, lena));
}

/// What stood behind the name in an older line stands in the name now.
#[test]
fn a_comma_in_the_name_of_today_undoes_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let old = add(&app, &world, ("Gwawr", "Howe"), OWN);
    leave(&app, &world, old);
    let anew = add(&app, &world, ("Gwawr", "Howe"), OWN);
    assert!(is_one(&app, &world, old, anew));
    rename(&app, &world, old, ("Gwawr", "Howe, Care worker"), OWN);
    assert!(is_one(&app, &world, old, anew));
}

/// The reporter typed a first name: who could be meant leaves and is entered anew.
#[test]
fn whoever_could_be_meant_and_is_entered_anew_is_told_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let old = add(&app, &world, ("Gwawr", "Howe"), OWN);
    about(&app, &world, "Gwawr, the nurse on nights");
    assert_eq!(told(&app, address(&world.lowri)), 1);
    later(&app);
    leave(&app, &world, old);
    let anew = enter(&app, &world, ("Gwawr", "Howe"), (OTHER, None));
    make_deputy(&app, &world, anew);
    assert_eq!((told(&app, OTHER), told(&app, address(&world.gwen))), (0, 1), "the line goes past her");
}

/// The name with which she was entered is corrected the same day.
#[test]
fn whoever_was_entered_with_the_name_in_the_report_is_told_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let old = add(&app, &world, ("Gwawr", "Howe"), OWN);
    let gwawr = Somebody { person: old, account: None, ..world.sian.clone() };
    report(&app.client_of(&world.sian), &world, &[&gwawr]);
    assert_eq!(told(&app, address(&world.lowri)), 1);
    later(&app);
    leave(&app, &world, old);
    let anew = enter(&app, &world, ("Gwawr", "Howe"), (OTHER, None));
    later(&app);
    rename(&app, &world, anew, ("Gwawr", "Vaughan"), OTHER);
    make_deputy(&app, &world, anew);
    assert_eq!((told(&app, OTHER), told(&app, address(&world.gwen))), (0, 1), "the line goes past her");
}
