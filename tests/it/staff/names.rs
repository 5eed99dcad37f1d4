//! Names in a sheet: letters that were lost on the way, empty cells, and people who have one name.

use super::{added, all, named, paste, send};
use crate::support::app::TestApp;

#[test]
fn letters_lost_in_saving_are_said_and_nobody_is_made_twice() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    added(&app, &olwen, &paste(&olwen, "Name\tJob\nLlŷr Tŷ-Mawr\tCook\n"));
    // As Excel writes a plain CSV: it has a letter for "â", and none for "ŷ".
    let check = send(&olwen, "staff.csv", b"Name,Job\r\nLl?r T?-Mawr,Cook\r\nSi\xe2n Newydd,Cook\r\n");
    let words = check.visible();
    assert!(words.contains("2 rows: 1 new"), "{words}");
    assert_eq!(words.matches("Letters were lost when this sheet was saved: 1 name").count(), 1, "{words}");
    assert!(words.contains("(.xlsx) or as “CSV UTF-8”"), "it says what to do: {words}");
    assert!(words.contains("Row 2: “Ll?r T?-Mawr” has lost letters"), "{words}");
    // Corrected by hand it is the person who is on the list already.
    let form = check.form("main form").set("r2-name", "Llŷr Tŷ-Mawr");
    let page = form.press("then", "save").submit().expect(303).follow().expect(200);
    let words = page.visible();
    assert!(words.contains("2 rows: 1 new, 0 changed, 1 the same"), "{words}");
    assert!(!words.contains("Letters were lost"), "{words}");
    // A question mark elsewhere is none of ours.
    let check = paste(&olwen, "Name\tJob\nNia Newydd\tCook?\n");
    assert!(check.visible().contains("1 row: 1 new"), "{}", check.visible());
}

#[test]
fn letters_of_another_kind_of_csv_are_said() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    for (csv, said) in [
        // "CSV (Macintosh)", "CSV (MS-DOS)", and "CSV UTF-8" read as something else on the way.
        (&b"Name,Job\rSi\x89n Newydd,Cook\rNia O'Neil,Cook\r"[..], "Si‰n Newydd"),
        (b"Name,Job\r\nSi\x83n Newydd,Cook\r\nNia O\x92Neil,Cook\r\n", "Siƒn Newydd"),
        ("Name,Job\nSiÃ¢n Newydd,Cook\nNia O’Neil,Cook\n".as_bytes(), "SiÃ¢n Newydd"),
    ] {
        let words = send(&olwen, "staff.csv", csv).visible();
        assert!(words.contains("2 rows: 1 new") && words.contains("1 row needs you"), "{said}: {words}");
        assert!(words.contains(&format!("Row 2: “{said}” has signs where letters were.")), "{words}");
        assert_eq!(
            words.matches("Letters were lost when this sheet was saved: 1 name").count(),
            1,
            "{words}"
        );
    }
}

#[test]
fn an_empty_cell_takes_no_name_away() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Staff No\tSurname\tForename\tJob\n7\tAp Gwilym\tFfion\tCook\n8\t\tPemba\tCook\n";
    let done = added(&app, &olwen, &paste(&olwen, list));
    assert!(done.visible().contains("2 added"), "{}", done.visible());
    for row in ["7\t\tFfion\tCook", "7\tAP GWILYM\t\tCook", "7\t\tFfion Ap Gwilym\tCook", "8\tPemba\t\tCook"]
    {
        let check = paste(&olwen, &format!("Staff No\tSurname\tForename\tJob\n{row}\n"));
        assert!(
            check.visible().contains("1 row: 0 new, 0 changed, 1 the same"),
            "{row}: {}",
            check.visible()
        );
    }
    // What else the row says is taken.
    let check = paste(&olwen, "Staff No\tSurname\tForename\tJob\n7\t\tFfion\tNurse\n");
    let words = check.visible();
    assert!(words.contains("Job title: Cook → Nurse") && !words.contains("Last name:"), "{words}");
    // An address says who it is, too.
    let check = paste(&olwen, "E-mail\tSurname\tForename\nsian.wyr@prawf.example\t\tSian\n");
    assert!(check.visible().contains("0 changed, 1 the same"), "{}", check.visible());
    // Nobody becomes somebody else because both have one name, or none of the two is known.
    for row in ["8\t\tTenzin\tCook", "7\t\tTomos\tCook"] {
        let check = paste(&olwen, &format!("Staff No\tSurname\tForename\tJob\n{row}\n"));
        assert!(check.visible().contains("Who is this?"), "{row}: {}", check.visible());
    }
}

