//! What firms write of those who have left keeps them out; sheets that aren't read are named; namesakes are asked about.

use super::{added, all, named, paste, send};
use crate::shelf::files::{Cell, cells, hiding};
use crate::support::app::TestApp;

#[test]
fn leavers_stay_out_however_the_sheet_calls_them() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name,Job,Status\nNia Un,Carer,Active\nBeti Wyn (left),Carer,\nCeri Morgan LEFT,Carer,\n\
                Ned Dau,Carer,Left 12/08/26\nLEAVERS 2026,,\nTomos Tri,Cook,\n";
    let check = paste(&olwen, text);
    let words = check.visible();
    assert!(words.contains("5 rows: 1 new") && words.contains("Have left 4"), "{words}");
    assert!(words.contains("“Status” is read as: Who is still there"), "{words}");
    assert!(!words.contains("not used"), "{words}");
    // Who is there still is put in by emptying the last day, and is called without the note.
    let over = olwen.get(&format!("{}?show=over", check.url.path())).expect(200);
    assert!(
        over.visible().contains("Row 3: the sheet says “left”. The row stays out."),
        "{}",
        over.visible()
    );
    assert_eq!(over.form("main form").value("r7-ends").as_deref(), Some("LEAVERS 2026"));
    let form = over.form("main form").set("r3-ends", "").press("then", "save");
    let ready = form.submit().expect(303).follow().expect(200);
    assert!(ready.visible().contains("5 rows: 2 new"), "{}", ready.visible());
    added(&app, &olwen, &ready);
    assert_eq!(named(&app, &world.org, "Beti Wyn").job_title, "Carer");
    assert_eq!(all(&app, &world.org).len(), 9 + 2);
}

#[test]
fn hidden_sheets_are_not_read_and_those_left_are_named() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let heads = || vec![Cell::Text("Name"), Cell::Text("Job")];
    let list = |name: &'static str| cells(&[heads(), vec![Cell::Text(name), Cell::Text("Cook")]]);
    let sheets = [list("Hen Enw"), cells(&[heads()]), list("Nia Newydd"), list("Ned Newydd")];
    let words = send(&olwen, "staff.xlsx", &hiding(&sheets, &[1])).visible();
    assert!(words.contains("1 row: 1 new") && words.contains("Nia Newydd"), "{words}");
    assert!(words.contains("Only the sheet “Sheet3” of this workbook was read"), "{words}");
    assert!(words.contains("Sheet2 Sheet4") && !words.contains("Sheet1"), "{words}");
    let alone = send(&olwen, "staff.xlsx", &hiding(&sheets[2..3], &[])).visible();
    assert!(!alone.contains("of this workbook was read"), "{alone}");
}

#[test]
fn two_of_one_name_whom_nothing_tells_apart_are_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name,Phone,Start date\nAnn Evans,07700 900100,\nAnn Evans,07700 900200,\n\
                Gwen Evans,,2024-01-08\nGwen Evans,,2025-01-08\n";
    let check = paste(&olwen, text);
    let words = check.visible();
    assert!(words.contains("4 rows: 3 new") && words.contains("1 row needs you"), "{words}");
    assert!(words.contains("Row 3: row 2 has the same name") && words.contains("Somebody new"), "{words}");
    let form = check.form("main form").set("r3-who", "new").press("then", "save");
    let ready = form.submit().expect(303).follow().expect(200);
    assert!(ready.visible().contains("4 rows: 4 new"), "{}", ready.visible());
    added(&app, &olwen, &ready);
    let of = |name: &str| all(&app, &world.org).iter().filter(|person| person.name() == name).count();
    assert_eq!((of("Ann Evans"), of("Gwen Evans")), (2, 2));
}
