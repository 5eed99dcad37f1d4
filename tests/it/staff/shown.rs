//! What the page that checks a list shows: all that will be kept, and what is known of line managers.

use super::{added, named, paste, rows_of};
use crate::support::app::TestApp;

#[test]
fn everything_that_will_be_kept_of_somebody_new_is_shown() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Staff number\tFirst name\tLast name\tE-mail\tPhone\tType\tJob\tService\tLine manager\tStart date\tEnd date\tAgency\tLanguage\tRegister\tRegister number\n\
                N1\tNia\tNewydd\tnia@prawf.example\t07700 900100\tAgency\tNurse\tBryn; Glan\tMair Rheolwr\t3/4/25\t2027-01-31\tBrightcover\tCymraeg\tNMC\t00A0000A\n\
                \tNed\tNewydd\t\t\t\t\t\t\t\t\t\t\t\t\n";
    let check = paste(&olwen, text);
    let rows = check.words("ol.shelf > li");
    let row = |line: usize| rows[line - 2].clone();
    for said in [
        "First name: Nia",
        "Last name: Newydd",
        "Staff number: N1",
        "Job title: Nurse",
        "How they work: Agency staff",
        "Agency: Brightcover",
        "Services: Bryn, Glan",
        "Line manager: Mair Rheolwr",
        "First day: 3 April 2025",
        "Last day: 31 January 2027",
        "Phone: 07700 900100",
        "E-mail: nia@prawf.example",
        "Language they read: Cymraeg",
        "Number in the register: 00A0000A",
    ] {
        let shown = row(2).replace(" :", ":");
        let plain = |text: &str| text.replace(':', "").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain(&shown).contains(&plain(said)), "{said} in {shown}");
    }
    // What nobody said stands there too: what will be taken for it, and what stays empty.
    let second = row(3);
    assert!(second.contains("Employee") && second.contains("English"), "{second}");
    let empty = "Stays empty: Staff number, Job title, Services, Line manager, First day, Phone, E-mail";
    assert!(second.contains(empty), "{second}");
}

/// Sixty cards that say the same five things hide the one that doesn't.
#[test]
fn what_all_new_people_have_in_common_is_said_once() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let said = |last: &str| {
        let text = format!(
            "Name\tJob\tService\tStart date\nUn Newydd\tCarer\tBryn\t3/4/25\nDau Newydd\tCarer\tBryn\t3/4/25\n{last}"
        );
        let check = paste(&olwen, &text);
        (check.words("main > dl.told").join(" "), check.words("ol.shelf > li"))
    };
    let (of_all, rows) = said("Tri Newydd\tCarer\tBryn\t4/4/25\n");
    for common in ["Carer", "Bryn", "Employee", "English"] {
        assert!(of_all.contains(common), "{common} in {of_all}");
        assert!(rows.iter().all(|row| !row.contains(common)), "{rows:?}");
    }
    assert!(!of_all.contains("April") && !of_all.contains("Newydd"), "{of_all}");
    assert!(rows[2].contains("4 April 2025") && rows[2].contains("Newydd"), "{rows:?}");
    // One who is different is different in their own row, and so is everybody else.
    let (of_all, rows) = said("Tri Newydd\tCook\tBryn\t4/4/25\n");
    assert!(!of_all.contains("Carer") && rows[0].contains("Carer") && rows[2].contains("Cook"), "{rows:?}");
    // Of two, each row says all.
    let (of_all, rows) = said("");
    assert!(of_all.is_empty() && rows[1].contains("Carer"), "{of_all} {rows:?}");
}

#[test]
fn line_managers_who_cannot_sign_in_are_named_once() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name\tE-mail\tLine manager\nUn Newydd\t\tKemi Testwood\nDau Newydd\t\tKemi Testwood\n\
                Tri Newydd\ttri@prawf.example\tMair Rheolwr\nPedwar Newydd\t\tTri Newydd\nPump Newydd\t\tNobody Here\n";
    let check = paste(&olwen, text);
    assert!(!check.visible().contains("cannot sign in yet"), "first what is asked: {}", check.visible());
    let words = rows_of(&check).visible();
    assert!(words.contains("Line managers who cannot sign in yet"), "{words}");
    assert!(words.contains("Kemi Testwood has not joined and has no e-mail (2 rows)."), "{words}");
    assert!(words.contains("Tri Newydd has not joined yet (1 row). If they have no invitation"), "{words}");
    assert!(!words.contains("Mair Rheolwr has not joined"), "{words}");
    // It is said, not refused.
    added(&app, &olwen, &rows_of(&check));
    let kemi = named(&app, &world.org, "Kemi Testwood").id;
    assert_eq!(named(&app, &world.org, "Un Newydd").standing.line_manager, Some(kemi));
}
