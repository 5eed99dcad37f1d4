//! Sixty people by spreadsheet, as a manager meets it.

use polisi::people::{StaffNumber, WorkerType};

use super::{IMPORT, PEOPLE, added, all, named, number, paste, rows_of, send, upload};
use crate::shelf::files::{Cell, workbook};
use crate::support::app::TestApp;
use crate::support::page::Page;

const PEOPLE_IN_SHEET: usize = 60;

/// What a care home's spreadsheet looks like: sixty people, the first leads the rest.
fn sheet(fault: bool) -> Vec<u8> {
    let heads = [
        "Start date",
        "Surname",
        "Shoe size",
        "Forename",
        "E-mail",
        "Payroll number",
        "Home",
        "Job role",
        "Line manager",
        "Type",
    ];
    let texts: Vec<Vec<String>> = (1..=PEOPLE_IN_SHEET)
        .map(|place| {
            let email = if place % 3 == 0 { String::new() } else { format!("p{place}@prawf.example") };
            let email = if fault && place == 5 { "p5.prawf.example".to_owned() } else { email };
            let service = if fault && place == 9 { "Brin" } else { "Bryn" };
            let manager = if place == 1 { "" } else { "st 001" };
            let kind = if place % 10 == 0 { "Bank staff" } else { "Full-time" };
            [
                "",
                &format!("Teulu{place}"),
                "5",
                &format!("Enw{place}"),
                &email,
                &format!("St{place:03}"),
                service,
                "Care worker",
                manager,
                kind,
            ]
            .map(str::to_owned)
            .to_vec()
        })
        .collect();
    let mut rows: Vec<Vec<Cell<'_>>> =
        vec![vec![Cell::Text("Our staff")], heads.iter().map(|head| Cell::Text(head)).collect()];
    rows.extend(texts.iter().map(|row| {
        let mut cells: Vec<Cell<'_>> = row.iter().map(|text| Cell::Text(text)).collect();
        cells[0] = Cell::Day(45_750);
        cells
    }));
    workbook(&rows)
}

#[test]
fn sixty_people_come_in_by_spreadsheet() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = send(&olwen, "staff.xlsx", &sheet(true));
    let words = check.visible();
    assert!(words.contains("60 rows: 58 new, 0 changed, 0 the same"), "{words}");
    assert!(words.contains("1 row needs you") && words.contains("1 row waits for your answers"), "{words}");
    assert!(
        words.contains("“Brin” in 1 row means") && !words.contains("Row 7"),
        "first what is asked: {words}"
    );
    assert!(!check.has("button[value=add]"));
    let check = rows_of(&check);
    let words = check.visible();
    assert!(words.contains("Row 7: the e-mail has no @"), "{words}");
    assert!(words.contains("Row 11: there is no service “Brin”"), "{words}");
    assert!(words.contains("1 column is not used") && words.contains("Shoe size"), "{words}");
    assert!(words.contains("“Payroll number” is read as: Staff number"), "{words}");

    // Wrong again is said again, with what was typed; nothing is added.
    let form = check.form("main form").set("r7-email", "p5@@prawf.example");
    let again = form.press("then", "add").submit().expect(422);
    assert!(again.visible().contains("Row 7 is still not right"), "{}", again.visible());
    assert_eq!(again.form("main form").value("r7-email").as_deref(), Some("p5@@prawf.example"));
    assert_eq!(all(&app, &world.org).len(), 9);

    let form = again.form("main form").set("r7-email", "p5@prawf.example").set("r11-services", "bryn");
    let ready = form.press("then", "save").submit().expect(303).follow().expect(200);
    assert!(ready.visible().contains("60 rows: 60 new"), "{}", ready.visible());
    assert!(ready.visible().contains("Add 60 people"));
    let done = added(&app, &olwen, &ready);
    assert!(done.visible().contains("60 added, 0 changed, 0 the same as before."), "{}", done.visible());
    everybody_is_there(&app, &world.org);

    // The same again says that all is the same; one change is shown before it is made.
    let same = send(&olwen, "staff.xlsx", &sheet(false));
    assert!(same.visible().contains("60 rows: 0 new, 0 changed, 60 the same"), "{}", same.visible());
    assert!(!same.has("button[value=add]"));
    one_is_changed(&app, &world.org, &olwen.get(IMPORT).expect(200));
}

fn everybody_is_there(app: &TestApp, org: &crate::support::app::Org) {
    let people = all(app, org);
    assert_eq!(people.len(), 69);
    let (first, tenth) = (named(app, org, "Enw1 Teulu1"), named(app, org, "Enw10 Teulu10"));
    assert_eq!(number(&tenth), Some("ST010"));
    assert_eq!(tenth.standing.line_manager, Some(first.id));
    assert_eq!((tenth.worker_type, first.worker_type), (WorkerType::Bank, WorkerType::Employee));
    assert_eq!(tenth.started_on.unwrap().to_string(), "2025-04-03");
    let led = people.iter().filter(|person| person.standing.line_manager == Some(first.id)).count();
    assert_eq!(led, 59);
    let numbers: std::collections::BTreeSet<_> = people.iter().filter_map(number).collect();
    assert_eq!(numbers.len(), 60, "nobody twice, nobody lost");
}