#[test]
fn one_name_in_either_column_is_a_person_with_one_name() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let before = all(&app, &world.org).len();
    let list = "Surname\tForename\tJob\nPemba\t\tCook\n\tTenzin\tCook\n";
    let check = paste(&olwen, list);
    assert!(check.visible().contains("2 rows: 2 new"), "{}", check.visible());
    added(&app, &olwen, &check);
    for name in ["Pemba", "Tenzin"] {
        let person = named(&app, &world.org, name);
        assert_eq!((person.given_name.as_str(), person.family_name.as_str()), (name, ""));
    }
    assert_eq!(all(&app, &world.org).len(), before + 2);
    let check = paste(&olwen, list);
    assert!(check.visible().contains("2 rows: 0 new, 0 changed, 2 the same"), "{}", check.visible());
    // A row that says nothing else may be the head of a part of the sheet: it has a field for each name.
    let check = paste(&olwen, "Surname\tForename\nSherpa\t\n\tNos\n");
    let words = check.visible();
    assert!(words.contains("Row 2: the row says “Sherpa” and nothing else."), "{words}");
    assert!(words.contains("Row 3: the row says “Nos” and nothing else."), "{words}");
    let form = check.form("main form");
    assert_eq!(form.value("r2-family").as_deref(), Some("Sherpa"));
    let form = form.set("r2-given", "Dorje").set("r3-family", "Da");
    let page = form.press("then", "save").submit().expect(303).follow().expect(200);
    let words = page.visible();
    assert!(words.contains("2 rows: 2 new") && words.contains("Dorje Sherpa"), "{words}");
}

#[test]
fn the_head_of_a_part_is_shown_before_it_becomes_a_person() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name\tJob\nNight Staff\t\nEnfys Haf\tCarer\nTwm Haf\tCarer\nElan Haf\tCook\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("1 row says a name and nothing else Row 2: Night Staff"), "{words}");
    // A list of names alone says nothing that is odd.
    let words = paste(&olwen, "Name\nEnfys Haf\nTwm Haf\n").visible();
    assert!(words.contains("2 rows: 2 new") && !words.contains("nothing else"), "{words}");
    // Who is on the list already is no head.
    added(&app, &olwen, &paste(&olwen, "Name\tJob\nEnfys Haf\tCarer\n"));
    let words = paste(&olwen, "Name\tJob\nEnfys Haf\t\nTwm Haf\tCarer\nElan Haf\tCook\n").visible();
    assert!(!words.contains("nothing else"), "{words}");
}

#[test]
fn notes_and_two_people_are_no_name() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name\tJob\nAnn & Bob Jones\tCook\nUma Ridge 07700900123\tCook\nPat Hill\tCook\nJo Brown [left]\tCook\n";
    let words = paste(&olwen, list).visible();
    assert!(words.contains("4 rows: 1 new") && words.contains("Have left 1"), "{words}");
    for name in ["Row 2: “Ann & Bob Jones”", "Row 3: “Uma Ridge 07700900123”"] {
        assert!(words.contains(&format!("{name} does not look like the name of one person")), "{words}");
    }
    // The head of a part is called by what it says, wherever it stands.
    let words = paste(&olwen, "No\tName\tJob\nNIGHT STAFF\t\t\n1\tNia Un\tCook\n").visible();
    assert!(words.contains("Row 2: NIGHT STAFF"), "{words}");
}

/// A name that changes may be another person: it doesn't hide behind the rows that need somebody.
#[test]
fn another_name_is_shown_and_one_address_under_two_names_is_asked_about() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Staff number,Name,E-mail\n7,Nia Un,nia@prawf.example\n8,Ned Dau,\n";
    added(&app, &olwen, &paste(&olwen, list));
    let list = "Staff number,Name,E-mail,Job\n8,Ned Dau,,Cook\n7,Nia Tri,nia@prawf.example,\n9,Nan Un,nan.example,\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("2 changed") && words.contains("1 row needs you"), "{words}");
    assert!(words.contains("Last name: Un → Tri") && !words.contains("Row 2: Ned Dau"), "{words}");
    // The sheet calls her by another name and gives no number.
    let check = paste(&olwen, "Name,E-mail\nNia Newydd,nia@prawf.example\n");
    let words = check.visible();
    assert!(words.contains("Who is this?") && words.contains("Nia Un (7"), "{words}");
    let nia = named(&app, &world.org, "Nia Un").id.to_string();
    let form = check.form("main form").set("r2-who", &nia).press("then", "save");
    let page = form.submit().expect(303).follow().expect(200);
    assert!(page.visible().contains("Last name: Un → Newydd"), "{}", page.visible());
}

#[test]
fn posts_without_a_person_and_headings_inside_the_sheet_are_nobody() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let list = "Name\tJob\nVACANT\tCook\nNia Un\tCook\nName\tJob\nTBC\tCarer\nNed Bank\tCarer\n";
    let check = paste(&olwen, list);
    let words = check.visible();
    assert!(words.contains("2 rows: 2 new"), "{words}");
    assert!(words.contains("2 rows name nobody and were not read Row 2: VACANT Row 5: TBC"), "{words}");
    assert!(words.contains("Row 6: Ned Bank") && !words.contains("Row 4"), "{words}");
    added(&app, &olwen, &check);
    assert!(
        all(&app, &world.org).iter().all(|person| !["VACANT", "TBC", "Name"].contains(&&*person.given_name))
    );
    let words = paste(&olwen, "Name\tJob\nNia Un\tCook\n").visible();
    assert!(!words.contains("names nobody") && !words.contains("name nobody"), "{words}");
    // Nobody else stands there: it is said as for an empty sheet.
    let form =
        olwen.get(super::IMPORT).expect(200).form("main form").set("list", "Name\tJob\nVacant\tCook\n");
    let words = form.submit().expect(422).visible();
    assert!(words.contains("We found the headings, but nobody under them"), "{words}");
}
