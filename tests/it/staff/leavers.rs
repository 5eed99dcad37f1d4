//! What firms write of those who have left keeps them out; sheets that aren't read are named; namesakes are asked about.

use polisi::people;

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
fn columns_of_leavers_are_known_by_what_firms_call_them() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    for (head, here, left) in [
        ("Employee Status", "Current", "Leaver"),
        ("Leaver Date", "", "12/08/2026"),
        ("Leaver", "No", "Yes"),
        ("Leaver?", "", "Y"),
        ("Archived", "FALSE", "TRUE"),
        ("Employment end date", "", "31/03/2024"),
        ("Date of termination", "", "01/03/2026"),
        ("Last working day", "", "01/03/2026"),
        ("Final working date", "", "01/03/2026"),
        ("Status (Active/Leaver)", "Active", "Leaver"),
        ("Date left (if applicable)", "", "01/03/2026"),
    ] {
        let text = format!("Name,Job,{head}\nNia Un,Carer,{here}\nNed Dau,Carer,{left}\n");
        let words = paste(&olwen, &text).visible();
        assert!(words.contains("2 rows: 1 new") && words.contains("Have left 1"), "{head}: {words}");
        assert!(!words.contains("is not read") && !words.contains("not used"), "{head}: {words}");
    }
    let words = paste(&olwen, "Name,Leaver\nNia Un,No\nNed Dau,x\n").visible();
    assert!(words.contains("Who is still there: “x” in 1 row means"), "{words}");
}

#[test]
fn columns_in_which_somebody_may_be_missed_are_named_first() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = paste(&olwen, "Name,Phone,Reason for leaving,Shoe size\nNia Un,,,4\nNed Dau,,Pay,5\n");
    let words = check.visible();
    assert!(words.contains("1 column may say who has left, and is not read Reason for leaving"), "{words}");
    assert!(words.contains("1 column is not used Shoe size"), "{words}");
    assert!(check.has(".notice.late"), "it stands out");
    // Two tables side by side.
    let check = paste(&olwen, "Name,Phone,,Name,Phone\nNia Un,,,Ned Dau,\n");
    let words = check.visible();
    assert!(words.contains("1 more column of names is not read Name If other people stand there"), "{words}");
    assert!(words.contains("1 column is not used Phone") && check.has(".notice.late"), "{words}");
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

/// Every way of entering somebody asks, for the forms do.
#[test]
fn who_left_is_not_entered_again_without_a_question() {
    let app = TestApp::start();
    let world = app.world();
    let (now, tomos) = (app.app.clock.now(), world.tomos.person);
    app.within(&world.org, move |tenant| people::leave(tenant, now, tomos, now.day()).unwrap());
    let olwen = app.client_of(&world.olwen);
    let check = paste(&olwen, "Name,Job\nTomos Newydd,Cook\n");
    let words = check.visible();
    assert!(words.contains("1 row: 0 new") && words.contains("Who is this?"), "{words}");
    assert!(words.contains("left on 21 November 2026") && words.contains("Somebody new"), "{words}");
    let form = check.form("main form").set("r2-who", &tomos.to_string()).press("then", "save");
    let page = form.submit().expect(303).follow().expect(200);
    let words = page.visible();
    assert!(words.contains("Row 2: this person left on 21 November 2026"), "{words}");
    let form = page.form("main form").set("r2-who", "new").press("then", "save");
    let ready = form.submit().expect(303).follow().expect(200);
    assert!(ready.visible().contains("1 row: 1 new"), "{}", ready.visible());
    // A sheet that says that they have left says nothing new.
    let check = paste(&olwen, "Name,Status\nTomos Newydd,Left\n");
    assert!(check.visible().contains("Have left 1"), "{}", check.visible());
}

#[test]
fn who_has_left_by_the_sheet_and_is_on_the_list_is_said_when_it_is_done() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let email = world.tomos.email.clone().unwrap();
    let text = format!("Name,E-mail,Status\nTomos Newydd,{email},Archived\nNia Un,,Active\n");
    let done = added(&app, &olwen, &paste(&olwen, &text));
    let words = done.visible();
    assert!(words.contains("The sheet says they have left; they are still on your list."), "{words}");
    assert!(!words.contains("faulty or unclear"), "{words}");
    assert!(done.has(&format!("td a[href$='/people/{}']", world.tomos.person)), "a link to their page");
    assert!(named(&app, &world.org, "Tomos Newydd").is_present());
}

#[test]
fn two_of_one_name_without_numbers_come_in_and_come_again() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name,Service\nAnn-Marie O'Neil,Bryn\nAnn-Marie O'Neil,Bryn\n";
    let check = paste(&olwen, text);
    assert!(check.visible().contains("Row 3: row 2 has the same name"), "{}", check.visible());
    let form = check.form("main form").set("r3-who", "new").press("then", "save");
    added(&app, &olwen, &form.submit().expect(303).follow().expect(200));
    let both = all(&app, &world.org).into_iter().filter(|person| person.name() == "Ann-Marie O'Neil");
    let both: Vec<String> = both.map(|person| person.id.to_string()).collect();
    assert_eq!(both.len(), 2);
    let check = paste(&olwen, text);
    assert!(check.visible().contains("2 rows need you"), "{}", check.visible());
    assert!(check.visible().contains("Ann-Marie O'Neil (Bryn"), "where they work: {}", check.visible());
    let choose = |page: &crate::support::page::Page, second: &str| {
        let form = page.form("main form").set("r2-who", &both[0]).set("r3-who", second);
        form.press("then", "save").submit().expect(303).follow().expect(200)
    };
    let page = choose(&check, &both[0]);
    assert!(page.visible().contains("Who is this?"), "the same twice: {}", page.visible());
    let form = page.form("main form").set("r3-who", &both[1]).press("then", "save");
    let page = form.submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("2 rows: 0 new, 0 changed, 2 the same"), "{}", page.visible());
}

#[test]
fn hidden_rows_are_not_read_and_counted() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let row = |name: &'static str| vec![Cell::Text(name), Cell::Text("Cook")];
    let rows = [vec![Cell::Text("Name"), Cell::Text("Job")], row("Hen Enw"), row("Nia Newydd")];
    let sheet = cells(&rows).replace("<row r=\"2\">", "<row r=\"2\" hidden=\"1\">");
    let words = send(&olwen, "staff.xlsx", &hiding(&[sheet], &[])).visible();
    assert!(words.contains("1 row: 1 new") && words.contains("Row 3: Nia Newydd"), "{words}");
    assert!(
        words.contains("1 row is hidden in this sheet and was not read.") && !words.contains("Hen Enw"),
        "{words}"
    );
}