fn one_is_changed(app: &TestApp, org: &crate::support::app::Org, import: &Page) {
    let form = import.form("main form").set("list", "Staff no\tName\tMobile\tJob\n st 0 10 \tEnw10 Teulu10\t07700 900123\tSenior carer\nST011\tEnw11 Teulu11\t\tCare worker\n");
    let check = form.submit().expect(303).follow().expect(200);
    let words = check.visible();
    assert!(words.contains("2 rows: 0 new, 1 changed, 1 the same"), "{words}");
    assert!(words.contains("Job title: Care worker → Senior carer"), "{words}");
    assert!(words.contains("Phone: empty → 07700 900123"), "{words}");
    let form = check.form("main form");
    let progress = form.clone().press("then", "add").submit().expect(303).follow().expect(200);
    assert!(progress.visible().contains("0 of 2 rows done"), "{}", progress.visible());
    // Pressed twice, and in another tab: it leads to the same page.
    form.press("then", "add").submit().expect(303);
    app.run_due_work();
    let changed = named(app, org, "Enw10 Teulu10");
    assert_eq!(
        (changed.job_title.as_str(), changed.phone.as_deref()),
        ("Senior carer", Some("07700 900123"))
    );
    assert_eq!(changed.email.unwrap().as_str(), "p10@prawf.example", "an empty cell takes nothing away");
    assert_eq!(all(app, org).len(), 69);
}

#[test]
fn one_upload_is_one_list_and_old_pages_are_refused() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "First name,Last name,E-mail\nNia,Newydd,nia.example\nIfan,Newydd,ifan.example\n";
    let (one, two) = (send(&olwen, "a.csv", text.as_bytes()), send(&olwen, "a.csv", text.as_bytes()));
    assert_eq!(one.url, two.url);
    let first = one.form("main form").set("r2-email", "nia@prawf.example");
    first.press("then", "save").submit().expect(303);
    // The other tab shows what stood there before.
    let late = two.form("main form").set("r3-email", "ifan@prawf.example");
    let refused = late.press("then", "save").submit().expect(409);
    assert!(refused.visible().contains("Somebody changed this list in another window"));
    let now = olwen.get(one.url.path()).expect(200);
    assert!(now.visible().contains("2 rows: 1 new"), "{}", now.visible());
    // It outlives the tab: the page of lists leads back to it. Dropped, it is gone with its words.
    let lists = olwen.get(IMPORT).expect(200);
    assert!(lists.visible().contains("a.csv") && lists.visible().contains("To check"));
    let gone = now.form("main form.one").submit().expect(303).follow().expect(200);
    assert!(gone.visible().contains("The list is dropped"));
    olwen.get(one.url.path()).expect(404);
    let rows = app.raw().lines("SELECT cells AS value FROM staff_import_rows");
    assert!(rows.is_empty() || rows.iter().all(|cells| cells == "{}"), "{rows:?}");
}

#[test]
fn what_is_no_list_is_said_in_the_form() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let form = || olwen.get(IMPORT).expect(200).form("main form");
    assert!(form().submit().expect(422).visible().contains("Choose a file, or paste a list"));
    let heads = form().set("list", "Phone\tE-mail\n1\ta@b.example\n").submit().expect(422);
    assert!(heads.visible().contains("We found no headings with names"), "{}", heads.visible());
    assert!(heads.text().contains("a@b.example"), "what was pasted stays");
    let files = [upload("a.xlsx", b"PK\x03\x04 broken")];
    olwen.post_multipart(IMPORT, &[("list", "")], &files).expect(422);
    let sheet = olwen.get(&format!("{IMPORT}/sheet.csv")).expect(200).text();
    let check = paste(&olwen, &sheet);
    assert!(check.visible().contains("this is the example of the sheet"), "{}", check.visible());
    assert_eq!(check.attributes(".groups a[href]", "href").len(), 2, "all of its columns are known");
    assert!(!check.visible().contains("not used"), "{}", check.visible());
}

