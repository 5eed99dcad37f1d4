//! Keys that are destroyed at the very end, and never before.

use polisi::clock::Moment;
use polisi::closing::shredding::{self, Instruction, Kept, Step};
use polisi::closing::store::tombstone;
use polisi::db::System;
use polisi::keys::store as keys;

use super::{REASON, closed, closing, operator, operators_page, pass};
use crate::support::app::{TestApp, World};
use crate::support::process::Said;

fn instruction(now: Moment) -> Instruction {
    let [by, words, noted_by] = ["Olwen Perchen, director", REASON, "root"].map(str::to_owned);
    Instruction { by, at: now, words, noted_by }
}

pub(super) fn begin(app: &TestApp, world: &World) -> Result<(), Kept> {
    let (now, id) = (app.app.clock.now(), world.org.id);
    let begin = move |system: &mut System<'_>| shredding::begin(system, now, id, &instruction(now));
    app.app.database.write_system(begin).map(drop)
}

pub(super) fn step_of(app: &TestApp, world: &World) -> Option<Step> {
    let id = world.org.id;
    app.app.database.read_system(|system| tombstone(system, id)).unwrap().map(|stone| stone.step)
}

#[test]
fn keys_stay_until_everything_is_handed_over() {
    let app = TestApp::start();
    let world = app.world();
    assert!(matches!(begin(&app, &world), Err(Kept::NotClosed)));
    closing(&app, &world);
    assert!(matches!(begin(&app, &world), Err(Kept::NotClosed)));
    assert_eq!(pass(&app, "2026-12-21T10:00:00Z"), 1);
    assert!(matches!(begin(&app, &world), Err(Kept::NotHandedOver)));
    assert_eq!(step_of(&app, &world), None);
    app.within(&world.org, |tenant| assert!(!keys::are_destroyed(tenant).unwrap()));
}

#[test]
fn keys_go_in_steps_that_can_be_done_again() {
    let app = TestApp::start();
    let world = app.world();
    closed(&app, &world);
    begin(&app, &world).unwrap();
    begin(&app, &world).unwrap();
    let (now, id) = (app.app.clock.now(), world.org.id);
    let mut seen = vec![step_of(&app, &world).unwrap()];
    while app.app.database.write_system(move |system| shredding::step(system, now, id)).unwrap() {
        seen.push(step_of(&app, &world).unwrap());
        app.within(&world.org, |tenant| {
            assert!(keys::are_destroyed(tenant).unwrap());
            assert!(keys::of_organisation(tenant, None).is_err(), "nothing opens any more");
        });
    }
    seen.dedup();
    assert_eq!(seen, [Step::Keys, Step::Files, Step::Words]);
    assert_eq!(step_of(&app, &world), Some(Step::Done));
    shredding::run(&app.app.database, &app.app.clock, id).unwrap();
    let left = app.app.database.read_system(|system| tombstone(system, id)).unwrap().unwrap();
    assert!(left.people > 5 && left.lines > 5 && left.head.len() == 32, "{left:?}");
    app.within(&world.org, |tenant| {
        for (blob, ..) in polisi::blobs::list(tenant).unwrap() {
            assert_eq!(polisi::blobs::piece(tenant, blob, 0).unwrap(), None);
        }
    });
    let page = operator(&app, &world).get(&operators_page(&world)).expect(200).visible();
    for words in ["The keys are destroyed", "31 December 2027", "Olwen Perchen, director", REASON] {
        assert!(page.contains(words), "{words} in {page}");
    }
    // Backups and checks go on.
    let looked =
        app.app.database.read_system(|system| polisi::backups::checking::organisations_hold(system, None));
    assert_eq!(looked.unwrap(), 2);
}

#[test]
fn an_operator_destroys_keys_on_an_instruction_alone() {
    let app = TestApp::start();
    let world = app.world();
    closed(&app, &world);
    let client = operator(&app, &world);
    let form = || client.get(&operators_page(&world)).expect(200).form("form[action$='/keys']");
    let empty = form().submit().expect(422).visible();
    assert!(empty.contains("Write who instructed it") && empty.contains("Copy the instruction"), "{empty}");
    assert_eq!(step_of(&app, &world), None);
    let filled = form().set("name", "Cartref Prawf").set("by", "Olwen Perchen").set("words", REASON);
    let sent = filled.set("on-day", "21").set("on-month", "12").set("on-year", "2026").submit();
    sent.expect(303);
    assert_eq!(app.run_due_work()["keys_destroyed"], 1);
    assert_eq!(step_of(&app, &world), Some(Step::Done));
    let again = [("again", REASON)];
    let refused = client.post_form(&format!("{}/reopen", operators_page(&world)), &again).expect(409);
    assert!(refused.visible().contains("it stays closed"), "{}", refused.visible());
}

/// Destroys them by the command, instructed on a day.
fn shred(app: &TestApp, on: &str) -> Said {
    let by = ["--instructed-by", "Olwen Perchen, director", "--instructed-on", on, "--instruction", REASON];
    let command = ["organisation", "close", "cartref-prawf", "--shred"];
    Said::from(app.command(&[&command[..], &by].concat()))
}

#[test]
fn no_key_takes_the_place_of_destroyed_ones_and_checks_go_on() {
    let app = TestApp::start();
    let world = app.world();
    closed(&app, &world);
    shred(&app, "2999-01-01").failed(1, "not one to come");
    assert_eq!(step_of(&app, &world), None);
    shred(&app, "2020-01-31").fine();
    let refused = shred(&app, "2020-02-01").failed(1, "recorded on");
    assert!(refused.err.contains("on 2020-01-31") && refused.err.contains(REASON), "{}", refused.err);
    assert!(shred(&app, "2020-01-31").fine().contains("recorded on"), "what was said once stays");

    let rotate = ["keys", "rotate", "--organisation", "cartref-prawf"];
    Said::from(app.command(&rotate)).failed(1, "The keys of cartref-prawf are destroyed");
    let listed = Said::from(app.command(&["keys", "list"])).fine();
    let own: Vec<&str> = listed.lines().filter(|line| line.starts_with("cartref-prawf\t")).collect();
    assert_eq!(own.len(), 1, "no other key: {listed}");
    assert!(own[0].ends_with("\tdestroyed"), "{listed}");
    // A place where a key was made all the same works again.
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| keys::create_for_organisation(tenant, now).map(drop).unwrap());
    app.within(&world.org, |tenant| assert!(keys::are_destroyed(tenant).unwrap()));
    let looked = app.app.database.read_system(|system| {
        polisi::backups::checking::keys_open(system)?;
        polisi::backups::checking::organisations_hold(system, None)
    });
    assert_eq!(looked.unwrap(), 2);
}
