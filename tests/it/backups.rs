//! The operator's page about backups, the alarm, and what makes room.

use polisi::backups::{files, making};
use polisi::clock::Moment;

use crate::support::app::{Somebody, TestApp, World};

fn operator(app: &TestApp, world: &World) -> Somebody {
    app.make_operator(&world.gwen);
    world.gwen.clone()
}

#[test]
fn the_operator_sees_backups_and_asks_for_one() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&operator(&app, &world));
    let page = client.get("/operator/backups").expect(200);
    assert!(page.visible().contains("No backup yet") && page.visible().contains("Never made"));
    assert!(page.visible().contains("same disk") && !page.visible().contains("26 hours"));
    app.client_of(&world.olwen).get("/operator/backups").expect(404);
    app.client_of(&world.olwen).post_form("/operator/backups", &[]).expect(404);

    for _twice in 0..2 {
        let done = page.form("main form").submit().expect(303).follow().expect(200);
        assert!(done.visible().contains("is being made"), "{}", done.visible());
    }
    assert_eq!(app.run_due_work()["backups_made"], 1, "pressed twice, made once");
    let page = client.get("/operator/backups").expect(200);
    assert_eq!(page.words("tbody tr").len(), 1);
    assert!(page.visible().contains("Verified") && page.visible().contains("Restored on trial"));
    assert!(page.visible().contains("polisi-20261121T100000Z.db"), "{}", page.visible());

    // The night after has its own, a trial only once a week.
    app.set_time("2026-11-22T02:14:00Z");
    assert_eq!(app.run_due_work()["backups_made"], 0);
    app.set_time("2026-11-22T02:15:00Z");
    assert_eq!(app.run_due_work()["backups_made"], 1);
    assert_eq!(app.run_due_work()["backups_made"], 0);
    let client = app.client_of(&world.olwen);
    client.get("/readyz").expect(200);
    let folder = app.app.settings.backup_dir.clone();
    let known = polisi::backups::known(&app.app.database, &folder, app.app.clock.now()).unwrap();
    assert_eq!(known.drilled_at.unwrap().to_string(), "2026-11-21T10:00:00Z");
}

#[test]
fn operators_are_told_once_a_day_and_a_fault_loses_nothing() {
    let app = TestApp::start();
    let world = app.world();
    let gwen = operator(&app, &world);
    let email = gwen.email.clone().unwrap();
    let folder = app.app.settings.backup_dir.clone();
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    app.set_time("2026-11-22T02:15:00Z");
    let done = app.run_due_work();
    assert_eq!((done["backups_made"], done["backup_alarms"]), (0, 0), "the watch looked before the try");
    let done = app.run_due_work();
    assert_eq!((done["backups_made"], done["backup_alarms"]), (0, 1), "a failed backup is told");
    app.run_due_work();
    let mails = app.smtp.mails_to(&email);
    assert_eq!(mails.len(), 1, "once a day");
    assert!(mails[0].link("/operator/backups").ends_with("/operator/backups"));
    let page = app.client_of(&gwen).get("/operator/backups").expect(200);
    assert!(page.visible().contains("The last backup failed."), "{}", page.visible());
    assert!(page.visible().contains("backups"), "the reason names the folder");

    app.set_time("2026-11-23T09:00:00Z");
    app.run_due_work();
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(&email).len(), 2, "again the next day");
    app.client_of(&gwen).get("/readyz").expect(200);

    // Out of the way: an hour later it is tried again, and all is well.
    std::fs::remove_file(&folder).unwrap();
    app.set_time("2026-11-23T10:00:00Z");
    assert_eq!(app.run_due_work()["backups_made"], 1);
    app.set_time("2026-11-24T02:14:00Z");
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(&email).len(), 2);
    let page = app.client_of(&gwen).get("/operator/backups").expect(200);
    assert!(!page.has(".notice.late h2") && !page.visible().contains("The last backup failed."));
}

