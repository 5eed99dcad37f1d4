//! Thousands of rows: every planted fault stands at its row, nobody is lost, nobody comes twice.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use polisi::access::JobTicket;
use polisi::db::ids::StaffImportId;
use polisi::people::imports::work::{Step, step};

use super::{added, all, number, rows_of, send};
use crate::support::app::TestApp;

/// As many as a build without optimisation bears.
const ROWS: usize = 1_500;
const FAULTS: usize = 20;

fn list(rows: usize, faults: usize) -> String {
    let mut text = String::from("Staff number,First name,Last name,E-mail,Start date,Line manager\n");
    for place in 1..=rows {
        // Each planted fault stands in a row of its own, spread over the list.
        let planted = rows.checked_div(faults).filter(|step| place % step == 0).map(|step| place / step % 4);
        let email = if planted == Some(0) { "nobody" } else { "" };
        let day = if planted == Some(1) { "31/02/2025" } else { "03/04/2025" };
        let manager = if planted == Some(2) { "Nobody Here" } else { "N1" };
        let manager = if place == 1 { "" } else { manager };
        let name = if planted == Some(3) { ",".to_owned() } else { format!("Enw,Teulu{place}") };
        writeln!(text, "N{place},{name},{email},{day},{manager}").unwrap();
    }
    text
}

#[test]
fn planted_faults_are_reported_at_their_rows_and_nobody_is_lost() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = send(&olwen, "staff.csv", list(ROWS, FAULTS).as_bytes());
    let words = check.visible();
    assert!(words.contains("15 rows need you") && words.contains("5 rows wait for your answers"), "{words}");
    let check = rows_of(&check);
    for number in 1..=FAULTS {
        let row = number * (ROWS / FAULTS) + 1;
        let said = check.words(".err").iter().any(|fault| fault.starts_with(&format!("Row {row}:")));
        assert!(said, "row {row}");
    }
    // A row without a name says so at both of its fields.
    assert_eq!(check.words(".err").len(), FAULTS + FAULTS / 4);
    let done = added(&app, &olwen, &check);
    assert!(done.visible().contains(&format!("{FAULTS} rows stayed out")), "{}", done.visible());
    let people = all(&app, &world.org);
    let numbers: BTreeSet<&str> = people.iter().filter_map(number).collect();
    assert_eq!((numbers.len(), people.len()), (ROWS - FAULTS, ROWS - FAULTS + 9));
}

#[test]
fn a_program_that_is_killed_goes_on_where_it_was() {
    let mut app = TestApp::start();
    let world = app.world();
    let path = {
        let olwen = app.client_of(&world.olwen);
        let check = send(&olwen, "staff.csv", list(350, 0).as_bytes());
        check.form("main form").press("then", "add").submit().expect(303);
        check.url.path().to_owned()
    };
    let id = StaffImportId::parse(path.rsplit('/').next().unwrap()).unwrap();
    let (entry, now) = (JobTicket::claimed(world.org.id), app.app.clock.now());
    assert_eq!(step(&app.app.database, &app.app.post, entry, id, now, 150).unwrap(), Step::Going);
    assert_eq!(all(&app, &world.org).len(), 159);
    let page = app.client_of(&world.olwen).get(&path).expect(200);
    assert!(page.visible().contains("150 of 350 rows done"), "{}", page.visible());
    app.restart();
    app.run_due_work();
    // Work that comes too late finds nothing to do.
    assert_eq!(step(&app.app.database, &app.app.post, entry, id, now, 150).unwrap(), Step::Finished(0));
    let people = all(&app, &world.org);
    let numbers: BTreeSet<&str> = people.iter().filter_map(number).collect();
    assert_eq!((numbers.len(), people.len()), (350, 359));
    let page = app.client_of(&world.olwen).get(&path).expect(200);
    assert!(page.visible().contains("350 added"), "{}", page.visible());
}
