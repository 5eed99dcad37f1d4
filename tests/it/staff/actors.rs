//! Who did it, as the log says: whoever pressed the button, also when the rows are written later.

use polisi::access::JobTicket;
use polisi::db::ids::StaffImportId;
use polisi::people::imports::work::{Step, step};

use super::{IMPORT, added, paste};
use crate::support::app::TestApp;
use crate::support::client::Client;

/// The lines of the log of one action that say this of who acted, and all of that action.
fn lines(client: &Client, action: &str, who: &str) -> (usize, usize) {
    let file = client.get(&format!("/o/cartref-prawf/activity.csv?action={action}")).expect(200).text();
    let lines: Vec<&str> = file.lines().skip(1).filter(|line| !line.is_empty()).collect();
    (lines.iter().filter(|line| line.contains(who)).count(), lines.len())
}

#[test]
fn a_list_is_the_work_of_whoever_confirms_it() {
    let mut app = TestApp::start();
    let world = app.world();
    let who = format!("{}, by a list of staff", world.olwen.name);
    let before = lines(&app.client_of(&world.olwen), "person_added", "").1;
    // Mair brings it, Olwen presses the button.
    let mut text = format!(
        "Name,E-mail,Job title,Service\nTomos Newydd,{},Cook,Bryn\n",
        world.tomos.email.as_deref().unwrap()
    );
    for place in 1..=250 {
        text.push_str(&format!("Enw{place} Teulu{place},,Carer,Bryn\n"));
    }
    let path = paste(&app.client_of(&world.mair), &text).url.path().to_owned();
    let check = app.client_of(&world.olwen).get(&path).expect(200);
    check.form("main form").press("then", "add").submit().expect(303);
    let id = StaffImportId::parse(path.rsplit('/').next().unwrap()).unwrap();
    let (entry, now) = (JobTicket::claimed(world.org.id), app.app.clock.now());
    assert_eq!(step(&app.app.database, &app.app.post, entry, id, now, 120).unwrap(), Step::Going);
    app.restart();
    app.run_due_work();

    let olwen = app.client_of(&world.olwen);
    assert_eq!(
        lines(&olwen, "person_added", &who),
        (250, before + 250),
        "every portion, after a restart too"
    );
    assert_eq!(lines(&olwen, "person_changed", &who), (1, 1));
    assert_eq!(lines(&olwen, "staff_import_applied", &who), (1, 1));
    assert_eq!(lines(&olwen, "staff_import_begun", &world.olwen.name), (1, 1));
    assert_eq!(lines(&olwen, "staff_import_begun", "by a list"), (0, 1), "that was Olwen herself");
    let hers = olwen.get(&format!("/o/cartref-prawf/activity.csv?person={}", world.olwen.person)).expect(200);
    assert!(hers.text().matches("by a list of staff").count() >= 252, "the log finds it under her name");
    assert!(app.command(&["verify"]).status.success());
}

#[test]
fn taking_a_list_back_is_the_work_of_whoever_does_it() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let tomos = world.tomos.email.as_deref().unwrap();
    let text =
        format!("Name,E-mail,Job title,Service\nTomos Newydd,{tomos},Cook,Bryn\nNia Ddoe,,Carer,Bryn\n");
    let done = added(&app, &mair, &paste(&mair, &text));
    assert_eq!(lines(&olwen, "person_changed", &world.mair.name), (1, 1));
    let undo = olwen.get(done.url.path()).click("Take this list back").expect(200);
    undo.form("main form").submit().expect(303);
    let who = format!("{}, by a list of staff", world.olwen.name);
    assert_eq!(lines(&olwen, "person_changed", &who), (1, 2));
    assert_eq!(lines(&olwen, "person_taken_off", &who), (1, 1));
    assert_eq!(lines(&olwen, "staff_import_undone", &world.olwen.name), (1, 1));
    let log = olwen.get("/o/cartref-prawf/activity").expect(200);
    assert!(log.visible().contains(&who), "{}", log.visible());
    assert!(olwen.get(IMPORT).expect(200).visible().contains("Taken back"));
}