fn at(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn a_good_backup_makes_room_and_a_failed_one_does_not() {
    let app = TestApp::start();
    app.world();
    let folder = app.app.settings.backup_dir.clone();
    let there = ["2026-11-18T02:15:00Z", "2026-11-18T09:00:00Z", "2026-11-19T02:15:00Z"].map(at);
    for made in there {
        assert_eq!(making::make(&app.app, made).unwrap(), 1);
    }
    // Another installation puts its backups into the same folder, as old as ours.
    let others = ["2026-11-18T02:16:00Z", "2026-11-18T09:01:00Z", "2020-01-01T02:15:00Z"].map(at);
    for made in others {
        std::fs::write(folder.join(files::name(made)), "of another").unwrap();
    }
    let unfinished = ".polisi-20261120T021500Z.db.4000000.part";
    for other in ["notes.txt", unfinished, "polisi-mine.db"] {
        std::fs::write(folder.join(other), "other").unwrap();
    }
    let is_there = |name: &str| folder.join(name).exists();
    let sum = |made| format!("{}.sha256", files::name(made));
    assert!(is_there(&sum(there[0])));
    app.set_time("2026-11-22T02:15:00Z");
    assert_eq!(app.run_due_work()["backups_made"], 1);
    assert!(!is_there(&files::name(there[0])), "a newer one of that day is there");
    assert!(!is_there(&sum(there[0])), "its sum goes with it");
    assert!(is_there(&files::name(there[1])) && is_there(&files::name(there[2])));
    assert!(others.iter().all(|made| is_there(&files::name(*made))), "what isn't ours stays");
    assert!(is_there("notes.txt") && is_there("polisi-mine.db"), "other files stay");
    assert!(!is_there(unfinished), "its process died");
}

#[test]
fn a_clock_that_ran_ahead_stops_neither_the_next_backup_nor_the_alarm() {
    let app = TestApp::start();
    let world = app.world();
    let gwen = operator(&app, &world);
    let (email, folder) = (gwen.email.clone().unwrap(), app.app.settings.backup_dir.clone());
    let ahead = at("2027-12-26T02:15:00Z");
    assert_eq!(making::make(&app.app, ahead).unwrap(), 1);
    let aside = folder.with_extension("aside");
    std::fs::rename(&folder, &aside).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    app.set_time("2026-11-22T02:15:00Z");
    app.run_due_work();
    assert_eq!(app.run_due_work()["backup_alarms"], 1, "it was due, and failed");
    let mails = app.smtp.mails_to(&email);
    assert_eq!(mails.len(), 1);

    std::fs::remove_file(&folder).unwrap();
    std::fs::rename(&aside, &folder).unwrap();
    app.set_time("2026-11-22T03:15:00Z");
    assert_eq!(app.run_due_work()["backups_made"], 1);
    assert_eq!(app.run_due_work()["backups_made"], 0, "once a night");
    let known = polisi::backups::known(&app.app.database, &folder, app.app.clock.now()).unwrap();
    assert_eq!(known.newest_good, Some(at("2026-11-22T03:15:00Z")));
    assert!(folder.join(files::name(ahead)).exists(), "nobody knows how old it is");
    let page = app.client_of(&gwen).get("/operator/backups").expect(200);
    assert!(page.visible().contains("Made while the clock ran ahead"), "{}", page.visible());
    assert!(!page.visible().contains("The last backup failed."), "{}", page.visible());
}

#[test]
fn an_alarm_waits_for_somebody_who_gets_it() {
    let app = TestApp::start();
    let world = app.world();
    let folder = app.app.settings.backup_dir.clone();
    std::fs::create_dir_all(folder.parent().unwrap()).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    app.set_time("2026-11-22T02:15:00Z");
    app.run_due_work();
    assert_eq!(app.run_due_work()["backup_alarms"], 0, "there is nobody to tell");
    let gwen = operator(&app, &world);
    assert_eq!(app.run_due_work()["backup_alarms"], 1);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(&gwen.email.unwrap()).len(), 1);
}