#[test]
fn who_is_meant_is_asked_where_it_is_not_clear() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    // Kemi is on the list without number, e-mail or first day; so is a namesake from now on.
    let text = "Staff number,Name,E-mail,Start date,Job\nK1,kemi testwood,,2026-11-01,Care worker\n\
                S1,SIAN  WYR,sian.wyr@prawf.example,,Senior carer\n";
    let check = paste(&olwen, text);
    let words = check.visible();
    assert!(words.contains("2 rows: 0 new, 1 changed"), "{words}");
    assert!(words.contains("Who is this?") && words.contains("Somebody new"), "{words}");
    let form = check.form("main form").set("r2-who", "new").press("then", "add");
    form.submit().expect(303);
    app.run_due_work();
    assert_eq!(all(&app, &world.org).iter().filter(|person| person.name().contains("estwood")).count(), 2);
    let sian = all(&app, &world.org).into_iter().find(|person| number(person) == Some("S1")).unwrap();
    assert_eq!(sian.id, world.sian.person, "an e-mail and a name are one person, whatever their letters");

    // The number of somebody whose names are all others is asked about, not overwritten.
    let check = paste(&olwen, "Staff number,Name\ns1,Gareth Arall\n");
    assert!(check.visible().contains("Who is this?"), "{}", check.visible());
    // Somebody new needs another number, which can be typed then.
    let again = check.form("main form").set("r2-who", "new").press("then", "save").submit().expect(303);
    let again = again.follow().expect(200);
    assert!(again.visible().contains("somebody else has the staff number"), "{}", again.visible());
    let again = again.form("main form").set("r2-number", "S2").press("then", "save").submit().expect(303);
    assert!(again.follow().expect(200).visible().contains("1 row: 1 new"));
    // One name and the number are no person: half a village has the same.
    for (row, asked) in [("s1,Gareth Wyr", true), ("s1,Sian Arall", true), ("s1,Sian Wyr", false)] {
        let check = paste(&olwen, &format!("Staff number,Name\n{row}\n"));
        assert_eq!(check.visible().contains("Who is this?"), asked, "{row}: {}", check.visible());
    }
    // The same number twice, however it is typed.
    let check = paste(&olwen, "Staff number,Name\nZ 9,Gareth Un\nz9,Gareth Dau\n");
    assert!(check.visible().contains("Row 3: row 2 has the same staff number"), "{}", check.visible());
    assert_eq!(check.form("main form").value("r3-number").as_deref(), Some("z9"), "it can be corrected");
}

#[test]
fn line_managers_are_found_in_the_list_and_in_the_sheet() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Staff number,Name,Line manager,E-mail\n1,Un Un,Dau Dau,\n2,Dau Dau,3,\n3,Tri Tri,mair rheolwr,tri@prawf.example\n\
                4,Pedwar Pedwar,tri@prawf.example,\n5,Pump Pump,6,\n6,Chwech Chwech,5,\n7,Saith Saith,7,\n8,Wyth Wyth,Nobody Here,\n\
                9,Naw Naw,8,\n";
    let check = rows_of(&paste(&olwen, text));
    let words = check.visible();
    assert!(words.contains("9 rows: 4 new"), "{words}");
    assert!(words.contains("3 rows need you") && words.contains("2 rows wait for your answers"), "{words}");
    for said in [
        "Row 6: these people would lead each other: Pump Pump → Chwech Chwech → Pump Pump.",
        "Row 7: these people would lead each other: Chwech Chwech → Pump Pump → Chwech Chwech.",
        "Row 8: “7” is this person. Enter who leads them, or empty it.",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    assert!(words.contains("Row 9: nobody on your list or in this one is “Nobody Here”"), "{words}");
    assert!(words.contains("Row 10: the line manager “8” is not added"), "{words}");
    let done = added(&app, &olwen, &check);
    assert!(done.visible().contains("4 added") && done.visible().contains("5 rows stayed out"));
    let lead = |name: &str| named(&app, &world.org, name).standing.line_manager;
    assert_eq!(lead("Un Un"), Some(named(&app, &world.org, "Dau Dau").id));
    assert_eq!(lead("Dau Dau"), Some(named(&app, &world.org, "Tri Tri").id));
    assert_eq!(lead("Tri Tri"), Some(world.mair.person));
    assert_eq!(lead("Pedwar Pedwar"), Some(named(&app, &world.org, "Tri Tri").id));
}

#[test]
fn the_lists_own_file_comes_in_again_without_a_change() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Staff number,Name,Phone,Type,Agency,Service,Line manager,Start date,Language,Register,Register number\n\
                A1,Nia Newydd,+44 7700 900100,Agency,=Brightcover,\"Bryn; Glan\",Mair Rheolwr,1/12/2026,Cymraeg,NMC,00A\n";
    added(&app, &olwen, &paste(&olwen, text));
    let nia = named(&app, &world.org, "Nia Newydd");
    assert_eq!(nia.standing.ends_on.unwrap().to_string(), "2027-12-01", "an agency's time ends by itself");
    assert_eq!(nia.standing.staff_number, StaffNumber::parse(" a1"));
    let csv = olwen.get(&format!("{PEOPLE}.csv")).expect(200).text();
    assert!(csv.contains("'+44 7700 900100") && csv.contains("'=Brightcover"), "{csv}");
    let check = paste(&olwen, &csv);
    assert!(check.visible().contains("10 rows: 0 new, 0 changed, 10 the same"), "{}", check.visible());
    // The Welsh file, too.
    let csv = app.client_of(&world.olwen).get(&format!("{PEOPLE}.csv?lang=cy")).expect(200).text();
    assert!(csv.contains("Enw cyntaf") && csv.contains("Staff asiantaeth"), "{csv}");
    let check = paste(&olwen, &csv);
    assert!(check.visible().contains("10 rows: 0 new, 0 changed, 10 the same"), "{}", check.visible());
}
